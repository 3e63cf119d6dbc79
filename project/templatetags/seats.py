"""What pages of the organisation tell of the work that hangs on a seat."""

from django import template

from organization.enums import SINGLE_RANKS
from organization.models import Post
from project.templatetags.ui import vn_number
from workflows.models import Mission

register = template.Library()


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
