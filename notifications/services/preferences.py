"""What a person turned on or off in the table of kinds."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db import transaction

from notifications.enums import Channel, Group
from notifications.models import Preference
from notifications.policies.ways import Turned, may_turn
from organization.models import Person


def turned_by(person_ids: Collection[int]) -> dict[int, Turned]:
    """Person → what he turned; one statement."""
    found: dict[int, dict[tuple[str, str], bool]] = defaultdict(dict)
    rows = Preference.objects.filter(person__in=person_ids)
    for person_id, group, channel, is_on in rows.values_list(
        "person", "group", "channel", "is_on"
    ):
        found[person_id][group, channel] = is_on
    return {pk: found.get(pk, {}) for pk in person_ids}


@transaction.atomic
def turn(*, by: Person, wanted: Mapping[tuple[Group, Channel], bool]) -> None:
    """Keep what the person wants; what nobody may turn is left as it is."""
    rows = [
        Preference(person=by, group=group, channel=channel, is_on=is_on)
        for (group, channel), is_on in wanted.items()
        if may_turn(group, channel)
    ]
    Preference.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "group", "channel"],
        update_fields=["is_on"],
    )
