"""What the board counts for a reader: the work under his or her direction.

Who sees the whole counts the whole. A deputy counts what his posts direct and what the
units of his fields lead; what these only support, and what he sees by exception, is
in the list, and in no figure of his: another leader answers for it. So a figure over
finished work is a sum over units and leaders, however long the history.
"""

from collections.abc import Iterable

from django.db.models import Q

from organization.enums import Right
from organization.scopes import Scope
from workflows.queries.visible import directed, missions_in


def oversees(scope: Scope) -> bool:
    """Whether work is done under this person's direction, or the whole is in sight."""
    return scope.sees_everything or bool(scope.post_ids(Right.DECIDE_WORK))


def overseen(scope: Scope) -> Q:
    """Over missions, and over whatever names lead unit and leader as these do."""
    if scope.sees_everything:
        return Q()
    units = scope.unit_ids(Right.VIEW_WORK)
    return Q(lead_unit__in=units) | directed(scope, Right.VIEW_WORK)


def counts(
    scope: Scope, missions: Iterable[int] | None, left: Iterable[int] = ()
) -> bool | None:
    """Whether the reader's board counts one of these missions (None: of any), or did
    until the units `left` lost their part; None where the reader has no board."""
    if not oversees(scope):
        return None
    units = scope.unit_ids(Right.VIEW_WORK)
    if scope.sees_everything or missions is None or not units.isdisjoint(left):
        return True
    return missions_in(scope).filter(overseen(scope), pk__in=missions).exists()
