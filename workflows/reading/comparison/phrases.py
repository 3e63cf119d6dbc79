"""Phrases: two or three neighbouring words that tell which work is meant.

The genre has its own common words ("tiếp tục triển khai thực hiện …"), which tell
nothing by themselves. Compared without marks and case, since copies lose both.
"""

import re
from collections.abc import Iterable, Iterator

from workflows.deadlines import Span
from workflows.reading.letters import folded, words_of

# Words of the genre that say nothing about which work is meant.
COMMON = words_of(
    "a b bao bat bo cac can cao cap chat che chi cho chu chuc co cong cu cua cuong da"
    " dam dao dau day de den dinh do doc doi don dong du dua dung duoc duy giai giam"
    " gian giao gia gom hanh hieu hien hoac hoan hop khai khan khi khong ket khac kip"
    " la lai lan lien luong manh mot muc muu nam nang nay nganh ngay nghiem nhat nham"
    " nhiem nhung noi nua o phan phong phoi phu qua quan quyet ra rieng sau so soat"
    " su tac tai tang tap tat theo the thang thanh thiet thoi thong thuc thuong tien"
    " tiep tinh to toan toi tren trien tri trinh trong trung truoc tu tuc tuy va vao"
    " van ve vi viec voi vu vuc xay xuat xuyen yeu"
)
# What every paper of the kind speaks of: itself, and whom it is for.
OF_THE_TRADE = frozenset(
    tuple(pair.split("_"))
    for pair in words_of(
        "ke_hoach chuong_trinh can_cu theo_doi khan_truong chiu_trach trach_nhiem"
        " dam_bao bao_dam kho_khan vuong_mac du_kien dinh_ky nghiem_tuc kip_thoi"
        " quan_triet linh_vuc nguoi_dung ket_qua vien_chuc lao_dong nguoi_lao"
        " lanh_dao thuong_xuyen xu_ly kiem_tra phu_trach phan_cong tinh_hinh"
        " xay_dung doanh_nghiep tham_muu de_xuat dia_ban khu_kinh kinh_te xa_hoi"
        " phat_trien chu_tich nhan_dan co_quan chuan_bi phuc_vu lam_viec tham_gia"
        " huong_dan thong_tin noi_dung cap_nhat giai_phap quy_che"
    )
)
# Two or three neighbouring words.
Phrase = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+")
_ZEROS = re.compile(r"\b0+(?=\d)")
_CLAUSE_END = re.compile(r"[.;:!?](?=\s|$)|\n[ \t]*\n")
# A paper that speaks of itself: how it is carried out is no work of another one.
_ITSELF = re.compile(
    r"\b(?:ke hoach|chuong trinh|thong bao|cong van|quyet dinh|chi thi|cong dien"
    r"|van ban|ket luan|phuong an|quy che|nghi quyet)\s(?:nay|tren)\b"
)
_QUOTED = re.compile(r"[“\"”«]([^“”\"«»\n.;:?!]{5,120})[”\"“»]")
SHORTEST_CLAUSE = 4  # words
FAR_ABOVE = 4000  # characters
LONGEST_HEADING = 160
LONGEST_NAME = 14  # words


def is_common(phrase: Phrase) -> bool:
    """Whether none of its words says anything."""
    return all(word in COMMON or word.isdigit() for word in phrase)


def is_full(phrase: Phrase) -> bool:
    """Whether all its words say something; "hiện thu" says half of it."""
    return phrase not in OF_THE_TRADE and not any(
        word in COMMON or word.isdigit() for word in phrase
    )


def words_in(fold: str) -> list[str]:
    """The words of a folded text; 06 and 6 are one number."""
    return _WORD.findall(_ZEROS.sub("", fold))


def rough_phrases(words: list[str]) -> set[Phrase]:
    """All that could be a phrase, also across clauses: quick, for counting uses."""
    telling = [word not in COMMON and not word.isdigit() for word in words]
    pairs = zip(words, words[1:], telling, telling[1:], strict=False)
    found: set[Phrase] = {(a, b) for a, b, says, also in pairs if says or also}
    triples = zip(words, words[1:], words[2:], strict=False)
    says = zip(telling, telling[1:], telling[2:], strict=False)
    found.update(
        triple for triple, any_ in zip(triples, says, strict=True) if not any(any_)
    )
    return found


def phrases_in(fold: str, start: int, end: int) -> Iterator[tuple[Phrase, Span]]:
    """Neighbouring words of which at least one says something, with their place.

    Where two say nothing, three together may: "sáu tháng đầu".
    """
    first: re.Match[str] | None = None
    before: re.Match[str] | None = None
    for word in _WORD.finditer(fold, start, end):
        if before is not None and word.start() - before.end() <= 2:  # noqa: PLR2004
            pair = _said(before), _said(word)
            if not is_common(pair):
                yield pair, (before.start(), word.end())
            elif first is not None:
                triple = _said(first), *pair
                if is_common(triple):
                    yield triple, (first.start(), word.end())
        else:
            before = None
        first, before = before, word


def clauses_in(fold: str) -> Iterator[Span]:
    """Clauses of some length, without those in which the paper speaks of itself."""
    start = 0
    for end in [*(m.end() for m in _CLAUSE_END.finditer(fold)), len(fold)]:
        if len(fold[start:end].split()) >= SHORTEST_CLAUSE:
            if not _ITSELF.search(" ".join(fold[start:end].split())):
                yield start, end
            start = end


def heading_above(text: str, start: int, ordinal: str) -> str:
    """The numbered line that a passage without a number of its own stands under.

    `start` is where the passage begins; `ordinal` as the reading gives it, the last
    part being the label of that line: "6", "2.b".
    """
    label = re.escape(ordinal.rpartition(".")[2] or ordinal)
    above = text[max(0, start - FAR_ABOVE) : start]
    its_own = rf"(?:^|[\s*_#.]){label}[.)/]?[ \t*_]*\Z"
    if not label or re.search(its_own, above[-20:]):
        return ""
    if re.match(
        rf"[\s*_#]*(?:\d{{1,2}}\.){{0,3}}{label}[.)/]", text[start : start + 20]
    ):
        return ""
    before = r"(?m)^[ \t*_#]{0,6}(?:\d{1,2}\.){0,3}"
    found = list(re.finditer(rf"{before}{label}[.)/][ \t*_]{{1,4}}([^\n]+)$", above))
    words = found[-1].group(1).strip("*_ \t:") if found else ""
    return words if len(words) <= LONGEST_HEADING else ""


def quoted_names(text: str) -> set[str]:
    """Names that stand in quotation marks, folded: Mô hình “Dân vận khéo”."""
    names = (words_in(folded(m.group(1))) for m in _QUOTED.finditer(text))
    return {" ".join(n) for n in names if 2 <= len(n) <= LONGEST_NAME}  # noqa: PLR2004


def runs(text: str, shared: Iterable[Phrase]) -> tuple[Span, ...]:
    """The shared phrases where they stand, neighbouring ones joined to one run."""
    wanted = frozenset(shared)
    found: list[Span] = []
    fold = folded(text)
    for phrase, (start, end) in phrases_in(fold, 0, len(fold)):
        if phrase not in wanted:
            continue
        if found and start <= found[-1][1] + 2:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def _said(word: re.Match[str]) -> str:
    said = word.group()
    return said.lstrip("0") or "0" if said.isdigit() else said
