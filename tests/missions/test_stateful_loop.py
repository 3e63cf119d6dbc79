"""The decision loop in any order: what must always hold of extensions, waits, pauses,
difficulties, opinions, parts, twins, rounds, clocks and notices, computed here from the
rules."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import (
    HealthCheck,
    Phase,
    currently_in_test_context,
    event,
    settings,
)
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from history.enums import HistoryKind
from history.models import HistoryEntry
from notifications.catalogue import CATALOGUE, NOBODY
from notifications.models import Notification
from organization.models import Person
from tests.authority import table
from tests.cast import USERNAMES, Cast
from tests.missions import builders, drawn
from tests.missions.loop_model import (
    OVER,
    Before,
    Model,
    days_between,
    it_did_what_it_says,
    one_of_each_is_open,
)
from tests.missions.loop_told import EACH_ONCE, ELSEWHERE, LIKELY, TOLD
from tests.missions.loop_verbs import HEAD, LEADERS, VERBS, done
from workflows.calendars import VIETNAM
from workflows.clocks import Event, responsibility
from workflows.exceptions import Refusal
from workflows.models import Mission
from workflows.services import missions

MOST, PLACES, IN_A_ROW = 7, 4, 10
MAKING = frozenset({"split", "derive", "merge", "merge into another", "replace"})


class Loop(RuleBasedStateMachine):
    """A mission, what comes of it, everybody, and a clock."""

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.savepoint()
        self.cast = Cast()
        self.model = Model({getattr(self.cast, role).pk: role for role in USERNAMES})
        self.now = timezone.now()
        self.another()

    def another(self) -> int:
        """One more mission is given, supported by the Centre."""
        self.now += timedelta(seconds=1)
        order = builders.order(self.cast)
        pk = missions.assign(order=order, by=self.cast.ptb_hai, at=self.now).pk
        self.model.lay[pk] = Counter()
        self.model.supported.add(pk)
        return pk

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    # -- What people do -----------------------------------------------------------

    @rule(which=st.integers(0, PLACES), verb=st.sampled_from(sorted(VERBS)))
    def who_should_does_it(self, which: int, verb: str) -> None:
        pk = self.one(which)
        self.attempt(pk, verb, self.who(verb, pk))

    @rule(which=st.integers(0, PLACES), seed=st.integers(0, 2**32))
    def the_work_goes_on(self, which: int, seed: int) -> None:
        """Many likely acts in a row: drawn one by one, few would be done."""
        pk = self.one(which)
        chance = Random(seed + HistoryEntry.objects.count())
        for _ in range(IN_A_ROW):
            row = Mission.objects.get(pk=pk)
            if row.state in OVER:
                return
            likely = LIKELY["PAUSED" if row.paused_at else row.state]
            verb = chance.choice(likely)
            self.attempt(pk, verb, self.who(verb, pk))

    @rule(
        which=st.integers(0, PLACES),
        verb=st.sampled_from(sorted(VERBS)),
        who=st.sampled_from(sorted(USERNAMES)),
    )
    def anybody_tries(self, which: int, verb: str, who: str) -> None:
        deed = self.attempt(self.one(which), verb, who)
        assert not deed or who in VERBS[verb].may, f"{who} could {verb}"

    @rule(days=st.integers(1, 6))
    def days_pass(self, days: int) -> None:
        self.days_pass_by(days)

    def days_pass_by(self, days: int) -> None:
        rows = list(Mission.objects.filter(pk__in=self.model.lay))
        holders = {row.pk: self.model.holder(row) for row in rows}
        since, self.now = self.now, self.now + timedelta(days=days)
        for day in days_between(since, self.now):
            if VIETNAM.is_working_day(day):
                for pk, holder in holders.items():
                    self.model.lay[pk][holder] += holder != ""
        for pk in self.model.lay:
            self.clocks_add_up_to_the_age(pk)

    # -- How it is done and looked at ------------------------------------------------

    def attempt(self, pk: int, verb: str, who: str) -> bool:
        self.now += timedelta(seconds=1)
        if verb in MAKING and len(self.model.lay) >= MOST:
            return False
        last = HistoryEntry.objects.latest("pk").pk
        centre = self.cast.unit("tt_qlck").pk
        before = Before.on(pk, verb, self.model.role_of, centre)
        person = Person.objects.get(username=USERNAMES[who])
        try:
            with transaction.atomic():
                done(self.cast, verb, pk, person, self.now)
        except Refusal:
            return False
        if currently_in_test_context():
            event(f"{verb} done")
        entries = list(
            HistoryEntry.objects.filter(subject_type="mission", pk__gt=last).order_by(
                "pk"
            )
        )
        known = set(self.model.lay)
        self.model.learns(verb, pk, self.now, entries)
        self.the_right_people_are_told(entries, before)
        self.model.knows_what_is_above(entries)
        it_did_what_it_says(verb, before, sorted({*self.model.lay} - known))
        for number in {one.subject_id for one in entries}:
            one_of_each_is_open(number)
        return True

    def the_right_people_are_told(
        self, entries: list[HistoryEntry], before: Before
    ) -> None:
        heard: dict[int | None, list[str]] = {}
        rows = Notification.objects.filter(entry__in=entries)
        for number, recipient in rows.values_list("entry", "recipient"):
            heard.setdefault(number, []).append(self.model.role_of[recipient])
        for entry in entries:
            expected = self.model.must_hear(entry, before, self.now)
            assert sorted(heard.get(entry.pk, [])) == sorted(expected), entry.kind

    def clocks_add_up_to_the_age(self, pk: int) -> None:
        rows = HistoryEntry.objects.filter(subject_type="mission", subject_id=pk)
        entries = [
            Event(timezone.localdate(one.at), one.kind, one.before, one.after)
            for one in rows.order_by("sequence")
        ]
        today = timezone.localdate(self.now)
        clock = responsibility(entries, today)
        found: Counter[str] = Counter()
        for stretch in clock.stretches:
            found[stretch.place.holder.value] += stretch.days
        assert sum(found.values()) == clock.age == sum(self.model.lay[pk].values())
        assert +found == +self.model.lay[pk], [one.kind for one in entries]

    def who(self, verb: str, pk: int) -> str:
        may = VERBS[verb].may
        return HEAD if pk in self.model.above and may == LEADERS else may[0]

    def one(self, which: int) -> int:
        """What is open rather than what is over; one more where nothing is."""
        numbers = sorted(self.model.lay)
        still = list(
            Mission.objects.filter(pk__in=numbers)
            .exclude(state__in=OVER)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        if not still:
            return self.another()
        chosen = still if which < PLACES else numbers
        return chosen[which % len(chosen)]


@pytest.mark.django_db
def test_whatever_people_do_between_giving_and_completing(cast: Cast) -> None:
    with connection.cursor() as cursor:  # what is taken back is not read again
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("DISCARD PLANS")
    run_state_machine_as_test(
        Loop,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            # A failure is told as it is found: to shrink it takes many runs more.
            phases=(Phase.explicit, Phase.generate),
            deadline=None,
            derandomize=False,
            print_blob=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_each_verb_does_what_is_expected_of_it(cast: Cast) -> None:
    loop = Loop()
    loop.begin()
    for verbs in EACH_ONCE:
        loop.model.lay.clear()
        pk = loop.another()
        for verb in verbs:
            assert loop.attempt(pk, verb, loop.who(verb, pk)), verb
            if verb in {"report", "pause", "begin_wait", "pass_up"}:
                loop.days_pass_by(2)
    loop.teardown()


def test_every_act_of_the_table_is_drawn_here_or_in_the_walk_of_states() -> None:
    walk = {*drawn.ACTS, "correct"}  # which is drawn with its facts
    loop = {verb.act for verb in VERBS.values()}

    assert walk | loop == {*table.ACTS.values()} - {"view"}
    assert loop >= {*table.ACTS.values()} - walk - {"view"}
    likely = {one for verbs in LIKELY.values() for one in verbs}
    assert likely == {*VERBS}, "a verb that nobody is likely to do is hardly drawn"
    assert {verb for verbs in EACH_ONCE for verb in verbs} == {*VERBS}


def test_every_kind_that_is_told_of_a_mission_has_its_people_here() -> None:
    told = {kind for kind in HistoryKind if CATALOGUE[kind].audience != NOBODY}

    assert told - ELSEWHERE <= {*TOLD}
    assert {*TOLD} | ELSEWHERE <= {*HistoryKind}
    assert {*TOLD}.isdisjoint(ELSEWHERE)
