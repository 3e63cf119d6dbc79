"""People with their posts, from an Excel table: each row says what it will do."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from history.models import HistoryEntry
from organization.exceptions import ActionDenied, InvalidInput, NotAllowedNow
from organization.models import Appointment, Person
from organization.reading import read, template
from organization.services import change_person, deactivate_person, imports
from organization.services.imports import FileOutdated
from tests.cast import Cast
from tests.organization.tables import (
    PAPER,
    everybody,
    looked_at,
    people,
    table,
    taken,
)

pytestmark = pytest.mark.django_db
KHTH = "Phòng Kế hoạch tổng hợp"
JULY = date(2026, 7, 1)


def sentences(data: bytes, by: Person) -> list[tuple[str, str]]:
    return [(s.verb.value, s.sentence) for s in looked_at(data, by).steps]


def test_the_organisation_as_it_is_changes_nothing(cast: Cast) -> None:
    shown = looked_at(everybody(), cast.quan_tri)

    assert {step.verb for step in shown.steps} == {"SAME"}
    assert len(shown.steps) == Appointment.objects.count()


def test_a_new_person_takes_a_new_seat_with_a_password_for_once(cast: Cast) -> None:
    row = ("Nông Thị Hoa", "", KHTH, "Chuyên viên", JULY, None)

    result = taken(people(row), cast.quan_tri)

    seat = Appointment.objects.select_related("post").get(
        person__full_name="Nông Thị Hoa"
    )
    (handed,) = result.handed
    assert seat.starts_on == JULY
    assert seat.post.rank == "OFFICER"
    assert seat.post.unit.code == "phong_khth"
    assert seat.post.code != "cv_khth"
    assert handed.person.username == "hoant"
    assert Person.objects.get(username="hoant").check_password(handed.password.text)
    entry = HistoryEntry.objects.get(
        subject_type="post", subject_id=seat.post_id, kind="PERSON_APPOINTED"
    )
    assert entry.authority == PAPER


def test_the_same_file_twice_changes_nothing_the_second_time(cast: Cast) -> None:
    data = people(
        ("Nông Thị Hoa", "", KHTH, "Chuyên viên", JULY, None),
        ("Lương Văn Bắc", "", KHTH, "Chuyên viên", JULY, None),
        ("Bế Văn Đàn", "dan.bv", KHTH, "Phó Trưởng phòng", JULY, date(2026, 12, 31)),
    )
    taken(data, cast.quan_tri)
    entries = HistoryEntry.objects.count()

    assert {verb for verb, _ in sentences(data, cast.quan_tri)} == {"SAME"}
    again = taken(data, cast.quan_tri)

    assert again.handed == []
    assert HistoryEntry.objects.count() == entries


def test_columns_stand_in_any_order_and_days_are_written_in_any_way(
    cast: Cast,
) -> None:
    head = ("Từ ngày", "STT", "CHỨC DANH", "Họ tên", "phòng ban", "Quyền")
    rows = [
        ("01/7/2026", 1, "Chuyên viên", "  Nông  Thị\u00a0Hoa ", "KHTH", ""),
        (JULY, 2, "Chuyên viên", "Lương Văn Bắc", KHTH.upper(), "x"),
        ("2026-07-01", 3, "Chuyên viên", "Hứa Văn Co\u031b", "P.KHTH", None),
    ]
    data = table(("Tờ 1", [("DANH SÁCH CÁN BỘ",), (), head, *rows]))

    shown = looked_at(data, cast.quan_tri)

    assert [step.starts_on for step in shown.people] == [JULY] * 3
    assert [step.acting for step in shown.people] == [False, True, False]
    assert [step.who.full_name for step in shown.people if step.who] == [
        "Nông Thị Hoa",
        "Lương Văn Bắc",
        "Hứa Văn Cơ",
    ]
    assert shown.ignored == ["STT"]


def test_an_end_frees_the_seat_for_another_row(cast: Cast) -> None:
    data = people(
        ("Nông Thị Hoa", "", KHTH, "Trưởng phòng", JULY, None),
        (
            cast.tp_khth.full_name,
            "",
            KHTH,
            "Trưởng phòng",
            date(2026, 1, 1),
            date(2026, 6, 30),
        ),
    )

    taken(data, cast.quan_tri)

    seats = Appointment.objects.filter(post__code="tp_khth").order_by("starts_on")
    assert [(seat.person.full_name, seat.ends_on) for seat in seats] == [
        (cast.tp_khth.full_name, date(2026, 6, 30)),
        ("Nông Thị Hoa", None),
    ]


def test_people_of_the_same_or_nearly_the_same_name_are_told_apart_by_username(
    cast: Cast,
) -> None:
    post = ("", KHTH, "Chuyên viên", JULY, None)
    near = cast.tp_khth.full_name.replace("Bình", "Bính")
    data = people(
        ("Nông Văn An", *post),
        ("Nông Văn Ân", *post),
        (near, *post),
        ("Lương Văn Bắc", *post),
        ("Lương Văn Bắc", "", KHTH, "Chuyên viên", date(2026, 8, 1), None),
    )

    found = sentences(data, cast.quan_tri)

    assert {verb for verb, _ in found} == {"ERROR"}
    assert [words for _, words in found if "Ghi Tên đăng nhập" not in words] == []
    named = people(
        ("Nông Văn An", "an.nv", *post[1:]),
        ("Nông Văn Ân", "an.nv2", *post[1:]),
        (near, "binh.moi", *post[1:]),
    )
    assert {verb for verb, _ in sentences(named, cast.quan_tri)} == {"ADD"}


def test_a_username_says_who_it_is_and_the_name_is_put_right(cast: Cast) -> None:
    near = cast.tp_khth.full_name.replace("Bình", "Bính")
    right = people((near, "tp.khth", "", "", None, None))
    wrong = people(("Nông Văn An", "tp.khth", "", "", None, None))

    assert [verb for verb, _ in sentences(right, cast.quan_tri)] == ["CHANGE"]
    ((verb, words),) = sentences(wrong, cast.quan_tri)
    assert verb == "ERROR"
    assert f"là của {cast.tp_khth.full_name}" in words


WRONG = [
    (("Nông Thị Hoa", "", "Phòng Đầu tư", "Chuyên viên", JULY), "Không có đơn vị"),
    (("Nông Thị Hoa", "", KHTH, "Giám sát trưởng", JULY), "không có chức vụ"),
    (("Nông Thị Hoa", "", KHTH, "Chuyên viên", "31/6/2026"), "không phải ngày"),
    (("Nông Thị Hoa", "", KHTH, "Chuyên viên", 46204), "không phải ngày"),
    (("Nông Thị Hoa", "", KHTH, "Chuyên viên", None), "Chưa có Từ ngày"),
    (("Nông Thị Hoa", "", KHTH, "Trưởng phòng", JULY), "đang giữ"),
    (("Nông Thị Hoa", "", "", "Chuyên viên", JULY), "Chưa có đơn vị"),
    (("Nông Thị Hoa", "", "Ban Quản lý", "Phó Trưởng Ban", JULY), "Mã chức vụ"),
    (("Hoa", "", KHTH, "Chuyên viên", JULY), "Ghi đủ họ và tên"),
    (("Nông Thị Hoa", "hoa nt", KHTH, "Chuyên viên", JULY), "không hợp lệ"),
    (
        ("Nông Thị Hoa", "", KHTH, "Chuyên viên", JULY, date(2026, 6, 1)),
        "đứng trước",
    ),
    (("Nông Thị Hoa", "", KHTH, "Chuyên viên", "=TODAY()"), "là công thức"),
]


def test_a_row_that_is_wrong_says_what_is_wrong(cast: Cast) -> None:
    for row, says in WRONG:
        ((verb, words),) = sentences(people(row), cast.quan_tri)

        assert (verb, says in words) == ("ERROR", True), (row, words)


def test_a_cell_that_is_merged_downwards_stands_for_each_row(cast: Cast) -> None:
    data = people(
        ("Nông Thị Hoa", "", KHTH, "Chuyên viên", JULY, None),
        ("Lương Văn Bắc", "", None, "Chuyên viên", JULY, None),
    )
    book = load_workbook(BytesIO(data))
    book.active.merge_cells("C2:C3")
    target = BytesIO()
    book.save(target)

    assert [verb for verb, _ in sentences(target.getvalue(), cast.quan_tri)] == [
        "ADD",
        "ADD",
    ]


def test_one_wrong_row_keeps_the_whole_file_out(cast: Cast) -> None:
    data = people(
        ("Nông Thị Hoa", "", KHTH, "Chuyên viên", JULY, None),
        ("Lương Văn Bắc", "", "Phòng Đầu tư", "Chuyên viên", JULY, None),
    )
    shown = looked_at(data, cast.quan_tri)

    with pytest.raises(NotAllowedNow, match="Còn 1 dòng lỗi"):
        imports.take(token=shown.token, seal=shown.seal, by=cast.quan_tri)
    assert not Person.objects.filter(full_name="Nông Thị Hoa").exists()


def test_an_organisation_that_changed_since_is_shown_anew(cast: Cast) -> None:
    row = (cast.tp_khth.full_name, "tp.khth", "", "", None, None)
    shown = looked_at(people(row), cast.quan_tri)
    change_person(person=cast.tp_khth, full_name="Lê Thử Nghiệm Bính", by=None)

    with pytest.raises(FileOutdated) as refused:
        imports.take(token=shown.token, seal=shown.seal, by=cast.quan_tri)

    assert refused.value.status == 409
    assert refused.value.shown.seal != shown.seal


def test_a_page_that_was_changed_on_the_way_is_refused(cast: Cast) -> None:
    row = ("Nông Thị Hoa", "", KHTH, "Chuyên viên", JULY, None)
    shown = looked_at(people(row), cast.quan_tri)

    with pytest.raises(InvalidInput):
        imports.take(token=shown.token + "x", seal=shown.seal, by=cast.quan_tri)


def test_a_failure_in_the_middle_stores_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = people(
        ("Nông Thị Hoa", "", KHTH, "Chuyên viên", JULY, None),
        ("Lương Văn Bắc", "", KHTH, "Chuyên viên", JULY, None),
    )
    shown = looked_at(data, cast.quan_tri)
    entries = HistoryEntry.objects.count()

    def broken(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(
        "organization.services.imports.carrying_out.reset_password", broken
    )
    with pytest.raises(RuntimeError):
        imports.take(token=shown.token, seal=shown.seal, by=cast.quan_tri)

    assert HistoryEntry.objects.count() == entries
    assert not Person.objects.filter(full_name="Nông Thị Hoa").exists()


def test_only_an_administrator_imports_and_never_his_own_authority(
    cast: Cast,
) -> None:
    own = people((cast.quan_tri.full_name, "quantri", KHTH, "Chuyên viên", JULY, None))

    ((verb, words),) = sentences(own, cast.quan_tri)
    assert verb == "ERROR"
    assert "chính người nạp tệp" in words
    with pytest.raises(ActionDenied):
        looked_at(own, cast.chanh_vp)


def test_a_closed_account_and_a_missing_paper_are_said(cast: Cast) -> None:
    deactivate_person(person=cast.cv_khth, by=None, note="Nghỉ việc.")
    closed = people((cast.cv_khth.full_name, "cv.khth", "", "", None, None))
    new = people(("Nông Thị Hoa", "", KHTH, "Chuyên viên", JULY, None))

    assert "đã khóa" in sentences(closed, cast.quan_tri)[0][1]
    (step,) = looked_at(new, cast.quan_tri, paper="").steps
    assert "Chưa có số quyết định" in step.sentence


def test_many_rows_are_looked_at_in_a_fixed_number_of_statements(
    cast: Cast,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    rows = [
        (f"Nông {chr(65 + n % 26)}a{n} Hoa", f"u{n}", KHTH, "Chuyên viên", JULY, None)
        for n in range(1_500)
    ]

    with django_assert_max_num_queries(10):
        shown = looked_at(people(*rows), cast.quan_tri)

    assert shown.counts["ADD"] == 1_500


def test_the_template_has_the_headings_that_are_read() -> None:
    found = read(template())

    assert found.people == found.fields == found.ignored == []
