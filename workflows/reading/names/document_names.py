"""Names of units that a document gives by themselves, and what tells of an agency."""

import re
from collections.abc import Iterator

from workflows.reading.letters import folded
from workflows.reading.names.name_runs import head_at, run_at, works_at
from workflows.reading.names.tokens import Token, tokens_of

LONGEST_LINE = 160
_EDGES = re.compile(r"[\n|;:•+]|(?<=\s)[-–](?=\s)|\.\s|,\s|\s\((?=chủ trì|phối hợp)")
_LABELLED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-zđ]\)|[IVX]{1,5}\.)\s+")
_TRIMMED = " \t\r\f*_#().;,"
_CELLS = re.compile(r"[|:]")
_UNFINISHED = {("uy", "ban", "nhan", "dan"), ("hoi", "dong", "nhan", "dan")}


def names_by_themselves(text: str) -> Iterator[tuple[list[Token], str, bool]]:
    """(words, name, whether a comma cut it) for each name that stands alone.

    In a cell, a heading, behind a label, or between the marks of a list.
    """
    for line in dict.fromkeys(text.splitlines()):
        pieces = [line] if len(line) <= LONGEST_LINE else []
        cells = [*pieces, *_CELLS.split(line)]
        for piece in (*cells, *_EDGES.split(line[: 4 * LONGEST_LINE])):
            name = _LABELLED.sub("", piece.strip(_TRIMMED)).strip(_TRIMMED)
            alone = piece in cells
            tokens = _whole_name(name, by_itself=alone)
            if tokens and tuple(token.fold for token in tokens) not in _UNFINISHED:
                yield tokens, name, not alone


def is_agency_code(code: str) -> bool:
    """Whether a code is that of an agency, not of a unit inside one."""
    return code.startswith(
        ("so_", "bo_", "ubnd", "hdnd", "vp_ubnd", "cong_an", "chi_cuc", "cuc_", "thue_",
         "thanh_tra_tinh", "hiep_hoi", "cong_ty", "kho_bac", "bao_hiem", "ngan_hang",
         "toa_an", "vien_kiem_sat", "tinh_uy", "thanh_uy", "bao_va_", "dai_",
         "tong_cuc", "benh_vien", "truong_", "cang_vu", "uy_ban", "ban_thuong_vu",
         "tinh_doan")
    )  # fmt: skip


def _whole_name(name: str, *, by_itself: bool) -> list[Token]:
    """The words of a piece that is the name of a unit and nothing else, or none.

    In running words the piece before a comma may end with a verb: "Văn phòng tổng
    hợp, báo cáo …".
    """
    if not name or len(name) > LONGEST_LINE or not head_at(name, 0, len(name)):
        return []
    fold = folded(name)
    tokens = tokens_of(fold, 0, len(fold))
    run = run_at(name, tokens, 0, len(name))
    if by_itself and run is not None and _rest_is_small(name, tokens[run.length :]):
        return tokens
    is_whole = run is not None and run.length == len(tokens) > 1
    ends = not by_itself and any(
        works_at(name, token.start, len(name)) for token in tokens[-2:]
    )
    return tokens if is_whole and not ends else []


def _rest_is_small(name: str, rest: list[Token]) -> bool:
    """Whether ", giáo dục pháp luật" goes on with a name up to the end of its cell."""
    if len(rest) < 2 or rest[0].fold != ",":  # noqa: PLR2004
        return False
    return not any(
        token.fold in {",", ";", "cac"}
        or name[token.start].isupper()
        or head_at(name, token.start, len(name))
        or works_at(name, token.start, len(name))
        for token in rest[1:]
    )
