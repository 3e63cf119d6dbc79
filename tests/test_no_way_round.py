"""No code walks past the services: rules about the code itself."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = (
    "project",
    "history",
    "organization",
    "workflows",
    "approvals",
    "notifications",
)
TRANSITIONS = {
    "start",
    "report",
    "submit_for_approval",
    "recall_report",
    "return_for_revision",
    "complete",
    "withdraw",
}
# Rows that only the services of their package write.
OWNED = {
    "Mission": "workflows/services/",
    "Assignment": "workflows/services/",
    "Report": "workflows/services/",
    "ApprovalRequest": "approvals/services",
    "Decision": "approvals/services",
    "Notification": "notifications/",
    "HistoryEntry": "history/services/",
    "ReadingRecord": "history/services/",
}
WRITES = {"create", "bulk_create", "update", "bulk_update", "delete", "get_or_create"}
WRITES |= {"update_or_create"}


@pytest.fixture(scope="module", autouse=True)
def forgotten() -> Iterator[None]:
    """The trees are many small things: they would slow down every later test."""
    yield
    modules.cache_clear()
    imports.cache_clear()


@cache
def modules() -> list[tuple[str, ast.Module]]:
    return [
        (path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def calls() -> Iterator[tuple[str, ast.Call]]:
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield name, node


def of_the_services(name: str) -> bool:
    return name.startswith(("workflows/services/", "approvals/services"))


def names_in(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def test_state_is_assigned_nowhere() -> None:
    found = [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr == "state"
    ]

    # An item of a document and a mail have plain states; their services set them.
    plain = ("workflows/services/", "notifications/services/")
    assert [
        line for line in found if not line.startswith(plain) or "mission" in line
    ] == []


def test_update_never_names_a_state_outside_the_services() -> None:
    found = [
        f"{name}:{call.lineno}"
        for name, call in calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "update"
        and any(keyword.arg == "state" for keyword in call.keywords)
        and not of_the_services(name)
    ]

    assert found == []


def test_only_the_services_carry_a_mission_over_a_transition() -> None:
    found = [
        f"{name}:{call.lineno} {ast.unparse(call)}"
        for name, call in calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in TRANSITIONS
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"mission", "row", "held"}
        and not of_the_services(name)
    ]

    assert found == []


def test_rows_are_written_by_the_services_of_their_package_alone() -> None:
    found = []
    for name, call in calls():
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITES:
            continue
        text = ast.unparse(call.func.value)
        found += [
            f"{name}:{call.lineno} {text}"
            for model, home in OWNED.items()
            if text.startswith(f"{model}.objects") and not name.startswith(home)
        ]

    # A large volume for measuring is written without acts, by a command that says so.
    assert [one for one in found if "/management/commands/" not in one] == []


@cache
def imports(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    return found


def importers(module: str) -> set[str]:
    return {
        name
        for name, tree in modules()
        if any(one == module or one.startswith(f"{module}.") for one in imports(tree))
    }


def test_nothing_happens_behind_a_save() -> None:
    signals = {"pre_save", "post_save", "m2m_changed", "pre_delete", "post_delete"}
    found = [
        name
        for name, tree in modules()
        if signals & {one.split(".")[-1] for one in imports(tree)}
    ]

    assert found == []


def test_viewflows_words_stay_in_two_files() -> None:
    found = {name for name in importers("viewflow") if "/management/" not in name}

    places = ("approvals/flows/", "approvals/models/approval.py")
    assert all(place.startswith(places) for place in found), found


def test_each_engine_has_one_owner() -> None:
    for module, owner in (
        ("viewflow", "approvals"),
        ("django_fsm", "workflows"),
        ("guardian", "organization"),
        ("channels", "notifications"),
    ):
        owners = {name.split("/")[0] for name in importers(module)}
        assert owners <= {owner, "project"}, module


def test_only_history_announces() -> None:
    found = [
        name
        for name, call in calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"send", "send_robust"}
        and "history_recorded" in names_in(call.func)
    ]

    assert found == ["history/services/entries.py"]


def test_no_view_or_form_saves() -> None:
    found = [
        f"{name}:{call.lineno}"
        for name, call in calls()
        if ("/views" in name or name.endswith("forms.py"))
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in {"save", "bulk_create", "select_for_update"}
    ]

    assert found == []
