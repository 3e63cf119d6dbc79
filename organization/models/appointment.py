from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from organization.models.person import Person
from organization.models.post import Post
from organization.querysets import DatedQuerySet


def one_at_a_time(field: str, name: str) -> ExclusionConstraint:
    """No two rows of the same ``field`` share a day.

    The key is written as a range of one number: gist compares ranges by itself,
    so no btree_gist is needed (the embedded PostgreSQL does not carry it).
    """
    key = Func(F(field), F(field), Value("[]"), function="int8range")
    days = Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange")
    return ExclusionConstraint(
        name=name,
        expressions=(
            (key, RangeOperators.OVERLAPS),
            (days, RangeOperators.OVERLAPS),
        ),
    )


class Appointment(models.Model):
    """Who sits in a post, from day to day; ``ends_on`` is the last day."""

    post = models.ForeignKey(
        Post,
        verbose_name="chức vụ",
        on_delete=models.PROTECT,
        related_name="appointments",
    )
    person = models.ForeignKey(
        Person,
        verbose_name="cán bộ",
        on_delete=models.PROTECT,
        related_name="appointments",
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    acting = models.BooleanField("quyền (Q.)", default=False)

    objects = models.Manager.from_queryset(DatedQuerySet)()

    class Meta:
        verbose_name = "bổ nhiệm"
        verbose_name_plural = "bổ nhiệm"
        ordering = ("post_id", "starts_on")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=("post",),
                condition=Q(ends_on__isnull=True),
                name="appointment_one_open_per_post",
            ),
            one_at_a_time("post", "appointment_one_person_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.post}"
