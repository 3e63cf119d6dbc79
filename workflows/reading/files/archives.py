"""What must hold of a zipped office file before any of it is unpacked."""

import zipfile
from io import BytesIO

from workflows.reading.refusals import Unreadable

MAX_UNPACKED = 100 * 1024 * 1024
# Parsed XML takes many times its size in memory; 200 pages are some 5 MiB of it.
MAX_WORDS = 40 * 1024 * 1024
MAX_FILES = 5000
XML_HEAD = 1024
BOMB = (
    "Tệp giải nén ra quá lớn nên không được mở. "
    "Bỏ ảnh, đối tượng nhúng rồi lưu lại, hoặc tách tệp."
)
LOCKED = "Tệp đã đặt mật khẩu. Bỏ mật khẩu, lưu lại rồi tải lên."
_ENCRYPTED = 0x1


def names_in(data: bytes, damaged: str) -> frozenset[str]:
    """The members' names. Raises Unreadable for a bomb, or with ``damaged``."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _check_size(members)
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _check_head(archive, member, damaged)
    except Unreadable:
        raise
    # zipfile and zlib raise what the damage happens to lead to.
    except Exception as error:
        raise Unreadable(damaged) from error
    return frozenset(member.filename for member in members)


def _check_size(members: list[zipfile.ZipInfo]) -> None:
    # zipfile never yields more than the declared size, so the sum is a bound.
    unpacked = sum(member.file_size for member in members)
    words = sum(m.file_size for m in members if m.filename.endswith((".xml", ".rels")))
    if unpacked > MAX_UNPACKED or words > MAX_WORDS or len(members) > MAX_FILES:
        raise Unreadable(BOMB)


def _check_head(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, damaged: str
) -> None:
    """Office programs write no DTD; what brings one brings entities that grow."""
    if member.flag_bits & _ENCRYPTED:
        raise Unreadable(LOCKED)
    with archive.open(member) as file:
        head = file.read(XML_HEAD).replace(b"\x00", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Unreadable(damaged)
