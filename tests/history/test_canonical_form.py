"""One content, one text: the form that is hashed."""

import json
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.exceptions import UnrecordableValue
from history.hashing import LARGEST_INTEGER, canonical, recordable

TEXT = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
    | TEXT
    | st.dates()
)
NAMES = TEXT.map(lambda name: normalize("NFC", name))
VALUES = st.recursive(
    SCALARS,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(NAMES, part, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_recordable_comes_back_from_json_as_it_was(value: Any) -> None:
    stored = recordable(value, "after")

    assert json.loads(canonical(stored)) == stored


@given(VALUES)
def test_what_is_recordable_stays_as_it_is_when_recorded_again(value: Any) -> None:
    stored = recordable(value, "after")

    assert recordable(stored, "after") == stored


@given(st.dictionaries(NAMES, SCALARS, max_size=6), st.randoms())
def test_the_order_of_names_does_not_matter(value: dict[str, Any], chance: Any) -> None:
    names = list(value)
    chance.shuffle(names)

    shuffled = {name: value[name] for name in names}

    assert canonical(recordable(shuffled)) == canonical(recordable(value))


@given(VALUES, VALUES)
def test_two_contents_never_share_one_form(one: Any, other: Any) -> None:
    first, second = recordable(one), recordable(other)

    # repr tells True from 1, which == does not.
    assert (canonical(first) == canonical(second)) == (
        json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True)
    )


def test_names_are_in_the_utf16_order_of_rfc_8785() -> None:
    value = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\x80": 6, "ö": 7}

    names = list(json.loads(canonical(value)))

    assert names == ["\r", "1", "\x80", "ö", "€", "😀", "\ufb33"]


def test_only_what_must_be_escaped_is_escaped() -> None:
    assert canonical('đ"\\/\b\f\n\r\t\x1f\x7f') == (
        '"đ\\"\\\\/\\b\\f\\n\\r\\t\\u001f\x7f"'.encode()
    )


@pytest.mark.parametrize("value", [1.0, {1: "a"}, "\ud800", LARGEST_INTEGER + 1, {1}])
def test_a_stored_value_without_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(UnrecordableValue):
        canonical({"after": value})


def test_nothing_is_tidied_up_in_what_is_stored() -> None:
    composed, decomposed = "Đồng Đăng", normalize("NFD", "Đồng Đăng")

    assert canonical(composed) != canonical(decomposed)
