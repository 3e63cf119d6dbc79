"""What a notice shows beside its words."""

from datetime import datetime

from django import template

from project.templatetags.ui import vn_time

register = template.Library()


@register.filter
def clock(moment: str) -> str:
    """09:42 of a moment as a notice's row carries it (ISO 8601)."""
    return vn_time(datetime.fromisoformat(moment))
