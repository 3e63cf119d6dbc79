"""What pages of the organisation tell beyond their own package: work, and history."""

from typing import Final

from django import template
from django.template import Context

from history.models import HistoryEntry
from organization.enums import SINGLE_RANKS
from organization.models import Post
from organization.views.visitor import Visitor, visitor
from project.history_words import FIELDS, NOTHING, Names
from project.templatetags.ledger import Change, changes
from project.templatetags.ui import vn_number
from workflows.models import Mission

register = template.Library()

# Numbers of rows, and what a page of the row says anyway.
UNTOLD: Final = frozenset({FIELDS["appointment"], FIELDS["holding"], FIELDS["code"]})
# Kept in history beside the number of what they name.
REPEATED: Final = frozenset({FIELDS["full_name"], FIELDS["title"]})


@register.simple_tag(takes_context=True)
def visitor_here(context: Context) -> Visitor:
    """Who looks, on pages whose views have no reason to say it."""
    return visitor(context["request"])


@register.simple_tag
def open_work(post: Post) -> list[str]:
    """“7 nhiệm vụ đang mở do Phó Trưởng Ban chỉ đạo”; for the head of a unit, what the
    unit leads too. Nothing where there is none."""
    missions = Mission.objects.open()
    counts = [(missions.filter(directing_leader=post).count(), f"{post.title} chỉ đạo")]
    if post.rank in SINGLE_RANKS:
        led = missions.filter(lead_unit=post.unit_id).count()
        counts.append((led, f"{post.unit.name} chủ trì"))
    return [
        f"{vn_number(count)} nhiệm vụ đang mở do {whose}"
        for count, whose in counts
        if count
    ]


@register.simple_tag
def told_changes(entry: HistoryEntry, names: Names) -> list[Change]:
    """What an entry changed, in short: no numbers of rows, no name twice."""
    found = [change for change in changes(vars(entry), names) if not change.same]
    said = {change.after for change in found if change.label not in REPEATED}
    return [
        change
        for change in found
        if change.label not in UNTOLD
        and not (change.label in REPEATED and change.after in said)
        and (change.before or change.after not in ("Không", NOTHING))
    ]
