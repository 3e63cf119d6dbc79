"""A portfolio is made or changed, given to a post, taken from it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from organization import services
from organization.concerns import confirm_identity
from organization.forms.days import written
from organization.forms.people import EndForm, WithdrawForm
from organization.forms.places import HoldForm, PortfolioForm
from organization.models import Portfolio, PortfolioHolding
from organization.queries.terms import holdings_of
from organization.services.codes import free_code
from organization.views.acting import Act, answer
from organization.views.changes import changed, period
from organization.views.visitor import administrator

WORDS = {"name": "Tên lĩnh vực", "subjects": "Nội dung", "units": "Các đơn vị"}


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def portfolio_new(request: HttpRequest) -> HttpResponse:
    who = administrator(request)
    form = PortfolioForm(request.POST or None)

    def make() -> Portfolio:
        data = form.cleaned_data
        return services.create_portfolio(
            code=free_code(Portfolio, data["name"]),
            name=data["name"],
            subjects=data["subjects"],
            units=data["units"],
            authority=form.authority,
            by=who.person,
        )

    def says() -> Iterator[str]:
        units = ", ".join(unit.name for unit in form.cleaned_data["units"])
        yield f"Lập lĩnh vực {form.cleaned_data['name']}: {units or 'chưa có đơn vị'}."
        yield "Chưa chức vụ nào phụ trách; giao ở trang của lĩnh vực."

    act = Act(
        way="portfolios",
        title="Lập lĩnh vực",
        button="Lập lĩnh vực",
        form=form,
        do=make,
        says=says,
        done="Đã lập lĩnh vực. Giao cho một chức vụ phụ trách ở trang của lĩnh vực.",
        back=reverse("organization:portfolios"),
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def portfolio_change(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    row = get_object_or_404(Portfolio, pk=pk)
    units = list(row.units.all())
    initial = {"name": row.name, "subjects": row.subjects, "units": units}
    form = PortfolioForm(request.POST or None, initial=initial, portfolio=row)

    def says() -> Iterator[str]:
        data = form.cleaned_data
        after = {**data, "units": [unit.name for unit in data["units"]]}
        before = {**initial, "units": [unit.name for unit in units]}
        yield from changed(WORDS, before, after)
        if set(data["units"]) != set(units):
            yield (
                "Chức vụ phụ trách lĩnh vực được xem và giao việc cho các đơn vị trong "
                "danh sách mới ngay khi ghi, kể cả nhiệm vụ đang mở."
            )

    act = Act(
        way="portfolios",
        title=f"Sửa lĩnh vực {row.name}",
        button="Ghi thay đổi",
        form=form,
        do=lambda: services.change_portfolio(
            portfolio=row,
            by=who.person,
            authority=form.authority,
            **{name: form.cleaned_data[name] for name in WORDS},
        ),
        says=says,
        done=f"Đã ghi thay đổi của lĩnh vực {row.name}.",
        back=reverse("organization:portfolio", args=[pk]),
        rows=(row,),
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def portfolio_hold(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    row = get_object_or_404(Portfolio, pk=pk)
    form = HoldForm(request.POST or None)

    def says() -> Iterator[str]:
        data = form.cleaned_data
        when = period(data["starts_on"], data["ends_on"])
        yield f"{data['post'].title} phụ trách lĩnh vực {row.name} {when}."
        units = ", ".join(unit.name for unit in row.units.all()) or "chưa có đơn vị nào"
        yield f"Cho quyền xem và giao việc của: {units}; kể cả nhiệm vụ đang mở."

    act = Act(
        way="portfolios",
        title="Giao phụ trách lĩnh vực",
        sub=row.name,
        button="Giao phụ trách",
        form=form,
        do=lambda: services.hold_portfolio(
            portfolio=row,
            by=who.person,
            authority=form.authority,
            **{
                name: form.cleaned_data[name]
                for name in ("post", "starts_on", "ends_on")
            },
        ),
        says=says,
        done=f"Đã ghi phân công phụ trách lĩnh vực {row.name}.",
        back=reverse("organization:portfolio", args=[pk]),
        rows=(row,),
        facts=_holders(row),
        blame="starts_on",
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def holding_end(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    row = _holding(pk)
    form = EndForm(request.POST or None)

    def says() -> Iterator[str]:
        next_day = written(form.cleaned_data["last_day"] + timedelta(days=1))
        yield (
            f"Từ {next_day} {row.post.title} thôi phụ trách {row.portfolio.name}, hết "
            "quyền xem và giao việc theo lĩnh vực này, kể cả nhiệm vụ đang mở."
        )
        yield "Ủy quyền riêng cho lĩnh vực này hết hiệu lực cùng ngày."

    act = Act(
        **_of_holding(row),
        title="Thôi phụ trách lĩnh vực",
        button="Ghi thôi phụ trách",
        form=form,
        do=lambda: services.release_portfolio(
            holding=row,
            last_day=form.cleaned_data["last_day"],
            by=who.person,
            authority=form.authority,
        ),
        says=says,
        done=f"Đã ghi {row.post.title} thôi phụ trách {row.portfolio.name}.",
        posts=(row.post,),
        blame="last_day",
        danger=True,
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def holding_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    row = _holding(pk)
    form = WithdrawForm(request.POST or None)
    when = period(row.starts_on, row.ends_on)
    act = Act(
        **_of_holding(row),
        title="Hủy phân công chưa hiệu lực",
        button="Hủy phân công",
        form=form,
        do=lambda: services.withdraw_holding(
            holding=row, by=who.person, authority=form.authority, note=form.said
        ),
        says=lambda: [
            f"Bỏ phân công {row.post.title} phụ trách {row.portfolio.name} {when}.",
            "Phân công này chưa có hiệu lực nên không ai mất quyền đang có.",
        ],
        done="Đã hủy phân công chưa hiệu lực.",
        danger=True,
    )
    return answer(request, act)


def _holding(pk: int) -> PortfolioHolding:
    rows = PortfolioHolding.objects.select_related("portfolio", "post__unit")
    return get_object_or_404(rows, pk=pk)


def _of_holding(row: PortfolioHolding) -> dict[str, Any]:
    return {
        "way": "portfolios",
        "sub": f"{row.portfolio.name} – {row.post.title}",
        "back": reverse("organization:portfolio", args=[row.portfolio_id]),
        "rows": (row.portfolio,),
        "facts": _holders(row.portfolio),
    }


def _holders(row: Portfolio) -> list[tuple[str, object]]:
    lines = [
        f"{one.post.title} {period(one.starts_on, one.ends_on)}"
        for one in holdings_of(portfolio=row.pk)[:8]
    ]
    return [("Đã phân công", lines or ["Chưa có chức vụ nào"])]
