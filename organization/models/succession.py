from django.db import models
from django.db.models import F, Q

from organization.models.post import Post
from organization.models.unit import Unit


class UnitSuccession(models.Model):
    """Kế tục: which unit took over what a closed one left, from a day on.

    The successor sees the closed unit's work; that stays under the old name. Kept for
    every pair, near or far: where A became B and B became C, C succeeds A as well.
    """

    former = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị cũ", related_name="successions"
    )
    successor = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name="đơn vị kế tục",
        related_name="inheritances",
    )
    since = models.DateField("từ ngày")
    paper = models.CharField("căn cứ (số, ngày văn bản)", max_length=200)

    class Meta:
        verbose_name = "kế tục đơn vị"
        verbose_name_plural = "kế tục đơn vị"
        ordering = ("since", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("former", "successor"), name="unit_succession_once"
            ),
            models.CheckConstraint(
                condition=~Q(former=F("successor")), name="unit_succeeds_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.former} → {self.successor}"


class PostSuccession(models.Model):
    """The same for posts: which one took over what an abolished one directed."""

    former = models.ForeignKey(
        Post, models.PROTECT, verbose_name="chức vụ cũ", related_name="successions"
    )
    successor = models.ForeignKey(
        Post,
        models.PROTECT,
        verbose_name="chức vụ kế tục",
        related_name="inheritances",
    )
    since = models.DateField("từ ngày")
    paper = models.CharField("căn cứ (số, ngày văn bản)", max_length=200)

    class Meta:
        verbose_name = "kế tục chức vụ"
        verbose_name_plural = "kế tục chức vụ"
        ordering = ("since", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("former", "successor"), name="post_succession_once"
            ),
            models.CheckConstraint(
                condition=~Q(former=F("successor")), name="post_succeeds_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.former} → {self.successor}"
