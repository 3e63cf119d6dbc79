"""Posts, and exceptions to what a post may do by default."""

from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction

from history.enums import HistoryKind
from organization import grants
from organization.enums import POST_RIGHTS, RIGHT_LABELS, SINGLE_RANKS, Rank, Right
from organization.exceptions import InvalidInput, NotAllowedNow
from organization.models import Appointment, Person, PortfolioHolding, Post, Unit
from organization.services.actors import assign, begin, locked


@transaction.atomic
def create_post(
    *,
    code: str,
    title: str,
    short: str,
    rank: Rank,
    unit: Unit,
    by: Person | None,
    position: int = 0,
    authority: str = "",
) -> Post:
    """A new seat with the rights of its rank; vacant until somebody is appointed."""
    change = begin(by, authority=authority)
    if unit.closed_on is not None:
        raise NotAllowedNow(f"Đơn vị {unit.name} đã giải thể.")
    _check_one_head(unit, rank)
    post = Post.objects.create(
        code=code,
        title=title,
        short=short,
        rank=rank,
        unit=unit,
        position=position,
        group=Group.objects.create(name=f"post:{code}"),
    )
    change.record(
        HistoryKind.POST_CHANGED,
        post,
        before={},
        after={
            "code": code,
            "title": title,
            "short": short,
            "rank": rank.value,
            "unit": unit.code,
            "grants": grants.write_for_post(post),
        },
    )
    return post


@transaction.atomic
def change_post(
    *,
    post: Post,
    by: Person | None,
    title: str | None = None,
    short: str | None = None,
    position: int | None = None,
    authority: str = "",
) -> Post:
    """Rename or reorder. Rank and unit never change: close the post, make another."""
    change = begin(by, post_ids=(post.pk,), authority=authority)
    row = locked(post)
    before, after = assign(row, {"title": title, "short": short, "position": position})
    if after:
        row.save(update_fields=list(after))
        change.record(HistoryKind.POST_CHANGED, row, before=before, after=after)
    return row


@transaction.atomic
def close_post(*, post: Post, on: date, by: Person | None, authority: str = "") -> Post:
    """From the day ``on`` the post is no more, and gives nothing."""
    change = begin(by, post_ids=(post.pk,), authority=authority)
    row = locked(post)
    if row.closed_on is not None:
        raise NotAllowedNow(f"Chức vụ {row.title} đã bãi bỏ.")
    if (
        Appointment.objects.touching(starts_on=on, ends_on=None)
        .filter(post=row)
        .exists()
    ):
        raise NotAllowedNow(
            f"Còn người giữ chức vụ {row.title}. Kết thúc bổ nhiệm trước."
        )
    if (
        PortfolioHolding.objects.touching(starts_on=on, ends_on=None)
        .filter(post=row)
        .exists()
    ):
        raise NotAllowedNow(f"{row.title} còn phụ trách lĩnh vực. Phân công lại trước.")
    row.closed_on = on
    row.save(update_fields=["closed_on"])
    change.record(
        HistoryKind.POST_CHANGED,
        row,
        before={"closed_on": None},
        after={"closed_on": on},
    )
    return row


@transaction.atomic
def grant_right(
    *,
    post: Post,
    right: Right,
    on: Unit | Post,
    by: Person | None,
    note: str,
    authority: str = "",
) -> Post:
    """Give a seat a right beyond its rank's, on a unit or a post."""
    change = begin(by, post_ids=(post.pk,), note=note, authority=authority)
    row = locked(post)
    if isinstance(on, Post) and right not in POST_RIGHTS:
        raise InvalidInput(f"Quyền “{RIGHT_LABELS[right]}” chỉ cấp trên đơn vị.")
    before = grants.described(row.group_id)
    grants.give(row.group, right, on)
    after = grants.described(row.group_id)
    if before != after:
        change.record(
            HistoryKind.GRANT_CHANGED,
            row,
            before={"grants": before},
            after={"grants": after},
        )
    return row


@transaction.atomic
def revoke_right(
    *,
    post: Post,
    right: Right,
    on: Unit | Post,
    by: Person | None,
    note: str,
    authority: str = "",
) -> Post:
    """Take a right from a seat; from this moment nobody in it has the right."""
    change = begin(by, post_ids=(post.pk,), note=note, authority=authority)
    row = locked(post)
    before = grants.described(row.group_id)
    if not grants.take(row.group, right, on):
        raise NotAllowedNow(f"{row.title} không có quyền “{RIGHT_LABELS[right]}” ở đó.")
    change.record(
        HistoryKind.GRANT_CHANGED,
        row,
        before={"grants": before},
        after={"grants": grants.described(row.group_id)},
    )
    return row


def _check_one_head(unit: Unit, rank: Rank) -> None:
    """The sentence for what the database refuses: two who lead one unit."""
    heads = Post.objects.filter(unit=unit, rank=rank, closed_on__isnull=True)
    head = heads.first() if rank in SINGLE_RANKS else None
    if head is not None:
        raise NotAllowedNow(
            f"{unit.name} đã có chức vụ cấp này: {head.title}. Bãi bỏ chức vụ đó trước."
        )
