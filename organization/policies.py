"""What the calendar allows, whoever asks. No person, no database."""

from datetime import date, datetime

from organization.exceptions import InvalidInput, NotAllowedNow


def check_days(starts_on: date, ends_on: date | None) -> None:
    """A period of whole days; the last day belongs to it.

    Raises ``InvalidInput`` where it ends before it begins.
    """
    if ends_on is not None and ends_on < starts_on:
        raise InvalidInput("Ngày kết thúc phải bằng hoặc sau ngày bắt đầu.")


def check_can_end(starts_on: date, ends_on: date | None, *, last_day: date) -> None:
    """An end may be set or brought forward, never put off: that is a new paper."""
    check_days(starts_on, last_day)
    if ends_on is not None and last_day >= ends_on:
        raise NotAllowedNow(
            f"Đã có ngày kết thúc {ends_on:%d/%m/%Y}; chỉ được rút ngắn, không kéo dài."
        )


def check_can_delegate(
    starts_at: datetime, ends_at: datetime, *, paper: str, now: datetime
) -> None:
    """A delegation is in writing, for a period that is not over yet."""
    if not paper.strip():
        raise InvalidInput(
            "Ủy quyền phải bằng văn bản: ghi số và ngày của giấy ủy quyền."
        )
    if ends_at <= starts_at:
        raise InvalidInput("Thời điểm kết thúc ủy quyền phải sau thời điểm bắt đầu.")
    if ends_at <= now:
        raise InvalidInput("Thời hạn ủy quyền đã qua.")
