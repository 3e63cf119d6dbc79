"""One mission: who may open it, what it tells, which acts it offers."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from approvals import services as approvals
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import HTMX, page, signed_in, text_of
from workflows.enums import DocumentKind, MissionState
from workflows.models import Document, Mission
from workflows.services import missions
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
FORTY = "Nguyễnphúcbảothiênlongvĩnhtrườngđạiphátan"


def url(mission: Mission, act: str = "") -> str:
    return f"/nhiem-vu/{mission.pk}/{act}"


# Forms of what stands beside the mission's own acts; their areas test them.
BESIDE = {
    "co-quan-ngoai",
    "cho",
    "vuong-mac",
    "chi-dao",
    "don-doc",
    "quy-trinh",
    "het-cho",
    "han-noi-bo",
    "tam-dung",
    "tiep-tuc",
}


def acts_offered(answer: Any) -> set[str]:
    """The acts that the page can send, by the last part of their address."""
    found = re.findall(r'action="/nhiem-vu/\d+/([a-z-]+)/"', answer.content.decode())
    return set(found) - BESIDE


def send(client: Client, mission: Mission, act: str, **data: Any) -> Any:
    version = data.pop("version", mission.version)
    headers = data.pop("headers", None)
    return client.post(
        url(mission, f"{act}/"), {"version": version, **data}, headers=headers
    )


@pytest.mark.parametrize(
    ("member", "status"),
    [("tp_qldn", 200), ("cv_qldn", 200), ("gd_ttqlck", 200), ("ptb_hai", 200),
     ("truong_ban", 200), ("chanh_vp", 200), ("tp_qlht", 404), ("cv_qlht", 404),
     ("ptb_khanh", 404), ("quan_tri", 404)],
)  # fmt: skip
def test_it_opens_for_who_may_see_it_and_is_not_there_for_others(
    cast: Cast, member: str, status: int
) -> None:
    mission = builders.handed_in(cast)

    assert page(getattr(cast, member), url(mission)).status_code == status


def test_it_is_not_there_for_another_unit_by_any_act(cast: Cast) -> None:
    mission = builders.given(cast)

    answer = send(signed_in(cast.tp_qlht), mission, "nhan")

    assert answer.status_code == 404
    assert mission.title not in text_of(answer)


def test_each_sees_only_the_acts_that_are_his(cast: Cast) -> None:
    mission = builders.given(cast)
    assert acts_offered(page(cast.tp_qldn, url(mission))) == {"nhan", "chuyen-vien"}
    assert acts_offered(page(cast.cv_qldn, url(mission))) == set()
    assert acts_offered(page(cast.gd_ttqlck, url(mission))) == set()
    assert acts_offered(page(cast.ptb_hai, url(mission))) == {"thu-hoi"}

    mission = builders.handed_in(cast)
    assert acts_offered(page(cast.tp_qldn, url(mission))) == {
        "rut-bao-cao",
        "chuyen-vien",
    }
    assert acts_offered(page(cast.ptb_hai, url(mission))) == {
        "duyet",
        "tra-lai",
        "chuyen-truong-ban",
        "thu-hoi",
    }


def test_a_finished_mission_offers_nothing(cast: Cast) -> None:
    mission = builders.completed(cast)

    for person in (cast.truong_ban, cast.ptb_hai, cast.tp_qldn):
        assert acts_offered(page(person, url(mission))) == set()


def test_five_steps_say_where_it_stands_and_who_is_next(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    body = page(cast.tp_qldn, url(mission)).content.decode()

    assert body.count('class="past"') == 3
    current = body.split('aria-current="step"')[1].split("</li>")[0]
    assert "Lãnh đạo duyệt" in current
    assert "chờ Vũ Việt Hải" in current


def test_what_was_passed_up_waits_for_the_truong_ban(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    approvals.pass_up(mission_id=mission.pk, comment="Vượt lĩnh vực.", by=cast.ptb_hai)

    words = text_of(page(cast.truong_ban, url(mission)))

    assert "chờ Trưởng Ban quyết định" in words
    assert "“Vượt lĩnh vực.”" in words
    assert "duyet" not in acts_offered(page(cast.ptb_hai, url(mission)))
    assert "duyet" in acts_offered(page(cast.truong_ban, url(mission)))


def test_reports_stand_round_by_round_with_what_became_of_them(cast: Cast) -> None:
    mission = builders.returned(cast)
    approvals.hand_in(
        mission_id=mission.pk, report=HandIn("Đã bổ sung."), by=cast.tp_qldn
    )

    words = text_of(page(cast.ptb_hai, url(mission)))

    assert words.index("Lần 2, nộp ngày") < words.index("Lần 1, nộp ngày")
    assert "KT. Trưởng Ban, Phó Trưởng Ban Vũ Việt Hải trả lại:" in words
    assert "“Bổ sung số liệu từng cửa khẩu.”" in words


def test_a_recalled_report_says_so(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    approvals.recall(mission_id=mission.pk, by=cast.tp_qldn)

    assert "Đơn vị đã rút" in text_of(page(cast.ptb_hai, url(mission)))


def test_a_withdrawn_mission_says_by_whom_and_why(cast: Cast) -> None:
    mission = builders.started(cast)
    approvals.withdraw(mission_id=mission.pk, reason="Đã gộp.", by=cast.ptb_hai)

    words = text_of(page(cast.tp_qldn, url(mission)))

    assert "Phó Trưởng Ban đã thu hồi nhiệm vụ" in words
    assert "“Đã gộp.”" in words


def test_taking_up_and_handing_in_without_javascript(
    cast: Cast, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    mission, client = builders.given(cast), signed_in(cast.tp_qldn)

    assert send(client, mission, "nhan")["Location"] == url(mission)
    mission.refresh_from_db(fields=["state", "version"])
    assert mission.state == MissionState.IN_PROGRESS
    file = SimpleUploadedFile("Phụ lục 02.pdf", b"%PDF-1.4 x")
    answer = send(client, mission, "nop-bao-cao", text="Đã xong.", files=[file])

    assert answer.status_code == 302
    words = text_of(client.get(url(mission)))
    assert "Đã nộp báo cáo" in words
    assert "Phụ lục 02" in words


def test_an_act_by_htmx_goes_where_the_form_says(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    answer = send(
        signed_in(cast.ptb_hai), mission, "duyet", next="/hop-viec/", headers=HTMX
    )

    assert answer["HX-Redirect"] == "/hop-viec/"


def test_an_old_page_is_refused_with_a_sentence(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    old = mission.version - 1

    answer = send(signed_in(cast.ptb_hai), mission, "duyet", version=old)

    assert answer.status_code == 409
    assert "vừa được người khác cập nhật" in text_of(answer)
    mission.refresh_from_db(fields=["state"])
    assert mission.state == MissionState.UNDER_APPROVAL


def test_an_old_page_by_htmx_gets_a_toast_and_keeps_what_was_typed(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    answer = send(
        signed_in(cast.ptb_hai), mission, "tra-lai", version=1, reason="Thiếu.",
        headers=HTMX,
    )  # fmt: skip

    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#toasts"
    assert 'class="toast"' in answer.content.decode()


def test_a_return_without_a_reason_is_refused_with_a_sentence(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    answer = send(signed_in(cast.ptb_hai), mission, "tra-lai", reason="  ")

    assert answer.status_code == 422
    assert "Nêu rõ phần còn thiếu" in text_of(answer)


def test_an_officer_is_named_from_the_unit_itself(cast: Cast) -> None:
    mission, client = builders.started(cast), signed_in(cast.tp_qldn)
    body = client.get(url(mission)).content.decode()
    offered = body.split('id="chuyen-vien"')[1].split("</select>")[0]
    assert cast.cv_qldn.full_name in offered
    assert cast.cv_qlht.full_name not in offered

    send(client, mission, "chuyen-vien", officer=cast.cv_qldn.pk)

    assert f": {cast.cv_qldn.full_name}" in text_of(client.get(url(mission)))


def test_a_correction_is_asked_for_and_written(cast: Cast) -> None:
    mission, client = builders.given(cast), signed_in(cast.ptb_hai)
    assert "dinh-chinh" not in acts_offered(client.get(url(mission)))
    assert "dinh-chinh" in acts_offered(client.get(url(mission, "?dinh-chinh=1")))

    answer = send(
        client, mission, "dinh-chinh", title=mission.title, text=mission.text,
        lead_unit=mission.lead_unit_id, directing_leader=mission.directing_leader_id,
        supporting_units=[cast.unit("tt_qlck").pk], due_on="15/6/2027",
        reason="Sai thời hạn.",
    )  # fmt: skip

    assert answer.status_code == 302
    words = text_of(client.get(url(mission)))
    assert "thời hạn từ 31/12/2026 thành 15/6/2027" in words
    assert "Sai thời hạn." in words


def test_no_correction_after_the_first_hand_in(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    answer = page(cast.ptb_hai, url(mission, "?dinh-chinh=1"))

    assert "dinh-chinh" not in acts_offered(answer)


def test_the_words_of_the_deadline_are_marked(cast: Cast) -> None:
    words = "Trước ngày 05/02/2027"
    mission = builders.given(
        cast,
        text=f"Báo cáo kết quả. {words}.",
        deadline={"raw": words, "span": None, "type": "before"},
    )

    answer = page(cast.tp_qldn, url(mission))

    assert f"“{words}”" in text_of(answer)


def test_what_people_wrote_is_shown_as_words_everywhere(
    cast: Cast, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    mission = builders.given(
        cast, title=SCRIPT, text=SCRIPT, deadline={"raw": SCRIPT},
        due_on=None, no_deadline_reason=SCRIPT,
    )  # fmt: skip
    client = signed_in(cast.tp_qldn)
    send(client, mission, "nhan")
    for version in (2, 5):
        mission.version = version
        file = SimpleUploadedFile(f"{SCRIPT}.txt", b"x")
        send(client, mission, "nop-bao-cao", text=SCRIPT, result=SCRIPT, files=[file])
        mission.version = version + 2
        kind = "SERIOUS_ERROR"
        send(signed_in(cast.ptb_hai), mission, "tra-lai", kind=kind, reason=SCRIPT)

    mission.refresh_from_db()
    assert mission.rounds == 2
    for address in (url(mission), f"/hop-viec/{mission.pk}/"):
        body = client.get(address).content.decode()
        assert SCRIPT not in body
        assert "&lt;script&gt;alert(1)" in body


def test_the_part_that_changes_comes_without_the_frame(cast: Cast) -> None:
    mission = builders.given(cast)

    body = page(cast.tp_qldn, url(mission), **HTMX).content.decode()

    assert "<html" not in body
    assert f'data-mission="{mission.pk}"' in body
    assert f'data-version="{mission.version}"' in body
    assert f'data-refresh-url="{url(mission)}"' in body


@pytest.mark.parametrize("member", ["tp_qldn", "ptb_hai", "truong_ban", "chanh_vp"])
@pytest.mark.parametrize("rounds", [1, 6])
def test_it_takes_fourteen_statements_whatever_its_past(
    cast: Cast, django_assert_max_num_queries: Any, member: str, rounds: int
) -> None:
    mission = builders.started(cast)
    for number in range(rounds):
        approvals.hand_in(
            mission_id=mission.pk, report=HandIn("Đã làm."), by=cast.tp_qldn
        )
        if number < rounds - 1:
            approvals.recall(mission_id=mission.pk, by=cast.tp_qldn)
    for _ in range(30):
        builders.given(cast)
    client = signed_in(getattr(cast, member))

    with django_assert_max_num_queries(14):
        client.get(url(mission))


def test_the_correction_form_stays_within_the_budget_for_who_may_do_most(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    mission = missions.assign(
        order=builders.order(
            cast,
            lead_unit=cast.unit("van_phong"),
            directing_leader=cast.post("ptb_van_phong"),
        ),
        by=cast.ptb_dong,
    )
    document = Document.objects.create(
        kind=DocumentKind.PLAN,
        reference_number="01/KH-BQL",
        subject="Kế hoạch",
        text="Kế hoạch",
        monitoring_officer=cast.chanh_vp,
        registered_at=timezone.now(),
    )
    Mission.objects.filter(pk=mission.pk).update(document=document)
    client = signed_in(cast.chanh_vp)

    with django_assert_max_num_queries(14):
        answer = client.get(url(mission, "?dinh-chinh=1"))

    assert "dinh-chinh" in acts_offered(answer)
