"""Whoever searches finds what he or she may see at this moment, and nothing else."""

import unicodedata
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from approvals import services as approvals
from organization import scopes
from organization.enums import DelegationScope
from organization.models import Delegation
from tests.cast import Cast
from tests.missions import builders, matrix, reorganisations
from tests.missions.test_exceptions import let_in
from tests.search.searching import kinds, look, missions
from workflows.enums import SearchKind
from workflows.models import Document, Mission, SearchRow
from workflows.queries import missions_visible_to
from workflows.queries.search.asked import asked
from workflows.queries.search.found import find
from workflows.services import corrections

pytestmark = pytest.mark.django_db
WANTED = asked("xyloquartz")
RARE = "Thẩm định giá xyloquartz"
MEMBERS = ("truong_ban", "ptb_hai", "ptb_khanh", "chanh_vp", "tp_qldn", "gd_ttqlck",
           "cv_qldn", "tp_qlht", "cv_qlht", "kiem_tra", "quan_tri",
           "van_thu")  # fmt: skip

ROWS = """
INSERT INTO workflows_searchrow (kind, subject_id, place, mission_id, words)
SELECT 'R', 1000000 + n, %s - n %% 2, %s,
       format('xyloquartz:1 '':u1'' '':kr'' '':8n%%s''', (%s - n %% 2) >> 8)::tsvector
  FROM generate_series(1, 1200) n"""

APART = ROWS.replace("xyloquartz:1", "hat:1 xyloquartz:9").replace("- n %% 2", "+ 0")


@pytest.mark.parametrize(
    "typed",
    ["thẩm định giá", "tham dinh gia", "THAM DINH", "định thẩm", "xyloq", "thẩm đị",
     unicodedata.normalize("NFD", "thẩm định")],
)  # fmt: skip
def test_with_marks_without_them_in_any_form_in_any_order(
    cast: Cast, typed: str
) -> None:
    mission = builders.given(cast, title=RARE)

    assert missions(cast.ptb_hai, typed) == {mission.pk}


def test_quoted_words_stand_as_written_in_that_order(cast: Cast) -> None:
    marked = builders.given(cast, title="Giải ngân vốn", text="Theo kế hoạch.")
    bare = builders.given(cast, title="Giai ngan von", text="Theo kế hoạch.")
    apart = builders.given(cast, title="Ngân sách giải trình", text="Theo kế hoạch.")

    assert missions(cast.ptb_hai, "giai ngan") == {marked.pk, bare.pk, apart.pk}
    assert missions(cast.ptb_hai, '"giải ngân"') == {marked.pk}
    assert missions(cast.ptb_hai, '"giai ngan"') == {bare.pk}
    assert missions(cast.ptb_hai, '"Giải ngân" "kế hoạch"') == {marked.pk}


def test_numbers_are_found_as_people_write_them(cast: Cast) -> None:
    one = builders.given(cast, text="Thực hiện Chỉ thị 04/CT-UBND ngày 26/01/2026.")
    other = builders.given(cast, text="Thực hiện 04 việc theo CT khác của UBND.")

    assert missions(cast.ptb_hai, "04/CT-UBND") == {one.pk}
    for typed in (f"NV {other.pk:03d}", f"nv{other.pk}", f"NV {other.pk}"):
        assert other.pk in missions(cast.ptb_hai, typed)
        assert one.pk not in missions(cast.ptb_hai, typed)


@pytest.mark.parametrize("member", MEMBERS)
def test_everybody_finds_exactly_the_missions_of_his_list(
    cast: Cast, member: str
) -> None:
    builders.handed_in(cast, title=RARE)
    builders.given(
        cast,
        by=cast.ptb_khanh,
        title=RARE,
        lead_unit=cast.unit("phong_qlht"),
        directing_leader=cast.post("ptb_ha_tang"),
        supporting_units=(),
    )
    person = getattr(cast, member)

    found = missions(person, "xyloquartz")

    assert found == set(missions_visible_to(person).values_list("pk", flat=True))


def test_reports_and_history_are_found_by_who_sees_their_mission(cast: Cast) -> None:
    builders.handed_in(cast, text="Đã thu xyloquartz.")
    returned = builders.returned(cast)

    assert kinds(cast.tp_qldn, "xyloquartz") == {"REPORT"}
    assert kinds(cast.tp_qlht, "xyloquartz") == set()
    assert "HISTORY" in kinds(cast.cv_qldn, "bổ sung số liệu từng cửa khẩu")
    assert returned.pk in missions(cast.cv_qldn, '"Bổ sung số liệu từng cửa khẩu"')
    assert not look(cast.cv_qlht, "bổ sung số liệu").hits


def test_an_exception_opens_the_search_and_its_end_closes_it(cast: Cast) -> None:
    mission = builders.given(cast, title=RARE)
    row = let_in(cast, mission)
    now = timezone.now()

    assert missions(cast.cv_qlht, "xyloquartz", at=now) == {mission.pk}
    after = row.ends_at + timedelta(seconds=1)
    assert missions(cast.cv_qlht, "xyloquartz", at=after) == set()


@pytest.mark.parametrize("scope", [DelegationScope.ALL, DelegationScope.UNIT])
def test_a_delegate_finds_until_the_second_it_ends(
    cast: Cast, scope: DelegationScope
) -> None:
    mission = builders.given(cast, title=RARE)
    now = timezone.now()
    Delegation.objects.create(
        delegator=cast.post("ptb_xuat_nhap_khau"),
        delegate=cast.tp_khth,
        scope=scope,
        unit=cast.unit("phong_qldn") if scope == DelegationScope.UNIT else None,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
        paper="02/GUQ",
    )

    assert missions(cast.tp_khth, "xyloquartz", at=now) == {mission.pk}
    later = now + timedelta(hours=1)
    assert missions(cast.tp_khth, "xyloquartz", at=later) == set()


def test_a_supporting_unit_added_later_finds_it_one_taken_off_no_more(
    cast: Cast,
) -> None:
    mission = builders.started(cast, title=RARE)
    assert missions(cast.tp_qlht, "xyloquartz") == set()
    assert missions(cast.gd_ttqlck, "xyloquartz") == {mission.pk}

    support = (cast.unit("phong_qlht"),)
    changed = matrix.correction(cast, title=RARE, supporting_units=support)
    corrections.correct(
        mission_id=mission.pk, correction=changed, reason="Đổi.", by=cast.ptb_hai
    )
    # Nothing was indexed anew yet, and still nobody finds too much.
    assert not find(scopes.in_force(cast.gd_ttqlck, timezone.now()), WANTED).hits

    assert missions(cast.tp_qlht, "xyloquartz") == {mission.pk}
    assert missions(cast.gd_ttqlck, "xyloquartz") == set()


def test_a_mission_that_went_to_another_unit_is_found_there(cast: Cast) -> None:
    mission = builders.started(cast, title=RARE)
    changed = matrix.correction(
        cast, title=RARE, lead_unit=cast.unit("tt_qlck"), supporting_units=()
    )
    corrections.correct(
        mission_id=mission.pk, correction=changed, reason="Đổi.", by=cast.ptb_hai
    )

    assert missions(cast.gd_ttqlck, "xyloquartz") == {mission.pk}
    assert missions(cast.tp_qldn, "xyloquartz") == set()


def test_documents_are_found_by_the_office_alone(cast: Cast) -> None:
    document = Document.objects.create(
        kind="PLAN",
        reference_number="77/KH-XQZ",
        subject="Kế hoạch xyloquartz",
        text="I. Toàn văn",
        monitoring_officer=cast.van_thu,
        registered_at=timezone.now(),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO workflows_searchwaiting (subject_type, subject_id)"
            " VALUES ('document', %s)",
            [document.pk],
        )

    for member, may in (("van_thu", True), ("truong_ban", False), ("cv_qldn", False)):
        person = getattr(cast, member)
        own = look(person, "77/KH-XQZ", SearchKind.DOCUMENT).hits
        assert bool(own) is may, member
        assert ("DOCUMENT" in kinds(person, "xyloquartz")) is may, member


def test_of_more_than_a_thousand_the_newest_are_ranked(cast: Cast) -> None:
    """Rows alone stand for the missions: a thousand acts would take minutes."""
    mission = builders.given(cast, title=RARE)
    look(cast.truong_ban, RARE)
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [mission.pk] * 3)

    found = look(cast.truong_ban, "xyloquartz")

    assert len(found.hits) == 1000
    assert found.is_more
    ranks = [hit.rank for hit in found.hits]
    assert ranks == sorted(ranks, reverse=True)
    assert not look(cast.truong_ban, "xyloquartz", SearchKind.MISSION).is_more


def test_of_words_that_seldom_stand_together_the_newest_rows_are_opened(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it is told that older ones were not."""
    old = builders.given(cast, title="Hạt xyloquartz")
    look(cast.truong_ban, RARE)
    with connection.cursor() as cursor:
        cursor.execute(APART, [old.pk + 1, old.pk, old.pk + 1])
    monkeypatch.setattr("workflows.queries.search.found.MOST_OPENED", 1199)

    cut = look(cast.truong_ban, "hat/xyloquartz")
    monkeypatch.setattr("workflows.queries.search.found.MOST_OPENED", 1201)
    whole = look(cast.truong_ban, "hat/xyloquartz")

    assert (cut.is_cut, len(cut.hits)) == (True, 0)
    assert (whole.is_cut, [hit.mission_id for hit in whole.hits]) == (False, [old.pk])


def test_the_number_of_an_old_document_is_a_rare_word(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many newer rows hold its parts, none of them is opened."""
    old = builders.given(cast, text="Theo Kế hoạch số 45 /KH-BQLKKTCK ngày 02/3.")
    look(cast.truong_ban, RARE)
    parts = APART.replace("xyloquartz:9", "45:5 kh:9 bqlkktck:10")
    with connection.cursor() as cursor:
        cursor.execute(parts, [old.pk + 1, old.pk, old.pk + 1])
    monkeypatch.setattr("workflows.queries.search.found.MOST_OPENED", 2)

    for typed in ("45/KH-BQLKKTCK", "45/kh", '"45/KH-BQLKKTCK"', "02/3"):
        found = look(cast.truong_ban, typed)
        assert ({hit.mission_id for hit in found.hits}, found.is_cut) == (
            {old.pk},
            False,
        ), typed


@pytest.mark.parametrize(
    "typed",
    ["' & | ! ( ) : * <->", "\\", "'''", '"', '""', "a" * 5000, "\0giai\0",
     "\u0301\u0323",
     "!giai", "giai:*", "'; DROP TABLE workflows_mission; --", "(((", "\ud800", "🜃 ☃",
     "a & ", "“”", '"giải', "%s %(a)s", "<b>giai</b>", " ".join("giai" * 50)],
)  # fmt: skip
def test_whatever_is_typed_is_harmless(cast: Cast, typed: str) -> None:
    mission = builders.given(cast, title=RARE)

    look(cast.ptb_hai, typed)

    assert Mission.objects.filter(pk=mission.pk).exists()
    assert SearchRow.objects.filter(mission=mission.pk).exists()


def test_after_a_reorganisation_the_new_unit_finds_what_it_took_over(
    cast: Cast,
) -> None:
    mission = builders.started(cast, title=RARE)
    look(cast.truong_ban, RARE)

    reorganisations.carried_out(cast, reorganisations.merger())

    for member in MEMBERS:
        person = getattr(Cast(), member)
        sees = missions_visible_to(person).filter(pk=mission.pk).exists()
        assert (mission.pk in missions(person, "xyloquartz")) is sees, member


def test_a_mission_withdrawn_is_still_found(cast: Cast) -> None:
    mission = builders.given(cast, title=RARE)
    approvals.withdraw(mission_id=mission.pk, reason="Giao nhầm.", by=cast.ptb_hai)

    assert missions(cast.ptb_hai, "xyloquartz") == {mission.pk}
