import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.reading.titles import LONGEST_TITLE, title_of


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Tham gia các hoạt động; Tổ chức trực Tết.", "Tham gia các hoạt động"),
        ("Cải tạo đường ĐT.236 trong quý này.", "Cải tạo đường ĐT.236 trong quý này"),
        ("Rà soát\n\nvăn bản./.", "Rà soát văn bản"),
    ],
)
def test_a_title_is_the_first_clause(words: str, title: str) -> None:
    assert title_of(words) == title


@given(st.text(min_size=1))
def test_no_title_is_longer_than_a_line(words: str) -> None:
    assert len(title_of(words)) <= LONGEST_TITLE
