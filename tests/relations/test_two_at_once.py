"""Two clerks with one proposal before them; two papers that come in at once."""

import threading
from collections.abc import Callable

import pytest
from django.db import close_old_connections, connection

from organization.models import Person
from tests.cast import Cast
from tests.relations.five import items_with, link_between, registered
from workflows.enums import LinkKind
from workflows.exceptions import Refusal, StaleMission
from workflows.models import DocumentCitation, ItemLink
from workflows.services.citations import decide_citation
from workflows.services.links import Decision, decide_link

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[Refusal | None]:
    """Each on a connection of its own, begun together; what each raised."""
    start = threading.Barrier(len(acts))
    raised: list[Refusal | None] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        close_old_connections()
        start.wait(10)
        try:
            act()
        except Refusal as refusal:
            raised[place] = refusal
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(place, act))
        for place, act in enumerate(acts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


def test_of_two_words_on_one_link_one_counts_and_the_other_is_told(cast: Cast) -> None:
    papers = registered(cast.van_thu, "003", "001")
    link = link_between(
        items_with(papers["001"], "3", "Nghị định số 35"),
        items_with(papers["003"], "2.d", "Nghị định số 35"),
    )
    assert link is not None

    def say(by: Person, kind: LinkKind, **effects: bool) -> Callable[[], object]:
        return lambda: decide_link(
            link_id=link.pk,
            decision=Decision(kind, **effects),
            by=by,
            expected_version=0,
        )

    raised = at_once(
        say(cast.van_thu, LinkKind.INHERITS, leaves_out=True),
        say(cast.cv_vp, LinkKind.REPLACES, leaves_out=True),
    )

    assert sorted(map(type, raised), key=str) == [type(None), StaleMission]
    link.refresh_from_db()
    skipped = {link.item.state, link.earlier.state}
    assert ItemLink.objects.get(pk=link.pk).version == 1
    assert skipped == {"DRAFT", "SKIPPED"}


def test_of_two_words_on_one_citation_one_counts(cast: Cast) -> None:
    papers = registered(cast.van_thu, "003", "001")
    citation = DocumentCitation.objects.get(
        document=papers["001"], reference_number="292/TB-VP"
    )

    raised = at_once(
        lambda: decide_citation(
            citation_id=citation.pk, is_it=True, takes_number=True, by=cast.van_thu
        ),
        lambda: decide_citation(citation_id=citation.pk, is_it=False, by=cast.cv_vp),
    )

    assert sorted(map(type, raised), key=str) == [type(None), StaleMission]
    citation.refresh_from_db()
    papers["003"].refresh_from_db()
    took_number = papers["003"].reference_number == "292/TB-VP"
    assert took_number == (citation.state == "LINKED")
