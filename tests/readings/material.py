"""A paper and evidence whose words can be told from everything else on a page."""

from approvals import services as approvals
from tests.cast import Cast
from tests.missions import builders
from workflows.files import Upload
from workflows.models import Attachment
from workflows.services.reports import HandIn

CONTENT = b"%PDF-1.4 evidence"
NAME = "Phụ lục 02.pdf"


def evidence_of(cast: Cast) -> Attachment:
    """One file of a report that Phòng QLDN handed in."""
    mission = builders.started(cast)
    upload = Upload(NAME, len(CONTENT), [CONTENT])
    approvals.hand_in(
        mission_id=mission.pk,
        report=HandIn("Đã xong.", uploads=[upload]),
        by=cast.tp_qldn,
    )
    return Attachment.objects.select_related("report").get(report__mission=mission)
