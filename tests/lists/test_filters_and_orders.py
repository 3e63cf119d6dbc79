"""Filters combine, orders follow their index both ways, and a walk is bounded."""

import re
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from history.models import HistoryEntry
from organization.scopes import current
from project.settings import _database
from tests.cast import Cast
from tests.missions import builders, matrix
from tests.pages.visits import page, rows, signed_in, text_of
from workflows.models import Mission
from workflows.queries import mission_list, missions_in
from workflows.queries.lists import walk as walks
from workflows.queries.lists.filters import Filters, Has, Lateness, Period, Waits
from workflows.queries.lists.sorts import AMONG_OPEN_ONLY, Sort, order
from workflows.queries.mission_list import Asked, Leaf, Part
from workflows.queries.seen import Seen

pytestmark = pytest.mark.django_db
LIST = "/nhiem-vu/"
SORTS_OF_ALL = [one for one in Sort if one not in AMONG_OPEN_ONLY]
PEOPLE = ("truong_ban", "ptb_hai", "tp_qldn", "gd_ttqlck")


@pytest.fixture
def several(cast: Cast) -> list[Mission]:
    """In all states, some without a deadline, some for another unit and leader."""
    today = timezone.localdate()
    return [
        builders.given(cast, due_on=today - timedelta(days=2)),
        builders.started(cast, due_on=today + timedelta(days=3)),
        builders.started(cast, due_on=None, no_deadline_reason="Thường xuyên"),
        builders.handed_in(cast, due_on=today - timedelta(days=1)),
        builders.returned(cast),
        builders.completed(cast),
        builders.completed(cast),
        builders.given(
            cast,
            title="Duy tu tuyến đường",
            lead_unit=cast.unit("phong_qlht"),
            directing_leader=cast.post("ptb_ha_tang"),
            supporting_units=(cast.unit("phong_qldn"),),
            by=cast.ptb_khanh,
        ),
    ]


def some_filters(cast: Cast, missions: list[Mission]) -> list[Filters]:
    today = timezone.localdate()
    field = cast.unit("phong_qlht").portfolios.first()
    return [
        Filters(),
        Filters(unit_id=cast.unit("phong_qldn").pk),
        Filters(support_id=cast.unit("phong_qldn").pk),
        Filters(leader_id=cast.post("ptb_ha_tang").pk),
        Filters(document_id=missions[0].document_id or 1),
        Filters(field_id=field.pk if field else 1),
        Filters(lateness=Lateness.NONE),
        Filters(lateness=Lateness.OVERDUE),
        Filters(waits=Waits.OFFICE),
        Filters(waits=Waits.UNIT, has=Has.DIFFICULTY),
        Filters(due=Period(today - timedelta(days=3), today)),
        Filters(given=Period(today, today), state="tra-lai"),
        Filters(words="tuyến đường", unit_id=cast.unit("phong_qlht").pk),
    ]


def whole(seen: Seen, asked: Asked, today: date) -> list[int]:
    """All pages, one after the other."""
    found: list[int] = []
    cursor = ""
    while True:
        asked = Asked(asked.part, asked.order, asked.filters, cursor, size=asked.size)
        leaf = mission_list.leaf(seen, asked, on=today)
        found += [one.pk for one in leaf.rows]
        cursor = leaf.after
        if not cursor:
            return found


@pytest.mark.parametrize("member", PEOPLE)
def test_every_filter_in_every_order_finds_what_may_be_seen_and_fits(
    cast: Cast,
    several: list[Mission],
    member: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The walk against the plain condition; windows of two rows, pages of three."""
    monkeypatch.setattr(walks, "WALKED", 2)
    monkeypatch.setattr(walks, "FEWEST", 2)
    scope, today = current(getattr(cast, member)), timezone.localdate()
    seen, wrong = Seen(scope), []
    parts = (Part.OPEN, Part.ALL, Part.COMPLETED)
    filters = some_filters(cast, several)
    for part, chosen, sort in product(parts, filters, Sort):
        finished = mission_list.is_finished(part, chosen)
        if sort in AMONG_OPEN_ONLY and finished:
            continue
        turned = order(sort, descending=sort != Sort.DEADLINE)
        fit = chosen.applied(missions_in(scope), on=today)
        expected = turned.sort(mission_list.in_part(fit, part, on=today))
        wanted = list(dict.fromkeys(expected.values_list("pk", flat=True)))
        found = whole(seen, Asked(part, turned, chosen, size=3), today)
        if found != wanted:
            wrong.append((part, chosen, sort, found, wanted))

    assert wrong == []


@pytest.mark.parametrize("member", ["truong_ban", "tp_qldn"])
def test_the_page_before_is_the_page_one_came_from(
    cast: Cast, several: list[Mission], member: str
) -> None:
    seen, today = Seen(current(getattr(cast, member))), timezone.localdate()
    ways = product((Part.OPEN, Part.ALL), SORTS_OF_ALL, (False, True))
    for part, sort, descending in ways:
        turned = order(sort, descending=descending)
        pages: list[Leaf] = []
        cursor = ""
        while not pages or cursor:
            asked = Asked(part, turned, cursor=cursor, size=2)
            pages.append(mission_list.leaf(seen, asked, on=today))
            cursor = pages[-1].after
        for earlier, later in pairwise(pages):
            asked = Asked(part, turned, cursor=later.before, backwards=True, size=2)
            back = mission_list.leaf(seen, asked, on=today)
            assert [one.pk for one in back.rows] == [one.pk for one in earlier.rows]


def test_what_is_sifted_says_how_far_it_looked_and_leads_on(
    cast: Cast, several: list[Mission], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walks, "WALKED", 2)
    monkeypatch.setattr(walks, "FEWEST", 2)

    answer = page(cast.truong_ban, f"{LIST}?loc=tat-ca&xep=so&q=tuyến đường")

    assert rows(answer) == []
    assert "Đã tìm trong 2 việc" in text_of(answer)
    assert "Tìm tiếp" in text_of(answer)


def test_numbers_beside_the_parts_follow_every_filter(
    cast: Cast, several: list[Mission]
) -> None:
    seen, today = Seen(current(cast.truong_ban)), timezone.localdate()
    wrong = []
    for chosen in some_filters(cast, several):
        counted = mission_list.counts(seen, Part, on=today, filters=chosen)
        for part in Part:
            fit = chosen.applied(Mission.objects.all(), on=today)
            number = mission_list.in_part(fit, part, on=today).distinct().count()
            if counted[part] != number or part in counted.at_least:
                wrong.append((chosen, part, counted[part], number))

    assert wrong == []


def test_what_the_address_cannot_mean_is_said(cast: Cast) -> None:
    client = signed_in(cast.truong_ban)
    for query, said in {
        "don-vi=abc": "Bỏ qua “abc”: không phải đơn vị chủ trì.",
        "han-tu=2026-99-01": "Bỏ qua “2026-99-01”: không phải một ngày.",
        "han-tu=2026-05-02&han-den=2026-05-01": "ngày cuối trước ngày đầu",
        "xep=ten": "Bỏ qua “ten”: không phải một thứ tự của danh sách.",
        "loc=tat-ca&xep=cho-tu": "Việc đã kết thúc không xếp theo thời gian chờ",
        "cot=so,mau": "Bỏ qua “mau”: không phải một cột.",
        "dang-cho=x": "không phải một cách lọc theo đang ở đâu",
    }.items():
        answer: Any = client.get(f"{LIST}?{query}")
        assert answer.status_code == 200
        assert said in text_of(answer)


def test_each_filter_is_a_chip_that_takes_it_away(
    cast: Cast, several: list[Mission]
) -> None:
    unit = cast.unit("phong_qldn")
    answer: Any = page(cast.truong_ban, f"{LIST}?don-vi={unit.pk}&han=qua-han&q=a")

    chips = answer.context["set_filters"]

    assert [one["words"] for one in chips] == [
        "“a”",
        f"Chủ trì: {unit.name}",
        "Thời hạn: quá hạn",
    ]
    assert "don-vi" not in chips[1]["url"]
    assert "han=qua-han" in chips[1]["url"]


# What is asked → how many statements it adds to those of every page: where missions
# are sifted, and where a meeting and a post are asked for their names.
QUERIES = {
    "": 0,
    "loc=tat-ca": 0,
    "loc=tat-ca&q=x&han-tu=2026-01-01": 1,
    "loc=hoan-thanh&xep=-han": 0,
    "loc=tat-ca&doi=moi-giao&tu-gb=1&den-gb=2": 2,
    "nguoi-duyet=2&doi=moi-giao&tu-gb=1&den-gb=2": 1,
}


@pytest.mark.parametrize("member", ["truong_ban", "ptb_hai", "tp_qldn"])
def test_no_layout_takes_more_statements_than_a_list_may(
    cast: Cast,
    several: list[Mission],
    django_assert_max_num_queries: Any,
    member: str,
) -> None:
    """Ten at most; eight of them a page that asks for nothing out of the ordinary. The
    head of a department acts for a leader as well."""
    matrix.lend_to_the_head(cast)
    client = signed_in(getattr(cast, member))
    addresses = ("", "lich/", "bang/", "dong-thoi-gian/")
    for address, (query, further) in product(addresses, QUERIES.items()):
        with django_assert_max_num_queries(8 + further):
            answer = client.get(f"{LIST}{address}?{query}")
        assert answer.status_code == 200


INDEXES = {
    Sort.DEADLINE: ("mission_due", "mission_unit_due", "mission_leader_due"),
    Sort.NUMBER: ("workflows_mission_pkey", "mission_unit", "mission_leader"),
    Sort.CHANGED: ("mission_changed", "mission_unit_changed", "mission_leader_changed"),
    Sort.GIVEN: ("mission_given", "mission_unit_given", "mission_leader_given"),
}


# Copies of one mission among 200 units and as many leaders: in an empty table all
# indexes cost the same, and which one is taken is chance.
ENDED = 4000
MANY_MISSIONS = f"""
    SET LOCAL session_replication_role = replica;
    INSERT INTO workflows_mission
    SELECT (jsonb_populate_record(mission, jsonb_build_object(
        'id', mission.id + n,
        'lead_unit_id', mod(n, 200), 'directing_leader_id', mod(n, 200),
        'due_on', mission.due_on + mod(n, 90),
        'assigned_at', mission.assigned_at + mod(n, 90) * interval '1 day',
        'changed_at', mission.changed_at + mod(n, 90) * interval '1 day'
    ))).*
    FROM workflows_mission AS mission, generate_series(1, {ENDED}) AS n
    WHERE mission.id = %s;
    SET LOCAL session_replication_role = origin;
    ANALYZE workflows_mission
"""


def test_over_all_missions_each_order_has_an_index_for_each_reason(cast: Cast) -> None:
    """The plan of each, both ways: its own index, and nothing read from end to end."""
    seen, today, wrong = Seen(current(cast.truong_ban)), timezone.localdate(), []
    reasons = (Filters(), Filters(unit_id=1), Filters(leader_id=1))
    copied = builders.given(cast)
    with connection.cursor() as cursor:
        cursor.execute(MANY_MISSIONS % copied.pk)
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        for (sort, names), descending in product(INDEXES.items(), (False, True)):
            for filters, index in zip(reasons, names, strict=True):
                turned = order(sort, descending=descending)
                walk = walks.Walk(seen, lambda rows: rows, filters, turned, today)
                statement, values = walk.statement(51)
                cursor.execute(f"EXPLAIN {statement}", values)
                plan = "\n".join(line for (line,) in cursor.fetchall())
                scans = {f"using {index} ", f"Backward using {index} "}
                if not any(one in plan for one in scans) or "Seq Scan" in plan:
                    wrong.append((sort, descending, index, plan))

    assert wrong == []


def test_a_statement_prepared_for_all_does_not_walk_through_all_that_ended(
    cast: Cast,
) -> None:
    """A connection that has served ten pages reads for the eleventh what it read for
    the first: PostgreSQL plans for the reader (`_database` in project/settings.py)."""
    builders.given(cast)
    ended, client = builders.completed(cast), signed_in(cast.truong_ban)
    (mode,) = re.findall(
        "plan_cache_mode=[a-z_]+", _database("postgresql:///x")["OPTIONS"]["options"]
    )
    read = [0]
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {mode}")
        cursor.execute(MANY_MISSIONS % ended.pk)
        for _ in range(11):
            client.get(LIST)
            cursor.execute(
                "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables"
                " WHERE relname = 'workflows_mission'"
            )
            read += cursor.fetchone() or (0,)
    each = [after - before for before, after in pairwise(read)][1:]

    # Each count ends at a thousand and one.
    assert max(each) == min(each) < ENDED


def test_last_change_is_the_moment_of_the_last_entry(cast: Cast) -> None:
    mission = builders.started(cast)

    last = HistoryEntry.objects.filter(subject_type="mission", subject_id=mission.pk)

    found = Mission.objects.get(pk=mission.pk).changed_at
    assert found == last.order_by("-sequence")[0].at
