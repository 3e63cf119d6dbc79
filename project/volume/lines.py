"""A row as a line of COPY."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from project.volume.shape import Acting

Rows = dict[str, list[str]]
NULL: Final = r"\N"
# Nobody yet, where `signed` and the moment would stand.
UNANSWERED: Final = f"{NULL}\t\t\t\t{NULL}"


def add(lines: list[str], values: Iterable[Any]) -> None:
    """Put one more row behind the others."""
    lines.append("\t".join([_cell(value) for value in values]) + "\n")


def escaped(text: str) -> str:
    """What COPY would read otherwise, behind a backslash."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\n" in text:
        text = text.replace("\n", "\\n")
    return text.replace("\t", "\\t") if "\t" in text else text


@lru_cache(maxsize=20_000)
def signed(by: Acting) -> str:
    """Number, title, capacity and whom it stands for, as cells."""
    return "\t".join((str(by.id), *map(escaped, by[2:])))


def _cell(value: Any) -> str:
    kind = type(value)
    if kind is str:
        return escaped(value)
    if kind is bool:
        return "t" if value else "f"
    return NULL if value is None else str(value)
