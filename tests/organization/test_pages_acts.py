"""Who takes and leaves a post: looked at first, then done, on a paper."""

from datetime import timedelta

import pytest
from django.utils import timezone

from organization import services
from organization.enums import Rank
from organization.models import Appointment, Person, Post
from tests.cast import Cast
from tests.missions import builders
from tests.organization.acts import newcomer, spare, told
from tests.organization.pages import (
    AUTHORITY,
    PAPER,
    done,
    entries,
    seat_of,
    seen_on,
    send,
    written,
)
from tests.pages.visits import signed_in, text_of

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=20)


def appoint_url(post: Post, person: Person) -> str:
    return f"/to-chuc/bo-nhiem/?chuc-vu={post.pk}&nguoi={person.pk}"


def test_the_look_ahead_says_what_would_happen_and_stores_nothing(cast: Cast) -> None:
    builders.given(cast)  # directed by the deputy, led by Phòng QLDN
    seat = seat_of(cast.ptb_hai)
    before = entries()

    ahead = send(
        signed_in(cast.quan_tri),
        f"/to-chuc/bo-nhiem/{seat.pk}/thoi/",
        "xem",
        last_day=written(SOON),
        **PAPER,
    )

    shown = text_of(ahead)
    assert "Vũ Việt Hải thôi giữ chức vụ Phó Trưởng Ban" in shown
    assert "1 nhiệm vụ đang mở do Phó Trưởng Ban chỉ đạo" in shown
    assert AUTHORITY in shown
    assert entries() == before
    assert seat_of(cast.ptb_hai).ends_on is None


def test_an_end_is_done_on_the_paper_that_was_named(cast: Cast) -> None:
    seat = seat_of(cast.tp_qldn)
    url = f"/to-chuc/bo-nhiem/{seat.pk}/thoi/"

    answer = done(cast, url, last_day=written(SOON), note="Nghỉ hưu", **PAPER)

    assert answer.status_code == 302
    assert seat_of(cast.tp_qldn).ends_on == SOON
    entry = told("post", seat.post_id)
    assert (entry.authority, entry.note) == (AUTHORITY, "Nghỉ hưu")
    assert entry.actor_id == cast.quan_tri.pk


def test_somebody_is_appointed_acting_from_a_coming_day(cast: Cast) -> None:
    post, person = spare(cast, Rank.OFFICER), newcomer(cast)

    fields = {"starts_on": written(SOON), "acting": "on", **PAPER}
    done(cast, appoint_url(post, person), **fields)

    seat = seat_of(person)
    assert (seat.post, seat.starts_on, seat.acting) == (post, SOON, True)


def test_what_has_not_begun_is_taken_back_and_leaves_the_post_free(cast: Cast) -> None:
    post, person = spare(cast), newcomer(cast)
    seat = services.appoint(post=post, person=person, starts_on=SOON, by=None)

    done(cast, f"/to-chuc/bo-nhiem/{seat.pk}/huy/", note="Quyết định thu hồi")

    assert not Appointment.objects.filter(person=person).exists()
    entry = told("post", post.pk)
    assert (entry.kind, entry.note) == ("APPOINTMENT_WITHDRAWN", "Quyết định thu hồi")
    services.appoint(post=post, person=cast.cv_vp, starts_on=SOON, by=None)


def test_what_has_begun_is_not_taken_back(cast: Cast) -> None:
    seat = seat_of(cast.tp_qldn)

    answer = send(
        signed_in(cast.quan_tri),
        f"/to-chuc/bo-nhiem/{seat.pk}/huy/",
        "ghi",
        note="Nhầm",
    )

    assert answer.status_code == 409
    assert "đã có hiệu lực từ" in text_of(answer)
    assert Appointment.objects.filter(pk=seat.pk).exists()


def test_a_transfer_leaves_one_post_and_takes_another_in_one_act(cast: Cast) -> None:
    seat, post = seat_of(cast.cv_qldn), spare(cast)
    url = f"/to-chuc/bo-nhiem/{seat.pk}/dieu-dong/?chuc-vu={post.pk}"

    done(cast, url, starts_on=written(SOON), **PAPER)

    seat.refresh_from_db()
    assert seat.ends_on == SOON - timedelta(days=1)
    assert (seat_of(cast.cv_qldn).post, seat_of(cast.cv_qldn).starts_on) == (post, SOON)


def test_a_transfer_to_a_post_that_is_taken_moves_nobody(cast: Cast) -> None:
    seat, taken = seat_of(cast.cv_qldn), cast.post("cv_khth")
    before = entries()

    answer = send(
        signed_in(cast.quan_tri),
        f"/to-chuc/bo-nhiem/{seat.pk}/dieu-dong/?chuc-vu={taken.pk}",
        "ghi",
        starts_on=written(SOON),
        **PAPER,
    )

    assert answer.status_code == 409
    assert f"{cast.cv_khth} giữ chức vụ" in text_of(answer)
    assert entries() == before
    assert seat_of(cast.cv_qldn).ends_on is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Chưa có ngày cuối cùng."),
        ({"last_day": "31/6/2027", **PAPER}, "Tháng 6 chỉ có 30 ngày."),
        ({"last_day": "30/6/2027"}, "Chưa có số, ký hiệu quyết định."),
        ({"last_day": "01/01/2020", **PAPER}, "Ngày kết thúc phải bằng hoặc sau"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_stored(
    cast: Cast, fields: dict[str, str], sentence: str
) -> None:
    seat, before = seat_of(cast.tp_qldn), entries()

    answer = send(
        signed_in(cast.quan_tri), f"/to-chuc/bo-nhiem/{seat.pk}/thoi/", "xem", **fields
    )

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert 'aria-invalid="true"' in answer.content.decode()
    assert entries() == before


def test_a_page_that_is_old_does_nothing(cast: Cast) -> None:
    seat = seat_of(cast.tp_qldn)
    url = f"/to-chuc/bo-nhiem/{seat.pk}/thoi/"
    client = signed_in(cast.quan_tri)
    seen = seen_on(client, url)
    services.change_post(post=seat.post, title="Trưởng phòng QLDN", by=None)
    before = entries()

    answer = send(client, url, "ghi", seen=seen, last_day=written(SOON), **PAPER)

    assert answer.status_code == 409
    assert "Người khác vừa thay đổi nội dung này" in text_of(answer)
    assert entries() == before


def test_nobody_changes_his_own_place(cast: Cast) -> None:
    own = seat_of(cast.quan_tri)
    client = signed_in(cast.quan_tri)
    urls = {
        f"/to-chuc/bo-nhiem/{own.pk}/thoi/": {"last_day": written(SOON), **PAPER},
        appoint_url(spare(cast), cast.quan_tri): {"starts_on": written(SOON), **PAPER},
        f"/to-chuc/nguoi/{cast.quan_tri.pk}/khoa/": {"note": "Nghỉ"},
        f"/to-chuc/chuc-vu/{own.post_id}/bai-bo/": {
            "closed_on": written(SOON),
            **PAPER,
        },
    }
    for url, fields in urls.items():
        answer = send(client, url, "ghi", **fields)
        assert answer.status_code == 403, url
        assert "tự thay đổi quyền hạn của chính mình" in text_of(answer)


def test_who_stopped_administering_is_refused_with_the_page_open(cast: Cast) -> None:
    seat = seat_of(cast.tp_qldn)
    url = f"/to-chuc/bo-nhiem/{seat.pk}/thoi/"
    yesterday = timezone.localdate() - timedelta(days=1)
    client = signed_in(cast.quan_tri)
    client.get(url)
    own = seat_of(cast.quan_tri)
    services.end_appointment(appointment=own, last_day=yesterday, by=None)

    fields = {"last_day": written(SOON), **PAPER}
    answer = client.post(url, {"da-xem": "", "buoc": "ghi", **fields})

    assert answer.status_code == 403
    assert seat_of(cast.tp_qldn).ends_on is None


def test_whom_and_where_to_are_found_by_name(cast: Cast) -> None:
    client = signed_in(cast.quan_tri)
    person, post = newcomer(cast), spare(cast)

    people = client.get(f"/to-chuc/bo-nhiem/?chuc-vu={post.pk}&q=moi den")
    posts = client.get(f"/to-chuc/bo-nhiem/?nguoi={person.pk}&q=chuc vu moi")

    link = f"?chuc-vu={post.pk}&amp;nguoi={person.pk}"
    assert link in people.content.decode()
    assert f"?nguoi={person.pk}&amp;chuc-vu={post.pk}" in posts.content.decode()
    assert str(cast.tp_khth) not in text_of(people).split("Tìm người")[1]


def test_one_may_go_back_from_the_look_ahead_with_what_was_typed(cast: Cast) -> None:
    seat = seat_of(cast.tp_qldn)
    url = f"/to-chuc/bo-nhiem/{seat.pk}/thoi/"
    fields = {"last_day": written(SOON), **PAPER}

    answer = send(signed_in(cast.quan_tri), url, "sua", **fields)

    shown = answer.content.decode()
    assert f'value="{written(SOON)}"' in shown
    assert 'value="12/QĐ-BQL"' in shown
