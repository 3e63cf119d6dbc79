"""Questions about units, posts and people that change nothing."""

from organization.queries.seats import (
    LEADER_RANKS,
    NOT_ASSIGNABLE,
    assignable_units,
    leader_posts,
    people_of,
    posts_by_leader_name,
)

__all__ = [
    "LEADER_RANKS",
    "NOT_ASSIGNABLE",
    "assignable_units",
    "leader_posts",
    "people_of",
    "posts_by_leader_name",
]
