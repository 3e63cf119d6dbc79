"""Deciding many at once: each in its own savepoint, with a result of its own."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from approvals.enums import DecisionOutcome
from approvals.models import ApprovalRequest, Decision
from approvals.queries.clean import apart_reasons
from approvals.services.decisions import decided
from approvals.services.on_the_way import Waiting, waiting_of
from organization.models import Person
from workflows.exceptions import (
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
    Refusal,
)
from workflows.services.held import Held, finish, hold_many

MOST_AT_ONCE = 100
WENT_ON = "Đã đồng ý, trình Trưởng Ban quyết định."


@dataclass(frozen=True)
class Result:
    """What became of one mission in a bulk act; `sentence` says why it was refused, or
    where it went on to."""

    mission_id: int
    done: bool
    sentence: str = ""


def decide_many(
    *,
    versions: dict[int, int | None],
    by: Person,
    at: datetime | None = None,
) -> list[Result]:
    """Approve many at once, each in its own savepoint: one refusal harms no other.

    `versions` maps mission to the version that the person saw. Only clean reports are
    taken (`apart_reasons`); the others are refused with the sentence that sends them
    to be read. Raises InvalidInput for more than a hundred.
    """
    if len(versions) > MOST_AT_ONCE:
        raise InvalidInput(f"Mỗi lần duyệt nhiều nhất {MOST_AT_ONCE} việc.")
    with transaction.atomic():
        held = {one.mission.pk: one for one in hold_many(versions, by=by, at=at)}
        waiting = waiting_of(list(held.values()))
        apart = apart_reasons([one.held.mission for one in waiting.values()])
        results, taken = [], []
        for mission_id, version in versions.items():
            try:
                with transaction.atomic():
                    one = _clean(held.get(mission_id), waiting, apart, version)
                    decision = decided(one, DecisionOutcome.APPROVE, "")
            except Refusal as refusal:
                results.append(Result(mission_id, done=False, sentence=str(refusal)))
            else:
                words = WENT_ON if decision is None else ""
                results.append(Result(mission_id, done=True, sentence=words))
                taken.append((one, decision))
        _store(taken)
    return results


def _clean(
    held: Held | None,
    waiting: dict[int, Waiting],
    apart: dict[int, list[str]],
    version: int | None,
) -> Waiting:
    """What may be approved without being opened, still as seen."""
    if held is None:
        raise MissionNotFound("Không tìm thấy nhiệm vụ này.")
    held.check("decide", version)
    one = waiting.get(held.mission.pk)
    if one is None:
        raise InvalidTransition(f"{held.mission.code} không có báo cáo đang chờ.")
    if held.mission.pk in apart:
        why = ", ".join(apart[held.mission.pk])
        raise InvalidTransition(f"{held.mission.code} xem riêng: {why}.")
    return one


def _store(taken: list[tuple[Waiting, Decision | None]]) -> None:
    decisions = [decision for _, decision in taken if decision is not None]
    if decisions:
        Decision.objects.bulk_create(decisions)
        ids = [decision.request_id for decision in decisions]
        closed_at = decisions[0].decided_at
        ApprovalRequest.objects.filter(pk__in=ids).update(closed_at=closed_at)
    finish([one.held for one, _ in taken])
