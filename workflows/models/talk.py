"""What people write on a mission while it is under way: progress, and comments.

Neither changes a state. Both are written once; a trigger of the database holds that.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from history.models.entry import acting_title
from organization.enums import SigningCapacity
from workflows.models.mission import Mission

TAKEN_BACK_WITHIN = timedelta(minutes=15)


class Written(models.Model):
    """Somebody wrote something, under the title that he or she had then."""

    mission = models.ForeignKey(
        Mission,
        models.PROTECT,
        verbose_name="nhiệm vụ",
        related_name="%(class)ss",
        db_index=False,  # an index of each subclass begins with it
    )
    text = models.TextField("nội dung")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người viết",
        related_name="+",
    )
    title = models.CharField("chức vụ người viết", max_length=120, blank=True)
    capacity = models.CharField(
        "thẩm quyền", max_length=4, choices=SigningCapacity.choices, blank=True
    )
    on_behalf_of = models.CharField("thay mặt", max_length=120, blank=True)
    written_at = models.DateTimeField("viết lúc")

    class Meta:
        abstract = True
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="%(class)s_says_what"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def acting_title(self) -> str:
        return acting_title(self.title, self.capacity, self.on_behalf_of)


class ProgressNote(Written):
    """How far the lead unit is: in words, with a share or a milestone where it helps.

    `percent` is 0 to 100; hundred is no hand-in, and closes nothing.
    """

    percent = models.PositiveSmallIntegerField("tiến độ, %", null=True, blank=True)
    milestone = models.CharField("mốc", max_length=120, blank=True)

    class Meta(Written.Meta):
        verbose_name = "cập nhật tiến độ"
        verbose_name_plural = "cập nhật tiến độ"
        constraints = [
            *Written.Meta.constraints,
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__range=(0, 100)),
                name="progressnote_percent_is_a_share",
            ),
        ]
        indexes = [
            models.Index(fields=["mission", "-id"], name="progress_of_mission"),
            models.Index(
                fields=["mission", "-id"],
                condition=Q(percent__isnull=False),
                name="progress_percent_of_mission",
            ),
        ]


class Comment(Written):
    """A word to all who see the mission; `mentioned` were told of it.

    `mentioned` keeps number and name as they were: [{"id": 7, "name": "…"}]. Its
    author may take it back for a quarter of an hour; the row stays.
    """

    mentioned = models.JSONField("nhắc tên", default=list, blank=True)
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)

    class Meta(Written.Meta):
        verbose_name = "ý kiến trao đổi"
        verbose_name_plural = "ý kiến trao đổi"
        constraints = [
            *Written.Meta.constraints,
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | Q(
                    withdrawn_at__gte=F("written_at"),
                    withdrawn_at__lte=F("written_at") + TAKEN_BACK_WITHIN,
                ),
                name="comment_taken_back_in_time",
            ),
        ]
        indexes = [models.Index(fields=["mission", "-id"], name="comment_of_mission")]
