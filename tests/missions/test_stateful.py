"""Whatever people do, in whatever order: what must always hold, holds.

Hypothesis draws people, acts, versions, corrections and delegations. What is expected
of notices and decisions is computed here, from the cast and the delegations that the
machine made, not by asking the product.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from viewflow.workflow.models import Task

from approvals.enums import DecisionOutcome
from approvals.models import ApprovalRequest, Decision
from history.models import HistoryEntry
from notifications.models import Notification
from organization.enums import DelegationScope
from organization.models import Delegation, Person
from tests.cast import USERNAMES, Cast
from tests.missions import builders, matrix
from tests.missions.drawn import (
    ACTS,
    HEAD_OF,
    HOLDER,
    LEADERS,
    LENDERS,
    ROLES,
    UNITS,
    USUAL,
    WAITS,
    Facts,
    Lent,
    everything,
)
from workflows.enums import MissionState
from workflows.exceptions import Refusal
from workflows.models import Assignment, Mission, Report
from workflows.services import corrections
from workflows.services.corrections import Correction


class Missions(RuleBasedStateMachine):
    """Some missions, everybody who could touch them, and a clock."""

    cast: Cast

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.savepoint()
        self.cast = Cast()
        self.role_of = {getattr(self.cast, role).pk: role for role in ROLES}
        # From here on the clock only goes forward, ahead of the real one.
        self.now = timezone.now()
        self.lent: list[Lent] = []
        self.chains: dict[int, list[str]] = {}
        self.pks = [builders.given(self.cast).pk, matrix.given_out(self.cast).pk]
        self.changed = set(self.pks)
        self.now = timezone.now() + timedelta(seconds=1)

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    # -- What people do ---------------------------------------------------------

    @rule(which=st.integers(0, 1), pick=st.integers(0, 9), fresh=st.booleans())
    def the_usual_next_step(self, which: int, pick: int, fresh: bool) -> None:
        pk = self.pks[which]
        facts = self.facts(pk)
        usual = USUAL.get(MissionState(facts.state))
        if usual is None:
            return
        act, who = usual[pick % len(usual)]
        who = {
            "head": HEAD_OF[facts.lead],
            "leader": HOLDER[facts.leader],
            "anyone": self.somebody_lent(pick),
        }.get(who, who)
        self.do(pk, act, who, facts.version if fresh else None)

    def somebody_lent(self, pick: int) -> str:
        return self.lent[pick % len(self.lent)].to if self.lent else "chanh_vp"

    @rule(
        which=st.integers(0, 1),
        act=st.sampled_from(ACTS),
        who=st.sampled_from(ROLES),
        off=st.sampled_from([None, 0, 0, -1]),
    )
    def anybody_tries_anything(
        self, which: int, act: str, who: str, off: int | None
    ) -> None:
        version = self.facts(self.pks[which]).version
        self.do(self.pks[which], act, who, None if off is None else version + off)

    @rule(
        which=st.integers(0, 1),
        who=st.sampled_from(["truong_ban", "ptb_hai", "van_thu", "tp_qldn"]),
        lead=st.sampled_from(UNITS),
        leader=st.sampled_from(LEADERS),
        support=st.sets(st.sampled_from(UNITS)),
    )
    def somebody_corrects(
        self, which: int, who: str, lead: str, leader: str, support: set[str]
    ) -> None:
        correction = Correction(
            title="Nắm tình hình xuất nhập khẩu",
            text="Nắm tình hình.",
            lead_unit=self.cast.unit(lead),
            directing_leader=self.cast.post(leader),
            supporting_units=tuple(self.cast.unit(code) for code in support),
            due_on=builders.DUE,
        )
        self.attempt(
            self.pks[which],
            lambda pk: corrections.correct(
                mission_id=pk,
                correction=correction,
                reason="Nhầm.",
                by=self.person(who),
                at=self.now,
            ),
        )

    @rule(
        post=st.sampled_from(LENDERS),
        to=st.sampled_from(ROLES),
        unit=st.sampled_from([None, None, *UNITS]),
        starts=st.integers(-2, 2),
        hours=st.integers(1, 6),
    )
    def a_post_is_lent(
        self, post: str, to: str, unit: str | None, starts: int, hours: int
    ) -> None:
        if HOLDER[post] == to:
            return
        begin = self.now + timedelta(hours=starts)
        lent = Lent(post, to, unit, begin, begin + timedelta(hours=hours))
        Delegation.objects.create(
            delegator=self.cast.post(post),
            delegate=getattr(self.cast, to),
            scope=DelegationScope.UNIT if unit else DelegationScope.ALL,
            unit=self.cast.unit(unit) if unit else None,
            starts_at=lent.starts,
            ends_at=lent.ends,
            paper="01/GUQ",
        )
        self.lent.append(lent)

    @rule(hours=st.integers(1, 3))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    # -- What must hold after each step --------------------------------------------

    @invariant()
    def all_holds(self) -> None:
        for pk in self.pks:
            if pk in self.changed:
                facts, entries = self.facts(pk), self.entries(pk)
                self.the_version_counts_the_history_which_never_shrinks(
                    pk, facts, entries
                )
                self.state_report_and_flow_agree(pk, facts)
        self.changed.clear()

    def the_version_counts_the_history_which_never_shrinks(
        self, pk: int, facts: Facts, entries: list[HistoryEntry]
    ) -> None:
        sequences = [one.sequence for one in entries]
        assert sequences == [*range(1, len(entries) + 1)]
        assert facts.version == len(entries)
        hashes = [one.hash for one in entries]
        known = self.chains.get(pk, [])
        assert hashes[: len(known)] == known
        self.chains[pk] = hashes

    def state_report_and_flow_agree(self, pk: int, facts: Facts) -> None:
        assert facts.lead not in facts.supporting
        if facts.state == MissionState.UNDER_APPROVAL:
            assert facts.step in WAITS
        elif facts.state == MissionState.REPORTED:
            assert facts.step == "office_checks"
        else:
            assert facts.step is None
            assert not Report.objects.filter(mission=pk, closed_at=None).exists()
        approved = Decision.objects.filter(
            request__mission=pk, outcome=DecisionOutcome.APPROVE
        )
        assert approved.count() == int(facts.state == MissionState.COMPLETED)

    # -- How it is done and checked ---------------------------------------------------

    def do(self, pk: int, act: str, who: str, version: int | None) -> None:
        before = self.facts(pk)
        done = self.attempt(
            pk,
            lambda number: matrix.through_the_services(
                self.cast,
                act,
                number,
                self.person(who),
                expected_version=version,
                at=self.now,
            ),
        )
        if version is not None and version != before.version:
            assert not done, "a stale page was acted upon"
        if done and act in {"approve", "return"}:
            self.check_decision(pk, before, who, act)

    def attempt(self, pk: int, act: Callable[[int], Mission]) -> bool:
        """Try an act; a refusal changes nothing, a deed is told to the entitled."""
        self.now += timedelta(seconds=1)
        before, rows = self.facts(pk), everything()
        try:
            act(pk)
        except Refusal:
            assert everything() == rows, "a refused act left something behind"
            return False
        self.changed.add(pk)
        after = self.facts(pk)
        event(f"reached {after.state}")
        for entry in self.entries(pk)[before.version :]:
            self.check_told(entry, before, after)
        return True

    def check_decision(self, pk: int, before: Facts, who: str, act: str) -> None:
        decision = Decision.objects.filter(request__mission=pk).latest("pk")
        assert decision.outcome == (
            DecisionOutcome.APPROVE if act == "approve" else DecisionOutcome.RETURN
        )
        assert self.role_of[decision.decided_by_id] == who
        assert decision.decided_by_id != before.author
        entitled = self.sitting_in("truong_ban", before.lead)
        if before.step == "leader_decides":
            entitled |= self.sitting_in(before.leader, before.lead)
        assert who in entitled

    def check_told(self, entry: HistoryEntry, before: Facts, after: Facts) -> None:
        rows = Notification.objects.filter(entry=entry)
        told = sorted(
            self.role_of[one] for one in rows.values_list("recipient", flat=True)
        )
        expected = self.entitled(entry, before, after)
        expected.discard(self.role_of[entry.actor_id or 0])
        assert told == sorted(expected), entry.kind

    def entitled(self, entry: HistoryEntry, before: Facts, after: Facts) -> set[str]:
        officers = {self.role_of[one.officer] for one in (before, after) if one.officer}
        if entry.kind == "OFFICER_NAMED":
            return officers
        heard = officers | self.sitting_in(after.leader, after.lead)
        if after.monitor:
            heard.add(self.role_of[after.monitor])
        had = {before.lead, *before.supporting} - {after.lead, *after.supporting}
        for unit in {before.lead, after.lead, *before.supporting, *after.supporting}:
            heard |= self.sitting_in(HEAD_OF[unit], unit)
        for unit in {after.lead, *had}:
            heard |= self.sitting_in(before.leader, unit)
        if entry.kind in {"CORRECTED", "MISSION_STARTED"}:
            return heard
        states = {entry.before.get("state"), entry.after.get("state")}
        if after.checked and "REPORTED" in states:
            heard |= self.sitting_in("chanh_van_phong", after.lead)
            heard |= self.sitting_in("cv_van_phong", after.lead)
        if before.step == "head_decides" or entry.kind == "PASSED_UP":
            heard |= self.sitting_in("truong_ban", after.lead)
        return heard

    def sitting_in(self, post: str, unit: str) -> set[str]:
        """Who acts in a post now for the unit's work: the holder and delegates."""
        return {HOLDER[post]} | {
            one.to
            for one in self.lent
            if one.post == post
            and one.starts <= self.now < one.ends
            and one.unit in (None, unit)
        }

    def person(self, role: str) -> Person:
        return Person.objects.get(username=USERNAMES[role])

    def entries(self, pk: int) -> list[HistoryEntry]:
        rows = HistoryEntry.objects.filter(subject_type="mission", subject_id=pk)
        return list(rows.order_by("sequence"))

    def facts(self, pk: int) -> Facts:
        row = Mission.objects.select_related(
            "lead_unit", "directing_leader", "document"
        ).get(pk=pk)
        tasks = Task.objects.filter(
            process__in=ApprovalRequest.objects.filter(mission=pk).values("process"),
            status="NEW",
        )
        steps = [task.flow_task.name for task in tasks]
        opened = ApprovalRequest.objects.filter(mission=pk, closed_at=None)
        authors = list(opened.values_list("report__handed_in_by", flat=True))
        assert len(steps) == len(authors) <= 1, "an open request waits at one step"
        units = Assignment.objects.filter(mission=pk)
        return Facts(
            lead=row.lead_unit.code,
            supporting=frozenset(units.values_list("unit__code", flat=True)),
            leader=row.directing_leader.code,
            officer=row.monitoring_officer_id,
            monitor=row.document.monitoring_officer_id if row.document else None,
            checked=row.checked_by_office,
            state=row.state,
            version=row.version,
            step=steps[0] if steps else None,
            author=authors[0] if authors else None,
        )


@pytest.mark.django_db
def test_whatever_people_do(cast: Cast) -> None:
    run_state_machine_as_test(
        Missions,
        settings=settings(
            max_examples=30,
            stateful_step_count=20,
            deadline=None,
            derandomize=False,
            print_blob=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
