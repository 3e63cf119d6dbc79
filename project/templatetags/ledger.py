"""How the ledger says what history keeps as codes: names, labels, before and after."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any, Final
from urllib.parse import urlencode

from django import template
from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from history.enums import HistoryKind, ReadingKind
from history.forms import READ_SUBJECTS, SUBJECTS, LedgerForm
from history.models import HistoryEntry, ReadingRecord
from notifications.catalogue import CATALOGUE
from organization.enums import SigningCapacity
from organization.models import Person, Post, Unit
from project.history_words import FIELDS, NOTHING, Names, moment, words
from project.templatetags.ui import LOOKS, NBSP, icon, nv, state

register = template.Library()

LATE: Final = timedelta(days=2)
UNIT, POST, PERSON = "unit", "post", "person"
SYMBOLS: Final = {
    HistoryKind.PASSED_UP: "forward",
    HistoryKind.HISTORY_READ: "eye",
    HistoryKind.HISTORY_EXPORTED: "down2",
    HistoryKind.DOCUMENT_REGISTERED: "file",
}
READING_SYMBOLS: Final = {
    ReadingKind.OPENED: "eye",
    ReadingKind.FILE: "down2",
    ReadingKind.PRINTED: "print",
    ReadingKind.EXPORTED: "down2",
}
READ_LABELS: Final = dict(READ_SUBJECTS)
SUBJECT_LABELS: Final = dict(SUBJECTS)
# Where a subject has a page of its own.
PAGES: Final = {
    "mission": "approvals:mission",
    "document": "workflows:document",
    "unit": "organization:unit",
    "post": "organization:post",
    "person": "organization:person",
    "portfolio": "organization:portfolio",
    "delegation": "approvals:delegation",
    "reorganisation": "workflows:reorganisation",
}


@dataclass(frozen=True)
class Change:
    """One field of an entry, in words; ``same`` where the entry did not change it."""

    label: str
    before: str
    after: str

    @property
    def same(self) -> bool:
        return self.before == self.after


@register.simple_tag
def names_today() -> Names:
    """Units, posts and people in one statement; people by their names."""
    text = CharField()
    none = Value("", text)
    units = Unit.objects.values_list(Value(UNIT), "code", Cast("name", text), none)
    posts = Post.objects.values_list(Value(POST), "code", Cast("title", text), none)
    people = Person.objects.values_list(
        Value(PERSON), Cast("pk", text), "full_name", Cast("sort_key", text)
    )
    names = Names()
    places = {UNIT: names.units, POST: names.posts, PERSON: names.people}
    first, *others = (rows.order_by() for rows in (units, posts, people))
    # Sorted here: the server's own order of Vietnamese names is not ours.
    every = sorted(first.union(*others, all=True), key=itemgetter(3))
    for what, code, name, _ in every:
        places[what][code] = name
    return names


@register.simple_tag
def capacities() -> list[tuple[str, str]]:
    """KT. Ký thay, and so on."""
    return [
        (one.value, f"{one.value} {one.label}") for one in SigningCapacity if one.value
    ]


@register.simple_tag
def ledger_chips(form: LedgerForm, names: Names) -> list[dict[str, str]]:
    """What the ledger is filtered by, each with the address that leaves it out."""
    found = []
    for name, text in form.chosen():
        left = [(key, form.data[key]) for key in form.LABELS if form.data.get(key)]
        rest = urlencode([(key, value) for key, value in left if key != name])
        words = names.people.get(text, text) if name == "nguoi" else text
        found.append({"label": form.LABELS[name], "words": words, "query": rest})
    return found


@register.filter
def is_late(at: datetime, now: datetime) -> bool:
    """A night may pass without a check or a seal (a server that was off); two are
    worth a word."""
    return now - at > LATE


@register.simple_tag
def kind_badge(kind: str) -> SafeString | str:
    """What was done, with the colour of the state to which it leads."""
    if kind not in HistoryKind.values:
        return kind  # what nobody of ours wrote is shown as it stands
    known = HistoryKind(kind)
    look = CATALOGUE[known].tone
    usual = LOOKS[look].icon if CATALOGUE[known].audience else "pen"
    symbol = SYMBOLS.get(known, usual)
    return state(look, known.label, bare=True, symbol=symbol)


@register.filter
def subject_words(entry: Any) -> str:
    """NV 018; Văn bản 3; Sổ lịch sử. Takes an entry or a stored row."""
    subject_type, number = _of(entry, "subject_type"), _of(entry, "subject_id")
    if subject_type == "mission":
        return nv(number)
    label = SUBJECT_LABELS.get(subject_type, subject_type)
    return f"{label}{NBSP}{number}" if number else label


@register.simple_tag
def reading_kind(kind: str) -> SafeString:
    """How something was read, with its sign."""
    known = ReadingKind(kind)
    symbol = icon(READING_SYMBOLS[known])
    return format_html('<span class="row nowrap">{} {}</span>', symbol, known.label)


@register.filter
def read_subject(record: ReadingRecord) -> str:
    """Văn bản 3; Tệp minh chứng 12; Sổ lịch sử."""
    label = READ_LABELS.get(record.subject_type, record.subject_type)
    return f"{label}{NBSP}{record.subject_id}" if record.subject_id else label


@register.filter
def subject_url(entry: Any) -> str:
    """Where the subject has a page of its own."""
    view = PAGES.get(_of(entry, "subject_type"))
    return reverse(view, args=[_of(entry, "subject_id")]) if view else ""


@register.filter
def moment_of(row: Mapping[str, Any]) -> datetime | None:
    """The moment of a stored row; None where it is none (only a tamperer writes so)."""
    return moment(row["at"])


@register.filter
def clock_seconds(at: datetime | None) -> str:
    """15:40:26 on the clocks of Việt Nam."""
    return f"{timezone.localtime(at):%H:%M:%S}" if at else NOTHING


@register.filter
def acts_for(entry: Any) -> str:
    """KT. Trưởng Ban; empty where one acts for oneself."""
    return f"{_of(entry, 'capacity')} {_of(entry, 'on_behalf_of')}".strip()


@register.filter
def changes(row: Any, names: Names) -> list[Change]:
    """Every field that the entry tells of; what it changed comes first."""
    before, after = _told(row)
    found = [
        Change(
            FIELDS.get(name, name),
            words(name, before[name], names) if name in before else "",
            words(name, after[name], names) if name in after else NOTHING,
        )
        for name in sorted({*before, *after}, key=_place)
        if before.get(name) is not None or after.get(name) is not None
    ]
    return sorted(found, key=lambda change: change.same)


@register.filter
def summary(entry: HistoryEntry, names: Names) -> str:
    """One line: the reason given, else what was given out or handed in, else the first
    fields that changed."""
    after = _facts(entry.after)
    if entry.note:
        return f"“{entry.note}”"
    if entry.kind == HistoryKind.MISSION_ASSIGNED:
        return str(after.get("title", ""))
    if entry.subject_type == "delegation" and after.keys() >= {"title", "full_name"}:
        return f"{after['title']} ủy quyền cho {after['full_name']}"
    if entry.kind == HistoryKind.REPORT_HANDED_IN:
        files = after.get("files") or []
        with_files = f", kèm {len(files)} tệp minh chứng" if files else ""
        return f"Lần {after.get('round')}{with_files}"
    return "; ".join(_changed(entry, names))


@register.filter
def problem_words(problem: str) -> str:
    """“mission:18 mục 4: …” as people name the subject."""

    def named(found: re.Match[str]) -> str:
        number = int(found[2])
        return subject_words({"subject_type": found[1], "subject_id": number}) + ","

    return re.sub(r"^(\w+):(\d+)", named, problem)


def _changed(entry: HistoryEntry, names: Names) -> Iterator[str]:
    before, after = _told(entry)
    shown = [name for name in after if before.get(name) != after[name]]
    for name in sorted(shown, key=_place)[:2]:
        yield f"{FIELDS.get(name, name)}: {words(name, after[name], names)}"


def _told(entry: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Before and after. Every entry of a mission repeats its state: where it does not
    say another one for before, the state did not change."""
    before, after = _facts(_of(entry, "before")), _facts(_of(entry, "after"))
    if "state" in after and _of(entry, "sequence") != 1:
        before = {"state": after["state"], **before}
    return before, after


def _place(name: str) -> tuple[int, str]:
    places = list(FIELDS)
    return (places.index(name) if name in FIELDS else len(places), name)


def _of(entry: Any, name: str) -> Any:
    return entry[name] if isinstance(entry, Mapping) else getattr(entry, name)


def _facts(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"": value}
