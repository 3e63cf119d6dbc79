"""Choosing the route of reports, drawing it, and asking for opinions beside it."""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from approvals import services
from approvals.flows import drawing
from approvals.forms import AskOpinionForm, OpinionForm, RouteForm
from approvals.models import ApprovalRequest
from approvals.queries.routes import route_of_document
from approvals.services import Chosen
from approvals.services.opinions import Asked
from approvals.views.answering import done, go, person_of, seen, valid, visible_mission
from organization.models import Person, Unit
from workflows import permissions
from workflows.models import Document, Mission
from workflows.views.documents_page import require_office

BPMN = "application/xml"


@require_POST
def route_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """The mission's own route; or, by the other button, that of its document again."""
    form = valid(RouteForm(request.POST))
    own = not request.POST.get("theo-van-ban")
    mission = services.choose_route(
        mission_id=pk, chosen=_chosen(form) if own else None, **seen(request, form)
    )
    return done(request, mission, "Đã ghi quy trình duyệt của")


@require_safe
def route_chart(request: HttpRequest, pk: int) -> HttpResponse:
    """The flow as a picture; a part of the mission's page, or a page of its own."""
    mission = visible_mission(request, pk)
    context = {"mission": mission, "svg": drawing.svg(_process(mission))}
    part = bool(vars(request)["htmx"])
    name = "approvals/_route_chart.html" if part else "approvals/route_chart.html"
    return render(request, name, context)


@require_safe
def route_bpmn(request: HttpRequest, pk: int) -> HttpResponse:
    """The flow as BPMN 2.0, with the place of this mission's latest report."""
    mission = visible_mission(request, pk)
    answer = HttpResponse(drawing.bpmn(_process(mission)), content_type=BPMN)
    name = f"quy-trinh-duyet-nv-{mission.pk:03d}.bpmn"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def opinion_ask_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to ask; who may not ask reads why there is no form."""
    mission, person = visible_mission(request, pk), person_of(request)
    may = permissions.can("ask_opinion", mission, person)
    units = Unit.objects.filter(closed_on__isnull=True).exclude(pk=mission.lead_unit_id)
    people = Person.objects.filter(is_active=True).exclude(pk=person.pk)
    context = {
        "mission": mission,
        "may_ask": may,
        "units": units if may else [],
        "people": people.order_by("sort_key") if may else [],
    }
    return render(request, "approvals/opinion_ask.html", context)


@require_POST
def opinion_ask(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(AskOpinionForm(request.POST))
    data = form.cleaned_data
    asked = Asked(
        text=data["text"],
        units=list(data["unit"]),
        people=list(data["person"]),
        days=data["days"],
    )
    rows = services.ask_opinion(mission_id=pk, asked=asked, **seen(request, form))
    return done(request, rows[0].mission, "Đã xin ý kiến về")


@require_POST
def opinion_give(request: HttpRequest, pk: int) -> HttpResponse:
    form = valid(OpinionForm(request.POST))
    data = form.cleaned_data
    mission = services.give_opinion(
        mission_id=pk,
        agrees=data["agrees"],
        text=data["text"],
        **seen(request, form),
    )
    return done(request, mission, "Đã gửi ý kiến về")


@require_http_methods(["GET", "HEAD", "POST"])
def document_route(request: HttpRequest, pk: int) -> HttpResponse:
    """The route of what a document gives, before and after it is given out."""
    require_office(request)
    document = (
        Document.objects.select_related("route", "supersedes").filter(pk=pk).first()
    )
    if document is None:
        raise Http404
    if request.method == "POST":
        form = valid(RouteForm(request.POST))
        services.choose_route_of_document(
            document_id=pk, chosen=_chosen(form), **seen(request, form)
        )
        messages.success(request, f"Đã ghi quy trình duyệt của {document.citation}.")
        return go(request, reverse("workflows:document", args=[pk]))
    own = Mission.objects.open().filter(document=document, route__isnull=False)
    context = {
        "document": document,
        "facts": route_of_document(document),
        "with_own": list(own.only("pk").order_by("pk")),
    }
    return render(request, "approvals/document_route.html", context)


def _process(mission: Mission) -> int | None:
    latest = ApprovalRequest.objects.filter(mission=mission).order_by("-pk")
    return latest.values_list("process_id", flat=True).first()


def _chosen(form: RouteForm) -> Chosen:
    facts = asdict(Chosen())
    return Chosen(**{name: form.cleaned_data[name] for name in facts})
