"""The flow of the code and the steps that pages speak of must be the same."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from approvals.enums import Step
from approvals.flows import ApprovalFlow


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
