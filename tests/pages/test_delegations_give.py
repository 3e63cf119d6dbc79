"""To lend a post's authority: the person, the terms, the preview, and the act."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals.views.delegation_words import POWER_WORDS
from history.models import HistoryEntry
from organization.enums import Right
from organization.models import Delegation, Person
from organization.services import delegate
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import HTMX, page, signed_in, text_of

pytestmark = pytest.mark.django_db
NEW, PREVIEW, GIVE = "/uy-quyen/moi/", "/uy-quyen/moi/xem-truoc/", "/uy-quyen/moi/giao/"


def terms(cast: Cast, **changes: Any) -> dict[str, Any]:
    """What the form sends: the deputy for trade lends all to the head of planning."""
    values: dict[str, Any] = {
        "delegator": cast.post("ptb_xuat_nhap_khau").pk,
        "delegate": cast.tp_khth.pk,
        "scope": "ALL",
        "capacity": "TUQ.",
        "span": "tuan",
        "number": "12/GUQ-BQL",
        "signed_on": "08/6/2026",
    }
    return values | changes


def send(person: Person, url: str, data: dict[str, Any]) -> Any:
    return signed_in(person).post(url, data)


def test_only_who_has_something_to_lend_finds_the_page(cast: Cast) -> None:
    for person in (cast.ptb_hai, cast.tp_qldn, cast.chanh_vp, cast.quan_tri):
        assert page(person, NEW).status_code == 200, person
    assert page(cast.kiem_tra, NEW).status_code == 404
    assert send(cast.kiem_tra, GIVE, terms(cast)).status_code == 404


def test_people_are_found_without_marks_and_by_post(cast: Cast) -> None:
    by_name = text_of(page(cast.ptb_hai, f"{NEW}?tim=quang khanh", **HTMX))
    assert "Vũ Quang Khánh" in by_name
    assert "Hoàng Việt Đông" not in by_name

    by_post = text_of(page(cast.ptb_hai, f"{NEW}?tim=Trưởng phòng Kế hoạch", **HTMX))
    assert cast.tp_khth.full_name in by_post

    nobody = text_of(page(cast.ptb_hai, f"{NEW}?tim=Khong Co Ai", **HTMX))
    assert "Không có ai khớp" in nobody


def test_the_head_of_a_unit_chooses_among_its_people(cast: Cast) -> None:
    words = text_of(page(cast.tp_qldn, NEW, **HTMX))

    assert cast.cv_qldn.full_name in words
    assert cast.cv_khth.full_name not in words


def test_the_preview_says_what_will_be_possible_and_stores_nothing(cast: Cast) -> None:
    for _ in range(2):
        builders.handed_in(cast)
    builders.completed(cast)

    words = text_of(send(cast.ptb_hai, PREVIEW, terms(cast)))

    assert "Duyệt hoàn thành, trả lại: 2 nhiệm vụ đang mở" in words
    assert "Duyệt, trả lại báo cáo do chính mình nộp" in words
    assert "TUQ. Phó Trưởng Ban" in words
    assert "12/GUQ-BQL ngày 08/6/2026" in words
    assert not Delegation.objects.exists()
    assert not HistoryEntry.objects.filter(subject_type="delegation").exists()


def test_the_preview_warns_of_the_delegates_own_reports(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    words = text_of(send(cast.ptb_hai, PREVIEW, terms(cast, delegate=cast.tp_qldn.pk)))

    code = " ".join(mission.code.split())
    assert "1 báo cáo do" in words
    assert code in words
    # The administrator registers it, and learns nothing of the missions.
    words = text_of(send(cast.quan_tri, PREVIEW, terms(cast, delegate=cast.tp_qldn.pk)))
    assert code not in words
    assert "nhiệm vụ đang mở" not in words


def test_the_preview_of_a_headship_tells_what_the_unit_does(cast: Cast) -> None:
    builders.started(cast)
    lent = terms(cast, delegator=cast.post("tp_qldn").pk, delegate=cast.cv_qldn.pk)

    words = text_of(send(cast.tp_qldn, PREVIEW, lent))

    assert "Phân công chuyên viên, nộp và rút báo cáo: 1 nhiệm vụ đang mở" in words
    assert "Duyệt hoàn thành, trả lại:" not in words
    assert set(POWER_WORDS) == set(Right)  # a new right is told too


def test_the_preview_warns_of_an_overlap(cast: Cast) -> None:
    now = timezone.now()
    delegate(
        delegator=cast.post("ptb_xuat_nhap_khau"),
        delegate=cast.tp_qlht,
        starts_at=now,
        ends_at=now + timedelta(hours=2),
        paper="11/GUQ ngày 01/6/2026",
        by=cast.quan_tri,
    )

    words = text_of(send(cast.ptb_hai, PREVIEW, terms(cast)))

    assert f"Trùng thời gian với ủy quyền cho {cast.tp_qlht.full_name}" in words
    others = terms(cast, delegator=cast.post("ptb_ha_tang").pk)
    assert "Trùng thời gian" not in text_of(send(cast.quan_tri, PREVIEW, others))


def test_confirmed_it_stands_and_the_delegate_sees_the_work(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    url = f"/nhiem-vu/{mission.pk}/"
    assert page(cast.tp_khth, url).status_code == 404

    answer = send(cast.ptb_hai, GIVE, terms(cast))

    row = Delegation.objects.get()
    assert answer.url == f"/uy-quyen/{row.pk}/"
    assert page(cast.tp_khth, url).status_code == 200
    assert "duyet" in page(cast.tp_khth, url).content.decode()


def test_the_holder_lends_his_own_posts_only(cast: Cast) -> None:
    answer = send(cast.ptb_khanh, GIVE, terms(cast, delegate=cast.tp_qlht.pk))

    assert answer.status_code == 422
    assert not Delegation.objects.exists()


def test_a_mission_is_lent_by_who_sees_it(cast: Cast) -> None:
    mine, other = builders.given(cast), 999_999
    one = {"scope": "MISSION", "mission": f"NV {mine.pk:03d}"}

    words = text_of(send(cast.ptb_hai, PREVIEW, terms(cast, **one)))
    assert "Duyệt hoàn thành, trả lại: 1 nhiệm vụ đang mở" in words

    answer = send(cast.ptb_hai, PREVIEW, terms(cast, scope="MISSION", mission=other))
    assert answer.status_code == 422
    assert "Không tìm thấy nhiệm vụ này" in text_of(answer)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": ""}, "Ủy quyền phải bằng văn bản"),
        ({"signed_on": "31/6/2026"}, "Tháng 6 chỉ có 30 ngày"),
        ({"span": "khoang"}, "Chưa có ngày kết thúc"),
        ({"span": "khoang", "from_day": "08/6/2026", "to_day": "09/6/2026"},
         "Thời hạn ủy quyền đã qua"),
        ({"span": "khoang", "from_day": "08/6/2099", "to_day": "07/6/2099"},
         "Thời điểm kết thúc ủy quyền phải sau"),
        ({"span": "khoang", "from_day": "08/6/2099", "to_day": "08/6/2099",
          "to_hour": "25:00"}, "Nhập giờ và phút"),
        ({"scope": "UNIT"}, "Chưa chọn đơn vị"),
        ({"scope": "PORTFOLIO"}, "Chưa chọn lĩnh vực"),
        ({"capacity": "TL."}, "Chỉ Trưởng Ban giao ký thừa lệnh"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_and_what_was_typed_stays(
    cast: Cast, changes: dict[str, str], sentence: str
) -> None:
    for url in (PREVIEW, GIVE):
        answer = send(cast.ptb_hai, url, terms(cast, **changes))

        assert answer.status_code == 422
        assert sentence in text_of(answer)
        if "number" not in changes:
            assert 'value="12/GUQ-BQL"' in answer.content.decode()
    assert not Delegation.objects.exists()


def test_a_period_of_whole_days_ends_with_its_last_day(cast: Cast) -> None:
    days = {"span": "khoang", "from_day": "08/6/2099", "to_day": "09/6/2099"}

    send(cast.ptb_hai, GIVE, terms(cast, **days))

    row = Delegation.objects.get()
    assert timezone.localtime(row.starts_at).isoformat() == "2099-06-08T00:00:00+07:00"
    assert timezone.localtime(row.ends_at).isoformat() == "2099-06-10T00:00:00+07:00"
    words = text_of(page(cast.ptb_hai, f"/uy-quyen/{row.pk}/"))
    assert "ngày 08/6/2099" in words
    assert "hết ngày 09/6/2099" in words


def test_ending_needs_a_reason_and_counts_at_once(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    send(cast.ptb_hai, GIVE, terms(cast))
    row = Delegation.objects.get()
    end = f"/uy-quyen/{row.pk}/cham-dut/"

    assert send(cast.ptb_hai, end, {"reason": ""}).status_code == 422
    assert send(cast.tp_khth, end, {"reason": "Không nhận."}).status_code == 403
    assert send(cast.truong_ban, end, {"reason": "Về sớm."}).status_code == 403
    assert page(cast.tp_khth, f"/nhiem-vu/{mission.pk}/").status_code == 200

    assert send(cast.ptb_hai, end, {"reason": "Đã về cơ quan."}).status_code == 302

    assert page(cast.tp_khth, f"/nhiem-vu/{mission.pk}/").status_code == 404
    words = text_of(page(cast.tp_khth, f"/uy-quyen/{row.pk}/"))
    assert "Đã chấm dứt" in words
    assert "Đã về cơ quan." in words
    assert send(cast.ptb_hai, end, {"reason": "Lần nữa."}).status_code == 409
