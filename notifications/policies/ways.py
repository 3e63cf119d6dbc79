"""Which kinds of notice take which way, and which of these a person may turn off."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from notifications.enums import Channel, Group, Mailing

C, G = Channel, Group


class Way(Enum):
    """One cell of the table."""

    ALWAYS = auto()  # nobody turns it off
    ON = auto()  # unless the person turns it off
    OFF = auto()  # unless the person turns it on
    NEVER = auto()  # this kind does not go this way


# Being asked to act, a return, and a deadline in the inbox are part of the work.
WAYS: Final[Mapping[Group, Mapping[Channel, Way]]] = {
    G.ASKED: {C.INBOX: Way.ALWAYS, C.MAIL: Way.ALWAYS, C.DIGEST: Way.NEVER},
    G.RETURNED: {C.INBOX: Way.ALWAYS, C.MAIL: Way.ALWAYS, C.DIGEST: Way.NEVER},
    G.REMINDER: {C.INBOX: Way.ALWAYS, C.MAIL: Way.ON, C.DIGEST: Way.ON},
    G.NEWS: {C.INBOX: Way.ALWAYS, C.MAIL: Way.NEVER, C.DIGEST: Way.ON},
}
# Of a deadline that would be over in the next working morning one is told at night.
BREAKS_THE_QUIET: Final = frozenset({G.REMINDER})

Turned = Mapping[tuple[str, str], bool]  # (group, channel) → on or off


def is_on(group: Group, channel: Channel, turned: Turned) -> bool:
    """Whether it goes this way, as the person turned it where it can be turned."""
    way = WAYS[group][channel]
    if way in (Way.ALWAYS, Way.NEVER):
        return way is Way.ALWAYS
    return turned.get((group.value, channel.value), way is Way.ON)


def may_turn(group: Group, channel: Channel) -> bool:
    return WAYS[group][channel] in (Way.ON, Way.OFF)


def mailing_of(group: Group) -> Mailing:
    """How a notice of this group waits to be mailed; what the person wants is asked
    when mails are put together."""
    at_once = WAYS[group][C.MAIL] is not Way.NEVER
    return Mailing.AT_ONCE if at_once else Mailing.DAILY
