"""One fault, and the line that names it."""

from dataclasses import dataclass

from history.enums import Fault
from history.queries import Subject


@dataclass(frozen=True)
class Problem:
    """One fault; `str()` is the Vietnamese line that names it."""

    subject: Subject
    sequence: int
    fault: Fault
    detail: str = ""

    def __str__(self) -> str:
        place = f"{self.subject[0]}:{self.subject[1]} mục {self.sequence}"
        if self.subject[0] == "seal":
            place = f"Niêm phong số {self.subject[1]}"
        return f"{place}: {self.fault.label}{self.detail and f' ({self.detail})'}"
