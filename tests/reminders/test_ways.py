"""The table of kinds and ways, and what of it a person may turn."""

from history.enums import HistoryKind
from notifications.catalogue import CATALOGUE, NOBODY, group_of
from notifications.enums import Channel, Group, Mailing
from notifications.policies.ways import WAYS, Way, is_on, mailing_of, may_turn


def test_every_kind_of_notice_has_its_group_and_every_group_its_ways() -> None:
    assert set(WAYS) == set(Group)
    assert all(set(ways) == set(Channel) for ways in WAYS.values())
    told = [kind for kind in HistoryKind if CATALOGUE[kind].audience != NOBODY]
    for kind in told:
        assert group_of(kind, asked=True) in {Group.ASKED, Group.RETURNED, Group.NEWS}
        assert group_of(kind, asked=False) is Group.NEWS


def test_a_kind_that_says_nothing_of_itself_goes_at_once_to_who_must_act() -> None:
    assert group_of(HistoryKind.MISSION_ASSIGNED, asked=True) is Group.ASKED
    assert group_of(HistoryKind.RETURNED, asked=True) is Group.RETURNED
    assert mailing_of(Group.ASKED) is Mailing.AT_ONCE
    assert mailing_of(Group.NEWS) is Mailing.DAILY


def test_nobody_turns_off_the_inbox_or_what_is_asked_of_him() -> None:
    off = {
        (group.value, channel.value): False for group in Group for channel in Channel
    }

    assert all(is_on(group, Channel.INBOX, off) for group in Group)
    assert is_on(Group.ASKED, Channel.MAIL, off)
    assert is_on(Group.RETURNED, Channel.MAIL, off)
    assert not is_on(Group.REMINDER, Channel.MAIL, off)
    assert not is_on(Group.NEWS, Channel.DIGEST, off)


def test_only_what_the_table_leaves_open_may_be_turned() -> None:
    turnable = {
        (group, channel)
        for group in Group
        for channel in Channel
        if may_turn(group, channel)
    }

    assert turnable == {
        (Group.REMINDER, Channel.MAIL),
        (Group.REMINDER, Channel.DIGEST),
        (Group.NEWS, Channel.DIGEST),
    }
    assert all(WAYS[group][Channel.INBOX] is Way.ALWAYS for group in Group)
