#!/usr/bin/env python3
"""Kiểm tra bản kết xuất nhật ký mà không cần phần mềm: chỉ dùng thư viện chuẩn Python.

    python3 verify_history.py BẢN_KẾT_XUẤT [--earlier BẢN_TRƯỚC]

Kết quả 0: không phát hiện sai lệch; 1: có sai lệch, nêu từng mục; 2: không đọc được.

The file is JSON Lines: a header, the entries by subject and number, the states that the
subjects have now, a footer. What holds it together:

1. Each entry's `hash` is the SHA-256 of its other fields (without `id`) as canonical
   JSON (RFC 8785: keys sorted, no spaces, UTF-8). Editing a field breaks it.
2. Each entry's `previous_hash` is the hash of the entry before it, and the first has 64
   zeros. Deleting, inserting or moving an entry breaks that or the numbering.
3. A chain that lost its end is still a chain. So the footer counts entries and heads
   (last entries), and --earlier demands every head of an export made before.
4. What was never written breaks no chain. So every subject's state must be the one that
   its last entries tell.

Whoever owns the database and every export can write it all anew: keep the footer's
`sha256` of some exports on paper or elsewhere, and compare.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from typing import Any

GENESIS = "0" * 64
FIELDS = (
    "subject_type", "subject_id", "sequence", "kind", "actor_id", "actor_name",
    "actor_title", "capacity", "on_behalf_of", "at", "before", "after", "note",
    "authority", "previous_hash",
)  # fmt: skip


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


class Export:
    """One file, read once from top to bottom; `problems` is what was found.

    `demanded` maps subjects to the (sequence, hash) that an earlier export had last.
    Memory grows with the number of subjects, not of entries.
    """

    def __init__(self, path: str, demanded: dict[str, tuple[int, str]]) -> None:
        self.path = path
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
            else:
                self.problems.append("Có dòng lạ trong tệp.")
        self.check_end()

    def lines(self) -> Iterator[dict[str, Any]]:
        """Every line between header and footer."""
        with open(self.path, "rb") as file:
            self.header = self.parse(file.readline())
            if self.header.get("format") != "dieu-hanh-history":
                raise Unreadable("không phải bản kết xuất nhật ký")
            if self.header.get("version") != 1:
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
        chain = self.chains.get(subject)
        if chain is None:
            chain = self.chains[subject] = Chain()
            if self.header["since"]:  # such an export begins in the middle of a chain
                chain.sequence, chain.hash = here - 1, entry["previous_hash"]
        self.check_link(subject, chain, entry)
        if entry_hash(entry) != entry["hash"]:
            self.report(subject, here, "nội dung đã bị sửa sau khi ghi")
        if self.demanded.get(subject, (0, ""))[0] == here:
            _, promised = self.demanded.pop(subject)
            if promised != entry["hash"]:
                self.report(subject, here, "khác với bản kết xuất trước")
        chain.sequence, chain.hash = max(here, chain.sequence), entry["hash"]
        if isinstance(entry["after"], dict):
            chain.state = entry["after"].get("state", chain.state)

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


def compare(path: str, earlier_path: str | None) -> list[str]:
    """All problems of one export, held against an earlier one if there is one."""
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
    export = Export(path, demanded)
    export.check()
    if earlier_path and (export.header["since"] or export.header["subject"]):
        raise Unreadable("so với bản trước cần bản kết xuất đầy đủ")
    print(f"{path}: {export.entries} mục, {len(export.chains)} chuỗi.")
    print(f"Mã băm của tệp: {export.bytes_read.hexdigest()}")
    return problems + export.problems


def main() -> int:
    """Read the command line, print what was found."""
    parser = argparse.ArgumentParser(description="Kiểm tra bản kết xuất nhật ký.")
    parser.add_argument("export", help="bản kết xuất (JSON Lines)")
    parser.add_argument("--earlier", help="một bản kết xuất đầy đủ có trước")
    chosen = parser.parse_args()
    try:
        problems = compare(chosen.export, chosen.earlier)
    except (OSError, Unreadable, KeyError, TypeError) as error:
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
