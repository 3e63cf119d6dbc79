"""The page on which an administrator gives a password, seen by all kinds of people."""

import re
from typing import Any

import pytest
from django.test import Client

from history.models import HistoryEntry
from organization.models import Person
from tests.cast import Cast
from tests.pages.visits import text_of
from tests.security.doors import PASSWORD, has_password, is_in, knock, signed_in

pytestmark = pytest.mark.django_db
SEEN = re.compile(r'name="da-xem" value="([^"]+)"')
SHOWN = re.compile(r'<code class="once">([^<]+)</code>')


def page_of(person: Person) -> str:
    return f"/to-chuc/nguoi/{person.pk}/mat-khau/"


def press(client: Client, path: str, step: str, **fields: Any) -> Any:
    found = SEEN.search(client.get(path).content.decode())
    assert found
    sent = {"da-xem": found[1], "buoc": step, **fields}
    return client.post(path, {**sent, "confirm_password": PASSWORD})


def test_it_is_shown_once_after_a_look_ahead(cast: Cast) -> None:
    admin = signed_in(has_password(cast.quan_tri))
    before = has_password(cast.tp_qldn).password

    ahead = press(admin, page_of(cast.tp_qldn), "xem", note="Quên mật khẩu")
    cast.tp_qldn.refresh_from_db()
    unchanged = cast.tp_qldn.password == before
    done = press(admin, page_of(cast.tp_qldn), "ghi", note="Quên mật khẩu")

    assert "đăng xuất ngay" in text_of(ahead)
    assert unchanged
    given = SHOWN.search(done.content.decode())
    assert given
    assert "no-store" in done["Cache-Control"]
    assert is_in(knock("tp.qldn", given[1])[0])
    assert HistoryEntry.objects.filter(
        kind="PASSWORD_GIVEN", subject_id=cast.tp_qldn.pk, note="Quên mật khẩu"
    ).exists()


def test_nobody_else_gets_to_it_and_no_administrator_to_his_own(cast: Cast) -> None:
    admin = signed_in(has_password(cast.quan_tri))
    head = signed_in(has_password(cast.truong_ban))

    assert head.post(page_of(cast.tp_qldn), {"note": "x"}).status_code == 403
    own = press(admin, page_of(cast.quan_tri), "ghi", note="Cho mình")
    assert own.status_code == 403
    assert signed_in(cast.quan_tri)


def test_an_identity_is_linked_with_one_person_alone(cast: Cast) -> None:
    admin = signed_in(has_password(cast.quan_tri))
    fields = {"identity": "0200123", "note": "Theo danh sách"}

    press(admin, f"/to-chuc/nguoi/{cast.tp_qldn.pk}/dinh-danh/", "ghi", **fields)
    twice = press(
        admin, f"/to-chuc/nguoi/{cast.tp_qlht.pk}/dinh-danh/", "ghi", **fields
    )

    assert Person.objects.get(identity="0200123") == cast.tp_qldn
    assert twice.status_code == 422
    assert "đã liên kết với một tài khoản khác" in text_of(twice)
