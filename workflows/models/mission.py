"""A mission: one task, one lead unit, one directing leader, one state."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, FSMModelMixin, transition

from organization.models import Post, Unit
from workflows.enums import (
    FINISHED_STATES,
    OPEN_STATES,
    WAITING_ABOVE,
    WITH_THE_UNIT,
    MissionState,
)
from workflows.models.document import Document
from workflows.models.draft_item import DraftItem
from workflows.querysets import MissionQuerySet

S = MissionState


class Mission(FSMModelMixin, models.Model):
    """A row exists only with one lead unit, one directing leader, and a deadline or a
    reason for none; the database holds that.

    The transitions below guard nothing by themselves: `workflows.services` is the
    only caller, with the row locked.
    """

    document = models.ForeignKey(
        Document,
        models.PROTECT,
        verbose_name="văn bản",
        null=True,
        blank=True,
        related_name="missions",
    )
    item = models.OneToOneField(
        DraftItem,
        models.PROTECT,
        verbose_name="việc trích từ văn bản",
        null=True,
        blank=True,
        related_name="mission",
    )
    title = models.CharField("tên nhiệm vụ", max_length=300)
    text = models.TextField("nội dung")
    lead_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name="đơn vị chủ trì",
        related_name="+",
        db_index=False,  # mission_unit begins with it
    )
    directing_leader = models.ForeignKey(
        Post,
        models.PROTECT,
        verbose_name="lãnh đạo chỉ đạo",
        related_name="+",
        db_index=False,  # mission_leader begins with it
    )
    monitoring_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="chuyên viên theo dõi",
        null=True,
        blank=True,
        related_name="+",
    )
    due_on = models.DateField("thời hạn", null=True, blank=True)
    no_deadline_reason = models.CharField(
        "lý do không có thời hạn", max_length=300, blank=True
    )
    deadline = models.JSONField("thời hạn như văn bản nêu", null=True, blank=True)
    product = models.CharField("sản phẩm", max_length=300, blank=True)
    authority = models.CharField("căn cứ giao", max_length=300)
    checked_by_office = models.BooleanField(
        "Văn phòng kiểm tra trước khi trình", default=False
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người giao",
        related_name="+",
    )
    assigned_at = models.DateTimeField("giao lúc")
    state = FSMField(
        "trạng thái", default=S.ASSIGNED, choices=S.choices, protected=True
    )
    state_since = models.DateTimeField("ở trạng thái này từ")
    handed_in_at = models.DateTimeField("nộp báo cáo lúc", null=True, blank=True)
    completed_at = models.DateTimeField("hoàn thành lúc", null=True, blank=True)
    rounds = models.PositiveSmallIntegerField("số lần báo cáo", default=0)
    version = models.PositiveIntegerField("phiên bản", default=0)

    # Filled by whoever locks or reads a mission; the backend asks it for the right to
    # see. None means "not read yet".
    supporting_unit_ids: frozenset[int] | None = None
    # Văn phòng's monitor of its document; annotated by whoever locks the mission.
    document_monitor_id: int | None = None
    # Author of the open report, and whether its decision was passed up.
    approval_facts: tuple[int | None, bool] | None = None

    objects = MissionQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        permissions = [
            ("start_mission", "nhận và thực hiện nhiệm vụ"),
            ("report_mission", "nộp và rút báo cáo"),
            ("submit_mission", "kiểm tra thể thức, trình lãnh đạo"),
            ("approve_mission", "duyệt hoặc trả lại báo cáo"),
            ("assign_mission", "giao và đính chính nhiệm vụ"),
            ("withdraw_mission", "thu hồi nhiệm vụ"),
            ("officer_mission", "phân công chuyên viên theo dõi"),
            ("except_mission", "cho phép riêng một người"),
            ("prepare_mission", "tham gia chuẩn bị báo cáo"),
            ("contribute_mission", "góp nội dung phối hợp"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=False, no_deadline_reason="")
                | (Q(due_on__isnull=True) & ~Q(no_deadline_reason="")),
                name="mission_deadline_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=S.values), name="mission_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=S.COMPLETED, completed_at__isnull=False)
                | (~Q(state=S.COMPLETED) & Q(completed_at__isnull=True)),
                name="mission_completed_at_when_completed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*WAITING_ABOVE, S.COMPLETED])
                | Q(handed_in_at__isnull=False, rounds__gt=0),
                name="mission_waits_above_only_after_hand_in",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="mission_says_what"
            ),
        ]
        indexes = [
            models.Index(
                F("lead_unit"),
                F("due_on").asc(nulls_last=True),
                F("id"),
                condition=Q(state__in=OPEN_STATES),
                name="mission_open_unit",
            ),
            models.Index(
                F("directing_leader"),
                F("state"),
                F("state_since"),
                F("id"),
                condition=Q(state__in=OPEN_STATES),
                name="mission_open_leader",
            ),
            models.Index(
                F("due_on").asc(nulls_last=True),
                F("id"),
                condition=Q(state__in=OPEN_STATES),
                name="mission_open_due",
            ),
            models.Index(
                F("state"),
                F("state_since"),
                F("id"),
                condition=Q(state__in=OPEN_STATES),
                name="mission_open_state",
            ),
            # Lists over all missions, which grow for ever: each begins with the reason
            # for which somebody sees them, and ends with the order of the page.
            models.Index(fields=["lead_unit", "id"], name="mission_unit"),
            models.Index(fields=["directing_leader", "id"], name="mission_leader"),
            models.Index(
                fields=["lead_unit", "state", "id"],
                condition=Q(state__in=FINISHED_STATES),
                name="mission_done_unit",
            ),
            models.Index(
                fields=["directing_leader", "state", "id"],
                condition=Q(state__in=FINISHED_STATES),
                name="mission_done_leader",
            ),
            models.Index(
                fields=["state", "id"],
                condition=Q(state__in=FINISHED_STATES),
                name="mission_done_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """The name that people use for it; the space does not break a line."""
        return f"NV\u00a0{self.pk:03d}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @transition(field=state, source=S.ASSIGNED, target=S.IN_PROGRESS)
    def start(self) -> None:
        """The lead unit takes it up."""

    @transition(field=state, source=[S.IN_PROGRESS, S.RETURNED], target=S.REPORTED)
    def report(self) -> None:
        """The lead unit hands in."""

    @transition(field=state, source=S.REPORTED, target=S.UNDER_APPROVAL)
    def submit_for_approval(self) -> None:
        """The report goes before the leader."""

    @transition(field=state, source=list(WAITING_ABOVE), target=S.IN_PROGRESS)
    def recall_report(self) -> None:
        """The lead unit takes its report back before the decision."""

    @transition(field=state, source=list(WAITING_ABOVE), target=S.RETURNED)
    def return_for_revision(self) -> None:
        """The leader (or, for its form, Văn phòng) sends it back with a reason."""

    @transition(field=state, source=S.UNDER_APPROVAL, target=S.COMPLETED)
    def complete(self) -> None:
        """An approving decision completes it."""

    @transition(
        field=state, source=[*WITH_THE_UNIT, *WAITING_ABOVE], target=S.WITHDRAWN
    )
    def withdraw(self) -> None:
        """Who directs it takes it back."""


class Assignment(models.Model):
    """A supporting unit of a mission. The lead unit is the mission's own column, so
    that there is exactly one by construction; a trigger keeps the two apart."""

    mission = models.ForeignKey(
        Mission, models.PROTECT, verbose_name="nhiệm vụ", related_name="assignments"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị phối hợp", related_name="+"
    )

    class Meta:
        verbose_name = "phân công phối hợp"
        verbose_name_plural = "phân công phối hợp"
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "unit"], name="assignment_unit_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "mission"], name="assignment_unit")]

    def __str__(self) -> str:
        return f"{self.unit} phối hợp {self.mission_id}"
