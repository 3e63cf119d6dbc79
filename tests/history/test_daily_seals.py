"""A seal a day: what it covers, what it exposes, and the key behind it."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from history.enums import SealKind
from history.exceptions import SealKeyMissing
from history.hashing import GENESIS
from history.models import HistoryCheck, Seal
from history.sealing import Tree, public_half
from history.services.seals import (
    change_key,
    check_everything,
    read_key,
    replace_lost_key,
    seal_day,
)
from tests.history.cast import MONDAY, draft, tell, tell_a_mission
from tests.history.test_stand_alone_checker import stand_alone

pytestmark = pytest.mark.django_db

Tamper = Callable[[str], None]
Found = Callable[..., list[str]]
Exported = Callable[..., Path]
Checked = Callable[..., tuple[int, str]]
DAY = timedelta(days=1)
BROKEN = "Niêm phong số 1: nhật ký khác với lúc niêm phong"


def test_a_seal_names_the_day_the_entries_and_the_one_before() -> None:
    tell_a_mission()
    tell_a_mission(("document", 9))

    first, second = seal_day(at=MONDAY), seal_day(at=MONDAY + DAY)

    assert (first.number, first.entries, first.heads) == (1, 10, 2)
    assert (first.previous_hash, second.previous_hash) == (GENESIS, first.hash)
    assert first.root == second.root


def test_a_day_is_sealed_once() -> None:
    tell_a_mission()

    assert seal_day(at=MONDAY) == seal_day(at=MONDAY + timedelta(hours=2))
    assert Seal.objects.count() == 1


def test_what_is_written_later_breaks_no_seal(
    found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    seal_day(at=MONDAY)
    tell(draft(at=MONDAY + DAY))
    tell_a_mission(("document", 9))
    seal_day(at=MONDAY + DAY)

    assert found(every_seal=True) == []
    assert checked(exported())[0] == 0


def test_a_cut_end_is_found_without_an_earlier_export(
    tamper: Tamper, found: Found, exported: Exported, checked: Checked
) -> None:
    """A valid prefix is a valid chain: only the seal knows that there was more."""
    tell_a_mission()
    seal_day(at=MONDAY)

    tamper("DELETE FROM history_historyentry WHERE sequence = 5")

    assert BROKEN in found()
    code, words = checked(exported())
    assert (code, BROKEN in words) == (1, True)


def test_a_lost_chain_is_found(tamper: Tamper, found: Found) -> None:
    tell_a_mission()
    tell_a_mission(("document", 9))
    seal_day(at=MONDAY)

    tamper("DELETE FROM history_historyentry WHERE subject_type = 'document'")

    assert found() == [f"{BROKEN} (2 chuỗi lúc đó, nay 1)"]


def test_an_end_that_was_written_anew_is_found(
    tamper: Tamper, found: Found, exported: Exported, checked: Checked
) -> None:
    """Deleted, and told otherwise with right hashes: each chain by itself holds."""
    tell_a_mission()
    seal_day(at=MONDAY)
    tamper("DELETE FROM history_historyentry WHERE sequence = 5")
    tell(draft(after={"state": "COMPLETED"}))

    assert BROKEN in " ".join(found())
    assert checked(exported())[0] == 1


def test_the_owner_of_database_and_key_is_exposed_by_a_seal_kept_elsewhere(
    tamper: Tamper, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    kept = seal_day(at=MONDAY)
    paper = f"{kept.number}:{kept.hash}"
    assert checked(exported("before.jsonl"), seals=[paper])[0] == 0

    tamper("DELETE FROM history_historyentry WHERE sequence = 5")
    tamper("DELETE FROM history_seal")
    seal_day(at=MONDAY)

    assert found() == []  # all is signed anew
    assert checked(exported("rewritten.jsonl"))[0] == 0
    code, words = checked(exported("again.jsonl"), seals=[paper])
    assert code == 1
    assert "Niêm phong số 1 đã giữ không có trong bản này" in words


def test_the_file_of_a_seal_exposes_it_too(
    tamper: Tamper, own_key: Path, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    seal_day(at=MONDAY)
    (file,) = (own_key.parent / "seals").iterdir()
    assert checked(exported("a.jsonl"), seals=[file])[0] == 0

    tamper("DELETE FROM history_historyentry WHERE sequence = 5")
    tamper("DELETE FROM history_seal")

    code, words = checked(exported("b.jsonl"), seals=[file])
    assert code == 1
    assert BROKEN in words


def test_an_earlier_export_holds_its_seals_against_a_later_one(
    tamper: Tamper, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    seal_day(at=MONDAY)
    earlier = exported("earlier.jsonl")
    tamper("DELETE FROM history_seal")
    seal_day(at=MONDAY + timedelta(hours=1))

    code, words = checked(exported("later.jsonl"), earlier=earlier)

    assert (code, "Niêm phong số 1 đã giữ không có" in words) == (1, True)


@pytest.mark.parametrize(
    "change",
    ["root = repeat('0', 64)", "entries = 4", "day = day - 1", "last_entry_id = 1"],
)
def test_an_edited_seal_is_found(
    change: str, tamper: Tamper, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    seal_day(at=MONDAY)

    tamper(f"UPDATE history_seal SET {change}")

    sentence = "Niêm phong số 1: chữ ký hoặc nội dung niêm phong sai"
    assert sentence in found()
    code, words = checked(exported())
    assert (code, sentence in words) == (1, True)


def test_a_missing_seal_is_found(
    tamper: Tamper, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    for day in range(3):
        seal_day(at=MONDAY + day * DAY)

    tamper("DELETE FROM history_seal WHERE number = 2")

    sentence = "Niêm phong số 3: niêm phong không nối với niêm phong trước"
    assert sentence in found()
    assert sentence in checked(exported())[1]


def test_the_old_key_signs_for_the_new_one(
    own_key: Path, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    first = seal_day(at=MONDAY)

    changed = change_key(at=MONDAY)
    second = seal_day(at=MONDAY + DAY)

    assert changed.public_key == first.public_key
    assert changed.next_public_key == second.public_key != first.public_key
    assert public_half(read_key()) == second.public_key
    assert own_key.stat().st_mode & 0o077 == 0
    assert found() == []
    assert checked(exported())[0] == 0


def test_a_change_of_the_key_that_died_half_way_is_finished(own_key: Path) -> None:
    tell_a_mission()
    old = own_key.read_bytes()
    change_key(at=MONDAY)
    own_key.rename(own_key.with_suffix(".new"))
    own_key.write_bytes(old)

    assert seal_day(at=MONDAY).number == 2
    assert not own_key.with_suffix(".new").exists()


def test_a_key_that_nobody_signed_for_is_found(
    own_key: Path, found: Found, exported: Exported, checked: Checked
) -> None:
    tell_a_mission()
    seal_day(at=MONDAY)
    own_key.unlink()

    with pytest.raises(SealKeyMissing, match="Khôi phục tệp"):
        seal_day(at=MONDAY + DAY)
    lost = replace_lost_key(at=MONDAY + DAY)

    assert lost.kind == SealKind.KEY_LOST
    sentence = "Niêm phong số 2: đổi khóa niêm phong mà không có chữ ký của khóa cũ"
    assert found() == [sentence]
    assert sentence in checked(exported())[1]


def test_another_key_in_its_place_seals_nothing(own_key: Path) -> None:
    tell_a_mission()
    seal_day(at=MONDAY)
    own_key.write_bytes(b"")

    with pytest.raises(SealKeyMissing):
        seal_day(at=MONDAY + DAY)
    assert Seal.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    ["UPDATE history_seal SET entries = 0", "DELETE FROM history_seal"],
)
def test_a_seal_cannot_be_changed(statement: str) -> None:
    tell_a_mission()
    seal_day(at=MONDAY)

    with (
        pytest.raises(DatabaseError, match="insert-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_nightly_look_is_kept_with_what_it_found(tamper: Tamper) -> None:
    tell_a_mission()
    seal_day(at=MONDAY)
    assert check_everything(at=MONDAY).found == 0

    tamper("UPDATE history_historyentry SET note = 'khác' WHERE sequence = 3")
    look = check_everything(at=MONDAY + DAY)

    assert (look.entries, look.chains, look.seals, look.found) == (5, 1, 1, 1)
    assert look.problems == ["mission:18 mục 3: nội dung đã bị sửa sau khi ghi"]
    assert HistoryCheck.objects.count() == 2


def test_the_commands_say_what_to_keep_elsewhere(
    capsys: pytest.CaptureFixture[str], own_key: Path
) -> None:
    tell_a_mission()

    call_command("seal_history")
    seal = Seal.objects.get()
    assert seal.hash in capsys.readouterr().out
    call_command("rotate_seal_key")
    assert public_half(read_key()) in capsys.readouterr().out

    own_key.unlink()
    with pytest.raises(CommandError, match="Khôi phục tệp"):
        call_command("rotate_seal_key")


def test_the_file_of_a_seal_is_what_the_export_says(
    own_key: Path, exported: Exported
) -> None:
    tell_a_mission()
    seal_day(at=MONDAY)
    (file,) = (own_key.parent / "seals").iterdir()

    lines = exported().read_text(encoding="utf-8").splitlines()
    (inside,) = (json.loads(line)["seal"] for line in lines if '"seal":{' in line)

    assert json.loads(file.read_text(encoding="utf-8")) == inside


@given(lines=st.lists(st.text(max_size=8), max_size=40))
def test_both_programs_grow_the_same_tree(lines: list[str]) -> None:
    ours, theirs = Tree(), stand_alone().Tree()
    for line in lines:
        ours.add(line)
        theirs.add(line)

    assert (ours.root(), ours.leaves) == (theirs.root(), theirs.leaves)


@given(
    message=st.binary(max_size=80),
    other=st.binary(max_size=80),
    bit=st.integers(0, 511),
)
def test_the_stand_alone_signature_check_agrees_with_the_library(
    message: bytes, other: bytes, bit: int
) -> None:
    key = Ed25519PrivateKey.generate()
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    is_signed = stand_alone().is_signed
    broken = bytearray(signature)
    broken[bit // 8] ^= 1 << bit % 8

    assert is_signed(public, message, signature)
    assert is_signed(public, other, signature) is (other == message)
    assert not is_signed(public, message, bytes(broken))
