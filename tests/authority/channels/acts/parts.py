"""How the acts of the area `parts` are sent."""

from typing import Any, Final

from organization.models import Delegation
from tests.authority.channels.acts import Form
from tests.cast import Cast
from tests.missions import builders, twins
from workflows.models import Document, Mission

TWIN: Final = "Kế hoạch giao cùng một việc"


def _order(cast: Cast) -> dict[str, Any]:
    return {
        "title": "Nắm tình hình theo tuần",
        "text": "Nắm tình hình xuất nhập khẩu theo tuần.",
        "lead_unit": cast.unit("phong_qldn").pk,
        "directing_leader": cast.post("ptb_xuat_nhap_khau").pk,
        "due_on": f"{builders.DUE:%d/%m/%Y}",
        "reason": "Đổi cách làm.",
    }


def _part(cast: Cast) -> dict[str, Any]:
    return {
        "p1-title": "Tổng hợp số liệu",
        "p1-lead_unit": cast.unit("phong_qldn").pk,
        "p1-due_on": f"{builders.DUE:%d/%m/%Y}",
    }


def make_twin(cast: Cast) -> Mission:
    """Another mission from a document, for many that take it in turn."""
    other = twins.from_a_document(cast)
    Document.objects.filter(pk=other.document_id).update(subject=TWIN)
    return other


def twin(cast: Cast, mission_id: int) -> tuple[int, ...]:
    """Another mission from a document, lent to whom the first one is lent."""
    other = Mission.objects.filter(document__subject=TWIN).first() or make_twin(cast)
    for lent in Delegation.objects.filter(mission_id=mission_id):
        lent.pk, lent.mission_id = None, other.pk
        lent.save()
    return (other.pk,)


FORMS: Final[dict[str, Form]] = {
    "split": Form("split", _part),
    "derive": Form("derive", _part),
    "merge": Form(
        "merge_with",
        lambda _: {"keeps": "other", "reason": "Là một.", "authority": "TB 1"},
        twin,
    ),
    "replace": Form("replace", _order),
    "record_outside": Form(
        "outside_ask",
        lambda _: {"agency": "Sở Tài chính", "on": "01/01/2026", "text": "Cho ý kiến."},
    ),
}
# Forms that are part of an act above: address → act.
PARTS: Final[dict[str, str]] = {"outside_answer": "record_outside"}
