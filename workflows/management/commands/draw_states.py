"""Draw the states of a mission from the code, so that the drawing cannot lie."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from workflows.enums import OPEN_STATES, MissionState
from workflows.models import Mission
from workflows.policies import SOURCES, WORDS

PLACE = Path(settings.BASE_DIR) / "docs" / "states.md"
WORDS_OF = {
    "return_for_revision": "trả lại",
    "complete": "duyệt hoàn thành",
}
HEAD = """\
# Trạng thái của nhiệm vụ

Tệp này do lệnh `manage.py draw_states` vẽ từ mã nguồn; không sửa bằng tay. Ai được làm
gì ở mỗi trạng thái: xem [permissions.md](permissions.md).

"""


class Command(BaseCommand):
    help = "Vẽ sơ đồ trạng thái của nhiệm vụ vào docs/states.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="chỉ so với tệp, không ghi"
        )

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:  # noqa: ARG002
        text = drawing()
        if not check:
            PLACE.write_text(text, encoding="utf-8")
        elif not PLACE.exists() or PLACE.read_text(encoding="utf-8") != text:
            self.stderr.write("docs/states.md đã cũ. Chạy: manage.py draw_states")
            raise SystemExit(1)


def drawing() -> str:
    """The whole page: the diagram, and below it the same as a table."""
    return f"{HEAD}{_diagram()}\n{_table()}"


def arrows() -> list[tuple[MissionState, str, MissionState]]:
    """Every transition of the model, in the order of the states."""
    found = {
        (MissionState(str(one.source)), one.name, MissionState(str(one.target)))
        for one in Mission._meta.get_field("state").get_all_transitions(Mission)  # noqa: SLF001
    }
    order = list(MissionState)
    return sorted(found, key=lambda arrow: (order.index(arrow[0]), arrow[1]))


def _words(verb: str) -> str:
    return WORDS_OF.get(verb) or WORDS[verb]


def _diagram() -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.name} : {state.label}" for state in MissionState]
    lines.append(f"    [*] --> {MissionState.ASSIGNED.name} : giao")
    lines += [
        f"    {source.name} --> {target.name} : {_words(verb)}"
        for source, verb, target in arrows()
    ]
    closed = [state for state in MissionState if state not in OPEN_STATES]
    lines += [f"    {state.name} --> [*]" for state in closed]
    return "\n".join([*lines, "```", ""])


def _table() -> str:
    lines = ["| Thao tác | Từ trạng thái |", "|---|---|"]
    lines += [
        f"| {WORDS[act]} | {', '.join(MissionState(s).label for s in sources)} |"
        for act, sources in SOURCES.items()
    ]
    notes = [
        "",
        "Nơi không có bước Văn phòng kiểm tra, báo cáo nộp xong được trình lãnh đạo",
        "ngay trong cùng thao tác, với mục nhật ký riêng. Đính chính và phân công",
        "chuyên viên không đổi trạng thái; đính chính chỉ làm được trước lần báo cáo",
        "đầu tiên.",
        "",
    ]
    return "\n".join([*lines, *notes])
