"""What a card, the number or the giving out refuses: always with a sentence, never at
the cost of what a person typed."""

import pytest
from django.urls import reverse

from organization.forms.days import VietnameseDateField
from tests.cast import Cast
from tests.pages import intake
from tests.pages.intake import (
    HTMX,
    card,
    document_000,
    item_of,
    refused,
    send,
    settled,
    signed_in,
    url,
)
from workflows.models import Document, DraftItem, Mission
from workflows.services import documents

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('x')</script>"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def clerk(cast: Cast):
    return signed_in(cast.van_thu)


@pytest.fixture
def document(cast: Cast) -> Document:
    return intake.taken_in(cast.van_thu)


# -- Cards ---------------------------------------------------------------------


def test_two_clerks_do_not_overwrite_each_other(cast, document):
    item = item_of(document, "1.3")
    first, second = signed_in(cast.van_thu), signed_in(cast.cv_vp)
    seen = card(item)
    first.post(url(item), {**seen, "title": "Trang trí trụ sở"}, headers=HTMX)

    answer = second.post(url(item), {**seen, "due_on": "06/02/2026"}, headers=HTMX)

    html = refused(answer, 409, f"{cast.van_thu.full_name} đã sửa việc 1.3")
    assert "Ghi nội dung đang nhập" in html
    item.refresh_from_db()
    assert item.title == "Trang trí trụ sở"
    assert item.due_on.isoformat() == "2026-02-07"


def test_who_writes_over_a_newer_version_changes_only_what_he_touched(cast, document):
    item = item_of(document, "1.3")
    first, second = signed_in(cast.van_thu), signed_in(cast.cv_vp)
    seen = card(item)
    first.post(url(item), {**seen, "title": "Trang trí trụ sở"})

    mine = {**seen, "due_on": "06/02/2026", "touched": "due_on", "over": "1"}
    second.post(url(item), mine, headers=HTMX)

    item.refresh_from_db()
    assert item.title == "Trang trí trụ sở"
    assert item.due_on.isoformat() == "2026-02-06"


def test_without_scripts_a_collision_keeps_what_was_typed(cast, clerk, document):
    item = item_of(document, "1.3")
    seen = card(item)
    clerk.post(url(item), {**seen, "title": "Trang trí trụ sở"})

    answer = clerk.post(url(item), {**seen, "title": "Tên thứ hai"})

    refused(answer, 409, 'value="Tên thứ hai"')


def test_a_card_that_was_given_out_meanwhile_cannot_be_changed(cast, clerk):
    document = intake.dated(cast.van_thu)
    item = item_of(document, "1.3")
    documents.give_out(document_id=document.pk, item_ids=[item.pk], by=cast.van_thu)

    answer = clerk.post(url(item), card(item, version=1), headers=HTMX)

    refused(answer, 409, "đã giao, không sửa được nữa")


def test_a_unit_that_is_none_is_refused(clerk, document):
    item = item_of(document, "1.3")

    answer = clerk.post(url(item), card(item, lead_unit="999999"), headers=HTMX)

    refused(answer, 422, "Đơn vị này không có trong danh mục.")


def test_the_board_itself_cannot_lead(cast, clerk, document):
    item = item_of(document, "1.3")
    board = cast.unit("ban_quan_ly").pk

    answer = clerk.post(url(item), card(item, lead_unit=board), headers=HTMX)

    refused(answer, 422, "Đơn vị này không có trong danh mục.")


def test_an_officer_cannot_direct(cast, clerk, document):
    item = item_of(document, "1.3")
    officer = cast.post("cv_qldn").pk

    answer = clerk.post(url(item), card(item, directing_leader=officer), headers=HTMX)

    refused(answer, 422, "Lãnh đạo này không có trong danh mục.")


def test_who_leads_does_not_support(cast, clerk, document):
    item = item_of(document, "1.3")
    office = cast.unit("van_phong").pk

    clerk.post(url(item), card(item, lead_unit=office, supporting_units=[office]))

    item.refresh_from_db()
    assert not item.supporting_units.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/6/2026", "Tháng 6 chỉ có 30 ngày. Nhập lại, ví dụ 30/6/2026."),
        ("29/2/2026", "Tháng 02 chỉ có 28 ngày. Nhập lại, ví dụ 28/02/2026."),
        ("0/6/2026", "Tháng 6 chỉ có 30 ngày. Nhập lại, ví dụ 30/6/2026."),
        ("1/13/2026", "Một năm chỉ có 12 tháng. Nhập lại, ví dụ 30/6/2026."),
        ("1/6/0026", "Năm 26 không hợp lệ. Nhập lại, ví dụ 30/6/2026."),
        ("hết tháng", "Nhập ngày, tháng, năm bằng số, ví dụ 09/02/2026."),
        (SCRIPT, "Nhập ngày, tháng, năm bằng số, ví dụ 09/02/2026."),
    ],
)
def test_a_date_that_is_none_is_explained(clerk, document, typed, sentence):
    item = item_of(document, "1.3")

    answer = clerk.post(url(item), card(item, due_on=typed), headers=HTMX)

    refused(answer, 422, sentence)
    item.refresh_from_db()
    assert item.version == 0


@pytest.mark.parametrize(
    "typed", ["09/02/2026", "9/2/2026", " 9 / 2 / 2026 ", "9-2-2026"]
)
def test_a_date_is_understood_with_and_without_zeros(typed):
    assert VietnameseDateField().clean(typed).isoformat() == "2026-02-09"


def test_a_deadline_and_a_reason_for_none_contradict_each_other(clerk, document):
    item = item_of(document, "1.3")

    answer = clerk.post(url(item), card(item, reason="Việc thường xuyên"), headers=HTMX)

    refused(answer, 422, "Đã có thời hạn thì bỏ trống lý do không có thời hạn.")


def test_a_last_day_that_is_no_working_day_is_said(cast, clerk, document):
    item = item_of(document, "1.3")

    answer = clerk.post(url(item), card(item, due_on="31/8/2027"), headers=HTMX)
    assert "là ngày nghỉ" not in answer.content.decode()
    item.refresh_from_db()
    answer = clerk.post(url(item), card(item, due_on="29/8/2027"), headers=HTMX)

    assert "Ngày 29/8/2027 là ngày nghỉ" in answer.content.decode()
    assert "Ngày làm việc liền trước là 27/8/2027." in answer.content.decode()


def test_scripts_typed_into_every_field_are_shown_as_words(clerk, document):
    item = item_of(document, "1.3")

    clerk.post(
        url(item),
        card(
            item,
            title=SCRIPT,
            text=SCRIPT,
            due_on="",
            reason="khac",
            other_reason=SCRIPT,
        ),
    )
    number = reverse("workflows:document_number", args=[document.pk])
    fields = {"version": 1, "reference_number": SCRIPT, "issued_on": "2/2/2026"}
    clerk.post(number, fields)

    html = clerk.get(f"/van-ban/{document.pk}/?viec={item.pk}").content.decode()
    assert SCRIPT not in html
    assert html.count("&lt;script&gt;") >= 5


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Chưa có tên nhiệm vụ."),
        ("title", "a" * 301, "Tên nhiệm vụ không quá 300 ký tự."),
        ("text", " ", "Chưa có nội dung nhiệm vụ."),
        ("kind", "LENH", "Loại việc này không có trong danh mục."),
        ("version", "x", ""),
        ("supporting_units", ["x"], "Đơn vị này không có trong danh mục."),
        ("title", "a\x00b", ""),
    ],
)
def test_a_field_that_makes_no_sense_is_refused(
    clerk, document, field, typed, sentence
):
    item = item_of(document, "1.3")

    answer = clerk.post(url(item), card(item, **{field: typed}), headers=HTMX)

    refused(answer, 422, sentence)


# -- Number, date, giving out --------------------------------------------------


@pytest.mark.parametrize(
    ("number", "day", "sentence"),
    [
        ("", "2/2/2026", "Chưa có số, ký hiệu."),
        ("45/KH", "", "Chưa có ngày ban hành."),
        ("45/KH", "30/2/2026", "Tháng 02 chỉ có 28 ngày."),
        ("45/KH", "1/1/2099", "Ngày ban hành ở sau hôm nay."),
    ],
)
def test_number_and_date_are_both_needed_and_must_make_sense(
    clerk, document, number, day, sentence
):
    address = reverse("workflows:document_number", args=[document.pk])
    fields = {"version": 1, "reference_number": number, "issued_on": day}

    refused(clerk.post(address, fields, headers=HTMX), 422, sentence)


def test_the_same_number_and_day_twice_leads_to_the_first(cast, clerk):
    first = intake.dated(cast.van_thu)
    send(clerk, text=document_000().decode())
    second = Document.objects.exclude(pk=first.pk).get()
    address = reverse("workflows:document_number", args=[second.pk])
    fields = {"version": 1, "reference_number": intake.NUMBER, "issued_on": "2/2/2026"}

    html = refused(clerk.post(address, fields, headers=HTMX), 409, "đã được đăng ký")

    assert f'href="/van-ban/{first.pk}/"' in html


def give(clerk, document: Document, *items: DraftItem):
    address = reverse("workflows:document_give", args=[document.pk])
    return clerk.post(address, {"item": [f"{i.pk}:{i.version}" for i in items]})


def test_nothing_is_given_out_without_number_and_date(clerk, document):
    answer = give(clerk, document, item_of(document, "1.3"))

    refused(answer, 422, "Văn bản chưa có số và ngày ban hành.")
    assert not Mission.objects.exists()


def test_nothing_is_given_out_that_another_changed_meanwhile(cast, clerk):
    document = intake.dated(cast.van_thu)
    seen = item_of(document, "1.3")
    signed_in(cast.cv_vp).post(url(seen), settled(cast, seen, due_on="1/6/2027"))

    refused(give(clerk, document, seen), 409, "vừa được người khác sửa")

    assert not Mission.objects.exists()


def test_nothing_chosen_gives_nothing_out(cast, clerk):
    document = intake.dated(cast.van_thu)

    assert give(clerk, document).status_code == 422


@pytest.mark.parametrize("chosen", ["x", "1", "1:x", "-:-"])
def test_a_choice_that_cannot_be_read_is_refused(cast, clerk, document, chosen):
    address = reverse("workflows:document_give", args=[document.pk])

    assert clerk.post(address, {"item": chosen}).status_code == 422
