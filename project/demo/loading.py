"""Load the demonstration through the real services; a second time changes nothing."""

import tomllib
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from organization.models import Person, Post, Unit
from organization.services import load_board, load_demo_people
from workflows import files
from workflows.enums import ItemKind, ReturnKind
from workflows.models import Document, DraftItem, Mission
from workflows.queries.calendar import catalogue_in_force
from workflows.reading import read_file
from workflows.services import documents, items, missions, search
from workflows.services.items import Answer
from workflows.services.reports import HandIn

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
PLAN = "000"


def load() -> None:
    """The organisation, its people, the documents, and what was done so far."""
    if Document.objects.exists():
        return
    with transaction.atomic():
        load_board(by=None)
        load_demo_people(by=None)
        story = tomllib.loads((HERE / "story.toml").read_text(encoding="utf-8"))
        clerk = Person.objects.get(username="vanthu")
        for digits, at in story["registered"].items():
            (path,) = (HERE / "documents").glob(f"{digits}_*.txt")
            document = _register(path, clerk, at)
            if digits == PLAN:
                _give_out(document, clerk, story)
        for act in sorted(story["acts"], key=itemgetter("at")):
            _do(act)
    search.index_waiting()


def _register(path: Path, clerk: Person, at: datetime) -> Document:
    data = path.read_bytes()
    reading = read_file(data, path.name, catalogue_in_force(at))
    upload = files.Upload(path.name, len(data), [data])
    kept = files.keep(upload, limit=settings.MAX_DOCUMENT_BYTES)
    return documents.register_document(reading=reading, by=clerk, kept=kept, at=at)


def _give_out(document: Document, clerk: Person, story: dict[str, Any]) -> None:
    at = story["given_at"]
    documents.set_number_and_date(
        document_id=document.pk,
        reference_number=story["reference_number"],
        issued_on=story["issued_on"],
        by=clerk,
        at=at,
    )
    chosen = []
    for item in document.items.all():
        answer = story["answers"].get(item.ordinal)
        if answer is None or item.kind != ItemKind.TASK:
            continue
        items.settle_item(
            item_id=item.pk, answer=_answer(item, answer), by=clerk, at=at
        )
        chosen.append(item.pk)
    documents.give_out(document_id=document.pk, item_ids=chosen, by=clerk, at=at)


def _answer(item: DraftItem, given: dict[str, str]) -> Answer:
    """What the paper says, with what it leaves open answered; the other units that it
    names support."""
    lead = item.lead_unit
    if code := given.get("lead_unit"):
        lead = Unit.objects.get(code=code)
    leader = item.directing_leader
    if code := given.get("directing_leader"):
        leader = Post.objects.get(code=code)
    named = [*item.reading["lead_units"], *item.reading["supporting_units"]]
    if "all_departments" in named:
        named += ["phong_khth", "phong_qlht", "phong_qldn"]
    supporting = Unit.objects.filter(code__in=named).exclude(pk=lead.pk if lead else 0)
    return Answer(
        title=item.title,
        text=item.text,
        lead_unit=lead,
        directing_leader=leader,
        supporting_units=tuple(supporting),
        due_on=item.due_on,
        no_deadline_reason="" if item.due_on else given.get("no_deadline_reason", ""),
        reviewed=True,
    )


def _do(act: dict[str, Any]) -> None:
    mission = Mission.objects.get(
        item__ordinal=act["task"], item__section__startswith="II"
    )
    by = Person.objects.get(username=act["by"])
    words = act.get("text", "")
    common: dict[str, Any] = {"mission_id": mission.pk, "by": by, "at": act["at"]}
    doing: dict[str, Callable[[], Mission]] = {
        "start": lambda: missions.start(**common),
        "hand_in": lambda: approvals.hand_in(
            report=HandIn(words, act.get("result", "")), **common
        ),
        "submit": lambda: approvals.submit(**common),
        "approve": lambda: approvals.decide(outcome=DecisionOutcome.APPROVE, **common),
        "return": lambda: approvals.decide(
            outcome=DecisionOutcome.RETURN,
            kind=ReturnKind[act["kind"]],
            reason=words,
            **common,
        ),
    }
    doing[act["act"]]()
