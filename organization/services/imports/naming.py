"""Which person a row means: a name alone is enough only where none is like it. Pure."""

import re
from collections import Counter
from collections.abc import Sequence

from organization.reading import Row
from organization.reading.words import folded, plain
from organization.services.imports.known import Known, NameBook
from organization.services.imports.steps import Who, Wrong

USERNAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,49}")
LONGEST_NAME = 120
MOST_NAMES = 4


class Naming:
    """Everybody who is known, and everybody in the file, by how the names look."""

    def __init__(self, rows: Sequence[Row], known: Known) -> None:
        self.known = known
        self.names = [row.words("full_name") for row in rows]
        self.book = NameBook(enumerate(self.names))
        self.count = Counter(name.casefold() for name in self.names)
        self.taken = set(known.by_username)
        self.taken |= {row.words("username").lower() for row in rows}
        self.coming: dict[str, Who] = {}

    def who(self, row: Row) -> Who:
        """The person of the row. Raises Wrong where it may be another."""
        name, username = row.words("full_name"), row.words("username").lower()
        if len(name.split()) < 2 or len(name) > LONGEST_NAME:  # noqa: PLR2004
            raise Wrong("Ghi đủ họ và tên.")
        email = row.words("email")
        if username in self.known.by_username:
            return self._known(username, name, email)
        if username:
            return self._coming(username, name, email)
        return self._by_name(name, email)

    def _by_name(self, name: str, email: str) -> Who:
        alike = [self.known.people[pk] for pk in self.known.book.like(name)]
        in_file = {self.names[number] for number in self.book.like(name)}
        if len(alike) > 1 or len(in_file) > 1 or self.count[name.casefold()] > 1:
            others = sorted({p.full_name for p in alike} | in_file - {name})
            said = f" ({', '.join(others[:MOST_NAMES])})" if others else ""
            raise Wrong(
                f"Có nhiều dòng hoặc nhiều người trùng, gần trùng tên{said}. "
                "Ghi Tên đăng nhập để phân biệt."
            )
        if not alike:
            return self._coming(self._new_username(name), name, email)
        (person,) = alike
        if plain(person.full_name).casefold() != name.casefold():
            raise Wrong(
                f"Gần trùng tên {person.full_name} ({person.username}). "
                "Ghi Tên đăng nhập: của người đó, hoặc tên mới cho người khác."
            )
        return self._known(person.username, name, email)

    def _coming(self, username: str, name: str, email: str) -> Who:
        """Somebody new; a second row of the same username means the same person."""
        if not USERNAME.fullmatch(username):
            raise Wrong(
                f"Tên đăng nhập “{username}” không hợp lệ. Dùng chữ không dấu, số, "
                "dấu chấm, gạch."
            )
        who = self.coming.setdefault(username, Who(username, name, email))
        if who.full_name != name:
            raise Wrong(f"Tên đăng nhập {username} ở dòng khác là của {who.full_name}.")
        return who

    def _known(self, username: str, name: str, email: str) -> Who:
        person = self.known.by_username[username.lower()]
        if not person.is_active:
            raise Wrong(f"Tài khoản {username} đã khóa. Mở lại ở trang Cán bộ trước.")
        was = plain(person.full_name)
        alike = NameBook([(person.pk, was)]).like(name)
        if was != name and not alike:
            raise Wrong(
                f"Tên đăng nhập {username} là của {person.full_name}. Kiểm tra lại."
            )
        return Who(username, name, email, person, rename=was != name)

    def _new_username(self, name: str) -> str:
        """An of Nguyễn Văn An: annv; annv2 where that is taken."""
        *rest, given = folded(name).split()
        letters = given + "".join(word[0] for word in rest)
        stem = re.sub(r"[^a-z0-9]", "", letters) or "canbo"
        found, number = stem, 1
        while found in self.taken:
            number += 1
            found = f"{stem}{number}"
        self.taken.add(found)
        return found
