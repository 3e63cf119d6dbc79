"""Where the documents lie, and short ones made for a single behaviour."""

from pathlib import Path

DOCUMENTS = Path(__file__).parents[2] / "project" / "demo" / "documents"
GOLD = Path(__file__).parent / "gold"


def path_of(number: str) -> Path:
    return next(DOCUMENTS.glob(f"{number}_*.txt"))


def source(number: str) -> str:
    with path_of(number).open(encoding="utf-8", newline="") as file:
        return file.read()


def one_item(*labelled: str, words: str = "Xây dựng kế hoạch kiểm tra.") -> str:
    """A document of one item with the given labelled lines."""
    block = "\n\n".join(labelled)
    return f"KẾ HOẠCH\nCông tác năm 2026\n\nI. NỘI DUNG\n\n1. {words}\n\n{block}\n"
