"""Files outside the web root: kept once under the hash of their content, or waiting
in the stash until they were read."""

import hashlib
import os
import re
import secrets
import tempfile
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, Final

from django.conf import settings

from workflows.exceptions import BadFile

# Suffix → (content type, how the content begins). Nothing that a browser would run.
TYPES: Final[dict[str, tuple[str, tuple[bytes, ...]]]] = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (b"PK\x03\x04",),
    ),
    ".xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (b"PK\x03\x04",),
    ),
    ".pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        (b"PK\x03\x04",),
    ),
    ".doc": ("application/msword", (b"\xd0\xcf\x11\xe0",)),
    ".xls": ("application/vnd.ms-excel", (b"\xd0\xcf\x11\xe0",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".zip": ("application/zip", (b"PK\x03\x04",)),
    ".txt": ("text/plain; charset=utf-8", (b"",)),
    ".md": ("text/plain; charset=utf-8", (b"",)),
    ".csv": ("text/csv; charset=utf-8", (b"",)),
}
LONGEST_NAME: Final = 200
CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Upload:
    """A file as it arrives: the name its owner gave it, and its content in pieces."""

    name: str
    size: int
    chunks: Iterable[bytes]


@dataclass(frozen=True)
class Kept:
    """A file as it is kept: safe name, hash of the content, size in bytes, type."""

    name: str
    sha256: str
    size: int
    content_type: str


def safe_name(name: str) -> str:
    """The last part of a path, without control or direction marks; never empty."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    clean = CONTROL.sub("", unicodedata.normalize("NFC", last)).strip(" .")
    if not clean:
        return "tep"
    stem, suffix = os.path.splitext(clean)  # noqa: PTH122  suffix of a name, no path
    return stem[: LONGEST_NAME - len(suffix)] + suffix


def extension_of(name: str) -> str:
    """PDF of “ke-hoach.pdf”; empty where the name has none."""
    return Path(name).suffix.lstrip(".").upper()


def keep(upload: Upload, *, limit: int) -> Kept:
    """Store an upload under the hash of its content; a second time changes nothing.

    Raises BadFile when it is empty, larger than `limit` bytes, of a type that is not
    taken, or not what its name says. Nothing is left behind then.
    """
    name = safe_name(upload.name)
    content_type = _type_of(name)
    if upload.size == 0:
        raise BadFile(f"Tệp “{name}” rỗng. Kiểm tra lại tệp rồi tải lên lần nữa.")
    if upload.size > limit:
        raise too_large(name, limit)
    folder = settings.MEDIA_ROOT
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(dir=folder)
    partial = Path(path)
    try:
        with os.fdopen(handle, "wb") as target:
            digest, size, head = _copy(upload, target, name, limit)
        _check_beginning(name, head)
        place = path_of(digest)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)
    return Kept(name, digest, size, content_type)


def describe(name: str, data: bytes) -> Kept:
    """What `keep` would say of a content in memory. Raises BadFile; writes nothing."""
    name = safe_name(name)
    content_type = _type_of(name)
    _check_beginning(name, data[:16])
    return Kept(name, hashlib.sha256(data).hexdigest(), len(data), content_type)


def path_of(sha256: str) -> Path:
    """Where the content with this hash lies."""
    root: Path = settings.MEDIA_ROOT
    return root / sha256[:2] / sha256


def _copy(
    upload: Upload, target: IO[bytes], name: str, limit: int
) -> tuple[str, int, bytes]:
    digest = hashlib.sha256()
    size = 0
    head = b""
    for chunk in upload.chunks:
        size += len(chunk)
        if size > limit:
            raise too_large(name, limit)
        head = head or chunk[:16]
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest(), size, head


def _type_of(name: str) -> str:
    suffix = Path(name).suffix.lower()
    if suffix not in TYPES:
        taken = ", ".join(sorted(kind.lstrip(".") for kind in TYPES))
        raise BadFile(f"Tệp “{name}” thuộc loại không nhận. Các loại nhận: {taken}.")
    return TYPES[suffix][0]


def _check_beginning(name: str, head: bytes) -> None:
    suffix = Path(name).suffix.lower()
    if not any(head.startswith(beginning) for beginning in TYPES[suffix][1]):
        raise BadFile(
            f"Nội dung tệp “{name}” không đúng với đuôi {suffix}. "
            "Mở tệp để kiểm tra, lưu lại đúng loại rồi tải lên."
        )


def check_room(sizes: Iterable[int], *, present: int, limit: int) -> None:
    """Raise BadFile where files of these sizes (bytes) do not fit beside what is there;
    the sentence says how much is left."""
    wanted = sum(sizes)
    if present + wanted <= limit:
        return
    left = max(0, limit - present)
    raise BadFile(
        f"Các tệp vừa chọn {in_mib(wanted)}, chỉ còn chỗ cho {in_mib(left)}: tổng dung "
        f"lượng tệp không quá {in_mib(limit)}. Bỏ bớt hoặc nén lại rồi gửi."
    )


def in_mib(size: int) -> str:
    """12,5 MB."""
    return f"{size / (1024 * 1024):.1f}".replace(".", ",").removesuffix(",0") + " MB"


def too_large(name: str, limit: int) -> BadFile:
    """What is said of a file of more than `limit` bytes."""
    return BadFile(
        f"Tệp “{name}” lớn hơn {limit // (1024 * 1024)} MB. "
        "Chia nhỏ hoặc nén ảnh trong tệp rồi tải lên lần nữa."
    )


def stash(data: bytes) -> str:
    """Lay a content aside until it is read; the name that `stashed` takes.

    The name says nothing of the file, and only the owner of the process may open it.
    """
    folder: Path = settings.STASH_ROOT
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_hex(16)
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
    except OSError:
        wipe(name)
        raise
    return name


def stashed(name: str) -> bytes:
    """A content that waits. Raises FileNotFoundError where it is gone."""
    root: Path = settings.STASH_ROOT
    return (root / name).read_bytes()


def wipe(name: str) -> None:
    """Take a content out of the stash; once it is gone, nothing happens.

    Written over first, as far as the file system writes in place: it may have turned
    out to be a secret.
    """
    root: Path = settings.STASH_ROOT
    place = root / name
    try:
        with place.open("r+b") as target:
            target.write(bytes(place.stat().st_size))
            target.flush()
            os.fsync(target.fileno())
    except FileNotFoundError:
        return
    finally:
        place.unlink(missing_ok=True)


def wipe_unknown(known: Container[str], *, before: float) -> int:
    """Wipe what waits since before that moment (seconds since the epoch) and nobody
    knows of: the process was killed between the file and its row. How many there were.
    """
    root: Path = settings.STASH_ROOT
    left = [
        place.name
        for place in (root.iterdir() if root.is_dir() else ())
        if place.name not in known and place.stat().st_mtime < before
    ]
    for name in left:
        wipe(name)
    return len(left)
