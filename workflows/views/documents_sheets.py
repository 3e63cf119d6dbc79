"""A sheet of the intake page: in its dialog, or a page where no script asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show_sheet(
    request: HttpRequest,
    name: str,
    context: dict[str, object],
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """A sheet in the page's dialog; a page of its own where no script asks."""
    context = {**context, "error": error, "sheet": f"workflows/document_{name}.html"}
    if vars(request).get("htmx"):
        answer = render(request, f"workflows/document_{name}.html", context)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#hop-thoai", "innerHTML"
    else:
        answer = render(request, "workflows/document_sheet.html", context)
    answer.status_code = status
    return answer
