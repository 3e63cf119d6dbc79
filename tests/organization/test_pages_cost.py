"""What the lists of the organisation cost, and that their pages lose nobody."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organization.models import Appointment, Person, Post, Unit
from organization.models.names import sort_key
from organization.queries.chart import SEATS_A_UNIT, UNITS_A_PAGE
from tests.cast import Cast
from tests.pages.visits import page, signed_in

pytestmark = pytest.mark.django_db
UNITS, POSTS = 40, 15
MOST = 10
LISTS = ("/to-chuc/", "/to-chuc/?q=an", "/to-chuc/nguoi/", "/to-chuc/nguoi/?q=an",
         "/to-chuc/linh-vuc/")  # fmt: skip
NEXT = re.compile(r'href="(\?[^"]*(?:sau|tu)=[^"]+)"')
PEOPLE = re.compile(r'"ttl fit"><a href="/to-chuc/nguoi/(\d+)/')
HEADS = re.compile(r'id="dv-(\d+)"')


def make_many(cast: Cast) -> list[Unit]:
    """Units under the Board, each with posts and a holder for every post."""
    board = cast.unit("ban_quan_ly")
    units = Unit.objects.bulk_create(
        Unit(
            code=f"dv_{n}",
            name=f"Phòng số {n}",
            short_name=f"P{n}",
            kind="DIVISION",
            parent=board,
            position=100 + n,
        )
        for n in range(UNITS)
    )
    keys = [(unit, n) for unit in units for n in range(POSTS)]
    groups = Group.objects.bulk_create(
        Group(name=f"post:{unit.code}_{n}") for unit, n in keys
    )
    posts = Post.objects.bulk_create(
        Post(
            code=f"{unit.code}_{n}",
            title=f"Chuyên viên {n}",
            short="CV",
            rank="OFFICER",
            unit=unit,
            group=group,
            position=n,
        )
        for (unit, n), group in zip(keys, groups, strict=True)
    )
    people = Person.objects.bulk_create(
        Person(
            username=f"{unit.code}_{n}",
            full_name=f"Nguyễn Văn An {unit.pk} {n}",
            sort_key=sort_key(f"Nguyễn Văn An {unit.pk} {n}"),
        )
        for unit, n in keys
    )
    Appointment.objects.bulk_create(
        Appointment(post=post, person=person, starts_on="2026-01-01")
        for post, person in zip(posts, people, strict=True)
    )
    return units


def statements(cast: Cast, url: str) -> int:
    client = signed_in(cast.quan_tri)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def pages_of(cast: Cast, url: str) -> Iterator[str]:
    """Page after page, as the links lead."""
    here: str | None = url
    while here is not None:
        shown = page(cast.quan_tri, here).content.decode()
        yield shown
        link = NEXT.search(shown)
        here = url + link[1].replace("&amp;", "&") if link else None


def test_a_list_asks_as_little_of_many_as_of_few(cast: Cast) -> None:
    few = {url: statements(cast, url) for url in LISTS}
    unit = make_many(cast)[0]
    many = {url: statements(cast, url) for url in LISTS}

    assert max(few.values()) <= MOST, few
    assert few == many
    # A page of one thing has history beside it, and a way more than a list.
    assert statements(cast, f"/to-chuc/don-vi/{unit.pk}/") <= MOST + 2


def test_page_after_page_every_unit_and_every_person_comes_once(cast: Cast) -> None:
    make_many(cast)

    units = [found for shown in pages_of(cast, "/to-chuc/")
             for found in HEADS.findall(shown)]  # fmt: skip
    people = [found for shown in pages_of(cast, "/to-chuc/nguoi/")
              for found in PEOPLE.findall(shown)]  # fmt: skip

    assert len(units) == len(set(units)) == Unit.objects.count() > UNITS_A_PAGE
    assert len(people) == len(set(people)) == Person.objects.count()


def test_a_unit_with_many_posts_shows_the_first_and_leads_to_all(cast: Cast) -> None:
    unit = make_many(cast)[0]

    first = page(cast.cv_khth, f"/to-chuc/?q={unit.name}").content.decode()
    tree = next(shown for shown in pages_of(cast, "/to-chuc/") if unit.name in shown)
    alone = page(cast.cv_khth, f"/to-chuc/don-vi/{unit.pk}/").content.decode()

    mine = tree.split(f'id="dv-{unit.pk}"')[1].split("</section>")[0]
    assert mine.count("/to-chuc/chuc-vu/") == SEATS_A_UNIT
    assert f"Xem thêm {POSTS - SEATS_A_UNIT} chức vụ" in mine
    assert alone.count('href="/to-chuc/chuc-vu/') == POSTS
    assert unit.name in first
