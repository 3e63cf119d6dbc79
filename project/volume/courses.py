"""The history of one mission: entries chained as history.hashing chains them.

A million missions have ten million entries, so the digest's text is put together here
from parts that are made once; a test has the verifier check every chain.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Final, NamedTuple

from history.hashing import GENESIS, canonical
from project.volume.lines import escaped
from project.volume.shape import Acting

# Letter → kind, the state from then on ("" where it stays), who acts.
ACTS: Final = {
    "A": ("MISSION_ASSIGNED", "ASSIGNED", "leader"),
    "C": ("CORRECTED", "", "leader"),
    "S": ("MISSION_STARTED", "IN_PROGRESS", "head"),
    "O": ("OFFICER_NAMED", "", "head"),
    "P": ("PROGRESS_NOTED", "", "officer"),
    "T": ("COMMENTED", "", "head"),
    "X": ("EXTENSION_ASKED", "", "head"),
    "G": ("DEADLINE_EXTENDED", "", "leader"),
    "N": ("EXTENSION_REFUSED", "", "leader"),
    "K": ("DIFFICULTY_RAISED", "", "head"),
    "L": ("DIFFICULTY_ANSWERED", "", "leader"),
    "Q": ("CONTRIBUTION_ASKED", "", "head"),
    "E": ("CONTRIBUTED", "", "support"),
    "V": ("CONTRIBUTION_ACCEPTED", "", "head"),
    "U": ("FOLLOWED_UP", "", "leader"),
    "Y": ("FOLLOW_UP_ANSWERED", "", "head"),
    "H": ("REPORT_HANDED_IN", "REPORTED", "head"),
    "B": ("SUBMITTED_FOR_APPROVAL", "UNDER_APPROVAL", "head"),
    "R": ("RETURNED", "RETURNED", "leader"),
    "D": ("COMPLETED", "COMPLETED", "leader"),
    "W": ("WITHDRAWN", "WITHDRAWN", "leader"),
}
COLUMNS: Final = (
    "id, subject_type, subject_id, sequence, kind, actor_id, actor_name, actor_title,"
    " capacity, on_behalf_of, at, before, after, note, authority, previous_hash, hash"
)


class Told(NamedTuple):
    """What an entry says of one act; `before` and `after` in canonical form."""

    kind: str
    by: Acting
    at: str
    before: str
    after: str
    note: str


def entries(
    acts: Iterable[Told], *, first: int, mission_id: int, authority: str
) -> Iterator[str]:
    """Lines of history_historyentry for COPY, numbered from `first`, in the order of
    the chain."""
    previous = GENESIS
    basis, basis_cell = text_of(authority), escaped(authority)
    for sequence, (kind, by, at, was, became, note) in enumerate(acts, start=1):
        head, capacity, stands_for, cells = _acting(by)
        # The names of an entry in the order of RFC 8785, as `canonical` has them.
        text = (
            f'{{{head},"after":{became},"at":"{at}","authority":{basis},'
            f'"before":{was},{capacity},"kind":"{kind}","note":{text_of(note)},'
            f'{stands_for},"previous_hash":"{previous}","sequence":{sequence},'
            f'"subject_id":{mission_id},"subject_type":"mission"}}'
        )
        digest = sha256(text.encode()).hexdigest()
        yield (
            f"{first + sequence - 1}\tmission\t{mission_id}\t{sequence}\t{kind}\t"
            f"{cells}\t{at}\t{escaped(was)}\t{escaped(became)}\t{note}\t{basis_cell}\t"
            f"{previous}\t{digest}\n"
        )
        previous = digest


@lru_cache(maxsize=20_000)
def text_of(text: str) -> str:
    """A text in canonical form."""
    return canonical(text).decode()


@lru_cache(maxsize=20_000)
def _acting(by: Acting) -> tuple[str, str, str, str]:
    """Who acts, as the parts of a digest's text and as cells."""
    name, title = text_of(by.name), text_of(by.title)
    return (
        f'"actor_id":{by.id},"actor_name":{name},"actor_title":{title}',
        f'"capacity":{text_of(by.capacity)}',
        f'"on_behalf_of":{text_of(by.on_behalf_of)}',
        "\t".join((str(by.id), *map(escaped, by[1:]))),
    )


def moments_of(begin: datetime, count: int, until: datetime) -> list[datetime]:
    """So many moments from the first on, evenly, none after `until`."""
    step = min((until - begin) / (count + 1), timedelta(days=6))
    return [begin + step * place for place in range(count)]
