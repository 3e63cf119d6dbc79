"""A preview in words: what the page shows, what is kept of it once it is applied, and
by what it is known again whether anything changed meanwhile. Pure."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from organization.enums import RIGHT_LABELS, SINGLE_RANKS, Right
from organization.queries import LEADER_RANKS
from workflows.enums import MissionState
from workflows.models.reorganisation import ReorganisationKind
from workflows.services.reorganisation.moves import Move
from workflows.services.reorganisation.plan import Successor
from workflows.services.reorganisation.preview import FieldChange, Preview
from workflows.services.reorganisation.told import Told

K = ReorganisationKind


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that will be done; `mission` is that of the mission concerned."""

    text: str
    detail: str = ""
    mission: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind. `code` names it in the address of the page and the seal."""

    code: str
    title: str
    lines: tuple[Line, ...]

    @property
    def seal(self) -> str:
        """A mark that is another where a line is another."""
        body = json.dumps([asdict(line) for line in self.lines], ensure_ascii=False)
        return hashlib.sha256(body.encode()).hexdigest()[:16]


def sections(preview: Preview, told: list[Told]) -> list[Section]:
    """What will be done, in the order in which people ask for it; empty ones too, so
    that what appears meanwhile is seen."""
    said: list[tuple[str, str, Iterator[Line]]] = [
        ("don-vi", "Đơn vị", _units(preview)),
        ("nhiem-vu", "Nhiệm vụ đang mở", _missions(preview)),
        ("viec-nhap", "Việc trong văn bản, chưa giao", _items(preview)),
        ("nguoi", "Người và chức vụ", _people(preview)),
        ("linh-vuc", "Lĩnh vực phụ trách", _fields(preview)),
        ("uy-quyen", "Ủy quyền chấm dứt", _delegations(preview)),
        ("quyen", "Quyền cấp riêng được chuyển", _grants(preview)),
        ("bao-tin", "Người được báo tin", _told(told)),
    ]
    return [Section(code, title, tuple(lines)) for code, title, lines in said]


def seal_of(found: list[Section]) -> str:
    """All marks in one word, as a form carries it: code:count:mark;…"""
    return ";".join(f"{s.code}:{len(s.lines)}:{s.seal}" for s in found)


def changed_since(seal: str, found: list[Section]) -> list[str]:
    """What is another than when the seal was taken; empty where nothing is."""
    parts = (part.split(":") for part in seal.split(";"))
    seen = {part[0]: part[1:] for part in parts if len(part) == 3}  # noqa: PLR2004
    news = []
    for one in found:
        count, mark = seen.get(one.code, ["?", ""])
        if mark != one.seal:
            many = f"{count} → {len(one.lines)}"
            same = count == str(len(one.lines))
            news.append(f"{one.title}: {'nội dung thay đổi' if same else many}")
    return news


def as_json(found: list[Section]) -> list[dict[str, Any]]:
    """To be kept with the plan that was applied."""
    return [asdict(section) for section in found if section.lines]


def from_json(values: list[dict[str, Any]]) -> list[Section]:
    return [
        Section(
            one["code"],
            one["title"],
            tuple(Line(**line) for line in one["lines"]),
        )
        for one in values
    ]


def _units(preview: Preview) -> Iterator[Line]:
    plan, units = preview.plan, preview.picture.units
    for code in plan.formers:
        if plan.kind == K.RENAME and code in units:
            yield Line(
                f"{units[code].name} đổi tên thành {plan.name}",
                f"{preview.staying} nhiệm vụ đang mở giữ nguyên, mang tên mới",
            )
    for one in plan.successors:
        yield Line(_successor(preview, one))
    for code in plan.closing:
        if code in units:
            yield Line(
                f"{units[code].name} chấm dứt hoạt động",
                "nhiệm vụ đã kết thúc giữ tên đơn vị cũ; đơn vị kế tục xem được",
            )
    yield from _names(preview)


def _names(preview: Preview) -> Iterator[Line]:
    units = preview.picture.units
    for code, names in preview.names.items():
        own = units[code].aliases if code in units else []
        if more := [name for name in names if name not in own]:
            yield Line(
                f"Văn bản sau này ghi {quoted(more)}",
                f"hiểu là {name_of(preview, code)}",
            )


def _successor(preview: Preview, one: Successor) -> str:
    if one.is_new:
        return f"Thành lập {one.name} ({one.short_name})"
    return f"{name_of(preview, one.code)} tiếp nhận"


def _missions(preview: Preview) -> Iterator[Line]:
    for move in preview.missions:
        state = MissionState(move.work.state).label.lower()
        yield Line(
            f"NV\u00a0{move.work.pk:03d} {move.work.words}",
            "; ".join([*_parts(preview, move), f"đang ở bước {state}"]),
            mission=move.work.pk,
        )


def _items(preview: Preview) -> Iterator[Line]:
    for move in preview.items:
        yield Line(move.work.words, "; ".join(_parts(preview, move)))


def _parts(preview: Preview, move: Move) -> Iterator[str]:
    """What changes of lead, support, leader and officer."""
    before, after = move.before, move.after
    if before.lead != after.lead:
        to = name_of(preview, after.lead) if after.lead else "chọn lại"
        yield f"chủ trì: {name_of(preview, before.lead)} → {to}"
    if before.supports != after.supports:
        was = ", ".join(name_of(preview, code) for code in before.supports)
        will = ", ".join(name_of(preview, code) for code in after.supports)
        yield f"phối hợp: {was} → {will or 'không còn'}"
    if before.leader != after.leader:
        posts = preview.picture.posts
        yield (
            f"chỉ đạo: {posts[before.leader].title} → {posts[after.leader].title}"
            if after.leader in posts
            else "chỉ đạo: chọn lại"
        )
    if before.officer != after.officer:
        yield f"{before.officer} thôi theo dõi"


def _people(preview: Preview) -> Iterator[Line]:
    last = f"{preview.last_day:%d/%m/%Y}"
    for seat in preview.ending:
        yield Line(
            f"{seat.person.full_name} thôi {seat.post.title}", f"hết ngày {last}"
        )
    for one in preview.seats:
        who = one.seat.person.full_name if one.seat else "chưa có người"
        title = one.existing.title if one.existing else one.title
        acting = "quyền " if one.seat and one.seat.acting else ""
        yield Line(f"{who}: {acting}{title}", name_of(preview, one.unit))
    for post in preview.closing_posts:
        yield Line(f"Bãi bỏ chức vụ {post.title}")
    for post, title in preview.renamed_posts:
        yield Line(f"{post.title} gọi là {title}")
    yield from _holder(preview)


def _holder(preview: Preview) -> Iterator[Line]:
    """What passes with the seat, and what the one before sees no more."""
    plan, picture = preview.plan, preview.picture
    post = picture.posts.get(plan.post)
    if plan.kind != K.HOLDER or post is None:
        return
    count = len(passing(preview))
    for seat in preview.ending:
        yield Line(
            f"{seat.person.full_name} thôi xem và xử lý {count} nhiệm vụ của chức vụ",
            "trừ phần do chức vụ khác đang giữ",
        )
    for person in picture.people.values():
        if person.username == plan.person:
            acting = "quyền " if plan.acting else ""
            yield Line(
                f"{person.full_name} giữ chức vụ {acting}{post.title}",
                f"từ ngày {plan.effective_on:%d/%m/%Y}, nhận {count} nhiệm vụ đang mở",
            )


def passing(preview: Preview) -> list[int]:
    """Open missions that pass with a seat to its new holder, by number."""
    picture = preview.picture
    post = picture.posts[preview.plan.post]
    leads = post.rank in SINGLE_RANKS and post.rank not in LEADER_RANKS
    return [
        work.pk
        for work in picture.missions
        if work.leader == post.pk or (leads and work.lead == post.unit_id)
    ]


def _fields(preview: Preview) -> Iterator[Line]:
    for change in preview.portfolios:
        yield _units_of(preview, f"Lĩnh vực “{change.row.name}”", change)
    for change in preview.collectives:
        yield _units_of(preview, f"Tên gọi chung “{change.row.name}”", change)
    for held in preview.holdings:
        to = preview.picture.posts.get(preview.plan.successor_post)
        yield Line(
            f"Lĩnh vực “{held.portfolio.name}”",
            f"{held.post.title} → {to.title if to else 'chưa chọn'}",
        )


def _units_of(preview: Preview, what: str, change: FieldChange) -> Line:
    was, will = (
        ", ".join(name_of(preview, code) for code in codes)
        for codes in (change.before, change.after)
    )
    return Line(what, f"{was} → {will or 'không còn đơn vị'}")


def _delegations(preview: Preview) -> Iterator[Line]:
    for one in preview.delegations:
        where = f", phạm vi {one.unit.name}" if one.unit else ""
        yield Line(
            f"{one.delegator.title} ủy quyền {one.delegate.full_name}{where}", one.paper
        )


def _grants(preview: Preview) -> Iterator[Line]:
    posts, units = preview.picture.post_by_id, preview.picture.unit_by_id
    for one in preview.grants:
        place = units if preview.plan.kind != K.POST else posts
        to = preview.plan.codes or (preview.plan.successor_post,)
        yield Line(
            f"{posts[one.holder].title}: {RIGHT_LABELS[Right(one.right)]}",
            f"{place[one.on]} → {', '.join(name_of(preview, code) for code in to)}",
        )


def _told(told: list[Told]) -> Iterator[Line]:
    for one in told:
        yield Line(one.person.full_name, f"{one.missions} nhiệm vụ")


def name_of(preview: Preview, code: str) -> str:
    """A unit's name, that of one to be made, or a post's title."""
    new = next((one.name for one in preview.plan.successors if one.code == code), "")
    if new:
        return new
    picture = preview.picture
    if code in picture.units:
        return picture.units[code].name
    return picture.posts[code].title if code in picture.posts else "chưa có"


def quoted(words: list[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
