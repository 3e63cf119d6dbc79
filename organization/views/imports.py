"""Nhập từ Excel: people with their posts, and fields of work, after a look ahead."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from organization.concerns import confirm_identity
from organization.exceptions import InvalidInput
from organization.forms.imports import ImportForm
from organization.reading import template
from organization.services import imports
from organization.services.imports import FileOutdated, Shown, Verb
from organization.views.visitor import administrator, visitor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNCLEAR, OUTDATED = 422, 409
LOOKS = {
    Verb.ADD: "xong",
    Verb.CHANGE: "giahan",
    Verb.SAME: "giao",
    Verb.ERROR: "quahan",
}


# A form with a file cannot be sent a second time: the password is asked before it.
@confirm_identity(reading=True)
@require_http_methods(["GET", "HEAD", "POST"])
def import_table(request: HttpRequest) -> HttpResponse:
    """The form; and for a file that was sent, each row with what it will do."""
    who = administrator(request)
    if request.method != "POST":
        return _form(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=UNCLEAR)
    file = form.cleaned_data["file"]
    try:
        shown = imports.look_at(
            data=file.read(), name=file.name, paper=form.authority, by=who.person
        )
    except InvalidInput as refusal:
        form.add_error("file", refusal.sentence)
        return _form(request, form, status=UNCLEAR)
    return _preview(request, shown)


@confirm_identity
@require_POST
@never_cache
def import_confirm(request: HttpRequest) -> HttpResponse:
    """Do what was shown. What is no longer so is shown anew, and nothing is done."""
    who = administrator(request)
    try:
        taken = imports.take(
            token=request.POST.get("token", ""),
            seal=request.POST.get("seal", ""),
            by=who.person,
        )
    except FileOutdated as outdated:
        return _preview(
            request, outdated.shown, sentence=outdated.sentence, status=OUTDATED
        )
    counts = [(LOOKS[verb], _label(verb), taken.counts[verb]) for verb in Verb]
    context = {
        "way": "imports",
        "visitor": visitor(request),
        "taken": taken,
        "counts": counts,
    }
    return render(request, "organization/import_done.html", context)


@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """The file to fill in."""
    administrator(request)
    answer = HttpResponse(template(), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="mau-nhap-to-chuc.xlsx"'
    return answer


def _form(request: HttpRequest, form: ImportForm, *, status: int = 200) -> HttpResponse:
    context = {"way": "imports", "visitor": visitor(request), "form": form}
    return render(request, "organization/import.html", context, status=status)


def _preview(
    request: HttpRequest, shown: Shown, *, sentence: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "way": "imports",
        "visitor": visitor(request),
        "shown": shown,
        "sentence": sentence,
        "tables": [
            ("Cán bộ", [_row(s, s.row.words("full_name")) for s in shown.people]),
            ("Lĩnh vực", [_row(s, s.name) for s in shown.fields]),
        ],
        "counts": [(LOOKS[v], _label(v), shown.counts[v]) for v in Verb],
    }
    return render(request, "organization/import_preview.html", context, status=status)


def _row(step: imports.Step, name: str) -> dict[str, object]:
    """A line of the table; what is blank in the file is shown as blank."""
    row = step.row
    return {
        "number": row.number,
        "name": name,
        "username": row.words("username"),
        "place": ", ".join(
            words
            for words in (row.words("post"), row.words("unit"), row.words("units"))
            if words
        ),
        "look": LOOKS[step.verb],
        "label": step.label,
        "says": step.sentence,
    }


def _label(verb: Verb) -> str:
    return imports.VERB_LABELS[verb]
