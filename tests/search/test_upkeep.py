"""The index follows what is recorded, loses nothing, and may be made anew."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Cast
from tests.missions import builders
from tests.search.searching import look, missions
from workflows import jobs
from workflows.models import FileText, SearchRow, SearchWaiting
from workflows.services import search
from workflows.services.search import upkeep

pytestmark = pytest.mark.django_db
RARE = "Thẩm định giá xyloquartz"


def rows() -> list[tuple[object, ...]]:
    found = SearchRow.objects.annotate(stored=F("words"))
    fields = ("kind", "subject_id", "place", "mission", "stored")
    return sorted(found.values_list(*fields))


def test_each_act_notes_its_mission_without_a_statement_of_its_own(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        mission = builders.given(cast)

    waiting = SearchWaiting.objects.filter(subject_type="mission")
    assert set(waiting.values_list("subject_id", flat=True)) == {mission.pk}
    assert not [one for one in asked if "search" in one["sql"]]


def test_the_job_brings_it_in_and_a_second_run_changes_nothing(cast: Cast) -> None:
    builders.handed_in(cast, title=RARE)

    jobs.index_search(timestamp=0)
    first = rows()
    assert not SearchWaiting.objects.exists()

    jobs.index_search(timestamp=0)
    assert rows() == first
    assert {kind for kind, *_ in first} >= {"M", "R", "H"}


def test_killed_in_the_middle_it_begins_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    mission = builders.given(cast, title=RARE)
    waited = SearchWaiting.objects.count()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(upkeep, "_write", killed)
        with pytest.raises(KeyboardInterrupt):
            search.index_waiting()
    assert SearchWaiting.objects.count() == waited

    assert missions(cast.ptb_hai, "xyloquartz") == {mission.pk}


def test_made_anew_the_rows_are_the_same(cast: Cast) -> None:
    builders.returned(cast)
    builders.completed(cast)
    search.index_waiting()
    followed = rows()
    told: list[str] = []

    count = search.index_all(told.append)

    assert rows() == followed
    assert count == len(followed)
    assert told[-1] == f"dựng chỉ mục của {count} mục"
    assert look(cast.ptb_hai, "bổ su").hits


def test_what_is_not_known_any_more_is_found_no_more(cast: Cast) -> None:
    mission = builders.given(cast, title=RARE)
    assert missions(cast.ptb_hai, "xyloquartz") == {mission.pk}
    mission.title = mission.text = "Việc khác"
    mission.save()
    SearchWaiting.objects.create(subject_type="mission", subject_id=mission.pk)

    assert mission.pk not in {
        hit.mission_id for hit in look(cast.ptb_hai, '"định giá"').hits
    }


def test_a_file_whose_reader_died_is_read_again_three_times_at_most(
    cast: Cast,
) -> None:
    """The row of a file that somebody began long ago is taken up by the next."""
    from tests.search.test_attached_files import attached

    words = attached(cast, "ghi-chu.txt", b"xyloquartz")
    words.begun_at = timezone.now() - timedelta(hours=1)
    words.attempts = 3
    words.save()

    search.attachments.read_files()

    words = FileText.objects.get(pk=words.pk)
    assert words.state == "FAILED"
    assert "ba lần" in words.sentence
