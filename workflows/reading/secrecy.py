"""Marks of secrecy. What bears one is refused, and nothing of it is kept.

Source: Luật 117/2025/QH15, điều 5. A mark is a line or a cell of its own in capitals,
a suffix of the document's number, or a word of the file name. "Mật độ" and "bí mật
nhà nước" in running text are none. In doubt at the head of a page the file is
refused: a refusal costs a minute, a secret on the network cannot be taken back.
"""

import re
import unicodedata

from workflows.reading.letters import BLANKS, MARKUP, folded, words_of
from workflows.reading.refusals import StateSecret

SENTENCE = (
    "Văn bản có dấu chỉ độ mật nên không được đưa vào hệ thống này. "
    "Đăng ký và xử lý theo chế độ văn bản mật của cơ quan."
)
_AROUND = MARKUP + BLANKS + " \t\r\n[](){}<>|.:;-–"
_LEVELS = {"MẬT", "TỐIMẬT", "TUYỆTMẬT"}
# A stamp as character recognition gives it, where nothing else stands in capitals.
_WORN_LEVELS = {"mat", "toimat", "tuyetmat"}
_COLUMNS = re.compile(r"\t|\||[ \u00a0]{3,20}")
_MOTTO = re.compile(
    r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    r"|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s?-\s?Tự do\s?-\s?Hạnh phúc"
)
_LEVEL_LABEL = re.compile(
    r"(?:dấu chỉ )?(?:độ|mức độ|cấp độ) mật\s{0,4}:\s{0,4}(?:tuyệt |tối )?mật", re.I
)
_LAST_WORD = re.compile(r"(?:^|\s)(?:TỐI\s{1,4}|TUYỆT\s{1,4})?MẬT$")
_NO_MARK_BEFORE = ("BÍ MẬT", "BẢO MẬT", "CƠ MẬT", "THÂN MẬT")
_NUMBER_LINE = re.compile(
    r"(?:^|[\s|])Số\s{0,4}:?\s{0,4}(\d{0,5}\s{0,3}[-/]\S{1,60}(?:\s{0,2}\([A-Za-z]{1,3}\))?)"
)
_SUFFIX = re.compile(r"(?:[-/.]|\()(?:M|TM|TUM|TuM)\)?[.,]?$")
# Words that make another word of "mật", or of "mặt" and "mất" without their marks.
_BEFORE = words_of(
    "bí bảo cơ thân mùi bi bao co than gap hop vang tien be ra trong truoc khuon tam "
    "dau mot nhieu hai tung cac co bo da giam doi gay lam"
)
_AFTER = words_of(
    "độ khẩu mã thiết ong nghị vụ gấu bang do khau ma thiet ong nghi tran nuoc hang "
    "duong phang cau dat bao troi tien va an on khac to vu"
)
HEADER_LINES = 40
LETTERHEAD_LINES = 15
LONGEST_MARK_LINE = 400


def refuse_secret_name(filename: str) -> None:
    """Raise StateSecret if the file name says that the document is secret."""
    name = unicodedata.normalize("NFC", filename)[-LONGEST_MARK_LINE:]
    stem = name.rpartition(".")[0] or name
    words = [word for word in re.split(r"[\W_]+", stem) if word]
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        if word.casefold() == "mật" and _is_marked(before, after):
            raise StateSecret(SENTENCE)
        if word.casefold() == "mat" and _is_marked_bare(word, before, after):
            raise StateSecret(SENTENCE)


def refuse_secret_text(text: str) -> None:
    """Raise StateSecret if the text bears a mark of secrecy."""
    for number, line in enumerate(text.splitlines()):
        if len(line) > LONGEST_MARK_LINE:
            continue
        if (
            _is_mark(line)
            or (number < HEADER_LINES and _is_marked_header(line))
            or (number < LETTERHEAD_LINES and _is_marked_letterhead(line))
        ):
            raise StateSecret(SENTENCE)


def _is_marked(before: str, after: str) -> bool:
    if before.casefold() in {"tuyệt", "tối", "độ"}:
        return True
    return before.casefold() not in _BEFORE and after.casefold() not in _AFTER


def _is_marked_bare(word: str, before: str, after: str) -> bool:
    """Whether "mat" without its mark is the level: it may be "mặt" or "mất" as well."""
    if folded(before) in {"tuyet", "toi"}:
        return True
    if before.casefold() in _BEFORE or after.casefold() in _AFTER:
        return False
    stands_out = word.isupper() and not before.isupper()
    at_an_edge = not before or not after or before.casefold() == "do"
    beside_a_number = any(c.isdigit() for c in before + after)
    return stands_out or at_an_edge or beside_a_number


def _is_mark(line: str) -> bool:
    return "".join(line.strip(_AROUND).split()) in _LEVELS


def _is_marked_header(line: str) -> bool:
    """A mark beside other columns, a "Độ mật:" line, or the number's suffix."""
    for column in (line, *_COLUMNS.split(line)):
        bare = column.strip(_AROUND)
        if _is_mark(column) or _LEVEL_LABEL.fullmatch(bare) is not None:
            return True
    number = _NUMBER_LINE.match(line.lstrip(_AROUND))
    return number is not None and _SUFFIX.search(number.group(1)) is not None


def _is_marked_letterhead(line: str) -> bool:
    """A mark run together with the letterhead, or one that the scanner misread."""
    bare = _MOTTO.sub(" ", line).strip(_AROUND)
    if bare != bare.upper():
        return any(
            _SUFFIX.search(found.group(1)) for found in _NUMBER_LINE.finditer(line)
        )
    if _LAST_WORD.search(bare):
        return not " ".join(bare.split()).endswith(_NO_MARK_BEFORE)
    return "".join(folded(bare).split()) in _WORN_LEVELS or any(
        _SUFFIX.search(found.group(1)) for found in _NUMBER_LINE.finditer(line)
    )
