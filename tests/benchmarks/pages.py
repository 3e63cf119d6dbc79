"""How long pages take at each volume, for each kind of person, and what they read.

All databases come from `load_volume`, each is read by a process of its own, and they
are asked in turn, so that they meet the same machine. `ratio` is the largest volume to
the smallest; `rows` are what the statements looked at in tables that grow, at each
volume; `scans` names such tables that were read from end to end at the largest.
`within` says whether all of that is within the budget.

BENCH_VOLUMES=10000,1000000 are the volumes, the smallest first; BENCH_KEEP=1 keeps the
databases for the next run (bench_volume_<missions>), where they are brought up to date;
BENCH_PLANS=docs/plans writes figures and plans into that folder; BENCH_ROUNDS=30.
"""

import os
import statistics
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final

from tests.benchmarks import plan_pages
from tests.benchmarks.plans import Plan, growing, total
from tests.benchmarks.volumes import Reader, reading

MOST_RATIO: Final = 1.2
GRACE: Final = 1.0  # milliseconds
SEARCH_P95: Final = 300.0  # milliseconds, at the largest volume
MORE_ROWS: Final = 1.5  # and FEW_ROWS: what chance puts on a page differs a little
FEW_ROWS: Final = 300
EVERYBODY: Final = (
    "truong_ban",
    "pho_truong_ban",
    "truong_phong",
    "chuyen_vien",
    "kiem_tra",
)
OVERSEERS: Final = ("truong_ban", "pho_truong_ban", "kiem_tra")
LIST: Final = "/nhiem-vu/"
BOX: Final = "/hop-viec/"
LEDGER: Final = "/lich-su/"
SEARCH: Final = "/tim-kiem/"
AUDITOR: Final = ("kiem_tra",)
READERS: Final = ("truong_ban", "truong_phong", "chuyen_vien")


@dataclass(frozen=True)
class Page:
    """One page as some kinds of people open it; what stands in braces is asked of
    tests.benchmarks.subjects."""

    name: str
    title: str
    address: str
    people: tuple[str, ...] = EVERYBODY

    @property
    def group(self) -> str:
        """The name under which the worst is told: page.list, search."""
        parts = self.name.split(".")
        return ".".join(parts[:2]) if parts[0] == "page" else parts[0]


PAGES: Final = (
    Page("page.list", "Chưa xong", LIST),
    Page("page.list.completed", "Hoàn thành", f"{LIST}?loc=hoan-thanh"),
    Page("page.list.all", "Tất cả", f"{LIST}?loc=tat-ca"),
    Page("page.inbox", "Hộp việc", BOX),
    Page("page.inbox.answer", "Trả lời", f"{BOX}?viec=tra-loi"),
    Page("page.backlog", "Bàn điều hành", "/ban-dieu-hanh/", OVERSEERS),
    Page("page.mission", "Đang làm", "/nhiem-vu/{open}/"),
    Page("page.mission.finished", "Đã hoàn thành", "/nhiem-vu/{finished}/"),
    Page("page.mission.long", "300 mục lịch sử", "/nhiem-vu/{long}/"),
    Page("page.history", "Tất cả", LEDGER, AUDITOR),
    Page("page.history.actor", "Một người", f"{LEDGER}?nguoi={{head}}", AUDITOR),
    Page("page.history.kind", "Một loại việc", f"{LEDGER}?viec=RETURNED", AUDITOR),
    Page("page.history.rare", "Loại hiếm", f"{LEDGER}?viec=PASSED_UP", AUDITOR),
    Page("page.history.capacity", "Ký KT.", f"{LEDGER}?tham_quyen=KT.", AUDITOR),
    Page("page.history.type", "Nhiệm vụ", f"{LEDGER}?loai=mission", AUDITOR),
    Page("page.history.unit", "Đơn vị", f"{LEDGER}?loai=unit", AUDITOR),
    Page("page.history.one", "Một nhiệm vụ", f"{LEDGER}?so=NV+{{finished}}", AUDITOR),
    Page("page.history.period", "Một năm cũ", f"{LEDGER}?den=2024-06-30", AUDITOR),
    Page(
        "page.history.together",
        "Một người, một loại, một năm",
        f"{LEDGER}?nguoi={{head}}&viec=RETURNED&den=2025-06-30",
        AUDITOR,
    ),
    Page("search.common", "Từ phổ biến", f"{SEARCH}?q=tổng+hợp", READERS),
    Page("search.rare", "Từ hiếm", f"{SEARCH}?q=việc+số+{{finished}}", READERS),
    Page("search.nothing", "Không có", f"{SEARCH}?q=thủy+điện", READERS),
)


@dataclass
class Line:
    """One page for one kind of person; lists follow the volumes, the smallest first."""

    page: Page
    kind: str
    times: list[list[float]]
    statements: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)  # at the largest

    @property
    def medians(self) -> list[float]:
        return [statistics.median(found) for found in self.times]

    @property
    def ratio(self) -> float:
        return self.medians[-1] / self.medians[0]

    @property
    def p95(self) -> float:
        """Milliseconds at the largest volume."""
        ordered = sorted(self.times[-1])
        return ordered[int(len(ordered) * 0.95)]

    @property
    def scans(self) -> list[str]:
        return sorted({table for plan in self.plans for table in plan.whole})

    @property
    def faults(self) -> list[str]:
        """What is beyond the budget."""
        small, large = self.medians[0], self.medians[-1]
        found = []
        if self.page.group == "search":
            if self.p95 > SEARCH_P95:
                found.append("p95")
        elif large > MOST_RATIO * small + GRACE:
            found.append("time")
        if self.page.group != "search" and (
            self.rows[-1] > MORE_ROWS * self.rows[0] + FEW_ROWS
        ):
            found.append("rows")
        if len(set(self.statements)) > 1:
            found.append("statements")
        return found + (["scans"] if self.scans else [])

    def figure(self) -> dict[str, object]:
        """As it is printed."""
        return {
            "name": f"{self.page.name}.{self.kind}",
            "value": round(self.medians[-1], 2),
            "unit": "ms",
            "small": round(self.medians[0], 2),
            "ratio": round(self.ratio, 3),
            "n": len(self.times[0]),
            "each": [round(one, 2) for one in self.medians],
            "p95": round(self.p95, 2),
            "statements": self.statements,
            "rows": self.rows,
            "scans": self.scans,
            "within": not self.faults,
            "faults": self.faults,
        }


def measure(only: str) -> Iterator[dict[str, object]]:
    """A line for each page and kind of person, then the worst of the page."""
    wanted = [one for one in PAGES if one.name.startswith(only) or only == "page"]
    if not wanted:
        return
    sizes = [
        int(n) for n in os.environ.get("BENCH_VOLUMES", "10000,1000000").split(",")
    ]
    with ExitStack() as stack:
        readers = [stack.enter_context(reading(size)) for size in sizes]
        tables = growing(readers[0].ask("sizes"), readers[-1].ask("sizes"))
        for group in dict.fromkeys(page.group for page in wanted):
            lines = []
            for page in (one for one in wanted if one.group == group):
                if not readers[0].ask("is_there", page.address):
                    continue
                for kind in page.people:
                    lines.append(_measured(readers, page, kind, tables))
                    yield lines[-1].figure()
            if not lines:
                continue
            worst = max(lines, key=lambda line: line.ratio)
            yield {
                **worst.figure(),
                "name": group,
                "within": not any(line.faults for line in lines),
            }
            plan_pages.write(group, sizes, lines)


def _measured(
    readers: list[Reader], page: Page, kind: str, tables: dict[str, int]
) -> Line:
    line = Line(page, kind, [[] for _ in readers])
    for reader in readers:
        reader.ask("get", kind, page.address)  # warm
        reader.ask("get", kind, page.address)
    for _ in range(int(os.environ.get("BENCH_ROUNDS", "30"))):
        for reader, found in zip(readers, line.times, strict=True):
            found.append(reader.ask("get", kind, page.address))
    for reader in readers:
        statements, plans = reader.ask("look", kind, page.address, tables)
        line.statements.append(statements)
        line.rows.append(total(plans).total())
        line.plans = plans
    return line
