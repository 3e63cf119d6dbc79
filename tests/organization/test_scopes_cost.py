"""Every question of authority is one statement."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from organization import scopes
from organization.enums import Right
from organization.models import Person
from tests.cast import Cast
from tests.organization.acts import NOW, lend, moment


def test_every_question_is_one_statement(cast: Cast) -> None:
    lend(cast)
    people = list(Person.objects.values_list("pk", flat=True))
    units = [unit.pk for unit in cast.units.values()]
    posts = [post.pk for post in cast.posts.values()]

    with CaptureQueriesContext(
        connection,
    ) as asked:
        scopes.in_force(cast.truong_ban, NOW)
        scopes.in_force_many(people, NOW)
        scopes.holders(posts, NOW)
        scopes.people_with(Right.VIEW_WORK, units, NOW)
        scopes.directory(unit_ids=units, post_ids=posts, at=NOW)

    assert len(asked) == 5


def test_many_scopes_are_the_same_as_one_by_one(cast: Cast) -> None:
    lend(cast)
    people = list(Person.objects.all())

    many = scopes.in_force_many([person.pk for person in people], moment(11))

    assert many == {person.pk: scopes.in_force(person, moment(11)) for person in people}


def test_asked_about_nobody_it_answers_nothing(cast: Cast) -> None:
    assert scopes.in_force_many([], NOW) == {}
    assert scopes.holders([], NOW) == {}
    assert not scopes.directory(unit_ids=[], post_ids=[], at=NOW).heads
