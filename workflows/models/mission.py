"""A mission: one task, one lead unit, one directing leader, one state."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django_fsm import FSMField, FSMModelMixin, transition

from organization.models import Post, Unit
from workflows.enums import (
    OPEN_STATES,
    WAITING_ABOVE,
    WITH_THE_UNIT,
    MissionState,
)
from workflows.models.agency import Agency
from workflows.models.document import Document
from workflows.models.draft_item import DraftItem
from workflows.models.mission_indexes import INDEXES
from workflows.models.mission_permissions import PERMISSIONS
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
    internal_due_on = models.DateField("hạn nội bộ", null=True, blank=True)
    original_due_on = models.DateField(
        "thời hạn ban đầu, khi đã gia hạn", null=True, blank=True
    )
    # What is open just now; each has its dated row (DeadlineExtension, Pause, Wait).
    asked_due_on = models.DateField("ngày đang đề nghị gia hạn", null=True, blank=True)
    extension_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người đang đề nghị gia hạn",
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    paused_at = models.DateTimeField("tạm dừng từ", null=True, blank=True)
    wait_began_at = models.DateTimeField("chờ việc khác từ", null=True, blank=True)
    no_deadline_reason = models.CharField(
        "lý do không có thời hạn", max_length=300, blank=True
    )
    deadline = models.JSONField("thời hạn như văn bản nêu", null=True, blank=True)
    product = models.CharField("sản phẩm", max_length=300, blank=True)
    authority = models.CharField("căn cứ giao", max_length=300)
    checked_by_office = models.BooleanField(
        "Văn phòng kiểm tra trước khi trình", default=False
    )
    # A part of a larger mission; `is_own`: made by the lead unit for itself (ADR 0038).
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="là một phần của",
        null=True,
        blank=True,
        related_name="parts",
        db_index=False,  # mission_part begins with it
    )
    is_own = models.BooleanField("việc đơn vị tự lập", default=False, db_default=False)
    open_parts_reason = models.CharField(
        "lý do hoàn thành khi còn phần chưa xong",
        max_length=300,
        blank=True,
        default="",
        db_default="",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="gộp vào",
        null=True,
        blank=True,
        related_name="merged",
        db_index=False,
    )
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="thay cho",
        null=True,
        blank=True,
        related_name="replaced_by",
        db_index=False,
    )
    # Another agency leads; our lead unit follows it, and no rate of ours counts it.
    led_outside = models.ForeignKey(
        Agency,
        models.PROTECT,
        verbose_name="cơ quan ngoài chủ trì",
        null=True,
        blank=True,
        related_name="led_missions",
        db_index=False,
    )
    given_by_agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        verbose_name="cấp trên giao",
        null=True,
        blank=True,
        related_name="given_missions",
        db_index=False,
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
    # The moment of its last entry of history; lists are sorted by it.
    changed_at = models.DateTimeField("thay đổi gần nhất lúc", db_default=Now())
    handed_in_at = models.DateTimeField("nộp báo cáo lúc", null=True, blank=True)
    completed_at = models.DateTimeField("hoàn thành lúc", null=True, blank=True)
    rounds = models.PositiveSmallIntegerField("số lần báo cáo", default=0)
    version = models.PositiveIntegerField("phiên bản", default=0)

    # Filled by whoever locks or reads a mission; the backend asks it for the right to
    # see. None means "not read yet".
    supporting_unit_ids: frozenset[int] | None = None
    # Văn phòng's monitor of its document; annotated by whoever locks the mission.
    document_monitor_id: int | None = None
    # Whether its document asks for a check; annotated by whoever locks the mission.
    document_checks: bool | None = None
    # Units and people of whom an opinion on the open report is asked.
    asked_units: frozenset[int] = frozenset()
    asked_people: frozenset[int] = frozenset()
    # Author of the open report, and whether its decision was passed up.
    approval_facts: tuple[int | None, bool] | None = None

    objects = MissionQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        permissions = [*PERMISSIONS]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(is_own=False),
                name="mission_own_work_has_a_parent",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id"))
                & ~Q(merged_into=F("id"))
                & ~Q(replaces=F("id")),
                name="mission_is_tied_to_others_only",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(state=S.WITHDRAWN),
                name="mission_merged_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(open_parts_reason="") | Q(state=S.COMPLETED),
                name="mission_open_parts_when_completed",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(replaces__isnull=False),
                name="mission_replaced_once",
            ),
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
            models.CheckConstraint(
                condition=Q(internal_due_on__isnull=True)
                | Q(due_on__isnull=False, internal_due_on__lte=F("due_on")),
                name="mission_internal_day_is_not_later",
            ),
            models.CheckConstraint(
                condition=Q(asked_due_on__isnull=True, extension_asked_by__isnull=True)
                | Q(
                    state__in=OPEN_STATES,
                    asked_due_on__isnull=False,
                    extension_asked_by__isnull=False,
                ),
                name="mission_asks_only_while_open",
            ),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True, wait_began_at__isnull=True)
                | Q(state__in=WITH_THE_UNIT),
                name="mission_stands_still_with_the_unit",
            ),
        ]
        indexes = INDEXES

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
