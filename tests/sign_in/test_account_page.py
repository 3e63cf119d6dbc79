"""The page Tài khoản: seats of today, ways in, and sessions that can be ended."""

from datetime import timedelta
from unittest import mock

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from history.enums import HistoryKind
from history.models import HistoryEntry
from notifications import push
from organization.services import delegate
from project.accounts.sessions import device
from tests.cast import Cast
from tests.pages.visits import page, text_of
from tests.sign_in.conftest import gives_password, has_app, signed_in

pytestmark = pytest.mark.django_db
ACCOUNT = "/tai-khoan/"
EVERYWHERE = "/tai-khoan/dang-xuat-moi-noi/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Firefox/140.0"


def test_it_shows_the_posts_and_portfolios_of_today_with_their_days(cast: Cast) -> None:
    text = text_of(page(cast.ptb_hai, ACCOUNT))

    assert "Phó Trưởng Ban Ban Quản lý" in text
    assert "Từ 01/01/2026" in text or "Từ " in text
    assert "Lĩnh vực phụ trách" in text
    assert "Không cho và không nhận ủy quyền nào." in text


def test_it_shows_what_was_lent_and_received_while_it_is_in_force(cast: Cast) -> None:
    now = timezone.now()
    for unit, starts_at in (("phong_qldn", now), ("tt_qlck", now + timedelta(days=1))):
        delegate(
            delegator=cast.post("ptb_xuat_nhap_khau"),
            delegate=cast.cv_qldn,
            unit=cast.unit(unit),
            starts_at=starts_at,
            ends_at=now + timedelta(days=2),
            paper=f"Giấy số {unit}",
            by=None,
        )

    given, received = (page(who, ACCOUNT) for who in (cast.ptb_hai, cast.cv_qldn))

    assert f"Đã ủy quyền cho {cast.cv_qldn.full_name}" in text_of(given)
    assert "Được ủy quyền: Phó Trưởng Ban" in text_of(received)
    for answer in (given, received):
        assert "giấy Giấy số phong_qldn" in text_of(answer)
        assert "giấy Giấy số tt_qlck" not in text_of(answer)


def test_it_says_which_second_factors_there_are_and_how_many_codes_are_left(
    cast: Cast,
) -> None:
    assert "Chưa bật xác thực hai lớp" in text_of(page(cast.cv_qldn, ACCOUNT))
    has_app(cast.cv_qldn)
    codes = RecoveryCodes.activate(cast.cv_qldn)
    for code in codes.get_unused_codes()[:8]:
        codes.validate_code(code)

    text = text_of(page(cast.cv_qldn, ACCOUNT))

    assert "Đã bật xác thực hai lớp" in text
    assert "Còn 2 mã, mỗi mã dùng một lần. Tạo bộ mới trước khi hết." in text


def test_it_lists_machines_and_ends_the_session_of_one_with_its_sockets(
    cast: Cast,
) -> None:
    here = signed_in(cast.cv_qldn)
    there = Client(headers={"User-Agent": FIREFOX})
    gives_password(cast.cv_qldn, there)
    key = there.session.session_key
    text = text_of(here.get(ACCOUNT))
    assert "Firefox trên Windows" in text
    assert "2 máy" in text
    row = UserSession.objects.get(session_key=key)

    with mock.patch.object(push, "close_session") as closed:
        here.post(f"/tai-khoan/phien/{row.pk}/ket-thuc/")

    closed.assert_called_once_with(cast.cv_qldn.pk, key)
    assert there.get(ACCOUNT).status_code == 302
    assert "1 máy" in text_of(here.get(ACCOUNT))


def test_the_session_of_another_does_not_exist_for_one(cast: Cast) -> None:
    theirs = signed_in(cast.tp_qldn)
    row = UserSession.objects.get(user=cast.tp_qldn)

    answer = signed_in(cast.cv_qldn).post(f"/tai-khoan/phien/{row.pk}/ket-thuc/")

    assert answer.status_code == 404
    assert theirs.get(ACCOUNT).status_code == 200


def test_signing_out_everywhere_ends_every_session_also_unlisted_ones(
    cast: Cast,
) -> None:
    here, there = signed_in(cast.cv_qldn), signed_in(cast.cv_qldn)
    unlisted = Client()
    unlisted.force_login(
        cast.cv_qldn, backend="django.contrib.auth.backends.ModelBackend"
    )

    with mock.patch.object(push, "close_person") as closed:
        answer = here.post(EVERYWHERE)

    assert answer["Location"] == "/accounts/login/"
    closed.assert_called_with(cast.cv_qldn.pk)
    for browser in (here, there, unlisted):
        assert browser.get(ACCOUNT).status_code == 302
    told = HistoryEntry.objects.filter(subject_id=cast.cv_qldn.pk)
    assert told.filter(kind=HistoryKind.SESSIONS_ENDED).count() == 1


def test_a_get_ends_nothing(cast: Cast) -> None:
    browser = signed_in(cast.cv_qldn)

    assert browser.get(EVERYWHERE).status_code == 405
    assert browser.get(ACCOUNT).status_code == 200


def test_when_a_session_was_last_seen_is_noted_once_in_some_minutes(
    cast: Cast,
) -> None:
    browser = signed_in(cast.cv_qldn)
    cache.clear()
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(days=1))
    browser.get(ACCOUNT)
    seen = UserSession.objects.get(user=cast.cv_qldn).last_seen_at
    assert timezone.now() - seen < timedelta(minutes=5)

    with CaptureQueriesContext(connection) as asked:
        browser.get(ACCOUNT)

    assert not any("UPDATE" in query["sql"] for query in asked)


def test_the_page_takes_fourteen_statements_however_many_machines(cast: Cast) -> None:
    browser = signed_in(cast.ptb_hai)
    for _ in range(3):
        gives_password(cast.ptb_hai)
    browser.get(ACCOUNT)

    with CaptureQueriesContext(connection) as asked:
        browser.get(ACCOUNT)

    assert len(asked) <= 14


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox trên Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/143.0 Mobile Safari/537.36",
         "Chrome trên Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari",
         "Safari trên iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/130 Chrome/124 Safari/537.36",
         "Cốc Cốc trên Windows"),
        ("curl/8", "Máy khác"),
    ],
)  # fmt: skip
def test_a_machine_is_named_by_browser_and_system(agent: str, words: str) -> None:
    assert device(agent) == words
