"""The history of one mission: entries chained by the very hash of history.hashing."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from history.hashing import GENESIS, digest, moment
from project.volume.shape import Acting, Course, Place

# Letter → kind, the state from then on ("" where it stays), who acts.
ACTS: Final = {
    "A": ("MISSION_ASSIGNED", "ASSIGNED", "leader"),
    "C": ("CORRECTED", "", "leader"),
    "S": ("MISSION_STARTED", "IN_PROGRESS", "head"),
    "O": ("OFFICER_NAMED", "", "head"),
    "H": ("REPORT_HANDED_IN", "REPORTED", "head"),
    "B": ("SUBMITTED_FOR_APPROVAL", "UNDER_APPROVAL", "head"),
    "R": ("RETURNED", "RETURNED", "leader"),
    "D": ("COMPLETED", "COMPLETED", "leader"),
    "W": ("WITHDRAWN", "WITHDRAWN", "leader"),
}
NOTES: Final = {
    "C": "Làm rõ sản phẩm phải nộp.",
    "H": "Đã hoàn thành các nội dung được giao, kèm bảng tổng hợp số liệu.",
    "R": "Bổ sung số liệu từng cửa khẩu và kiến nghị cụ thể.",
    "D": "Đồng ý với báo cáo của đơn vị.",
    "W": "Không còn phù hợp với chương trình công tác.",
}


def entries(
    *,
    mission_id: int,
    course: Course,
    place: Place,
    facts: dict[str, Any],
    authority: str,
    moments: list[datetime],
) -> Iterator[dict[str, Any]]:
    """Rows of history_historyentry without their ids, in the order of the chain."""
    state, previous, rounds = "", GENESIS, 0
    for sequence, letter in enumerate(course.acts, start=1):
        kind, target, who = ACTS[letter]
        by: Acting = getattr(place, who)
        before: dict[str, Any] = {"state": state} if state and target else {}
        state = target or state
        after: dict[str, Any] = {"state": state}
        if letter == "A":
            after.update(facts)
        elif letter == "C":
            before["product"], after["product"] = (
                f"Lần {sequence - 1}",
                facts["product"],
            )
        elif letter == "O":
            officer = place.officers[(mission_id + sequence) % len(place.officers)]
            before["officer"], after["officer"] = None, officer.name
        elif letter == "H":
            rounds += 1
            after["round"] = rounds
        row: dict[str, Any] = {
            "subject_type": "mission",
            "subject_id": mission_id,
            "sequence": sequence,
            "kind": kind,
            "actor_id": by.id,
            "actor_name": by.name,
            "actor_title": by.title,
            "capacity": by.capacity,
            "on_behalf_of": by.on_behalf_of,
            "at": moment(moments[sequence - 1]),
            "before": before,
            "after": after,
            "note": NOTES.get(letter, ""),
            "authority": authority,
            "previous_hash": previous,
        }
        previous = row["hash"] = digest(row)
        yield row


def moments_of(begin: datetime, count: int, until: datetime) -> list[datetime]:
    """So many moments from the first on, evenly, none after `until`."""
    step = min((until - begin) / (count + 1), timedelta(days=6))
    return [begin + step * place for place in range(count)]
