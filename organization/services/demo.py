"""People with invented names, for trying the product; never part of a real set-up."""

import json
from typing import Any

from django.db import transaction

from organization.models import Person, Post
from organization.services.board import DATA, seat_people


@transaction.atomic
def load_demo_people(*, by: Person | None) -> list[Person]:
    """Fill the Board's vacant posts; needs ``load_board``. Run twice, changes nothing.

    Returns the people of the demonstration, the four leaders included, in the order
    of protocol. Their passwords are unusable until somebody sets them.
    """
    data: dict[str, Any] = json.loads(
        (DATA / "demo_people.json").read_text(encoding="utf-8")
    )
    posts = {row.code: row for row in Post.objects.all()}
    seat_people(data["people"], posts, by)
    usernames = [item["username"] for item in data["people"]]
    return list(
        Person.objects.filter(username__in=[*data["leaders"], *usernames])
        .order_by("appointments__post__position")
        .distinct()
    )
