"""A unit is made, renamed, put in its place."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from organization import services
from organization.concerns import confirm_identity
from organization.enums import UnitKind
from organization.forms.places import ChangedUnitForm, NewUnitForm
from organization.models import Unit
from organization.services.codes import free_code
from organization.views.acting import Act, answer
from organization.views.changes import changed
from organization.views.visitor import administrator

WORDS = {
    "name": "Tên đơn vị",
    "short_name": "Tên ngắn",
    "position": "Thứ tự",
    "aliases": "Tên gọi khác",
}


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def unit_new(request: HttpRequest) -> HttpResponse:
    who = administrator(request)
    board = Unit.objects.filter(kind=UnitKind.COMMISSION).first()
    last = Unit.objects.order_by("-position").first()
    initial = {"parent": board, "position": last.position + 1 if last else 1}
    form = NewUnitForm(request.POST or None, initial=initial)

    def make() -> Unit:
        data = form.cleaned_data
        return services.create_unit(
            code=free_code(Unit, data["name"]),
            name=data["name"],
            short_name=data["short_name"],
            kind=UnitKind(data["kind"]),
            parent=data["parent"],
            aliases=data["aliases"],
            position=data["position"],
            authority=form.authority,
            by=who.person,
        )

    def says() -> Iterator[str]:
        data = form.cleaned_data
        under = f", thuộc {data['parent'].name}" if data["parent"] else ""
        yield f"Lập {data['name']} ({UnitKind(data['kind']).label}){under}."
        yield "Đơn vị mới chưa có chức vụ và chưa có ai; chưa ai được thêm quyền gì."

    act = Act(
        way="structure",
        title="Lập đơn vị",
        button="Lập đơn vị",
        form=form,
        do=make,
        says=says,
        done="Đã lập đơn vị. Lập các chức vụ của đơn vị ở trang đơn vị.",
        back=reverse("organization:structure"),
        facts=_places(board),
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def unit_change(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    unit = get_object_or_404(Unit, pk=pk)
    initial = {name: getattr(unit, name) for name in WORDS}
    form = ChangedUnitForm(request.POST or None, initial=initial, unit=unit)

    def values() -> dict[str, Any]:
        return {name: form.cleaned_data[name] for name in WORDS}

    def says() -> Iterator[str]:
        yield from changed(WORDS, initial, values())
        if form.cleaned_data["name"] != unit.name:
            yield "Nhiệm vụ, quyền và lịch sử đi theo đơn vị; không có gì chuyển đi."

    act = Act(
        way="structure",
        title=f"Sửa {unit.name}",
        button="Ghi thay đổi",
        form=form,
        do=lambda: services.change_unit(
            unit=unit, by=who.person, authority=form.authority, **values()
        ),
        says=says,
        done=f"Đã ghi thay đổi của {unit.name}.",
        back=reverse("organization:unit", args=[pk]),
        rows=(unit,),
        facts=_places(unit.parent),
    )
    return answer(request, act)


def _places(parent: Unit | None) -> list[tuple[str, object]]:
    """The order of the units beside it, as it stands now."""
    units = Unit.objects.filter(parent=parent, closed_on__isnull=True)
    return [("Thứ tự hiện nay", [f"{one.position}. {one.name}" for one in units])]
