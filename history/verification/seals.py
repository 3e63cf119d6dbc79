"""Whether history still is what its seals say, and whether the seals hold together."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from history.enums import Fault, SealKind
from history.hashing import GENESIS
from history.queries import Row, Subject
from history.sealing import Tree, is_signed, leaf, seal_hash
from history.verification.problems import Problem

Sealed = Mapping[str, Any]


class Watch:
    """The roots as some seals must have seen them, found in one walk over all entries.

    `see` gets every row, by subject and sequence; memory does not grow.
    """

    def __init__(self, seals: Iterable[Sealed]) -> None:
        self._trees = [(seal, seal["last_entry_id"], Tree()) for seal in seals]
        self._heads: dict[int, tuple[int, str]] = {}

    def see(self, row: Row) -> None:
        here = row["sequence"]
        for place, (_, last, _) in enumerate(self._trees):
            if row["id"] <= last and here > self._heads.get(place, (0, ""))[0]:
                self._heads[place] = (here, row["hash"])

    def end_of(self, subject: Subject) -> None:
        for place, (sequence, digest) in self._heads.items():
            self._trees[place][2].add(leaf(*subject, sequence, digest))
        self._heads = {}

    def problems(self) -> Iterator[Problem]:
        """The seals whose root is another now."""
        for seal, _, tree in self._trees:
            if tree.leaves != seal["heads"]:
                detail = f"{seal['heads']} chuỗi lúc đó, nay {tree.leaves}"
                yield _problem(seal, Fault.SEAL_BROKEN, detail)
            elif tree.root() != seal["root"]:
                yield _problem(seal, Fault.SEAL_BROKEN)


def verify_seals(seals: Iterable[Sealed]) -> Iterator[Problem]:
    """Content, signature, link and key of each, in their order."""
    before: Sealed | None = None
    for seal in seals:
        if seal_hash(seal) != seal["hash"] or not is_signed(seal):
            yield _problem(seal, Fault.SEAL_FORGED)
        number = before["number"] if before else 0
        previous = before["hash"] if before else GENESIS
        if seal["number"] != number + 1 or seal["previous_hash"] != previous:
            yield _problem(seal, Fault.SEAL_UNLINKED)
        if before and seal["public_key"] != _expected_key(before):
            yield _problem(seal, Fault.KEY_UNKNOWN)
        before = seal


def _expected_key(before: Sealed) -> str:
    changed = before["kind"] == SealKind.KEY_CHANGED
    key: str = before["next_public_key"] if changed else before["public_key"]
    return key


def _problem(seal: Sealed, fault: Fault, detail: str = "") -> Problem:
    return Problem(("seal", seal["number"]), 0, fault, detail)
