"""One of everything that an address can name, so that every page has what to show."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from history.enums import SealKind
from history.models import Seal
from notifications.enums import MailKind, MailState
from notifications.models import Notification, OutgoingMail
from organization.models import Appointment, Delegation, Person, PortfolioHolding
from tests.authority.visitors import everybody
from tests.cast import Cast
from tests.missions.matrix import World
from tests.missions.reorganisations import closing
from workflows.enums import (
    CitationState,
    DocumentKind,
    IntakeState,
    ItemKind,
    LinkKind,
)
from workflows.files import Upload, describe, keep
from workflows.models import (
    Agency,
    Attachment,
    Contribution,
    ContributionFile,
    Document,
    DocumentCitation,
    DraftFile,
    DraftItem,
    Intake,
    ItemLink,
    Mission,
    OutsideRequest,
    Report,
    StoredFile,
)
from workflows.services import preparing
from workflows.services.calendar import DayEntry, set_day
from workflows.services.meetings import record_meeting
from workflows.services.reorganisation import draw_up

TEXT = "Phòng Quản lý doanh nghiệp nắm tình hình xuất nhập khẩu; báo cáo trước 30/6."
# Words of the paper that no mission repeats.
PREAMBLE = "Căn cứ chương trình công tác năm"
CONTENT = b"%PDF-1.4 original"
SESSIONS = "sessions"  # the cache that keeps them


@dataclass
class Grounds:
    """The world of the matrix with a document in the making, its file, and evidence."""

    world: World
    visitors: dict[str, Person | None]
    things: dict[str, int | str]

    def __getitem__(self, name: str) -> int | str:
        return self.things[name]


def build_grounds(world: World) -> Grounds:
    cast = world.cast
    mission = Mission.objects.get(pk=world.missions["document", "UNDER_APPROVAL"])
    former = mission.document
    kept = stored("ban-goc.pdf", CONTENT)
    document = Document.objects.create(
        kind=DocumentKind.PLAN,
        subject="Kế hoạch đang nhập",
        text=f"{TEXT}\n\n{PREAMBLE}.",
        file=kept,
        file_name="ban-goc.pdf",
        monitoring_officer=cast.van_thu,
        registered_at=timezone.now(),
    )
    item, other = draft(document, 1), draft(document, 2)
    day_off = date(2027, 6, 2)
    set_day(
        entry=DayEntry(day_off, is_working=False, reason="Nghỉ bù", source="QĐ 1"),
        by=cast.van_thu,
    )
    assert mission.item is not None
    link = ItemLink.objects.create(
        item=item, earlier=mission.item, proposed=LinkKind.INHERITS, score=0.9
    )
    citation = DocumentCitation.objects.create(
        document=document,
        reference_number="1/KH-BQLKKTCK",
        cited=former,
        state=CitationState.PROPOSED,
        evidence=["Cùng số"],
    )
    intake = Intake.objects.create(
        by=cast.van_thu,
        begun_at=timezone.now(),
        heard_at=timezone.now(),
        ended_at=timezone.now(),
        file_name="dai.pdf",
        state=IntakeState.FAILED,
        sentence="Tệp hỏng.",
    )
    report = Report.objects.filter(mission=mission).latest("pk")
    attachment = Attachment.objects.create(report=report, file=kept, name="so-lieu.pdf")
    notice = Notification.objects.filter(recipient=cast.ptb_hai).latest("pk")
    at_work = world.missions["document", "IN_PROGRESS"]
    draft_file, contribution_file = prepare(cast, at_work)
    things: dict[str, int | str] = {
        "mission_at_work": at_work,
        "meeting": record_meeting(
            held_on=timezone.localdate(), name="Giao ban", by=cast.chanh_vp
        ).pk,
        "draft_file": draft_file,
        "contribution_file": contribution_file,
        "contribution": Contribution.objects.get(mission=at_work).pk,
        "kind_sent": "phoi-hop",
        "first_page": 1,
        "outside": answered(cast, at_work, kept),
        "comment": 1,  # there is none: tests/preparing sends its form
        "seal": sealed(),
        "passkey": 1,  # nobody has one: tests/sign_in
        "saved_view": 1,  # nobody's, as is the file: tests/lists
        "list_export": 1,
        "session": 1,  # nobody's: sessions are looked at in tests/sign_in
        "mission": mission.pk,
        "document": document.pk,
        "item": item.pk,
        "item_version": f"{item.pk}:{item.version}",
        "other_version": f"{other.pk}:{other.version}",
        "day_off": day_off.isoformat(),
        "link": link.pk,
        "citation": citation.pk,
        "intake": intake.pk,
        "attachment": attachment.pk,
        "notice": notice.pk,
        "letter": refused_letter(cast).pk,
        "delegation": Delegation.objects.get(delegate=cast.bt_chidoan).pk,
        "difficulty": 1,  # tests/urging, and the matrix
        "follow_up": 1,
        "exception": 1,  # there is none: its form is sent by tests/pages
        "unit": cast.unit("phong_qldn").pk,
        "post": cast.post("tp_khth").pk,
        "person": cast.tp_khth.pk,
        "portfolio": cast.portfolios[min(cast.portfolios)].pk,
        "appointment": Appointment.objects.get(person=cast.cv_qldn).pk,
        "holding": PortfolioHolding.objects.earliest("pk").pk,
        "reorganisation": draw_up(plan=closing(), by=cast.quan_tri).pk,
        "reorganisation_kind": "merge",
    }
    return Grounds(world, everybody(cast), things)


def answered(cast: Cast, mission_id: int, kept: StoredFile) -> int:
    """What an agency outside answered, with its paper."""
    now = timezone.now()
    row = OutsideRequest.objects.create(
        mission_id=mission_id,
        agency=Agency.objects.create(slug="so_x", name="Sở X", short="Sở X"),
        text="Cho ý kiến.",
        asked_on=timezone.localdate(),
        asked_by=cast.cv_vp,
        asked_at=now,
        answer="Nhất trí.",
        answer_paper="1/SX",
        answered_on=timezone.localdate(),
        answered_by=cast.cv_vp,
        answered_at=now,
        file=kept,
        file_name="tra-loi.pdf",
    )
    return row.pk


def prepare(cast: Cast, mission_id: int) -> tuple[int, int]:
    """The file of a draft, and one that the supporting unit sent."""
    upload = Upload("so-lieu.pdf", len(CONTENT), [CONTENT])
    preparing.add_draft_files(mission_id=mission_id, uploads=[upload], by=cast.cv_qldn)
    preparing.contribute(
        mission_id=mission_id,
        unit=cast.unit("tt_qlck"),
        text="Đã góp.",
        uploads=[upload],
        by=cast.gd_ttqlck,
    )
    return (
        DraftFile.objects.get(draft__mission=mission_id).pk,
        ContributionFile.objects.get(contribution__mission=mission_id).pk,
    )


def refused_letter(cast: Cast) -> OutgoingMail:
    """A mail that the server did not take."""
    now = timezone.now()
    return OutgoingMail.objects.create(
        recipient=cast.ptb_hai,
        kind=MailKind.AT_ONCE,
        day=timezone.localdate(now),
        message_id="<mot@example.test>",
        state=MailState.REFUSED,
        created_at=now,
        next_try_at=now,
    )


def sealed() -> int:
    """A seal as it is shown; what it proves is tried in tests/history."""
    now = timezone.now()
    texts = dict.fromkeys(("root", "previous_hash", "public_key", "hash"), "0" * 64)
    sizes = {"last_entry_id": 1, "entries": 1, "heads": 1}
    seal = Seal(number=1, kind=SealKind.DAILY, day=now.date(), at=now, **sizes, **texts)
    seal.save(force_insert=True)
    return seal.number


def draft(document: Document, position: int) -> DraftItem:
    return DraftItem.objects.create(
        document=document,
        position=position,
        kind=ItemKind.TASK,
        title="Nắm tình hình xuất nhập khẩu",
        text=TEXT,
        span_start=0,
        span_end=len(TEXT),
        due_on=date(2026, 6, 30),
    )


def stored(name: str, content: bytes) -> StoredFile:
    """A file that is on the disk, as the services keep it."""
    keep(Upload(name, len(content), [content]), limit=len(content))
    kept = describe(name, content)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    row, _ = StoredFile.objects.get_or_create(
        sha256=kept.sha256,
        defaults={"size": kept.size, "content_type": kept.content_type},
    )
    return row


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Files of the tests go here; sessions are read and written without the database,
    which some of the tests close to every writing."""
    sessions = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": SESSIONS,
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
    with override_settings(
        MEDIA_ROOT=folder,
        CACHES={**settings.CACHES, SESSIONS: sessions},
        SESSION_ENGINE="django.contrib.sessions.backends.cache",
        SESSION_CACHE_ALIAS=SESSIONS,
    ):
        yield


@contextmanager
def taken_back(*, read_only: bool = False) -> Iterator[None]:
    """A savepoint that is never kept; where nothing may be written, the database itself
    refuses it. It is ended, too: the server looks through all that are open, for each
    row that it finds. What was to follow a commit is forgotten, too: Django would look
    through all of it at each act that is refused later."""
    savepoint = transaction.savepoint()
    to_follow = list(connection.run_on_commit)
    try:
        if read_only:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL transaction_read_only = on")
        yield
    finally:
        transaction.savepoint_rollback(savepoint)
        transaction.set_rollback(False)
        transaction.savepoint_commit(savepoint)
        connection.run_on_commit = to_follow


def rows_written() -> int:
    """How many rows this transaction has written so far, also those taken back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)"
            " FROM pg_stat_xact_user_tables"
        )
        (number,) = cursor.fetchone()
    return int(number or 0)
