"""What a seat may do, as a page says it; only shown, never asked for a decision."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast

from organization.enums import RIGHT_LABELS, Right, UnitKind
from organization.models import PostGroupObjectPermission, UnitGroupObjectPermission

WHOLE_AGENCY = "Toàn cơ quan"


class RightsThere(NamedTuple):
    """Where, and what may be done there."""

    where: str
    labels: list[str]

    @property
    def words(self) -> str:
        return f"{self.where}: {', '.join(self.labels).lower()}"


def rights_of(group_ids: Collection[int]) -> list[RightsThere]:
    """The rights of groups, the widest first; one statement."""
    found: dict[tuple[int, str], set[str]] = defaultdict(set)
    for place, where, right in _rows(group_ids):
        found[place, where].add(right)
    return [
        RightsThere(
            where, [RIGHT_LABELS[right] for right in Right if right.value in rights]
        )
        for (_, where), rights in sorted(found.items())
    ]


def _rows(group_ids: Collection[int]) -> list[tuple[int, str, str]]:
    """(how wide, where, right)"""
    units = _granted(UnitGroupObjectPermission.objects.all(), group_ids, "name")
    posts = _granted(PostGroupObjectPermission.objects.all(), group_ids, "title")
    first = units.values_list("content_object__kind", "named", "permission__codename")
    second = posts.values_list(Value("", CharField()), "named", "permission__codename")
    rows = []
    for kind_of_unit, name, right in first.union(second, all=True):
        if kind_of_unit == UnitKind.COMMISSION:
            rows.append((0, WHOLE_AGENCY, right))
        elif kind_of_unit:
            rows.append((1, name, right))
        else:
            rows.append((2, f"Việc do {name} chỉ đạo", right))
    return rows


def _granted(
    grants: QuerySet[Any], group_ids: Collection[int], name: str
) -> QuerySet[Any]:
    rows = grants.filter(group_id__in=group_ids).order_by()
    named: QuerySet[Any] = rows.annotate(
        named=Cast(f"content_object__{name}", CharField())
    )
    return named
