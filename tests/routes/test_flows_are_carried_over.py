"""Live flows survive a new version of the flow; none waits at a step that is none."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from approvals import flows
from approvals import services as approvals
from approvals.checks import live_tasks_have_nodes
from approvals.enums import DecisionOutcome
from approvals.flows import carrying
from approvals.models import ApprovalRequest
from approvals.services.carrying import FlowsLost, carry_flows
from tests.cast import Cast
from tests.missions import builders
from workflows.enums import MissionState
from workflows.models import Mission

pytestmark = pytest.mark.django_db
OLD = "deputy_decides"


def of_a_former_version(cast: Cast) -> Mission:
    """A live process as version 1 would have left it, with a node that is no more."""
    mission = builders.handed_in(cast)
    ApprovalRequest.objects.filter(mission=mission).update(flow_version=1)
    Task.objects.filter(status=STATUS.NEW).update(flow_task=f"{carrying.PREFIX}{OLD}")
    return mission


def test_a_report_keeps_the_version_of_its_flow(cast: Cast) -> None:
    mission = builders.handed_in(cast)

    request = ApprovalRequest.objects.get(mission=mission)
    assert request.flow_version == flows.VERSION == max(carrying.RENAMED)
    assert carrying.lost_tasks() == []


def test_a_live_step_moves_to_the_node_that_took_it_over(cast: Cast) -> None:
    mission = of_a_former_version(cast)
    (warning,) = live_tasks_have_nodes(None, databases=["default"])
    assert OLD in warning.msg

    renamed = {2: {OLD: "chief_decides"}, 3: {"chief_decides": "leader_decides"}}
    done = carry_flows(renamed=renamed, version=3)

    assert (done.requests, done.moved) == (1, 1)
    assert live_tasks_have_nodes(None, databases=["default"]) == []
    again = carry_flows(renamed=renamed, version=3)
    assert (again.requests, again.moved) == (0, 0)
    decided = approvals.decide(
        mission_id=mission.pk, outcome=DecisionOutcome.APPROVE, by=cast.ptb_hai
    )
    assert decided.state == MissionState.COMPLETED


def test_what_nothing_is_said_of_stops_the_carrying_and_changes_nothing(
    cast: Cast,
) -> None:
    mission = of_a_former_version(cast)

    with pytest.raises(CommandError, match=OLD):
        call_command("carry_flows")
    with pytest.raises(FlowsLost):
        carry_flows(renamed={2: {OLD: "office_checks"}})

    assert ApprovalRequest.objects.get(mission=mission).flow_version == 1
    assert [one.node for one in carrying.lost_tasks()] == [OLD]


def test_the_command_brings_reports_of_before_to_this_version(cast: Cast) -> None:
    mission = builders.handed_in(cast)
    ApprovalRequest.objects.filter(mission=mission).update(flow_version=1)

    call_command("carry_flows", stdout=StringIO())

    request = ApprovalRequest.objects.get(mission=mission)
    assert request.flow_version == flows.VERSION


def test_a_check_without_a_database_asks_none() -> None:
    assert live_tasks_have_nodes(None) == []
