"""Rows of fields of work: units, subjects, and the post that answers. Pure."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from organization.models import Portfolio, PortfolioHolding, Post, Unit
from organization.reading import Row
from organization.reading.words import folded
from organization.services.imports.known import Known, NameBook
from organization.services.imports.seating import FOREVER, unit_called
from organization.services.imports.steps import (
    FieldStep,
    Verb,
    Wrong,
    check_paper,
    period,
    period_in,
    written,
)

LONGEST_NAME, LONGEST_SUBJECT = 200, 120
BREAK = re.compile(r"\s*[;\n]\s*")
COMMA = re.compile(r"\s*,\s*")


def field_steps(
    rows: Sequence[Row], known: Known, *, by_id: int, paper: str
) -> list[FieldStep]:
    """What each row does, in the order of the file."""
    steps = [FieldStep(row) for row in rows]
    seen: dict[str, int] = {}
    for step in steps:
        try:
            _read(step, known, seen)
            _check_own(step, known, by_id)
        except Wrong as wrong:
            step.fails(str(wrong))
        else:
            check_paper(step, paper)
    return steps


def _read(step: FieldStep, known: Known, seen: dict[str, int]) -> None:
    row = step.row
    if row.faults:
        raise Wrong(" ".join(row.faults))
    step.name = row.words("name")
    if not step.name or len(step.name) > LONGEST_NAME:
        raise Wrong("Ghi tên lĩnh vực.")
    first = seen.setdefault(folded(step.name), row.number)
    if first != row.number:
        raise Wrong(f"Lĩnh vực này đã có ở dòng {first}. Gộp vào một dòng.")
    step.portfolio = _portfolio(step.name, known)
    step.units = _units(row.words("units"), known)
    step.subjects = _subjects(row)
    step.starts_on, step.ends_on = period_in(row)
    _compare(step)
    words = row.words("post")
    if words:
        step.post = _post(words, known)
        if step.starts_on is None:
            raise Wrong("Chưa có Từ ngày. Ghi ngày bắt đầu phụ trách.")
        _hold(step, known)
    elif step.starts_on:
        raise Wrong("Chưa có Chức vụ phụ trách.")


def _portfolio(name: str, known: Known) -> Portfolio | None:
    """The field of this name. One that is nearly so is asked for."""
    for row in known.portfolios:
        if folded(name) in (folded(row.name), folded(row.code)):
            return row
    rows = {row.pk: row for row in known.portfolios}
    near = NameBook((row.pk, row.name) for row in known.portfolios).like(name)
    if near:
        raise Wrong(
            f"Gần trùng lĩnh vực “{rows[near.pop()].name}”. Ghi đúng tên đó, hoặc tên "
            "khác hẳn."
        )
    return None


def _units(words: str, known: Known) -> tuple[Unit, ...]:
    """Units between semicolons; between commas where no name holds the comma."""
    if not words:
        raise Wrong("Chưa có đơn vị. Ghi các đơn vị, cách nhau bằng dấu chấm phẩy.")
    found: dict[int, Unit] = {}
    for part in BREAK.split(words):
        if not part:
            continue
        whole = known.units_called(part)
        names = [part] if whole or "," not in part else COMMA.split(part)
        for name in names:
            unit = unit_called(name, known)
            found[unit.pk] = unit
    return tuple(found.values())


def _subjects(row: Row) -> tuple[str, ...] | None:
    """Between semicolons; None where the column is blank: then they stay."""
    words = row.words("subjects")
    if not words:
        return None
    parts = tuple(dict.fromkeys(part for part in BREAK.split(words) if part))
    long = next((part for part in parts if len(part) > LONGEST_SUBJECT), None)
    if long:
        raise Wrong(f"Nội dung “{long[:30]}…” dài quá {LONGEST_SUBJECT} ký tự.")
    return parts


def _compare(step: FieldStep) -> None:
    row = step.portfolio
    if row is None:
        names = ", ".join(unit.name for unit in step.units)
        step.does(Verb.ADD, f"lập lĩnh vực “{step.name}” gồm {names}")
        return
    was = {unit.pk: unit.name for unit in row.units.all()}
    will = {unit.pk: unit.name for unit in step.units}
    if was.keys() != will.keys():
        step.redefines = True
        more = [name for pk, name in will.items() if pk not in was]
        less = [name for pk, name in was.items() if pk not in will]
        said = [*(f"thêm {name}" for name in more), *(f"bỏ {name}" for name in less)]
        step.does(Verb.CHANGE, "đơn vị: " + ", ".join(said))
    if step.subjects is not None and list(step.subjects) != row.subjects:
        step.redefines = True
        step.does(Verb.CHANGE, f"nội dung: {'; '.join(step.subjects)}")


def _post(words: str, known: Known) -> Post:
    """By code, by title, or by title and the name of who holds it."""
    if words in known.post_by_code:
        return known.post_by_code[words]
    wanted = folded(words)
    found = [p for p in known.posts if wanted in (folded(p.title), folded(p.short))]
    if not found:
        for post in known.posts:
            person = known.sitting(post, known.today)
            if person is not None and wanted in (
                folded(f"{post.title} {person.full_name}"),
                folded(person.full_name),
            ):
                found.append(post)
    if len(found) != 1:
        codes = ", ".join(post.code for post in found)
        raise Wrong(
            f"Có {len(found)} chức vụ “{words}”. Ghi mã chức vụ: {codes}."
            if found
            else f"Không có chức vụ “{words}”. Ghi mã, hoặc chức vụ kèm họ tên."
        )
    return found[0]


def _hold(step: FieldStep, known: Known) -> None:
    """Who answers from the day on; whoever answered until then answers no more."""
    starts_on, post = step.starts_on, step.post
    assert starts_on is not None and post is not None  # noqa: S101, PT018
    held = [
        one
        for one in known.holdings
        if step.portfolio is not None
        and one.portfolio_id == step.portfolio.pk
        and _touches(one, starts_on, step.ends_on)
    ]
    same = next(
        (h for h in held if h.post_id == post.pk and h.starts_on == starts_on), None
    )
    if same is not None:
        _end(step, same)
        return
    for one in held:
        if one.post_id == post.pk or one.starts_on >= starts_on or len(held) > 1:
            raise Wrong(
                f"Lĩnh vực đã có phân công {period(one.starts_on, one.ends_on)}. "
                "Sửa Từ ngày, hoặc phân công lại ở trang Lĩnh vực."
            )
        step.releases, step.last_day = one, starts_on - timedelta(days=1)
        step.does(
            Verb.CHANGE, f"người phụ trách trước thôi hết ngày {written(step.last_day)}"
        )
    step.holds = True
    verb = Verb.CHANGE if step.portfolio else Verb.ADD
    step.does(verb, f"{post.title} phụ trách {period(starts_on, step.ends_on)}")


def _end(step: FieldStep, same: PortfolioHolding) -> None:
    if step.ends_on == same.ends_on:
        return
    if step.ends_on is None or (same.ends_on and step.ends_on > same.ends_on):
        raise Wrong(
            f"Phân công này đã có ngày kết thúc {written(same.ends_on or FOREVER)}; "
            "chỉ được rút ngắn."
        )
    step.releases, step.last_day = same, step.ends_on
    step.does(Verb.CHANGE, f"thôi phụ trách hết ngày {written(step.ends_on)}")


def _touches(one: PortfolioHolding, starts_on: date, ends_on: date | None) -> bool:
    return one.starts_on <= (ends_on or FOREVER) and (
        one.ends_on is None or one.ends_on >= starts_on
    )


def _check_own(step: FieldStep, known: Known, by_id: int) -> None:
    """Nobody changes what he himself answers for."""
    own = {seat.post_id for seat in known.seats_of[by_id]}
    touched = {step.post.pk} if step.post else set()
    if step.releases:
        touched.add(step.releases.post_id)
    if step.verb != Verb.SAME and own & touched:
        raise Wrong("Dòng này đổi quyền hạn của chính người nạp tệp.")
