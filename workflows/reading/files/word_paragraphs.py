"""The words of a Word paragraph as it is seen on paper, with its label."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docx.oxml.ns import qn

from workflows.reading.files.cleaning import cleaned
from workflows.reading.files.word_numbers import Numbers

_W = qn("w:t").removesuffix("t")
_OFF = {"0", "false", "off"}
# Deleted, moved away or doubled words, and fields' codes, are not on paper.
_UNSEEN = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:rPr"),
    qn("w:pPr"),
    qn("w:instrText"),
    qn("w:delText"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_TEXT = qn("w:t")
_RUN = qn("w:r")
_BOX = qn("w:txbxContent")
_PARAGRAPH = qn("w:p")


# A paragraph or table as text, and whether it is centred, as the lines of a title are.
Block = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Words:
    """Pieces of a paragraph's text, whether each is bold; text boxes apart."""

    pieces: tuple[tuple[str, bool], ...]
    boxes: tuple[Any, ...]

    @property
    def text(self) -> str:
        return cleaned("".join(words for words, _ in self.pieces))

    @property
    def is_bold(self) -> bool:
        """Whether every word is bold, as in a heading."""
        said = [bold for words, bold in self.pieces if words.strip()]
        return bool(said) and all(said)


class Paragraphs:
    """Reads paragraphs in order, for labels are counted from the beginning."""

    def __init__(self, styles: Any | None, numbering: Any | None) -> None:
        self._styles = styles
        self._numbers = Numbers(numbering, styles)

    @cached_property
    def _bold_styles(self) -> frozenset[str]:
        """Paragraph styles that print bold, by themselves or by what they rest on."""
        found: set[str] = set()
        all_styles = [] if self._styles is None else self._styles.findall(qn("w:style"))
        for _ in range(3):
            for one in all_styles:
                based = one.find(qn("w:basedOn"))
                own = one.find(f"{qn('w:rPr')}/{qn('w:b')}")
                is_bold = (
                    _is_on(own)
                    if own is not None
                    else based is not None and based.get(qn("w:val")) in found
                )
                if is_bold:
                    found.add(one.get(qn("w:styleId"), ""))
        return frozenset(found)

    def words(self, paragraph: Any) -> Words:
        """What is on paper of the paragraph, without its label."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        bold = style is not None and style.get(qn("w:val")) in self._bold_styles
        pieces: list[tuple[str, bool]] = []
        boxes: list[Any] = []
        _collect(paragraph, pieces, boxes, bold=bold)
        return Words(tuple(pieces), tuple(boxes))

    def is_centred(self, paragraph: Any) -> bool:
        """Whether the paragraph stands in the middle, by itself or by its style."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        if own is not None:
            return bool(own.get(qn("w:val")) == "center")
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return style is not None and style.get(qn("w:val")) in self._centred_styles

    @cached_property
    def _centred_styles(self) -> frozenset[str]:
        styles = [] if self._styles is None else self._styles.findall(qn("w:style"))
        found = ((one, one.find(f"{qn('w:pPr')}/{qn('w:jc')}")) for one in styles)
        return frozenset(
            one.get(qn("w:styleId"), "")
            for one, set_as in found
            if set_as is not None and set_as.get(qn("w:val")) == "center"
        )

    def label(self, paragraph: Any) -> str:
        """The label that Word counts; counting goes on even where it is not used."""
        return self._numbers.label(paragraph)


def paragraphs_in(element: Any) -> Iterator[Any]:
    """All paragraphs below an element, those of boxes in boxes too."""
    return element.iter(_PARAGRAPH)  # type: ignore[no-any-return]


def _collect(
    element: Any,
    pieces: list[tuple[str, bool]],
    boxes: list[Any],
    *,
    bold: bool,
) -> None:
    for child in element:
        tag = child.tag
        if tag == _TEXT:
            pieces.append((child.text or "", bold))
        elif tag in _SIGNS:
            pieces.append((_SIGNS[tag], bold))
        elif tag == _BOX:
            boxes.append(child)
        elif tag == _RUN:
            if not _is_on(child.find(f"{qn('w:rPr')}/{qn('w:vanish')}")):
                own = child.find(f"{qn('w:rPr')}/{qn('w:b')}")
                bolder = bold if own is None else _is_on(own)
                _collect(child, pieces, boxes, bold=bolder)
        elif tag not in _UNSEEN:
            _collect(child, pieces, boxes, bold=bold)


def _is_on(switch: Any | None) -> bool:
    return switch is not None and switch.get(qn("w:val"), "1") not in _OFF
