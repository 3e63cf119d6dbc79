"""The foot of a document: recipients, and who signed in what capacity."""

import re
from dataclasses import dataclass

from workflows.reading.letters import folded, tidy
from workflows.reading.lines import Line

_CAPACITY = re.compile(r"(KT|TL|TUQ|TM|T/M|K/T|T/L|Q)[./]\s{0,4}(?=[A-ZÀ-ỸĐ])")
_SPELLED = {"T/M": "TM.", "K/T": "KT.", "T/L": "TL."}
_NAME_WORDS = range(2, 7)


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients as listed, signer, the signer's own title, and the capacity."""

    recipients: tuple[str, ...] = ()
    signer: str | None = None
    title: str | None = None
    capacity: str = ""


def read_closing(text: str, lines: tuple[Line, ...]) -> Closing:
    """Read the lines from "Nơi nhận" on; the signature may stand on either side."""
    words = [
        part
        for line in lines
        for part in re.split(r"\t|\s\|\s|\s{4,40}", text[line.start : line.end])
    ]
    titles = [word.strip("*_# ") for word in words if _is_title(word)]
    signature = next((n for n, word in enumerate(words) if _is_title(word)), len(words))
    names = [word.strip("*_# ") for word in words[signature:] if _is_name(word)]
    prefix = next((found for t in titles if (found := _CAPACITY.match(t))), None)
    capacity = (
        "" if prefix is None else _SPELLED.get(prefix.group(1), f"{prefix.group(1)}.")
    )
    return Closing(
        recipients=_recipients(words[1:signature]),
        signer=names[0] if names else None,
        title=_CAPACITY.sub("", titles[-1]) if titles else None,
        capacity=capacity,
    )


def _recipients(words: list[str]) -> tuple[str, ...]:
    """One recipient for each dash; a line without one goes on with the last."""
    found: list[str] = []
    for word in words:
        bare = tidy(word)
        if not bare:
            continue
        if found and not bare.startswith(("-", "–", "+", "•")):
            found[-1] = f"{found[-1]} {bare}"
        else:
            found.append(bare)
    return tuple(tidy(one.lstrip("-–+• ").rstrip(";. ")) for one in found)


def _is_title(word: str) -> bool:
    bare = word.strip("*_# .")
    fold = folded(bare)
    starts = ("truong", "pho", "giam doc", "chu tich", "chanh", "cuc truong", "bi thu")
    behind = _CAPACITY.sub("", bare)
    return (
        bool(bare)
        and bare == bare.upper()
        and (behind != bare or fold.strip().startswith(starts))
    )


def _is_name(word: str) -> bool:
    parts = word.strip("*_# .").split()
    return len(parts) in _NAME_WORDS and all(
        part.isalpha() and part[0].isupper() and not part.isupper() for part in parts
    )
