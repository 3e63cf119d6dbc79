"""The tables of docs/permissions.md, read as they stand: the one source of the rules.

`read()` gives (route, situation) → act → relation → answer. A column, a row, a mark or
a situation that is not known here is an error, so nothing in the page goes untested.

What is asked and answered on a mission is written shorter, a page an area in
docs/permissions/: a table `Ai` (relation × act: who may) and a table `Khi nào`
(situation × act: when). Who may see the mission stands in the first page.
"""

from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from tests.authority import areas

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
AREAS: Final = PAGE.with_suffix("")  # a folder beside the page
T = TypeVar("T")
ROUTES: Final = ("direct", "document")
YES, DENIED, NOT_NOW, UNSEEN, SIGN_IN = "yes", "403", "409", "404", "sign in"

Situation = tuple[str, str]  # route, situation
Cells = dict[str, dict[str, str]]  # act → relation → answer

# Heading of a table → the situation that it tells of.
SITUATIONS: Final[dict[str, str]] = {
    "Giao": "ASSIGNED",
    "Đang thực hiện": "IN_PROGRESS",
    "Đang thực hiện, sau khi rút báo cáo": "IN_PROGRESS after a recall",
    "Báo cáo": "REPORTED",
    "Lãnh đạo duyệt": "UNDER_APPROVAL",
    "Lãnh đạo duyệt, đã chuyển Trưởng Ban": "UNDER_APPROVAL passed up",
    "Trả lại": "RETURNED",
    "Hoàn thành": "COMPLETED",
    "Thu hồi": "WITHDRAWN",
}
# Nobody checks the form of what a leader gave directly: it goes on in the same act.
NOT_THERE: Final = (("direct", "REPORTED"),)
ACTS: Final[dict[str, str]] = {
    "Xem": "view",
    "Nhận": "start",
    "Cử chuyên viên": "name_officer",
    "Soạn": "prepare",
    "Góp": "contribute",
    "Nộp": "report",
    "Rút": "recall_report",
    "Trình": "submit_for_approval",
    "Trả thể thức": "return_for_form",
    "Duyệt": "approve",
    "Trả lại": "return",
    "Chuyển TB": "pass_up",
    "Đính chính": "correct",
    "Thu hồi": "withdraw",
    "Cho riêng": "except",
    **areas.COLUMNS,
}
RELATIONS: Final[dict[str, str]] = {
    "Trưởng đơn vị chủ trì": "lead head",
    "Cấp phó đơn vị chủ trì, được trưởng đơn vị ủy quyền": "lead deputy, delegated",
    "Cấp phó đơn vị chủ trì, không được ủy quyền": "lead deputy",
    "Chuyên viên đơn vị chủ trì": "lead officer",
    "Trưởng đơn vị phối hợp": "supporting head",
    "Chuyên viên đơn vị phối hợp": "supporting officer",
    "Lãnh đạo chỉ đạo": "directing leader",
    "Trưởng Ban": "head of the Board",
    "Phó Trưởng Ban khác, phụ trách đơn vị chủ trì": "deputy with the field",
    "Phó Trưởng Ban khác, ngoài lĩnh vực": "deputy without the field",
    "Chánh Văn phòng": "chief of office",
    "Phó Chánh Văn phòng": "deputy chief of office",
    "Chuyên viên Văn phòng": "officer of the office",
    "Văn thư": "clerk",
    "Được lãnh đạo chỉ đạo ủy quyền toàn bộ": "delegate",
    "Được lãnh đạo chỉ đạo ủy quyền riêng nhiệm vụ này": "delegate of this mission",
    "Được lãnh đạo chỉ đạo ủy quyền riêng nhiệm vụ khác": "delegate of another",
    "Được lãnh đạo chỉ đạo ủy quyền, cũng là người nộp báo cáo": "delegate, handed in",
    "Được Trưởng Ban ủy quyền": "delegate of the head",
    "Trưởng đơn vị khác, được Trưởng Ban giao ký thừa lệnh": "by order of the head",
    "Hết hạn ủy quyền": "delegate after the end",
    "Thôi giữ chức trưởng đơn vị chủ trì": "former holder",
    "Được cho riêng: xem": "excepted to view",
    "Được cho riêng: tham gia chuẩn bị": "excepted to prepare",
    "Hết hạn cho riêng": "excepted after the end",
    "Trưởng đơn vị khác": "other",
    "Kiểm tra nội bộ": "auditor",
    "Quản trị hệ thống": "administrator",
    "Tài khoản đã khóa": "deactivated",
    "Chưa đăng nhập": "nobody",
}
# Mark → what it means on each route.
MARKS: Final[dict[str, tuple[str, str]]] = {
    "✔": (YES, YES),
    "–": (DENIED, DENIED),
    "○": (NOT_NOW, NOT_NOW),
    "": (UNSEEN, UNSEEN),
    "↪": (SIGN_IN, SIGN_IN),
    "VB": (DENIED, YES),
    "○VB": (DENIED, NOT_NOW),
}


class Unreadable(Exception):
    """The page says something that is not known here."""


@cache
def read(page: Path = PAGE) -> dict[Situation, Cells]:
    """Every cell of every table; raises Unreadable."""
    found: dict[Situation, Cells] = {}
    for title, rows in _tables(page).items():
        situation = _known(title, SITUATIONS, "situation")
        for place, route in enumerate(ROUTES):
            if (route, situation) not in NOT_THERE:
                found[route, situation] = _cells(rows, place)
    if page == PAGE:
        for area in sorted(AREAS.glob("*.md")):
            _add(found, _tables(area))
    return found


def _add(found: dict[Situation, Cells], tables: dict[str, list[list[str]]]) -> None:
    """The acts of one area: who may, and when, each by itself."""
    for (route, situation), cells in found.items():
        place = ROUTES.index(route)
        who = _cells(tables["Ai"], place)
        (_, *heads), *rows = tables["Khi nào"]
        acts = [_known(head, ACTS, "act") for head in heads]
        if acts != list(who):
            raise Unreadable("the tables of an area have different columns")
        when = {_known(row[0], SITUATIONS, "situation"): row[1:] for row in rows}
        now = dict(zip(acts, when[situation], strict=True))
        for act in acts:
            cells[act] = {
                relation: _both(cells["view"][relation], mark, now[act])
                for relation, mark in who[act].items()
            }


def _both(seen: str, who: str, when: str) -> str:
    """Whether it is there at all, then who may, then whether the state allows it."""
    if seen != YES:
        return seen
    allowed = _known(when, {"✔": YES, "○": NOT_NOW}, "mark")
    return allowed if who == YES else who


def _tables(page: Path) -> dict[str, list[list[str]]]:
    """Heading → rows of the table under it, for the headings of the third order."""
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] | None = None
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            rows = found.setdefault(line[4:].strip(), [])
        elif line.startswith("#"):
            rows = None
        elif rows is not None and line.startswith("|") and not line.startswith("|-"):
            rows.append([cell.strip() for cell in line.split("|")[1:-1]])
    return found


def _cells(rows: list[list[str]], place: int) -> Cells:
    (_, *heads), *people = rows
    acts = [_known(head, ACTS, "act") for head in heads]
    cells: Cells = {act: {} for act in acts}
    for who, *marks in people:
        relation = _known(who, RELATIONS, "relation")
        if relation in cells[acts[0]]:
            raise Unreadable(f"two rows for {who}")
        for act, mark in zip(acts, marks, strict=True):
            cells[act][relation] = _known(mark, MARKS, "mark")[place]
    return cells


def _known(word: str, words: dict[str, T], what: str) -> T:
    if word not in words:
        raise Unreadable(f"no such {what} in tests/authority/table.py: {word!r}")
    return words[word]
