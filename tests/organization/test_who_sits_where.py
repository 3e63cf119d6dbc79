"""The other way round: who holds, who heads, who is told."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from organization import scopes
from organization.enums import Right
from tests.cast import Cast
from tests.organization.acts import NOW, lend, moment, spare


def test_holders_come_before_their_delegates(cast: Cast) -> None:
    lend(cast)
    post = cast.post("truong_ban")

    assert scopes.holders([post.pk], moment(11)) == {
        post.pk: [(cast.truong_ban.pk, False), (cast.tp_khth.pk, True)]
    }


def test_a_vacant_post_has_no_holder(cast: Cast) -> None:
    post = spare(cast)
    assert scopes.holders([post.pk], NOW) == {}


def test_who_has_a_right_on_a_unit(cast: Cast) -> None:
    unit_id = cast.unit("phong_qlht").pk

    checkers = scopes.people_with(Right.CHECK_WORK, [unit_id], NOW)[unit_id]
    givers = scopes.people_with(Right.GIVE_WORK, [unit_id], NOW)[unit_id]

    assert set(checkers) == {cast.chanh_vp.pk, cast.cv_vp.pk}
    assert set(givers) == {cast.truong_ban.pk, cast.ptb_khanh.pk}


def test_a_directory_of_heads_and_holders_in_one_statement(cast: Cast) -> None:
    lend(cast, delegate=cast.cv_vp, unit=cast.unit("phong_qlht"))
    inside, outside = cast.unit("phong_qlht").pk, cast.unit("van_phong").pk
    post = cast.post("truong_ban").pk

    with CaptureQueriesContext(connection) as asked:
        found = scopes.directory(unit_ids=[inside], post_ids=[post], at=moment(11))

    assert len(asked) == 1
    assert found.heads[inside] == {cast.tp_qlht.pk}
    assert found.holding(post, unit_id=inside) == {cast.truong_ban.pk, cast.cv_vp.pk}
    assert found.holding(post, unit_id=outside) == {cast.truong_ban.pk}


def test_a_scope_is_kept_for_the_moment_it_was_read_for(cast: Cast) -> None:
    lend(cast)
    before = scopes.renew(cast.tp_khth, NOW)

    assert scopes.current(cast.tp_khth) is before
    assert scopes.current(cast.tp_khth, NOW) is before
    assert scopes.current(cast.tp_khth, moment(11)).sees_everything
