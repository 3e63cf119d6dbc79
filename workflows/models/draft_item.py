"""What was read from a document and is not yet a mission."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from organization.models import Post, Unit
from workflows.enums import ItemKind, ItemState, MissingFact
from workflows.models.agency import Agency
from workflows.models.document import Document

if TYPE_CHECKING:
    from datetime import date


class DraftItem(models.Model):
    """One item of a document; a person settles it, then it is given out.

    `reading` keeps what was read, as read (names, spans, review reasons), for the
    page and for the later question who chose what; the other fields are the answer.
    """

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name="văn bản", related_name="items"
    )
    position = models.PositiveIntegerField("thứ tự")
    part = models.PositiveIntegerField("phần sau khi tách", default=0)
    ordinal = models.CharField("số mục", max_length=20, blank=True)
    section = models.CharField("phần", max_length=60, blank=True)
    section_title = models.CharField("tên phần", max_length=300, blank=True)
    kind = models.CharField("loại", max_length=20, choices=ItemKind.choices)
    title = models.CharField("tên nhiệm vụ", max_length=300)
    text = models.TextField("nội dung")
    span_start = models.PositiveIntegerField("từ ký tự")
    span_end = models.PositiveIntegerField("đến ký tự")
    # Places of the paper beside the first one, after merging or splitting: [[s, e], …].
    further_spans = models.JSONField("các đoạn khác", default=list, blank=True)
    product = models.CharField("sản phẩm", max_length=300, blank=True)
    lead_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name="đơn vị chủ trì",
        null=True,
        blank=True,
        related_name="+",
    )
    supporting_units = models.ManyToManyField(
        Unit, verbose_name="đơn vị phối hợp", blank=True, related_name="+"
    )
    directing_leader = models.ForeignKey(
        Post,
        models.PROTECT,
        verbose_name="lãnh đạo chỉ đạo",
        null=True,
        blank=True,
        related_name="+",
    )
    # Another agency leads; the lead unit above follows it (ADR 0038).
    led_outside = models.ForeignKey(
        Agency,
        models.PROTECT,
        verbose_name="cơ quan ngoài chủ trì",
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    due_on = models.DateField("thời hạn", null=True, blank=True)
    no_deadline_reason = models.CharField(
        "lý do không có thời hạn", max_length=300, blank=True
    )
    deadline = models.JSONField("thời hạn như văn bản nêu", null=True, blank=True)
    reading = models.JSONField("kết quả đọc", default=dict, blank=True)
    review_reasons = models.JSONField("điểm cần xem lại", default=list, blank=True)
    state = models.CharField(
        "trạng thái", max_length=10, choices=ItemState.choices, default=ItemState.DRAFT
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="gộp vào",
        null=True,
        blank=True,
        related_name="merged_items",
    )
    version = models.PositiveIntegerField("phiên bản", default=0)

    class Meta:
        verbose_name = "việc trích từ văn bản"
        verbose_name_plural = "việc trích từ văn bản"
        ordering = ["position", "part"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "position", "part"], name="item_place_once"
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(no_deadline_reason=""),
                name="item_deadline_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.MERGED, merged_into__isnull=False)
                | (~Q(state=ItemState.MERGED) & Q(merged_into__isnull=True)),
                name="item_merged_into_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal} {self.title}".strip()

    @property
    def address(self) -> str:
        """Where the item stands in its document: section and number."""
        if self.section and self.ordinal and not self.ordinal.startswith(self.section):
            return f"{self.section}, {self.ordinal}"
        return self.ordinal or self.section

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Its places in the paper, [start, end) each, in the paper's order."""
        return sorted(
            [(self.span_start, self.span_end), *((a, b) for a, b in self.further_spans)]
        )

    @property
    def reach(self) -> list[tuple[int, int]]:
        """Its places with the labelled lines below them; those of others not."""
        if kept := self.reading.get("reach"):
            return [(start, end) for start, end in kept]
        marks = [mark["span"] for mark in self.reading.get("marks", ())]
        last = max((end for start, end in marks if start >= self.span_start), default=0)
        (start, end), *others = self.spans
        return [(start, max(end, last)), *others]

    @property
    def missing(self) -> list[MissingFact]:
        """Facts without which no mission can exist; empty when it can be given out."""
        facts: dict[MissingFact, int | str | date | None] = {
            MissingFact.TITLE: self.title.strip(),
            MissingFact.LEAD_UNIT: self.lead_unit_id,
            MissingFact.LEADER: self.directing_leader_id,
            MissingFact.DEADLINE: self.due_on or self.no_deadline_reason.strip(),
        }
        return [fact for fact, value in facts.items() if not value]

    @property
    def is_settled(self) -> bool:
        """Whether it can be given out as far as it alone is concerned."""
        return (
            self.state == ItemState.DRAFT
            and self.kind != ItemKind.DIRECTIVE
            and not self.missing
        )
