"""Read one file against the catalogue and print what it means; nothing is written."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from workflows.enums import DocumentKind, Doubt, ItemKind
from workflows.queries.calendar import catalogue_in_force
from workflows.reading import ALL_LEADERS, Item, Reading, ReadingRefused, read_file

NO_CATALOGUE = "Chưa có danh mục đơn vị. Chạy manage.py load_organization rồi đọc lại."
NONE_GIVEN = "chưa rõ"


class Command(BaseCommand):
    help = "Đọc một tệp văn bản và in ra các việc được giao trong đó; không ghi gì."
    # Nothing but the answer on stdout, nothing but the reason on stderr.
    requires_system_checks: list[str] = []  # noqa: RUF012  as Django declares it

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .docx, .pdf, .txt hoặc .md")
        shape = parser.add_mutually_exclusive_group()
        shape.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        shape.add_argument(
            "--text", action="store_true", help="in văn bản trích ra từ tệp"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        path: Path = options["file"]
        catalogue = catalogue_in_force(timezone.now())
        if not catalogue.units:
            raise CommandError(NO_CATALOGUE, returncode=2)
        try:
            reading = read_file(path, path.name, catalogue)
        except ReadingRefused as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        if options["text"]:
            self.stdout.write(reading.text, ending="")
        elif options["json"]:
            answer = json.dumps(reading.as_json(), ensure_ascii=False, indent=1)
            self.stdout.write(answer)
        else:
            names = {one.code: one.name for one in catalogue.units}
            names |= {one.code: one.name for one in catalogue.collectives}
            self.stdout.write("\n".join(_summary(reading, names)))


def _summary(reading: Reading, names: dict[str, str]) -> Iterator[str]:
    facts = reading.document
    kind = DocumentKind(facts.kind.upper()).label
    yield f"{kind} {facts.reference_number or '(chưa có số)'}: {facts.subject or ''}"
    yield f"Cơ quan ban hành: {facts.issuing_body or NONE_GIVEN}"
    signer = ", ".join(one for one in (facts.signer, facts.signer_title) if one)
    yield f"Người ký: {signer or NONE_GIVEN}"
    doubtful = sum(bool(item.review_reasons) for item in reading.items)
    yield f"{len(reading.items)} việc, {doubtful} việc cần xem lại"
    for item in reading.items:
        yield ""
        yield from _lines_of(item, names)


def _lines_of(item: Item, names: dict[str, str]) -> Iterator[str]:
    place = f"{item.section}, {item.ordinal}" if item.section else item.ordinal
    kind = ItemKind(item.kind.upper()).label
    yield f"[{place or '–'}] {kind}: {item.title}"
    leaders = ["các đồng chí Lãnh đạo" if n == ALL_LEADERS else n for n in item.leaders]
    yield f"  Lãnh đạo chỉ đạo: {', '.join(leaders) or NONE_GIVEN}"
    yield f"  Đơn vị chủ trì: {_named(item.lead_units, names)}"
    if item.supporting_units:
        yield f"  Đơn vị phối hợp: {_named(item.supporting_units, names)}"
    words, due = item.deadline.words, item.deadline.due_on
    last = f"hết ngày {due:%d/%m/%Y}" if due else "chưa xác định ngày"
    yield f"  Thời hạn: “{words}”, {last}" if words else "  Thời hạn: không nêu"
    if item.review_reasons:
        points = [str(Doubt(reason.value).label) for reason in item.review_reasons]
        yield f"  Cần xem lại: {'; '.join(points)}"


def _named(codes: tuple[str, ...], names: dict[str, str]) -> str:
    return "; ".join(names.get(code, code) for code in codes) or NONE_GIVEN
