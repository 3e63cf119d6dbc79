"""The pages of a new version: registered, compared, paired, applied, taken back."""

import re

import pytest

from tests.amendments import papers
from tests.amendments.world import World, db, made, world
from tests.pages.visits import HTMX, signed_in, text_of
from workflows.models import Document
from workflows.queries.versions import compare_versions

__all__ = ["db", "made", "world"]


@pytest.fixture
def clerk(world: World):
    return signed_in(world.cast.van_thu)


def compare_page(clerk, document, **query: str):
    answer = clerk.get(f"/van-ban/{document.pk}/so-sanh/", query)
    assert answer.status_code == 200
    return answer


def form_of(document: Document) -> dict[str, object]:
    comparison = compare_versions(Document.objects.get(pk=document.pk))
    ticked = [row.key for row in comparison.rows if row.is_ticked]
    return {"seen": comparison.seen, "row": ticked}


def test_from_the_old_papers_page_the_new_version_is_registered(world, clerk):
    page = clerk.get(f"/van-ban/{world.old.pk}/").content.decode()
    assert f"/van-ban/nhap/?thay-the={world.old.pk}" in page
    form = clerk.get("/van-ban/nhap/", {"thay-the": world.old.pk})
    assert f"Bản mới của {papers.OLD}" in text_of(form)

    fields = {"text": papers.second_version(), "declared": "1"}
    answer = clerk.post("/van-ban/nhap/", {**fields, "thay-the": world.old.pk})

    new = Document.objects.get(supersedes=world.old)
    assert answer["Location"] == f"/van-ban/{new.pk}/so-sanh/"
    assert world.mission("1.1").due_on.isoformat() == "2026-02-04"


def test_a_new_version_is_one_file(world, clerk):
    from tests.pages.intake import file_of

    files = [file_of(b"mot", "a.txt"), file_of(b"hai", "b.txt")]
    fields = {"declared": "1", "thay-the": world.old.pk, "file": files}

    assert "Chọn một tệp" in text_of(clerk.post("/van-ban/nhap/", fields))


def test_all_that_changes_is_shown_before_anything_changes(world, clerk):
    document = world.second()

    words = text_of(compare_page(clerk, document))

    assert "Chưa có gì thay đổi." in words
    assert "Thời hạn 04/02/2026 08/02/2026" in words
    assert "Phối hợp Phòng Quản lý hạ tầng Phòng Quản lý doanh nghiệp" in words
    assert "Thu hồi NV" in words
    assert "II.1, 1.5 → II.1, 1.4" in words
    assert "Tổ chức gặp mặt các hãng vận tải" in words
    assert Document.objects.get(pk=world.old.pk).is_in_force


def test_changed_words_are_marked_one_by_one(world, clerk):
    text = papers.second_version().replace(
        "Thường xuyên cập nhật, nắm bắt", "Hằng ngày cập nhật, nắm bắt", 1
    )

    html = compare_page(clerk, world.second(text)).content.decode()

    assert re.search(r"<del>(<[^>]*>[^<]*</span>)?Thường xuyên</del>", html)
    assert re.search(r"<ins>(<[^>]*>[^<]*</span>)?Hằng ngày</ins>", html)


def test_what_is_ticked_is_applied_and_the_page_says_what_came_of_it(world, clerk):
    document = world.second()

    address = f"/van-ban/{document.pk}/so-sanh/ap-dung/"
    answer = clerk.post(address, form_of(document), follow=True)

    words = text_of(answer)
    assert "9 nhiệm vụ tiếp tục, 2 đính chính, 1 thu hồi." in words
    assert "Đã áp dụng lúc" in words


def test_an_old_page_is_answered_with_a_sentence(world, clerk):
    document = world.second()
    form = form_of(document)
    papers.settle(world.cast, world.old.items.get(ordinal="3.1"))

    answer = clerk.post(f"/van-ban/{document.pk}/so-sanh/ap-dung/", form, headers=HTMX)

    assert answer.status_code == 409
    assert "Chưa áp dụng gì" in answer.content.decode()


def test_a_pair_is_chosen_on_the_page(world, clerk):
    document = world.second()
    item = document.items.get(ordinal="1.3", section__startswith="II")
    other = world.old.items.get(ordinal="1.3", section__startswith="II")
    html = compare_page(clerk, document, ghep=str(item.pk)).content.decode()
    assert f'<option value="{other.pk}"' in html

    clerk.post(
        f"/van-ban/{document.pk}/so-sanh/ghep/", {"item": item.pk, "old": other.pk}
    )

    assert item.version_of.former == other


def test_the_new_version_is_taken_back_on_the_page(world, clerk):
    document = world.second()

    answer = clerk.post(f"/van-ban/{document.pk}/so-sanh/bo/")

    assert answer["Location"] == f"/van-ban/{document.pk}/"
    document.refresh_from_db()
    assert document.supersedes is None


def test_a_proposal_is_answered_on_the_papers_page(world, clerk):
    document = papers.registered(world.cast.van_thu, papers.second_version())
    words = text_of(clerk.get(f"/van-ban/{document.pk}/"))
    assert f"Văn bản này có thể thay thế {papers.OLD}" in words

    address = f"/van-ban/{document.pk}/so-sanh/ban-cu/"
    clerk.post(address, {"former": world.old.pk, "extent": "whole"})

    document.refresh_from_db()
    assert document.supersedes == world.old


def test_which_paper_it_changes_can_be_chosen_from_a_list(world, clerk):
    document = papers.registered(
        world.cast.van_thu, papers.second_version(replaces=False)
    )

    words = text_of(compare_page(clerk, document))

    assert "Chọn văn bản bị sửa đổi" in words
    assert papers.OLD in words


def test_the_papers_say_what_they_are_to_each_other(world, clerk):
    document = world.second()
    clerk.post(f"/van-ban/{document.pk}/so-sanh/ap-dung/", form_of(document))

    assert f"Đã được thay thế bởi {papers.NEW}" in text_of(
        clerk.get(f"/van-ban/{world.old.pk}/")
    )
    assert f"Thay thế {papers.OLD}" in text_of(clerk.get(f"/van-ban/{document.pk}/"))
    mission = text_of(clerk.get(f"/nhiem-vu/{world.missions['1.5'].pk}/"))
    assert f"{papers.NEW} (thay thế {papers.OLD})" in mission


def test_withdrawing_lists_the_missions_first(world, clerk):
    address = f"/van-ban/{world.old.pk}/thu-hoi/"
    html = clerk.get(address).content.decode()
    listed = re.findall(r'name="mission" value="([\d:]+)"', html)
    assert len(listed) == 12

    answer = clerk.post(
        address, {"mission": listed, "reason": "Theo công văn 12"}, follow=True
    )

    assert "12 nhiệm vụ đang mở." in text_of(answer)
    assert "Văn bản đã thu hồi ngày" in text_of(answer)


ADDRESSES = (
    ("get", "so-sanh/"),
    ("post", "so-sanh/ap-dung/"),
    ("post", "so-sanh/ban-cu/"),
    ("post", "so-sanh/ghep/"),
    ("post", "so-sanh/bo/"),
    ("get", "thu-hoi/"),
    ("post", "thu-hoi/"),
)


@pytest.mark.parametrize("role", ["truong_ban", "tp_qldn", "kiem_tra", "quan_tri"])
def test_for_others_these_pages_do_not_exist(world, role):
    document = world.second()
    client = signed_in(getattr(world.cast, role))

    for method, address in ADDRESSES:
        answer = getattr(client, method)(f"/van-ban/{document.pk}/{address}")
        assert answer.status_code == 404, address


def test_the_comparison_takes_as_many_statements_however_long_the_papers(world, clerk):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    document = world.second()
    clerk.get("/van-ban/")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        compare_page(clerk, document)

    assert len(queries) <= 20, [q["sql"][:120] for q in queries]
