"""An administrator gives a seat a right beyond its rank's, or takes one from it."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from organization import services
from organization.concerns import confirm_identity
from organization.enums import RIGHT_LABELS, Right, UnitKind
from organization.forms.rights import RightForm
from organization.models import Post, Unit
from organization.permissions import check_not_own_authority
from organization.queries import LEADER_RANKS
from organization.queries.seat_rights import POST, UNIT, posts_with_holders
from organization.views.acting import Act, answer
from organization.views.rights import EVERYWHERE, SeatShown, seats_shown
from organization.views.visitor import Visitor, administrator


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def right_give(request: HttpRequest, pk: int) -> HttpResponse:
    who, seat = _seat(request, pk)
    form = RightForm(request.POST or None, places=places(seat.post))

    def give() -> Post:
        return services.grant_right(**_terms(form, seat, who))

    return answer(
        request,
        _act(
            seat,
            form,
            title=f"Cấp thêm quyền cho {seat.post.title}",
            button="Cấp quyền",
            do=give,
            done="Đã cấp quyền. Có hiệu lực ngay.",
            says=lambda: _says(form, seat, "được thêm quyền"),
        ),
    )


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def right_take(request: HttpRequest, pk: int) -> HttpResponse:
    """``quyen`` and ``o`` choose what is taken; the form offers what the seat has."""
    who, seat = _seat(request, pk)
    held = [
        mark
        for marks in seat.marks.values()
        for mark in marks
        if mark.kind != "missing"
    ]
    offered = {mark.token: mark.words for mark in held}
    has = {mark.grant.right for mark in held}
    form = RightForm(
        request.POST or None,
        places=list(offered.items()),
        rights=[right for right in Right if right in has],
        initial={"right": request.GET.get("quyen"), "place": request.GET.get("o")},
    )

    def take() -> Post:
        return services.revoke_right(**_terms(form, seat, who))

    return answer(
        request,
        _act(
            seat,
            form,
            title=f"Thu quyền của {seat.post.title}",
            button="Thu quyền",
            do=take,
            done="Đã thu quyền. Từ lúc này không còn hiệu lực.",
            says=lambda: _says(form, seat, "không còn quyền"),
            danger=True,
        ),
    )


def places(post: Post) -> list[tuple[str, str]]:
    """Where a right can be given: everywhere, on a unit, on what a leader directs."""
    units = list(Unit.objects.filter(closed_on__isnull=True))
    units.sort(key=lambda unit: unit.kind != UnitKind.COMMISSION)
    leaders = list(
        posts_with_holders(timezone.localdate()).filter(rank__in=LEADER_RANKS)
    )
    if post.pk not in {leader.pk for leader in leaders}:
        leaders.insert(0, post)
    return [
        (
            f"{UNIT}:{unit.pk}",
            EVERYWHERE if unit.kind == UnitKind.COMMISSION else unit.name,
        )
        for unit in units
        if unit.kind != UnitKind.EXTERNAL
    ] + [(f"{POST}:{leader.pk}", _directed(leader)) for leader in leaders]


def _directed(leader: Any) -> str:
    return f"Việc do {leader.title} {leader.holder_name or ''}".rstrip() + " chỉ đạo"


def _seat(request: HttpRequest, pk: int) -> tuple[Visitor, SeatShown]:
    """404 where there is no such seat; 403 for who keeps no accounts, and for one's
    own seat."""
    who = administrator(request)
    post = posts_with_holders(timezone.localdate()).filter(pk=pk).first()
    if post is None:
        raise Http404
    check_not_own_authority(who.scope, post_ids=(post.pk,))
    (seat,) = seats_shown([post], Unit.objects.all())
    return who, seat


def _act(seat: SeatShown, form: RightForm, **more: Any) -> Act:
    return Act(
        way="rights",
        form=form,
        back=reverse("organization:seat_rights", args=[seat.post.pk]),
        rows=(seat.post,),
        blame="place",
        facts=(
            (
                "Đang giữ chức vụ",
                [seat.post.holder_name or "Chưa có người giữ", seat.post.unit.name],
            ),
        ),
        **more,
    )


def _terms(form: RightForm, seat: SeatShown, who: Visitor) -> dict[str, Any]:
    where, _, number = form.cleaned_data["place"].partition(":")
    rows: Any = Unit.objects if where == UNIT else Post.objects
    return {
        "post": seat.post,
        "right": form.chosen,
        "on": rows.get(pk=int(number)),
        "by": who.person,
        "note": form.said,
        "authority": form.authority,
    }


def _says(form: RightForm, seat: SeatShown, what: str) -> Iterator[str]:
    field = form.fields["place"]
    names = dict(getattr(field, "choices", ()))
    yield (
        f"{seat.post.title} {what} “{RIGHT_LABELS[form.chosen]}”: "
        f"{names[form.cleaned_data['place']]}."
    )
    holder = seat.post.holder_name
    yield (
        f"{holder} và mọi người được {seat.post.title} ủy quyền toàn bộ chịu ảnh hưởng "
        "ngay, kể cả với nhiệm vụ đang mở."
        if holder
        else "Chức vụ này chưa có người giữ; người nhận chức vụ sẽ theo quyền mới."
    )
