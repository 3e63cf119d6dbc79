"""Kế tục: what a closed unit or post left is seen from its successor."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from django.db import models, transaction
from django.db.models import QuerySet

from history.enums import HistoryKind
from organization.models import (
    Person,
    Post,
    PostSuccession,
    Unit,
    UnitSuccession,
)
from organization.services.actors import begin, locked

Row = TypeVar("Row", Unit, Post)


@transaction.atomic
def succeed_unit(
    *,
    former: Unit,
    successors: Collection[Unit],
    since: date,
    by: Person | None,
    authority: str,
) -> None:
    """Record which units take over what ``former`` leaves; told on its chain.

    What ``former`` itself had taken over goes on to the same successors.
    """
    change = begin(by, authority=authority)
    row = locked(former)
    _pass_on(UnitSuccession, row, successors, since, authority)
    codes = sorted(unit.code for unit in successors)
    change.record(
        HistoryKind.UNIT_CHANGED,
        row,
        before={},
        after={"successors": codes, "since": since},
    )


@transaction.atomic
def succeed_post(
    *, former: Post, successor: Post, since: date, by: Person | None, authority: str
) -> None:
    """Record which post takes over what ``former`` directed; told on its chain."""
    change = begin(by, post_ids=(former.pk, successor.pk), authority=authority)
    row = locked(former)
    _pass_on(PostSuccession, row, [successor], since, authority)
    change.record(
        HistoryKind.POST_CHANGED,
        row,
        before={},
        after={"successor_posts": [successor.code], "since": since},
    )


def _pass_on(
    model: type[UnitSuccession] | type[PostSuccession],
    former: models.Model,
    successors: Collection[Row],
    since: date,
    paper: str,
) -> None:
    rows = QuerySet[UnitSuccession | PostSuccession](model=model)
    before: list[int] = list(
        rows.filter(successor=former).values_list("former_id", flat=True)
    )
    rows.bulk_create(
        [
            model(former_id=pk, successor_id=one.pk, since=since, paper=paper)
            for pk in (former.pk, *before)
            for one in successors
            if pk != one.pk
        ],
        ignore_conflicts=True,
    )
