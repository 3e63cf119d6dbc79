"""Canonical JSON and the digest of an entry. Pure: no Django, no database.

Two steps that must not be mixed. `recordable` prepares what a caller hands over, before
it is stored. `canonical` and `digest` take what is stored exactly as it is: a verifier
that normalised anything would forgive an edit. docs/verify_history.py repeats the
second step with the standard library only; a property test holds the two together.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from unicodedata import normalize

from history.exceptions import UnrecordableValue

GENESIS = "0" * 64
# I-JSON (RFC 7493, on which RFC 8785 stands) promises integers up to here.
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 16
DIGESTED_FIELDS = (
    "subject_type",
    "subject_id",
    "sequence",
    "kind",
    "actor_id",
    "actor_name",
    "actor_title",
    "capacity",
    "on_behalf_of",
    "at",
    "before",
    "after",
    "note",
    "authority",
    "previous_hash",
)


def digest(fields: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of an entry's stored fields without `id` and `hash`.

    `at` is the text that `moment` makes. Raises UnrecordableValue if a field holds what
    no entry can hold.
    """
    return hashlib.sha256(
        canonical({name: fields[name] for name in DIGESTED_FIELDS})
    ).hexdigest()


def moment(at: datetime) -> str:
    """An aware moment as UTC text with six digits: 2026-01-26T01:30:00.000000Z.

    Always six: a digest over more than the column keeps would never verify.
    """
    if at.utcoffset() is None:
        raise UnrecordableValue(f"Thời điểm {at!r} không có múi giờ.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def canonical(value: Any) -> bytes:
    """RFC 8785 for what we store: no floats, keys in UTF-16 order, UTF-8.

    Nothing is normalised. Raises UnrecordableValue for anything that has no such form.
    """
    try:
        return _encode(_ordered(value, 0)).encode()
    except UnicodeEncodeError:
        raise UnrecordableValue("Văn bản có ký tự Unicode không đủ cặp.") from None


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _ordered(value: Any, depth: int) -> Any:
    kind = type(value)  # exact types, as JSON gives them: a verifier reads millions
    if kind is str or value is None or kind is bool:
        return value
    if kind is int:
        return _exact(value, "")
    if depth > DEEPEST + 1:  # the entry itself is one level above `before` and `after`
        raise UnrecordableValue(f"Dữ liệu lồng nhau quá {DEEPEST} lớp.")
    if kind is list:
        return [_ordered(part, depth + 1) for part in value]
    if kind is dict:
        return {key: _ordered(value[key], depth + 1) for key in _in_order(value)}
    raise UnrecordableValue(f"Nhật ký không ghi được giá trị kiểu {_kind(value)}.")


def _in_order(names: dict[Any, Any]) -> list[str]:
    """Names by UTF-16 code units; within ASCII that is Python's own order."""
    try:
        plain = "".join(names).isascii()
    except TypeError:
        raise UnrecordableValue("Tên trường phải là văn bản.") from None
    if plain:
        return sorted(names)
    return sorted(names, key=lambda name: name.encode("utf-16-be", "surrogatepass"))


def recordable(value: Any, where: str = "") -> Any:
    """`value` as it will be stored and hashed: NFC text, ISO dates, lists, plain dicts.

    Raises UnrecordableValue, naming the place, for floats (they have several
    spellings), integers that JSON does not promise, U+0000 (jsonb cannot hold it), keys
    that are not text or become equal in NFC, and every other type.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return recordable_text(value, where)
    if isinstance(value, int):
        return _exact(value, where)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    return _recordable_container(value, where)


def _recordable_container(value: Any, where: str) -> Any:
    if where.count("/") > DEEPEST:
        raise UnrecordableValue(f"Dữ liệu lồng nhau quá {DEEPEST} lớp.")
    if isinstance(value, list | tuple):
        return [
            recordable(part, f"{where}/{place}") for place, part in enumerate(value)
        ]
    if isinstance(value, Mapping):
        return _recordable_mapping(value, where)
    raise UnrecordableValue(
        f"Nhật ký không ghi được giá trị kiểu {_kind(value)} tại “{where}”."
    )


def _recordable_mapping(value: Mapping[Any, Any], where: str) -> dict[str, Any]:
    stored: dict[str, Any] = {}
    for key, part in value.items():
        if not isinstance(key, str):
            raise UnrecordableValue(
                f"Tên trường {key!r} tại “{where}” phải là văn bản."
            )
        name = recordable_text(key, where)
        if name in stored:
            raise UnrecordableValue(f"Tên trường “{name}” tại “{where}” bị lặp.")
        # A slash in a name must not look like a further level.
        stored[name] = recordable(part, f"{where}/{name.replace('/', '~')}")
    return stored


def recordable_text(value: str, where: str) -> str:
    """`value` in NFC, as a plain str.

    Raises UnrecordableValue for what UTF-8 or PostgreSQL cannot hold.
    """
    if "\x00" in value:
        raise UnrecordableValue(f"Văn bản tại “{where}” có ký tự rỗng (U+0000).")
    text = normalize("NFC", str.__str__(value))  # an enum member gives its text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UnrecordableValue(
            f"Văn bản tại “{where}” có ký tự Unicode không đủ cặp."
        ) from None
    return text


def _exact(value: int, where: str) -> int:
    if abs(value) > LARGEST_INTEGER:
        raise UnrecordableValue(f"Số tại “{where}” vượt quá {LARGEST_INTEGER}.")
    return int(value)


def _kind(value: object) -> str:
    return type(value).__name__
