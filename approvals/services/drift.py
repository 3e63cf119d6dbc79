"""The nightly look at authority: it stores what it finds and changes nothing."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef
from django.utils import timezone

from approvals.models import AuthorityCheck
from organization import scopes
from organization.enums import AuthorityFault, Right
from organization.models import Post, Unit
from organization.services.drift import Found, faults_of_the_organisation
from workflows.enums import OPEN_STATES
from workflows.models import (
    Assignment,
    Mission,
    MissionException,
    MissionUserObjectPermission,
)


def check_authority(*, at: datetime) -> AuthorityCheck:
    """Look at seats, grants, exceptions and open work, and keep what was found."""
    found = [*faults_of_the_organisation(at), *_faults_of_missions(at)]
    return AuthorityCheck.objects.create(
        checked_at=at, findings=[one.as_json() for one in found]
    )


def _faults_of_missions(at: datetime) -> Iterator[Found]:
    yield from _unexplained_grants()
    yield from _without_a_leader(at)
    yield from _without_a_head(at)
    yield from _of_closed_units(at)


def _unexplained_grants() -> Iterator[Found]:
    """A person's grant on a mission that no exception tells of."""
    told = MissionException.objects.filter(
        mission=OuterRef("content_object"),
        person=OuterRef("user"),
        rights__contains=[OuterRef("permission__codename")],
    )
    rows = MissionUserObjectPermission.objects.filter(~Exists(told)).select_related(
        "user", "permission", "content_object"
    )
    for row in rows:
        yield Found(
            AuthorityFault.PERSONAL_GRANT,
            f"{row.user} – {row.content_object.code}",
            row.permission.codename,
        )


def _without_a_leader(at: datetime) -> Iterator[Found]:
    """Open missions whose directing post nobody holds."""
    counted = _open_by("directing_leader")
    seated = scopes.holders(list(counted), at)
    for post in Post.objects.filter(pk__in=set(counted) - set(seated)):
        name = f"{post.title} ({post.short})"
        yield Found(AuthorityFault.VACANT_LEADER, name, _many(counted[post.pk]))


def _without_a_head(at: datetime) -> Iterator[Found]:
    """Open missions whose lead unit has nobody who may hand in."""
    counted = _open_by("lead_unit")
    headed = scopes.people_with(Right.REPORT_WORK, list(counted), at)
    for unit in Unit.objects.filter(pk__in=set(counted) - set(headed)):
        yield Found(AuthorityFault.HEADLESS_UNIT, unit.name, _many(counted[unit.pk]))


def _of_closed_units(at: datetime) -> Iterator[Found]:
    """Open missions that a closed unit still leads or supports."""
    led = _open_by("lead_unit")
    supported = dict(
        Assignment.objects.filter(mission__state__in=OPEN_STATES)
        .order_by()
        .values_list("unit")
        .annotate(Count("pk"))
    )
    for unit in Unit.objects.filter(
        pk__in={*led, *supported}, closed_on__lte=timezone.localdate(at)
    ):
        words = [
            f"chủ trì {_many(led[unit.pk])}" if unit.pk in led else "",
            f"phối hợp {_many(supported[unit.pk])}" if unit.pk in supported else "",
        ]
        detail = ", ".join(word for word in words if word)
        yield Found(AuthorityFault.CLOSED_UNIT, unit.name, detail)


def _open_by(column: str) -> dict[int, int]:
    rows = Mission.objects.open().order_by().values(key=F(column))
    return dict(rows.annotate(count=Count("pk")).values_list("key", "count"))


def _many(count: int) -> str:
    return f"{count} nhiệm vụ đang mở"
