"""A signed document that gives tasks, and the file that it came in."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from organization.enums import SigningCapacity
from workflows.enums import DocumentKind, DocumentState

if TYPE_CHECKING:
    from workflows.models.version import VersionProposal


class StoredFile(models.Model):
    """One content, kept once under its hash outside the web root."""

    sha256 = models.CharField("mã băm", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    content_type = models.CharField("loại nội dung", max_length=120)

    class Meta:
        verbose_name = "tệp lưu trữ"
        verbose_name_plural = "tệp lưu trữ"

    def __str__(self) -> str:
        return self.sha256[:12]


class Document(models.Model):
    """A plan, programme or notice, as registered by Văn phòng."""

    kind = models.CharField("loại", max_length=20, choices=DocumentKind.choices)
    reference_number = models.CharField("số, ký hiệu", max_length=80, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    subject = models.TextField("trích yếu")
    issuing_body = models.CharField("cơ quan ban hành", max_length=300, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True)
    signing_capacity = models.CharField(
        "thẩm quyền ký", max_length=4, choices=SigningCapacity.choices, blank=True
    )
    recipients = models.JSONField("nơi nhận", default=list, blank=True)
    cited_documents = models.JSONField("văn bản viện dẫn", default=list, blank=True)
    text = models.TextField("toàn văn")
    file = models.ForeignKey(
        StoredFile, models.PROTECT, verbose_name="tệp gốc", null=True, blank=True
    )
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    checked_by_office = models.BooleanField(
        "Văn phòng kiểm tra trước khi trình", default=True
    )
    monitoring_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người theo dõi",
        related_name="monitored_documents",
    )
    registered_at = models.DateTimeField("thời điểm đăng ký")
    # Said by a person as soon as it is known; the former one counts until the new one
    # is applied (ADR 0025).
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="bản trước",
        null=True,
        blank=True,
        related_name="successor",
    )
    amends_in_part = models.BooleanField("chỉ sửa đổi một phần", default=False)
    applied_at = models.DateTimeField(
        "áp dụng thay bản trước lúc", null=True, blank=True
    )
    state = models.CharField(
        "hiệu lực",
        max_length=10,
        choices=DocumentState.choices,
        default=DocumentState.IN_FORCE,
    )
    ended_at = models.DateTimeField("hết hiệu lực lúc", null=True, blank=True)
    end_reason = models.TextField("lý do thu hồi", blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0)

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        constraints = [
            models.UniqueConstraint(
                fields=["issuing_body", "reference_number", "issued_on"],
                condition=~Q(reference_number=""),
                name="document_registered_once",
            ),
            models.CheckConstraint(
                condition=~Q(supersedes=F("pk")), name="document_supersedes_another"
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(supersedes__isnull=False),
                name="document_applied_to_former",
            ),
            models.CheckConstraint(
                condition=Q(state=DocumentState.IN_FORCE, ended_at__isnull=True)
                | (~Q(state=DocumentState.IN_FORCE) & Q(ended_at__isnull=False)),
                name="document_ended_at_when_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.WITHDRAWN) | ~Q(end_reason=""),
                name="document_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.citation

    @property
    def is_dated(self) -> bool:
        """Whether number and date are there, without which nothing is given out."""
        return bool(self.reference_number) and self.issued_on is not None

    @property
    def is_in_force(self) -> bool:
        return self.state == DocumentState.IN_FORCE

    @property
    def standing(self) -> str:
        """What it is to its other versions, to be read after its citation; "" where it
        has none. Load `supersedes` and `successor` with it."""
        words = []
        if self.supersedes is not None and self.applied_at is not None:
            verb = "sửa đổi, bổ sung" if self.amends_in_part else "thay thế"
            words.append(f"{verb} {self.supersedes.citation}")
        later: Document | None = getattr(self, "successor", None)
        if later is not None and later.applied_at is not None:
            verb = "sửa đổi, bổ sung" if later.amends_in_part else "thay thế"
            words.append(f"đã được {verb} bởi {later.citation}")
        if self.state == DocumentState.WITHDRAWN:
            words.append("đã thu hồi")
        return ", ".join(words)

    @property
    def open_proposals(self) -> "list[VersionProposal]":
        """Which papers it may be a new version of, as far as nobody has said no."""
        if self.supersedes_id is not None or not self.is_in_force:
            return []
        asked = self.version_proposals.filter(is_refused=False)
        return list(asked.select_related("former"))

    @property
    def citation(self) -> str:
        """How papers cite it: kind, number and date, as far as they are known."""
        kind = self.get_kind_display()
        if not self.reference_number:
            return f"{kind} (chưa có số)"
        if self.issued_on is None:
            return f"{kind} {self.reference_number}"
        day = self.issued_on
        month = f"{day.month:02d}" if day.month < 3 else str(day.month)  # noqa: PLR2004
        return f"{kind} {self.reference_number} ngày {day.day:02d}/{month}/{day.year}"
