"""The sums of finished work: right after every change, however it was made."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from approvals import services as approvals
from tests.cast import Cast
from tests.missions import builders
from workflows.models import FinishedTally, Mission
from workflows.services import tallies

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 19, 20, tzinfo=UTC)


def sums() -> tuple[int, int, int, int, int]:
    """Completed, judged, in time, led outside, withdrawn: of all rows."""
    rows = FinishedTally.objects.values_list(*tallies.SUMS)
    return tuple(map(sum, zip(*rows, strict=True))) if rows else (0, 0, 0, 0, 0)


def agrees() -> bool:
    return tallies.check(at=NOW).agrees


def test_a_decision_counts_at_once_and_a_withdrawal_too(cast: Cast) -> None:
    builders.completed(cast)
    mission = builders.given(cast)
    before = sums()

    approvals.withdraw(mission_id=mission.pk, reason="Giao nhầm.", by=cast.ptb_hai)

    assert before == (1, 1, 1, 0, 0)
    assert sums() == (1, 1, 1, 0, 1)
    assert agrees()


def test_any_other_way_of_changing_a_finished_mission_is_counted(cast: Cast) -> None:
    done = Mission.objects.filter(pk=builders.completed(cast).pk)
    handed_in = done.get().handed_in_at
    assert handed_in is not None
    changes = (
        ({"lead_unit": cast.unit("phong_qlht")}, (1, 1, 1, 0, 0)),
        ({"directing_leader": cast.post("ptb_ha_tang")}, (1, 1, 1, 0, 0)),
        ({"due_on": (handed_in - timedelta(days=2)).date()}, (1, 1, 0, 0, 0)),
        ({"due_on": None, "no_deadline_reason": "Thường xuyên"}, (1, 0, 0, 0, 0)),
        ({"state_since": datetime(2026, 1, 31, 17, 0, tzinfo=UTC)}, (1, 0, 0, 0, 0)),
        ({"state": "RETURNED", "completed_at": None}, (0, 0, 0, 0, 0)),
        ({"state": "WITHDRAWN"}, (0, 0, 0, 0, 1)),
    )

    for values, expected in changes:
        done.update(**values)

        assert sums() == expected, values
        assert agrees(), values


def test_rows_that_come_and_go_otherwise_are_counted(cast: Cast) -> None:
    row = Mission.objects.create(
        title="Việc",
        text="Việc",
        lead_unit=cast.unit("phong_qldn"),
        directing_leader=cast.post("ptb_xuat_nhap_khau"),
        no_deadline_reason="Thường xuyên",
        given_by=cast.ptb_hai,
        assigned_at=NOW,
        state_since=NOW,
        state="WITHDRAWN",
    )
    came = sums()

    row.delete()

    assert came == (0, 0, 0, 0, 1)
    assert sums() == (0, 0, 0, 0, 0)


def test_a_month_is_the_agencys_own(cast: Cast) -> None:
    """The last hours of January in UTC are February in Lạng Sơn."""
    done = Mission.objects.filter(pk=builders.completed(cast).pk)

    done.update(state_since=datetime(2026, 1, 31, 17, 0, tzinfo=UTC))
    tallies.fold()

    assert FinishedTally.objects.get().month == date(2026, 2, 1)


def test_folding_leaves_one_row_for_each_unit_leader_and_month(cast: Cast) -> None:
    for _ in range(3):
        builders.completed(cast)
    again = Mission.objects.filter(pk=builders.completed(cast).pk)
    again.update(state="RETURNED", completed_at=None)
    before = sums()

    tallies.fold()

    assert before == sums() == (3, 3, 3, 0, 0)
    assert FinishedTally.objects.count() == 1


def test_a_difference_is_found_shown_and_mended_only_when_asked(cast: Cast) -> None:
    builders.completed(cast)
    FinishedTally.objects.update(timely=0, withdrawn=2)

    found = tallies.check(at=NOW)
    still = sums()
    tallies.rebuild()

    assert found.first["unit"] == "Phòng Quản lý doanh nghiệp"
    assert found.first["figures"]["timely"] == [1, 0]
    assert found.first["figures"]["withdrawn"] == [0, 2]
    assert still == (1, 1, 0, 0, 2)
    assert sums() == (1, 1, 1, 0, 0)
    assert agrees()


def test_the_command_says_where_it_differs_and_fails(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    builders.completed(cast)
    FinishedTally.objects.update(completed=5)

    with pytest.raises(SystemExit):
        call_command("check_finished_work")
    call_command("check_finished_work", rebuild=True)

    words = capsys.readouterr().out
    assert "completed: đếm được 1, đang ghi 5" in words
    assert "Khớp: 1 việc đã kết thúc." in words


def test_counting_takes_no_statement_of_its_own(
    cast: Cast, django_assert_max_num_queries
) -> None:
    mission = builders.given(cast)

    with django_assert_max_num_queries(12) as seen:
        approvals.withdraw(mission_id=mission.pk, reason="Nhầm.", by=cast.ptb_hai)

    assert not any("tally" in one["sql"] for one in seen.captured_queries)


@pytest.mark.django_db(transaction=True)
def test_two_decisions_on_one_unit_do_not_wait_for_each_other(cast: Cast) -> None:
    """Nobody writes to a row that another has written, so no lock is waited for."""
    first, second = builders.given(cast), builders.given(cast)
    other = connection.copy()
    try:
        with connection.cursor() as here, other.cursor() as there:
            here.execute("BEGIN")
            there.execute("BEGIN; SET LOCAL lock_timeout = '200ms'")
            for cursor, mission in ((here, first), (there, second)):
                cursor.execute(
                    "UPDATE workflows_mission SET state = 'WITHDRAWN' WHERE id = %s",
                    [mission.pk],
                )
            here.execute("COMMIT")
            there.execute("COMMIT")
    finally:
        other.close()

    assert sums() == (0, 0, 0, 0, 2)
    assert tallies.check(at=timezone.now()).agrees
