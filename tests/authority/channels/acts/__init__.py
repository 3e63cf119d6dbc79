"""How the acts of an area are sent, a module an area beside this one.

Each module has `FORMS`: act → `Form`. `arrange` makes what the act needs (an extension
to be granted, a difficulty to be answered) on the mission, without its services where
those would refuse in this situation; what it returns names further parts of the
address. It is undone with the cell.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.cast import Cast


def nothing(cast: Cast, mission_id: int) -> tuple[int, ...]:
    return ()


@dataclass(frozen=True)
class Form:
    """Address (in the namespace `approvals`), what is filled in, what must be there.

    `fields` gets the cast; the version that the person saw is added by itself.
    """

    address: str
    fields: Callable[[Cast], dict[str, Any]] = field(default=lambda _cast: {})
    arrange: Callable[[Cast, int], tuple[int, ...]] = nothing
    names_who: bool = False  # before it is arranged, nobody may at all
