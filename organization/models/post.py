from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q

from organization.enums import POST_RIGHTS, RIGHT_LABELS, SINGLE_RANKS, Rank
from organization.models.unit import Unit


class Post(models.Model):
    """A seat that exists whoever fills it; its group carries what it may do."""

    code = models.SlugField("mã", max_length=60, unique=True)
    title = models.CharField("chức vụ", max_length=120)
    short = models.CharField("viết tắt", max_length=20)
    rank = models.CharField("cấp", max_length=30, choices=Rank.choices)
    unit = models.ForeignKey(
        Unit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="posts"
    )
    group = models.OneToOneField(
        Group, verbose_name="nhóm quyền", on_delete=models.PROTECT, related_name="post"
    )
    position = models.PositiveIntegerField("thứ tự", default=0)
    closed_on = models.DateField(
        "ngày bãi bỏ", null=True, blank=True, help_text="Từ ngày này không còn quyền."
    )

    class Meta:
        verbose_name = "chức vụ"
        verbose_name_plural = "chức vụ"
        ordering = ("position", "id")
        permissions = tuple((right.value, RIGHT_LABELS[right]) for right in POST_RIGHTS)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "rank"),
                condition=Q(rank__in=SINGLE_RANKS, closed_on__isnull=True),
                name="post_one_head_per_unit",
            ),
        )

    def __str__(self) -> str:
        return self.title
