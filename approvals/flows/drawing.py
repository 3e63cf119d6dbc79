"""The flow as a picture and as BPMN, with the way of one report marked."""

from typing import Any, Final

from django.template.loader import render_to_string
from viewflow.workflow import chart
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from approvals.flows import ApprovalFlow

WORDS: Final[dict[str, str]] = {
    STATUS.NEW: "đang chờ",
    STATUS.DONE: "đã qua",
    STATUS.CANCELED: "không còn chờ",
}
SHOWN: Final = {STATUS.NEW: "new", STATUS.DONE: "done"}


def bpmn(process_id: int | None) -> str:
    """BPMN 2.0; the names of the steps of a process say where it stands."""
    grid = chart.calc_layout_data(
        ApprovalFlow, edge_start_gap_size=0, edge_end_gap_size=0
    )
    for node, status in _statuses(process_id).items():
        grid[node].status = WORDS.get(status)
    return str(chart.grid_to_bpmn(grid)).strip()


def svg(process_id: int | None) -> str:
    """A picture for a page: it takes its colours from there and has no style of its
    own, as the policy for content demands."""
    grid = chart.calc_layout_data(ApprovalFlow)
    for node, status in _statuses(process_id).items():
        grid[node].status = SHOWN.get(status)
    return render_to_string(
        "approvals/_flow.svg",
        {"grid": grid, "cells": grid.cells, "edges": grid.edges},
    )


def _statuses(process_id: int | None) -> dict[Any, str]:
    """Node → how far it came; what waits now counts before what was."""
    if process_id is None:
        return {}
    rows = Task.objects.filter(process_id=process_id).order_by("pk")
    found: dict[Any, str] = {}
    known = set(ApprovalFlow.instance.nodes())
    for task in rows:
        if task.flow_task in known and found.get(task.flow_task) != STATUS.NEW:
            found[task.flow_task] = task.status
    return found
