#!/usr/bin/env python3
"""Kiểm tra bản kết xuất nhật ký mà không cần phần mềm: chỉ dùng thư viện chuẩn Python.

    python3 verify_history.py BẢN_KẾT_XUẤT [--earlier BẢN_TRƯỚC] [--seal NIÊM_PHONG]...

Kết quả 0: không phát hiện sai lệch; 1: có sai lệch, nêu từng mục; 2: không đọc được.

NIÊM_PHONG là tệp niêm phong đã giữ, hoặc SỐ:MÃ như in trên phiếu (12:ab03…).

The file is JSON Lines: a header, the entries by subject and number, the states that the
subjects have now, the seals, a footer. What holds it together:

1. Each entry's `hash` is the SHA-256 of its other fields (without `id`) as canonical
   JSON (RFC 8785: keys sorted, no spaces, UTF-8). Editing a field breaks it.
2. Each entry's `previous_hash` is the hash of the entry before it, and the first has 64
   zeros. Deleting, inserting or moving an entry breaks that or the numbering.
3. A chain that lost its end is still a chain. So the footer counts entries and heads
   (last entries), and --earlier demands every head of an export made before.
4. What was never written breaks no chain. So every subject's state must be the one that
   its last entries tell.

5. Every night a seal is made: the root of a Merkle tree (RFC 6962) over the heads of
   all chains, as the entries up to `last_entry_id` had them; linked to the seal before
   and signed (Ed25519, RFC 8032). The root of the newest seal, and of every seal that
   is given by --seal, is made anew from the entries.

Whoever owns the database, the key and every export can write it all anew: keep some
seals on paper or elsewhere (`SỐ:MÃ` is enough) and give them by --seal.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from typing import Any

GENESIS = "0" * 64
FIELDS = (
    "subject_type", "subject_id", "sequence", "kind", "actor_id", "actor_name",
    "actor_title", "capacity", "on_behalf_of", "at", "before", "after", "note",
    "authority", "previous_hash",
)  # fmt: skip
SEAL_FIELDS = (
    "format", "version", "number", "kind", "day", "at", "last_entry_id", "entries",
    "heads", "root", "previous_hash", "public_key", "next_public_key",
)  # fmt: skip
# Ed25519 (RFC 8032, 5.1): the field, the curve's constant, the order, the base point.
P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
ORDER = 2**252 + 27742317777372353535851937790883648493
SQRT_M1 = pow(2, (P - 1) // 4, P)
KEY_BYTES = 32


class Unreadable(Exception):
    """The file is not an export that this program knows."""


def sorted_keys(value: Any) -> Any:
    """The value with all keys in UTF-16 order; numbers must be whole (RFC 8785)."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return {key: sorted_keys(value[key]) for key in keys}
    if isinstance(value, list):
        return [sorted_keys(part) for part in value]
    if isinstance(value, float):
        raise ValueError("a number that is not whole")  # noqa: TRY004
    return value


def entry_hash(entry: dict[str, Any]) -> str:
    """The hash that the entry should have; "" if its content can have none."""
    try:
        content = sorted_keys({name: entry[name] for name in FIELDS})
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
    except ValueError:
        return ""


def recover_x(y: int, sign: int) -> int:
    """The x of a point; raises ValueError where there is none."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * SQRT_M1 % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("no point of the curve")
    return P - x if x & 1 != sign else x


Point = tuple[int, int, int, int]  # extended homogeneous coordinates


def add(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, g, f, h = f - e, h - g, h + g, f + e
    return e * g % P, f * h % P, g * f % P, e * h % P


def multiply(times: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while times:
        if times & 1:
            found = add(found, point)
        point, times = add(point, point), times >> 1
    return found


def decompress(data: bytes) -> Point:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    x = recover_x(y, sign)
    return x, y, 1, x * y % P


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the Ed25519 signature is that of the key under the message."""
    if (len(key), len(signature)) != (KEY_BYTES, 2 * KEY_BYTES):
        return False
    try:
        public, r = decompress(key), decompress(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    base = 4 * pow(5, -1, P) % P
    left = multiply(s, decompress(base.to_bytes(32, "little")))
    right = add(r, multiply(challenge, public))
    return not (
        (left[0] * right[2] - right[0] * left[2]) % P
        or (left[1] * right[2] - right[1] * left[2]) % P
    )


class Tree:
    """A Merkle tree that is fed leaf by leaf."""

    def __init__(self) -> None:
        self.leaves = 0
        self.whole: list[tuple[int, bytes]] = []

    def add(self, line: str) -> None:
        self.leaves += 1
        height, node = 0, hashlib.sha256(b"\x00" + line.encode()).digest()
        while self.whole and self.whole[-1][0] == height:
            height, node = height + 1, self.join(self.whole.pop()[1], node)
        self.whole.append((height, node))

    def root(self) -> str:
        if not self.whole:
            return hashlib.sha256().hexdigest()
        *before, (_, node) = self.whole
        for _, left in reversed(before):
            node = self.join(left, node)
        return node.hex()

    @staticmethod
    def join(left: bytes, right: bytes) -> bytes:
        return hashlib.sha256(b"\x01" + left + right).digest()


def seal_content(seal: dict[str, Any]) -> bytes:
    """What is hashed and signed of a seal."""
    content = sorted_keys({name: seal[name] for name in SEAL_FIELDS})
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def faults_of_seal(seal: dict[str, Any], before: dict[str, Any] | None) -> list[str]:
    """What is wrong with a seal by itself and after the one before it."""
    found = []
    content = seal_content(seal)
    key, signature = bytes.fromhex(seal["public_key"]), bytes.fromhex(seal["signature"])
    genuine = hashlib.sha256(content).hexdigest() == seal["hash"]
    if not genuine or not is_signed(key, content, signature):
        found.append("chữ ký hoặc nội dung niêm phong sai")
    number, previous = (before["number"], before["hash"]) if before else (0, GENESIS)
    if seal["number"] != number + 1 or seal["previous_hash"] != previous:
        found.append("niêm phong không nối với niêm phong trước")
    if before:
        changed = before["kind"] == "KEY_CHANGED"
        expected = before["next_public_key"] if changed else before["public_key"]
        if seal["public_key"] != expected:
            found.append("đổi khóa niêm phong mà không có chữ ký của khóa cũ")
    return found


def without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object, refused where one name stands twice and could mean two things."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return dict(pairs)


class Chain:
    """One subject's entries, as far as they have been read."""

    def __init__(self) -> None:
        self.sequence = 0
        self.hash = GENESIS
        self.state: Any = None
        self.at_seal: dict[int, tuple[int, str]] = {}  # place of a watched seal → head


class Export:
    """One file, read once from top to bottom; `problems` is what was found.

    `demanded` maps subjects to the (sequence, hash) that an earlier export had last;
    `watched` are the seals whose root is made anew. Memory grows with the number of
    subjects, not of entries.
    """

    def __init__(
        self,
        path: str,
        demanded: dict[str, tuple[int, str]],
        watched: list[dict[str, Any]] | None = None,
    ) -> None:
        self.path = path
        self.watched = watched or []
        self.last_seal: dict[str, Any] | None = None
        self.demanded = dict(demanded)
        self.problems: list[str] = []
        self.header: dict[str, Any] = {}
        self.footer: dict[str, Any] | None = None
        self.chains: dict[str, Chain] = {}
        self.entries = 0
        self.states = 0
        self.last = ("", 0)
        self.bytes_read = hashlib.sha256()

    def check(self) -> None:
        """Read the file and fill `problems`."""
        for value in self.lines():
            if "hash" in value:
                self.check_entry(value)
            elif "subject_type" in value:
                self.check_state(value)
            elif "seal" in value:
                self.check_seal(value["seal"])
            else:
                self.problems.append("Có dòng lạ trong tệp.")
        self.check_roots()
        self.check_end()

    def lines(self) -> Iterator[dict[str, Any]]:
        """Every line between header and footer."""
        with open(self.path, "rb") as file:
            self.header = self.parse(file.readline())
            if self.header.get("format") != "dieu-hanh-history":
                raise Unreadable("không phải bản kết xuất nhật ký")
            if self.header.get("version") not in (1, 2):
                raise Unreadable("bản kết xuất thuộc phiên bản khác")
            for line in file:
                if self.footer is not None:
                    self.problems.append("Còn dữ liệu sau dòng cuối của bản kết xuất.")
                    return
                value = self.parse(line)
                if "footer" in value:
                    self.footer = value["footer"]
                else:
                    yield value

    def parse(self, line: bytes) -> dict[str, Any]:
        try:
            value = json.loads(line, object_pairs_hook=without_repeats)
        except ValueError as error:
            raise Unreadable(f"có dòng không đọc được ({error})") from None
        if not isinstance(value, dict):
            raise Unreadable("có dòng không phải đối tượng JSON")
        if "footer" not in value:
            self.bytes_read.update(line)
        return value

    def check_entry(self, entry: dict[str, Any]) -> None:
        """Points 1 and 2, and the earlier export's demand on this chain."""
        self.entries += 1
        place = (entry["subject_type"], entry["subject_id"])
        subject = f"{place[0]}:{place[1]}"
        here = entry["sequence"]
        if place < self.last:
            self.report(subject, here, "sai thứ tự (chuỗi không đúng chỗ)")
        self.last = place
        chain = self.chain_of(subject, entry)
        self.check_link(subject, chain, entry)
        if entry_hash(entry) != entry["hash"]:
            self.report(subject, here, "nội dung đã bị sửa sau khi ghi")
        if self.demanded.get(subject, (0, ""))[0] == here:
            _, promised = self.demanded.pop(subject)
            if promised != entry["hash"]:
                self.report(subject, here, "khác với bản kết xuất trước")
        chain.sequence, chain.hash = max(here, chain.sequence), entry["hash"]
        self.keep_for_seals(chain, entry)
        if isinstance(entry["after"], dict):
            chain.state = entry["after"].get("state", chain.state)

    def chain_of(self, subject: str, entry: dict[str, Any]) -> Chain:
        chain = self.chains.get(subject)
        if chain is None:
            chain = self.chains[subject] = Chain()
            if self.header["since"]:  # such an export begins in the middle of a chain
                chain.sequence = entry["sequence"] - 1
                chain.hash = entry["previous_hash"]
        return chain

    def keep_for_seals(self, chain: Chain, entry: dict[str, Any]) -> None:
        """Point 5: the head that each watched seal saw."""
        for place, seal in enumerate(self.watched):
            if entry["id"] <= seal["last_entry_id"]:
                chain.at_seal[place] = (chain.sequence, chain.hash)

    def check_link(self, subject: str, chain: Chain, entry: dict[str, Any]) -> None:
        """Point 2: the entry follows the one before it."""
        here = entry["sequence"]
        if here > chain.sequence + 1:
            self.report(subject, chain.sequence + 1, "mục đã bị xóa")
        elif here == chain.sequence:
            self.report(subject, here, "trùng số thứ tự")
        elif here < chain.sequence:
            self.report(subject, here, "sai thứ tự")
        elif entry["previous_hash"] != chain.hash:
            self.report(subject, here, "không nối với mục liền trước")

    def check_state(self, now: dict[str, Any]) -> None:
        """Point 4: the subject's state is the one that its chain tells."""
        self.states += 1
        subject = f"{now['subject_type']}:{now['subject_id']}"
        chain = self.chains.get(subject, Chain())
        expected = now["sequence"] or chain.sequence
        if chain.sequence == 0 or chain.sequence != expected:
            what = f"trạng thái không có mục nhật ký (mục cuối là {chain.sequence})"
            self.report(subject, expected or 1, what)
        elif now["state"] is not None and now["state"] != chain.state:
            what = f"trạng thái {now['state']}, nhật ký ghi {chain.state}"
            self.report(subject, chain.sequence, what)

    def check_seal(self, seal: dict[str, Any]) -> None:
        """Point 5: the seal is whole, genuine, and follows the one before it."""
        for fault in faults_of_seal(seal, self.last_seal):
            self.problems.append(f"Niêm phong số {seal['number']}: {fault}")
        self.last_seal = seal

    def check_roots(self) -> None:
        """Point 5: the entries still give the roots that were sealed."""
        for place, seal in enumerate(self.watched):
            tree = Tree()
            for subject, chain in self.chains.items():
                if place in chain.at_seal:
                    sequence, digest = chain.at_seal[place]
                    tree.add(f"{subject} {sequence} {digest}")
            if (tree.leaves, tree.root()) != (seal["heads"], seal["root"]):
                self.problems.append(
                    f"Niêm phong số {seal['number']}: nhật ký khác với lúc niêm phong"
                )

    def check_end(self) -> None:
        """Point 3: the file is whole, and so is every chain of the earlier export."""
        heads = hashlib.sha256()
        for subject, chain in self.chains.items():
            heads.update(f"{subject} {chain.sequence} {chain.hash}\n".encode())
        told = {
            "entries": self.entries,
            "heads": len(self.chains),
            "heads_hash": heads.hexdigest(),
        }
        seals = self.last_seal["number"] if self.last_seal else 0
        if (self.footer or {}).get("seals", seals) != seals:
            self.problems.append("Số niêm phong không khớp dòng cuối của tệp.")
        if self.footer is None:
            self.problems.append("Tệp bị cắt: thiếu dòng cuối.")
        for name, part in (("đầu", self.header), ("cuối", self.footer or told)):
            if any(part.get(key) != value for key, value in told.items()):
                self.problems.append(f"Các mục không khớp dòng {name} của tệp.")
        if self.footer is not None and (
            self.footer.get("states") != self.states
            or self.footer.get("sha256") != self.bytes_read.hexdigest()
        ):
            self.problems.append(
                "Tệp không khớp mã băm ở dòng cuối: đã bị sửa hoặc cắt."
            )
        for subject, (sequence, _) in self.demanded.items():
            chain = self.chains.get(subject, Chain())
            what = f"mất phần cuối so với bản kết xuất trước (đã có đến {sequence})"
            self.report(subject, chain.sequence + 1, what)

    def report(self, subject: str, sequence: int, what: str) -> None:
        self.problems.append(f"{subject} mục {sequence}: {what}")


def seals_of(path: str) -> list[dict[str, Any]]:
    """The seals of an export, unchecked."""
    with open(path, "rb") as file:
        found = [json.loads(line)["seal"] for line in file if line[:8] == b'{"seal":']
    if not all(isinstance(seal, dict) for seal in found):
        raise Unreadable("có niêm phong không đọc được")
    return found


def watched_seals(
    path: str, kept: list[str], problems: list[str]
) -> list[dict[str, Any]]:
    """The newest seal of the export, and those that were kept elsewhere."""
    inside = seals_of(path)
    watched = inside[-1:]
    for one in kept:
        named = re.fullmatch(r"(\d+):([0-9a-f]{64})", one)
        if named:
            number, digest = int(named[1]), named[2]
            seal = None
        else:
            with open(one, "rb") as file:
                seal = json.load(file)
            if hashlib.sha256(seal_content(seal)).hexdigest() != seal["hash"]:
                raise Unreadable(f"{one} không phải tệp niêm phong nguyên vẹn")
            number, digest = seal["number"], seal["hash"]
        same = [
            each
            for each in inside
            if (each["number"], each["hash"]) == (number, digest)
        ]
        if not same:
            problems.append(f"Niêm phong số {number} đã giữ không có trong bản này")
        watched += same or ([seal] if seal else [])
    return watched


def compare(path: str, earlier_path: str | None, kept: list[str]) -> list[str]:
    """All problems of one export, held against an earlier one and seals, if any."""
    demanded: dict[str, tuple[int, str]] = {}
    problems: list[str] = []
    if earlier_path:
        earlier = Export(earlier_path, {})
        earlier.check()
        if earlier.header["since"] or earlier.header["subject"]:
            raise Unreadable("bản trước chỉ là một phần nhật ký")
        problems += [f"Bản trước: {problem}" for problem in earlier.problems]
        demanded = {
            subject: (chain.sequence, chain.hash)
            for subject, chain in earlier.chains.items()
        }
        kept = [*kept, *(f"{s['number']}:{s['hash']}" for s in seals_of(earlier_path))]
    export = Export(path, demanded, watched_seals(path, kept, problems))
    export.check()
    partial = export.header["since"] or export.header["subject"]
    if (earlier_path or kept) and partial:
        raise Unreadable("so với bản trước hoặc niêm phong cần bản kết xuất đầy đủ")
    print(f"{path}: {export.entries} mục, {len(export.chains)} chuỗi.")
    if export.last_seal:
        number, digest = export.last_seal["number"], export.last_seal["hash"]
        print(f"Niêm phong mới nhất: {number}:{digest}")
        print(f"Khóa công khai: {export.last_seal['public_key']}")
    print(f"Mã băm của tệp: {export.bytes_read.hexdigest()}")
    return problems + export.problems


def main() -> int:
    """Read the command line, print what was found."""
    parser = argparse.ArgumentParser(description="Kiểm tra bản kết xuất nhật ký.")
    parser.add_argument("export", help="bản kết xuất (JSON Lines)")
    parser.add_argument("--earlier", help="một bản kết xuất đầy đủ có trước")
    parser.add_argument(
        "--seal",
        action="append",
        default=[],
        help="niêm phong đã giữ: tệp, hoặc SỐ:MÃ trên phiếu; lặp lại được",
    )
    chosen = parser.parse_args()
    try:
        problems = compare(chosen.export, chosen.earlier, chosen.seal)
    except (OSError, Unreadable, KeyError, TypeError, ValueError) as error:
        print(f"Không kiểm tra được {chosen.export}: {error}", file=sys.stderr)
        return 2
    for problem in problems:
        print(problem)
    if problems:
        print(f"Phát hiện {len(problems)} sai lệch.")
        return 1
    print("Không phát hiện sai lệch.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
