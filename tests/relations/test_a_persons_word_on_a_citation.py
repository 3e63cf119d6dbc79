"""Whether a registered document is the cited one: found, confirmed, refused."""

from datetime import date

import pytest

from history.enums import HistoryKind
from history.models import HistoryEntry
from tests.cast import Cast
from tests.relations.five import Five, registered
from workflows.enums import CitationState
from workflows.exceptions import ActionDenied, InvalidInput, StaleMission
from workflows.models import Document, DocumentCitation
from workflows.services.citations import decide_citation, reopen_citation
from workflows.services.documents import set_number_and_date
from workflows.services.twins import AlreadyRegistered

NUMBER, DAY = "292/TB-VP", date(2026, 5, 7)


@pytest.fixture
def papers(cast: Cast) -> Five:
    return registered(cast.van_thu, "003", "001")


@pytest.fixture
def citation(papers: Five) -> DocumentCitation:
    return papers["001"].citations.get(reference_number=NUMBER)


def numbered(document: Document, number: str, cast: Cast) -> Document:
    return set_number_and_date(
        document_id=document.pk, reference_number=number, issued_on=DAY, by=cast.van_thu
    )


def test_the_citing_paper_may_come_in_first(cast: Cast) -> None:
    papers = registered(cast.van_thu, "001", "003")

    found = papers["001"].citations.get(reference_number=NUMBER)

    assert found.state == CitationState.PROPOSED
    assert found.cited == papers["003"]


def test_a_confirmed_citation_gives_the_document_its_number_and_day(
    papers: Five, citation: DocumentCitation, cast: Cast
) -> None:
    decide_citation(
        citation_id=citation.pk, is_it=True, takes_number=True, by=cast.van_thu
    )

    notice = Document.objects.get(pk=papers["003"].pk)
    citation.refresh_from_db()
    assert (notice.reference_number, notice.issued_on) == (NUMBER, DAY)
    assert citation.state == CitationState.LINKED
    kinds = set(HistoryEntry.objects.values_list("kind", flat=True))
    assert {HistoryKind.CITATION_RESOLVED, HistoryKind.DOCUMENT_DATED} <= kinds


def test_the_number_stays_blank_unless_the_person_says_so(
    papers: Five, citation: DocumentCitation, cast: Cast
) -> None:
    decide_citation(citation_id=citation.pk, is_it=True, by=cast.van_thu)

    assert Document.objects.get(pk=papers["003"].pk).reference_number == ""


def test_a_refused_one_is_not_proposed_again(
    papers: Five, citation: DocumentCitation, cast: Cast
) -> None:
    decide_citation(citation_id=citation.pk, is_it=False, by=cast.van_thu)

    citation.refresh_from_db()
    assert citation.state == CitationState.REFUSED


def test_a_word_can_be_taken_back(citation: DocumentCitation, cast: Cast) -> None:
    decide_citation(citation_id=citation.pk, is_it=False, by=cast.van_thu)

    again = reopen_citation(citation_id=citation.pk, by=cast.van_thu)

    assert again.state == CitationState.PROPOSED


def test_of_two_who_decide_the_second_is_told(
    citation: DocumentCitation, cast: Cast
) -> None:
    decide_citation(citation_id=citation.pk, is_it=True, by=cast.van_thu)

    with pytest.raises(StaleMission):
        decide_citation(citation_id=citation.pk, is_it=False, by=cast.cv_vp)


def test_only_the_office_decides(citation: DocumentCitation, cast: Cast) -> None:
    with pytest.raises(ActionDenied):
        decide_citation(citation_id=citation.pk, is_it=True, by=cast.gd_ttqlck)
    with pytest.raises(ActionDenied):
        reopen_citation(citation_id=citation.pk, by=cast.cv_qlht)


def test_the_clerk_who_enters_the_number_links_the_papers_that_cite_it(
    papers: Five, citation: DocumentCitation, cast: Cast
) -> None:
    numbered(papers["003"], NUMBER, cast)

    citation.refresh_from_db()
    assert citation.state == CitationState.LINKED
    assert citation.evidence == []


def test_a_fact_found_by_number_is_no_word_to_take_back(
    papers: Five, citation: DocumentCitation, cast: Cast
) -> None:
    numbered(papers["003"], NUMBER, cast)

    with pytest.raises(StaleMission):
        reopen_citation(citation_id=citation.pk, by=cast.van_thu)


def test_a_paper_of_another_number_was_not_the_cited_one(
    papers: Five, citation: DocumentCitation, cast: Cast
) -> None:
    numbered(papers["003"], "300/TB-VP", cast)

    citation.refresh_from_db()
    assert citation.state == CitationState.OPEN
    assert citation.cited is None


def test_a_number_put_right_links_what_it_then_is(
    papers: Five, citation: DocumentCitation, cast: Cast
) -> None:
    numbered(papers["003"], "229/TB-VP", cast)
    numbered(papers["003"], NUMBER, cast)

    citation.refresh_from_db()
    assert citation.state == CitationState.LINKED


def test_a_number_that_is_there_is_not_written_over(
    papers: Five, citation: DocumentCitation, cast: Cast
) -> None:
    Document.objects.filter(pk=papers["003"].pk).update(reference_number="300/TB-VP")

    with pytest.raises(InvalidInput, match="không ghi đè"):
        decide_citation(
            citation_id=citation.pk, is_it=True, takes_number=True, by=cast.van_thu
        )
    citation.refresh_from_db()
    assert citation.state == CitationState.PROPOSED


def test_a_number_that_another_paper_bears_is_refused_whole(
    papers: Five, citation: DocumentCitation, cast: Cast
) -> None:
    notice = papers["003"]
    Document.objects.create(
        kind=notice.kind,
        subject="Một thông báo khác",
        text="Một thông báo khác",
        issuing_body=notice.issuing_body,
        reference_number=NUMBER,
        issued_on=DAY,
        monitoring_officer=cast.van_thu,
        registered_at=notice.registered_at,
    )

    with pytest.raises(AlreadyRegistered):
        decide_citation(
            citation_id=citation.pk, is_it=True, takes_number=True, by=cast.van_thu
        )
    citation.refresh_from_db()
    assert citation.state == CitationState.PROPOSED
