"""Rows of what is one person's own: views, files under way, ways in, sessions, a giao
ban with a former one. Pages that are mostly empty are looked at with them, too."""

import time
from datetime import timedelta
from typing import Final

from allauth.account.internal.flows import login
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from organization.models import Person
from tests.authority.grounds import Grounds
from tests.cast import Cast
from tests.sign_in.conftest import has_app
from workflows.enums import ExportForm, ExportState, ViewSharing
from workflows.models import ListExport
from workflows.services import saved_views
from workflows.services.meetings import record_meeting
from workflows.services.saved_views import ViewDraft

OWNER: Final = "tp_khth"
LONG: Final = "Tên cách xem dài mà một phòng dùng chung để theo dõi việc quá hạn"
# Name of an address → what it shows of the owner's ("own": all that there is).
OWN_PAGES: Final = (
    ("workflows:saved_views", "own"),
    ("workflows:mission_list", "own"),
    ("workflows:list_export", "export_waiting"),
    ("workflows:list_export", "export_done"),
    ("workflows:list_export", "export_failed"),
    ("account", "own"),
    ("mfa_edit_webauthn", "own_passkey"),
    ("mfa_remove_webauthn", "own_passkey"),
    ("mfa_deactivate_totp", "own"),
    ("mfa_view_recovery_codes", "own"),
    ("mfa_generate_recovery_codes", "own"),
)
DEVICES: Final = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
)


def furnish(grounds: Grounds) -> None:
    """What `OWN_PAGES` name is there from now on."""
    cast = grounds.world.cast
    owner = getattr(cast, OWNER)
    _views(cast, owner)
    record_meeting(held_on=timezone.localdate(), name="Giao ban sau", by=cast.chanh_vp)
    grounds.things |= {
        "own_passkey": _ways_in(owner),
        "export_waiting": _export(owner, ExportState.WRITING, rows=1200),
        "export_done": _export(owner, ExportState.DONE, rows=4804, place="0" * 32),
        "export_failed": _export(owner, ExportState.FAILED, sentence="Đĩa đã đầy."),
    }


def confirmed(client: Client, owner: Person) -> None:
    """The password was asked for again, and given, a moment ago in this session."""
    session = client.session
    record = {"method": "password", "at": time.time(), "reauthenticated": True}
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [record]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = f"{owner.pk}"
    session.save()


def _views(cast: Cast, owner: Person) -> None:
    unit = cast.unit("phong_khth").pk
    for name, sharing in (("Quá hạn", "OWN"), (LONG, "UNIT"), ("Đã bỏ", "OWN")):
        view = saved_views.save_view(
            draft=ViewDraft(
                name=name,
                query="loc=qua-han&xep=-so",
                sharing=ViewSharing(sharing),
                unit_id=unit if sharing == "UNIT" else None,
            ),
            by=owner,
        )
    saved_views.remove_view(view_id=view.pk, by=owner)
    draft = ViewDraft(name=LONG, query="loc=giao", sharing=ViewSharing.ALL)
    saved_views.save_view(draft=draft, by=cast.chanh_vp)


def _ways_in(owner: Person) -> int:
    """An app, a key, codes, and two other machines; the number of the key."""
    now = timezone.now()
    has_app(owner)
    RecoveryCodes.activate(owner)
    key = Authenticator.objects.create(
        user=owner, type="webauthn", data={"name": "Máy tính phòng làm việc"}
    )
    for place, device in enumerate(DEVICES):
        session = Session.objects.create(
            session_key=f"may-{place}",
            session_data="",
            expire_date=now + timedelta(days=1),
        )
        UserSession.objects.create(
            user=owner,
            session_key=session.session_key,
            ip="192.0.2.7",
            user_agent=device,
        )
    return int(key.pk)


def _export(
    owner: Person,
    state: ExportState,
    *,
    rows: int = 0,
    place: str = "",
    sentence: str = "",
) -> int:
    now = timezone.now()
    row = ListExport.objects.create(
        person=owner,
        query="loc=tat-ca",
        form=ExportForm.EXCEL,
        state=state,
        rights="0",
        rows=rows,
        place=place,
        sentence=sentence,
        begun_at=now,
        heard_at=now,
        ended_at=None if state == ExportState.WRITING else now,
    )
    return row.pk
