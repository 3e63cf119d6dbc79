"""Document 000 given out, and a second version of it as an agency would issue it: two
deadlines and one unit changed, one item dropped, one added, so that numbers move."""

from datetime import date

from django.utils import timezone

from organization.models import Person
from tests.cast import Cast
from tests.pages import intake as first_version
from tests.reading.documents import source
from workflows.models import Document, DraftItem, Mission
from workflows.queries.calendar import catalogue_in_force
from workflows.reading import read_text
from workflows.services import documents, items
from workflows.services.items import Answer

NUMBER, DAY = "52/KH-BQLKKTCK", date(2026, 2, 5)
OLD = f"Kế hoạch {first_version.NUMBER} ngày 02/02/2026"
NEW = f"Kế hoạch {NUMBER} ngày 05/02/2026"
NEW_ITEM = """1.6. Tổ chức gặp mặt các hãng vận tải quốc tế nhân dịp đầu xuân.

*Lãnh đạo chỉ đạo: Đ/c Vũ Việt Hải - Phó Trưởng Ban.*

*Đơn vị thực hiện: Phòng Quản lý doanh nghiệp.*

*Thời gian hoàn thành: Trước ngày 12/02/2026*

"""


def second_version(*, replaces: bool = True) -> str:
    """The text of the second version; `replaces` lets it say so itself."""
    text = source("000")
    head, rest = text.split("1.3. Thực hiện trang trí", 1)
    dropped, rest = rest.split("1.4. ", 1)
    assert "Trước 08/02/2026" in dropped
    text = f"{head}1.3. {rest}"
    for number in (5, 6, 7):
        text = text.replace(f"1.{number}. ", f"1.{number - 1}. ", 1)
    added_before = text.index("1.6. Đôn đốc")
    text = text[:added_before] + NEW_ITEM + text[added_before:]
    text = text.replace("1.6. Đôn đốc", "1.7. Đôn đốc", 1)
    # Two deadlines: 1.1 and 1.2; one unit: the plan of 1.2 goes to another division.
    text = text.replace("Trước ngày 05/02/2026", "Trước ngày 09/02/2026", 1)
    text = text.replace("Trước 07/02/2026", "Trước 11/02/2026", 1)
    text = text.replace(
        "Kế hoạch tổng hợp chủ trì phối hợp với phòng Quản lý hạ tầng",
        "Kế hoạch tổng hợp chủ trì phối hợp với phòng Quản lý doanh nghiệp",
        1,
    )
    if replaces:
        text += (
            f"\n\nKế hoạch này thay thế Kế hoạch số {first_version.NUMBER} ngày "
            "02/02/2026.\n"
        )
    return text


def settled_and_given(cast: Cast) -> tuple[Document, dict[str, Mission]]:
    """The first version: settled, but for 3.1, and given out; missions by number."""
    document = first_version.dated(cast.van_thu)
    for item in document.items.filter(section__startswith="II"):
        if not item.ordinal.startswith("3"):
            settle(cast, item)
    document.refresh_from_db()
    chosen = [item.pk for item in document.items.all()]
    documents.give_out(document_id=document.pk, item_ids=chosen, by=cast.van_thu)
    missions = Mission.objects.filter(document=document).select_related("item")
    return document, {mission.item.ordinal: mission for mission in missions}


def settle(cast: Cast, item: DraftItem) -> DraftItem:
    """Answer what the paper leaves open, as a clerk would."""
    lead = item.lead_unit or cast.unit("van_phong")
    supporting = tuple(one for one in item.supporting_units.all() if one != lead)
    answer = Answer(
        title=item.title,
        text=item.text,
        lead_unit=lead,
        directing_leader=item.directing_leader or cast.post("truong_ban"),
        supporting_units=supporting,
        due_on=item.due_on,
        no_deadline_reason="" if item.due_on else "Việc thường xuyên",
        reviewed=True,
    )
    return items.settle_item(item_id=item.pk, answer=answer, by=cast.van_thu)


def undated(by: Person, text: str, supersedes: Document | None = None) -> Document:
    """A later version as it comes in, without number and day."""
    reading = read_text(text, catalogue_in_force(timezone.now()))
    return documents.register_document(reading=reading, by=by, supersedes=supersedes)


def registered(
    by: Person, text: str, supersedes: Document | None = None, *, number: str = NUMBER
) -> Document:
    """A later version, read and registered, with its number and day."""
    document = undated(by, text, supersedes)
    return documents.set_number_and_date(
        document_id=document.pk, reference_number=number, issued_on=DAY, by=by
    )
