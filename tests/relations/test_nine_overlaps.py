"""Nine overlaps of the five documents (capabilities 1.12), each with its evidence."""

from tests.relations.five import Five, items_with, link_between
from workflows.enums import CitationState, LinkKind
from workflows.models import DocumentCitation, ItemLink

# Beside the nine, as many as a clerk looks through in a minute.
MOST_OTHERS = 14
MOST_OF_AN_ITEM = 3

# Row, two items by document, ordinal and words, and words of the evidence.
OVERLAPS = [
    ("a", "001", "3", "Nghị định số 35", "003", "2.d", "Nghị định số 35", "sửa đổi"),
    ("b", "001", "5.4", "Nền tảng cửa khẩu", "003", "2.b", "Sở Khoa học", "Nền tảng"),
    ("c", "001", "5.2", "sơ kết 6 tháng", "003", "2.c", "tháng đầu", "công tác phối"),
    ("d", "001", "5.1", "tổ chức bộ máy", "003", "2.a", "", "sắp xếp lại tổ chức"),
    ("e", "000", "3.1", "", "000", "1.1", "", "thực thi công vụ"),
    ("e", "001", "2", "kỷ luật, kỷ cương", "000", "1.1", "", "thực thi công vụ"),
    ("e", "001", "2", "kỷ luật, kỷ cương", "002", "6", "", "kỷ luật, kỷ cương"),
    ("f", "001", "5.5", "09/2025/NQ", "003", "2.đ", "", "thu phí"),
    ("g", "001", "5.2", "cửa khẩu thông minh", "003", "2.b", "Đề án", "Đề án thí điểm"),
    ("g", "004", "1", "cửa khẩu thông minh", "003", "2.b", "", "ửa khẩu số"),
    ("h", "004", "3", "vận hành Mô hình", "004", "3", "ít nhất 01", "Dân vận khéo"),
]


def test_each_overlap_is_proposed_with_the_words_that_both_share(five: Five) -> None:
    for row, one, ordinal, words, other, its_ordinal, its_words, shared in OVERLAPS:
        link = link_between(
            items_with(five[one], ordinal, words),
            items_with(five[other], its_ordinal, its_words),
        )

        assert link is not None, f"row {row}: {one} {ordinal} ~ {other} {its_ordinal}"
        assert any(shared in phrase for phrase in link.evidence["here"]), row
        assert link.kind == ""


def test_the_same_decree_is_part_of_the_evidence(five: Five) -> None:
    link = link_between(
        items_with(five["001"], "3", "Nghị định số 35"),
        items_with(five["003"], "2.d", "Nghị định số 35"),
    )

    assert link is not None
    assert link.evidence["cited"] == ["35/2022/NĐ-CP"]


def test_a_part_of_ours_in_the_work_of_another_agency_specifies_it(five: Five) -> None:
    """Row b: the agency outside leads, our department only supports it."""
    link = link_between(
        items_with(five["001"], "5.4", "Nền tảng cửa khẩu"),
        items_with(five["003"], "2.b", "Sở Khoa học"),
    )

    assert link is not None
    assert link.proposed == LinkKind.SPECIFIES


def test_the_task_of_a_goal_specifies_it(five: Five) -> None:
    (goal,) = items_with(five["004"], "3", "ít nhất 01 Mô hình")
    (task,) = items_with(five["004"], "3", "vận hành Mô hình")

    link = ItemLink.objects.get(item=task, earlier=goal)

    assert link.proposed == LinkKind.SPECIFIES
    assert link.evidence["named"] == ["dan van kheo"]


def test_a_cited_paper_is_found_though_filed_without_its_number(five: Five) -> None:
    """Row i: document 001 cites 292/TB-VP, which is document 003."""
    citation = DocumentCitation.objects.get(
        document=five["001"], reference_number="292/TB-VP"
    )

    assert citation.state == CitationState.PROPOSED
    assert citation.cited == five["003"]
    assert "cùng tháng 5/2026" in citation.evidence
    assert "Nguyễn Cảnh Toàn" in citation.sentence


def test_the_law_that_papers_cite_is_no_document_of_the_agency(five: Five) -> None:
    decree = five["001"].citations.get(reference_number="35/2022/NĐ-CP")

    assert decree.state == CitationState.OPEN
    assert decree.cited is None


def test_there_are_few_other_proposals(five: Five) -> None:
    links = list(ItemLink.objects.all())
    of_item: dict[int, int] = {}
    for link in links:
        of_item[link.item_id] = of_item.get(link.item_id, 0) + 1

    assert len(links) <= len(OVERLAPS) + MOST_OTHERS
    assert max(of_item.values()) <= MOST_OF_AN_ITEM


def test_what_is_proposed_is_always_the_earlier_work(five: Five) -> None:
    for link in ItemLink.objects.select_related("item", "earlier"):
        later = link.item.document_id, link.item.position
        earlier = link.earlier.document_id, link.earlier.position
        assert earlier < later
