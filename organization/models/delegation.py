from django.db import models
from django.db.models import F, Q

from organization.enums import LENT_CAPACITIES, DelegationScope, SigningCapacity
from organization.models.person import Person
from organization.models.portfolio import Portfolio
from organization.models.post import Post
from organization.models.unit import Unit

# Scope → the column that says of what.
OBJECTS = {
    DelegationScope.ALL: "",
    DelegationScope.PORTFOLIO: "portfolio",
    DelegationScope.UNIT: "unit",
    DelegationScope.MISSION: "mission_id",
}


def names_its_object() -> Q:
    """The column of the scope is filled, and no other."""
    columns = [column for column in OBJECTS.values() if column]
    found = Q()
    for scope, filled in OBJECTS.items():
        facts = {f"{column}__isnull": column != filled for column in columns}
        found |= Q(scope=scope, **facts)
    return found


class Delegation(models.Model):
    """Ủy quyền: a post lends its authority to a person, in writing, for a time.

    The delegate signs TUQ.; or TL., where the Trưởng Ban orders the head of a unit to
    sign, which counts only while he or she is at the head of one.

    In force from ``starts_at`` until ``ends_at`` or ``ended_at``, whichever comes
    first, both excluded; and only while the one who gave it keeps the post.
    """

    delegator = models.ForeignKey(
        Post,
        verbose_name="chức vụ ủy quyền",
        on_delete=models.PROTECT,
        related_name="delegations_given",
    )
    delegate = models.ForeignKey(
        Person,
        verbose_name="người được ủy quyền",
        on_delete=models.PROTECT,
        related_name="delegations_received",
    )
    capacity = models.CharField(
        "thể thức ký",
        max_length=4,
        choices=[(one.value, one.label) for one in LENT_CAPACITIES],
        default=SigningCapacity.BY_DELEGATION,
    )
    scope = models.CharField("phạm vi", max_length=10, choices=DelegationScope.choices)
    portfolio = models.ForeignKey(
        Portfolio,
        verbose_name="lĩnh vực",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="delegations",
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name="đơn vị",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="delegations",
    )
    # A number, as missions are kept by a package above; that package adds the foreign
    # key to the table.
    mission_id = models.BigIntegerField("nhiệm vụ", null=True, blank=True)
    starts_at = models.DateTimeField("từ lúc")
    ends_at = models.DateTimeField("đến lúc")
    paper = models.CharField("giấy ủy quyền (số, ngày)", max_length=200)
    ended_at = models.DateTimeField("chấm dứt lúc", null=True, blank=True)

    class Meta:
        verbose_name = "ủy quyền"
        verbose_name_plural = "ủy quyền"
        ordering = ("-starts_at", "-id")
        indexes = (
            models.Index(fields=("delegate", "ends_at"), name="delegation_by_delegate"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="delegation_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__lte=F("ends_at")),
                name="delegation_ended_within_period",
            ),
            models.CheckConstraint(
                condition=names_its_object(), name="delegation_scope_names_its_object"
            ),
            models.CheckConstraint(
                condition=Q(capacity__in=LENT_CAPACITIES),
                name="delegation_capacity_known",
            ),
            models.CheckConstraint(
                condition=~Q(paper=""), name="delegation_is_in_writing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.delegator} → {self.delegate}"
