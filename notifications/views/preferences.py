"""What comes by which way, and what of it the person may turn off."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from notifications import mail
from notifications.enums import Channel, Group
from notifications.policies.in_force import plan_in_force, quiet_in_force
from notifications.policies.ways import WAYS, Turned, Way, is_on, may_turn
from notifications.services import turn, turned_by

if TYPE_CHECKING:
    from organization.models import Person

MEANING: Final[dict[Group, str]] = {
    Group.ASKED: "Giao việc, báo cáo chờ kiểm tra, chờ duyệt, phân công chuyên viên, "
    "đôn đốc.",
    Group.RETURNED: "Báo cáo của đơn vị bị trả lại để làm tiếp.",
    Group.REMINDER: "Phần mềm nhắc trước hạn, đúng hạn và khi quá hạn.",
    Group.NEWS: "Việc người khác làm trên nhiệm vụ mà đồng chí theo dõi.",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One way of one kind; ``name`` is its field where it may be turned."""

    name: str
    channel: Channel
    is_on: bool
    is_never: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of notice and its ways."""

    group: Group
    meaning: str
    cells: list[Cell]


@require_http_methods(["GET", "POST", "HEAD"])
@never_cache
def preferences(request: HttpRequest) -> HttpResponse:
    person = cast("Person", request.user)
    if request.method == "POST":
        wanted = {
            (group, channel): _name(group, channel) in request.POST
            for group in Group
            for channel in Channel
            if may_turn(group, channel)
        }
        turn(by=person, wanted=wanted)
        messages.success(request, "Đã lưu cách nhận thông báo.")
        return redirect("notifications:preferences")
    context = {
        "lines": lines_of(turned_by([person.pk])[person.pk]),
        "channels": Channel,
        "address": person.email,
        "mail_is_on": mail.is_on(),
        "quiet": quiet_in_force(),
        "plan": plan_in_force(),
    }
    return render(request, "notifications/preferences.html", context)


def lines_of(turned: Turned) -> list[Line]:
    """The table, as it stands for this person."""
    return [
        Line(group, MEANING[group], [_cell(group, one, turned) for one in Channel])
        for group in Group
    ]


def _cell(group: Group, channel: Channel, turned: Turned) -> Cell:
    return Cell(
        name=_name(group, channel) if may_turn(group, channel) else "",
        channel=channel,
        is_on=is_on(group, channel, turned),
        is_never=WAYS[group][channel] is Way.NEVER,
    )


def _name(group: Group, channel: Channel) -> str:
    return f"{group.value}-{channel.value}".lower()
