"""A post is made, renamed, closed."""

from collections.abc import Iterator

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from organization import grants, services
from organization.concerns import confirm_identity
from organization.enums import RIGHT_LABELS, Rank, UnitKind
from organization.forms.days import written
from organization.forms.places import ChangedPostForm, ClosedPostForm, NewPostForm
from organization.models import Post, Unit
from organization.services.codes import free_code
from organization.views.acting import Act, answer
from organization.views.changes import changed
from organization.views.visitor import administrator

WORDS = {"title": "Chức vụ", "short": "Viết tắt", "position": "Thứ tự"}


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def post_new(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    unit = get_object_or_404(Unit, pk=pk)
    last = unit.posts.aggregate(last=Max("position"))["last"]
    form = NewPostForm(request.POST or None, initial={"position": (last or 0) + 1})

    def make() -> Post:
        data = form.cleaned_data
        return services.create_post(
            code=free_code(Post, data["title"]),
            title=data["title"],
            short=data["short"],
            rank=Rank(data["rank"]),
            unit=unit,
            position=data["position"],
            authority=form.authority,
            by=who.person,
        )

    def says() -> Iterator[str]:
        data = form.cleaned_data
        rank = Rank(data["rank"])
        yield f"Lập chức vụ {data['title']} tại {unit.name}, cấp {rank.label}; khuyết."
        yield _begins_with(rank, unit)

    act = Act(
        way="structure",
        title="Lập chức vụ",
        sub=unit.name,
        button="Lập chức vụ",
        form=form,
        do=make,
        says=says,
        done="Đã lập chức vụ. Chức vụ đang khuyết.",
        back=reverse("organization:unit", args=[pk]),
        rows=(unit,),
        facts=_places(unit),
        blame="rank",
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def post_change(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    post = get_object_or_404(Post.objects.select_related("unit"), pk=pk)
    initial = {name: getattr(post, name) for name in WORDS}
    form = ChangedPostForm(request.POST or None, initial=initial)
    act = Act(
        way="structure",
        title=f"Sửa chức vụ {post.title}",
        sub=post.unit.name,
        button="Ghi thay đổi",
        form=form,
        do=lambda: services.change_post(
            post=post,
            by=who.person,
            authority=form.authority,
            **{name: form.cleaned_data[name] for name in WORDS},
        ),
        says=lambda: changed(WORDS, initial, form.cleaned_data),
        done=f"Đã ghi thay đổi của chức vụ {post.title}.",
        back=reverse("organization:post", args=[pk]),
        rows=(post,),
        facts=_places(post.unit),
    )
    return answer(request, act)


@confirm_identity
@require_http_methods(["GET", "HEAD", "POST"])
def post_close(request: HttpRequest, pk: int) -> HttpResponse:
    who = administrator(request)
    post = get_object_or_404(Post.objects.select_related("unit"), pk=pk)
    form = ClosedPostForm(request.POST or None)

    def says() -> Iterator[str]:
        day = written(form.cleaned_data["closed_on"])
        yield f"Từ {day} không còn chức vụ {post.title} ({post.unit.name})."
        yield "Không ai giữ chức vụ này được nữa; lịch sử của chức vụ vẫn giữ nguyên."

    act = Act(
        way="structure",
        title=f"Bãi bỏ chức vụ {post.title}",
        sub=post.unit.name,
        button="Bãi bỏ chức vụ",
        form=form,
        do=lambda: services.close_post(
            post=post,
            on=form.cleaned_data["closed_on"],
            by=who.person,
            authority=form.authority,
        ),
        says=says,
        done=f"Đã ghi bãi bỏ chức vụ {post.title}.",
        back=reverse("organization:post", args=[pk]),
        rows=(post,),
        posts=(post,),
        blame="closed_on",
        danger=True,
    )
    return answer(request, act)


def _begins_with(rank: Rank, unit: Unit) -> str:
    """The rights with which a post of the rank begins."""
    rights = grants.default_rights(rank, UnitKind(unit.kind))
    places = {
        "toàn cơ quan": rights.board,
        unit.name: rights.unit,
        "việc do chức vụ này chỉ đạo": rights.post,
    }
    words = "; ".join(
        f"{where}: {', '.join(RIGHT_LABELS[right].lower() for right in found)}"
        for where, found in places.items()
        if found
    )
    return f"Ai giữ chức vụ này sẽ có quyền – {words or 'không có quyền nào'}."


def _places(unit: Unit) -> list[tuple[str, object]]:
    posts = unit.posts.filter(closed_on__isnull=True)
    listed = [f"{one.position}. {one.title}" for one in posts[:30]]
    return [("Thứ tự hiện nay", listed)]
