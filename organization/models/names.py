"""How Vietnamese names sort: by given name, then family and middle names."""

import unicodedata
from string import ascii_lowercase, ascii_uppercase

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Order of the tones in dictionaries: level, huyền, hỏi, ngã, sắc, nặng.
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# One sign for each letter, in the order of code points.
LETTER_CODES = dict(zip(ALPHABET, ascii_uppercase + ascii_lowercase, strict=False))


def sort_key(full_name: str) -> str:
    """A key that sorts by code point: given name first, letters before their tones.

    Needs no ICU in the database; the column that keeps it has collation "C".
    """
    *rest, given = full_name.lower().split() or [""]
    return "/".join((*_fold([given]), *_fold(rest)))


def _fold(words: list[str]) -> tuple[str, str]:
    """The letters of the words, and apart from them the tones."""
    letters, tones = "", ""
    for piece in _letters(" ".join(words)):
        marks = [mark for mark in unicodedata.normalize("NFD", piece) if mark in TONES]
        bare = "".join(m for m in unicodedata.normalize("NFD", piece) if m not in TONES)
        letter = unicodedata.normalize("NFC", bare)
        letters += " " if letter == " " else LETTER_CODES.get(letter, "0")
        tones += TONES[marks[0]] if marks else "0"
    return letters, tones


def _letters(word: str) -> list[str]:
    """Letters with all their marks, whatever form the text came in."""
    found: list[str] = []
    for sign in unicodedata.normalize("NFD", word):
        if found and unicodedata.combining(sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found
