"""What a reorganisation is to do, as an administrator has said it. Pure."""

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from workflows.models.reorganisation import ReorganisationKind


class Role(StrEnum):
    """What somebody of a closed unit becomes in the successor."""

    SAME = "SAME"
    HEAD = "HEAD"
    DEPUTY = "DEPUTY"
    OFFICER = "OFFICER"
    END = "END"


ROLE_LABELS: dict[Role, str] = {
    Role.SAME: "giữ nguyên cấp",
    Role.HEAD: "đứng đầu",
    Role.DEPUTY: "cấp phó",
    Role.OFFICER: "chuyên viên",
    Role.END: "thôi giữ chức vụ",
}


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit that goes on: one that exists (by its code), or one to be made, which
    has a name. `portfolio` is the field it shall belong to; "" as the former ones."""

    code: str
    name: str = ""
    short_name: str = ""
    kind: str = ""
    portfolio: str = ""

    @property
    def is_new(self) -> bool:
        return bool(self.name)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that was decided; what follows from it is the preview.

    Units and posts go by code, people by username. `by_hand` sends a mission to a
    successor; the others go where their officer goes (`follows_officer`), else to
    `by_rule`. `fates` sends the holder of a post: (successor's code, role).
    """

    kind: ReorganisationKind
    effective_on: date
    paper: str
    formers: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    by_rule: str = ""
    follows_officer: bool = False
    names_go_to: str = ""
    by_hand: dict[int, str] = field(default_factory=dict)
    fates: dict[str, tuple[str, Role]] = field(default_factory=dict)
    name: str = ""
    short_name: str = ""
    post: str = ""
    successor_post: str = ""
    person: str = ""
    acting: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.successors)

    @property
    def closing(self) -> tuple[str, ...]:
        """Units that are no more afterwards: one that goes on is among the new."""
        if self.kind == ReorganisationKind.RENAME:
            return ()
        return tuple(code for code in self.formers if code not in self.codes)

    def as_json(self) -> dict[str, Any]:
        values = asdict(self)
        values["effective_on"] = self.effective_on.isoformat()
        values["by_hand"] = {str(pk): code for pk, code in self.by_hand.items()}
        return values


def plan_of(values: dict[str, Any]) -> Plan:
    """The plan that `as_json` wrote."""
    return Plan(
        **{
            **values,
            "kind": ReorganisationKind(values["kind"]),
            "effective_on": date.fromisoformat(values["effective_on"]),
            "formers": tuple(values["formers"]),
            "successors": tuple(Successor(**one) for one in values["successors"]),
            "by_hand": {int(pk): code for pk, code in values["by_hand"].items()},
            "fates": {
                post: (code, Role(role))
                for post, (code, role) in values["fates"].items()
            },
        }
    )
