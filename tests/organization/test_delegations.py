"""A delegation is in writing, makes sense, and ends with its giver."""

from datetime import datetime

import pytest
from django.utils import timezone

from organization import services
from organization.exceptions import (
    InvalidInput,
    NotAllowedNow,
    Refusal,
)
from organization.models import (
    Appointment,
)
from tests.cast import Cast
from tests.organization.acts import DAY, HANOI, PAPER, lend, spare, told


def test_a_delegation_is_told_with_its_paper(cast: Cast) -> None:
    entry = told("delegation", lend(cast).pk)

    assert entry.kind == "DELEGATION_GIVEN"
    assert entry.authority == PAPER
    assert entry.after["scope"] == "ALL"


def delegations_refused(cast: Cast) -> list[tuple[dict[str, object], str]]:
    now = timezone.now()
    field, unit = cast.portfolio("ha_tang"), cast.unit("phong_qlht")
    return [
        ({"paper": "  "}, "bằng văn bản"),
        ({"starts_at": now, "ends_at": now - DAY}, "phải sau thời điểm"),
        ({"starts_at": now - 2 * DAY, "ends_at": now - DAY}, "đã qua"),
        ({"portfolio": field, "unit": unit}, "Chỉ chọn một"),
        ({"portfolio": field}, "không phụ trách"),
        ({"delegate": cast.truong_ban}, "đang giữ chức vụ"),
        ({"delegator": spare(cast)}, "chưa có người giữ"),
    ]


def test_a_delegation_that_makes_no_sense_is_refused(cast: Cast) -> None:
    for values, sentence in delegations_refused(cast):
        with pytest.raises(Refusal, match=sentence):
            lend(cast, **values)


def test_a_locked_account_gets_no_delegation(cast: Cast) -> None:
    services.deactivate_person(person=cast.tp_khth, note="x", by=None)
    cast.tp_khth.refresh_from_db()

    with pytest.raises(InvalidInput, match="đã khóa"):
        lend(cast)


def test_a_delegation_ends_once(cast: Cast) -> None:
    row = services.end_delegation(
        delegation=lend(cast, starts_at=timezone.now()), note="Về", by=cast.quan_tri
    )

    assert told("delegation", row.pk).kind == "DELEGATION_ENDED"
    with pytest.raises(NotAllowedNow, match="đã hết hiệu lực"):
        services.end_delegation(delegation=row, by=cast.quan_tri)


def test_delegations_end_with_the_appointment_also_those_to_come(cast: Cast) -> None:
    now = timezone.now()
    coming = lend(cast, starts_at=now + 30 * DAY, ends_at=now + 40 * DAY)
    services.end_appointment(
        appointment=Appointment.objects.get(post__code="truong_ban"),
        last_day=timezone.localdate(),
        by=cast.quan_tri,
    )

    coming.refresh_from_db()
    midnight = datetime.combine(timezone.localdate() + DAY, datetime.min.time(), HANOI)
    assert coming.ended_at == midnight
    assert told("delegation", coming.pk).kind == "DELEGATION_ENDED"
