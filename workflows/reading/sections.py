"""What the title of a section says about what stands below it."""

import re
from enum import StrEnum


class Section(StrEnum):
    """What to look for in a section."""

    WORK = "work"
    AIMS = "aims"
    PURPOSE = "purpose"
    ASSESSMENT = "assessment"
    MEETINGS = "meetings"


_LEAD_IN = r"(?:(?:phan|mot so|cac|nhung|ve|khai quat|danh gia)\s){0,2}"
_WORK = re.compile(r"\b(?:nhiem vu|giai phap|noi dung thuc hien|to chuc thuc hien)\b")
_PURPOSE = re.compile(
    _LEAD_IN + r"(?:muc dich|muc tieu|chi tieu|quan diem|nguyen tac|phuong cham"
    r"|ket qua can dat|ket qua phan dau|y nghia|pham vi|doi tuong|can cu|co so phap ly"
    r"|yeu cau(?!\s(?:cac\s(?!ch)|thu truong|so|phong|ban|van phong|ubnd|chu tich"
    r"|giam doc|chu dau tu|don vi|trung tam|truong))"
    r"|thoi gian|dia diem|thanh phan|hinh thuc|kinh phi|nguon luc)\b"
)
_AIMS = re.compile(r"\b(?:muc tieu|chi tieu|ket qua (?:can|phan))")
_ASSESSMENT = re.compile(
    _LEAD_IN + r"(?:danh gia|ket qua|tinh hinh|ton tai|han che|thuc trang|nguyen nhan"
    r"|uu diem|khuyet diem|nhan xet|kho khan|thuan loi|nhung viec da|viec da lam"
    r"|dac diem|boi canh|bai hoc)\b"
)
_MEETINGS = re.compile(
    r"(?:to chuc|du|tham du|tham gia|lich|chuong trinh)?[\s,]{0,3}"
    r"(?:va\s)?(?:to chuc|tham du|du)?[\s,]{0,3}"
    r"(?:cac\s)?(?:cuoc hop|hoi nghi|hop\b|su kien|lich hop|lich cong tac"
    r"|lam viec voi|tiep cong dan|giao ban)"
)
_STILL_WORK = re.compile(r"ket qua(?:\s\w+){0,6}\s(?:can|phai)\s|danh gia, xep loai")


def section_of(title: str) -> Section:
    """The section of a title in lower-case letters without marks."""
    said = " ".join(title.split())
    if _PURPOSE.match(said):
        if _WORK.search(said) and not said.startswith(("yeu cau", "chi tieu")):
            return Section.WORK
        return Section.AIMS if _AIMS.search(said) else Section.PURPOSE
    if _ASSESSMENT.match(said) and not _STILL_WORK.match(said):
        return Section.ASSESSMENT
    return Section.MEETINGS if _MEETINGS.match(said) else Section.WORK
