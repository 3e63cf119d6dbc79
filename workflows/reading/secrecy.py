"""Marks of secrecy. What bears one is refused, and nothing of it is kept.

Source: Luật 117/2025/QH15, điều 5. A mark is a line of its own in capitals, a
suffix of the document's number, or a word of the file name. "Mật độ" and "bí mật
nhà nước" in running text are none.
"""

import re
import unicodedata

from workflows.reading.letters import BLANKS, MARKUP
from workflows.reading.refusals import StateSecret

SENTENCE = (
    "Văn bản có dấu chỉ độ mật nên không được đưa vào hệ thống này. "
    "Đăng ký và xử lý theo chế độ văn bản mật của cơ quan."
)
_AROUND = MARKUP + BLANKS + " \t\r\n[](){}<>|.:;-–"
_LEVELS = {"MẬT", "TỐI MẬT", "TUYỆT MẬT"}
_COLUMNS = re.compile(r"\t|\||[ \u00a0]{3,20}")
_LEVEL_LABEL = re.compile(
    r"(?:dấu chỉ )?(?:độ|mức độ) mật\s{0,4}:\s{0,4}(?:tuyệt |tối )?mật", re.I
)
_NUMBER_LINE = re.compile(r"Số\s{0,4}:\s{0,4}(\S{1,60}(?:\s{0,2}\([A-Z]{1,3}\))?)")
_SUFFIX = re.compile(r"(?:[-/.]|\()(?:M|TM|TUM|TuM)\)?[.,]?$")
_NAMED = re.compile(
    r"(?:^|[\W_])(?:tuyệt[\W_]+mật|tối[\W_]+mật|tuyet[\W_]+mat|toi[\W_]+mat)(?:[\W_]|$)"
)
_NAMED_PLAIN = re.compile(
    r"(?:^|[\W_])(?<!bí )(?<!bí_)(?<!bí-)(?<!bảo )(?<!bảo_)(?<!cơ )mật"
    r"(?![\W_]?(?:độ|khẩu|mã|thiết|ong|nghị))(?:[\W_]|$)"
)
_NAMED_BARE = re.compile(r"^mat[\W_]|[\[(]mat[\])]|do[\W_]mat[\W_]")
HEADER_LINES = 40
LONGEST_MARK_LINE = 400


def refuse_secret_name(filename: str) -> None:
    """Raise StateSecret if the file name says that the document is secret."""
    name = unicodedata.normalize("NFC", filename).casefold()
    patterns = (_NAMED, _NAMED_PLAIN, _NAMED_BARE)
    if any(pattern.search(name[-LONGEST_MARK_LINE:]) for pattern in patterns):
        raise StateSecret(SENTENCE)


def refuse_secret_text(text: str) -> None:
    """Raise StateSecret if the text bears a mark of secrecy."""
    for number, line in enumerate(text.splitlines()):
        if len(line) > LONGEST_MARK_LINE:
            continue
        if _is_mark(line) or (number < HEADER_LINES and _is_marked_header(line)):
            raise StateSecret(SENTENCE)


def _is_mark(line: str) -> bool:
    bare = " ".join(line.strip(_AROUND).split())
    return bare in _LEVELS or bare.replace(" ", "") in {"TỐIMẬT", "TUYỆTMẬT", "MẬT"}


def _is_marked_header(line: str) -> bool:
    """A mark beside other columns, a "Độ mật:" line, or the number's suffix."""
    bare = line.strip(_AROUND)
    if any(_is_mark(column) for column in _COLUMNS.split(line)):
        return True
    if _LEVEL_LABEL.fullmatch(bare) is not None:
        return True
    number = _NUMBER_LINE.match(line.lstrip(_AROUND))
    return number is not None and _SUFFIX.search(number.group(1)) is not None
