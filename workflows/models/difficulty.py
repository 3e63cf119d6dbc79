"""What keeps a unit from going on, and what its leader says to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from history.models.entry import acting_title
from organization.enums import SigningCapacity
from workflows.enums import DifficultyKind, DifficultyLevel, DifficultyOutcome
from workflows.models.exchange import Exchange
from workflows.models.mission import Mission


class Difficulty(Exchange):
    """Vướng mắc: raised by the lead unit, answered by the leader in charge or, once it
    was passed on, by the Trưởng Ban (capability 67). It stops no deadline.

    Open as long as there is no `outcome`. What the unit settles by itself has its word
    as the answer; what lapses with the mission has none.
    """

    kind = models.CharField(
        "loại",
        max_length=20,
        choices=DifficultyKind.choices,
        default=DifficultyKind.DIFFICULTY,
    )
    proposal = models.TextField("đề nghị", blank=True)
    level = models.CharField(
        "cấp giải quyết",
        max_length=10,
        choices=DifficultyLevel.choices,
        default=DifficultyLevel.LEADER,
    )
    opinion = models.TextField("ý kiến khi chuyển", blank=True)
    passed_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người chuyển",
        null=True,
        blank=True,
        related_name="+",
    )
    passed_up_title = models.CharField(
        "chức vụ người chuyển", max_length=250, blank=True
    )
    passed_up_at = models.DateTimeField("chuyển lúc", null=True, blank=True)
    outcome = models.CharField(
        "kết quả", max_length=10, choices=DifficultyOutcome.choices, blank=True
    )
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)

    class Meta(Exchange.Meta):
        verbose_name = "vướng mắc"
        verbose_name_plural = "vướng mắc"
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(
                fields=["mission"],
                condition=Q(closed_at__isnull=True),
                name="difficulty_open",
            ),
        ]
        constraints = [
            *Exchange.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=DifficultyKind.values),
                name="difficulty_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at__isnull=True)
                | Q(
                    outcome__in=DifficultyOutcome.values,
                    closed_at__isnull=False,
                ),
                name="difficulty_closed_with_an_outcome",
            ),
            # Who is asked answers, or the unit itself settles; what lapses nobody did.
            models.CheckConstraint(
                condition=Q(
                    outcome__in=("", DifficultyOutcome.LAPSED),
                    answered_at__isnull=True,
                    answer="",
                )
                | (
                    Q(
                        outcome__in=(
                            DifficultyOutcome.ANSWERED,
                            DifficultyOutcome.SETTLED,
                        ),
                        answered_at__isnull=False,
                    )
                    & ~Q(answer="")
                ),
                name="difficulty_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(
                    level=DifficultyLevel.LEADER,
                    passed_up_at__isnull=True,
                    passed_up_by__isnull=True,
                )
                | (
                    Q(
                        level=DifficultyLevel.HEAD,
                        passed_up_at__isnull=False,
                        passed_up_by__isnull=False,
                    )
                    & ~Q(opinion="")
                ),
                name="difficulty_passed_up_with_an_opinion",
            ),
            # Nobody answers what he or she raised, also not as a delegate.
            models.CheckConstraint(
                condition=~Q(outcome=DifficultyOutcome.ANSWERED)
                | ~Q(answered_by=models.F("asked_by")),
                name="difficulty_answered_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"


class Note(models.Model):
    """Something said on a mission that asks for no answer, and stands for good."""

    mission = models.ForeignKey(
        Mission, models.PROTECT, verbose_name="nhiệm vụ", related_name="%(class)ss"
    )
    text = models.TextField("nội dung")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người ghi",
        related_name="+",
    )
    said_title = models.CharField("chức vụ", max_length=120, blank=True)
    said_capacity = models.CharField(
        "thẩm quyền", max_length=4, choices=SigningCapacity.choices, blank=True
    )
    said_on_behalf_of = models.CharField("thay mặt", max_length=120, blank=True)
    said_at = models.DateTimeField("ghi lúc")

    class Meta:
        abstract = True
        ordering = ["-said_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="%(class)s_says_what")
        ]

    @property
    def sayer(self) -> str:
        """The title in which it was said, with the capacity."""
        return acting_title(self.said_title, self.said_capacity, self.said_on_behalf_of)


class Instruction(Note):
    """Ý kiến chỉ đạo that the leader gives of himself, without a difficulty."""

    class Meta(Note.Meta):
        verbose_name = "ý kiến chỉ đạo"
        verbose_name_plural = "ý kiến chỉ đạo"

    def __str__(self) -> str:
        return self.text[:60]


class Inspection(Note):
    """What Văn phòng found when it looked at how the work stands (capability 77)."""

    held_on = models.DateField("ngày kiểm tra")
    is_unannounced = models.BooleanField("đột xuất", default=False)

    class Meta(Note.Meta):
        verbose_name = "lần kiểm tra"
        verbose_name_plural = "lần kiểm tra"

    def __str__(self) -> str:
        return f"Kiểm tra {self.held_on}: {self.text[:60]}"
