"""What an act reads besides the mission, in the statement that reads around it.

An act on a row of the mission (a difficulty, a word of urging, an agency's answer)
needs that row as it stands once the mission is held. Asked for together with the
supporting units it costs no statement of its own (ADR 0040).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Beside:
    """`rows` selects the number of the mission and one value as jsonb; it may name the
    missions as ``%(missions)s``, the moment as ``%(at)s``, and what stands in `values`.
    """

    rows: str
    values: Mapping[str, Any] = field(default_factory=dict)


def row_of(model: type[Model], number: int) -> Beside:
    """The row of this number, where it belongs to a mission that is held."""
    table = model._meta.db_table  # noqa: SLF001
    return Beside(
        f'SELECT mission_id, to_jsonb(beside) FROM "{table}" AS beside'  # noqa: S608
        " WHERE id = %(beside)s AND mission_id = ANY(%(missions)s)",
        {"beside": number},
    )


def first_of(model: type[M], found: Sequence[Mapping[str, Any]]) -> M | None:
    """The first row that was found, as a row of its model; None where there is none."""
    return as_row(model, found[0]) if found else None


def as_row(model: type[M], values: Mapping[str, Any]) -> M:
    """A row that the database told as jsonb."""
    columns = model._meta.concrete_fields  # noqa: SLF001
    names = [column.attname for column in columns]
    told = [column.to_python(values[str(column.column)]) for column in columns]
    return model.from_db("default", names, told)
