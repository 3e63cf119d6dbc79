"""So sánh hai bản: a new version beside the former one, before anything changes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from approvals import services
from approvals.services import Applied
from approvals.views.amendment_rows import groups_of
from approvals.views.answering import go
from workflows.exceptions import InvalidInput
from workflows.models import Document
from workflows.queries.documents import leaders_on
from workflows.queries.versions import VersionComparison, compare_versions
from workflows.services import version_pairs, versions
from workflows.services.readings import record_paper
from workflows.views.documents_page import require_office

MOST_FORMERS = 200


@require_safe
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """All that the new version changes; `ghep` opens the choice for one item."""
    person = require_office(request)
    document = _document(pk)
    if document.supersedes is None:
        context = {
            "document": document,
            "formers": _formers(document),
            "proposals": document.open_proposals,
        }
        return render(request, "approvals/amendment_former.html", context)
    comparison = compare_versions(document)
    record_paper(document, *comparison.formers, by=person)
    context = {
        "document": document,
        "former": comparison.former,
        "comparison": comparison,
        "groups": groups_of(comparison, leaders_on(timezone.localdate())),
        "pairing": _pairing(request, comparison),
        "olds": [row.old for row in comparison.rows if row.old is not None],
    }
    return render(request, "approvals/amendment.html", context)


@require_POST
def amendment_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply what is ticked, or nothing of it."""
    person = require_office(request)
    applied = services.apply_version(
        document_id=pk,
        ticked=request.POST.getlist("row"),
        seen=request.POST.get("seen", ""),
        by=person,
    )
    messages.success(request, _said(applied))
    return _back(request, pk)


@require_POST
def amendment_former(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which document it changes, wholly or in part; or that a proposal is wrong."""
    person = require_office(request)
    former_id = _number(request, "former")
    if former_id is None:
        raise InvalidInput("Chưa chọn văn bản bị sửa đổi.")
    if "khong" in request.POST:
        versions.refuse_former(document_id=pk, former_id=former_id, by=person)
        messages.success(request, "Đã ghi: không phải bản sửa đổi của văn bản đó.")
        return go(request, reverse("workflows:document", args=[pk]))
    in_part = request.POST.get("extent") == "part"
    versions.confirm_former(
        document_id=pk, former_id=former_id, by=person, in_part=in_part
    )
    return _back(request, pk)


@require_POST
def amendment_pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which item of the former version an item is; none: it is new."""
    person = require_office(request)
    item_id = _number(request, "item")
    if item_id is None:
        raise InvalidInput("Chưa chọn việc của bản mới.")
    version_pairs.pair_items(
        document_id=pk,
        item_id=item_id,
        former_item_id=_number(request, "old"),
        by=person,
    )
    return _back(request, pk, f"#v{item_id}")


@require_POST
def amendment_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Bỏ bản sửa đổi: two documents again, as long as nothing was applied."""
    person = require_office(request)
    versions.drop_version(document_id=pk, by=person)
    messages.success(request, "Đã bỏ bản sửa đổi. Hai văn bản đứng riêng như trước.")
    return go(request, reverse("workflows:document", args=[pk]))


def _document(pk: int) -> Document:
    found = Document.objects.select_related("supersedes", "successor").filter(pk=pk)
    document = found.first()
    if document is None:
        raise Http404
    return document


def _formers(document: Document) -> list[Document]:
    """What it may change: in force, without a successor; those of its body first."""
    found = (
        Document.objects.filter(state="IN_FORCE", successor=None)
        .exclude(pk=document.pk)
        .defer("text")
        .order_by("-pk")[:MOST_FORMERS]
    )
    return sorted(
        found,
        key=lambda one: (
            one.issuing_body != document.issuing_body,
            one.kind != document.kind,
        ),
    )


def _pairing(request: HttpRequest, comparison: VersionComparison) -> int | None:
    """The item of the new version for which the choice is open."""
    wanted = request.GET.get("ghep", "")
    items = {row.new.pk for row in comparison.rows if row.new is not None}
    return int(wanted) if wanted.isdecimal() and int(wanted) in items else None


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() else None


def _said(applied: Applied) -> str:
    """Đã áp dụng …: 9 nhiệm vụ tiếp tục, 2 đính chính, 1 thu hồi."""
    counts = [
        (len(applied.carried), "nhiệm vụ tiếp tục"),
        (len(applied.corrected), "đính chính"),
        (len(applied.withdrawn), "thu hồi"),
    ]
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    drafts = f" {applied.drafts} việc còn ở bản nháp." if applied.drafts else ""
    what = told or "không nhiệm vụ nào thay đổi"
    return f"Đã áp dụng {applied.document.citation}: {what}.{drafts}"


def _back(request: HttpRequest, pk: int, place: str = "") -> HttpResponse:
    return go(request, reverse("approvals:amendment", args=[pk]) + place)
