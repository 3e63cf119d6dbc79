"""What is asked on a mission and answered once: the part that all such rows share."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from history.models.entry import acting_title
from organization.enums import SigningCapacity
from workflows.models.mission import Mission


class Exchange(models.Model):
    """Somebody asks in a stated capacity; somebody answers, once, in another.

    Subclasses say what is asked, and add the constraints of their own. Titles are kept
    as they were at the moment of the act: people change posts, the record does not.
    """

    mission = models.ForeignKey(
        Mission, models.PROTECT, verbose_name="nhiệm vụ", related_name="%(class)ss"
    )
    text = models.TextField("nội dung")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người hỏi",
        related_name="+",
    )
    asked_title = models.CharField("chức vụ người hỏi", max_length=120, blank=True)
    asked_capacity = models.CharField(
        "thẩm quyền khi hỏi", max_length=4, choices=SigningCapacity.choices, blank=True
    )
    asked_on_behalf_of = models.CharField("hỏi thay", max_length=120, blank=True)
    asked_at = models.DateTimeField("hỏi lúc")
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người trả lời",
        null=True,
        blank=True,
        related_name="+",
    )
    answered_title = models.CharField(
        "chức vụ người trả lời", max_length=120, blank=True
    )
    answered_capacity = models.CharField(
        "thẩm quyền khi trả lời",
        max_length=4,
        choices=SigningCapacity.choices,
        blank=True,
    )
    answered_on_behalf_of = models.CharField("trả lời thay", max_length=120, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="%(class)s_says_what"),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="%(class)s_answered_by_somebody_at_some_time",
            ),
        ]

    @property
    def asker(self) -> str:
        """The title in which it was asked, with the capacity."""
        return acting_title(
            self.asked_title, self.asked_capacity, self.asked_on_behalf_of
        )

    @property
    def answerer(self) -> str:
        """The title in which it was answered; "" before that."""
        return acting_title(
            self.answered_title, self.answered_capacity, self.answered_on_behalf_of
        )
