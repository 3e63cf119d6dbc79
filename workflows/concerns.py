"""Whom a change of a mission may concern, handed along with its history entry."""

from dataclasses import dataclass

from organization.scopes import Directory
from workflows.models import Mission


@dataclass(frozen=True)
class Concern:
    """The mission as it stands after the change, and whom it concerned before.

    `leader_post_ids` holds the directing leader's post, and after a correction the
    former one's too; `former_unit_ids` the units that lost a part in it;
    `former_people_ids` who was its officer until now; `passed_up` whether the Trưởng
    Ban was asked to decide in place of the directing leader. `excepted_people_ids` may
    see it by an exception in force; `named_people_ids` are told of this act whatever
    they may see afterwards; `addressed_unit_ids` are the units to which the act goes.
    `seats` is who sits around it, where the act has asked that of all these already.
    """

    mission: Mission
    lead_unit_id: int
    supporting_unit_ids: frozenset[int]
    former_unit_ids: frozenset[int]
    leader_post_ids: frozenset[int]
    passed_up: bool = False
    former_people_ids: frozenset[int] = frozenset()
    excepted_people_ids: frozenset[int] = frozenset()
    named_people_ids: frozenset[int] = frozenset()
    addressed_unit_ids: frozenset[int] = frozenset()
    seats: Directory | None = None
