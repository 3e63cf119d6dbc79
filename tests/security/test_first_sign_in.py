"""A password that an administrator gave opens one door only: to choose another."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from history.models import HistoryEntry
from organization.exceptions import ActionDenied, NotAllowedNow
from organization.models import Person
from organization.services import (
    deactivate_person,
    reactivate_person,
    reset_password,
)
from tests.cast import Cast
from tests.missions import builders
from tests.pages.visits import text_of
from tests.security.doors import (
    CHANGE,
    CHOSEN,
    HTMX,
    JSON,
    PASSWORD,
    change_password,
    has_password,
    is_in,
    knock,
    signed_in,
)
from workflows.models import Mission

pytestmark = pytest.mark.django_db


def given(cast: Cast) -> tuple[Client, str]:
    password = reset_password(person=cast.tp_qldn, by=cast.quan_tri).text
    return signed_in(cast.tp_qldn, password), password


def test_a_given_password_leads_to_the_page_where_it_is_changed(cast: Cast) -> None:
    client, _ = given(cast)

    answer = client.get("/nhiem-vu/")

    assert (answer.status_code, answer.url) == (302, CHANGE)
    assert "do quản trị hệ thống cấp" in text_of(client.get(CHANGE))


def test_until_then_no_form_fragment_or_program_does_anything(cast: Cast) -> None:
    mission = builders.given(cast)
    client, _ = given(cast)
    start = f"/nhiem-vu/{mission.pk}/nhan/"

    form = client.post(start, {"version": 1})
    fragment = client.post(start, {"version": 1}, headers=HTMX)
    program = client.post(start, {"version": 1}, headers=JSON)

    assert form.url == CHANGE
    assert fragment["HX-Redirect"] == CHANGE
    assert program.status_code == 403
    assert "Đổi mật khẩu trước" in program.json()["error"]
    assert Mission.objects.get(pk=mission.pk).state == "ASSIGNED"


def test_once_it_is_changed_everything_opens(cast: Cast) -> None:
    client, password = given(cast)

    answer = change_password(client, password, CHOSEN)

    assert answer.url == "/"
    assert client.get("/nhiem-vu/").status_code == 200
    assert not is_in(knock("tp.qldn", password)[0])


def test_the_given_password_itself_is_not_chosen(cast: Cast) -> None:
    client, password = given(cast)

    answer = change_password(client, password, password)

    assert "đã dùng trong 5 lần gần nhất" in text_of(answer)
    assert client.get("/nhiem-vu/").url == CHANGE


def test_a_given_password_is_good_for_seven_days(cast: Cast) -> None:
    password = reset_password(person=cast.tp_qldn, by=cast.quan_tri)

    last = password.until - timedelta(seconds=1)
    person = Person.objects.get(pk=cast.tp_qldn.pk)

    assert timedelta(days=6, hours=23) < password.until - timezone.now()
    assert not person.one_time_password_is_over(last)
    assert person.one_time_password_is_over(password.until)


def test_afterwards_it_opens_nothing_and_says_so_to_who_knows_it(cast: Cast) -> None:
    password = reset_password(person=cast.tp_qldn, by=cast.quan_tri).text
    Person.objects.filter(pk=cast.tp_qldn.pk).update(one_time_until=timezone.now())

    right, answer = knock("tp.qldn", password)
    _, wrong = knock("tp.qldn", "sai mật khẩu này")

    assert not is_in(right)
    assert "Mật khẩu được cấp đã hết hạn." in text_of(answer)
    assert "hết hạn" not in text_of(wrong)


def test_a_new_password_from_the_administrator_ends_the_sessions(cast: Cast) -> None:
    client = signed_in(has_password(cast.tp_qldn))

    reset_password(person=cast.tp_qldn, by=cast.quan_tri)

    assert client.get("/nhiem-vu/").url.startswith("/accounts/login/")
    assert not is_in(knock("tp.qldn", PASSWORD)[0])


def test_history_tells_who_gave_it_and_never_what_it_is(cast: Cast) -> None:
    password = reset_password(person=cast.tp_qldn, by=cast.quan_tri).text
    change_password(signed_in(cast.tp_qldn, password), password, CHOSEN)

    entries = HistoryEntry.objects.filter(
        subject_type="person", subject_id=cast.tp_qldn.pk
    ).order_by("sequence")
    told = [(e.kind, e.actor_id) for e in entries][-2:]
    assert told == [
        ("PASSWORD_GIVEN", cast.quan_tri.pk),
        ("PASSWORD_CHANGED", cast.tp_qldn.pk),
    ]
    everything = " ".join(f"{e.before} {e.after} {e.note}" for e in entries)
    assert password not in everything
    assert "argon2" not in everything


def test_only_an_administrator_gives_one_and_not_to_himself(cast: Cast) -> None:
    with pytest.raises(ActionDenied):
        reset_password(person=cast.tp_qldn, by=cast.truong_ban)
    with pytest.raises(ActionDenied, match="chính mình"):
        reset_password(person=cast.quan_tri, by=cast.quan_tri)


def test_a_stopped_account_gets_none(cast: Cast) -> None:
    deactivate_person(person=cast.tp_qldn, by=None, note="Nghỉ việc.")

    with pytest.raises(NotAllowedNow, match="đã khóa"):
        reset_password(person=cast.tp_qldn, by=cast.quan_tri)


def test_a_session_of_before_a_deactivation_does_not_come_back(cast: Cast) -> None:
    client = signed_in(has_password(cast.tp_qldn))
    key = client.cookies["sessionid"].value
    deactivate_person(person=cast.tp_qldn, by=None, note="Nhầm.")
    reactivate_person(person=cast.tp_qldn, by=None, note="Nhầm.")

    assert client.session.session_key == key  # not one page was asked for in between
    assert client.get("/nhiem-vu/").url.startswith("/accounts/login/")


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_change/"])
def test_the_administration_site_has_no_door_of_its_own(cast: Cast, path: Any) -> None:
    client = signed_in(has_password(cast.tp_qldn))

    assert client.get(path).status_code == 404
    assert (
        client.post(path, {"username": "quantri", "password": "x"}).status_code == 404
    )
