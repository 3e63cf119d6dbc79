"""Where an act is shown, the capacity stands with it, and for whom one acted."""

import pytest

from approvals import services as approvals
from approvals.enums import DecisionOutcome
from history.models import HistoryEntry
from history.models.entry import acting_title
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders, matrix
from tests.pages.visits import page, text_of
from workflows.enums import ReturnKind
from workflows.models import Mission
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db
LENT = "TUQ. Phó Trưởng Ban, Bí thư Chi đoàn"
KT = "KT. Trưởng Ban, Phó Trưởng Ban"


def decided(cast: Cast, outcome: DecisionOutcome, by: Person | None = None) -> Mission:
    """A report decided by a delegate of the deputy in charge, or by who is given."""
    mission = builders.handed_in(cast)
    if by is None:
        matrix.lend(cast, cast.bt_chidoan, starts=-1, ends=1)
    approvals.decide(
        mission_id=mission.pk,
        outcome=outcome,
        kind=ReturnKind.MINOR_CORRECTION,
        reason="Bổ sung số liệu.",
        by=by or cast.bt_chidoan,
    )
    return mission


@pytest.mark.parametrize(
    ("title", "capacity", "on_behalf_of", "words"),
    [
        ("Trưởng Ban", "", "", "Trưởng Ban"),
        ("Phó Trưởng Ban", "KT.", "Trưởng Ban", KT),
        ("Bí thư Chi đoàn", "TUQ.", "Phó Trưởng Ban", LENT),
        ("Chánh Văn phòng", "TL.", "Trưởng Ban", "TL. Trưởng Ban, Chánh Văn phòng"),
        ("Trưởng phòng", "Q.", "", "Q. Trưởng phòng"),
        ("", "TUQ.", "Trưởng Ban", "TUQ. Trưởng Ban"),
        ("Phó Trưởng phòng", "KT.", "", "Phó Trưởng phòng"),
        ("", "", "", ""),
    ],
)
def test_a_title_is_written_as_a_paper_is_signed(
    title: str, capacity: str, on_behalf_of: str, words: str
) -> None:
    assert acting_title(title, capacity, on_behalf_of) == words


@pytest.mark.parametrize("outcome", list(DecisionOutcome))
def test_a_delegates_decision_names_the_delegator_wherever_it_is_shown(
    cast: Cast, outcome: DecisionOutcome
) -> None:
    mission = decided(cast, outcome)
    name = cast.bt_chidoan.full_name
    entry = HistoryEntry.objects.filter(subject_type="mission").latest("pk")

    on_page = text_of(page(cast.truong_ban, f"/nhiem-vu/{mission.pk}/"))
    # The result of the round and the history; returned work says it on top as well,
    # approved work among its steps.
    assert on_page.count(LENT) == 3
    assert f"{LENT} {name}" in on_page
    in_inbox = text_of(page(cast.tp_qldn, f"/hop-viec/{mission.pk}/"))
    assert f"{LENT} {name}" in in_inbox
    notices = text_of(page(cast.tp_qldn, "/thong-bao/"))
    assert LENT in notices
    ledger = text_of(page(cast.kiem_tra, f"/lich-su/?muc={entry.pk}"))
    assert f"{name} {LENT}" in ledger
    assert "TUQ. Phó Trưởng Ban" in ledger.split(f"Sự kiện {entry.pk}")[-1]


def test_a_deputy_decides_kt_wherever_it_is_shown(cast: Cast) -> None:
    mission = decided(cast, DecisionOutcome.RETURN, cast.ptb_hai)

    for person, url in (
        (cast.tp_qldn, f"/nhiem-vu/{mission.pk}/"),
        (cast.tp_qldn, f"/hop-viec/{mission.pk}/"),
        (cast.tp_qldn, "/thong-bao/"),
        (cast.kiem_tra, "/lich-su/"),
    ):
        assert KT in text_of(page(person, url)), url


def test_what_was_passed_up_or_handed_in_by_a_delegate_says_so(cast: Cast) -> None:
    mission = builders.started(cast)
    lent = matrix.lend(cast, cast.cv_qldn, starts=-1, ends=1)
    lent.delegator = cast.post("tp_qldn")
    lent.save()
    approvals.hand_in(mission_id=mission.pk, report=HandIn("Đã xong."), by=cast.cv_qldn)
    matrix.lend(cast, cast.bt_chidoan, starts=-1, ends=1)
    approvals.pass_up(
        mission_id=mission.pk, comment="Vượt lĩnh vực.", by=cast.bt_chidoan
    )

    words = text_of(page(cast.truong_ban, f"/nhiem-vu/{mission.pk}/"))

    author = "TUQ. Trưởng phòng Quản lý doanh nghiệp, Chuyên viên Phòng Quản lý doanh"
    assert f"Người nộp: {author}" in words
    assert f"{LENT} {cast.bt_chidoan.full_name} chuyển Trưởng Ban quyết định." in words
    in_inbox = text_of(page(cast.truong_ban, f"/hop-viec/{mission.pk}/"))
    assert f"Người nộp: {author}" in in_inbox
    assert f"{LENT} {cast.bt_chidoan.full_name} chuyển Trưởng Ban" in in_inbox
