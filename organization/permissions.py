"""Who may change the organisation: an administrator, and never his own authority."""

from collections.abc import Collection
from datetime import datetime

from organization import scopes
from organization.enums import Rank
from organization.exceptions import ActionDenied
from organization.models import Person
from organization.scopes import Scope


def check_can_administer(person: Person, *, at: datetime) -> Scope:
    """The scope of an administrator at the moment; one statement.

    Raises ``ActionDenied`` where no administrator's seat is in force. A seat lent by
    a delegation does not count, nor does ``is_superuser``.
    """
    scope = scopes.in_force(person, at)
    if not scope.has_rank(Rank.ADMINISTRATOR):
        raise ActionDenied("Chỉ người quản trị hệ thống được thay đổi tổ chức.")
    return scope


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
