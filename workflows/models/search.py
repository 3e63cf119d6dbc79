"""What the search looks through, and what waits to be looked through.

All of it is made from other rows and may be made anew at any time; no page takes a
right or a fact from here (ADR 0041).
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now

from workflows.enums import FileTextState, SearchKind
from workflows.models.document import StoredFile
from workflows.models.mission import Mission


class SearchRow(models.Model):
    """The words of one mission, document, report, attached file, or of what was noted
    in a mission's history.

    `words` also holds who may find the row, so that one index answers both at once;
    `workflows.queries.search.words` says how. `place` is the order of the newest: the
    number of the mission, and for a document that of the newest mission before it.
    """

    pk = models.CompositePrimaryKey("kind", "subject_id")
    kind = models.CharField("loại", max_length=1, choices=SearchKind.choices)
    # Of what `kind` names; for history, the mission's number.
    subject_id = models.BigIntegerField("mã")
    place = models.BigIntegerField("thứ tự")
    # Millions of rows that are only ever made from these: no check for each.
    mission = models.ForeignKey(
        Mission,
        models.DO_NOTHING,
        verbose_name="nhiệm vụ",
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    words = SearchVectorField("từ")

    class Meta:
        verbose_name = "mục tìm kiếm"
        verbose_name_plural = "mục tìm kiếm"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=SearchKind.DOCUMENT, mission__isnull=True)
                | models.Q(~models.Q(kind=SearchKind.DOCUMENT), mission__isnull=False),
                name="search_row_belongs_to_a_mission_or_is_a_document",
            ),
        ]
        # Without the list of what is still to be sorted in: it would be read from end
        # to end at every search. Rows are written in the background.
        indexes = [GinIndex(fields=["words"], name="search_words", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class SearchWord(models.Model):
    """A word that stands somewhere, without marks: what a beginning may become.

    `seen` says about how often; it only puts the beginnings in order.
    """

    word = models.CharField("từ", max_length=40, primary_key=True, db_collation="C")
    seen = models.BigIntegerField("số lần")

    class Meta:
        verbose_name = "từ trong tìm kiếm"
        verbose_name_plural = "từ trong tìm kiếm"

    def __str__(self) -> str:
        return self.word


class SearchWaiting(models.Model):
    """A mission or document of which something was recorded: its rows are old.

    A trigger of the database adds the row in the transaction of the history entry;
    one change may stand here more than once, which does no harm.
    """

    subject_type = models.CharField("loại", max_length=32)
    subject_id = models.BigIntegerField("mã")
    since = models.DateTimeField("từ lúc", db_default=Now())

    class Meta:
        verbose_name = "mục chờ đưa vào tìm kiếm"
        verbose_name_plural = "mục chờ đưa vào tìm kiếm"

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"


class FileText(models.Model):
    """The words of a file of evidence, as far as it was read; of one that bears a mark
    of secrecy none, nor its name."""

    file = models.OneToOneField(
        StoredFile, models.CASCADE, primary_key=True, related_name="words"
    )
    state = models.CharField(
        "trạng thái",
        max_length=8,
        choices=FileTextState.choices,
        default=FileTextState.WAITING,
    )
    text = models.TextField("nội dung", blank=True)
    sentence = models.TextField("lý do không đọc được", blank=True)
    attempts = models.PositiveSmallIntegerField("số lần đọc", default=0)
    begun_at = models.DateTimeField("bắt đầu đọc lúc", null=True, blank=True)

    class Meta:
        verbose_name = "nội dung tệp"
        verbose_name_plural = "nội dung tệp"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=FileTextState.READ) | models.Q(text=""),
                name="filetext_words_only_when_read",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=FileTextState.FAILED)
                | ~models.Q(sentence=""),
                name="filetext_failed_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["file"],
                condition=models.Q(state=FileTextState.WAITING),
                name="filetext_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.get_state_display()}"
