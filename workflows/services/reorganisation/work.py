"""Open missions and items not given out, carried over to the units that go on.

Missions: a handful of statements, however many there are. Each has its own entry in
the history, with who had which part before and after, and the paper.
"""

from collections.abc import Sequence
from typing import Any

from history import services as history
from history.enums import HistoryKind
from organization.models import Person
from organization.scopes import Scope
from workflows.models import Assignment, DraftItem
from workflows.services.held import Held, actor, finish
from workflows.services.item_facts import place_of
from workflows.services.reorganisation.carrying_out import Units
from workflows.services.reorganisation.moves import Move, Parts
from workflows.services.reorganisation.preview import Preview


def move_missions(preview: Preview, known: Units, held: Sequence[Held]) -> None:
    """Give each its new unit, leader and supports; tell who had and has a part in it.

    `held` are the missions of the preview, locked. Supports that go are deleted
    before the lead changes, those that come are made after: a trigger looks at each.
    """
    by_id = {one.mission.pk: one for one in held}
    gone: list[tuple[int, int]] = []
    come: list[Assignment] = []
    for move in preview.missions:
        one = by_id[move.work.pk]
        wanted = frozenset(known.units[code].pk for code in move.after.supports)
        gone += [(one.mission.pk, unit) for unit in one.supporting - wanted]
        come += [
            Assignment(mission=one.mission, unit_id=unit)
            for unit in sorted(wanted - one.supporting)
        ]
        _move(preview, known, one, move, wanted)
    _delete(gone)
    finish(list(by_id.values()))
    Assignment.objects.bulk_create(come)


def _move(
    preview: Preview, known: Units, one: Held, move: Move, wanted: frozenset[int]
) -> None:
    mission = one.mission
    one.concerned_units |= {mission.lead_unit_id, *one.supporting}
    one.concerned_posts.add(mission.directing_leader_id)
    if move.loses_officer and mission.monitoring_officer_id is not None:
        one.concerned_people.add(mission.monitoring_officer_id)
    one.set(
        lead_unit_id=known.units[move.after.lead].pk,
        directing_leader_id=known.posts[move.after.leader].pk,
        monitoring_officer_id=(
            None if move.loses_officer else mission.monitoring_officer_id
        ),
    )
    one.supporting = mission.supporting_unit_ids = wanted
    one.concerned_units -= {mission.lead_unit_id, *wanted}
    moves = (move.before.lead, move.before.supports, move.before.leader) != (
        move.after.lead,
        move.after.supports,
        move.after.leader,
    )
    before, after = difference(move.before, move.after)
    one.enter(
        HistoryKind.MISSION_MOVED if moves else HistoryKind.OFFICER_LEFT,
        seat=None,
        before=before,
        after=after,
        authority=preview.plan.paper,
    )


def _delete(gone: list[tuple[int, int]]) -> None:
    """Assignments by mission and unit; a statement for each unit."""
    for unit in sorted({unit for _, unit in gone}):
        ids = [mission for mission, of in gone if of == unit]
        Assignment.objects.filter(unit=unit, mission__in=ids).delete()


def move_items(preview: Preview, known: Units, *, by: Person, scope: Scope) -> None:
    """The same for items of papers; the caller holds the papers' rows."""
    moves = {move.work.pk: move for move in preview.items}
    items = list(
        DraftItem.objects.select_for_update(of=("self",))
        .filter(pk__in=moves)
        .order_by("document_id", "pk")
    )
    through = DraftItem.supporting_units.through
    other = [i.pk for i in items if _other_supports(moves[i.pk])]
    through.objects.filter(draftitem_id__in=other).delete()
    through.objects.bulk_create(
        through(draftitem_id=pk, unit_id=known.units[code].pk)
        for pk in other
        for code in moves[pk].after.supports
    )
    who = actor(by, None, scope)
    drafts = []
    for item in items:
        after = moves[item.pk].after
        item.lead_unit_id = known.units[after.lead].pk if after.lead else None
        item.directing_leader_id = (
            known.posts[after.leader].pk if after.leader else None
        )
        item.version += 1
        was, now = difference(moves[item.pk].before, after)
        drafts.append(
            history.EntryDraft(
                subject_type="document",
                subject_id=item.document_id,
                kind=HistoryKind.ITEM_MOVED,
                actor=who,
                at=scope.at,
                before={**place_of(item), **was},
                after={**place_of(item), **now},
                authority=preview.plan.paper,
            )
        )
    DraftItem.objects.bulk_update(items, ["lead_unit", "directing_leader", "version"])
    history.record(*drafts)


def _other_supports(move: Move) -> bool:
    return move.before.supports != move.after.supports


def difference(before: Parts, after: Parts) -> tuple[dict[str, Any], dict[str, Any]]:
    """What changed, as the history of missions keeps it."""
    pairs: dict[str, tuple[Any, Any]] = {
        "lead_unit": (before.lead or None, after.lead or None),
        "supporting_units": (list(before.supports), list(after.supports)),
        "directing_leader": (before.leader or None, after.leader or None),
        "officer": (before.officer or None, after.officer or None),
    }
    changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return (
        {name: pair[0] for name, pair in changed.items()},
        {name: pair[1] for name, pair in changed.items()},
    )
