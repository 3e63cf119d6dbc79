"""The flow of the code and the steps that pages speak of must be the same."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from approvals.enums import Step
from approvals.flows import ApprovalFlow, carrying


@register()
def steps_are_nodes(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Every step that a page can name is a node of the flow."""
    nodes = {node.name for node in ApprovalFlow.instance.nodes()}
    return [
        Error(f"Step {step.value} is no node of ApprovalFlow.", id="approvals.E001")
        for step in Step
        if step.value not in nodes
    ]


@register(Tags.database)
def live_tasks_have_nodes(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """No report waits at a step that this version has not; a warning, so that what
    mends it can run. Asked by `check --database default` and before each migration."""
    for alias in databases or ():
        connection = connections[alias]
        if "viewflow_task" not in connection.introspection.table_names():
            return []
    lost = carrying.lost_tasks() if databases else []
    return [
        checks.Warning(
            f"Task {one.task_id} waits at {one.node}: no node of ApprovalFlow.",
            hint="Run: manage.py carry_flows",
            id="approvals.W002",
        )
        for one in lost
    ]
