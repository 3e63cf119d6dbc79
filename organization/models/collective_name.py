from django.contrib.postgres.fields import ArrayField
from django.db import models

from organization.models.unit import Unit


class CollectiveName(models.Model):
    """A name that stands for several units: "các phòng chuyên môn"."""

    code = models.SlugField("mã", max_length=60, unique=True)
    name = models.CharField("tên gọi", max_length=200)
    aliases = ArrayField(
        models.CharField(max_length=200),
        verbose_name="tên gọi khác trong văn bản",
        default=list,
        blank=True,
    )
    members = models.ManyToManyField(
        Unit, verbose_name="gồm các đơn vị", related_name="collective_names"
    )

    class Meta:
        verbose_name = "tên gọi chung"
        verbose_name_plural = "tên gọi chung"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name
