"""What PostgreSQL does for the statements of a page, and how much that grows.

Milliseconds depend on the machine; rows do not. They are what every scan of a table
that grows looked at, with what it then threw away.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

# Who is who does not grow with the work, whatever the number of people.
PEOPLE: Final = ("organization_", "auth_", "django_", "guardian_")
FEW: Final = 1000
REMOVED: Final = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
_SIZES = """
SELECT relname, greatest(reltuples, 0)::bigint FROM pg_class
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""


@dataclass(frozen=True)
class Plan:
    """Of one statement; `number` is its place on the page. `whole` are tables of which
    a sequential scan looked at most: one that a LIMIT ends after a few is none."""

    number: int
    text: tuple[str, ...]
    rows: Mapping[str, int]  # table that grows → rows looked at
    whole: tuple[str, ...]


def sizes() -> dict[str, int]:
    """Table → rows at the last ANALYZE."""
    with connection.cursor() as cursor:
        cursor.execute(_SIZES)
        return dict(cursor.fetchall())


def total(plans: Iterable[Plan]) -> Counter[str]:
    """Table → rows that a page looked at."""
    found: Counter[str] = Counter()
    for plan in plans:
        found.update(plan.rows)
    return found


def growing(small: Mapping[str, int], large: Mapping[str, int]) -> dict[str, int]:
    """Tables that follow the number of missions, by what the two volumes hold, with
    their rows at the large one."""
    return {
        table: rows
        for table, rows in large.items()
        if rows > max(FEW, 2 * small.get(table, 0)) and not table.startswith(PEOPLE)
    }


def plans_of(statements: list[str], tables: Mapping[str, int]) -> list[Plan]:
    """The plans of the statements that read any of the tables; each is run again."""
    found = []
    for number, statement in enumerate(statements, start=1):
        if not statement.lstrip().startswith(("SELECT", "WITH", "(")):
            continue
        if not any(table in statement for table in tables):
            continue
        root = _explain(statement, "FORMAT JSON")[0][0]["Plan"]
        nodes = [node for node in _nodes(root) if node.get("Relation Name") in tables]
        if not nodes:
            continue
        whole = {
            node["Relation Name"]
            for node in nodes
            if node["Node Type"] == "Seq Scan"
            and 2 * _looked_at(node) > tables[node["Relation Name"]]
        }
        rows: Counter[str] = Counter()
        for node in nodes:
            rows[node["Relation Name"]] += _looked_at(node)
        text = _explain(statement, "COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF")
        lines = tuple(_short(line) for line in text)
        found.append(Plan(number, lines, rows, tuple(sorted(whole))))
    return found


def _explain(statement: str, options: str) -> list[Any]:
    with connection.cursor() as cursor:
        # Without parameters nothing in the text is taken for a placeholder.
        cursor.execute(f"EXPLAIN (ANALYZE, {options}) {statement}")
        return [row[0] for row in cursor.fetchall()]


def _nodes(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _looked_at(node: Mapping[str, Any]) -> int:
    rows = node["Actual Rows"] + sum(node.get(name, 0) for name in REMOVED)
    return int(rows * node["Actual Loops"])


def _short(line: str) -> str:
    """Long lists of numbers say nothing that their length does not."""
    return re.sub(r"\{(\d+),(?:\d+,){8,}\d+\}", r"{\1,…}", line)
