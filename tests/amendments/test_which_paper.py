"""Which paper a new one is a version of: proposed by its words, said by a person."""

import pytest

from tests.amendments import papers
from tests.amendments.world import World, db, made, world
from tests.reading.documents import source
from workflows.exceptions import ActionDenied, InvalidInput, InvalidTransition
from workflows.models import Document, ItemVersion
from workflows.queries.versions import compare_versions
from workflows.services import version_pairs, versions

__all__ = ["db", "made", "world"]


def proposed(document: Document) -> list[tuple[str, bool]]:
    return [
        (one.former.citation, one.in_part)
        for one in Document.objects.get(pk=document.pk).open_proposals
    ]


def registered(world: World, text: str) -> Document:
    return papers.registered(world.cast.van_thu, text)


def another(world: World) -> Document:
    """A paper that has nothing to do with the first."""
    number = "61/KH-BQLKKTCK"
    return papers.registered(world.cast.van_thu, source("004"), number=number)


def confirm(world: World, document: Document, former: Document, **more: bool):
    return versions.confirm_former(
        document_id=document.pk, former_id=former.pk, by=world.cast.van_thu, **more
    )


def test_a_paper_that_says_it_replaces_another_is_proposed_with_its_words(world):
    document = registered(world, papers.second_version())

    assert proposed(document) == [(papers.OLD, False)]
    assert "thay thế Kế hoạch số 45" in document.open_proposals[0].evidence
    assert Document.objects.get(pk=document.pk).supersedes is None


def test_a_paper_that_amends_is_proposed_as_changing_a_part(world):
    text = papers.second_version(replaces=False).replace(
        "**Triển khai thực hiện",
        "**Sửa đổi, bổ sung Kế hoạch số 45/KH-BQLKKTCK ngày 02/02/2026 triển khai",
        1,
    )

    assert proposed(registered(world, text)) == [(papers.OLD, True)]


def test_the_same_body_writing_of_the_same_subject_is_proposed(world):
    document = registered(world, papers.second_version(replaces=False))

    assert proposed(document) == [(papers.OLD, False)]
    assert "trích yếu giống" in document.open_proposals[0].evidence


def test_another_years_plan_of_the_same_name_is_no_version(world):
    text = papers.second_version(replaces=False)

    assert proposed(registered(world, text.replace("năm 2026**", "năm 2027**"))) == []


def test_another_paper_is_not_proposed(world):
    assert proposed(another(world)) == []


def test_what_a_person_refused_is_not_asked_again(world):
    document = registered(world, papers.second_version())

    versions.refuse_former(
        document_id=document.pk, former_id=world.old.pk, by=world.cast.van_thu
    )

    assert proposed(document) == []


def test_a_paper_has_one_successor(world):
    world.second()
    other = another(world)

    with pytest.raises(InvalidTransition, match="đã có bản sửa đổi là Kế hoạch 52"):
        confirm(world, other, world.old)


def test_a_paper_does_not_change_itself_nor_its_own_later_version(world):
    second = world.second()

    with pytest.raises(InvalidInput, match="không sửa đổi chính nó"):
        confirm(world, world.old, world.old)
    with pytest.raises(InvalidTransition, match="bản sửa đổi của chính văn bản này"):
        confirm(world, world.old, second)


def test_before_it_is_applied_it_can_be_taken_back(world):
    document = world.second()

    versions.drop_version(document_id=document.pk, by=world.cast.van_thu)

    document.refresh_from_db()
    assert document.supersedes is None
    assert proposed(document) == []
    confirm(world, another(world), world.old)


def test_an_item_can_be_paired_with_another_or_called_new(world):
    document = world.second()
    item = document.items.get(ordinal="1.3", section__startswith="II")
    other = world.old.items.get(ordinal="1.3", section__startswith="II")

    def pair(former_item_id: int | None) -> None:
        version_pairs.pair_items(
            document_id=document.pk,
            item_id=item.pk,
            former_item_id=former_item_id,
            by=world.cast.van_thu,
        )

    pair(other.pk)
    assert former_of(document, item.pk) == other.pk
    pair(None)
    assert former_of(document, item.pk) is None


def former_of(document: Document, item_id: int) -> int | None:
    document = Document.objects.get(pk=document.pk)
    rows = compare_versions(document).rows
    row = next(row for row in rows if row.new and row.new.pk == item_id)
    return row.old.pk if row.old else None


def test_a_later_word_takes_the_old_item_over_from_an_earlier_one(world):
    document = world.second()
    other = world.old.items.get(ordinal="1.3", section__startswith="II")
    for item in document.items.filter(section="II.1")[:2]:
        version_pairs.pair_items(
            document_id=document.pk,
            item_id=item.pk,
            former_item_id=other.pk,
            by=world.cast.van_thu,
        )

    assert ItemVersion.objects.filter(former=other).count() == 1


@pytest.mark.parametrize("role", ["tp_qldn", "truong_ban", "kiem_tra"])
def test_only_the_office_says_so(world, role):
    document = registered(world, papers.second_version())
    by = getattr(world.cast, role)

    with pytest.raises(ActionDenied):
        versions.confirm_former(document_id=document.pk, former_id=world.old.pk, by=by)
    with pytest.raises(ActionDenied):
        versions.drop_version(document_id=document.pk, by=by)
