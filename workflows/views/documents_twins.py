"""What a card says of the same work in other documents, and of one's word on it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from organization.forms.days import written
from workflows.enums import ItemState, LinkKind, MissionState
from workflows.models import DraftItem, ItemLink, Mission
from workflows.queries.links import STRONG
from workflows.services.item_facts import name_of
from workflows.services.links import due_of

AROUND: Final = 90  # characters of context that an excerpt keeps beside a phrase
LONGEST_WHOLE: Final = 420


class Piece(NamedTuple):
    """A part of an excerpt; `shared` where the other text says the same."""

    words: str
    shared: bool


class Button(NamedTuple):
    kind: str
    label: str
    means: str
    is_proposed: bool


@dataclass
class Twin:
    """A link as the card of one of its items shows it."""

    link: ItemLink
    card_item: DraftItem
    leaders: Sequence[tuple[int, str]]
    today: date

    @property
    def is_later(self) -> bool:
        """Whether this card is the one on which the word is given."""
        return self.link.item_id == self.card_item.pk

    @property
    def other(self) -> DraftItem:
        return self.link.earlier if self.is_later else self.link.item

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a person's word here."""
        return self.is_later and not self.link.kind and self._is_of_use

    @property
    def is_strong(self) -> bool:
        return self.is_open and self.link.score >= STRONG

    @property
    def _is_of_use(self) -> bool:
        """Nobody needs to compare what was left out or merged away."""
        gone = {ItemState.SKIPPED, ItemState.MERGED, ItemState.CARRIED}
        return self.card_item.state not in gone and self.other.state not in gone

    @property
    def in_same_paper(self) -> bool:
        return self.link.item.document_id == self.link.earlier.document_id

    @property
    def other_name(self) -> str:
        """“2.d, Thông báo (chưa có số)”, or only the place in the same paper."""
        name = name_of(self.other)
        if self.in_same_paper:
            where = self.other.section
            return f"{name} (mục {where})" if where else name
        return f"{name}, {self.other.document.citation}"

    @property
    def other_address(self) -> str:
        return f"?viec={self.other.pk}#v{self.other.pk}"

    @property
    def mission(self) -> Mission | None:
        given = self.other.state == ItemState.GIVEN
        return self.other.mission if given else None

    @property
    def state_code(self) -> str:
        mission = self.mission
        if mission is None:
            return "giao" if self.other.state == ItemState.DRAFT else "huy"
        return "xong" if mission.state == MissionState.COMPLETED else "lam"

    @property
    def state_words(self) -> str:
        """Where the other work stands."""
        mission = self.mission
        if mission is None:
            return ItemState(self.other.state).label
        if mission.state == MissionState.COMPLETED:
            return f"{mission.code} hoàn thành"
        return f"Đã giao {mission.code}"

    @property
    def other_unit(self) -> str:
        unit = self.other.lead_unit
        return unit.name if unit else "chưa rõ đơn vị chủ trì"

    @property
    def other_leader(self) -> str:
        pk = self.other.directing_leader_id
        return next((name for post, name in self.leaders if post == pk), "")

    @property
    def other_due(self) -> date | None:
        return due_of(self.other)

    @property
    def due_words(self) -> str:
        """“hạn 30/5/2026, đã qua”: an inherited deadline may be over already."""
        day = self.other_due
        if day is None:
            return "không nêu thời hạn"
        done = self.mission is not None and (
            self.mission.state == MissionState.COMPLETED
        )
        over = day < self.today and not done
        return f"hạn {written(day)}{', đã qua' if over else ''}"

    @property
    def offers_deadline(self) -> str:
        """The day that this undated item may take over; "" where it has its own."""
        day = self.link.earlier.due_on and due_of(self.link.earlier)
        undated = self.card_item.due_on is None
        is_draft = self.card_item.state == ItemState.DRAFT
        return written(day) if day and undated and is_draft else ""

    @property
    def offers_leaving_out(self) -> bool:
        return self.card_item.state == ItemState.DRAFT

    @property
    def why(self) -> list[str]:
        """What speaks for it, shortest first."""
        evidence = self.link.evidence
        said = [f"cùng viện dẫn {number}" for number in evidence.get("cited", ())]
        if evidence.get("named"):
            said.append("cùng gọi một tên riêng")
        phrases = len(evidence.get("here", ()))
        if phrases:
            said.append(f"{phrases} cụm từ trùng nhau")
        return said

    @property
    def buttons(self) -> list[Button]:
        """The four words, each with what it does."""
        means = {
            LinkKind.INHERITS: "Cùng một việc, văn bản này nhắc lại.",
            LinkKind.SPECIFIES: "Một phần hoặc bước cụ thể của việc trước; theo dõi cả"
            " hai.",
            LinkKind.REPLACES: self._replacing,
            LinkKind.DIFFERENT: "Không phải một việc. Không hỏi lại.",
        }
        return [
            Button(kind.value, kind.label, words, kind == self.link.proposed)
            for kind, words in means.items()
        ]

    @property
    def _replacing(self) -> str:
        """What is given out already is not taken back from here."""
        if self.mission is not None:
            return f"Việc này thay cho {self.mission.code}, thu hồi ở trang nhiệm vụ."
        return "Việc này thay cho việc trước; ô không giao thì áp dụng cho việc trước."

    @property
    def here(self) -> list[Piece]:
        side = "here" if self.is_later else "there"
        return excerpt(self.card_item.text, self.link.evidence.get(side, ()))

    @property
    def there(self) -> list[Piece]:
        side = "there" if self.is_later else "here"
        return excerpt(self.other.text, self.link.evidence.get(side, ()))

    @property
    def said(self) -> str:
        """The word that was given, as it reads from this card."""
        kind = LinkKind(self.link.kind)
        if self.is_later:
            words = {
                LinkKind.INHERITS: "Kế thừa việc",
                LinkKind.SPECIFIES: "Cụ thể hóa việc",
                LinkKind.REPLACES: "Thay thế việc",
                LinkKind.DIFFERENT: "Khác với việc",
            }
        else:
            words = {
                LinkKind.INHERITS: "Được nhắc lại ở việc",
                LinkKind.SPECIFIES: "Được cụ thể hóa ở việc",
                LinkKind.REPLACES: "Được thay bằng việc",
                LinkKind.DIFFERENT: "Khác với việc",
            }
        return words[kind]

    @cached_property
    def did(self) -> list[str]:
        """What the word did beside."""
        link = self.link
        found = []
        if link.leaves_out:
            replaced = link.kind == LinkKind.REPLACES
            found.append("bỏ qua việc trước" if replaced else "không giao lần thứ hai")
        if link.takes_deadline:
            found.append("lấy thời hạn của việc đó")
        return found


def excerpt(text: str, phrases: Sequence[str]) -> list[Piece]:
    """The text with the shared phrases marked; of a long one what is near them."""
    spans = _places(text, phrases)
    if len(text) <= LONGEST_WHOLE or not spans:
        return list(_marked(text, spans, 0, min(len(text), LONGEST_WHOLE)))
    pieces: list[Piece] = []
    for start, end in _windows(text, spans):
        if start > 0:
            pieces.append(Piece("… ", shared=False))
        pieces += _marked(text, spans, start, end)
        if end < len(text):
            pieces.append(Piece(" …", shared=False))
    return pieces


def _places(text: str, phrases: Sequence[str]) -> list[tuple[int, int]]:
    """Where the phrases stand now; a person may have edited the text since."""
    spans: list[tuple[int, int]] = []
    low = text.lower()
    for phrase in phrases:
        if not phrase.strip():
            continue
        words = r"\s+".join(map(re.escape, phrase.lower().split()))
        match = re.search(words, low)
        if match:
            spans.append(match.span())
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged if len(low) == len(text) else []


def _windows(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    windows: list[tuple[int, int]] = []
    for first, last in spans:
        start = text.find(" ", max(0, first - AROUND), first) if first > AROUND else 0
        end = last + AROUND
        end = text.rfind(" ", last, end) if end < len(text) else len(text)
        start, end = max(start, 0), max(end, last)
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], max(end, windows[-1][1])
        else:
            windows.append((start, end))
    return windows


def _marked(
    text: str, spans: Sequence[tuple[int, int]], start: int, end: int
) -> Iterator[Piece]:
    at = start
    for first, last in spans:
        if first < start or last > end:
            continue
        if first > at:
            yield Piece(text[at:first], shared=False)
        yield Piece(text[first:last], shared=True)
        at = last
    if at < end:
        yield Piece(text[at:end], shared=False)
