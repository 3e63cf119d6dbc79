"""Which post a row means, and whether it is free. Pure."""

from collections import defaultdict
from datetime import date
from heapq import heappop, heappush

from organization.enums import SINGLE_RANKS, Rank, UnitKind
from organization.models import Appointment, Post, Unit
from organization.queries import LEADER_RANKS
from organization.reading import Row
from organization.reading.words import folded
from organization.services.imports.known import Known
from organization.services.imports.steps import (
    PersonStep,
    Seat,
    Verb,
    Wrong,
    period,
    written,
)

LONGEST_TITLE, LAST_PLACE = 120, 1_000
# What a post of a new title is, by how the title begins. Heads and leaders, auditors,
# clerks and administrators are not made by a table: their posts are there, or are made
# on the page.
RANKS = (
    (("pho chanh van phong",), Rank.DEPUTY_CHIEF_OF_OFFICE),
    (("pho truong phong", "pho giam doc", "pho bi thu"), Rank.DEPUTY_DIVISION_HEAD),
    (
        ("chuyen vien", "vien chuc", "nhan vien", "can su", "ke toan", "ky thuat vien"),
        Rank.OFFICER,
    ),
)
MADE_BY_A_TABLE = {rank for _, rank in RANKS}
FOREVER = date.max


class Seating:
    """Who sits where from when until when, the rows before this one included."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.sitting: dict[tuple[int, int], list[tuple[date, date, str]]]
        self.sitting = defaultdict(list)
        # By unit and title: (last day taken, row that makes it, seat), the first free
        # one on top.
        self.made: dict[tuple[int, str], list[tuple[date, int, Seat]]]
        self.made = defaultdict(list)
        self._meant: dict[tuple[int, str], list[Post]] = {}
        for seat in known.appointments:
            self.sitting[seat.post_id, 0].append(_spell(seat, known))

    def match_own(self, step: PersonStep) -> None:
        """The row may tell of an appointment that is there: the same, or its end."""
        assert step.who is not None and step.starts_on is not None  # noqa: S101, PT018
        person = step.who.person
        seats = {post.pk: post for post in self._candidates(step)}
        held = self.known.seats_of[person.pk] if person else []
        for seat in held:
            if seat.post_id not in seats:
                continue
            post = seats[seat.post_id]
            if seat.starts_on == step.starts_on:
                step.seat = _seat_of(post)
                self._compare(step, seat)
                return
            if _overlaps(seat, step.starts_on, step.ends_on):
                raise Wrong(
                    f"{step.who.full_name} đã giữ {post.title} "
                    f"{period(seat.starts_on, seat.ends_on)}. Sửa Từ ngày cho khớp."
                )

    def _compare(self, step: PersonStep, seat: Appointment) -> None:
        if step.acting != seat.acting:
            raise Wrong(
                "Quyền (Q.) khác với bổ nhiệm đã ghi. Kết thúc bổ nhiệm cũ bằng Đến "
                "ngày, rồi ghi một dòng mới."
            )
        if step.ends_on == seat.ends_on:
            return
        if step.ends_on is None or (seat.ends_on and step.ends_on > seat.ends_on):
            raise Wrong(
                f"Bổ nhiệm này đã có ngày kết thúc {written(seat.ends_on or FOREVER)}; "
                "chỉ được rút ngắn."
            )
        step.ends = seat
        step.does(Verb.CHANGE, f"thôi giữ chức vụ hết ngày {written(step.ends_on)}")
        spells = self.sitting[seat.post_id, 0]
        was = _spell(seat, self.known)
        spells.remove(was)
        spells.append((seat.starts_on, step.ends_on, was[2]))

    def _candidates(self, step: PersonStep) -> list[Post]:
        """Posts that the words may mean; several of one title and rank, or none."""
        code = step.row.words("post_code")
        if code:
            if code not in self.known.post_by_code:
                raise Wrong(f"Không có mã chức vụ {code}. Xem mã ở trang Tổ chức.")
            return [self.known.post_by_code[code]]
        unit = self._unit(step.row)
        key = (unit.pk, folded(step.row.words("post")))
        if key not in self._meant:
            self._meant[key] = _posts_called(key[1], self.known.posts_of[unit.pk])
        return self._meant[key]

    def _unit(self, row: Row) -> Unit:
        words = row.words("unit")
        if not words:
            raise Wrong("Chưa có đơn vị. Ghi tên đơn vị của chức vụ.")
        return unit_called(words, self.known)

    def find_free(self, step: PersonStep) -> None:
        """A seat for somebody who does not sit there yet; made where all are taken."""
        assert step.who is not None and step.starts_on is not None  # noqa: S101, PT018
        posts = self._candidates(step)
        if len(posts) > 1 and posts[0].rank in LEADER_RANKS:
            codes = ", ".join(post.code for post in posts)
            raise Wrong(
                f"Có {len(posts)} chức vụ {posts[0].title}. Ghi Mã chức vụ: {codes}."
            )
        free = [p for p in posts if not self._sits_in((p.pk, 0), step)]
        if free:
            step.seat = _seat_of(free[0])
        else:
            step.seat = self._new_seat(step, posts)
        name = f"quyền {step.seat.title}" if step.acting else step.seat.title
        span = period(step.starts_on, step.ends_on)
        step.appoints = True
        step.does(Verb.ADD, f"bổ nhiệm {name} {span}")
        spell = (step.starts_on, step.ends_on or FOREVER, step.who.key)
        self.sitting[step.seat.key].append(spell)

    def _new_seat(self, step: PersonStep, posts: list[Post]) -> Seat:
        unit = posts[0].unit if posts else self._unit(step.row)
        title = posts[0].title if posts else step.row.words("post")[:LONGEST_TITLE]
        rank = Rank(posts[0].rank) if posts else _rank_of(title)
        if posts and (rank in SINGLE_RANKS or rank not in MADE_BY_A_TABLE):
            who = self._sits_in((posts[0].pk, 0), step)
            raise Wrong(
                f"{self._name(who)} đang giữ {title}. Ghi Đến ngày ở dòng của người "
                "đó, hoặc chọn Từ ngày sau khi người đó thôi giữ."
            )
        if rank is None:
            raise Wrong(
                f"{unit.name} không có chức vụ “{title}”. Tạo chức vụ ở trang Tổ chức "
                "trước, hoặc sửa tên chức vụ."
            )
        if rank == Rank.DEPUTY_CHIEF_OF_OFFICE and unit.kind != UnitKind.OFFICE:
            raise Wrong(f"{title} chỉ có ở Văn phòng.")
        again = self._made_and_free(step, unit, title)
        if again is not None:
            return again
        place = posts[-1].position if posts else LAST_PLACE
        seat = Seat(title, rank, unit, number=step.row.number, position=place)
        key = (unit.pk, folded(title))
        heappush(self.made[key], (step.ends_on or FOREVER, step.row.number, seat))
        step.makes_post = True
        step.does(Verb.ADD, f"lập thêm chức vụ {title}")
        return seat

    def _made_and_free(self, step: PersonStep, unit: Unit, title: str) -> Seat | None:
        """A seat that an earlier row makes and leaves before this one begins."""
        waiting = self.made[unit.pk, folded(title)]
        if not waiting or step.starts_on is None or waiting[0][0] >= step.starts_on:
            return None
        _, number, seat = heappop(waiting)
        heappush(waiting, (step.ends_on or FOREVER, number, seat))
        return seat

    def _sits_in(self, key: tuple[int, int], step: PersonStep) -> str:
        """Username of who sits there on any of the step's days; "" for nobody."""
        starts, ends = step.starts_on or FOREVER, step.ends_on or FOREVER
        for first, last, name in self.sitting[key]:
            if first <= ends and last >= starts:
                return name
        return ""

    def _name(self, username: str) -> str:
        person = self.known.by_username.get(username)
        return person.full_name if person else username


def unit_called(words: str, known: Known) -> Unit:
    """The one unit of this name. Raises Wrong, with the name that was likely meant."""
    found = known.units_called(words)
    if len(found) > 1:
        names = ", ".join(unit.name for unit in found)
        raise Wrong(f"“{words}” có thể là {names}. Ghi đủ tên.")
    if not found:
        likely = known.likely_unit(words)
        hint = f" Có phải {likely}?" if likely else " Thêm đơn vị ở trang Tổ chức."
        raise Wrong(f"Không có đơn vị “{words}”.{hint}")
    return found[0]


def _posts_called(wanted: str, posts: list[Post]) -> list[Post]:
    """Posts of this title, else those whose title begins with it."""
    exact = [p for p in posts if wanted in (folded(p.title), folded(p.short))]
    found = exact or [p for p in posts if folded(p.title).startswith(wanted + " ")]
    if len({post.rank for post in found}) > 1:
        titles = ", ".join(sorted({post.title for post in found}))
        raise Wrong(f"Chức vụ có thể là {titles}. Ghi đủ tên chức vụ.")
    return found


def _seat_of(post: Post) -> Seat:
    return Seat(post.title, Rank(post.rank), post.unit, post=post)


def _rank_of(title: str) -> Rank | None:
    words = folded(title)
    for beginnings, rank in RANKS:
        if words.startswith(beginnings):
            return rank
    return None


def _overlaps(seat: Appointment, starts_on: date, ends_on: date | None) -> bool:
    return seat.starts_on <= (ends_on or FOREVER) and (
        seat.ends_on is None or seat.ends_on >= starts_on
    )


def _spell(seat: Appointment, known: Known) -> tuple[date, date, str]:
    name = known.people[seat.person_id].username.lower()
    return seat.starts_on, seat.ends_on or FOREVER, name
