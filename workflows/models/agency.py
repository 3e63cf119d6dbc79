"""Agencies outside: they have no accounts, no seats and no rights here."""

from django.db import models
from django.db.models import Q


class Agency(models.Model):
    """A body that leads, helps with, or gives us a mission from outside.

    Not a `Unit`: nobody sits in it, so it is written down by Văn phòng as papers name
    it, without an administrator. `slug` is the code under which reading knows it.
    """

    slug = models.SlugField("mã", max_length=80, unique=True)
    name = models.CharField("tên cơ quan", max_length=200)
    short = models.CharField("tên ngắn", max_length=60)

    class Meta:
        verbose_name = "cơ quan ngoài"
        verbose_name_plural = "cơ quan ngoài"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(short="") & ~Q(slug=""),
                name="agency_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name
