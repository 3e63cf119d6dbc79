"""Signs that a layout leaves in extracted words. Text files stay as they are."""

import re

_DROPPED = dict.fromkeys(
    [
        0x00AD,  # soft hyphen
        *range(0x200B, 0x2010),  # zero width, and marks of direction
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *(code for code in range(0x20) if code not in {0x09, 0x0A}),
        0x7F,
        *range(0xFFF9, 0xFFFC),
    ]
)
_BLANK = dict.fromkeys([0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
# A line or paragraph sign inside a paragraph is a line break on paper.
_BREAKS = {0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_SIGNS = {**_DROPPED, **_BLANK, **_BREAKS}
# Symbol fonts put their bullets into the private area.
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BULLETS = re.compile("[\ue000-\uf8ff]")


def cleaned(words: str) -> str:
    """Words as a typist would have typed them, line breaks kept."""
    return _BULLETS.sub("•", words.replace("\r\n", "\n").translate(_SIGNS))


def as_note(number: int, words: str) -> str:
    """A footnote behind a raised figure, by which it is told from the text."""
    return f"{str(number).translate(_RAISED)} {words}"


def one_line(words: str) -> str:
    """Cleaned words in one line with single spaces."""
    return " ".join(cleaned(words).split())
