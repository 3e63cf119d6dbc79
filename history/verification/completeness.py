"""What the packages above say about their subjects, to hold against the history."""

from collections.abc import Callable, Iterable, Iterator

from history.queries import State

States = Callable[[], Iterable[tuple[int, int | None, str | None]]]

_states_of: dict[str, States] = {}


def register_completeness(subject_type: str, states: States) -> None:
    """Have a package above tell what its rows say: finds a state without its entry.

    `states()` yields (subject_id, expected_sequence, expected_state) by ascending
    subject_id, streamed: the sequence that the last entry must have, and the state that
    the chain must have told last (the newest `after["state"]`). None is not compared.
    It is called inside the read-only transaction that reads the entries.
    """
    _states_of[subject_type] = states


def registered_states() -> Iterator[State]:
    """All registered states, by subject; read when iterated."""
    for subject_type in sorted(_states_of):
        for subject_id, sequence, state in _states_of[subject_type]():
            yield (subject_type, subject_id), sequence, state
