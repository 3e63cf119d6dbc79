"""The way in by the identity provider, where there is one."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def identity_provider() -> str:
    """What the button calls it; empty: none is configured."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""
