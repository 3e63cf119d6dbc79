"""docs/plans: figures and plans of each page, written by the benchmark itself."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.utils import timezone

if TYPE_CHECKING:
    from tests.benchmarks.pages import Line

WHO: Final = {
    "truong_ban": "Trưởng Ban",
    "pho_truong_ban": "deputy, a quarter of the units",
    "truong_phong": "head of the busiest unit",
    "chuyen_vien": "officer of that unit",
    "kiem_tra": "auditor",
}
OF: Final = {
    "page.inbox": "The inbox",
    "page.list": "Lists",
    "page.backlog": "The board",
    "page.mission": "The page of a mission",
    "page.history": "The ledger",
    "search": "Search",
}
# Two plans are the same where only the counts differ.
COUNTS: Final = re.compile(r"\(actual [^)]*\)|\(never executed\)|\d+")
TOLD: Final = re.compile(
    r"^\s*(Index Searches|Heap Fetches|Storage|Hits|Batches|Sort Method|Buckets"
    r"|Worker \d+|Rows Removed|Cache Mode)"
)


def write(group: str, sizes: Sequence[int], lines: "list[Line]") -> None:
    """The page of one group, where BENCH_PLANS names the folder."""
    folder = os.environ.get("BENCH_PLANS")
    if folder:
        name = group.replace(".", "-") + ".md"
        text = "\n".join(_page(group, sizes, lines))
        Path(folder, name).write_text(f"{text}\n", encoding="utf-8")


def _page(group: str, sizes: Sequence[int], lines: "list[Line]") -> Iterator[str]:
    each = [f"{size:,}" for size in sizes]
    yield f"# {OF[group]} at {each[-1]} missions"
    yield ""
    yield (
        f"Made by `BENCH_PLANS=docs/plans make bench ONLY={group}` (200 units, 5,000\n"
        "people, 2,000 open missions, ten entries a mission),"
        f" {timezone.localdate():%d/%m/%Y}; medians of {len(lines[0].times[0])}, the\n"
        "volumes asked in turn. The ratio counts, not the milliseconds. Rows are those"
        " looked at in\ntables that grow; they do not depend on the machine."
    )
    yield ""
    yield f"| Page | Who | Statements | {' | '.join(each)} | Ratio | p95 | Rows |"
    yield f"|{'---|' * (6 + len(each))}"
    for line in lines:
        times = " | ".join(f"{one:.0f} ms" for one in line.medians)
        rows = " → ".join(f"{one:,}" for one in line.rows)
        statements = "–".join(map(str, sorted(set(line.statements))))
        yield (
            f"| {line.page.title} | {WHO[line.kind]} | {statements} | {times}"
            f" | {line.ratio:.2f} | {line.p95:.0f} ms | {rows} |"
        )
    yield ""
    yield from _verdict(lines)
    yield from _plans(lines)


def _verdict(lines: "list[Line]") -> Iterator[str]:
    scans = sorted({table for line in lines for table in line.scans})
    if scans:
        yield f"Read from end to end: {', '.join(scans)}."
    else:
        yield "No statement reads a table that grows from end to end."
    beyond = [
        f"{line.page.title}, {WHO[line.kind]}: {', '.join(line.faults)}"
        for line in lines
        if line.faults
    ]
    if beyond:
        yield "Beyond the budget: " + "; ".join(beyond) + "."


def _plans(lines: "list[Line]") -> Iterator[str]:
    """Each plan once: a second page with the same one names the first."""
    known: dict[tuple[str, ...], str] = {}
    for line in lines:
        title = f"{line.page.title}: {WHO[line.kind]}"
        yield from ("", f"## {title}")
        for plan in line.plans:
            shape = tuple(
                COUNTS.sub("", text) for text in plan.text if not TOLD.match(text)
            )
            head = f"Statement {plan.number}, {sum(plan.rows.values()):,} rows"
            if shape in known:
                yield from ("", f"{head}: as {known[shape]}.")
                continue
            known[shape] = f"statement {plan.number} of “{title}”"
            yield from ("", f"{head}:", "", "```")
            yield from (text for text in plan.text if not TOLD.match(text))
            yield "```"
