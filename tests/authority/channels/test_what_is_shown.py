"""Whatever shows missions shows each relation those that the table lets it see: lists,
search, counts, the board, rows fetched anew, evidence, notices, open sockets."""

import re
from collections.abc import Iterable
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from history.models import HistoryEntry
from notifications.consumers import InboxConsumer
from notifications.models import Notification
from organization.models import Person
from organization.scopes import in_force
from tests.authority.channels.cells import (
    CONTENT,
    RELATIONS,
    SITUATIONS,
    Ground,
    signed_in_as,
)
from tests.pages.visits import chips, rows
from workflows.models import Mission
from workflows.queries import missions_visible_to

TITLE: Final = "Nắm tình hình"
ON_THE_BOARD: Final = re.compile(r"(\d+) nhiệm vụ: \d+ chưa xong")
# A deputy's board counts what his field leads, not what it only supports (ADR 0043).
IN_CHARGE: Final = {"loc": "tat-ca", "pham-vi": "phu-trach"}
LINKED: Final = re.compile(r'href="/nhiem-vu/(\d+)/"')
# Whose seat reads the whole ledger, and to whom it lent all its work.
READ_THE_LEDGER: Final = {
    "head of the Board",
    "auditor",
    "delegate of the head",
    "by order of the head",
}


@pytest.mark.parametrize("who", RELATIONS)
def test_lists_search_and_figures_hold_what_may_be_seen(
    ground: Ground, who: str
) -> None:
    browser = Client()
    with ground.seen_in_all(who) as (person, seen):
        signed_in_as(browser, person)
        if person is None or not person.is_active:
            for name in ("workflows:mission_list", "workflows:board"):
                assert browser.get(reverse(name)).status_code == 302
            return
        every = browser.get(reverse("workflows:mission_list"), {"loc": "tat-ca"})
        found = browser.get(reverse("workflows:mission_list"), {"q": TITLE})
        board = browser.get(reverse("workflows:board"))
        inbox = browser.get(reverse("approvals:inbox"))
        visible = missions_visible_to(person).values_list("pk", flat=True)

        assert set(rows(every)) == set(rows(found)) == set(visible) == seen
        assert chips(every)["tat-ca"] == len(seen)
        assert linked(inbox) <= seen
        if board.status_code == 200:
            (total,) = ON_THE_BOARD.findall(board.content.decode())
            counted = seen
            if not in_force(person, timezone.now()).sees_everything:
                narrowed = browser.get(reverse("workflows:mission_list"), IN_CHARGE)
                counted = set(rows(narrowed))
            assert int(total) == len(counted)
            assert linked(board) | counted <= seen
        else:
            assert board.status_code == 404


@pytest.mark.parametrize("who", RELATIONS)
def test_what_is_fetched_by_its_number_is_there_for_who_may_see_it(
    ground: Ground, who: str
) -> None:
    program = Client(headers={"accept": "application/json"})
    wrong: dict[Any, Any] = {}
    with ground.seen_in_all(who) as (person, seen):
        signed_in_as(program, person)
        for situation in SITUATIONS:
            pk = ground.number(situation)
            file = program.get(
                reverse("workflows:attachment", args=[ground.evidence[situation]])
            )
            row = program.get(reverse("workflows:mission_row", args=[pk]))
            shown = (
                content_of(file) == CONTENT,
                row.status_code == 200 and f'id="nv-{pk}"' in row.content.decode(),
            )
            if shown != (pk in seen, pk in seen):
                wrong[situation] = (shown, file.status_code, row.status_code)
            paper = Mission.objects.values_list("document_id", flat=True).get(pk=pk)
            if paper is None:
                continue
            # The paper as it came in is Văn phòng's, whatever became of its missions.
            whole = program.get(reverse("workflows:document_file", args=[paper]))
            if (content_of(whole) == CONTENT) is not (who in OFFICE):
                wrong[situation, "the paper"] = whole.status_code

    assert wrong == {}


@pytest.mark.parametrize("who", RELATIONS)
def test_notices_and_sockets_name_only_what_may_be_seen_now(
    ground: Ground, who: str
) -> None:
    """Everybody was told of every mission once, and may have lost it since."""
    browser = Client()
    with ground.seen_in_all(who) as (person, seen):
        if person is None:
            return  # has no notices; the socket of nobody is closed: tests/sockets
        told = tell(person, (ground.number(one) for one in SITUATIONS))
        signed_in_as(browser, person)
        socket = InboxConsumer()
        socket.person_id = person.pk
        missed = vars(InboxConsumer)["_missed"].func(socket, 0)
        if not person.is_active:
            assert missed is None
            return
        panel = browser.get(reverse("notifications:list"))
        sent = [row for row in missed[0]["rows"] if row["id"] in told]

        assert {row["mission"] for row in sent} == set(told.values())
        assert {row["mission"] for row in sent if row["url"]} == seen
        assert all(bool(row["url"]) is (row["title"] == TITLE_OF) for row in sent)
        assert linked(panel) <= seen
        assert linked(panel) or not seen
        assert missed[1] is (who in HAVE_A_BOARD)


@pytest.mark.parametrize("who", RELATIONS)
def test_the_ledger_and_its_export_are_for_who_audits(ground: Ground, who: str) -> None:
    program = Client(headers={"accept": "application/json"})
    with ground.seen_in_all(who) as (person, _):
        signed_in_as(program, person)
        page = program.get(reverse("history:ledger"))
        export = program.post(reverse("history:export"))
        if export.streaming:
            b"".join(export.streaming_content)

    known = person is not None and person.is_active
    answer = 200 if who in READ_THE_LEDGER else 404 if known else 401
    assert (page.status_code, export.status_code) == (answer, answer)


OFFICE: Final = {
    "chief of office",
    "deputy chief of office",
    "officer of the office",
    "clerk",
}
TITLE_OF: Final = "Nắm tình hình xuất nhập khẩu"
# Who sees everything, and the deputies, whose board counts what they lead.
HAVE_A_BOARD: Final = {
    "directing leader",
    "deputy with the field",
    "deputy without the field",
    "delegate",
    "delegate, handed in",
    "head of the Board",
    "chief of office",
    "deputy chief of office",
    "officer of the office",
    "clerk",
    "auditor",
    "delegate of the head",
    "by order of the head",
}


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else b""


def linked(answer: Any) -> set[int]:
    """The missions to which a page leads."""
    return {int(pk) for pk in LINKED.findall(answer.content.decode())}


def tell(person: Person, mission_ids: Iterable[int]) -> dict[int, int]:
    """A notice of the first entry of each mission, where there was none: its number →
    the mission."""
    found = {}
    for pk in mission_ids:
        entry = HistoryEntry.objects.filter(
            subject_type="mission", subject_id=pk
        ).earliest("sequence")
        row, _ = Notification.objects.get_or_create(
            recipient=person,
            entry=entry,
            defaults={
                "mission": Mission.objects.get(pk=pk),
                "kind": entry.kind,
                "created_at": entry.at,
            },
        )
        found[row.pk] = pk
    return found
