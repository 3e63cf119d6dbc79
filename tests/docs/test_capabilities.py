"""docs/capabilities.md says of each of the 115 capabilities which tests show it."""

import ast
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "capabilities.md"
CAPABILITIES = 115
SHOWN, PARTLY, NOT_YET = "có", "một phần", "chưa"
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


class Capability(NamedTuple):
    number: int
    name: str
    state: str
    tests: tuple[tuple[str, str], ...]


def capabilities() -> list[Capability]:
    text = PAGE.read_text(encoding="utf-8")
    return [
        Capability(int(number), name, state, tuple(TEST.findall(tests)))
        for number, name, state, tests in ROW.findall(text)
    ]


def names_in(path: str) -> set[str]:
    """Names of the tests of a file, read and not imported."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    }


def test_no_number_is_missing_or_stands_twice() -> None:
    numbers = [capability.number for capability in capabilities()]

    assert numbers == list(range(1, CAPABILITIES + 1))


def test_what_is_there_names_its_tests_and_what_is_not_names_none() -> None:
    for capability in capabilities():
        assert capability.state in {SHOWN, PARTLY, NOT_YET}, capability
        assert bool(capability.tests) is (capability.state != NOT_YET), capability
        # What is missing of a part is said.
        assert capability.state != PARTLY or "*" in capability.name, capability


@pytest.mark.parametrize(
    "path", sorted({path for one in capabilities() for path, _ in one.tests})
)
def test_every_test_that_is_named_exists(path: str) -> None:
    named = {name for one in capabilities() for file, name in one.tests if file == path}

    assert (ROOT / path).is_file()
    assert named <= names_in(path)


def test_the_figures_at_the_head_are_those_of_the_table() -> None:
    found = Counter(capability.state for capability in capabilities())

    figures = ", ".join(f"{found[state]} {state}" for state in (SHOWN, PARTLY, NOT_YET))
    assert f"Hiện {figures}." in PAGE.read_text(encoding="utf-8")
