"""What the documents say can be held against the code."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
ADRS = sorted((DOCS / "adr").glob("*.md"))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
NAMED_TEST = re.compile(r"`(tests/[\w/]+(?:\.\w+|/))`")
READERS = {"text", "boolean", "integer", "words", "secret"}
VARIABLE = re.compile(r"^\| `([A-Z][A-Z_]+)` \|", re.MULTILINE)
REQUIREMENT = re.compile(r"^([A-Za-z][\w.-]*(?:\[[\w,-]+\])?)")
DEPENDENCY = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
# From parts, so that this file does not name them itself.
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("proxy", "golang", "org"),
        ("crates", "io"),
    )
)
# Where the product was written is no part of it.
WORKPLACE = re.compile("|".join(rf"(?<![\w./~-])/{top}/" for top in ("work", "tmp")))


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_to_a_file(page: Path) -> None:
    targets = {
        unquote(link.split("#")[0])
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not link.startswith(("#", "http:", "https:", "mailto:"))
    }

    missing = {link for link in targets if not (page.parent / link).exists()}
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_test_that_a_page_names_is_there(page: Path) -> None:
    named = set(NAMED_TEST.findall(page.read_text(encoding="utf-8")))

    assert not {path for path in named if not (ROOT / path).exists()}


def variables_read() -> set[str]:
    """What project/settings.py asks of the environment."""
    tree = ast.parse((ROOT / "project" / "settings.py").read_text(encoding="utf-8"))
    return {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and call.func.attr in READERS
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def test_every_variable_is_in_the_operators_handbook_and_no_other() -> None:
    handbook = (DOCS / "operator.md").read_text(encoding="utf-8")

    assert variables_read()
    assert set(VARIABLE.findall(handbook)) == variables_read()


def requirements() -> Iterator[str]:
    for file in ("runtime.in", "dev.in"):
        for line in (ROOT / "requirements" / file).read_text().splitlines():
            if found := REQUIREMENT.match(line):
                yield found.group(1)


def test_every_requirement_has_its_reason_and_no_other_has() -> None:
    page = (DOCS / "dependencies.md").read_text(encoding="utf-8")

    assert sorted(DEPENDENCY.findall(page)) == sorted(requirements())


def test_the_licence_is_the_agpl() -> None:
    head = " ".join((ROOT / "LICENSE").read_text(encoding="utf-8")[:300].split())

    assert "GNU AFFERO GENERAL PUBLIC LICENSE Version 3" in head
    assert "AGPL-3.0-or-later" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert 'license = "AGPL-3.0-or-later"' in (ROOT / "pyproject.toml").read_text()


def test_decisions_are_numbered_without_gaps_and_named_as_their_files() -> None:
    assert [int(adr.name[:4]) for adr in ADRS] == list(range(1, len(ADRS) + 1))
    for adr in ADRS:
        text = adr.read_text(encoding="utf-8")
        assert text.startswith(f"# {adr.name[:4]}. ")
        headings = [line for line in text.splitlines() if line.startswith("## ")]
        assert headings == ["## Context", "## Decision", "## Consequences"], adr.name


def tracked_texts() -> Iterator[tuple[str, str]]:
    """Every tracked file that is text."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git clone")
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if not name or not path.is_file():
            continue
        try:
            yield name, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def test_no_file_names_a_package_registry() -> None:
    found = [
        (name, host)
        for name, text in tracked_texts()
        for host in REGISTRY_HOSTS
        if host in text
    ]

    assert not found


def test_no_document_names_the_place_where_it_was_written() -> None:
    found = [
        name
        for name, text in tracked_texts()
        if name.endswith(".md") and WORKPLACE.search(text)
    ]

    assert not found
