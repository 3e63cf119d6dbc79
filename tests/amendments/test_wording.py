"""What changed between two wordings, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from workflows.reading.comparison.wording import difference

WORDS = st.lists(st.sampled_from(["trước", "ngày", "05/02", "12/02", "báo", "cáo"]))


@given(before=WORDS.map(" ".join), after=WORDS.map(" ".join))
def test_both_wordings_can_be_read_from_the_difference(before, after):
    runs = difference(before, after)

    assert _words(runs, "del") == before.split()
    assert _words(runs, "ins") == after.split()


def _words(runs, other):
    return [
        word
        for run in runs
        if run.kind in {"same", other}
        for word in run.words.split()
    ]


def test_a_changed_day_is_one_word_out_and_one_in():
    runs = difference("Báo cáo trước ngày 05/02", "Báo cáo trước ngày 12/02")

    assert [(run.kind, run.words) for run in runs] == [
        ("same", "Báo cáo trước ngày"),
        ("del", "05/02"),
        ("ins", "12/02"),
    ]


def test_line_breaks_alone_are_no_change():
    runs = difference("Báo cáo\n trước ngày", "Báo cáo trước ngày")

    assert [run.kind for run in runs] == ["same"]


def test_a_lone_word_between_two_changes_does_not_cut_them_apart():
    runs = difference("mở lớp tập huấn", "khai giảng lớp bồi dưỡng")

    assert [run.kind for run in runs] == ["del", "ins"]


def test_very_long_texts_are_shown_one_after_the_other():
    runs = difference("một " * 4000, "hai " * 4000)

    assert [run.kind for run in runs] == ["del", "ins"]
