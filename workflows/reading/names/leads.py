"""Leaders named in running words: who is charged, who leads, who receives by name."""

import re

from workflows.deadlines import Span
from workflows.reading.letters import folded
from workflows.reading.names.persons import People
from workflows.reading.names.prose_people import leaders_in_prose, person_at
from workflows.reading.results import ReviewReason

Named = tuple[str, Span]
_ORDER = re.compile(r"\W{0,4}(?:giao|phan cong|de nghi|yeu cau)\s{1,3}(?:cho\s{1,3})?")


class LeadFinder:
    """Finds leaders in the running words of one document."""

    def __init__(self, text: str, people: People) -> None:
        self.text = text
        self.people = people

    def leaders_in(
        self, start: int, end: int, *, heading: bool = False
    ) -> tuple[Named, ...]:
        """Leaders of a passage: the one at its head, and those named within."""
        found = leaders_in_prose(self.text, (start, end), self.people, heading=heading)
        pairs = {name: (name, span) for name, span in found.named}
        return tuple(pairs.values())

    def doubts_in(self, start: int, end: int) -> tuple[ReviewReason, ...]:
        """The question whom a title means that is charged with the work."""
        return leaders_in_prose(self.text, (start, end), self.people).doubts

    def head_end(self, start: int, end: int) -> int | None:
        """Where the leader at the head of a passage ends; None if there is none."""
        named = self.leaders_in(start, end)
        order = _ORDER.match(folded(self.text[start : min(end, start + 40)]))
        begin = start + (order.end() if order else 0)
        head = person_at(self.text, begin, end)
        return head if head is not None and named and named[0][1][0] <= head else None
