"""Rows of one batch of missions as text for COPY. Pure: it runs in processes that know
no Django."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

from project.volume.courses import entries, moments_of
from project.volume.shape import (
    ENTRIES,
    PER_DOCUMENT,
    TO_CHECK,
    Course,
    Ground,
    Place,
    course_of,
)

YEARS: Final = 8
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
        " monitoring_officer_id, due_on, no_deadline_reason, product, authority,"
        " checked_by_office, given_by_id, assigned_at, state, state_since,"
        " handed_in_at, completed_at, rounds, version"
    ),
    "workflows_assignment": "mission_id, unit_id",
    "workflows_report": (
        "mission_id, round, text, result, handed_in_by_id, handed_in_title, capacity,"
        " on_behalf_of, handed_in_at, closed_at"
    ),
    "history_historyentry": (
        "id, subject_type, subject_id, sequence, kind, actor_id, actor_name,"
        " actor_title, capacity, on_behalf_of, at, before, after, note, authority,"
        " previous_hash, hash"
    ),
    "notifications_notification": (
        "recipient_id, entry_id, mission_id, kind, created_at, read_at"
    ),
}
JSON_COLUMNS: Final = ("before", "after")
Rows = dict[str, list[str]]


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
    pk = ground.last_document + number
    given = _given_at(ground, numbers[0])
    name = f"{number}/KH-BQLKKTCK"
    text, spans = "KẾ HOẠCH\n", []
    for place, one in enumerate(numbers, start=1):
        words = _words(one)
        start = len(text) + len(f"{place}. ")
        text += f"{place}. {words}\n"
        spans.append((start, start + len(words)))
    issued = (given - timedelta(days=2)).date()
    _add(
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
    pk, item = ground.last_mission + number, ground.last_item + number
    place = ground.places[_share(chance, len(ground.places))]
    course = course_of(number, ground.missions)
    given = _given_at(ground, number)
    moments = moments_of(given, ENTRIES, ground.now)[: len(course.acts)]
    due = _due(chance, number, given)
    reason = "" if due else "Văn bản không nêu thời hạn"
    title, words = _title(number), _words(number)
    supports = _supporting(chance, ground, place)
    authority = f"Kế hoạch {document[1]}"
    product = "Báo cáo kèm bảng tổng hợp"
    facts = {
        "title": title,
        "text": words,
        "lead_unit": place.unit_code,
        "supporting_units": sorted(one.unit_code for one in supports),
        "directing_leader": place.leader_post_code,
        "due_on": due.isoformat() if due else None,
        "no_deadline_reason": reason or None,
        "document": document[0],
        "item": str(document[2]),
        "product": product,
    }
    _add(
        rows["workflows_draftitem"],
        [item, document[0], document[2], 0, str(document[2]), "", "", "TASK", title,
         words, *span, "[]", product, place.unit_id, place.leader_post_id, due, reason,
         "{}", "[]", "GIVEN", 2],
    )  # fmt: skip
    handed_in = [at for at, act in zip(moments, course.acts, strict=True) if act == "H"]
    done = moments[-1] if course.state == "COMPLETED" else None
    officer = (
        place.officers[number % len(place.officers)].id if "O" in course.acts else None
    )
    _add(
        rows["workflows_mission"],
        [pk, document[0], item, title, words, place.unit_id, place.leader_post_id,
         officer, due, reason, product, authority, course == TO_CHECK, place.leader.id,
         given, course.state, moments[-1], handed_in[-1] if handed_in else None, done,
         len(handed_in), len(course.acts)],
    )  # fmt: skip
    for one in supports:
        _add(rows["workflows_assignment"], [pk, one.unit_id])
    _reports(rows, pk, place, course, moments)
    _history(rows, ground, number, place, course, facts, authority, moments)


def _reports(
    rows: Rows, pk: int, place: Place, course: Course, moments: list[datetime]
) -> None:
    """Each was closed by the return or the decision two steps later."""
    rounds = 0
    for step, act in enumerate(course.acts):
        if act != "H":
            continue
        rounds += 1
        head = place.head
        _add(
            rows["workflows_report"],
            [pk, rounds, "Đã hoàn thành các nội dung được giao.", "", head.id,
             head.title, head.capacity, head.on_behalf_of, moments[step],
             moments[step + 2]],
        )  # fmt: skip


def _history(
    rows: Rows,
    ground: Ground,
    number: int,
    place: Place,
    course: Course,
    facts: dict[str, Any],
    authority: str,
    moments: list[datetime],
) -> None:
    pk = ground.last_mission + number
    first = ground.last_entry + (number - 1) * ENTRIES + 1
    lines = rows["history_historyentry"]
    chain = entries(
        mission_id=pk,
        course=course,
        place=place,
        facts=facts,
        authority=authority,
        moments=moments,
    )
    for entry_id, row in enumerate(chain, start=first):
        for name in JSON_COLUMNS:
            row[name] = json.dumps(row[name], ensure_ascii=False)
        _add(lines, [entry_id, *row.values()])
    at = moments[0]
    _add(
        rows["notifications_notification"],
        [place.head.id, first, pk, "MISSION_ASSIGNED", at, at],
    )


def _given_at(ground: Ground, number: int) -> datetime:
    """Older numbers were given earlier; the newest two thousand in the last 60 days."""
    age = (ground.missions - number) / max(ground.missions, 1)
    days = 3 + 60 * min(1.0, (ground.missions - number) / 2000) + age * YEARS * 365
    return ground.now - timedelta(days=days, microseconds=number)


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


def _add(lines: list[str], values: Iterable[Any]) -> None:
    lines.append("\t".join(_cells(values)) + "\n")


def _cells(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if value is None:
            yield "\\N"
        elif value is True or value is False:
            yield "t" if value else "f"
        elif isinstance(value, str):
            yield value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
        else:
            yield str(value)
