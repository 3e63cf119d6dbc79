"""The tree over the heads of all chains, and the signed seal on its root. Pure.

docs/verify_history.py repeats all of this with the standard library only; tests hold
the two together. The tree is that of RFC 6962 (a leaf and a node are hashed apart, so
that one never passes for the other), over the heads in the order of their subjects.
"""

import hashlib
import io
from collections.abc import Mapping
from typing import Any, Final

import qrcode
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from qrcode.image.svg import SvgPathImage

from history.hashing import canonical

FORMAT: Final = "dieu-hanh-seal"
VERSION: Final = 1
SIGNED_FIELDS: Final = (
    "format",
    "version",
    "number",
    "kind",
    "day",
    "at",
    "last_entry_id",
    "entries",
    "heads",
    "root",
    "previous_hash",
    "public_key",
    "next_public_key",
)


def drawn(text: str) -> str:
    """The text as a QR code, an <svg> element."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    target = io.BytesIO()
    code.make_image(image_factory=SvgPathImage).save(target)
    svg = target.getvalue().decode()
    return svg[svg.index("<svg") :]


class Tree:
    """A Merkle tree that is fed leaf by leaf; memory grows with its height only."""

    def __init__(self) -> None:
        self.leaves = 0
        self._whole: list[tuple[int, bytes]] = []  # complete subtrees, by height

    def add(self, line: str) -> None:
        """`line` is "type:id sequence hash" of a head."""
        self.leaves += 1
        height, node = 0, hashlib.sha256(b"\x00" + line.encode()).digest()
        while self._whole and self._whole[-1][0] == height:
            _, left = self._whole.pop()
            height, node = height + 1, _node(left, node)
        self._whole.append((height, node))

    def root(self) -> str:
        """In hexadecimal; that of no leaf is the hash of nothing."""
        if not self._whole:
            return hashlib.sha256().hexdigest()
        *before, (_, node) = self._whole
        for _, left in reversed(before):
            node = _node(left, node)
        return node.hex()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def leaf(subject_type: str, subject_id: int, sequence: int, digest: str) -> str:
    """The line of one head."""
    return f"{subject_type}:{subject_id} {sequence} {digest}"


def signed_part(seal: Mapping[str, Any]) -> bytes:
    """What is hashed and signed: the fields of a seal as canonical JSON."""
    return canonical({name: seal[name] for name in SIGNED_FIELDS})


def seal_hash(seal: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal: what the next seal names, and what goes on paper."""
    return hashlib.sha256(signed_part(seal)).hexdigest()


def public_half(key: Ed25519PrivateKey) -> str:
    """The 32 bytes of the public key, in hexadecimal."""
    return key.public_key().public_bytes_raw().hex()


def sign(seal: Mapping[str, Any], key: Ed25519PrivateKey) -> str:
    """Ed25519 (RFC 8032), in hexadecimal."""
    return key.sign(signed_part(seal)).hex()


def is_signed(seal: Mapping[str, Any]) -> bool:
    """Whether the seal bears the signature of the key that it names."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(seal["public_key"]))
        key.verify(bytes.fromhex(seal["signature"]), signed_part(seal))
    except (InvalidSignature, ValueError):
        return False
    return True
