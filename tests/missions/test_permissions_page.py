"""What docs/permissions.md tells people is what the table of the tests holds."""

from pathlib import Path

from tests.missions import matrix

TABLE = matrix.read()
ROWS = {
    "Xem": "view",
    "Nhận thực hiện": "start",
    "Phân công chuyên viên": "name_officer",
    "Nộp báo cáo": "report",
    "Rút báo cáo": "recall_report",
    "Trình lãnh đạo": "submit_for_approval",
    "Trả lại về thể thức": "return_for_form",
    "Duyệt hoàn thành": "approve",
    "Trả lại": "return",
    "Chuyển Trưởng Ban": "pass_up",
    "Đính chính": "correct",
    "Thu hồi": "withdraw",
}
COLUMNS = ("HL", "OL", "HS", "DL", "TB", "AD", "CV", "VT", "VO", "HU", "AU", "QT")


def page() -> dict[str, list[str]]:
    path = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    return {row[0]: row[1:] for row in cells if row and row[0] in ROWS}


def mark(act: str, who: str) -> str:
    """What the page must show for an act and a person, in all situations together."""
    found = {(route, cells[act][who]) for (route, _), cells in TABLE.items()}
    if ("direct", "yes") in found:
        return "✔"
    if ("document", "yes") in found:
        return "VB"
    return "" if {answer for _, answer in found} == {"404"} else "–"


def test_the_page_says_what_the_table_says() -> None:
    assert page() == {
        row: [mark(act, who) for who in COLUMNS] for row, act in ROWS.items()
    }


def test_a_delegate_in_force_may_what_the_leader_may() -> None:
    for cells in TABLE.values():
        assert all(row["UQ"] == row["DL"] for row in cells.values())


def test_who_left_or_whose_delegation_ended_sees_nothing() -> None:
    for cells in TABLE.values():
        for row in cells.values():
            assert row["UX"] == row["FH"] == "404"
