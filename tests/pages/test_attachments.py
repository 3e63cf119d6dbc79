"""Evidence: out by one door, for who may see its mission, to be saved and never run."""

from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.test import AsyncClient

from approvals import services as approvals
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import page, signed_in
from workflows.files import Upload, path_of
from workflows.models import Attachment
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.4 " + b"x" * 200_000
NAME = 'Phụ lục 02: đối soát "quý I".pdf'


@pytest.fixture
def evidence(cast: Cast, settings: Any, tmp_path: Any) -> Attachment:
    settings.MEDIA_ROOT = tmp_path
    mission = builders.started(cast)
    approvals.hand_in(
        mission_id=mission.pk,
        report=HandIn("Đã xong.", uploads=[Upload(NAME, len(CONTENT), [CONTENT])]),
        by=cast.tp_qldn,
    )
    return Attachment.objects.get(report__mission=mission)


def fetch(person: Person, pk: int) -> Any:
    return page(person, f"/tep/{pk}/")


@pytest.mark.parametrize(
    "member", ["tp_qldn", "cv_qldn", "gd_ttqlck", "ptb_hai", "truong_ban"]
)
def test_who_sees_the_mission_gets_the_file(
    cast: Cast, evidence: Attachment, member: str
) -> None:
    answer = fetch(getattr(cast, member), evidence.pk)

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == CONTENT


@pytest.mark.parametrize("member", ["tp_qlht", "cv_qlht", "ptb_khanh", "quan_tri"])
def test_for_everybody_else_it_does_not_exist(
    cast: Cast, evidence: Attachment, member: str
) -> None:
    refused = fetch(getattr(cast, member), evidence.pk)
    missing = fetch(getattr(cast, member), evidence.pk + 1000)

    assert refused.status_code == missing.status_code == 404
    assert NAME not in refused.content.decode()


def test_a_stranger_is_sent_to_sign_in(client: Any, evidence: Attachment) -> None:
    assert client.get(f"/tep/{evidence.pk}/").status_code == 302


def test_it_is_saved_under_its_own_name_and_never_shown_or_run(
    cast: Cast, evidence: Attachment
) -> None:
    answer = fetch(cast.tp_qldn, evidence.pk)
    answer.close()

    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''Ph%E1%BB%A5%20l%E1%BB%A5c"
    )
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"


def test_it_takes_four_statements(
    cast: Cast, evidence: Attachment, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.tp_qldn)

    with django_assert_max_num_queries(5):  # session, person, scope, file, record
        client.get(f"/tep/{evidence.pk}/").close()


def test_a_content_that_is_gone_is_not_found(cast: Cast, evidence: Attachment) -> None:
    path_of(evidence.file.sha256).unlink()

    assert fetch(cast.tp_qldn, evidence.pk).status_code == 404


def test_through_asgi_it_comes_piece_by_piece(cast: Cast, evidence: Attachment) -> None:
    async def pieces() -> list[bytes]:
        client = AsyncClient()
        await client.aforce_login(
            cast.tp_qldn, backend="django.contrib.auth.backends.ModelBackend"
        )
        answer: Any = await client.get(f"/tep/{evidence.pk}/")
        found = [piece async for piece in answer]
        await sync_to_async(answer.close)()
        return found

    found = async_to_sync(pieces)()

    assert b"".join(found) == CONTENT
    assert len(found) > 1
