"""Two clerks press the same button in the same moment, on parallel connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import Cast
from tests.pages import intake
from tests.pages.intake import item_of
from workflows.exceptions import Refusal
from workflows.models import Document, Mission
from workflows.services import documents

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do the acts together; what one was refused stands in place of its result."""
    start = Barrier(len(acts))

    def do(act: Callable[[], object]) -> object:
        try:
            start.wait(timeout=10)
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def test_one_file_is_registered_once(cast: Cast) -> None:
    results = at_once(
        lambda: intake.taken_in(cast.van_thu), lambda: intake.taken_in(cast.cv_vp)
    )

    assert Document.objects.count() == 1
    assert sum(isinstance(result, Refusal) for result in results) == 1


def test_one_item_is_given_out_once(cast: Cast) -> None:
    document = intake.dated(cast.van_thu)
    item = item_of(document, "1.3")

    def give() -> object:
        return documents.give_out(
            document_id=document.pk, item_ids=[item.pk], by=cast.van_thu
        )

    results = at_once(give, give)

    assert Mission.objects.count() == 1
    assert sum(isinstance(result, Refusal) for result in results) == 1
