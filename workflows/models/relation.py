"""What ties documents together: papers cited, and the same work in several papers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from workflows.enums import CitationState, LinkKind
from workflows.models.document import Document
from workflows.models.draft_item import DraftItem
from workflows.models.item_act import ItemAct


class DocumentCitation(models.Model):
    """A paper that a document cites, and which registered document that is.

    A number and day that are registered are that document: a fact, linked by itself,
    without `evidence`. A document filed without its number is only proposed, with what
    speaks for it, and a person says.
    """

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name="văn bản", related_name="citations"
    )
    reference_number = models.CharField("số, ký hiệu", max_length=80)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    is_basis = models.BooleanField("là căn cứ", default=False)
    cited = models.ForeignKey(
        Document,
        models.SET_NULL,
        verbose_name="văn bản được viện dẫn",
        null=True,
        blank=True,
        related_name="cited_by",
    )
    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=CitationState.choices,
        default=CitationState.OPEN,
    )
    evidence = models.JSONField("bằng chứng", default=list, blank=True)
    # The sentence that cites it: which paper it is, is told by that.
    sentence = models.CharField("câu viện dẫn", max_length=400, blank=True)

    class Meta:
        verbose_name = "viện dẫn"
        verbose_name_plural = "viện dẫn"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "reference_number"], name="citation_once"
            ),
            models.CheckConstraint(
                condition=~Q(document=F("cited")), name="citation_of_another"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[CitationState.OPEN], cited__isnull=True)
                | Q(
                    state__in=[
                        CitationState.PROPOSED,
                        CitationState.LINKED,
                        CitationState.REFUSED,
                    ],
                    cited__isnull=False,
                ),
                name="citation_state_names_document",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reference_number"],
                condition=Q(state=CitationState.OPEN),
                name="citation_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.reference_number


class ItemLink(models.Model):
    """That an item is probably the same work as one of an earlier document.

    Proposed by likeness with its evidence; what it is, a person says: `kind` stays
    empty until then (capability 115). `evidence` holds the shared phrases of both
    texts and the papers that both cite.
    """

    item = models.ForeignKey(
        DraftItem, models.CASCADE, verbose_name="việc", related_name="links"
    )
    earlier = models.ForeignKey(
        DraftItem,
        models.CASCADE,
        verbose_name="việc có trước",
        related_name="later_links",
    )
    proposed = models.CharField("đề xuất", max_length=10, choices=LinkKind.choices)
    kind = models.CharField(
        "quan hệ", max_length=10, choices=LinkKind.choices, blank=True
    )
    score = models.FloatField("mức giống nhau")
    evidence = models.JSONField("bằng chứng", default=dict)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="người xác nhận",
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    # What that word did beside: one of the items left out, the day taken over.
    leaves_out = models.BooleanField("không giao lần thứ hai", default=False)
    takes_deadline = models.BooleanField("lấy thời hạn", default=False)
    act = models.ForeignKey(
        ItemAct,
        models.SET_NULL,
        verbose_name="thao tác",
        null=True,
        blank=True,
        related_name="+",
    )
    version = models.PositiveIntegerField("phiên bản", default=0)

    class Meta:
        verbose_name = "quan hệ giữa hai việc"
        verbose_name_plural = "quan hệ giữa hai việc"
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "earlier"], name="link_once"),
            models.CheckConstraint(
                condition=~Q(item=F("earlier")), name="link_of_two_items"
            ),
            models.CheckConstraint(
                condition=Q(kind="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(kind="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="link_kind_is_a_persons_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} ↔ {self.earlier}"
