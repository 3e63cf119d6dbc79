"""What stands in the way of a plan, and what deserves a second look. Pure."""

from collections import Counter
from collections.abc import Iterator

from organization.enums import SINGLE_RANKS
from organization.models import Unit
from organization.queries import LEADER_RANKS, NOT_ASSIGNABLE
from workflows.models.reorganisation import ReorganisationKind
from workflows.services.reorganisation import seats
from workflows.services.reorganisation.plan import Successor
from workflows.services.reorganisation.preview import Preview, belongs

K = ReorganisationKind


def obstacles(preview: Preview, by_id: int) -> list[str]:
    """Sentences that say why the plan cannot be applied yet; empty where it can."""
    found: list[str] = []
    if preview.plan.kind in (K.HOLDER, K.POST):
        found += _of_posts(preview)
    elif preview.plan.kind == K.RENAME:
        found += _of_formers(preview)
        found += _of_names(preview, preview.plan.name, preview.plan.short_name)
    else:
        found += [*_of_formers(preview), *_of_successors(preview), *_of_people(preview)]
    found += _of_days(preview)
    found += _of_oneself(preview, by_id)
    return list(dict.fromkeys(found))


def _of_formers(preview: Preview) -> Iterator[str]:
    plan, picture = preview.plan, preview.picture
    if not plan.formers:
        yield "Chưa chọn đơn vị được sắp xếp."
    for code in plan.formers:
        unit = picture.units.get(code)
        if unit is None or unit.closed_on is not None:
            yield f"Đơn vị {unit.name if unit else code} không còn hoạt động."
        elif unit.kind in NOT_ASSIGNABLE:
            yield f"{unit.name} không sắp xếp được ở đây."
        elif code in plan.closing:
            below = [u for u in picture.units.values() if u.parent_id == unit.pk]
            for one in below:
                if one.closed_on is None and one.code not in plan.closing:
                    yield f"{one.name} trực thuộc {unit.name}. Sắp xếp đơn vị đó trước."


def _of_successors(preview: Preview) -> Iterator[str]:
    plan = preview.plan
    if plan.kind == K.SPLIT and len(set(plan.codes)) < 2:  # noqa: PLR2004
        yield "Chia, tách cần ít nhất hai đơn vị sau sắp xếp."
    if plan.kind != K.SPLIT and len(plan.codes) != 1:
        yield "Chọn một đơn vị nhận bàn giao."
    if not plan.closing and plan.kind != K.SPLIT:
        yield "Không có đơn vị nào chấm dứt hoạt động theo phương án này."
    if plan.by_rule and plan.by_rule not in plan.codes:
        yield "Chọn đơn vị nhận các nhiệm vụ không chỉ định riêng."
    for one in plan.successors:
        if one.is_new:
            yield from _of_names(preview, one.name, one.short_name)
        yield from _of_successor(preview, one)


def _of_successor(preview: Preview, one: Successor) -> Iterator[str]:
    plan, picture = preview.plan, preview.picture
    unit = picture.units.get(one.code)
    if not one.is_new and (unit is None or unit.closed_on is not None):
        yield f"Đơn vị nhận {one.code} không còn hoạt động."
    elif unit is not None and unit.kind in NOT_ASSIGNABLE:
        yield f"{unit.name} không trực tiếp chủ trì nên không nhận bàn giao."
    elif one.is_new and unit is not None:
        yield f"Mã {one.code} đã có đơn vị dùng. Đặt tên khác cho đơn vị mới."
    own = [row for row in picture.portfolios if belongs(plan, picture, one, row)]
    if len(own) > 1 and one.is_new and plan.kind != K.SPLIT:
        fields = "; ".join(f"“{row.name}”" for row in own)
        yield (
            f"Các đơn vị cũ thuộc nhiều lĩnh vực: {fields}. "
            f"Chọn lĩnh vực của {one.name or one.code}."
        )


def _of_names(preview: Preview, name: str, short: str) -> Iterator[str]:
    """A name that papers use for another unit would lead work astray."""
    plan, picture = preview.plan, preview.picture
    if not name or not short:
        yield "Nhập tên và tên ngắn của đơn vị."
    for other in picture.units.values():
        if other.closed_on is not None or other.code in plan.formers:
            continue
        known = {word.casefold() for word in _names_of(other)}
        for word in (name, short):
            if word and word.casefold() in known:
                yield f"“{word}” là tên của {other.name}. Chọn tên khác."
    given = [one.name.casefold() for one in plan.successors if one.is_new]
    if len(set(given)) < len(given):
        yield "Hai đơn vị mới trùng tên."


def _names_of(unit: Unit) -> list[str]:
    return [unit.name, unit.short_name, *unit.aliases]


def _of_people(preview: Preview) -> Iterator[str]:
    plan, picture = preview.plan, preview.picture
    for post in seats.leaving_posts(plan, picture):
        seat = picture.holder(post.pk, plan.effective_on)
        if post.code not in plan.fates:
            who = seat.person.full_name if seat else post.title
            yield f"Chưa chọn nơi đến của {who} ({post.title})."
    heads = Counter(one.unit for one in preview.seats if one.rank in SINGLE_RANKS)
    for code, count in heads.items():
        if count > 1:
            name = _called(preview, code)
            yield f"{name} có {count} người đứng đầu. Chọn một, người khác là cấp phó."
    for one in preview.seats:
        if one.existing is None or one.seat is None:
            continue
        sitting = picture.seats_of(one.existing.pk)
        if any(s not in preview.ending for s in sitting):
            yield (
                f"{one.existing.title} đã có người giữ. Chọn cấp phó hoặc chuyên viên "
                f"cho {one.seat.person.full_name}."
            )


def _of_days(preview: Preview) -> Iterator[str]:
    """What began on the day or later cannot end the day before it."""
    day = preview.plan.effective_on
    for seat in preview.ending:
        if seat.starts_on >= day:
            yield (
                f"{seat.person.full_name} giữ chức vụ {seat.post.title} từ "
                f"{seat.starts_on:%d/%m/%Y}, không trước ngày có hiệu lực. "
                "Chọn ngày có hiệu lực muộn hơn."
            )
    for held in preview.holdings:
        if held.starts_on >= day:
            yield (
                f"{held.post.title} phụ trách “{held.portfolio.name}” từ "
                f"{held.starts_on:%d/%m/%Y}, không trước ngày có hiệu lực."
            )


def _of_posts(preview: Preview) -> Iterator[str]:
    plan, picture = preview.plan, preview.picture
    post = picture.posts.get(plan.post)
    if post is None or post.closed_on is not None:
        yield "Chọn chức vụ."
        return
    if plan.kind == K.HOLDER:
        yield from _of_holder(preview)
        return
    to = picture.posts.get(plan.successor_post)
    if to is None or to.closed_on is not None or to.pk == post.pk:
        yield "Chọn chức vụ nhận bàn giao, khác chức vụ bãi bỏ."
    elif post.rank in LEADER_RANKS and to.rank not in LEADER_RANKS:
        yield f"{to.title} không phải Lãnh đạo Ban, không chỉ đạo nhiệm vụ được."
    if post.rank in SINGLE_RANKS:
        yield (
            f"{post.title} đứng đầu đơn vị, không bãi bỏ riêng được. "
            "Sắp xếp cả đơn vị, hoặc thay người giữ."
        )


def _of_holder(preview: Preview) -> Iterator[str]:
    plan, picture = preview.plan, preview.picture
    person = next(
        (p for p in picture.people.values() if p.username == plan.person), None
    )
    if plan.person and person is None:
        yield "Không có cán bộ này."
    elif person is not None and not person.is_active:
        yield f"Tài khoản của {person.full_name} đã khóa."
    sitting = picture.seats_of(picture.posts[plan.post].pk)
    if person is not None and any(s.person_id == person.pk for s in sitting):
        yield f"{person.full_name} đang giữ chức vụ này."
    if person is None and not sitting:
        yield "Chức vụ này đang khuyết. Chọn người giữ."


def _of_oneself(preview: Preview, by_id: int) -> Iterator[str]:
    """Nobody changes his own authority, by a reorganisation either."""
    touched = {seat.person_id for seat in preview.ending}
    touched |= {one.delegate_id for one in preview.delegations}
    own = {s.post_id for s in preview.picture.seats if s.person_id == by_id}
    posts = {post.pk for post in preview.closing_posts}
    posts |= {post.pk for post, _ in preview.renamed_posts}
    plan, people = preview.plan, preview.picture.people
    comes = by_id in people and people[by_id].username == plan.person
    if by_id in touched or own & posts or comes:
        yield (
            "Phương án động đến chức vụ của chính người thực hiện. "
            "Một người quản trị khác phải thực hiện."
        )


def warnings(preview: Preview) -> list[str]:
    """What is no obstacle, and yet worth knowing before it is confirmed."""
    found = [
        f"{name} chưa có người đứng đầu: nhiệm vụ chuyển đến chờ người được bổ nhiệm."
        for name in seats.vacant_heads(preview.plan, preview.picture, preview.seats)
    ]
    moved = preview.missions
    if waiting := [move for move in moved if move.waits_above]:
        found.append(
            f"{len(waiting)} báo cáo đang chờ duyệt giữ nguyên luồng duyệt"
            + (
                "; người quyết định là người giữ chức vụ nhận bàn giao."
                if preview.plan.kind == K.POST
                else " và người quyết định."
            )
        )
    if merged := [move for move in moved if move.drops_support]:
        found.append(
            f"{len(merged)} nhiệm vụ bớt một đơn vị phối hợp, vì hai đơn vị thành một."
        )
    if lost := [move for move in moved if move.loses_officer]:
        found.append(
            f"{len(lost)} nhiệm vụ cần người đứng đầu phân công lại chuyên viên."
        )
    if asked := [m for m in preview.items if m.changes_lead and not m.after.lead]:
        found.append(
            f"{len(asked)} việc chưa giao phải chọn lại đơn vị chủ trì trước khi giao."
        )
    found += _other_leaders(preview)
    return found


def _other_leaders(preview: Preview) -> Iterator[str]:
    """Missions go on under the leader who gave them, whatever field the unit is in."""
    if preview.plan.kind not in (K.MERGE, K.CLOSE, K.SPLIT):
        return
    count = 0
    for move in preview.missions:
        if move.changes_lead:
            posts = _field_posts(preview, move.after.lead)
            count += bool(posts) and move.before.leader not in posts
    if count:
        yield (
            f"{count} nhiệm vụ vẫn do lãnh đạo đã giao chỉ đạo, dù đơn vị mới thuộc "
            "lĩnh vực của lãnh đạo khác."
        )


def _field_posts(preview: Preview, code: str) -> set[str]:
    plan, picture = preview.plan, preview.picture
    one = next((s for s in plan.successors if s.code == code), None)
    if one is None:
        return set()
    rows = {r.pk for r in picture.portfolios if belongs(plan, picture, one, r)}
    day = picture.today
    return {
        held.post.code
        for held in picture.holdings
        if held.portfolio_id in rows and held.starts_on <= day
    }


def _called(preview: Preview, code: str) -> str:
    unit = preview.picture.units.get(code)
    new = next((s.name for s in preview.plan.successors if s.code == code), "")
    return new or (unit.name if unit else code)
