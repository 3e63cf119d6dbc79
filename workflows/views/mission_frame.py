"""What the pages of the list share: what is asked, what may be chosen, what is kept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import parse_qsl

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from organization import scopes
from organization.enums import Right
from organization.scopes import Scope
from workflows.queries import mission_list
from workflows.queries.choices import Choices
from workflows.queries.lists import columns as columns_
from workflows.queries.lists.columns import Column
from workflows.queries.lists.head import head_of
from workflows.queries.lists.sorts import AMONG_OPEN_ONLY
from workflows.queries.lists.wanted import KINDS, Wanted, columns_shown
from workflows.queries.mission_list import COUNTED, Counts, Part
from workflows.queries.saved_views import (
    Kept,
    Offered,
    kept_by,
    may_share_with_all,
    own_units,
)
from workflows.queries.seen import Seen
from workflows.views import mission_words

if TYPE_CHECKING:
    from organization.models import Person

LAYOUTS: Final = (
    ("workflows:mission_list", "Danh sách", "tasks"),
    ("workflows:mission_calendar", "Lịch", "cal"),
    ("workflows:mission_columns", "Bảng", "board"),
    ("workflows:mission_timeline", "Thời gian", "clock"),
)
# What the pages beside the list have in their addresses for themselves.
OWN_WORDS: Final = ("thang", "tu")


@dataclass
class Frame:
    """One request for the list, in whatever layout; `offered` is empty for what shows
    rows alone."""

    scope: Scope
    seen: Seen
    kept: Kept
    wanted: Wanted
    columns: tuple[Column, ...]
    today: date
    is_default: bool
    offered: Choices


def frame_of(
    request: HttpRequest, *, opens: bool = False, with_head: bool = True
) -> Frame:
    """Two statements, with all that the head offers or without. Where the list itself
    `opens` without a question, the person's usual view is asked for."""
    scope, today = scopes.current(cast("Person", request.user)), timezone.localdate()
    seen = Seen(scope)
    kept, offered = (
        head_of(seen, on=today) if with_head else (kept_by(scope), Choices())
    )
    query: Any = request.GET
    is_default = opens and not request.GET and kept.default is not None
    if is_default and kept.default is not None:
        query = dict(parse_qsl(kept.default.query))
    wanted = Wanted.read(query, scope)
    return Frame(
        scope,
        seen,
        kept,
        wanted,
        columns_shown(wanted, kept.columns),
        today,
        is_default,
        offered,
    )


def counts_of(frame: Frame, parts: Iterable[Part] = ()) -> Counts:
    """How many each part of the head holds, and each of `parts`; one statement."""
    wanted = frame.wanted
    # What is finished has no index by how long it waits; a count needs no order.
    order = None if wanted.sort in AMONG_OPEN_ONLY else wanted.order
    return mission_list.counts(
        frame.seen,
        [*_shown(wanted), *parts],
        on=frame.today,
        filters=wanted.filters,
        order=order,
    )


def _shown(wanted: Wanted) -> list[Part]:
    shown = [*mission_list.ALWAYS_SHOWN, *mission_list.SHOWN_IF_ANY]
    return shown if wanted.part in shown else [*shown, wanted.part]


def common(
    request: HttpRequest, frame: Frame, *, layout: str, counts: Counts | None = None
) -> dict[str, Any]:
    """What the head of every layout shows; one statement, unless it was counted."""
    wanted, offered = frame.wanted, frame.offered
    shown = _shown(wanted)
    counts = counts or counts_of(frame)
    said = mission_words.said(wanted.filters, offered)
    here = reverse(layout)
    return {
        "wanted": wanted,
        "today": frame.today,
        "here": here,
        "layout": layout,
        "layouts": [
            {
                "url": f"{reverse(name)}?{wanted.query()}",
                "words": words,
                "icon": icon,
                "is_here": name == layout,
            }
            for name, words, icon in LAYOUTS
        ],
        "chips": _parts(wanted, shown, counts),
        "most": COUNTED,
        "count": counts[wanted.part],
        "is_at_least": wanted.part in counts.at_least,
        "part_words": mission_words.WORDS[wanted.part],
        "choices": offered,
        "options": _options(wanted),
        "filtered_by": [mission_words.WORDS[wanted.part], *said.values()],
        "set_filters": [
            {"words": words, "url": f"{here}?{wanted.without(name).query()}"}
            for name, words in said.items()
        ],
        "further_set": _further_set(wanted),
        "cleared_url": f"{here}?loc={wanted.part}",
        "problems": wanted.problems,
        "query": wanted.query(),
        "own_words": {name: request.GET.get(name, "") for name in OWN_WORDS},
        **_kept(frame),
    }


def _parts(
    wanted: Wanted,
    shown: list[Part],
    counts: Counts,
) -> list[dict[str, Any]]:
    return [
        {
            "part": part,
            "words": mission_words.WORDS[part],
            "icon": mission_words.ICONS.get(part, ""),
            "count": counts[part],
            "is_at_least": part in counts.at_least,
            "checked": part == wanted.part,
        }
        for part in shown
        if counts[part] or part not in mission_list.SHOWN_IF_ANY or part == wanted.part
    ]


def _options(wanted: Wanted) -> list[dict[str, Any]]:
    """The choices of a closed list, for their fields."""
    return [
        {
            "name": word,
            "label": mission_words.KIND_LABELS[name],
            "chosen": getattr(wanted.filters, name),
            "words": {
                str(value): words
                for value, words in mission_words.KIND_WORDS[name].items()
            },
        }
        for name, (word, *_) in KINDS.items()
    ]


def _further_set(wanted: Wanted) -> bool:
    """Whether a filter is set that stands behind “Thêm bộ lọc”."""
    first = ("words", "unit_id", "leader_id", "document_id", "narrowing")
    return bool(wanted.filters.without(*first))


def _kept(frame: Frame) -> dict[str, Any]:
    query = frame.wanted.query()
    active: Offered | None = next(
        (one for one in frame.kept.views if one.query == query), None
    )
    units = {pk: frame.offered.units.get(pk, "") for pk in own_units(frame.scope)}
    return {
        "views": frame.kept.views,
        "active_view": active,
        "default_view": frame.kept.default,
        "own_units": {pk: words for pk, words in units.items() if words},
        "shares_with_all": may_share_with_all(frame.scope),
        "columns": frame.columns,
        "all_columns": [
            {"value": one, "words": columns_.WORDS[one], "on": one in frame.columns}
            for one in Column
        ],
        "may_give": frame.scope.may_somewhere(Right.GIVE_WORK),
    }


def turned(wanted: Wanted) -> dict[str, dict[str, str]]:
    """For each sortable column the value that its button sends, and its aria-sort."""
    heads = {}
    for sort in mission_list.Sort:
        here = sort == wanted.sort
        other = replace(wanted, sort=sort, descending=here and not wanted.descending)
        direction = "descending" if wanted.descending else "ascending"
        heads[str(sort)] = {
            "value": other.sort_value,
            "aria": direction if here else "",
        }
    return heads
