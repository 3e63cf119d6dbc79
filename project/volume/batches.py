"""Rows of one batch of missions as text for COPY. Pure: it runs in processes that know
no Django."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from history.hashing import moment
from project.volume import beside, ways
from project.volume.acts import Case, Story
from project.volume.courses import COLUMNS, entries, moments_of
from project.volume.lines import Rows, add
from project.volume.shape import (
    ENTRIES,
    PER_DOCUMENT,
    TO_CHECK,
    Ground,
    Place,
    course_of,
    fitted,
)

YEARS: Final = 8
RECENT: Final = 60  # days
PRODUCT: Final = "Báo cáo kèm bảng tổng hợp"
NO_DEADLINE: Final = "Văn bản không nêu thời hạn"
WORK: Final = (
    "Rà soát, tổng hợp tình hình xuất nhập khẩu qua các cửa khẩu",
    "Kiểm tra tiến độ đầu tư hạ tầng kỹ thuật khu kinh tế",
    "Tham mưu văn bản trả lời kiến nghị của doanh nghiệp",
    "Chuẩn bị nội dung làm việc với đoàn công tác của tỉnh",
    "Báo cáo kết quả cải cách thủ tục hành chính",
    "Phối hợp phân luồng phương tiện, hàng hóa trong dịp cao điểm",
    "Lập dự toán, giải ngân vốn đầu tư công theo kế hoạch",
    "Cập nhật cơ sở dữ liệu về đất đai trong khu kinh tế",
)
TABLES: Final[dict[str, str]] = {
    "workflows_document": (
        "id, kind, reference_number, issued_on, subject, issuing_body, signer,"
        " signer_title, signing_capacity, recipients, cited_documents, text, file_name,"
        " checked_by_office, monitoring_officer_id, registered_at, amends_in_part,"
        " state, end_reason, version"
    ),
    "workflows_draftitem": (
        "id, document_id, position, part, ordinal, section, section_title, kind, title,"
        " text, span_start, span_end, further_spans, product, lead_unit_id,"
        " directing_leader_id, due_on, no_deadline_reason, reading, review_reasons,"
        " state, version"
    ),
    "workflows_mission": (
        "id, document_id, item_id, title, text, lead_unit_id, directing_leader_id,"
        " monitoring_officer_id, due_on, original_due_on, asked_due_on,"
        " extension_asked_by_id, no_deadline_reason, product, authority,"
        " checked_by_office, given_by_id, assigned_at, state, state_since,"
        " changed_at, handed_in_at, completed_at, rounds, version"
    ),
    "workflows_assignment": "mission_id, unit_id",
    **ways.TABLES,
    "history_historyentry": COLUMNS,
    **beside.TABLES,
}


def batch(ground: Ground, first: int, count: int) -> dict[str, str]:
    """Table → text for COPY, of the missions `first` to `first + count - 1`; the first
    begins a document."""
    rows: Rows = {table: [] for table in TABLES}
    for begin in range(first, first + count, PER_DOCUMENT):
        numbers = range(begin, min(begin + PER_DOCUMENT, first + count))
        _document(rows, ground, numbers)
    return {table: "".join(lines) for table, lines in rows.items()}


def _document(rows: Rows, ground: Ground, numbers: range) -> None:
    number = (numbers[0] - 1) // PER_DOCUMENT + 1
    pk = ground.last["workflows_document"] + number
    given = _given_at(ground, numbers[0])
    name = f"{number}/KH-BQLKKTCK"
    text, spans = "KẾ HOẠCH\n", []
    for place, one in enumerate(numbers, start=1):
        words = _words(one)
        start = len(text) + len(f"{place}. ")
        text += f"{place}. {words}\n"
        spans.append((start, start + len(words)))
    issued = (given - timedelta(days=2)).date()
    add(
        rows["workflows_document"],
        [pk, "PLAN", name, issued, f"Chương trình công tác số {number}",
         "Ban Quản lý Khu kinh tế cửa khẩu", ground.places[0].leader.name, "Trưởng Ban",
         "", "[]", "[]", text, "", True, ground.clerk.id, given, False, "IN_FORCE", "",
         len(numbers)],
    )  # fmt: skip
    for place, (one, span) in enumerate(zip(numbers, spans, strict=True), start=1):
        _mission(rows, ground, one, document=(pk, name, place), span=span)


def _mission(
    rows: Rows,
    ground: Ground,
    number: int,
    *,
    document: tuple[int, str, int],
    span: tuple[int, int],
) -> None:
    chance = Random(number)  # noqa: S311  the same rows at every run, no secrets
    pk, item = (
        ground.last["workflows_mission"] + number,
        ground.last["workflows_draftitem"] + number,
    )
    place = ground.places[_share(chance, len(ground.places))]
    due = _due(chance, number, _given_at(ground, number))
    supports = _supporting(chance, ground, place)
    case = _case(ground, number, place, supports, due, document)
    told = Story(rows, ground, case)
    first = ground.last["history_historyentry"] + (number - 1) * ENTRIES + 1
    authority = f"Kế hoạch {document[1]}"
    rows["history_historyentry"] += entries(
        told.tell(), first=first, mission_id=pk, authority=authority
    )
    title, words, product = case.facts["title"], case.facts["text"], PRODUCT
    reason = "" if due else NO_DEADLINE
    add(
        rows["workflows_draftitem"],
        [item, document[0], document[2], 0, str(document[2]), "", "", "TASK", title,
         words, *span, "[]", product, place.unit_id, place.leader_post_id, due, reason,
         "{}", "[]", "GIVEN", 2],
    )  # fmt: skip
    course, stamps = case.course, case.stamps
    handed_in = [at for at, act in zip(stamps, course.acts, strict=True) if act == "H"]
    add(
        rows["workflows_mission"],
        [pk, document[0], item, title, words, place.unit_id, place.leader_post_id,
         told.officer.id if told.officer else None, told.due, told.original_due,
         told.asked_due, place.head.id if told.asked_due else None, reason, product,
         authority, course == TO_CHECK, place.leader.id, stamps[0], course.state,
         stamps[told.since], stamps[-1], handed_in[-1] if handed_in else None,
         stamps[-1] if course.state == "COMPLETED" else None, len(handed_in),
         len(course.acts)],
    )  # fmt: skip
    for one in supports:
        rows["workflows_assignment"].append(f"{pk}\t{one.unit_id}\n")
    for hand_in in ways.rounds_of(number, course, stamps):
        ways.write(rows, ground, pk, place, hand_in)


def _case(
    ground: Ground,
    number: int,
    place: Place,
    supports: list[Place],
    due: date | None,
    document: tuple[int, str, int],
) -> Case:
    """What is given, to whom, and what becomes of it."""
    course = fitted(
        course_of(number, ground.missions, ground.opened),
        has_deadline=due is not None,
        has_support=bool(supports),
    )
    moments = moments_of(_given_at(ground, number), ENTRIES, ground.now)
    moments = moments[: len(course.acts)]
    facts = {
        "title": _title(number),
        "text": _words(number),
        "lead_unit": place.unit_code,
        "supporting_units": sorted(one.unit_code for one in supports),
        "directing_leader": place.leader_post_code,
        "due_on": due.isoformat() if due else None,
        "no_deadline_reason": None if due else NO_DEADLINE,
        "document": document[0],
        "item": str(document[2]),
        "product": PRODUCT,
    }
    stamps = [moment(at) for at in moments]
    return Case(number, place, supports, course, moments, stamps, due, facts)


def _given_at(ground: Ground, number: int) -> datetime:
    """Older numbers were given earlier: the open ones in the last weeks, the finished
    ones over years."""
    place = ground.missions - number
    if place < ground.opened:
        days = RECENT * place / ground.opened
    else:
        finished = ground.missions - ground.opened
        days = RECENT + YEARS * 365 * (place - ground.opened) / finished
    return ground.now - timedelta(days=3 + days, microseconds=number)


def _due(chance: Random, number: int, given: datetime) -> date | None:
    if number % 12 == 0:
        return None
    day = given.date() + timedelta(days=10 + chance.randrange(80))
    return day if day.weekday() < 5 else day - timedelta(days=2)  # noqa: PLR2004


def _share(chance: Random, places: int) -> int:
    """Some units have several times the work of others."""
    return min(int(chance.random() ** 1.5 * places), places - 1)


def _supporting(chance: Random, ground: Ground, place: Place) -> list[Place]:
    wanted = chance.randrange(3)
    found = {_share(chance, len(ground.places)) for _ in range(wanted)}
    picked = (ground.places[one] for one in sorted(found))
    return [one for one in picked if one.unit_id != place.unit_id]


def _title(number: int) -> str:
    return f"{WORK[number % len(WORK)]} (việc số {number})"


def _words(number: int) -> str:
    return (
        f"{_title(number)}; nêu rõ kết quả, khó khăn, nguyên nhân và đề xuất, gửi Văn "
        "phòng tổng hợp báo cáo lãnh đạo Ban."
    )
