"""The words of the paper that a mission rests on, with its deadline marked."""

from dataclasses import dataclass

from workflows.models import Mission


@dataclass(frozen=True)
class Piece:
    """A run of words; `marked` where they state the deadline."""

    words: str
    marked: bool = False


@dataclass(frozen=True)
class Source:
    """`is_paper` is false for a mission that was given without a document; `given` is
    what was given out, where a person worded it differently from the paper."""

    pieces: list[Piece]
    deadline_words: str
    is_paper: bool
    given: str = ""


def source_of(mission: Mission) -> Source:
    words = str((mission.deadline or {}).get("raw") or "")
    item = mission.item
    text = item.text if item is not None else mission.text
    return Source(
        pieces=_pieces(text, words),
        deadline_words=words,
        is_paper=mission.document is not None,
        given=mission.text if mission.text.split() != text.split() else "",
    )


def _pieces(text: str, words: str) -> list[Piece]:
    before, found, after = text.partition(words) if words else (text, "", "")
    pieces = [Piece(before), Piece(found, marked=True), Piece(after)]
    return [piece for piece in pieces if piece.words]
