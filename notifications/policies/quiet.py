"""Hours and days on which no mail goes out."""

from dataclasses import dataclass
from datetime import date, datetime, time

from workflows.calendars import WorkingCalendar, next_working_day

NOON = time(12)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `begin` in the evening to `end` in the morning, and whole days off; all
    moments are local."""

    begin: time = time(20)
    end: time = time(7)

    @classmethod
    def of(cls, words: str) -> "QuietHours":
        """Of "20:00-07:00". Raises ValueError for anything else: a morning that ends
        after noon, an evening that begins before."""
        begin, _, end = words.partition("-")
        hours = cls(time.fromisoformat(begin.strip()), time.fromisoformat(end.strip()))
        if not hours.end < NOON < hours.begin:
            raise ValueError(f"{words} is no night.")
        return hours

    def is_quiet(self, at: datetime, calendar: WorkingCalendar) -> bool:
        if not calendar.is_working_day(at.date()):
            return True
        return not self.end <= at.time() < self.begin

    def morning(self, at: datetime, calendar: WorkingCalendar) -> datetime:
        """When the quiet ends in which this moment lies."""
        day = at.date()
        if at.time() >= self.end or not calendar.is_working_day(day):
            day = next_working_day(day, calendar)
        return datetime.combine(day, self.end, tzinfo=at.tzinfo)

    def may_speak(
        self, at: datetime, calendar: WorkingCalendar, *, due_on: date | None = None
    ) -> bool:
        """Whether a mail may go now. What reminds of a day that would be over in the
        next working morning does not wait for it."""
        if not self.is_quiet(at, calendar):
            return True
        if due_on is None or due_on < at.date():
            return False
        return self.morning(at, calendar).date() > due_on
