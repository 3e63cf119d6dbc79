"""Rows of people, worked out together: ends first, so that a seat given up is free.

Pure: what is known goes in, steps come out.
"""

from collections.abc import Callable, Sequence

from organization.reading import Row
from organization.services.imports.known import Known
from organization.services.imports.naming import Naming
from organization.services.imports.seating import Seating
from organization.services.imports.steps import (
    PersonStep,
    Verb,
    Wrong,
    acting_in,
    check_paper,
    period_in,
)


def people_steps(
    rows: Sequence[Row], known: Known, *, by_id: int, paper: str
) -> list[PersonStep]:
    """What each row does, in the order of the file."""
    steps = [PersonStep(row) for row in rows]
    naming, seating = Naming(rows, known), Seating(known)
    first: dict[tuple[str, ...], int] = {}
    told: set[str] = set()
    for step in steps:
        _try(step, lambda one: _read(one, naming, seating, first, told))
    for step in steps:
        if step.seat is None and step.starts_on:
            _try(step, seating.find_free)
    for step in steps:
        _try(step, lambda one: _check_own(one, known, by_id))
        if step.verb != Verb.ERROR:
            check_paper(step, paper)
    return steps


def _try(step: PersonStep, act: Callable[[PersonStep], None]) -> None:
    if step.verb == Verb.ERROR:
        return
    try:
        act(step)
    except Wrong as wrong:
        step.fails(str(wrong))


def _read(
    step: PersonStep,
    naming: Naming,
    seating: Seating,
    first: dict[tuple[str, ...], int],
    told: set[str],
) -> None:
    """Who it is, the days, and the appointment that the row may tell of."""
    row = step.row
    if row.faults:
        raise Wrong(" ".join(row.faults))
    _check_once(step, first)
    step.who = naming.who(row)
    step.starts_on, step.ends_on = period_in(row)
    step.acting = acting_in(row)
    if step.who.key not in told:
        told.add(step.who.key)
        _tell_who(step)
    if not row.words("post") and not row.words("post_code"):
        if row.words("unit") or step.starts_on:
            raise Wrong("Chưa có chức vụ. Ghi chức vụ, hoặc để trống cả đơn vị.")
        return
    if step.starts_on is None:
        raise Wrong("Chưa có Từ ngày. Ghi ngày đầu giữ chức vụ, như 01/7/2026.")
    seating.match_own(step)


def _tell_who(step: PersonStep) -> None:
    """A new account, or a name put right: said once for each person."""
    who = step.who
    if who is not None and who.person is None:
        step.makes_person = True
        step.does(Verb.ADD, f"tạo tài khoản {who.username}")
    elif who is not None and who.person is not None and who.rename:
        step.does(Verb.CHANGE, f"đổi tên {who.person.full_name} thành {who.full_name}")


def _check_once(step: PersonStep, first: dict[tuple[str, ...], int]) -> None:
    names = ("full_name", "username", "unit", "post", "post_code", "starts_on")
    key = tuple(step.row.words(name).casefold() for name in names)
    number = first.setdefault(key, step.row.number)
    if number != step.row.number:
        raise Wrong(f"Trùng với dòng {number}. Bỏ một dòng.")


def _check_own(step: PersonStep, known: Known, by_id: int) -> None:
    """Nobody changes what he himself may do, with a table either."""
    if step.verb == Verb.SAME or step.who is None:
        return
    own = {seat.post_id for seat in known.seats_of[by_id]}
    mine = step.who.person is not None and step.who.person.pk == by_id
    post = step.seat.post if step.seat else None
    if mine or (post is not None and post.pk in own):
        raise Wrong(
            "Dòng này đổi quyền hạn của chính người nạp tệp. Một người quản trị "
            "khác phải làm."
        )
