"""Every act of docs/permissions.md as a service does it, the mission's own acts and
those of each area: with words that are always the same, on what waits longest there.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Model
from django.utils import timezone

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.services import (
    Chosen,
    Merging,
    difficulties,
    follow_up_answers,
    follow_ups,
    instructions,
)
from approvals.services.difficulties import Raised
from approvals.services.opinions import Asked as Question
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders, twins
from workflows.enums import (
    ExceptionRight,
    FollowUpTo,
    OpinionOutcome,
    ReturnKind,
    WaitKind,
)
from workflows.models import Contribution, Difficulty, FollowUp
from workflows.services import (
    corrections,
    extensions,
    interruptions,
    missions,
    outside,
    parts,
    preparing,
    supporting,
    talk,
)
from workflows.services.corrections import Correction
from workflows.services.outside import Asked
from workflows.services.parts import OwnWork, Part
from workflows.services.reports import HandIn

Do = Callable[..., Any]
LATER: Final = builders.DUE + timedelta(days=14)


def through_the_services(cast: Cast, act: str, pk: int, by: Person, **more: Any) -> Any:
    """Do the act as the services offer it; raises what they refuse."""
    return WAYS[act](cast, mission_id=pk, by=by, **more)


def correction(cast: Cast, **changes: Any) -> Correction:
    """The facts of `builders.order`, with another text and what else is named."""
    values: dict[str, Any] = {
        "title": "Nắm tình hình xuất nhập khẩu",
        "text": "Nắm tình hình xuất nhập khẩu, báo cáo hằng tuần.",
        "lead_unit": cast.unit("phong_qldn"),
        "directing_leader": cast.post("ptb_xuat_nhap_khau"),
        "supporting_units": (cast.unit("tt_qlck"),),
        "due_on": builders.DUE,
    }
    return Correction(**{**values, **changes})


def plain(act: Do, **words: Any) -> Do:
    """An act of which the words name nobody and nothing."""

    def do(_cast: Cast, **k: Any) -> Any:
        return act(**words, **k)

    return do


def waits_longest(model: type[Model], mission_id: int, **where: Any) -> int:
    """The number of such a row on the mission; 0, which is none, where none is."""
    rows = model._default_manager.filter(mission=mission_id, **where)
    return rows.order_by("pk").values_list("pk", flat=True).first() or 0


def on_difficulty(act: Do, word: str, **where: Any) -> Do:
    def do(_cast: Cast, mission_id: int, **k: Any) -> Any:
        row = waits_longest(Difficulty, mission_id, closed_at=None, **where)
        words = {word: "Theo quy chế.", "difficulty_id": row}
        return act(mission_id=mission_id, **words, **k)

    return do


def on_urging(addressee: FollowUpTo) -> Do:
    def do(_cast: Cast, mission_id: int, **k: Any) -> Any:
        where = {"closed_at": None, "addressee": addressee}
        row = waits_longest(FollowUp, mission_id, **where)
        return follow_up_answers.answer_follow_up(
            mission_id=mission_id, follow_up_id=row, answer="Sẽ nộp.", **k
        )

    return do


def _prepare(_cast: Cast, mission_id: int, by: Person, **_k: Any) -> Any:
    """A draft has a version of its own, and no moment but that of its saving."""
    return preparing.save_draft(
        mission_id=mission_id, text="Đã làm.", result="", expected_version=0, by=by
    )


def _except(cast: Cast, **k: Any) -> Any:
    now = timezone.now()
    return approvals.give_exception(
        person=cast.cv_ttqlck,
        rights=[ExceptionRight.VIEW],
        starts_at=now + timedelta(days=3),
        ends_at=now + timedelta(days=4),
        reason="Theo dõi hộ.",
        **k,
    )


def _split(cast: Cast, **k: Any) -> Any:
    part = Part(
        "Tổng hợp", "Tổng hợp số liệu.", cast.unit("phong_qldn"), due_on=builders.DUE
    )
    return parts.split(parts=[part], **k)


def _merge(
    cast: Cast, mission_id: int, expected_version: int | None = None, **k: Any
) -> Any:
    merging = Merging(
        ends=mission_id,
        goes_on=twins.from_a_document(cast).pk,
        reason="Là một.",
        authority="TB 1",
        ends_seen=expected_version,
    )
    return approvals.merge(merging=merging, **k)


def _ask_contribution(cast: Cast, **k: Any) -> Any:
    day = timezone.localdate(k.get("at")) + timedelta(days=2)
    return supporting.ask(
        units=[cast.unit("tt_qlck")], text="Cho số liệu.", due_on=day, **k
    )


def _answer_contribution(_cast: Cast, mission_id: int, **k: Any) -> Any:
    return supporting.answer(
        mission_id=mission_id,
        contribution_id=waits_longest(Contribution, mission_id, outcome=""),
        outcome=OpinionOutcome.ACCEPTED,
        **k,
    )


def _ask_opinion(cast: Cast, **k: Any) -> Any:
    question = Question("Có vướng gì không?", units=[cast.unit("tt_qlck")])
    return approvals.ask_opinion(asked=question, **k)


OWN: Final[dict[str, Do]] = {
    "start": plain(missions.start),
    "report": plain(approvals.hand_in, report=HandIn("Đã xong.")),
    "submit_for_approval": plain(approvals.submit),
    "recall_report": plain(approvals.recall),
    "return_for_form": plain(approvals.return_for_form, reason="Sai."),
    "approve": plain(approvals.decide, outcome=DecisionOutcome.APPROVE),
    "return": plain(
        approvals.decide,
        outcome=DecisionOutcome.RETURN,
        kind=ReturnKind.MINOR_CORRECTION,
        reason="Thiếu số liệu.",
    ),
    "pass_up": plain(approvals.pass_up, comment="Vượt lĩnh vực."),
    "withdraw": plain(approvals.withdraw, reason="Không còn cần."),
    "correct": lambda cast, **k: corrections.correct(
        correction=correction(cast), reason="Ghi thiếu.", **k
    ),
    "name_officer": lambda cast, **k: missions.name_officer(officer=cast.cv_qldn, **k),
    "prepare": _prepare,
    "contribute": lambda cast, **k: preparing.contribute(
        unit=cast.unit("tt_qlck"), text="Đã góp.", **k
    ),
    "except": _except,
}
ROUTES: Final[dict[str, Do]] = {
    "set_route": plain(approvals.choose_route, chosen=Chosen(head_decides=True)),
    "ask_opinion": _ask_opinion,
    "give_opinion": plain(approvals.give_opinion, agrees=True, text="Nhất trí."),
}
WORKING: Final[dict[str, Do]] = {
    "ask_contribution": _ask_contribution,
    "answer_contribution": _answer_contribution,
    "note_progress": plain(talk.note_progress, text="Đã làm nửa.", percent=50),
    "comment": lambda cast, **k: talk.comment(
        text="Đã rõ.", mentioned=[cast.truong_ban], **k
    ),
}
TIME: Final[dict[str, Do]] = {
    "ask_extension": plain(extensions.ask_extension, due_on=LATER, reason="Chờ số."),
    "take_back_extension": plain(extensions.take_back_extension),
    "extend_deadline": plain(extensions.extend_deadline),
    "refuse_extension": plain(extensions.refuse_extension, reason="Đủ ngày."),
    "set_internal_deadline": plain(
        extensions.set_internal_deadline, due_on=builders.DUE
    ),
    "begin_wait": plain(
        interruptions.begin_wait,
        kind=WaitKind.AGENCY,
        on_whom="Sở Tài chính",
        reason="Đã gửi.",
    ),
    "end_wait": plain(interruptions.end_wait, outcome="Đã có."),
    "pause": plain(interruptions.pause, reason="Chờ."),
    "resume": plain(interruptions.resume, reason="Có."),
}
URGING: Final[dict[str, Do]] = {
    "raise_difficulty": plain(difficulties.raise_difficulty, raised=Raised("Vướng.")),
    "settle_difficulty": on_difficulty(difficulties.settle_difficulty, "word"),
    "answer_difficulty": on_difficulty(
        difficulties.answer_difficulty, "answer", level="LEADER"
    ),
    "answer_passed_up": on_difficulty(
        difficulties.answer_difficulty, "answer", level="HEAD"
    ),
    "pass_up_difficulty": on_difficulty(difficulties.pass_up_difficulty, "opinion"),
    "instruct": plain(instructions.instruct, text="Gấp."),
    "follow_up": plain(follow_ups.follow_up, text="Đề nghị báo cáo.", again=True),
    "follow_up_above": plain(
        follow_ups.follow_up_above, text="Đề nghị xem xét.", again=True
    ),
    "answer_follow_up": on_urging(FollowUpTo.LEAD_UNIT),
    "answer_support_follow_up": on_urging(FollowUpTo.SUPPORTING_UNIT),
    "inspect": plain(instructions.inspect, findings="Đúng tiến độ."),
}
PARTS: Final[dict[str, Do]] = {
    "split": _split,
    "derive": plain(
        parts.derive,
        works=[OwnWork("Rà soát", "Rà soát số liệu.", due_on=builders.DUE)],
    ),
    "merge": _merge,
    "replace": lambda cast, **k: approvals.replace_mission(
        order=builders.order(cast), reason="Đổi cách làm.", **k
    ),
    "record_outside": plain(
        outside.ask_outside,
        asked=Asked("Sở Tài chính", "Cho ý kiến.", on=date(2026, 1, 1)),
    ),
}
WAYS: Final[dict[str, Do]] = {
    **OWN,
    **ROUTES,
    **WORKING,
    **TIME,
    **URGING,
    **PARTS,
}
