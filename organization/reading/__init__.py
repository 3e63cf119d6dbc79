"""A table of people and fields of work, .xlsx: bytes → rows of words. No Django, no
organisation: what the words mean here is found out by the services."""

from organization.reading.sheets import (
    FIELDS,
    PEOPLE,
    Cell,
    Row,
    Sheets,
    Unreadable,
    read,
)
from organization.reading.template import template

__all__ = [
    "FIELDS",
    "PEOPLE",
    "Cell",
    "Row",
    "Sheets",
    "Unreadable",
    "read",
    "template",
]
