"""Which item of a new version is which of the former one."""

from hypothesis import given
from hypothesis import strategies as st

from workflows.reading.comparison.versions import Pair, VersionItem, match_versions

REPORT = "Tổng hợp báo cáo kết quả thực hiện gửi Văn phòng."
PLAN = "Xây dựng kế hoạch kiểm tra việc thu phí tại cửa khẩu Hữu Nghị."
TRAIN = "Tổ chức tập huấn chuyển đổi số cho công chức, viên chức."
WORDS = st.sampled_from([*REPORT.split(), *PLAN.split(), *TRAIN.split(), "1.", "–"])
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
ITEMS = st.lists(
    st.tuples(TEXTS, st.sampled_from(["", "II.1", "II.2", "III"])), max_size=8
)


def version(*texts: str, first: int = 0) -> list[VersionItem]:
    return [
        VersionItem(first + place, text, address=str(place))
        for place, text in enumerate(texts, start=1)
    ]


def both(pairs: list[Pair]) -> list[tuple[int | None, int | None]]:
    return [(pair.old, pair.new) for pair in pairs]


@given(
    old=ITEMS,
    new=ITEMS,
    said=st.dictionaries(
        st.integers(101, 110), st.none() | st.integers(1, 10), max_size=6
    ),
)
def test_every_item_of_both_stands_in_the_comparison_exactly_once(old, new, said):
    former = [VersionItem(n, t, a) for n, (t, a) in enumerate(old, start=1)]
    later = [VersionItem(n, t, a) for n, (t, a) in enumerate(new, start=101)]

    pairs = match_versions(former, later, said=said)

    assert sorted(p.old for p in pairs if p.old) == [one.key for one in former]
    assert [p.new for p in pairs if p.new] == [one.key for one in later]
    assert all(0 <= pair.score <= 1 for pair in pairs)
    assert pairs == match_versions(former, later, said=said)


def test_an_item_is_known_again_under_another_number():
    pairs = match_versions(version(REPORT, PLAN), version(PLAN, REPORT, first=100))

    assert both(pairs) == [(2, 101), (1, 102)]
    assert all(pair.is_sure for pair in pairs)


def test_a_mended_word_does_not_make_another_item():
    mended = PLAN.replace("kiểm tra", "giám sát")

    pairs = match_versions(version(PLAN, TRAIN), version(mended, TRAIN, first=100))

    assert both(pairs) == [(1, 101), (2, 102)]


def test_what_was_left_out_stands_behind_its_old_neighbour():
    pairs = match_versions(
        version(REPORT, PLAN, TRAIN), version(REPORT, TRAIN, first=100)
    )

    assert both(pairs) == [(1, 101), (2, None), (3, 102)]


def test_two_items_that_sound_alike_are_told_apart_by_their_place():
    same = [VersionItem(1, REPORT, "II.1"), VersionItem(2, REPORT, "III.1")]
    moved = [VersionItem(101, REPORT, "III.1"), VersionItem(102, REPORT, "II.1")]

    pairs = match_versions(same, moved)

    assert both(pairs) == [(2, 101), (1, 102)]
    assert all(pair.is_sure for pair in pairs)


def test_where_nothing_tells_them_apart_a_person_is_asked():
    same = [VersionItem(1, REPORT, "II.1"), VersionItem(2, REPORT, "III.1")]

    pairs = match_versions(same, [VersionItem(101, REPORT, "IV.1")])

    assert not next(pair for pair in pairs if pair.new).is_sure


def test_a_rewritten_item_at_the_same_place_is_asked_about():
    rewritten = "Ban hành kế hoạch giám sát công tác thu phí ở các cửa khẩu."

    pairs = match_versions(version(PLAN), version(rewritten, first=100))

    assert both(pairs) == [(1, 101)]
    assert not pairs[0].is_sure


def test_a_persons_word_counts_before_any_likeness():
    pairs = match_versions(
        version(REPORT, PLAN), version(REPORT, PLAN, first=100), said={101: 2}
    )

    assert (2, 101) in both(pairs)
    assert (1, 102) not in both(pairs) or not pairs[1].is_sure


def test_what_a_person_calls_new_is_matched_with_nothing():
    pairs = match_versions(version(PLAN), version(PLAN, first=100), said={101: None})

    assert both(pairs) == [(1, None), (None, 101)]


def test_one_half_of_a_split_item_is_not_called_dropped_for_sure():
    halves = [VersionItem(1, PLAN, "II.1/0"), VersionItem(2, PLAN, "II.1/1")]

    pairs = match_versions(halves, [VersionItem(101, PLAN, "II.1/0")])

    dropped = next(pair for pair in pairs if pair.new is None)
    assert dropped.old == 2
    assert not dropped.is_sure
