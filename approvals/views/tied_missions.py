"""Parts, wholes, merged and replaced missions as the page of one mission shows them.

Least privilege (docs/permissions/parts.md): who sees the whole sees of a part its
number, state, unit and day, and its title only if he or she may open it; who sees a
part sees the number and the title of the whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from approvals.authority import MissionFacts, seat_to_view
from organization.scopes import Scope
from workflows.enums import OPEN_STATES, MissionState
from workflows.queries.around import Around
from workflows.services.agencies import names_of

WORDS: Final[dict[str, str]] = {
    "merged_into": "Đã gộp vào",
    "merged": "Đã gộp nhiệm vụ trùng",
    "replaced_by": "Đã thay bằng",
    "replaced": "Thay cho",
}


@dataclass(frozen=True)
class Tied:
    """Another mission in one line; `state` and `due_on` as badges and dates want them.

    `title` is "" where the reader may not open it.
    """

    pk: int
    words: str
    title: str
    state: str
    due_on: date | None
    unit: str
    may_open: bool
    is_own: bool = False
    below: int = 0
    below_done: int = 0
    merged_into: int | None = None

    @property
    def code(self) -> str:
        return f"NV\u00a0{self.pk:03d}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_done(self) -> bool:
        return self.state == MissionState.COMPLETED


@dataclass(frozen=True)
class TiedMissions:
    whole: Tied | None
    parts: list[Tied]
    others: list[Tied]

    @property
    def open(self) -> list[Tied]:
        return [part for part in self.parts if part.is_open]

    @property
    def counted(self) -> list[Tied]:
        """Parts that are to be done: those withdrawn are not."""
        return [part for part in self.parts if part.is_open or part.is_done]

    @property
    def done(self) -> int:
        return sum(part.is_done for part in self.parts)

    @property
    def merged_into(self) -> Tied | None:
        found = (one for one in self.others if one.words == WORDS["merged_into"])
        return next(found, None)

    @property
    def replaced_by(self) -> Tied | None:
        found = (one for one in self.others if one.words == WORDS["replaced_by"])
        return next(found, None)


def tied_missions(around: Around, scope: Scope) -> TiedMissions:
    """No statement: what may be opened follows from the scope and the rows."""
    wholes = _tied(around.get("whole", ()), scope, "Là một phần của", hides=False)
    parts = _tied(around.get("parts", ()), scope, "")
    others = [
        one
        for part, words in WORDS.items()
        for one in _tied(around.get(part, ()), scope, words)
    ]
    return TiedMissions(
        whole=wholes[0] if wholes else None,
        parts=sorted(parts, key=lambda part: part.pk),
        others=others,
    )


def agencies_named(around: Around) -> list[str]:
    """Agencies that were asked already, and those that the document names."""
    read = [
        code for row in around.get("agencies_read", ()) for code in row["codes"] or ()
    ]
    asked = [row["agency"] for row in around.get("outside", ())]
    return list(dict.fromkeys([*asked, *names_of(read)]))


def _tied(
    rows: Iterable[dict[str, Any]], scope: Scope, words: str, *, hides: bool = True
) -> list[Tied]:
    found = []
    for row in rows:
        may_open = _may_open(row, scope)
        found.append(
            Tied(
                pk=row["id"],
                words=words,
                title=row["title"] if may_open or not hides else "",
                state=row["state"],
                due_on=row["due_on"],
                unit=row["unit"],
                may_open=may_open,
                is_own=row.get("is_own", False),
                below=row.get("below", 0),
                below_done=row.get("below_done", 0),
                merged_into=row.get("merged_into"),
            )
        )
    return found


def _may_open(row: dict[str, Any], scope: Scope) -> bool:
    facts = MissionFacts(
        mission_id=row["id"],
        lead_unit_id=row["lead"],
        directing_post_id=row["leader"],
        supporting_unit_ids=frozenset(row["supporting"]),
    )
    return seat_to_view(scope.on_mission(row["id"]), facts) is not None
