"""A mission that Văn phòng gave out in execution of a signed document."""

from datetime import date

from django.utils import timezone

from tests.cast import Cast
from tests.missions import builders
from workflows.enums import DocumentKind, ItemKind
from workflows.models import Document, DraftItem, Mission
from workflows.services import documents


def from_a_document(cast: Cast) -> Mission:
    """A mission that Văn phòng gave out in execution of a signed document."""
    document = Document.objects.create(
        kind=DocumentKind.PLAN,
        reference_number=f"{Document.objects.count() + 1}/KH-BQLKKTCK",
        issued_on=date(2026, 1, 26),
        subject="Kế hoạch công tác",
        text="Nắm tình hình xuất nhập khẩu.",
        monitoring_officer=cast.van_thu,
        registered_at=timezone.now(),
    )
    item = DraftItem.objects.create(
        document=document,
        position=1,
        kind=ItemKind.TASK,
        title="Nắm tình hình xuất nhập khẩu",
        text="Nắm tình hình xuất nhập khẩu.",
        span_start=0,
        span_end=29,
        lead_unit=cast.unit("phong_qldn"),
        directing_leader=cast.post("ptb_xuat_nhap_khau"),
        due_on=builders.DUE,
    )
    item.supporting_units.add(cast.unit("tt_qlck"))
    given = documents.give_out(
        document_id=document.pk, item_ids=[item.pk], by=cast.van_thu
    )
    return given.missions[0]
