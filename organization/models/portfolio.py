from django.contrib.auth.models import Group
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from organization.models.appointment import one_at_a_time
from organization.models.post import Post
from organization.models.unit import Unit
from organization.querysets import DatedQuerySet


class Portfolio(models.Model):
    """A field of work and the units that go with it; the source of KT."""

    code = models.SlugField("mã", max_length=60, unique=True)
    name = models.CharField("lĩnh vực", max_length=200)
    subjects = ArrayField(
        models.CharField(max_length=120),
        verbose_name="nội dung",
        default=list,
        blank=True,
    )
    units = models.ManyToManyField(
        Unit, verbose_name="đơn vị", blank=True, related_name="portfolios"
    )
    group = models.OneToOneField(
        Group,
        verbose_name="nhóm quyền",
        on_delete=models.PROTECT,
        related_name="portfolio",
    )

    class Meta:
        verbose_name = "lĩnh vực phụ trách"
        verbose_name_plural = "lĩnh vực phụ trách"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class PortfolioHolding(models.Model):
    """Which post answers for a portfolio, from day to day."""

    portfolio = models.ForeignKey(
        Portfolio,
        verbose_name="lĩnh vực",
        on_delete=models.PROTECT,
        related_name="holdings",
    )
    post = models.ForeignKey(
        Post, verbose_name="chức vụ", on_delete=models.PROTECT, related_name="holdings"
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)

    objects = models.Manager.from_queryset(DatedQuerySet)()

    class Meta:
        verbose_name = "phân công phụ trách"
        verbose_name_plural = "phân công phụ trách"
        ordering = ("portfolio_id", "starts_on")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="holding_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=("portfolio",),
                condition=Q(ends_on__isnull=True),
                name="holding_one_open_per_portfolio",
            ),
            one_at_a_time("portfolio", "holding_one_post_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.portfolio} – {self.post}"
