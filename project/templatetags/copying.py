"""Secrets as people copy them: in groups, never broken inside one."""

from django import template

register = template.Library()


@register.filter
def in_fours(text: str) -> str:
    """ABCD EFGH: four letters at a time."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
