"""The panel “Thời hạn”, the clock, the lists and the inbox, as people see them."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from organization import scopes
from organization.models import Person
from tests.cast import Cast
from tests.deadlines.builders import asked, at
from tests.missions import addresses, builders
from tests.pages.visits import page, signed_in, text_of
from workflows.enums import WaitKind
from workflows.models import Mission
from workflows.queries.board import board
from workflows.queries.mission_list import Part, in_part
from workflows.services import extensions, interruptions
from workflows.services.calendar import DayEntry, set_day

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def shown(person: Person, mission: Mission) -> str:
    address = reverse("approvals:mission", args=[mission.pk])
    return text_of(page(person, address))


def test_the_request_stands_with_its_reason_and_the_leader_finds_it(
    cast: Cast,
) -> None:
    mission = asked(cast, due_on=TODAY + timedelta(days=60))

    words = shown(cast.ptb_hai, mission)
    assert "Gia hạn, chờ duyệt" in words
    assert "Xin gia hạn lần 1" in words
    assert "Chờ số liệu của hai sở." in words
    assert "vẫn tính quá hạn theo hạn cũ" in words
    inbox = text_of(page(cast.ptb_hai, "/hop-viec/?viec=tra-loi"))
    assert "Đề nghị gia hạn chờ trả lời" in inbox
    for person in (cast.ptb_hai, cast.tp_qldn):
        address = reverse("approvals:mission", args=[mission.pk])
        body = page(person, address).content.decode()
        offered = reverse("approvals:extend_deadline", args=[mission.pk]) in body
        assert offered is (person == cast.ptb_hai)


def test_a_grant_by_its_form_says_what_is_wrong_and_then_moves_the_day(
    cast: Cast,
) -> None:
    later = TODAY + timedelta(days=60)
    mission = asked(cast, due_on=later)
    client = signed_in(cast.ptb_hai)
    address = reverse("approvals:extend_deadline", args=[mission.pk])
    fields = {
        "version": addresses.version_of(mission.pk),
        "due_on": f"{later:%d/%m/%Y}",
    }

    refused = client.post(address, {**fields, "objective": "1"})
    granted = client.post(
        address, {**fields, "objective": "1", "cause": "Hai sở trả lời muộn."}
    )

    assert refused.status_code == 422
    assert granted.status_code == 302
    words = shown(cast.tp_qldn, mission)
    assert "Hạn ban đầu 12/6/2026" in words
    assert "Xác nhận nguyên nhân khách quan: Hai sở trả lời muộn." in words


def test_what_rests_and_what_waits_say_so(cast: Cast) -> None:
    mission = builders.started(cast, due_on=TODAY - timedelta(days=3))
    interruptions.begin_wait(
        mission_id=mission.pk,
        kind=WaitKind.SUPERIOR,
        on_whom="UBND tỉnh",
        reason="Đã trình tờ trình 12.",
        by=cast.tp_qldn,
    )
    assert "Đã trình cấp trên: UBND tỉnh." in shown(cast.tp_qldn, mission)
    interruptions.pause(mission_id=mission.pk, reason="Chờ.", by=cast.ptb_hai)

    words = shown(cast.tp_qldn, mission)
    assert "Tạm dừng từ" in words
    assert "Quá hạn" not in re.sub(r"không tính quá hạn", "", words)
    listed = text_of(page(cast.ptb_hai, "/nhiem-vu/?loc=tam-dung"))
    assert mission.title in listed
    assert "Tạm dừng" in listed


def test_board_and_list_count_what_rests_in_the_same_way(cast: Cast) -> None:
    late = builders.started(cast, due_on=TODAY - timedelta(days=3))
    rests = builders.started(cast, due_on=TODAY - timedelta(days=3))
    interruptions.pause(mission_id=rests.pk, reason="Chờ.", by=cast.ptb_hai)
    now = timezone.now()
    total = board(scopes.in_force(cast.ptb_hai, now), now).total

    rows = Mission.objects.all()
    assert total.overdue == in_part(rows, Part.OVERDUE, on=TODAY).count() == 1
    assert total.paused == in_part(rows, Part.PAUSED, on=TODAY).count() == 1
    assert total.on_schedule == 0
    assert late in in_part(rows, Part.OVERDUE, on=TODAY)


def test_the_clock_stands_on_the_page_with_its_table(cast: Cast) -> None:
    mission = asked(cast, due_on=TODAY + timedelta(days=60))

    words = shown(cast.tp_qldn, mission)

    assert "Đồng hồ trách nhiệm" in words
    assert re.search(r"Hiện nay: Phòng Quản lý doanh nghiệp ?, từ 01/6/2026", words)
    assert "02/6/2026 đến" in words


def test_both_days_of_a_completed_mission_are_shown(cast: Cast) -> None:
    mission = builders.completed(cast)

    words = shown(cast.tp_qldn, mission)

    assert "tính đúng hạn theo ngày này" in words
    assert "Duyệt hoàn thành" in words


def test_giving_out_says_that_the_deadline_is_over(cast: Cast) -> None:
    fields = {
        "title": "Rà soát",
        "text": "Rà soát các dự án.",
        "lead_unit": cast.unit("phong_qldn").pk,
        "directing_leader": cast.post("ptb_xuat_nhap_khau").pk,
        "due_on": "30/5/2020",
    }

    address = reverse("workflows:give")
    answer: Any = signed_in(cast.ptb_hai).post(address, fields, follow=True)

    words = text_of(answer)
    assert "đã qua khi giao" in words
    assert re.search(r"Đã quá hạn \d+ ngày khi giao", words)


def test_the_calendar_shows_what_a_day_off_would_move(cast: Cast) -> None:
    builders.given(cast, due_on=date(2026, 6, 12))

    words = text_of(page(cast.van_thu, "/lich-lam-viec/?ngay=2026-06-12"))

    assert "Nếu là ngày nghỉ: 1 nhiệm vụ được nhắc vào ngày khác" in words
    assert "Không thời hạn nào thay đổi" in words
    assert "hạn 12/6/2026: nhắc từ 04/6/2026 thay vì 05/6/2026" in words


def test_the_calendar_shows_what_is_moved_back_before_a_day_is_removed(
    cast: Cast,
) -> None:
    day = date(2026, 6, 12)
    entry = DayEntry(day=day, is_working=False, reason="Nghỉ bù", source="TB 1")
    set_day(entry=entry, by=cast.chanh_vp)
    builders.given(cast, due_on=day)

    words = text_of(page(cast.van_thu, "/lich-lam-viec/?bo=2026-06-12"))

    assert "Bỏ ngày 12/6/2026 khỏi lịch?" in words
    assert "Nếu là ngày làm việc: 1 nhiệm vụ được nhắc vào ngày khác" in words
    assert "hạn 12/6/2026: nhắc từ 05/6/2026 thay vì 04/6/2026" in words
    assert "khỏi lịch?" not in text_of(
        page(cast.tp_qldn, "/lich-lam-viec/?bo=2026-06-12")
    )


def test_an_internal_day_stands_beside_the_one_outside(cast: Cast) -> None:
    mission = builders.started(cast)
    extensions.set_internal_deadline(
        mission_id=mission.pk, due_on=TODAY, by=cast.tp_qldn, at=at(2)
    )

    assert "Hạn nội bộ" in shown(cast.gd_ttqlck, mission)
