"""The lead unit's people prepare, supporting units add; neither closes anything."""

import pytest

from history.enums import HistoryKind
from history.models import HistoryEntry
from notifications.models import Notification
from organization.models import Person
from tests.cast import Cast
from tests.missions import builders
from workflows import files
from workflows.enums import MissionState
from workflows.exceptions import (
    ActionDenied,
    BadFile,
    InvalidInput,
    InvalidTransition,
    MissionNotFound,
    StaleMission,
)
from workflows.models import Attachment, Contribution, Mission, ReportDraft
from workflows.services import preparing
from workflows.services.reports import HandIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def write(mission: Mission, by: Person, text: str, version: int = 0) -> ReportDraft:
    return preparing.save_draft(
        mission_id=mission.pk, text=text, result="", by=by, expected_version=version
    )


def paper(name: str = "so-lieu.pdf") -> files.Upload:
    data = b"%PDF-1.7 so lieu"
    return files.Upload(name, len(data), [data])


def send(mission: Mission, cast: Cast, by: Person, unit: str = "tt_qlck", **more):
    return preparing.contribute(
        mission_id=mission.pk,
        unit=cast.unit(unit),
        by=by,
        **{"text": "Có 412 xe qua cửa khẩu.", **more},
    )


def test_an_officer_writes_and_the_head_hands_in(cast: Cast):
    mission = builders.started(cast)

    draft = write(mission, cast.cv_qldn, "Đã kiểm tra 12 doanh nghiệp.")
    draft = preparing.add_draft_files(
        mission_id=mission.pk, uploads=[paper()], by=cast.cv_qldn
    )
    builders.approvals.hand_in(
        mission_id=mission.pk,
        report=HandIn(draft.text, draft=draft.version),
        by=cast.tp_qldn,
    )

    assert not ReportDraft.objects.exists()
    assert [one.name for one in Attachment.objects.all()] == ["so-lieu.pdf"]
    entry = HistoryEntry.objects.get(kind=HistoryKind.REPORT_HANDED_IN)
    assert [one["name"] for one in entry.after["files"]] == ["so-lieu.pdf"]


def test_an_officer_hands_nothing_in(cast: Cast):
    mission = builders.started(cast)

    with pytest.raises(ActionDenied):
        builders.approvals.hand_in(
            mission_id=mission.pk, report=HandIn("Xong."), by=cast.cv_qldn
        )


def test_a_draft_is_no_act(cast: Cast):
    mission = builders.started(cast)
    entries = HistoryEntry.objects.count()

    write(mission, cast.cv_qldn, "Đang làm.")

    assert HistoryEntry.objects.count() == entries
    mission.refresh_from_db()
    assert mission.state == MissionState.IN_PROGRESS


def test_two_who_write_do_not_overwrite_each_other(cast: Cast):
    mission = builders.started(cast)
    write(mission, cast.cv_qldn, "Của chuyên viên.")
    write(mission, cast.tp_qldn, "Của trưởng phòng.", version=1)

    with pytest.raises(StaleMission, match=cast.tp_qldn.full_name):
        write(mission, cast.cv_qldn, "Của chuyên viên, bản hai.", version=1)

    assert ReportDraft.objects.get().text == "Của trưởng phòng."


def test_the_same_words_again_change_nothing(cast: Cast):
    mission = builders.started(cast)
    write(mission, cast.cv_qldn, "Một lần.")

    assert write(mission, cast.tp_qldn, "Một lần.", version=1).version == 1


def test_what_was_changed_since_it_was_read_is_not_handed_in(cast: Cast):
    mission = builders.started(cast)
    draft = write(mission, cast.cv_qldn, "Bản một.")
    write(mission, cast.cv_qldn, "Bản hai.", version=draft.version)

    with pytest.raises(StaleMission):
        builders.approvals.hand_in(
            mission_id=mission.pk,
            report=HandIn("Bản một.", draft=draft.version),
            by=cast.tp_qldn,
        )

    assert Mission.objects.get(pk=mission.pk).state == MissionState.IN_PROGRESS


@pytest.mark.parametrize("who", ["gd_ttqlck", "ptb_hai", "chanh_vp", "kiem_tra"])
def test_who_sees_it_from_elsewhere_does_not_write_its_report(cast: Cast, who: str):
    with pytest.raises(ActionDenied):
        write(builders.started(cast), getattr(cast, who), "Chen vào.")


def test_for_another_unit_there_is_nothing_to_write(cast: Cast):
    with pytest.raises(MissionNotFound):
        write(builders.started(cast), cast.cv_qlht, "Chen vào.")


def test_nothing_is_prepared_while_the_report_is_above(cast: Cast):
    with pytest.raises(InvalidTransition):
        write(builders.handed_in(cast), cast.cv_qldn, "Muộn.")


def test_a_file_is_taken_out_of_the_draft_again(cast: Cast):
    mission = builders.started(cast)
    draft = preparing.add_draft_files(
        mission_id=mission.pk, uploads=[paper()], by=cast.cv_qldn
    )
    (row,) = draft.files.all()

    preparing.remove_draft_file(mission_id=mission.pk, file_id=row.pk, by=cast.tp_qldn)

    assert not draft.files.exists()
    with pytest.raises(InvalidInput):
        preparing.remove_draft_file(
            mission_id=mission.pk, file_id=row.pk, by=cast.tp_qldn
        )


def test_a_draft_takes_no_more_than_so_many_files(cast: Cast):
    mission = builders.started(cast)
    for number in (1, 2):
        preparing.add_draft_files(
            mission_id=mission.pk,
            uploads=[paper(f"{number}-{n}.pdf") for n in range(10)],
            by=cast.cv_qldn,
        )

    with pytest.raises(InvalidInput, match="không quá 20 tệp"):
        preparing.add_draft_files(
            mission_id=mission.pk, uploads=[paper()], by=cast.cv_qldn
        )


def test_who_may_not_prepare_leaves_no_file(cast: Cast, folder):
    mission = builders.started(cast)

    with pytest.raises(ActionDenied):
        preparing.add_draft_files(
            mission_id=mission.pk, uploads=[paper()], by=cast.gd_ttqlck
        )

    assert not any(path.is_file() for path in folder.rglob("*"))


@pytest.mark.parametrize("who", ["gd_ttqlck", "cv_ttqlck"])
def test_a_supporting_unit_contributes_and_the_lead_unit_is_told(cast: Cast, who: str):
    mission = builders.started(cast)
    mission = builders.missions.name_officer(
        mission_id=mission.pk, officer=cast.cv_qldn, by=cast.tp_qldn
    )

    send(mission, cast, getattr(cast, who), uploads=[paper()])

    row = Contribution.objects.get()
    assert (row.unit, row.contributed_by) == (cast.unit("tt_qlck"), getattr(cast, who))
    assert [one.name for one in row.files.all()] == ["so-lieu.pdf"]
    entry = HistoryEntry.objects.get(kind=HistoryKind.CONTRIBUTED)
    assert entry.after["text"] == row.text
    told = Notification.objects.filter(kind=HistoryKind.CONTRIBUTED)
    people = set(told.values_list("recipient", flat=True))
    assert {cast.tp_qldn.pk, cast.cv_qldn.pk} <= people
    assert cast.truong_ban.pk not in people


def test_a_contribution_closes_nothing(cast: Cast):
    mission = builders.started(cast)

    send(mission, cast, cast.gd_ttqlck)

    assert Mission.objects.get(pk=mission.pk).state == MissionState.IN_PROGRESS
    with pytest.raises(ActionDenied):
        builders.approvals.hand_in(
            mission_id=mission.pk, report=HandIn("Xong."), by=cast.gd_ttqlck
        )


@pytest.mark.parametrize("unit", ["phong_qldn", "phong_qlht"])
def test_nobody_contributes_in_the_name_of_another_unit(cast: Cast, unit: str):
    with pytest.raises(ActionDenied):
        send(builders.started(cast), cast, cast.gd_ttqlck, unit=unit)


@pytest.mark.parametrize("who", ["tp_qldn", "cv_qldn", "truong_ban", "kiem_tra"])
def test_who_is_not_of_a_supporting_unit_does_not_contribute(cast: Cast, who: str):
    with pytest.raises(ActionDenied):
        send(builders.started(cast), cast, getattr(cast, who))


def test_a_contribution_says_something(cast: Cast):
    with pytest.raises(InvalidInput, match="Chưa có nội dung phối hợp"):
        send(builders.started(cast), cast, cast.gd_ttqlck, text="  ")


def test_a_bad_file_leaves_no_contribution(cast: Cast):
    empty = files.Upload("trống.pdf", 0, [])

    with pytest.raises(BadFile):
        send(builders.started(cast), cast, cast.gd_ttqlck, uploads=[empty])

    assert not Contribution.objects.exists()


def test_what_was_decided_takes_no_contribution(cast: Cast):
    with pytest.raises(InvalidTransition):
        send(builders.completed(cast), cast, cast.gd_ttqlck)
