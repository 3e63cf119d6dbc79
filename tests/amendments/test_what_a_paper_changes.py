"""Which paper a new one says that it changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.reading.amendments import Change, changed_documents

HEAD = "KẾ HOẠCH\n{}\n\nThực hiện Chỉ thị số 04/CT-UBND, ngày 26/01/2026 như sau:\n\n"
ITEM = "1. Tổ chức tập huấn."


def changed(text: str) -> list[tuple[str, Change]]:
    end = text.find(ITEM)
    found = changed_documents(text, head_end=len(text) if end < 0 else end)
    return [(one.reference_number, one.change) for one in found]


@pytest.mark.parametrize(
    ("subject", "change"),
    [
        (
            "Sửa đổi, bổ sung một số mục Kế hoạch\nsố 45/KH-BQLKKTCK ngày 02/02/2026",
            Change.AMENDS,
        ),
        ("Điều chỉnh Kế hoạch số 45/KH-BQLKKTCK", Change.AMENDS),
        ("V/v đính chính Kế hoạch số 45/KH-BQLKKTCK", Change.CORRECTS),
        ("Thay thế Kế hoạch số 45/KH-BQLKKTCK ngày 02/02/2026", Change.REPLACES),
    ],
)
def test_the_subject_says_which_paper_it_changes_and_how(subject, change):
    assert changed(HEAD.format(subject) + ITEM) == [("45/KH-BQLKKTCK", change)]


def test_a_sentence_at_the_end_says_it_of_this_paper():
    text = HEAD.format("Về tập huấn") + ITEM

    said = (
        f"{text}\n\nKế hoạch này thay thế Kế hoạch số 45/KH-BQLKKTCK ngày 02/02/2026."
    )

    assert changed(said) == [("45/KH-BQLKKTCK", Change.REPLACES)]


@pytest.mark.parametrize(
    "words",
    [
        "\n\n2. Tham mưu Quyết định thay thế Quyết định số 20/2022/QĐ-UBND.",
        "\n\n2. Bổ sung hồ sơ theo Kế hoạch số 45/KH-BQLKKTCK.",
        "\n\n2. Thực hiện Kế hoạch số 45/KH-BQLKKTCK ngày 02/02/2026.",
    ],
)
def test_a_task_to_change_another_paper_is_no_such_word(words):
    assert changed(HEAD.format("Về tập huấn") + ITEM + words) == []


def test_what_another_paper_changes_is_not_taken_for_this_ones_word():
    ground = (
        "Căn cứ Nghị định số 76/2024/NĐ-CP sửa đổi, bổ sung Nghị định số 30/2020/NĐ-CP;"
    )

    assert changed(f"KẾ HOẠCH\nVề văn thư\n\n{ground}\n\n{ITEM}") == []


@given(st.text(max_size=400), st.integers(0, 400))
def test_any_text_is_answered_with_spans_that_lie_in_it(text, head_end):
    for one in changed_documents(text, head_end=head_end):
        assert 0 <= one.span[0] < one.span[1] <= len(text)
