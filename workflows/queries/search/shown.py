"""What a page shows of what was found: the rows themselves, as they stand now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from django.db import connection

from history.enums import HistoryKind
from workflows.enums import SearchKind
from workflows.models import Document
from workflows.queries.search.excerpts import (
    MOST_LOOKED_AT,
    Pattern,
    Piece,
    excerpt,
    how_many,
    marked,
)
from workflows.queries.search.found import Hit

K = SearchKind
MOST_ENTRIES: Final = 300  # of one mission's history are looked through
# A text that ends with a full stop gets no second one.
JOINED: Final = r"regexp_replace(concat_ws('. ', {}), '([^.])\.\. ', '\1. ', 'g')"
OF_MISSION: Final = JOINED.format("text, NULLIF(product, ''), NULLIF(authority, '')")
OF_REPORT: Final = JOINED.format("report.text, NULLIF(report.result, '')")
# One statement for all kinds; each gives (kind, subject, mission, its title, heading,
# words, moment).
TOLD: Final = f"""
SELECT 'M', id, id, title, '', {OF_MISSION}, assigned_at
  FROM workflows_mission WHERE id = ANY(%(M)s)
 UNION ALL
SELECT 'R', report.id, mission.id, mission.title, report.round::text,
       {OF_REPORT}, report.handed_in_at
  FROM workflows_report report JOIN workflows_mission mission
    ON mission.id = report.mission_id
 WHERE report.id = ANY(%(R)s)
 UNION ALL
SELECT 'A', file.id, mission.id, mission.title, file.name,
       left(words.text, {MOST_LOOKED_AT}), report.handed_in_at
  FROM workflows_attachment file
  JOIN workflows_filetext words ON words.file_id = file.file_id
  JOIN workflows_report report ON report.id = file.report_id
  JOIN workflows_mission mission ON mission.id = report.mission_id
 WHERE file.id = ANY(%(A)s)
 UNION ALL
SELECT 'H', mission.id, mission.id, mission.title, entry.kind,
       concat_ws(': ', entry.actor_name, NULLIF(entry.note, '')), entry.at
  FROM workflows_mission mission CROSS JOIN LATERAL (
       SELECT kind, actor_name, note, at FROM history_historyentry
        WHERE subject_type = 'mission' AND subject_id = mission.id
        ORDER BY sequence DESC LIMIT {MOST_ENTRIES}) AS entry
 WHERE mission.id = ANY(%(H)s)"""  # noqa: S608
KEY = itemgetter(0, 1)


@dataclass(frozen=True)
class Shown:
    """One result: the mission or document to which it leads, and why it was found."""

    kind: SearchKind
    subject_id: int
    mission_id: int | None
    title: list[Piece]
    heading: list[Piece]
    excerpt: list[Piece]
    at: datetime | None

    @property
    def code(self) -> str:
        return f"NV\u00a0{self.mission_id:03d}" if self.mission_id else ""

    @property
    def label(self) -> str:
        return str(self.kind.label)


def shown(hits: Sequence[Hit], pattern: Pattern) -> list[Shown]:
    """The results in their order; two statements at most. What is gone by now is left
    out."""
    told = {
        (shown.kind, shown.subject_id): shown
        for shown in [*_missions(hits, pattern), *_documents(hits, pattern)]
    }
    keys = ((hit.kind, hit.subject_id) for hit in hits)
    return [told[key] for key in keys if key in told]


def _missions(hits: Iterable[Hit], pattern: Pattern) -> Iterable[Shown]:
    wanted: dict[str, list[int]] = {kind.value: [] for kind in K}
    for hit in hits:
        wanted[hit.kind].append(hit.subject_id)
    wanted.pop(K.DOCUMENT)
    if not any(wanted.values()):
        return
    with connection.cursor() as cursor:
        cursor.execute(TOLD, wanted)
        rows = sorted(cursor.fetchall(), key=KEY)
    for _, several in groupby(rows, key=KEY):
        # Of a history the entry that says most of what was looked for.
        kind, pk, mission_id, title, heading, words, at = _best(list(several), pattern)
        yield Shown(
            K(kind),
            pk,
            mission_id,
            marked(title, pattern),
            marked(_heading(K(kind), heading), pattern),
            excerpt(words, pattern),
            at,
        )


def _best(rows: list[Any], pattern: Pattern) -> Any:
    if len(rows) == 1:
        return rows[0]
    return max(rows, key=lambda row: (how_many(row[5], pattern), row[6]))


def _heading(kind: SearchKind, told: str) -> str:
    if kind == K.REPORT:
        return f"Báo cáo lần {told}"
    if kind == K.HISTORY:
        return str(HistoryKind(told).label) if told in HistoryKind else told
    return told


def _documents(hits: Iterable[Hit], pattern: Pattern) -> Iterable[Shown]:
    wanted = [hit.subject_id for hit in hits if hit.kind == K.DOCUMENT]
    if not wanted:
        return
    for document in Document.objects.filter(pk__in=wanted):
        yield Shown(
            K.DOCUMENT,
            document.pk,
            None,
            marked(document.subject, pattern),
            marked(document.citation, pattern),
            excerpt(document.text, pattern),
            document.registered_at,
        )
