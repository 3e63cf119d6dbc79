"""What sort of item a passage is, by its first words and its facts."""

import re
from itertools import islice

from workflows.deadlines import Deadline, DeadlineType
from workflows.reading.clauses import begins_with_work
from workflows.reading.letters import folded
from workflows.reading.results import ItemKind
from workflows.reading.sections import Section


def _words(pattern: str) -> str:
    return pattern.replace(" ", r"\s{1,4}")


_MEETING = re.compile(
    _words(
        r"(?:(?:tham muu|chi dao|chuan bi va|chu tri)(?: viec)? )?"
        r"(?:to chuc |du |tham du |tham gia |chu tri |chuan bi )?"
        r"(?:cac |cuoc |buoi |phien ){0,2}"
        r"(?:hoi nghi|hop\b|gap mat|giao ban|lam viec voi|hoi dam|tiep cong dan"
        r"|le ky niem|hoi thao|toa dam|doi thoai|tiep xuc|le\b"
        r"|sinh hoat (?:khoa hoc|chuyen de|chi bo|dinh ky))"
    )
)
_ANY_MEETING = re.compile(
    r"(?:\W{0,3}\w{1,12}){0,6}?\W{1,3}"
    r"(?:hoi nghi|hop|gap mat|giao ban|lam viec voi|hoi dam|tiep cong dan|le)\b"
)
_PREPARES = re.compile(
    _words(r"(?:chuan bi|xay dung|tong hop|bao cao|ra soat|hoan thien|tham muu xay)\b")
)
_CLASS = re.compile(
    r"\b(?:tap\s{1,3}huan|boi\s{1,3}duong"
    r"|(?<!va\s)(?<!phong\s)(?<!truong\s)dao\s{1,3}tao)\b"
)
_REPORT = re.compile(
    r"\bbao\s{1,4}cao\b|\bgui\b[^.;]{0,60}\b(?:ket qua|danh sach|so lieu|thong tin)\b"
    r"|\btong\s{1,4}hop\b[^.;]{0,80}\bgui\b"
)
_MEETS = re.compile(
    _words(
        r"\b(?:giao ban|(?<!phoi[\s])hop\b|hoi nghi|hoi dam|doi thoai|gap mat"
        r"|tiep cong dan)"
    )
)
# The cycle of a meeting that the work serves is not the cycle of a report.
_ITS_CYCLE = re.compile(
    _words(r"(?:giao ban|hop|hoi nghi)(?: \w{1,8}){0,2}? (?:dinh ky|hang)\b")
)
_BASIS = re.compile(
    r"(?:can\s{1,4}cu|theo(?!\s{1,4}doi)|tren\s{1,4}co\s{1,4}so|thuoc"
    r"|truc\s{1,4}thuoc)\b"
    r"[^;.]{3,260}?\W{1,4}(?=chu dong|tang cuong|trien khai|to chuc|xay dung|nghiem tuc"
    r"|ra soat|tham muu|khan truong|tap trung|chu tri|tiep tuc|lap\b|kip thoi|tich cuc)"
)
_PACE = _words(
    r"(?:(?:can|phai|khan truong|kip thoi|tich cuc|chu dong|nghiem tuc|truc tiep"
    r"|co trach nhiem|chiu trach nhiem|co nhiem vu|tap trung) ){0,3}"
)
_FINITE = re.compile(
    _PACE
    + _words(
        r"(?:ra soat|phan tich|xay dung|lap\b|thong ke|kiem ke|tong hop|hoan thanh"
        r"|hoan thien|khao sat|cung cap|gui|ban hanh|thanh lap|tham dinh|niem yet"
        r"|cong khai|sua chua|lap dat|mua sam|kien toan|soan thao|du thao)\b"
    )
)
_SPREADS = re.compile(
    _PACE + r"(?:quan\s{1,4}triet|pho\s{1,4}bien|tuyen\s{1,4}truyen)\b[^;.]{0,200}\b"
    r"(?:ke\s{1,4}hoach|chi\s{1,4}thi|quyet\s{1,4}dinh|chuong\s{1,4}trinh"
    r"|ket\s{1,4}luan"
    r"|thong\s{1,4}bao|cong\s{1,4}van|nghi\s{1,4}quyet)\s{1,4}nay\b"
)
_NO_END = re.compile(
    _words(
        r"(?:can |phai |nghiem tuc |khan truong |kip thoi |tich cuc ){0,2}"
        r"(?:tiep tuc|tang cuong|nang cao|phat huy|quan triet|chu dong|thuong xuyen|"
        r"day manh|siet chat|quan tam|khuyen khich|cai thien|de cao|nghiem tuc|"
        r"trien khai thuc hien|trien khai|to chuc trien khai|to chuc thuc hien|"
        r"thuc hien (?:nghiem|tot|ky luat|ky cuong|dong bo|co hieu qua|hieu qua|day du"
        r"|dung|cac quy dinh|cac nhiem vu|cac noi dung|ke hoach|chuc nang)|"
        r"can cu chuc nang|theo chuc nang|chiu trach nhiem|chi dao, (?:quan triet"
        r"|huong dan)"
        r"|tap trung|"
        r"nghien cuu day du|phoi hop chat che|xac dinh|bam sat|khong|tuyet doi|gan\b|"
        r"long ghep|dam bao|bao dam|chap hanh|giu gin|lam tot|chu trong|coi trong|"
        r"guong mau|dua noi dung|xay dung (?:moi truong|van hoa|doi ngu|“|\"|hinh anh)|"
        r"cung co|doi moi|mo rong|ung dung|thuc day|tao dieu kien|tao moi truong|"
        r"phong, chong|phong ngua|giao duc|van dong|huy dong|phan dau|khac phuc|"
        r"chi dao thuc hien|doi voi nhung|lanh dao, chi dao|"
        r"theo linh vuc|duy tri|neu cao|lam gi|quan ly chat|giu vung|phat dong|"
        r"thuc hien (?:trach nhiem|nep song)|co y thuc|tich cuc tham gia)\b"
    )
)
ONLY_HELPS = re.compile(
    _words(
        r"\b(?:tiep tuc|tang cuong|thuong xuyen|chu dong)(?: \w{1,8}){0,2} phoi hop\b"
        r"|\bphoi hop chat che\b"
    )
)
_ANSWERS_FOR = re.compile(
    r"(?:(?:nguoi dung dau|thu truong|truong|giam doc|don vi|cac)\W(?:\w{1,12}\W{1,3})"
    r"{0,14}?)?(?:chiu trach nhiem)\b(?!\s(?:xay dung|tham muu|lap|chuan bi|to chuc"
    r"|phoi"
    r"|huong dan|theo doi|don doc|tong hop))".replace(" ", r"\s{1,4}")
)
_DELIVERABLE = re.compile(
    _words(
        r"\b(?:xay dung|ban hanh|hoan thien|"
        r"(?<!chuong.)(?<!quy.)(?<!cong.)(?<!qua.)(?<!lo.)trinh|du thao|soan thao|"
        r"lap|tong hop|"
        r"tham muu|bao cao|hoan thanh|phe duyet|trinh phe duyet)"
    )
    + r"(?:\W{1,4}\w{1,12}){0,5}?\W{1,4}"
    + _words(
        r"(?:ke hoach|bao cao|de an|to trinh|quyet dinh|du thao"
        r"|quy che|quy dinh|phuong an|ho so|ket qua|danh muc|chuong trinh)\b"
    )
)
_EVENT = re.compile(
    _words(
        r"(?:chuan bi (?:cac )?(?:noi dung|dieu kien|ho so|tai lieu)"
        r"|to chuc (?:trao doi|hoi dam|kiem tra|khao sat|le|doan))"
    )
)
# What a schedule has people do, who meet nobody for it.
_AT_WORK = re.compile(
    _words(
        r"(?:di |to chuc |tiep tuc )?(?:kiem tra|khao sat|giam sat|ra soat|nghiem thu"
        r"|chuan bi|xay dung|hoan thanh|hoan thien|tong hop|bao cao|trinh|nop|gui|truc"
        r"|trong cay|ve sinh|dien tap|lap)\b"
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_FROM_THEN_ON = re.compile(r"(?:theo|can cu|tren co so|phai|can)\b")
LONGEST_NAMES = 160
MAX_WORDS = 16
_ENDLESS = ("continuous",)


def kind_of_block(
    body: str,
    deadline: Deadline,
    section: Section = Section.WORK,
    *,
    is_held: bool = False,
) -> ItemKind:
    """The kind of an item that has a block of its own: always something to chase.

    What ``is_held`` at an hour is a meeting unless its words say what to do.
    """
    fold = folded(body)
    if is_held and not (_AT_WORK.match(fold) or _CLASS.search(fold, 0, 80)):
        return ItemKind.MEETING
    if section is Section.MEETINGS and _ANY_MEETING.match(f" {fold}"):
        return ItemKind.TASK if _PREPARES.match(fold) else ItemKind.MEETING
    return _of_cycle(fold, deadline) or (
        ItemKind.MEETING if _is_meeting(fold) else ItemKind.TASK
    )


def kind_of_prose(
    body: str,
    deadline: Deadline,
    *,
    has_unit: bool,
    section: Section = Section.WORK,
    is_general: bool = False,
) -> ItemKind:
    """The kind of a passage without a block; without a deadline, by its first verb.

    A passage that names nobody, sets no day and asks for nothing tangible is an
    instruction: shown, and never chased. So is one under a ``is_general`` heading
    of measures that are nobody's.
    """
    fold = folded(_behind_names(body))
    if section is Section.MEETINGS and _ANY_MEETING.match(f" {fold}"):
        return ItemKind.MEETING
    dated = deadline.type is not DeadlineType.OPEN and (
        deadline.recurrence not in _ENDLESS
    )
    if _is_meeting(fold) and (dated or has_unit):
        return ItemKind.MEETING
    if dated and deadline.type is DeadlineType.RECURRING:
        kind = _of_cycle(fold, deadline)
        if has_unit:
            return kind or ItemKind.TASK
        return kind if kind is ItemKind.MEETING else ItemKind.DIRECTIVE
    if dated:
        return ItemKind.TASK
    return _undated(fold, has_unit=has_unit, is_general=is_general)


def _behind_names(body: str) -> str:
    """The words from the first verb on, past what is left of the names before it."""
    start = folded(body[:LONGEST_NAMES])
    if begins_with_work(body, 0, len(body)) or _NO_END.match(start):
        return body
    for word in islice(_WORD.finditer(body, 0, LONGEST_NAMES), MAX_WORDS):
        at = word.start()
        if _FROM_THEN_ON.match(start, at):
            return body[at:]
        if word.group()[0].islower() and begins_with_work(body, at, len(body)):
            return body[at:]
    return body


def _undated(fold: str, *, has_unit: bool, is_general: bool) -> ItemKind:
    basis = _BASIS.match(fold)
    head = fold[basis.end() :] if basis else fold
    makes = _DELIVERABLE.search(fold) is not None
    if not has_unit:
        is_finite = (makes or _EVENT.match(head)) and not _NO_END.match(head)
        return ItemKind.TASK if is_finite and not is_general else ItemKind.DIRECTIVE
    if _ANSWERS_FOR.match(head):
        return ItemKind.DIRECTIVE
    if makes or _FINITE.match(head) or _SPREADS.match(head):
        return ItemKind.TASK
    return ItemKind.DIRECTIVE if _NO_END.match(head) else ItemKind.TASK


def _is_meeting(fold: str) -> bool:
    """Whether it begins with a meeting; a training class is a task."""
    return _MEETING.match(fold) is not None and not _CLASS.search(fold, 0, 80)


def _of_cycle(fold: str, deadline: Deadline) -> ItemKind | None:
    if deadline.type is not DeadlineType.RECURRING:
        return None
    if _MEETS.search(fold) and not _REPORT.search(fold):
        return ItemKind.TASK if _PREPARES.match(fold) else ItemKind.MEETING
    if _REPORT.search(fold) and not _ITS_CYCLE.search(fold):
        return ItemKind.RECURRING_REPORT
    return None
