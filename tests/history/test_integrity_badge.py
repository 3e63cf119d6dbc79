"""The badge looks at the newest entries, at a bounded cost."""

from collections.abc import Callable

import pytest

from history import verification
from history.verification import badge
from tests.history.cast import MONDAY, draft, tell, tell_a_mission

pytestmark = pytest.mark.django_db

Tamper = Callable[[str], None]


def test_a_sound_page_is_said_to_be_sound(django_assert_num_queries) -> None:
    tell_a_mission()

    with django_assert_num_queries(1):
        seen = verification.integrity(MONDAY)

    assert seen == verification.Integrity(
        ok=True, entries=5, exact=True, checked=5, checked_at=MONDAY, problem=""
    )


def test_only_the_newest_are_checked(tamper: Tamper) -> None:
    tell_a_mission()
    tamper("UPDATE history_historyentry SET note = 'khác' WHERE sequence = 1")

    assert verification.integrity(MONDAY, limit=3).ok
    assert not verification.integrity(MONDAY).ok


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE history_historyentry SET note = 'x' WHERE sequence = 4", "mục 4: nội"),
        ("DELETE FROM history_historyentry WHERE sequence = 3", "mục 3: mục đã bị xóa"),
        ("DELETE FROM history_historyentry WHERE sequence = 1", "mục 1: mục đã bị xóa"),
    ],
)
def test_the_badge_names_the_first_problem(
    statement: str, sentence: str, tamper: Tamper
) -> None:
    tell_a_mission()
    tamper(statement)

    seen = verification.integrity(MONDAY)

    assert not seen.ok
    assert sentence in seen.problem


def test_a_large_history_is_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badge, "COUNTED_EXACTLY", 3)
    tell_a_mission()

    seen = verification.integrity(MONDAY)

    assert not seen.exact
    assert seen.entries >= 4


def test_an_empty_history_is_sound() -> None:
    assert verification.integrity(MONDAY).ok


def test_a_chain_longer_than_the_look_is_linked_to_what_is_before_it() -> None:
    tell(*[draft() for _ in range(30)])

    assert verification.integrity(MONDAY, limit=10).ok
