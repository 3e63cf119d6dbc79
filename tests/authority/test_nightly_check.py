"""Every night orphans and drift are found and kept; nothing is changed by itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from approvals import jobs
from approvals.models import AuthorityCheck
from approvals.queries import latest_findings
from approvals.services.drift import check_authority
from organization import grants
from organization.enums import DelegationScope, Rank, Right
from organization.models import (
    Appointment,
    Delegation,
    Person,
    PortfolioHolding,
    Post,
    Unit,
    UnitGroupObjectPermission,
)
from organization.services import grant_right, release_portfolio
from tests.authority.test_moments import let_in
from tests.cast import Cast
from tests.missions import builders
from workflows.models import MissionException

pytestmark = pytest.mark.django_db


def faults() -> list[tuple[str, str]]:
    check = check_authority(at=timezone.now())
    return [(one["fault"], one["on"]) for one in check.findings]


def test_a_board_as_it_was_loaded_is_in_order_and_it_says_so(cast: Cast) -> None:
    let_in(cast, builders.given(cast), cast.cv_qlht)

    jobs.check_authority(timestamp=0)

    newest = latest_findings()
    assert newest is not None
    assert newest.findings == []
    assert newest.is_in_order


def test_what_a_person_changed_on_purpose_is_no_drift(cast: Cast) -> None:
    grant_right(
        post=cast.post("cv_khth"),
        right=Right.VIEW_WORK,
        on=cast.unit("phong_qldn"),
        by=cast.quan_tri,
        note="Theo dõi thêm.",
    )

    assert faults() == []


def orphan(cast: Cast) -> None:
    grants.give(
        Group.objects.create(name="lạ"), Right.VIEW_WORK, cast.unit("van_phong")
    )


def drift(cast: Cast) -> None:
    grants.give(cast.post("cv_khth").group, Right.VIEW_WORK, cast.unit("ban_quan_ly"))


def narrow(cast: Cast) -> None:
    UnitGroupObjectPermission.objects.filter(
        group=cast.portfolio("ha_tang").group, permission__codename="give_work"
    ).delete()


def unexplained(cast: Cast) -> None:
    grants.set_for_person(
        cast.cv_qlht,
        builders.given(cast),
        codenames=["view_mission"],
        of=["view_mission"],
    )


def in_a_group(cast: Cast) -> None:
    cast.cv_qlht.groups.add(cast.post("truong_ban").group)


def superuser(cast: Cast) -> None:
    Person.objects.create(username="root", full_name="Gốc", is_superuser=True)


def locked(cast: Cast) -> None:
    Person.objects.filter(pk=cast.cv_qlht.pk).update(is_active=False)


def released(cast: Cast) -> None:
    holding = PortfolioHolding.objects.get(portfolio=cast.portfolio("ha_tang"))
    yesterday = timezone.localdate() - timedelta(days=1)
    release_portfolio(holding=holding, last_day=yesterday, by=None)


def void(cast: Cast) -> None:
    now = timezone.now()
    Delegation.objects.create(
        delegator=cast.post("ptb_ha_tang"),
        delegate=cast.tp_khth,
        scope=DelegationScope.PORTFOLIO,
        portfolio=cast.portfolio("xuat_nhap_khau"),
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
        paper="05/GUQ",
    )


def vacant(cast: Cast) -> None:
    builders.given(cast)
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(post=cast.post("ptb_xuat_nhap_khau")).update(
        ends_on=yesterday
    )


def headless(cast: Cast) -> None:
    builders.given(cast)
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(post=cast.post("tp_qldn")).update(ends_on=yesterday)


def closed(cast: Cast) -> None:
    builders.given(cast)
    Unit.objects.filter(code="tt_qlck").update(closed_on=timezone.localdate())


@pytest.mark.parametrize(
    ("arrange", "fault", "on"),
    [
        (orphan, "ORPHAN_GRANTS", "Nhóm"),
        (drift, "DRIFTED_POST", "Chuyên viên Phòng Kế hoạch tổng hợp"),
        (narrow, "DRIFTED_PORTFOLIO", "Hạ tầng"),
        (unexplained, "PERSONAL_GRANT", "Dương Thử Nghiệm Minh"),
        (in_a_group, "DIRECT_PERMISSION", "Dương Thử Nghiệm Minh"),
        (superuser, "SUPERUSER", "Gốc"),
        (locked, "LOCKED_HOLDER", "Chuyên viên Phòng Quản lý hạ tầng"),
        (released, "VACANT_PORTFOLIO", "Hạ tầng"),
        (void, "VOID_DELEGATION", "Phó Trưởng Ban → Lê Thử Nghiệm Bình"),
        (vacant, "VACANT_LEADER", "Phó Trưởng Ban (VVH)"),
        (headless, "HEADLESS_UNIT", "Phòng Quản lý doanh nghiệp"),
        (closed, "CLOSED_UNIT", "Trung tâm Quản lý cửa khẩu"),
    ],
)
def test_what_is_so_though_nobody_said_so_is_found(
    cast: Cast, arrange: Callable[[Cast], Any], fault: str, on: str
) -> None:
    arrange(cast)

    (found,) = faults()

    assert found[0] == fault
    assert found[1].startswith(on)


def test_it_changes_nothing_but_its_own_record(cast: Cast) -> None:
    drift(cast)
    before = UnitGroupObjectPermission.objects.count()

    with CaptureQueriesContext(connection) as asked:
        faults()

    writes = [
        one["sql"]
        for one in asked
        if not one["sql"].lstrip().startswith(("SELECT", "WITH"))
    ]
    assert [one for one in writes if "approvals_authoritycheck" not in one] == []
    assert UnitGroupObjectPermission.objects.count() == before


def test_more_seats_take_no_more_statements(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            faults()
        return len(found)

    few = asked()
    for number in range(5):
        group = Group.objects.create(name=f"post:{number}")
        Post.objects.create(
            code=f"cv_{number}",
            title="Chuyên viên",
            short="CV",
            rank=Rank.OFFICER,
            unit=cast.unit("phong_qlht"),
            group=group,
        )

    assert asked() == few


def test_what_was_found_cannot_be_changed_afterwards(cast: Cast) -> None:
    check = check_authority(at=timezone.now())

    for change in (
        lambda: AuthorityCheck.objects.filter(pk=check.pk).update(findings=[1]),
        lambda: AuthorityCheck.objects.filter(pk=check.pk).delete(),
    ):
        with (
            pytest.raises((InternalError, ProgrammingError), match="insert-only"),
            transaction.atomic(),
        ):
            change()


def test_an_exception_that_is_over_explains_its_grant(cast: Cast) -> None:
    row = let_in(cast, builders.given(cast), cast.cv_qlht)
    MissionException.objects.filter(pk=row.pk).update(
        starts_at=timezone.now() - timedelta(days=2),
        ends_at=timezone.now() - timedelta(days=1),
    )

    assert faults() == []
