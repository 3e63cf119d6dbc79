"""What sort of item a passage is, by its first words and its facts."""

import re

from workflows.deadlines import Deadline, DeadlineType
from workflows.reading.letters import folded
from workflows.reading.results import ItemKind

_MEETING = re.compile(
    r"(?:to chuc|du|tham du|tham gia|chu tri|chuan bi)?\s{0,3}"
    r"(?:cac\s{1,3}|cuoc\s{1,3}){0,2}"
    r"(?:hoi nghi|hop\b|gap mat|giao ban|lam viec voi|hoi dam|tiep cong dan|le ky niem)"
)
_CLASS = re.compile(r"\b(?:tap\s{1,3}huan|boi\s{1,3}duong)\b")
_REPORT = re.compile(r"\bbao\s{1,4}cao\b")
_MEETS = re.compile(r"\b(?:giao\s{1,4}ban|hop|hoi\s{1,4}nghi|hoi\s{1,4}dam)\b")
_NO_END = re.compile(
    r"(?:(?:thuoc|truc thuoc)(?: \w{1,12}){1,8}? )?"
    r"(?:(?:can cu|theo)(?:\W{1,4}\w{1,12}){1,24}?\W{1,4})?"
    r"(?:can\s{1,4}|nghiem\s{1,4}tuc\s{1,4}|khan\s{1,4}truong\s{1,4}){0,2}"
    r"(?:tiep tuc|tang cuong|nang cao|phat huy|quan triet|chu dong|thuong xuyen|"
    r"day manh|siet chat|quan tam|khuyen khich|cai thien|de cao|nghiem tuc|"
    r"trien khai thuc hien|trien khai|thuc hien nghiem|thuc hien tot|to chuc thuc hien|"
    r"can cu chuc nang|theo chuc nang|chiu trach nhiem|chi dao, quan triet|tap trung|"
    r"nghien cuu day du|phoi hop chat che|xac dinh|bam sat|khong)\b".replace(
        " ", r"\s{1,4}"
    )
)
_DELIVERABLE = re.compile(
    r"\b(?:xay dung|ban hanh|hoan thien|trinh|du thao|soan thao|lap|tong hop|tham muu|"
    r"bao cao)(?:\W{1,4}\w{1,12}){0,5}?\W{1,4}"
    r"(?:ke hoach|bao cao|de an|to trinh|quyet dinh"
    r"|quy che|quy dinh|phuong an|ho so|ket qua|danh muc|chuong trinh)\b".replace(
        " ", r"\s{1,4}"
    )
)


def kind_of_block(body: str, deadline: Deadline) -> ItemKind:
    """The kind of an item that has a block of its own: always something to chase."""
    fold = folded(body)
    if deadline.type is DeadlineType.RECURRING:
        if _MEETS.search(fold) and not _REPORT.search(fold):
            return ItemKind.MEETING
        if _REPORT.search(fold):
            return ItemKind.RECURRING_REPORT
    return ItemKind.MEETING if _is_meeting(fold) else ItemKind.TASK


def _is_meeting(fold: str) -> bool:
    """Whether it begins with a meeting; a training class is a task."""
    return _MEETING.match(fold) is not None and not _CLASS.search(fold, 0, 80)


def kind_of_prose(body: str, deadline: Deadline, *, has_unit: bool) -> ItemKind:
    """The kind of a passage without a block; without a deadline, by its first verb.

    A passage that names nobody, sets no day and asks for nothing tangible is an
    instruction: shown, and never chased.
    """
    fold = folded(body)
    if deadline.type is DeadlineType.RECURRING:
        return kind_of_block(body, deadline) if has_unit else ItemKind.DIRECTIVE
    dated = deadline.type is not DeadlineType.OPEN
    if _is_meeting(fold) and (dated or has_unit):
        return ItemKind.MEETING
    if dated:
        return ItemKind.TASK
    if not has_unit or (_NO_END.match(fold) and not _DELIVERABLE.search(fold)):
        return ItemKind.DIRECTIVE
    return ItemKind.TASK
