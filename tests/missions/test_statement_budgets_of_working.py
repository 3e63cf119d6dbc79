"""SQL statements of what is done beside and inside the lead unit."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.missions import builders
from tests.missions.test_statement_budgets import statements
from workflows.enums import OpinionOutcome
from workflows.models import Contribution
from workflows.services import preparing, supporting, talk
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db(transaction=True)
MOST, HAND_IN, PAGE = 10, 22, 14


def test_each_verb_without_approval_takes_ten_statements_at_most(cast: Cast) -> None:
    mission = builders.started(cast)
    here, unit = {"mission_id": mission.pk}, cast.unit("tt_qlck")
    day = timezone.localdate() + timedelta(days=2)
    row = Contribution.objects.create(
        mission=mission,
        unit=unit,
        text="Đã góp.",
        contributed_by=cast.gd_ttqlck,
        contributed_at=timezone.now(),
    )
    used = {
        "note": statements(
            lambda: talk.note_progress(**here, text="Đã làm.", by=cast.cv_qldn)
        ),
        "comment": statements(
            lambda: talk.comment(**here, text="Đã rõ.", by=cast.cv_qldn)
        ),
        "comment, somebody is mentioned": statements(
            lambda: talk.comment(
                **here,
                text="Đã rõ.",
                mentioned=[cast.ptb_hai, cast.truong_ban],
                by=cast.cv_qldn,
            )
        ),
        "ask": statements(
            lambda: supporting.ask(
                **here, units=[unit], text="Số liệu.", due_on=day, by=cast.tp_qldn
            )
        ),
        "answer": statements(
            lambda: supporting.answer(
                **here,
                contribution_id=row.pk,
                outcome=OpinionOutcome.ACCEPTED,
                by=cast.tp_qldn,
            )
        ),
    }

    assert {verb: found for verb, found in used.items() if len(found) > MOST} == {}


def test_handing_in_without_what_was_asked_stays_within_its_budget(cast: Cast) -> None:
    mission = builders.started(cast)
    day = timezone.localdate()
    unit = cast.unit("tt_qlck")
    supporting.ask(
        mission_id=mission.pk, units=[unit], text="Số.", due_on=day, by=cast.tp_qldn
    )

    used = statements(
        lambda: builders.approvals.hand_in(
            mission_id=mission.pk,
            report=HandIn("Đã xong.", missing_reason="Hết hạn."),
            by=cast.tp_qldn,
        )
    )

    assert len(used) <= HAND_IN, used


def test_the_page_costs_the_same_however_much_was_said(cast: Cast) -> None:
    mission = builders.started(cast)
    client = Client()
    client.force_login(cast.tp_qldn)
    for share in range(15):
        talk.note_progress(
            mission_id=mission.pk, text="Đã làm.", percent=share, by=cast.cv_qldn
        )
        talk.comment(
            mission_id=mission.pk,
            text="Đã rõ.",
            mentioned=[cast.ptb_hai],
            by=cast.cv_qldn,
        )
    preparing.contribute(
        mission_id=mission.pk,
        unit=cast.unit("tt_qlck"),
        text="Đã góp.",
        by=cast.gd_ttqlck,
    )

    used = statements(lambda: client.get(f"/nhiem-vu/{mission.pk}/"))

    assert len(used) <= PAGE, used
