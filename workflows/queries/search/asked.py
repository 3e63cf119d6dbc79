"""What a person typed, as the index is asked for it.

Words are found with or without marks. In quotes they stand as they are written, in
that order. What is written without a blank, like 04/CT-UBND, stands together. The last
word may still be being typed. Nothing of the text reaches PostgreSQL but letters and
digits: signs that mean something to a tsquery are none of either.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workflows.models.search import SearchWord
from workflows.queries.search.words import forms, pairs_of, words_of

LONGEST: Final = 200  # letters of a search
MOST_WORDS: Final = 12
SHORTEST_BEGINNING: Final = 2  # letters that are completed
MOST_COMPLETED: Final = 30
QUOTED: Final = re.compile('["“”]')


@dataclass(frozen=True)
class Term:
    """Words that stand together, in this order; `is_exact` with their marks.
    `is_begun`: the last of them may be the beginning of a longer one."""

    words: tuple[str, ...]
    is_exact: bool = False
    is_begun: bool = False


@dataclass(frozen=True)
class Asked:
    """`text` is what was typed, cleaned; without terms there is nothing to look for."""

    text: str
    terms: tuple[Term, ...] = ()

    @property
    def whole(self) -> str:
        """The tsquery of the words as they stand."""
        return " & ".join(_query(term, ()) for term in self.terms)

    def completed(self, longer: Sequence[str]) -> str:
        """The same, where the word that is begun may be any of the longer ones."""
        return " & ".join(
            _query(term, longer if term.is_begun else ()) for term in self.terms
        )

    def words(self, longer: Sequence[str]) -> list[str]:
        """A tsquery for each word alone, whatever stands beside it, or for the pair in
        which it is kept; each once."""
        single = (one for term in self.terms for one in _apart(term, longer))
        return list(dict.fromkeys(single))

    def phrases(self, longer: Sequence[str]) -> list[str]:
        """A tsquery for each thing that is more than one word: which must stand
        together. A pair that is kept as a word does already."""
        return [
            _query(term, longer if term.is_begun else ())
            for term in self.terms
            if len(term.words) > (1 if term.is_exact or not _pairs(term) else 2)
        ]

    @property
    def ends_in_a_letter(self) -> bool:
        """Whether the last word is one letter: too short to be completed, so it is
        looked for as it stands, though it may be the beginning of a longer one."""
        last = self.terms[-1] if self.terms else Term(())
        return not last.is_exact and bool(last.words) and _is_letter(last.words[-1])

    @property
    def beginning(self) -> str:
        """The word that may go on; "" where there is none."""
        last = self.terms[-1] if self.terms else Term(())
        return last.words[-1] if last.is_begun else ""


def asked(text: str) -> Asked:
    """Read what was typed; whatever it is, it is harmless."""
    text = " ".join(text.replace("\0", " ").split(" "))
    kept = text[:LONGEST]
    terms: list[Term] = []
    # What follows an odd quotation mark is quoted, closed or not.
    for number, part in enumerate(QUOTED.split(kept)):
        if number % 2:
            words = tuple(marked for _, marked in words_of(part))
            terms.append(Term(words, is_exact=True))
        else:
            terms += [
                Term(tuple(bare for bare, _ in words_of(run))) for run in part.split()
            ]
    found = _few([term for term in terms if term.words])
    if found and not found[-1].is_exact and text == kept and _goes_on(kept, found[-1]):
        found[-1] = Term(found[-1].words, is_begun=True)
    return Asked(" ".join(kept.split()), tuple(found))


def longer_words(beginning: str) -> list[str]:
    """The commonest words that begin so, without itself; one statement, or none."""
    if not beginning:
        return []
    found = SearchWord.objects.filter(word__startswith=beginning)
    common = found.exclude(word=beginning).order_by("-seen", "word")
    return list(common.values_list("word", flat=True)[:MOST_COMPLETED])


def _few(terms: list[Term]) -> list[Term]:
    """As many words as a search may have; the same asked twice is asked once."""
    kept: list[Term] = []
    left = MOST_WORDS
    for term in dict.fromkeys(terms):
        if left:
            words = term.words[:left]
            kept.append(Term(words, term.is_exact))
            left -= len(words)
    return kept


def _goes_on(text: str, last: Term) -> bool:
    word = last.words[-1]
    run = text.rpartition(" ")[2]
    ends_in_it = any(True for _ in words_of(run))
    return ends_in_it and word.isalpha() and len(word) >= SHORTEST_BEGINNING


def _is_letter(word: str) -> bool:
    return word.isalpha() and len(word) < SHORTEST_BEGINNING


def _apart(term: Term, longer: Sequence[str]) -> list[str]:
    """The pairs of a term that are kept as words, and its other words."""
    pairs = _pairs(term)
    last = len(term.words) - 1
    paired = {place for number in pairs for place in (number, number + 1)}
    found = []
    for number, one in pairs.items():
        either = [one]
        if term.is_begun and number + 1 == last:
            first = one.partition(" ")[0]
            either += [f"{first} {other}" for other in longer]
        found.append(_any(either))
    left = (number for number in range(last + 1) if number not in paired)
    return found + [_word(term, number, longer) for number in left]


def _pairs(term: Term) -> dict[int, str]:
    """Place of the first word → the two, as they are kept."""
    bare = [forms(word)[0] for word in term.words]
    both = enumerate(pairwise(bare))
    return {at: pair for at, two in both for pair in pairs_of(two)}


def _query(term: Term, longer: Sequence[str]) -> str:
    words = (_word(term, number, longer) for number in range(len(term.words)))
    return f"({' <-> '.join(words)})"


def _word(term: Term, number: int, longer: Sequence[str]) -> str:
    """One word of the term; the last may be any of the longer ones, if it is begun."""
    word = f"{'=' * term.is_exact}{term.words[number]}"
    if not term.is_begun or number < len(term.words) - 1:
        return _any([word])
    return _any([word, *longer])


def _any(words: Sequence[str]) -> str:
    quoted = [f"'{word}'" for word in words]
    return quoted[0] if len(quoted) == 1 else f"({' | '.join(quoted)})"
