"""The doors of a reorganisation: draw up, change, drop, look at, apply."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from history import services as history
from history.enums import HistoryKind
from organization import scopes
from organization.enums import UnitKind
from organization.models import Person, Unit
from organization.permissions import check_can_administer
from organization.scopes import Scope
from organization.services import actor_in
from workflows.exceptions import (
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
    Refusal,
    StaleMission,
)
from workflows.models import Document, Reorganisation
from workflows.services.held import Held, hold_many
from workflows.services.reorganisation import carrying_out, obstacles, words, work
from workflows.services.reorganisation.picture import read_picture
from workflows.services.reorganisation.plan import Plan, plan_of
from workflows.services.reorganisation.preview import Preview, work_out
from workflows.services.reorganisation.told import people_told

FARTHEST_BACK = timedelta(days=31)
LONGEST_PAPER = 200


class PreviewOutdated(Refusal):
    """What the preview showed is no longer what would happen; `news` says what."""

    status = 409

    def __init__(self, news: list[str]) -> None:
        super().__init__(
            "Tổ chức hoặc công việc đã thay đổi từ lúc xem trước, chưa thực hiện gì. "
            f"Xem lại rồi xác nhận: {'; '.join(news)}."
        )
        self.news = news


@dataclass(frozen=True)
class Shown:
    """A preview as a page shows it."""

    preview: Preview
    sections: list[words.Section]
    obstacles: list[str]
    warnings: list[str]

    @property
    def seal(self) -> str:
        return words.seal_of(self.sections)


def draw_up(*, plan: Plan, by: Person, at: datetime | None = None) -> Reorganisation:
    """Keep a plan as a draft; nothing changes, and nobody is told."""
    at = at or timezone.now()
    with transaction.atomic():
        scope = check_can_administer(by, at=at)
        _check_paper(plan)
        row = Reorganisation.objects.create(
            kind=plan.kind,
            effective_on=plan.effective_on,
            paper=plan.paper.strip(),
            plan=plan.as_json(),
            drawn_up_by=by,
            drawn_up_at=at,
        )
        _enter(row, HistoryKind.REORGANISATION_DRAWN_UP, by, scope, _facts(plan))
    return row


def redraw(
    *,
    pk: int,
    plan: Plan,
    by: Person,
    expected_version: int,
    at: datetime | None = None,
) -> Reorganisation:
    """Change a draft: fates, missions sent by hand, the day or the paper."""
    at = at or timezone.now()
    with transaction.atomic():
        scope = check_can_administer(by, at=at)
        _check_paper(plan)
        row = _locked_draft(pk, expected_version)
        row.plan = plan.as_json()
        row.effective_on, row.paper = plan.effective_on, plan.paper.strip()
        row.version += 1
        row.save(update_fields=["plan", "effective_on", "paper", "version"])
        _enter(row, HistoryKind.REORGANISATION_DRAWN_UP, by, scope, _facts(plan))
    return row


def drop(*, pk: int, by: Person, at: datetime | None = None) -> Reorganisation:
    """Put a draft away; it stays to be read, and can no longer be applied."""
    at = at or timezone.now()
    with transaction.atomic():
        scope = check_can_administer(by, at=at)
        row = _locked_draft(pk, None)
        row.dropped_at = at
        row.save(update_fields=["dropped_at"])
        _enter(row, HistoryKind.REORGANISATION_DROPPED, by, scope, {})
    return row


def show(plan: Plan, *, by: Person, at: datetime | None = None) -> Shown:
    """What the plan would do now; changes nothing."""
    at = at or timezone.now()
    preview = work_out(plan, read_picture(plan, at))
    return Shown(
        preview=preview,
        sections=words.sections(preview, people_told(preview)),
        obstacles=obstacles.obstacles(preview, by.pk),
        warnings=obstacles.warnings(preview),
    )


def apply(
    *, pk: int, seal: str, by: Person, at: datetime | None = None
) -> Reorganisation:
    """Carry the plan out, all of it or nothing.

    `seal` is that of the preview the person saw: PreviewOutdated where it would be
    another now. Rows are locked as everywhere: papers, then missions in the order of
    their numbers, then units, so that nothing is given to a unit meanwhile.
    """
    with transaction.atomic():
        check_can_administer(by, at=at or timezone.now())
        row = _locked_draft(pk, None)
        plan = plan_of(row.plan)
        check_day(plan.effective_on, timezone.localdate(at))
        first = work_out(plan, read_picture(plan, at or timezone.now()))
        _lock_papers(first)
        held = hold_many([move.work.pk for move in first.missions], by=by, at=at)
        _lock_units(plan)
        moment = held[0].at if held else (at or timezone.now())
        shown = show(plan, by=by, at=moment)
        _check_as_seen(shown, seal, {one.mission.pk for one in held})
        if shown.obstacles:
            raise InvalidTransition(" ".join(shown.obstacles))
        scope = scopes.renew(by, moment)
        _carry_out(shown.preview, held, by, scope)
        row.outcome = words.as_json(shown.sections)
        row.applied_at, row.applied_by = moment, by
        row.save(update_fields=["outcome", "applied_at", "applied_by"])
        after = {**_facts(plan), "missions": [m.mission.pk for m in held]}
        _enter(row, HistoryKind.REORGANISED, by, scope, after)
    return row


def check_day(day: date, today: date) -> None:
    """Raise InvalidInput for a day to come, and for one long past."""
    if day > today:
        raise InvalidInput(
            f"Phương án có hiệu lực từ {day:%d/%m/%Y}. Lưu và in xem trước được; "
            "đến ngày đó mới thực hiện."
        )
    if day < today - FARTHEST_BACK:
        raise InvalidInput(
            f"Ngày có hiệu lực chỉ lùi được {FARTHEST_BACK.days} ngày: từ đó đến nay "
            "đã có báo cáo và quyết định mang tên đơn vị cũ."
        )


def _carry_out(preview: Preview, held: list[Held], by: Person, scope: Scope) -> None:
    known = carrying_out.open_successors(preview, by)
    work.move_missions(preview, known, held)
    work.move_items(preview, known, by=by, scope=scope)
    carrying_out.change_fields(preview, known, by)
    carrying_out.end_what_is_over(preview, known, by)


def _check_paper(plan: Plan) -> None:
    if not plan.paper.strip():
        raise InvalidInput("Ghi số và ngày của quyết định sắp xếp.")
    if len(plan.paper) > LONGEST_PAPER:
        raise InvalidInput(f"Căn cứ dài quá {LONGEST_PAPER} ký tự.")


def _locked_draft(pk: int, expected_version: int | None) -> Reorganisation:
    row = Reorganisation.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise MissionNotFound("Không tìm thấy phương án này.")
    if row.applied_at is not None:
        raise InvalidTransition("Phương án này đã được thực hiện.")
    if row.dropped_at is not None:
        raise InvalidTransition("Phương án này đã bỏ.")
    if expected_version is not None and row.version != expected_version:
        raise StaleMission(
            "Phương án vừa được người khác sửa. Xem bản mới rồi làm tiếp."
        )
    return row


def _lock_papers(preview: Preview) -> None:
    ids = {m.work.document for m in preview.items if m.work.document is not None}
    rows = Document.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    list(rows.order_by("pk").values_list("pk"))


def _lock_units(plan: Plan) -> None:
    """Whoever gives work to one of these units waits until this is over."""
    codes = (*plan.formers, *plan.codes)
    rows = Unit.objects.select_for_update(of=("self",)).filter(code__in=codes)
    list(rows.exclude(kind=UnitKind.COMMISSION).order_by("pk").values_list("pk"))


def _check_as_seen(shown: Shown, seal: str, held: set[int]) -> None:
    news = words.changed_since(seal, shown.sections)
    if news or held != {move.work.pk for move in shown.preview.missions}:
        raise PreviewOutdated(news or ["Nhiệm vụ đang mở"])


def _facts(plan: Plan) -> dict[str, object]:
    """What the history keeps of a plan."""
    return {
        "reorganisation": plan.kind.value,
        "effective_on": plan.effective_on,
        "formers": list(plan.formers),
        "successors": list(plan.codes),
        "name": plan.name or None,
        "post": plan.post or None,
        "successor_post": plan.successor_post or None,
    }


def _enter(
    row: Reorganisation,
    kind: HistoryKind,
    by: Person,
    scope: Scope,
    after: dict[str, object],
) -> None:
    history.record(
        history.EntryDraft(
            subject_type="reorganisation",
            subject_id=row.pk,
            kind=kind,
            actor=actor_in(by, scope),
            at=scope.at,
            before={},
            after=after,
            authority=row.paper,
        )
    )
