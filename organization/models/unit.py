from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from organization.enums import RIGHT_LABELS, UnitKind


class Unit(models.Model):
    """A part of the agency, or an agency outside it. The root is the Board itself."""

    code = models.SlugField("mã", max_length=60, unique=True)
    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=40)
    kind = models.CharField("loại", max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name="thuộc",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    aliases = ArrayField(
        models.CharField(max_length=200),
        verbose_name="tên gọi khác trong văn bản",
        default=list,
        blank=True,
    )
    position = models.PositiveIntegerField("thứ tự", default=0)
    closed_on = models.DateField("ngày giải thể", null=True, blank=True)

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ("position", "id")
        permissions = tuple(
            (right.value, RIGHT_LABELS[right]) for right in RIGHT_LABELS
        )
        constraints = (
            models.UniqueConstraint(
                fields=("kind",),
                condition=Q(kind=UnitKind.COMMISSION),
                name="unit_one_board",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=False)
                | Q(kind__in=(UnitKind.COMMISSION, UnitKind.EXTERNAL)),
                name="unit_inside_has_a_parent",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(kind=UnitKind.COMMISSION),
                name="unit_board_is_the_root",
            ),
        )

    def __str__(self) -> str:
        return self.name
