"""viewflow's nodes as our services drive them: a fork whose way is told, an end that is
written once, a step beside the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from django.db import connection
from django.utils import timezone
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Edge
from viewflow.workflow.nodes.end import EndActivation
from viewflow.workflow.nodes.handle import Handle, HandleActivation
from viewflow.workflow.signals import flow_finished, task_finished
from viewflow.workflow.status import PROCESS, STATUS


class HeldByMission:
    """No lock and no savepoint: the caller's transaction holds the mission's row."""

    @contextmanager
    def __call__(self, _flow_class: Any, _process_pk: int) -> Iterator[None]:
        if not connection.in_atomic_block:
            raise RuntimeError("The flow moves only while a service holds its mission.")
        yield


class ForkActivation(HandleActivation):
    """The step of a fork; `way` names the node that follows."""

    way = ""

    @Activation.status.transition(source=STATUS.STARTED, target=STATUS.DONE)
    def complete(self) -> None:
        """As viewflow does it, but only the columns that changed are written."""
        self.task.finished = timezone.now()
        self.task.save(update_fields=["status", "started", "finished"])
        task_finished.send(sender=self.flow_class, process=self.process, task=self.task)

    @Activation.status.transition(source=STATUS.DONE)
    def create_next(self) -> Iterator[Activation]:
        yield self.flow_task.ways[self.way]._create(self, self.task.token)  # noqa: SLF001


class Fork(Handle):
    """A handle with several ways on, each with the label that the drawing shows."""

    activation_class = ForkActivation
    bpmn_element = "userTask"

    def __init__(self) -> None:
        super().__init__()
        self.ways: dict[str, Any] = {}
        self.asides: dict[str, Any] = {}
        self.labels: dict[str, str] = {}

    def Way(self, node: Any, label: str) -> Self:  # noqa: N802  viewflow's manner
        self.ways[node.name] = node
        self.labels[node.name] = label
        return self

    def Beside(self, node: Any, label: str) -> Self:  # noqa: N802
        """A step that may begin while this one waits; it never ends this one."""
        self.asides[node.name] = node
        self.labels[node.name] = label
        return self

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        for ways in (self.ways, self.asides):
            for name, node in ways.items():
                ways[name] = this.resolve(instance, node)

    def _outgoing(self) -> Iterator[Edge]:
        for name, node in {**self.ways, **self.asides}.items():
            yield Edge(src=self, dst=node, edge_class="next", label=self.labels[name])


class LastActivation(EndActivation):
    """The end of a way without branches: nothing else can be under way, so it is
    written once, done, and the process with it."""

    @classmethod
    def create(
        cls,
        flow_task: Any,
        prev_activation: Activation,
        token: Any,
        data: Any = None,
        seed: Any = None,  # noqa: ARG003  viewflow's signature
    ) -> Self:
        process, now = prev_activation.process, timezone.now()
        task = flow_task.flow_class.task_class(
            process=process,
            flow_task=flow_task,
            token=token,
            data=data or {},
            status=STATUS.DONE,
            started=now,
            finished=now,
        )
        task.save()
        task.previous.add(prev_activation.task)
        process.status = PROCESS.DONE
        process.finished = now
        process.save(update_fields=["status", "finished"])
        flow_finished.send(sender=flow_task.flow_class, process=process, task=task)
        return cls(task)


class Last(flow.End):
    activation_class = LastActivation


class Aside(Handle):
    """A step beside the way: nothing follows it, and nothing waits for it."""

    bpmn_element = "userTask"
