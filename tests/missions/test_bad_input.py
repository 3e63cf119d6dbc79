"""What should not be sent, sent anyway: kept as typed, or refused with a sentence."""

from typing import Any
from unicodedata import normalize

import pytest
from django.test import Client

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from history.models import HistoryEntry
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.missions.addresses import (
    ADDRESS,
    address,
    form,
    signed_in,
    version_of,
)
from tests.missions.prepared import Ready, ready
from workflows.enums import ReturnKind
from workflows.exceptions import InvalidInput
from workflows.models import Mission, Report
from workflows.services import missions
from workflows.services.reports import HandIn

__all__ = ["ready"]
pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script><b onclick='x()'>&amp; “đậm” {{ 7*7 }} %s"
NOWHERE = 999_999_999


@pytest.fixture
def head(cast: Cast) -> Client:
    return signed_in(cast.tp_qldn)


def last_entry(mission: Mission) -> HistoryEntry:
    return HistoryEntry.objects.filter(
        subject_type="mission", subject_id=mission.pk
    ).latest("sequence")


# -- Words


def test_a_report_is_kept_as_typed(head: Client, cast: Cast) -> None:
    mission = builders.started(cast)
    words = form("report", cast, mission.version, text=SCRIPT, result=SCRIPT)

    assert head.post(address("report", mission.pk), words).status_code == 302
    report = Report.objects.get(mission=mission)
    assert (report.text, report.result) == (SCRIPT, SCRIPT)


@pytest.mark.parametrize("act", ["return", "pass_up", "withdraw"])
def test_a_leaders_words_are_kept_as_typed(cast: Cast, ready: Ready, act: str) -> None:
    mission = ready.handed_in
    words = form(act, cast, version_of(mission.pk), reason=SCRIPT)

    answer = signed_in(cast.ptb_hai).post(address(act, mission.pk), words)
    assert answer.status_code == 302
    assert last_entry(mission).note == SCRIPT


def test_no_page_runs_what_was_typed(head: Client, cast: Cast) -> None:
    mission = builders.handed_in(cast, text=SCRIPT, title=SCRIPT)
    approvals.decide(
        mission_id=mission.pk,
        outcome=DecisionOutcome.RETURN,
        kind=ReturnKind.MINOR_CORRECTION,
        reason=SCRIPT,
        by=cast.ptb_hai,
    )

    for page in (f"/nhiem-vu/{mission.pk}/", "/nhiem-vu/", "/hop-viec/"):
        body = head.get(page, headers={"accept": "text/html"}).content.decode()
        assert "<script>alert" not in body
        assert "onclick='x()'>" not in body
        assert "49" not in body.partition("đậm")[2][:12]


@pytest.mark.parametrize("act", ["return", "pass_up", "withdraw"])
@pytest.mark.parametrize("blank", ["", "   ", "\n\t"])
def test_a_reason_that_says_nothing_is_refused(
    cast: Cast, ready: Ready, act: str, blank: str
) -> None:
    mission = ready.handed_in
    words = form(act, cast, version_of(mission.pk), reason=blank)

    answer = signed_in(cast.ptb_hai).post(address(act, mission.pk), words)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("Chưa có")
    assert version_of(mission.pk) == words["version"]


def test_a_correction_and_a_return_for_form_need_a_reason(
    cast: Cast, ready: Ready
) -> None:
    mission = builders.given(cast)
    words = form("correct", cast, mission.version, reason=" ")
    answer = signed_in(cast.ptb_hai).post(address("correct", mission.pk), words)
    assert (answer.status_code, answer.json()["error"]) == (
        422,
        "Chưa có lý do. Nêu vì sao đính chính.",
    )

    waiting = ready.reported
    words = form("return_for_form", cast, version_of(waiting.pk), reason="")
    answer = signed_in(cast.cv_vp).post(address("return_for_form", waiting.pk), words)
    assert (answer.status_code, answer.json()["error"][:14]) == (422, "Chưa có lý do.")


def test_a_report_without_words_is_refused(head: Client, cast: Cast) -> None:
    mission = builders.started(cast)
    words = form("report", cast, mission.version, text="  ")

    answer = head.post(address("report", mission.pk), words)
    assert answer.status_code == 422
    assert "Báo cáo chưa có nội dung" in answer.json()["error"]


@pytest.mark.parametrize("field", ["text", "result", "version"])
def test_null_bytes_are_refused(
    head: Client, cast: Cast, ready: Ready, field: str
) -> None:
    mission = ready.started
    words = form("report", cast, mission.version)
    words[field] = f"{words.get(field, '')}\x00"

    answer = head.post(address("report", mission.pk), words)
    assert answer.status_code == 422
    assert answer.json()["error"]


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
def test_the_services_refuse_signs_that_cannot_be_kept(cast: Cast, sign: str) -> None:
    mission = builders.started(cast)
    for report in (HandIn(f"a{sign}"), HandIn("a", result=f"a{sign}")):
        with pytest.raises(InvalidInput, match="không hợp lệ"):
            approvals.hand_in(mission_id=mission.pk, report=report, by=cast.tp_qldn)
    with pytest.raises(InvalidInput, match="không hợp lệ"):
        approvals.withdraw(mission_id=mission.pk, reason=f"a{sign}", by=cast.ptb_hai)
    with pytest.raises(InvalidInput, match="không hợp lệ"):
        builders.given(cast, title=f"a{sign}")
    approvals.hand_in(mission_id=mission.pk, report=HandIn("a"), by=cast.tp_qldn)
    with pytest.raises(InvalidInput, match="không hợp lệ"):
        approvals.decide(
            mission_id=mission.pk,
            outcome=DecisionOutcome.APPROVE,
            reason=f"a{sign}",
            by=cast.ptb_hai,
        )


def test_very_long_words_are_refused(head: Client, cast: Cast) -> None:
    mission = builders.started(cast)
    words = form("report", cast, mission.version, text="ă" * 20_001)

    assert head.post(address("report", mission.pk), words).status_code == 422


def test_more_words_than_a_form_may_hold_are_refused_before_they_are_read(
    head: Client, cast: Cast
) -> None:
    mission = builders.started(cast)
    words = form("report", cast, mission.version, text="a" * (6 * 1024 * 1024))

    answer = head.post(
        address("report", mission.pk),
        "&".join(f"{name}={value}" for name, value in words.items()),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize("field", ["title", "no_deadline_reason"])
def test_the_services_refuse_what_is_longer_than_its_place(
    cast: Cast, field: str
) -> None:
    changes: dict[str, Any] = {field: "a" * 301}
    if field == "no_deadline_reason":
        changes["due_on"] = None

    with pytest.raises(InvalidInput, match="dài quá 300 ký tự"):
        builders.given(cast, **changes)


def test_an_authority_that_is_too_long_is_refused(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="Căn cứ giao dài quá"):
        missions.assign(
            order=builders.order(cast), by=cast.ptb_hai, authority="a" * 301
        )


def test_words_with_taken_apart_letters_are_kept(cast: Cast) -> None:
    apart = normalize("NFD", "Đã báo cáo")
    mission = builders.started(cast)
    approvals.hand_in(mission_id=mission.pk, report=HandIn(apart), by=cast.tp_qldn)

    assert Report.objects.get(mission=mission).text == apart


# -- Versions and numbers


@pytest.mark.parametrize("act", list(ADDRESS))
def test_a_page_that_is_too_old_is_told_so(cast: Cast, ready: Ready, act: str) -> None:
    mission, by = able_to(cast, ready, act)
    words = form(act, cast, version_of(mission.pk) - 1)

    answer = signed_in(by).post(address(act, mission.pk), words)
    assert answer.status_code == 409
    assert "vừa được người khác cập nhật" in answer.json()["error"]


def able_to(cast: Cast, ready: Ready, act: str) -> tuple[Mission, Person]:
    """A mission that waits for this act, and who may do it."""
    if act in {"submit_for_approval", "return_for_form"}:
        return ready.reported, cast.cv_vp
    return {
        "start": (ready.given, cast.tp_qldn),
        "correct": (ready.given, cast.ptb_hai),
        "name_officer": (ready.given, cast.tp_qldn),
        "report": (ready.started, cast.tp_qldn),
        "recall_report": (ready.handed_in, cast.tp_qldn),
    }.get(act, (ready.handed_in, cast.ptb_hai))


@pytest.mark.parametrize("version", ["", "x", "-1", "1.5", "9" * 5000])
def test_a_version_that_is_none_is_refused(
    head: Client, cast: Cast, ready: Ready, version: str
) -> None:
    mission = ready.given

    answer = head.post(address("start", mission.pk), {"version": version})
    assert answer.status_code == 422


@pytest.mark.parametrize("act", list(ADDRESS))
def test_a_hidden_mission_answers_as_one_that_never_was(
    cast: Cast, ready: Ready, act: str
) -> None:
    hidden = ready.given
    stranger = signed_in(cast.ptb_khanh)

    answers = [
        stranger.post(address(act, pk), form(act, cast, 1))
        for pk in (hidden.pk, NOWHERE, 2**70)
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.content for answer in answers}) == 1
    kinds = [sorted(answer.headers.items()) for answer in answers]
    assert kinds[0] == kinds[1] == kinds[2]


@pytest.mark.parametrize("act", list(ADDRESS))
def test_a_hidden_mission_hides_what_is_wrong_with_the_form_too(
    cast: Cast, ready: Ready, act: str
) -> None:
    hidden = ready.given
    stranger = signed_in(cast.ptb_khanh)

    answers = [
        stranger.post(address(act, pk), {"version": "1"}) for pk in (hidden.pk, NOWHERE)
    ]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("act", list(ADDRESS))
def test_only_a_post_is_an_act(cast: Cast, ready: Ready, act: str) -> None:
    mission, by = able_to(cast, ready, act)
    before = version_of(mission.pk)
    client = signed_in(by)

    for method in ("get", "head", "put", "delete", "patch"):
        answer = getattr(client, method)(address(act, mission.pk))
        assert answer.status_code == 405, method
    assert version_of(mission.pk) == before


@pytest.mark.parametrize("chosen", ["x", "1", "1:x", ":", "1:", "9" * 5000 + ":1"])
def test_a_choice_that_cannot_be_read_is_refused(cast: Cast, chosen: str) -> None:
    answer = signed_in(cast.ptb_hai).post(
        "/hop-viec/duyet-nhieu/", {"mission": [chosen]}
    )
    assert answer.status_code == 422


def test_nothing_chosen_is_refused_and_a_number_beyond_all_is_unknown(
    cast: Cast,
) -> None:
    leader = signed_in(cast.ptb_hai)

    assert leader.post("/hop-viec/duyet-nhieu/").status_code == 422
    answer = leader.post("/hop-viec/duyet-nhieu/", {"mission": [f"{2**70}:1"]})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("lead_unit", "0"),
        ("lead_unit", "x"),
        ("directing_leader", "99999999999999999999999"),
        ("supporting_units", ["\x00"]),
        ("supporting_units", ["99999999999999999999999"]),
        ("due_on", "31/02/2026"),
        ("due_on", ""),
    ],
)
def test_a_correction_that_names_what_is_not_there_is_refused(
    cast: Cast, ready: Ready, field: str, value: object
) -> None:
    mission = ready.given
    words = form("correct", cast, 1, **{field: value})

    answer = signed_in(cast.ptb_hai).post(address("correct", mission.pk), words)
    assert answer.status_code == 422


def test_an_officer_of_another_unit_is_refused(head: Client, cast: Cast) -> None:
    mission = builders.given(cast)
    words = form("name_officer", cast, 1, officer=cast.cv_khth.pk)

    answer = head.post(address("name_officer", mission.pk), words)
    assert answer.status_code == 422
    assert "không công tác tại" in answer.json()["error"]


def test_the_page_to_go_to_next_is_ours(head: Client, cast: Cast) -> None:
    for wanted in (
        "https://evil.example/",
        "//evil.example",
        "javascript:x",
        "/a\r\nX: y",
    ):
        mission = builders.given(cast)
        words = form("start", cast, 1, next=wanted)
        answer = head.post(address("start", mission.pk), words)
        assert answer.status_code == 302
        assert answer["Location"].startswith(("/nhiem-vu/", "/a%0D%0A"))
