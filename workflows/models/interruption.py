"""Times in which the unit's clock stands still: it waits for others, or work rests."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from history.models.entry import acting_title
from organization.enums import SigningCapacity
from workflows.enums import WaitKind
from workflows.models.mission import Mission


class Interruption(models.Model):
    """From a moment to a moment, each end an act of a person in a stated capacity.

    Titles are kept as they were at the moment of the act.
    """

    mission = models.ForeignKey(
        Mission,
        models.PROTECT,
        verbose_name="nhiệm vụ",
        related_name="%(class)ss",
        db_index=False,  # each subclass has an index that begins with it
    )
    reason = models.TextField("lý do")
    began_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người ghi",
        related_name="+",
    )
    began_title = models.CharField("chức vụ người ghi", max_length=120, blank=True)
    began_capacity = models.CharField(
        "thẩm quyền khi ghi", max_length=4, choices=SigningCapacity.choices, blank=True
    )
    began_on_behalf_of = models.CharField("ghi thay", max_length=120, blank=True)
    began_at = models.DateTimeField("từ lúc")
    outcome = models.TextField("kết quả khi kết thúc", blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người kết thúc",
        null=True,
        blank=True,
        related_name="+",
    )
    ended_title = models.CharField("chức vụ người kết thúc", max_length=120, blank=True)
    ended_capacity = models.CharField(
        "thẩm quyền khi kết thúc",
        max_length=4,
        choices=SigningCapacity.choices,
        blank=True,
    )
    ended_on_behalf_of = models.CharField("kết thúc thay", max_length=120, blank=True)
    ended_at = models.DateTimeField("đến lúc", null=True, blank=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["mission", "began_at"], name="%(class)s_of_mission"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_says_why"),
            models.UniqueConstraint(
                fields=["mission"],
                condition=Q(ended_at__isnull=True),
                name="%(class)s_one_open_a_mission",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__gte=F("began_at"), ended_by__isnull=False),
                name="%(class)s_ended_by_somebody_after_it_began",
            ),
        ]

    @property
    def beginner(self) -> str:
        """The title in which it was begun, with the capacity."""
        return acting_title(
            self.began_title, self.began_capacity, self.began_on_behalf_of
        )


class Wait(Interruption):
    """The unit can do nothing until somebody else acts.

    The deadline does not move; only the clock of responsibility says that meanwhile
    the work lies with `on_whom`, which is an agency, a body or an event in words.
    """

    kind = models.CharField("loại chờ", max_length=10, choices=WaitKind.choices)
    on_whom = models.CharField("chờ ai, chờ gì", max_length=200)
    expected_on = models.DateField("dự kiến có", null=True, blank=True)

    class Meta(Interruption.Meta):
        verbose_name = "lần chờ"
        verbose_name_plural = "các lần chờ"
        constraints = [
            *Interruption.Meta.constraints,
            models.CheckConstraint(condition=~Q(on_whom=""), name="wait_says_on_whom"),
        ]

    def __str__(self) -> str:
        return f"{self.mission_id} chờ {self.on_whom}"


class Pause(Interruption):
    """Who directs the mission let it rest: no reminders, and it is not late."""

    class Meta(Interruption.Meta):
        verbose_name = "lần tạm dừng"
        verbose_name_plural = "các lần tạm dừng"

    def __str__(self) -> str:
        return f"{self.mission_id} tạm dừng"
