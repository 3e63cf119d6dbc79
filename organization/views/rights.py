"""Quyền theo chức vụ: what each seat may do, and how that differs from its rank's."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization.enums import RIGHT_LABELS, Rank, Right, UnitKind
from organization.grants import default_rights
from organization.models import Post, Unit
from organization.queries.seat_rights import (
    POST,
    UNIT,
    Filters,
    Grant,
    granted,
    posts_page,
    posts_with_holders,
)
from organization.views.visitor import Visitor, visitor

NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)
CURSOR: Final = re.compile(r"(\d{1,9})~(\d{1,9})", re.ASCII)
EVERYWHERE: Final = "Toàn cơ quan"


@dataclass(frozen=True)
class Mark:
    """One right somewhere: as usual for the rank, added to it, or taken from it."""

    grant: Grant
    words: str
    kind: str  # "", "added" or "missing"

    @property
    def token(self) -> str:
        return f"{self.grant.where}:{self.grant.pk}"


@dataclass(frozen=True)
class SeatShown:
    """A post with its marks, by right, in the order of the columns."""

    post: Any
    marks: Mapping[Right, list[Mark]]

    @property
    def columns(self) -> list[tuple[str, list[Mark]]]:
        return [(RIGHT_LABELS[right], self.marks[right]) for right in Right]

    @property
    def has_any(self) -> bool:
        return any(self.marks.values())

    @property
    def differs(self) -> bool:
        return any(mark.kind for marks in self.marks.values() for mark in marks)


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """Three statements besides the frame's and the nightly look's, however many."""
    who = reader(request)
    filters, after = _wanted(request.GET)
    posts, end = posts_page(filters, after, on=timezone.localdate())
    units = list(Unit.objects.filter(closed_on__isnull=True))
    context = {
        "visitor": who,
        "way": "rights",
        "seats": seats_shown(posts, units),
        "rights": [RIGHT_LABELS[right] for right in Right],
        "ranks": Rank.choices,
        "units": [unit for unit in units if unit.kind != UnitKind.EXTERNAL],
        "filters": filters,
        "next_url": _url(filters, sau=f"{end[0]}~{end[1]}") if end else "",
        "first_url": _url(filters) if after else "",
    }
    return render(request, "organization/rights.html", context)


@require_safe
def seat_rights(request: HttpRequest, pk: int) -> HttpResponse:
    """One seat: every right that it has, or lacks of its rank's."""
    who = reader(request)
    post = posts_with_holders(timezone.localdate()).filter(pk=pk).first()
    if post is None:
        raise Http404
    (shown,) = seats_shown([post], list(Unit.objects.all()))
    own = any(seat.post_id == post.pk for seat in who.scope.seats)
    context = {
        "visitor": who,
        "way": "rights",
        "seat": shown,
        "is_own": own,
        "may_change": who.administers and not own,
    }
    return render(request, "organization/seat_rights.html", context)


def reader(request: HttpRequest) -> Visitor:
    """Who keeps accounts or audits; for the others the page is not there."""
    who = visitor(request)
    if not who.sees_accounts:
        raise Http404
    return who


def seats_shown(posts: Collection[Any], units: Iterable[Unit]) -> list[SeatShown]:
    """The posts with what they may do; one or two statements."""
    by_pk = {unit.pk: unit for unit in units}
    board = next(
        (one for one in by_pk.values() if one.kind == UnitKind.COMMISSION), None
    )
    held = granted([post.group_id for post in posts])
    others = {
        grant.pk for grants in held.values() for grant in grants if grant.where == POST
    } - {post.pk for post in posts}
    titles = {post.pk: post.title for post in posts}
    if others:
        titles |= dict(Post.objects.filter(pk__in=others).values_list("pk", "title"))
    return [
        SeatShown(
            post,
            _marks(post, held[post.group_id], usual(post, board), by_pk, titles),
        )
        for post in posts
    ]


def usual(post: Any, board: Unit | None) -> frozenset[Grant]:
    """The grants with which a seat of this rank begins."""
    rank = default_rights(Rank(post.rank), UnitKind(post.unit.kind))
    everywhere = (
        {Grant(right, UNIT, board.pk) for right in rank.board} if board else set()
    )
    return frozenset(
        everywhere
        | {Grant(right, UNIT, post.unit_id) for right in rank.unit}
        | {Grant(right, POST, post.pk) for right in rank.post}
    )


def _marks(
    post: Any,
    held: frozenset[Grant],
    usually: frozenset[Grant],
    units: Mapping[int, Unit],
    titles: Mapping[int, str],
) -> dict[Right, list[Mark]]:
    found: dict[Right, list[Mark]] = {right: [] for right in Right}
    for grant in sorted(held | usually, key=lambda one: (one.where == POST, one.pk)):
        kind = "missing" if grant not in held else "" if grant in usually else "added"
        words = place_words(post, grant, units, titles)
        found[grant.right].append(Mark(grant, words, kind))
    return found


def place_words(
    post: Any, grant: Grant, units: Mapping[int, Unit], titles: Mapping[int, str]
) -> str:
    """Where a right counts, from the seat that has it."""
    if grant.where == POST:
        if grant.pk == post.pk:
            return "Việc mình chỉ đạo"
        return f"Việc do {titles.get(grant.pk, 'chức vụ khác')} chỉ đạo"
    unit = units.get(grant.pk)
    if unit is None:
        return "Đơn vị đã giải thể"
    if unit.kind == UnitKind.COMMISSION:
        return EVERYWHERE
    return "Đơn vị mình" if unit.pk == post.unit_id else unit.short_name


def _wanted(query: QueryDict) -> tuple[Filters, tuple[int, int] | None]:
    unit, rank = query.get("don-vi", ""), query.get("cap", "")
    cursor = CURSOR.fullmatch(query.get("sau", ""))
    filters = Filters(
        rank if rank in set(Rank) else "",
        int(unit) if NUMBER.fullmatch(unit) else None,
    )
    return filters, (int(cursor[1]), int(cursor[2])) if cursor else None


def _url(filters: Filters, **more: str) -> str:
    values = {"cap": filters.rank, "don-vi": filters.unit_id, **more}
    given = {name: value for name, value in values.items() if value}
    return f"{reverse('organization:rights')}?{urlencode(given)}"
