"""What goes to a real mail server, when, to whom; and what its answers do."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from notifications import mail
from notifications.enums import Channel, Group, Mailing, MailKind, MailState
from notifications.models import Notification, OutgoingMail
from notifications.services import gather, remind, resume_lost, send, turn
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from tests.reminders.clock import DUE, at, given_in_may, happened, post
from tests.reminders.smtp import Server, html_of, subject_of, text_of
from workflows.enums import ReturnKind
from workflows.models import Mission
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db
TURNABLE = ("reminder-mail", "reminder-digest", "news-digest")
ON_THE_LAST_DAY = "nhắc hạn (hôm nay)"
TITLE = "Nắm tình hình xuất nhập khẩu"


def to(letters: list[OutgoingMail]) -> list[str]:
    return sorted(letter.recipient.username for letter in letters)


def given(cast: Cast, hour: int, minute: int = 0, day: int = 1) -> Mission:
    mission = builders.given(cast, due_on=DUE)
    happened(mission, at(day, hour, minute))
    return mission


def test_without_a_server_nothing_waits_to_be_mailed(cast: Cast) -> None:
    builders.given(cast)

    assert not mail.is_on()
    assert not Notification.objects.exclude(mailing="").exists()
    assert gather(at=at(1)) == 0


def test_being_asked_is_mailed_at_once_and_news_the_next_morning(
    cast: Cast, server: Server
) -> None:
    mission = given(cast, 9)

    assert to(post(at(1, 9, 2))) == ["tp.qldn"]
    (letter,) = server.letters
    assert letter["To"] == "tp.qldn@example.vn"
    assert subject_of(letter) == f"NV {mission.pk:03d} {TITLE}: giao"
    assert letter["Auto-Submitted"] == "auto-generated"
    link = f"https://nhiemvu.example.vn/nhiem-vu/{mission.pk}/"
    assert link in text_of(letter)
    assert link in html_of(letter)
    assert cast.tp_qldn.full_name in text_of(letter)

    assert to(post(at(2, 6, 59))) == []
    assert to(post(at(2, 7))) == ["gd.ttqlck"]
    assert subject_of(server.letters[1]).startswith("Bản tin ngày 02/06/2027")


def test_what_comes_together_goes_in_one_mail(cast: Cast, server: Server) -> None:
    for _ in range(40):
        given(cast, 9)

    assert post(at(1, 9)) == []  # more may be coming
    assert to(post(at(1, 9, 1))) == ["tp.qldn"]
    assert subject_of(server.letters[0]) == "Cần xử lý: 40 nhiệm vụ"
    assert "và 10 thông báo khác" in text_of(server.letters[0])
    assert to(post(at(2))) == ["gd.ttqlck"]


def test_a_morning_brings_one_digest_with_reminders_and_what_the_night_held(
    cast: Cast, server: Server
) -> None:
    for _ in range(3):
        given_in_may(builders.started(cast, due_on=DUE))
    Notification.objects.update(mailing="")
    given(cast, 22, day=10)
    remind(at=at(11, 0))

    assert post(at(10, 22, 30)) == []
    (digest,) = [one for one in post(at(11, 7)) if one.recipient == cast.tp_qldn]
    assert digest.kind == MailKind.DIGEST
    assert digest.subject == "Bản tin ngày 11/06/2027: nhắc hạn 4, cần xử lý 1"
    (letter,) = [one for one in server.letters if one["To"] == "tp.qldn@example.vn"]
    assert "nhắc hạn (hôm nay)" in text_of(letter)
    assert post(at(11, 7, 5)) == []


def test_the_database_allows_one_digest_a_day(cast: Cast, server: Server) -> None:
    given(cast, 9)
    post(at(2))
    digest = OutgoingMail.objects.filter(kind=MailKind.DIGEST).first()
    assert digest is not None

    digest.pk, digest.message_id = None, mail.new_message_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        digest.save(force_insert=True)


def test_days_off_are_quiet_but_for_a_deadline_that_would_be_over(
    cast: Cast, server: Server
) -> None:
    saturday = DUE + timedelta(days=1)
    late = given_in_may(builders.started(cast, due_on=saturday))
    Notification.objects.update(mailing="")
    given(cast, 9, day=12)
    remind(at=at(12, 10))

    post(at(12, 11))
    (letter,) = server.letters
    assert subject_of(letter) == f"NV {late.pk:03d} {TITLE}: {ON_THE_LAST_DAY}"
    post(at(14, 7))
    assert len([one for one in server.letters if one["To"] == letter["To"]]) == 2


def test_what_was_read_or_turned_off_is_not_mailed(cast: Cast, server: Server) -> None:
    given_in_may(builders.started(cast, due_on=DUE))
    given(cast, 9)
    Notification.objects.filter(recipient=cast.tp_qldn).update(read_at=at(1, 9))
    turn(
        by=cast.gd_ttqlck,
        wanted={
            (Group.NEWS, Channel.DIGEST): False,
            (Group.ASKED, Channel.MAIL): False,
        },
    )
    turn(by=cast.tp_qldn, wanted={(Group.REMINDER, Channel.MAIL): False})
    turn(by=cast.tp_qldn, wanted={(Group.REMINDER, Channel.DIGEST): False})
    remind(at=at(4, 10))

    post(at(4, 11))
    assert server.letters == []
    assert not Notification.objects.exclude(mailing="").exists()
    assert Notification.objects.filter(reminder__isnull=False).count() == 2


def test_who_would_have_reminders_daily_gets_them_in_the_digest(
    cast: Cast, server: Server
) -> None:
    given_in_may(builders.started(cast, due_on=DUE))
    Notification.objects.update(mailing="")
    turn(by=cast.tp_qldn, wanted={(Group.REMINDER, Channel.MAIL): False})
    remind(at=at(4, 10))

    assert post(at(4, 11)) == []
    assert set(Notification.objects.values_list("mailing", flat=True)) == {
        "",
        Mailing.DAILY,
    }
    (digest,) = post(at(7, 7))
    assert digest.kind == MailKind.DIGEST


def test_rights_are_asked_anew_when_the_mail_goes(cast: Cast, server: Server) -> None:
    mission = given(cast, 9)
    gather(at=at(1, 9, 1))
    Mission.objects.filter(pk=mission.pk).update(lead_unit=cast.unit("phong_qlht"))
    letter = OutgoingMail.objects.get()
    send(mail_id=letter.pk, at=at(1, 9, 2))

    letter.refresh_from_db()
    assert letter.state == MailState.DROPPED
    assert server.letters == []


def test_a_report_that_came_in_meanwhile_is_not_asked_for(
    cast: Cast, server: Server
) -> None:
    mission = given_in_may(builders.started(cast, due_on=DUE))
    Notification.objects.update(mailing="")
    remind(at=at(11, 9))
    gather(at=at(11, 9, 1))
    approvals.hand_in(mission_id=mission.pk, report=HandIn("Xong."), by=cast.tp_qldn)
    post(at(11, 9, 2))

    assert server.letters == []


def test_a_return_says_so_and_no_reason_stands_in_the_subject(
    cast: Cast, server: Server
) -> None:
    mission = builders.handed_in(cast)
    Notification.objects.update(mailing="")
    approvals.decide(
        mission_id=mission.pk,
        outcome=DecisionOutcome.RETURN,
        kind=ReturnKind.MINOR_CORRECTION,
        reason="Thiếu số liệu mật khẩu kho.",
        by=cast.ptb_hai,
    )
    Notification.objects.exclude(mailing="").update(created_at=at(1, 9))
    post(at(1, 9, 1))

    (letter,) = server.letters
    assert subject_of(letter) == f"NV {mission.pk:03d} {TITLE}: trả lại"
    assert "Thiếu số liệu" in text_of(letter)


def test_a_refusal_for_good_is_kept_and_shown_to_the_administrator(
    cast: Cast, server: Server, client: Client
) -> None:
    given(cast, 9)
    server.to_recipient = ["550 5.1.1 no such mailbox"]
    (letter,) = post(at(1, 9, 1))

    assert (letter.state, letter.attempts) == (MailState.REFUSED, 1)
    client.force_login(cast.quan_tri)
    page = client.get("/thu-gui-di/").content.decode()
    assert "550 5.1.1 no such mailbox" in page
    assert "tp.qldn@example.vn" in page

    client.post(f"/thu-gui-di/{letter.pk}/gui-lai/")
    letter.refresh_from_db()
    send(mail_id=letter.pk, at=at(1, 10))
    assert server.ids == [letter.message_id]


def test_who_has_no_seat_of_an_administrator_sees_no_mails(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.chanh_vp)

    assert client.get("/thu-gui-di/").status_code == 404


def test_a_refusal_for_now_is_tried_again_later_under_the_same_number(
    cast: Cast, server: Server
) -> None:
    given(cast, 9)
    server.to_letter = ["451 4.3.0 later", "452 4.2.2 later still"]
    (letter,) = post(at(1, 9, 1))

    assert letter.state == MailState.WAITING
    assert letter.answer == "451 4.3.0 later"
    assert post(at(1, 9, 1)) == []
    post(at(1, 9, 2))
    post(at(1, 9, 10))
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (MailState.SENT, 3)
    assert server.ids == [letter.message_id]


def test_a_server_that_is_away_for_a_day_is_given_up_and_said(
    cast: Cast, server: Server, settings
) -> None:
    given(cast, 9)
    settings.EMAIL_PORT = 1
    (letter,) = post(at(1, 9, 1))
    assert letter.state == MailState.WAITING
    assert "refused" in letter.answer

    post(at(2, 9, 2))
    letter.refresh_from_db()
    assert letter.state == MailState.FAILED


def test_a_mail_that_is_sent_is_not_sent_again(cast: Cast, server: Server) -> None:
    given(cast, 9)
    (letter,) = post(at(1, 9, 1))
    send(mail_id=letter.pk, at=at(1, 9, 5))

    assert len(server.letters) == 1


def test_a_mail_and_its_job_are_one_transaction(cast: Cast, server: Server) -> None:
    given(cast, 9)
    with transaction.atomic():
        gather(at=at(1, 9, 1))
        assert ProcrastinateJob.objects.filter(task_name="send_mail").exists()
        transaction.set_rollback(True)

    assert not ProcrastinateJob.objects.filter(task_name="send_mail").exists()
    assert not OutgoingMail.objects.exists()
    assert gather(at=at(1, 9, 2)) == 1


def test_a_mail_whose_job_is_gone_is_queued_again(cast: Cast, server: Server) -> None:
    given(cast, 9)
    gather(at=at(1, 9, 1))
    assert resume_lost(at=at(1, 9, 20)) == 0  # its job waits still

    with transaction.atomic():
        ProcrastinateJob.objects.filter(task_name="send_mail")._raw_delete("default")
    assert resume_lost(at=at(1, 9, 20)) == 1


def test_who_has_no_address_or_no_account_is_not_mailed(
    cast: Cast, server: Server
) -> None:
    given(cast, 9)
    Person.objects.filter(pk=cast.tp_qldn.pk).update(email="")
    Person.objects.filter(pk=cast.gd_ttqlck.pk).update(is_active=False)
    post(at(1, 9, 1))
    post(at(2))

    assert server.letters == []
    assert not Notification.objects.exclude(mailing="").exists()


def test_a_person_turns_what_may_be_turned(cast: Cast, client: Client) -> None:
    client.force_login(cast.tp_qldn)
    page = client.get("/tai-khoan/thong-bao/").content.decode()
    assert "Luôn có" in page
    assert "chưa được nối với máy chủ thư" in page

    client.post("/tai-khoan/thong-bao/", {"news-digest": "1", "asked-mail": ""})
    again = client.get("/tai-khoan/thong-bao/").content.decode()
    assert [name for name in TURNABLE if f'{name}" value="1" checked' in again] == [
        "news-digest"
    ]
    assert all(f'name="{name}"' in page for name in TURNABLE)
