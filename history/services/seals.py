"""Sealing history: once a day, and when the key changes.

The key is a file beside the database, never in it, readable by its owner alone. It is
made by `manage.py setup`, and changed by `manage.py rotate_seal_key`, which has the old
key sign the new one.
"""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from history.enums import SealKind
from history.exceptions import SealKeyMissing
from history.hashing import GENESIS
from history.models import HistoryCheck, Seal
from history.queries import Selection, one_moment, stream_heads
from history.queries.seals import last_entry_number, newest_seal
from history.sealing import Tree, leaf, public_half, seal_hash, sign
from history.verification import Tally, verify_database

_SEALS_LOCK: Final = 0x7365616C  # "seal": two workers make no two seals of one day
NAMED: Final = 20  # problems that are kept in words


def make_key(file: Path) -> None:
    """Make the key once; an existing one is left alone."""
    if not file.exists():
        _write_key(file, Ed25519PrivateKey.generate())


def read_key() -> Ed25519PrivateKey:
    """The key that the newest seal expects. Raises SealKeyMissing."""
    file: Path = settings.SEAL_KEY_FILE
    newest = newest_seal()
    expected = newest.following_key if newest else ""
    waiting = file.with_suffix(".new")
    # A change of the key that was sealed, and died before the file was in its place.
    if expected and waiting.exists() and public_half(_read(waiting)) == expected:
        waiting.replace(file)
    key = _read(file)
    if expected not in {"", public_half(key)}:
        raise SealKeyMissing(
            f"{file.name} không phải khóa của niêm phong số {newest and newest.number}."
            " Khôi phục đúng tệp từ bản sao lưu."
        )
    return key


def _read(file: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise SealKeyMissing(
            f"Không đọc được khóa niêm phong {file.name}. Khôi phục tệp từ bản sao "
            "lưu, hoặc chạy manage.py rotate_seal_key --lost."
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SealKeyMissing(f"{file.name} không phải khóa Ed25519.")
    return key


def seal_day(*, at: datetime) -> Seal:
    """Seal all that was written until now; the seal of the day, where there is one.

    Raises SealKeyMissing, OperationalError where writers do not pause.
    """
    day = timezone.localdate(at)
    known = Seal.objects.filter(kind=SealKind.DAILY, day=day).first()
    return known or _seal(SealKind.DAILY, read_key(), at=at)


def change_key(*, at: datetime) -> Seal:
    """Have the old key seal that a new one follows; then the new one takes its place.

    The new key is beside the old one before the seal is stored: where the process dies
    between, nothing is lost, and the next start finds the key that the seal names.
    """
    old, new = read_key(), Ed25519PrivateKey.generate()
    file: Path = settings.SEAL_KEY_FILE
    waiting = file.with_suffix(".new")
    _write_key(waiting, new)
    sealed = _seal(SealKind.KEY_CHANGED, old, at=at, follower=public_half(new))
    waiting.replace(file)
    return sealed


def replace_lost_key(*, at: datetime) -> Seal:
    """Seal with a new key although nobody can sign for it: every check will say so."""
    new = Ed25519PrivateKey.generate()
    _write_key(settings.SEAL_KEY_FILE, new)
    return _seal(SealKind.KEY_LOST, new, at=at)


def check_everything(*, at: datetime) -> HistoryCheck:
    """Look at every entry, state and the newest seal, and keep what was found."""
    tally = Tally()
    found: list[str] = []
    count = 0
    for problem in verify_database(tally=tally):
        count += 1
        if len(found) < NAMED:
            found.append(str(problem))
    return HistoryCheck.objects.create(
        at=at,
        ended_at=timezone.now(),
        entries=tally.entries,
        chains=tally.chains,
        seals=tally.seals,
        found=count,
        problems=found,
    )


def _seal(
    kind: SealKind, key: Ed25519PrivateKey, *, at: datetime, follower: str = ""
) -> Seal:
    with transaction.atomic():
        last = last_entry_number()
    entries, tree = 0, Tree()
    with one_moment():
        for head in stream_heads(Selection(until=last)):
            entries += head.sequence
            tree.add(leaf(*head))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALS_LOCK])
        before = newest_seal()
        seal = Seal(
            number=before.number + 1 if before else 1,
            kind=kind,
            day=timezone.localdate(at),
            at=at,
            last_entry_id=last,
            entries=entries,
            heads=tree.leaves,
            root=tree.root(),
            previous_hash=before.hash if before else GENESIS,
            public_key=public_half(key),
            next_public_key=follower,
        )
        known = Seal.objects.filter(kind=SealKind.DAILY, day=seal.day).first()
        if kind == SealKind.DAILY and known:  # another worker was first
            return known
        seal.hash = seal_hash(seal.as_signed())
        seal.signature = sign(seal.as_signed(), key)
        seal.save(force_insert=True)
    _keep_copy(seal)
    return seal


def _keep_copy(seal: Seal) -> None:
    """A file a seal, for who copies a folder to another machine every day."""
    folder: Path = settings.SEALS_DIR
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps(seal.as_signed(), ensure_ascii=False, indent=1)
    (folder / f"niem-phong-{seal.number:06d}.json").write_text(text, encoding="utf-8")


def _write_key(file: Path, key: Ed25519PrivateKey) -> None:
    data = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(data)
    partial.replace(file)
