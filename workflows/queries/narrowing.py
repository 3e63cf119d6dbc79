"""What the board's figures ask of the list of missions, beside its own filters.

A figure and the list behind it are the same condition, so they cannot differ.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import CharField, F, Func, Q, Value
from django.db.models.functions import Concat

from organization.models import Post
from organization.scopes import Scope
from workflows.enums import OPEN_STATES, MissionState
from workflows.models import Meeting
from workflows.queries.changes import WORDS, Change, Since, changed
from workflows.queries.lent import COUNTABLE, Lent, lent_by, with_right
from workflows.queries.overseeing import overseen
from workflows.queries.periods import Period
from workflows.queries.waits import AGE_OF, OFFICE, waited, waits_for
from workflows.querysets import MissionQuerySet

ID = re.compile(r"[1-9]\d{0,8}", re.ASCII)
POST, MEETING = "1", "2"
OWN: Final = "phu-trach"
TIMELY, LATE, OUTSIDE, OPEN_ENDED = "dung-han", "muon", "co-quan-ngoai", "khong-han"
RESULTS: Final = {
    TIMELY: "đúng hạn",
    LATE: "quá hạn khi nộp",
    OPEN_ENDED: "không có thời hạn",
    OUTSIDE: "cơ quan ngoài chủ trì",
}
NAMES: Final = {
    "period": "ky",
    "own": "pham-vi",
    "age": "lau",
    "decider": "nguoi-duyet",
    "result": "ket-qua",
    "change": "doi",
    "meeting": "tu-gb",
    "until": "den-gb",
    "unit_then": "don-vi-gb",
    "delegation": "uy-quyen",
    "lent_right": "quyen",
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Texts as they stand in an address; "" does not narrow, nonsense is left out."""

    period: str = ""
    own: str = ""
    age: str = ""
    decider: str = ""
    result: str = ""
    change: str = ""
    meeting: str = ""
    until: str = ""
    unit_then: str = ""
    delegation: str = ""
    lent_right: str = ""
    # Whose work `own` means; what `read` was given.
    scope: Scope | None = field(default=None, compare=False, repr=False)
    # What `delegation` gives, asked once when the address is read.
    lent: Lent | None = field(default=None, compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.values)

    @property
    def open_only(self) -> bool:
        """Whether only open missions can be meant: there are never many of them."""
        return bool(self.age or self.decider)

    @classmethod
    def read(cls, query: Mapping[str, str], scope: Scope) -> "Narrowing":
        """What an address asks for, by `NAMES`, of a reader's work."""
        given = {name: query.get(word, "") for name, word in NAMES.items()}
        kept = {name: text for name, text in given.items() if _is_known(name, text)}
        if not ("change" in kept and "meeting" in kept):
            for name in ("change", "meeting", "until", "unit_then"):
                kept.pop(name, None)
        lent = lent_by(scope, int(kept.get("delegation", 0)))
        if lent is None:
            for name in ("delegation", "lent_right"):
                kept.pop(name, None)
        return cls(**kept, scope=scope, lent=lent)

    @property
    def values(self) -> dict[str, str]:
        """Name in an address → text, of what narrows."""
        return {
            word: value
            for name, word in NAMES.items()
            if (value := getattr(self, name))
        }

    def applied(self, rows: MissionQuerySet, *, on: date) -> MissionQuerySet:
        """Those of the missions that are asked for, as of a day."""
        period = Period.read(self.period)
        if period is not None:
            rows = rows.filter(open_or_finished_in(period))
        if self.own and self.scope is not None:
            rows = rows.filter(overseen(self.scope))
        if self.age:
            rows = waited(rows, AGE_OF[self.age], on=on)
        if self.decider:
            rows = waits_for(rows, self.decider)
        if self.result:
            rows = rows.filter(with_result(self.result))
        if self.change:
            rows = rows.filter(changed(Change(self.change), self._since, on=on))
        if self.lent is not None:
            given = with_right(self.lent.scope, COUNTABLE[self.lent_right or "xem"])
            rows = rows.filter(pk__in=given.order_by().values("pk"))
        return rows

    def words(self) -> list[str]:
        """In words; a meeting or a post is asked for its name, in one statement."""
        period, named = Period.read(self.period), self._named()
        found = [period.words if period else ""]
        if self.own:
            found.append("thuộc phạm vi phụ trách")
        if self.age:
            found.append(f"chờ {AGE_OF[self.age].label.lower()} làm việc")
        if self.decider == OFFICE:
            found.append("chờ Văn phòng kiểm tra")
        elif self.decider:
            post = named.get((POST, int(self.decider)), "lãnh đạo")
            found.append(f"chờ {post} quyết định")
        found.append(RESULTS.get(self.result, ""))
        if self.lent is not None:
            found.append(f"theo ủy quyền {self.lent.paper}")
        if self.change:
            words = [
                named[MEETING, int(one)]
                for one in (self.meeting, self.until)
                if one and (MEETING, int(one)) in named
            ]
            within = f" ({' đến '.join(words)})" if words else ""
            found.append(f"{WORDS[Change(self.change)].lower()}{within}")
        return [one for one in found if one]

    @property
    def _since(self) -> Since:
        return Since(
            int(self.meeting),
            int(self.until) if self.until else None,
            int(self.unit_then) if self.unit_then else None,
        )

    def _named(self) -> dict[tuple[str, int], str]:
        """POST or MEETING and number → what it is called, of those that are asked."""
        decider = [] if self.decider in ("", OFFICE) else [int(self.decider)]
        meetings = [int(one) for one in (self.meeting, self.until) if one]
        if not decider and not meetings:
            return {}
        day = Func(
            F("held_on"), Value(", DD/MM/YYYY"), function="to_char",
            output_field=CharField(),
        )  # fmt: skip
        posts = Post.objects.filter(pk__in=decider).values_list(
            Value(POST), "pk", "title"
        )
        held = Meeting.objects.filter(pk__in=meetings).values_list(
            Value(MEETING), "pk", Concat("name", day)
        )
        lines = posts.order_by().union(held.order_by(), all=True)
        return {(what, pk): words for what, pk, words in lines}


def open_or_finished_in(period: Period) -> Q:
    """Open work stands in every period; what was finished, in that of its day."""
    begin, end = period.moments
    return Q(state__in=OPEN_STATES) | Q(state_since__gte=begin, state_since__lt=end)


def with_result(result: str) -> Q:
    """Completed missions by how they were judged (FinishedTally says the same)."""
    done = Q(state=MissionState.COMPLETED)
    if result == OUTSIDE:
        return done & Q(led_outside__isnull=False)
    if result == OPEN_ENDED:
        return done & Q(led_outside__isnull=True, due_on__isnull=True)
    beyond = {TIMELY: "lte", LATE: "gt"}[result]
    # The hand-in that was approved: the earlier ones were taken off the row.
    in_time = Q(**{f"handed_in_at__date__{beyond}": F("due_on")})
    return done & Q(led_outside__isnull=True) & in_time


def _is_known(name: str, text: str) -> bool:
    is_number = bool(ID.fullmatch(text))
    return {
        "period": Period.read(text) is not None,
        "own": text == OWN,
        "age": text in AGE_OF,
        "decider": text == OFFICE or is_number,
        "result": text in RESULTS,
        "change": text in set(Change),
        "meeting": is_number,
        "until": is_number,
        "unit_then": is_number,
        "delegation": is_number,
        "lent_right": text in COUNTABLE,
    }[name]
