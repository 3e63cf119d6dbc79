"""The verbs between giao and hoàn thành, and who could ever do each.

Written from the rules and by names, so that the machine beside this module asks nothing
of the product: the mission is given directly by Vũ Việt Hải to Phòng QLDN, supported by
the Centre, and a part of it goes to Phòng QLDN alone. Who has to hear of each stands in
`loop_told`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from approvals.services import Chosen, Merging, follow_ups
from approvals.services.opinions import Asked as Question
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.missions.ways import WAYS, Do, plain, waits_longest
from tests.parts.material import part
from workflows.enums import ExceptionRight, OpinionOutcome
from workflows.exceptions import InvalidTransition
from workflows.models import (
    Assignment,
    Comment,
    Contribution,
    Mission,
    OutsideRequest,
    ReportDraft,
)
from workflows.services import extensions, missions, outside, preparing, supporting
from workflows.services import parts as splitting
from workflows.services import talk as talking
from workflows.services.outside import Answered, Asked
from workflows.services.reports import HandIn

UNIT, CENTRE, LEADER, HEAD, CHIEF, OFFICE = (
    "tp_qldn",
    "gd_ttqlck",
    "ptb_hai",
    "truong_ban",
    "chanh_vp",
    "cv_vp",
)
LET_IN: Final = "cv_ttqlck"
UNITS, LEADERS = (UNIT,), (LEADER, HEAD)
INSIDE, CHECKING = (UNIT, "cv_qldn"), (OFFICE, CHIEF)
FOLLOWING: Final = (CHIEF, LEADER, HEAD, "van_thu", OFFICE)
SEEING: Final = (*INSIDE, CENTRE, LET_IN, *FOLLOWING)


@dataclass(frozen=True)
class Verb:
    """`act` stands in the table of docs/permissions.md. `may` are all who could ever do
    it here; the first does it as a rule."""

    act: str
    may: tuple[str, ...]
    do: Do


def due_of(mission_id: int) -> Any:
    return Mission.objects.values_list("due_on", flat=True).get(pk=mission_id)


def ask_later(_cast: Cast, mission_id: int, **k: Any) -> Any:
    day = max(due_of(mission_id), timezone.localdate(k["at"])) + timedelta(days=9)
    return extensions.ask_extension(
        mission_id=mission_id, due_on=day, reason="Chờ số liệu.", **k
    )


def plan_inside(_cast: Cast, mission_id: int, **k: Any) -> Any:
    soon = timezone.localdate(k["at"]) + timedelta(days=3)
    return extensions.set_internal_deadline(
        mission_id=mission_id, due_on=min(due_of(mission_id), soon), **k
    )


def ask_the_centre(cast: Cast, **k: Any) -> Any:
    day = max(builders.DUE, timezone.localdate(k["at"])) + timedelta(days=90)
    units = [cast.unit("tt_qlck")]
    return supporting.ask(units=units, text="Cho số liệu.", due_on=day, **k)


def sent(mission_id: int) -> Any:
    """What the Centre sent and nobody answered; who agrees is owed no answer."""
    return Contribution.objects.filter(mission=mission_id, outcome="", agrees=False)


def answer_the_centre(_cast: Cast, mission_id: int, **k: Any) -> Any:
    row = waits_longest(Contribution, mission_id, outcome="", agrees=False)
    accepted = OpinionOutcome.ACCEPTED
    return supporting.answer(
        mission_id=mission_id, contribution_id=row, outcome=accepted, **k
    )


def contribute(*, agrees: bool) -> Do:
    return lambda cast, **k: preparing.contribute(
        unit=cast.unit("tt_qlck"), text="Đã góp.", agrees=agrees, **k
    )


def is_supported(mission_id: int) -> bool:
    return Assignment.objects.filter(mission=mission_id, unit__code="tt_qlck").exists()


def ask_opinion(cast: Cast, mission_id: int, **k: Any) -> Any:
    """The Centre where it has a part in it, else the Chánh Văn phòng, who sees all."""
    if is_supported(mission_id):
        question = Question("Có vướng không?", units=[cast.unit("tt_qlck")])
    else:
        question = Question("Có vướng không?", people=[cast.chanh_vp])
    return approvals.ask_opinion(mission_id=mission_id, asked=question, **k)


def prepare(_cast: Cast, mission_id: int, by: Person, at: datetime) -> Any:
    """A draft has a version of its own and no moment but that of its saving."""
    row = ReportDraft.objects.filter(mission=mission_id).first()
    version = row.version if row is not None else 0
    return preparing.save_draft(
        mission_id=mission_id, text="Nháp.", result="", expected_version=version, by=by
    )


def let_in(cast: Cast, at: datetime, **k: Any) -> Any:
    return approvals.give_exception(
        person=getattr(cast, LET_IN),
        rights=[ExceptionRight.VIEW],
        starts_at=at + timedelta(days=1),
        ends_at=at + timedelta(days=4),
        reason="Theo dõi hộ.",
        at=at,
        **k,
    )


def twin(cast: Cast, at: datetime) -> int:
    """The same order again, given a moment before."""
    order, before = builders.order(cast), at - timedelta(milliseconds=1)
    return missions.assign(order=order, by=cast.ptb_hai, at=before).pk


def merge(*, ends_itself: bool) -> Do:
    def do(cast: Cast, mission_id: int, by: Person, at: datetime) -> Any:
        other = twin(cast, at)
        ends, goes_on = (mission_id, other) if ends_itself else (other, mission_id)
        merging = Merging(ends=ends, goes_on=goes_on, reason="Là một.")
        return approvals.merge(merging=merging, by=by, at=at)

    return do


def ask_outside(_cast: Cast, **k: Any) -> Any:
    day = timezone.localdate(k["at"])
    return outside.ask_outside(asked=Asked("Sở Tài chính", "Cho ý kiến.", day), **k)


def record_outside(_cast: Cast, mission_id: int, **k: Any) -> Any:
    row = waits_longest(OutsideRequest, mission_id, answered_at=None)
    day = timezone.localdate(k["at"])
    answered = Answered("Nhất trí.", paper="88/STC", on=day)
    return outside.record_answer(
        mission_id=mission_id, request_id=row, answered=answered, **k
    )


def take_back(_cast: Cast, mission_id: int, **k: Any) -> Any:
    last = Comment.objects.filter(mission=mission_id).order_by("pk").last()
    return talking.withdraw_comment(
        mission_id=mission_id, comment_id=last.pk if last else 0, **k
    )


def in_bulk(act: Callable[..., Any], **more: Any) -> Do:
    """One of many: what is refused stands in its result."""

    def do(_cast: Cast, mission_id: int, **k: Any) -> Any:
        words = {name: {mission_id: word} for name, word in more.items()}
        (result,) = act(versions={mission_id: None}, **words, **k)
        if not result.done:
            raise InvalidTransition(result.sentence)

    return do


def urge_the_centre(cast: Cast, **k: Any) -> Any:
    unit = cast.unit("tt_qlck").pk
    return follow_ups.follow_up(unit_id=unit, text="Đề nghị góp.", **k)


def route(chosen: Chosen | None) -> Do:
    return plain(approvals.choose_route, chosen=chosen)


APPROVE: Final = DecisionOutcome.APPROVE
HAND_IN: Final = HandIn("Đã làm.", missing_reason="Chưa kịp gửi.")
SPECIAL: Final[dict[str, Verb]] = {
    "report": Verb("report", UNITS, plain(approvals.hand_in, report=HAND_IN)),
    "approve with parts open": Verb(
        "approve",
        LEADERS,
        plain(approvals.decide, outcome=APPROVE, parts_reason="Chạy riêng."),
    ),
    "approve in bulk": Verb("approve", LEADERS, in_bulk(approvals.decide_many)),
    "prepare": Verb("prepare", INSIDE, prepare),
    "except": Verb("except", LEADERS, let_in),
    "contribute": Verb("contribute", (CENTRE, LET_IN), contribute(agrees=False)),
    "agree": Verb("contribute", (CENTRE, LET_IN), contribute(agrees=True)),
    "ask_contribution": Verb("ask_contribution", INSIDE, ask_the_centre),
    "answer_contribution": Verb("answer_contribution", INSIDE, answer_the_centre),
    "ask_extension": Verb("ask_extension", UNITS, ask_later),
    "set_internal_deadline": Verb(
        "set_internal_deadline", (UNIT, *LEADERS), plan_inside
    ),
    "through the office": Verb(
        "set_route", LEADERS, route(Chosen(office_checks=True, asks_supporting=True))
    ),
    "usual route": Verb("set_route", LEADERS, route(None)),
    "ask_opinion": Verb("ask_opinion", (LEADER, HEAD, *CHECKING), ask_opinion),
    "urge in bulk": Verb(
        "follow_up", FOLLOWING, in_bulk(follow_ups.follow_up_many, texts="Gấp.")
    ),
    "urge the Centre": Verb("follow_up", FOLLOWING, urge_the_centre),
    "follow_up": Verb("follow_up", FOLLOWING, plain(follow_ups.follow_up, text="Gấp.")),
    "follow_up_above": Verb(
        "follow_up_above",
        (CHIEF, HEAD, "van_thu", OFFICE),
        plain(follow_ups.follow_up_above, text="Đề nghị xem xét."),
    ),
    "take a comment back": Verb("comment", SEEING, take_back),
    "split": Verb(
        "split",
        LEADERS,
        lambda cast, **k: splitting.split(parts=[part(cast, "Phần")], **k),
    ),
    "merge": Verb("merge", LEADERS, merge(ends_itself=False)),
    "merge into another": Verb("merge", LEADERS, merge(ends_itself=True)),
    "record_outside": Verb(
        "record_outside", (*INSIDE, "van_thu", *CHECKING), ask_outside
    ),
    "record an answer": Verb(
        "record_outside", (*INSIDE, "van_thu", *CHECKING), record_outside
    ),
}
# As the table's own acts do it, with the words that they always have.
MAY: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("start", "recall_report"), UNITS),
    **dict.fromkeys(("submit_for_approval", "return_for_form"), CHECKING),
    **dict.fromkeys(("approve", "return", "pass_up", "withdraw", "set_route"), LEADERS),
    "give_opinion": (CENTRE, CHIEF),
    "note_progress": INSIDE,
    "comment": SEEING,
    "take_back_extension": UNITS,
    **dict.fromkeys(("extend_deadline", "refuse_extension"), LEADERS),
    **dict.fromkeys(("begin_wait", "end_wait", "raise_difficulty"), UNITS),
    **dict.fromkeys(("pause", "resume", "instruct", "replace"), LEADERS),
    **dict.fromkeys(("settle_difficulty", "answer_follow_up", "derive"), UNITS),
    **dict.fromkeys(("answer_difficulty", "pass_up_difficulty"), LEADERS),
    "answer_passed_up": (HEAD,),
    "answer_support_follow_up": (CENTRE,),
    "inspect": (CHIEF, OFFICE, "van_thu"),
}
VERBS: Final[dict[str, Verb]] = {
    **{act: Verb(act, may, WAYS[act]) for act, may in MAY.items()},
    **SPECIAL,
}


def done(cast: Cast, verb: str, mission_id: int, by: Person, at: datetime) -> None:
    """Do it; raises what the service refuses."""
    VERBS[verb].do(cast, mission_id=mission_id, by=by, at=at)
