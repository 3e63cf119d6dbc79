from django.db import models
from django.db.models import F, Q

from organization.enums import DelegationScope
from organization.models.person import Person
from organization.models.portfolio import Portfolio
from organization.models.post import Post
from organization.models.unit import Unit


class Delegation(models.Model):
    """Ủy quyền: a post lends its authority to a person, in writing, for a time.

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
                condition=Q(
                    scope=DelegationScope.ALL,
                    portfolio__isnull=True,
                    unit__isnull=True,
                )
                | Q(
                    scope=DelegationScope.PORTFOLIO,
                    portfolio__isnull=False,
                    unit__isnull=True,
                )
                | Q(
                    scope=DelegationScope.UNIT,
                    portfolio__isnull=True,
                    unit__isnull=False,
                ),
                name="delegation_scope_names_its_object",
            ),
            models.CheckConstraint(
                condition=~Q(paper=""), name="delegation_is_in_writing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.delegator} → {self.delegate}"
