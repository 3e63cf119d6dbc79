"""What changed between two wordings, word by word, as a person reads it."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

LONGEST: Final = (
    6000  # words and blanks; beyond it, texts are shown one after the other
)
# An island of so few words between two changes is no help to the reader.
ISLAND: Final = 2


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed (`same`), went (`del`) or came (`ins`)."""

    kind: Literal["same", "del", "ins"]
    words: str


def difference(before: str, after: str) -> list[Run]:
    """Runs that read as `before` without the `ins`, and as `after` without the `del`.

    White space alone is no change: the later one counts.
    """
    old, new = before.split(), after.split()
    if old == new:
        return [Run("same", after.strip())] if new else []
    if len(old) + len(new) > LONGEST:
        return _runs([(old, new, False)])
    return _runs(_joined(_blocks(old, new)))


Block = tuple[list[str], list[str], bool]


def _blocks(old: list[str], new: list[str]) -> list[Block]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (old[a:b], new[c:d], kind == "equal")
        for kind, a, b, c, d in matcher.get_opcodes()
    ]


def _joined(blocks: list[Block]) -> list[Block]:
    """One change instead of many with a lone word between them."""
    joined: list[Block] = []
    for place, (old, new, is_same) in enumerate(blocks):
        inside = 0 < place < len(blocks) - 1
        island = is_same and inside and len(new) <= ISLAND
        if joined and not joined[-1][2] and (island or not is_same):
            before, after, _ = joined[-1]
            joined[-1] = ([*before, *old], [*after, *new], False)
        else:
            joined.append((old, new, is_same))
    return joined


def _runs(blocks: list[Block]) -> list[Run]:
    runs: list[Run] = []
    for old, new, is_same in blocks:
        if is_same:
            runs.append(Run("same", " ".join(new)))
            continue
        if old:
            runs.append(Run("del", " ".join(old)))
        if new:
            runs.append(Run("ins", " ".join(new)))
    return runs
