"""A short title for an item: its first clause."""

import re

from workflows.reading.letters import tidy

LONGEST_TITLE = 120
_CLAUSE_END = re.compile(r"[;:!?](?=\s|$)|\.(?=\s+[^\W\d_]|$)|\./\.")
_BOUNDARY = re.compile(r",\s|\s")


def title_of(words: str) -> str:
    """The first clause, cut between words with "…" where it is longer than 120."""
    line = tidy(words[: LONGEST_TITLE * 8]).replace("*", "")
    stop = _CLAUSE_END.search(line)
    clause = (line[: stop.start()] if stop else line).rstrip(" .,;:/")
    clause = clause or line[:LONGEST_TITLE]
    if len(clause) <= LONGEST_TITLE:
        return clause
    room = clause[: LONGEST_TITLE - 1]
    comma, space = room.rfind(", "), room.rfind(" ")
    cut = comma if comma >= LONGEST_TITLE // 2 else space
    return room[: cut if cut > 0 else None].rstrip(" ,") + "…"
