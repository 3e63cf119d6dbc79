"""Who may change the organisation: an administrator, and never his own authority."""

from collections.abc import Collection
from datetime import datetime

from organization import scopes
from organization.enums import Rank
from organization.exceptions import ActionDenied
from organization.models import Person, Post
from organization.scopes import Scope, Seat


def check_can_administer(person: Person, *, at: datetime) -> Scope:
    """The scope of an administrator at the moment; one statement.

    Raises ``ActionDenied`` where no administrator's seat is in force. A seat lent by
    a delegation does not count, nor does ``is_superuser``.
    """
    scope = scopes.in_force(person, at)
    if not scope.has_rank(Rank.ADMINISTRATOR):
        raise ActionDenied("Chỉ người quản trị hệ thống được thay đổi tổ chức.")
    return scope


def check_can_lend(
    person: Person, post: Post, *, at: datetime
) -> tuple[Scope, Seat | None]:
    """Who may give and end delegations of a post: who sits in it, and the administrator
    for posts that are not his own. Returns the scope, and the seat of who sits there.

    Raises ``ActionDenied`` for everybody else; a lent seat lends nothing on.
    """
    scope = scopes.in_force(person, at)
    seats = [seat for seat in scope.seats if seat.post_id == post.pk]
    own = next((seat for seat in seats if seat.delegation_id is None), None)
    if own is None and seats:
        raise ActionDenied("Người được ủy quyền không được ủy quyền lại.")
    if own is None and not scope.has_rank(Rank.ADMINISTRATOR):
        raise ActionDenied(
            f"Chỉ người giữ chức vụ {post.title} hoặc người quản trị hệ thống được "
            "ghi, chấm dứt ủy quyền của chức vụ này."
        )
    return scope, own


def can_lend(person: Person, post: Post, *, at: datetime) -> bool:
    try:
        check_can_lend(person, post, at=at)
    except ActionDenied:
        return False
    return True


def can_administer(person: Person, *, at: datetime) -> bool:
    try:
        check_can_administer(person, at=at)
    except ActionDenied:
        return False
    return True


def check_not_own_authority(
    scope: Scope, *, person_id: int | None = None, post_ids: Collection[int] = ()
) -> None:
    """Nobody adds to or takes from what he himself may do."""
    own_posts = {seat.post_id for seat in scope.seats}
    if scope.person_id == person_id or own_posts.intersection(post_ids):
        raise ActionDenied("Không ai được tự thay đổi quyền hạn của chính mình.")
