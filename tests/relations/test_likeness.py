"""What makes two pieces of work alike, and that it never depends on chance."""

from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.reading.comparison.likeness import Comparison, Likeness, Names, Work
from workflows.reading.comparison.phrases import heading_above

TOPICS = (
    "văn thư", "thi đua", "phòng cháy", "tiếp công dân", "quyết toán", "trồng cây",
    "an toàn giao thông", "tuyển sinh", "lưu trữ", "bảo hiểm", "tập huấn", "kiểm kê",
    "đấu giá", "thư viện",
)  # fmt: skip
# What every paper says of everything.
FILLER = [
    Work(100 + n, 90 + n, f"Tiếp tục triển khai thực hiện nghiêm túc công tác {topic}.")
    for n, topic in enumerate(TOPICS)
]
SORTING = "Sắp xếp lại tổ chức bộ máy, phân công nhiệm vụ lãnh đạo Ban trước 20/5/2026."
SORTING_LATER = (
    "Tiếp tục công tác cán bộ; sắp xếp lại tổ chức bộ máy và phân công nhiệm vụ"
    " Lãnh đạo; duy trì tiếp công dân."
)


def like(one: Work, *others: Work, names: Names | None = None) -> list[Likeness]:
    comparison = Comparison([one, *others, *FILLER], names=names)
    return comparison.like(one.key)


def test_the_same_work_in_other_words_is_found_with_the_shared_words() -> None:
    here, there = Work(1, 1, SORTING_LATER), Work(2, 2, SORTING)

    (found,) = like(here, there)

    assert found.other == 2
    assert here.text[slice(*found.here[0])] == "sắp xếp lại tổ chức bộ máy"
    assert there.text[slice(*found.there[0])] == SORTING[:55]


def test_the_phrases_of_the_genre_make_nothing_alike() -> None:
    here = Work(
        1, 1, "Tiếp tục triển khai thực hiện nghiêm túc các nhiệm vụ được giao."
    )
    there = Work(2, 2, "Tiếp tục triển khai thực hiện nghiêm túc kế hoạch công tác.")

    assert like(here, there) == []


def test_how_each_paper_is_to_be_carried_out_is_no_common_work() -> None:
    words = "Giao Văn phòng là đầu mối theo dõi, đôn đốc, kiểm tra việc thực hiện"

    found = like(
        Work(1, 1, f"{words} Kế hoạch này."), Work(2, 2, f"{words} Kế hoạch này.")
    )

    assert found == []


def test_the_same_day_does_not_make_two_works_alike() -> None:
    here = Work(
        1, 1, "Báo cáo tình hình vệ sinh trước 17 giờ 00 ngày 15/7/2026 hằng tuần."
    )
    there = Work(
        2, 2, "Gửi danh sách tập huấn trước 17 giờ 00 ngày 15/7/2026 hằng tuần."
    )

    assert like(here, there) == []


def test_the_same_agencies_do_not_make_two_works_alike() -> None:
    agencies = "Chi cục Hải quan khu vực VI, Bộ Chỉ huy Bộ đội Biên phòng"
    here = Work(1, 1, f"Phối hợp với {agencies} phân luồng xe chở nông sản.")
    there = Work(2, 2, f"Đề nghị {agencies} bố trí hội trường phổ biến pháp luật.")

    assert like(here, there) == []


def test_a_decree_of_its_own_is_evidence_and_the_theme_of_a_paper_is_not() -> None:
    decree = "sửa đổi Nghị định số 35/2022/NĐ-CP về khu công nghiệp"
    here, there = (
        Work(1, 1, f"Đề xuất {decree}."),
        Work(2, 2, f"Dự thảo báo cáo {decree}."),
    )
    theme = [
        Work(n, 3, f"Nội dung {n} của Nghị định số 35/2022/NĐ-CP.") for n in range(3, 7)
    ]

    assert like(here, there)[0].cited == ("35/2022/NĐ-CP",)
    assert like(here, there, *theme)[0].cited == ()


def test_a_name_in_quotation_marks_ties_a_goal_to_its_task() -> None:
    goal = Work(1, 1, "Xây dựng được ít nhất 01 Mô hình “Dân vận khéo”.")
    task = Work(2, 1, 'Chủ trì xây dựng và vận hành Mô hình "Dân vận khéo" năm 2026.')

    (found,) = like(task, goal)

    assert found.named == ("dan van kheo",)


def test_copies_that_lost_their_marks_are_still_alike() -> None:
    bare = Work(1, 1, "Sap xep lai to chuc bo may, phan cong nhiem vu lanh dao.")

    assert [one.other for one in like(bare, Work(2, 2, SORTING))] == [2]


def test_of_works_alike_by_one_heading_only_the_best_is_named() -> None:
    heading = "6. Tăng cường kỷ luật, kỷ cương hành chính"
    below = [
        Work(n, 2, f"Kiểm tra {what} kỷ luật, kỷ cương hành chính.", heading)
        for n, what in enumerate(("đột xuất", "thường xuyên", "định kỳ"), start=2)
    ]
    here = Work(1, 1, "Tăng cường kỷ luật, kỷ cương hành chính.")

    assert len(like(here, *below)) == 1


def test_a_passage_stands_under_the_numbered_line_above_it() -> None:
    text = "5. Khác\n\nNội dung.\n\n6. Tăng cường kỷ luật\n\nKiểm tra công vụ.\n"

    assert heading_above(text, text.index("Kiểm tra"), "6") == "Tăng cường kỷ luật"
    assert heading_above(text, text.index("Tăng cường"), "6") == ""


# -- For any texts -----------------------------------------------------------------

SYLLABLES = (
    "thí điểm", "cửa khẩu", "thông minh", "đề án", "quy hoạch", "bến", "xe", "thu phí",
    "hạ tầng", "logistics", "35/2022/NĐ-CP", "“Dân vận khéo”", ";", ".", "06", "tháng",
    "\n\n",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(SYLLABLES), max_size=60).map(" ".join),
    st.text(max_size=200),
)
WORKS = st.lists(
    st.tuples(st.integers(0, 3), TEXTS, TEXTS), min_size=1, max_size=12
).map(lambda rows: [Work(n, s, t, h) for n, (s, t, h) in enumerate(rows)])


@given(WORKS)
@settings(max_examples=150, deadline=None)
def test_the_evidence_lies_in_both_texts(works: list[Work]) -> None:
    comparison = Comparison(works)
    for work in works:
        for found in comparison.like(work.key):
            other = works[found.other]
            for text, spans in ((work.text, found.here), (other.text, found.there)):
                assert all(0 <= start < end <= len(text) for start, end in spans)
                assert list(spans) == sorted(spans)
            assert found.here
            assert found.there


@given(WORKS)
@settings(max_examples=60, deadline=None)
def test_the_same_question_has_the_same_answer(works: list[Work]) -> None:
    keys = [work.key for work in works]

    assert Comparison(works).alike(keys) == Comparison(works[::-1]).alike(keys)


@given(WORKS, st.sampled_from([SORTING, SORTING_LATER]))
@settings(max_examples=60, deadline=None)
def test_nothing_is_more_like_a_text_than_itself(works: list[Work], text: str) -> None:
    here, copy = Work(50, 50, text), Work(51, 51, text)

    found = Comparison([here, copy, *works]).like(50)

    assert found[0].other == 51


@given(WORKS)
@settings(max_examples=60, deadline=None)
def test_likeness_is_mutual(works: list[Work]) -> None:
    comparison = Comparison(works)
    every = {
        w.key: {f.other: f for f in comparison.like(w.key, at_most=99)} for w in works
    }

    for one, found in every.items():
        for other, likeness in found.items():
            back = every[other].get(one)
            # Of several below one heading only the best is named.
            if back is not None:
                assert back.score == likeness.score
                assert back.cited == likeness.cited
