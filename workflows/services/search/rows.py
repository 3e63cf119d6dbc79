"""The rows of the search as they should be, made from what they stand for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Max, Min, Q

from workflows.enums import FileTextState, SearchKind
from workflows.models import Assignment, Attachment, Document, Mission, Report
from workflows.queries.search.words import (
    Vector,
    kind_mark,
    mission_mark,
    post_mark,
    stretch_marks,
    unit_mark,
    vector,
)
from workflows.reading import StateSecret
from workflows.reading.secrecy import refuse_secret_name

K = SearchKind
# Files that were cleared of marks of secrecy; of a refused one not even the name.
CLEARED = (FileTextState.READ, FileTextState.FAILED)
# What people wrote and who acted, each once however often; the same words in a hundred
# entries say no more than in one.
NOTED = """
SELECT subject_id, array_agg(DISTINCT said) FROM history_historyentry
 CROSS JOIN LATERAL (VALUES (note), (actor_name)) AS words (said)
 WHERE subject_type = 'mission' AND {subjects} AND said <> ''
 GROUP BY subject_id"""


class Words(NamedTuple):
    """What `vector` makes the words of a row from."""

    heading: str
    texts: tuple[str, ...]
    belongs: tuple[str, ...]


W = TypeVar("W", Words, Vector)


class Row(NamedTuple, Generic[W]):
    kind: str
    subject_id: int
    place: int
    mission_id: int | None
    words: W


class Numbers:
    """Missions or documents whose rows are made: named one by one, or a stretch."""

    def __init__(self, *, ids: list[int] | None = None, span: range = range(0)) -> None:
        self.ids, self.span = ids, span

    def of(self, field: str) -> Q:
        if self.ids is not None:
            return Q(**{f"{field}__in": self.ids})
        return Q(**{f"{field}__gte": self.span.start, f"{field}__lt": self.span.stop})

    def condition(self, column: str) -> tuple[str, list[Any]]:
        """The same for a statement of our own."""
        if self.ids is not None:
            return f"{column} = ANY(%s)", [self.ids]
        return f"{column} >= %s AND {column} < %s", [self.span.start, self.span.stop]


def rows_of_missions(numbers: Numbers) -> Iterator[Row[Vector]]:
    """What is told of these missions, as it is stored."""
    return map(_made, told_of_missions(numbers))


def rows_of_documents(numbers: Numbers) -> Iterator[Row[Vector]]:
    """What is told of these documents, as it is stored."""
    return map(_made, told_of_documents(numbers))


def told_of_missions(numbers: Numbers) -> Iterator[Row[Words]]:
    """Of each mission that there is: itself, its reports, its files, what was noted."""
    belongs: dict[int, list[str]] = {}
    for fields, marks in _missions(numbers):
        pk, title, text, product, authority = fields
        belongs[pk] = marks
        heading = f"{_codes(pk)}. {title}"
        yield _row(K.MISSION, pk, pk, heading, (text, product, authority), marks)
    for pk, mission_id, *texts in Report.objects.filter(
        numbers.of("mission")
    ).values_list("pk", "mission_id", "text", "result"):
        yield _row(K.REPORT, pk, mission_id, "", texts, belongs[mission_id])
    for pk, mission_id, name, text in Attachment.objects.filter(
        numbers.of("report__mission"), file__words__state__in=CLEARED
    ).values_list("pk", "report__mission", "name", "file__words__text"):
        if not _is_secret(name):
            marks = belongs[mission_id]
            yield _row(K.ATTACHMENT, pk, mission_id, name, (text,), marks)
    for mission_id, noted in _noted(numbers):
        if mission_id in belongs:
            marks = belongs[mission_id]
            yield _row(K.HISTORY, mission_id, mission_id, "", noted, marks)


def told_of_documents(numbers: Numbers) -> Iterator[Row[Words]]:
    """Of each document that there is, in the order of the missions it stands before."""
    newest = Mission.objects.aggregate(last=Max("pk"))["last"] or 0
    found = Document.objects.filter(numbers.of("pk"))
    for document, first in (
        (one, one.first) for one in found.annotate(first=Min("missions"))
    ):
        place = first - 1 if first else newest
        heading = f"{document.citation}. {document.subject}"
        texts = (document.issuing_body, document.signer, document.text)
        marks = (kind_mark(K.DOCUMENT), *stretch_marks(place))
        words = Words(heading, texts, marks)
        yield Row(K.DOCUMENT.value, document.pk, place, None, words)


def _codes(pk: int) -> str:
    """The number of a mission in the ways in which people write it."""
    each = (f"NV {pk:03d}", f"NV{pk:03d}", f"NV {pk}", f"NV{pk}")
    return " ".join(dict.fromkeys(each))


def _is_secret(name: str) -> bool:
    """The same content may come again under a name that bears a mark."""
    try:
        refuse_secret_name(name)
    except StateSecret:
        return True
    return False


def _missions(numbers: Numbers) -> Iterator[tuple[tuple[Any, ...], list[str]]]:
    """The fields of each mission, and the marks of whose it is."""
    supporting = defaultdict(list)
    for mission_id, unit_id in Assignment.objects.filter(
        numbers.of("mission")
    ).values_list("mission", "unit"):
        supporting[mission_id].append(unit_mark(unit_id))
    fields = ("pk", "title", "text", "product", "authority")
    for *told, unit_id, post_id in Mission.objects.filter(numbers.of("pk")).values_list(
        *fields, "lead_unit", "directing_leader"
    ):
        pk = told[0]
        own = (unit_mark(unit_id), post_mark(post_id), mission_mark(pk))
        yield tuple(told), [*own, *supporting[pk], *stretch_marks(pk)]


def _noted(numbers: Numbers) -> Iterator[tuple[int, list[str]]]:
    subjects, values = numbers.condition("subject_id")
    with connection.cursor() as cursor:
        cursor.execute(NOTED.format(subjects=subjects), values)
        yield from cursor.fetchall()


def _row(
    kind: SearchKind,
    pk: int,
    mission_id: int,
    heading: str,
    texts: Iterable[str],
    belongs: list[str],
) -> Row[Words]:
    words = Words(heading, tuple(texts), (*belongs, kind_mark(kind)))
    return Row(kind.value, pk, mission_id, mission_id, words)


def _made(row: Row[Words]) -> Row[Vector]:
    return Row(*row[:4], vector(*row.words))
