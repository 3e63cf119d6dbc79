"""The ledger: for who audits the whole; what it shows is what stands written."""

import csv
import io
import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.utils import timezone

from approvals import services as approvals
from history.enums import HistoryKind
from history.hashing import digest
from history.models import HistoryCheck, HistoryEntry
from history.services import SYSTEM, EntryDraft, record
from history.views import ledger_export
from project.templatetags.ui import vn_moment
from tests.cast import Cast
from tests.history.conftest import CHECKER, as_superuser
from tests.missions import builders
from tests.organization.acts import lend
from tests.pages.visits import HTMX, page, signed_in, text_of
from workflows.models import Document, Mission

pytestmark = pytest.mark.django_db
LEDGER = "/lich-su/"
AUDIT = ("truong_ban", "kiem_tra")
DO_NOT = ("ptb_hai", "chanh_vp", "tp_qldn", "cv_qldn", "van_thu", "quan_tri")


def entries(answer: object) -> list[int]:
    return [int(pk) for pk in re.findall(r'<tr id="e-(\d+)"', answer.content.decode())]  # type: ignore[attr-defined]


@pytest.mark.parametrize("member", AUDIT)
def test_who_audits_reads_it_and_finds_it_in_the_navigation(
    cast: Cast, member: str
) -> None:
    answer = page(getattr(cast, member), LEDGER)

    assert answer.status_code == 200
    assert f'href="{LEDGER}" aria-current="page"' in answer.content.decode()


@pytest.mark.parametrize("member", DO_NOT)
def test_for_everybody_else_it_does_not_exist(cast: Cast, member: str) -> None:
    client = signed_in(getattr(cast, member))

    assert client.get(LEDGER).status_code == 404
    assert LEDGER not in client.get("/thong-bao/").content.decode()
    for act in ("kiem-lai/", "ket-xuat/"):
        assert client.post(f"{LEDGER}{act}").status_code == 404


def test_a_superuser_does_not_read_history_by_being_one(cast: Cast) -> None:
    cast.quan_tri.is_superuser = cast.quan_tri.is_staff = True
    cast.quan_tri.save()

    assert not cast.quan_tri.has_perm("history.read_ledger")
    assert not cast.quan_tri.has_perm("history.view_historyentry")
    assert page(cast.quan_tri, LEDGER).status_code == 404
    assert page(cast.quan_tri, "/admin/history/historyentry/").status_code == 403


def test_the_newest_comes_first_and_is_opened(cast: Cast) -> None:
    builders.returned(cast)
    newest = HistoryEntry.objects.order_by("-at", "-id").first()
    assert newest is not None
    client = signed_in(cast.kiem_tra)
    client.get(LEDGER)  # puts the reading on record

    answer = client.get(f"{LEDGER}?so=NV {newest.subject_id}")

    assert entries(answer)[0] == newest.pk
    words = text_of(answer)
    assert "Bổ sung số liệu từng cửa khẩu." in words
    assert "KT. Trưởng Ban" in words
    assert "Loại trả lại Thiếu minh chứng" in words
    assert newest.hash in words
    assert newest.previous_hash in words
    assert "Khớp mã băm" in words


def test_what_changed_is_said_in_words_not_codes(cast: Cast) -> None:
    mission = builders.given(cast)
    entry = HistoryEntry.objects.get(subject_type="mission", subject_id=mission.pk)

    words = text_of(page(cast.kiem_tra, f"{LEDGER}?muc={entry.pk}"))

    assert "Chủ trì Phòng Quản lý doanh nghiệp" in words
    assert "Phối hợp Trung tâm Quản lý cửa khẩu" in words
    assert "Thời hạn 31/12/2026" in words
    assert "phong_qldn" not in words


def test_a_delegation_says_who_lends_to_whom(cast: Cast) -> None:
    row = lend(cast)

    words = text_of(page(cast.kiem_tra, f"{LEDGER}?loai=delegation"))

    assert f"{row.delegator.title} ủy quyền cho {row.delegate.full_name}" in words


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("so=NV {pk}", {"RETURNED", "SUBMITTED_FOR_APPROVAL", "REPORT_HANDED_IN",
                        "MISSION_STARTED", "MISSION_ASSIGNED"}),
        ("so={pk}&viec=RETURNED", {"RETURNED"}),
        ("so={pk}&tham_quyen=KT.", {"RETURNED", "MISSION_ASSIGNED"}),
        ("so={pk}&nguoi={hai}", {"RETURNED", "MISSION_ASSIGNED"}),
        ("so={pk}&den=01/02/2020", set()),
        ("so={pk}&tu={today}", {"RETURNED", "SUBMITTED_FOR_APPROVAL",
                                "REPORT_HANDED_IN", "MISSION_STARTED",
                                "MISSION_ASSIGNED"}),
        ("loai=document&so={pk}", set()),
    ],
)  # fmt: skip
def test_filters_narrow_it(cast: Cast, query: str, kinds: set[str]) -> None:
    mission = builders.returned(cast)
    today = f"{timezone.localdate():%d/%m/%Y}"

    answer = page(
        cast.kiem_tra,
        LEDGER + "?" + query.format(pk=mission.pk, hai=cast.ptb_hai.pk, today=today),
    )

    found = HistoryEntry.objects.filter(pk__in=entries(answer))
    assert set(found.values_list("kind", flat=True)) == kinds


def test_a_documents_entries_and_its_missions_are_found_by_its_sign(
    cast: Cast,
) -> None:
    mission = builders.returned(cast)
    builders.returned(cast)  # of no document
    document = Document.objects.create(
        kind="NOTICE",
        reference_number="292/TB-VP",
        subject="Kết luận",
        monitoring_officer=cast.chanh_vp,
        registered_at=timezone.now(),
    )
    Mission.objects.filter(pk=mission.pk).update(document=document)

    for text in ("292/TB-VP", f"VB {document.pk}", f"{document.pk}"):
        answer = page(cast.kiem_tra, f"{LEDGER}?viec=RETURNED&van_ban={quote(text)}")

        (found,) = HistoryEntry.objects.filter(pk__in=entries(answer))
        assert found.subject_id == mission.pk
        assert "292/TB-VP và 1 nhiệm vụ" in text_of(answer)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("tu=31/6/2026", "Ngày chưa đúng."),
        ("so=NV mười tám", "Chưa đọc được số."),
        ("van_ban=999/QĐ-KHÔNG", "Không có văn bản này."),
        ("van_ban=%00", "Lịch sử"),
        ("viec=%00&nguoi=x&loai=z&truoc=abc&muc=1e9", "Lịch sử"),
    ],
)
def test_what_cannot_be_read_is_named(cast: Cast, query: str, sentence: str) -> None:
    answer = page(cast.kiem_tra, f"{LEDGER}?{query}")

    assert answer.status_code == 200
    assert sentence in text_of(answer)


def test_the_rest_follows_without_repeating(cast: Cast) -> None:
    for number in range(60):
        record(
            EntryDraft(
                "unit", 1000 + number, HistoryKind.UNIT_CHANGED, SYSTEM,
                at=timezone.now(), before={}, after={"name": f"Phòng {number}"},
            )
        )  # fmt: skip
    client = signed_in(cast.kiem_tra)
    first = entries(client.get(f"{LEDGER}?loai=unit"))

    more = client.get(f"{LEDGER}?loai=unit&truoc={first[-1]}", headers=HTMX)

    assert len(first) == 50
    assert not set(first) & set(entries(more))
    assert max(entries(more)) < min(first)
    assert "topbar" not in more.content.decode()


def test_an_entry_that_was_edited_is_shown_as_such(cast: Cast) -> None:
    mission = builders.returned(cast)
    entry = HistoryEntry.objects.get(
        subject_id=mission.pk, subject_type="mission", kind=HistoryKind.RETURNED
    )
    as_superuser(f"UPDATE history_historyentry SET note = 'Đạt.' WHERE id = {entry.pk}")

    words = text_of(page(cast.kiem_tra, f"{LEDGER}?muc={entry.pk}"))

    assert "Mã băm không khớp" in words
    assert f"{mission.code}, mục 5: nội dung đã bị sửa sau khi ghi".replace(
        "\N{NO-BREAK SPACE}", " "
    ) in words.replace("\N{NO-BREAK SPACE}", " ")
    assert "Không khớp mã băm" in words


def test_a_moment_that_nobody_could_have_written_does_not_stop_the_page(
    cast: Cast,
) -> None:
    mission = builders.given(cast)
    as_superuser(
        "UPDATE history_historyentry SET at = 'infinity'"
        f" WHERE subject_type = 'mission' AND subject_id = {mission.pk}"
    )

    answer = page(cast.kiem_tra, LEDGER)

    assert answer.status_code == 200
    assert "Sổ có sự kiện không đọc được" in text_of(answer)


def test_checking_again_looks_at_all_of_it(cast: Cast) -> None:
    builders.given(cast)

    sound = signed_in(cast.kiem_tra).post(f"{LEDGER}kiem-lai/", headers=HTMX)
    as_superuser("UPDATE workflows_mission SET state = 'IN_PROGRESS'")
    untold = signed_in(cast.kiem_tra).post(f"{LEDGER}kiem-lai/", headers=HTMX)

    assert "Sổ nguyên vẹn" in text_of(sound)
    assert "trạng thái không có mục nhật ký tương ứng" in text_of(untold)


def test_the_export_is_on_record_and_verifies_alone(cast: Cast, tmp_path: Path) -> None:
    builders.completed(cast)

    answer = signed_in(cast.kiem_tra).post(f"{LEDGER}ket-xuat/")

    file = tmp_path / "export.jsonl"
    file.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    checked = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(CHECKER), str(file)], check=False
    )
    assert checked.returncode == 0
    assert 'filename="lich-su-' in answer["Content-Disposition"]
    exported = HistoryEntry.objects.get(kind=HistoryKind.HISTORY_EXPORTED)
    assert exported.actor_id == cast.kiem_tra.pk
    assert exported.actor_title == "Kiểm tra nội bộ"


def test_each_filter_is_a_chip_that_leads_to_the_page_without_it(cast: Cast) -> None:
    mission = builders.returned(cast)

    html = page(
        cast.kiem_tra, f"{LEDGER}?so={mission.pk}&viec=RETURNED&nguoi={cast.ptb_hai.pk}"
    ).content.decode()

    chips = dict(re.findall(r'class="chip" href="\?([^"]*)">([^<]*)<', html))
    assert chips == {
        f"viec=RETURNED&amp;so={mission.pk}": (
            f"Người thực hiện: {cast.ptb_hai.full_name}"
        ),
        f"nguoi={cast.ptb_hai.pk}&amp;so={mission.pk}": "Việc làm: Trả lại",
        f"nguoi={cast.ptb_hai.pk}&amp;viec=RETURNED": f"Số: {mission.pk}",
    }


def test_what_the_filters_show_is_exported_in_words_and_on_record(cast: Cast) -> None:
    mission = builders.returned(cast)
    wanted = {"so": f"NV {mission.pk}", "viec": "MISSION_ASSIGNED"}
    client = signed_in(cast.kiem_tra)

    table = client.post(f"{LEDGER}ket-xuat/", {**wanted, "dang": "csv"})
    lines = client.post(f"{LEDGER}ket-xuat/", {**wanted, "dang": "jsonl"})

    heading, row = csv.reader(
        io.StringIO(b"".join(table.streaming_content).decode("utf-8-sig"))  # type: ignore[attr-defined]
    )
    told = dict(zip(heading, row, strict=True))
    assert told["Việc làm"] == "Giao nhiệm vụ"
    assert "Chủ trì: Phòng Quản lý doanh nghiệp" in told["Sau"]
    (line,) = b"".join(lines.streaming_content).splitlines()  # type: ignore[attr-defined]
    stored = json.loads(line)
    assert digest(stored) == stored["hash"] == told["Mã băm"]
    parts = HistoryEntry.objects.filter(kind=HistoryKind.HISTORY_EXPORTED)
    assert [entry.after["part_of_ledger"] for entry in parts] == [
        f"Việc làm: Giao nhiệm vụ; Số: NV {mission.pk}"
    ] * 2


def test_an_export_of_a_part_comes_page_by_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_export, "AT_ONCE", 2)
    mission = builders.returned(cast)

    answer = signed_in(cast.kiem_tra).post(
        f"{LEDGER}ket-xuat/", {"so": f"{mission.pk}", "dang": "jsonl"}
    )

    lines = b"".join(answer.streaming_content).splitlines()  # type: ignore[attr-defined]
    assert [json.loads(line)["sequence"] for line in lines] == [5, 4, 3, 2, 1]


def test_the_last_whole_check_and_seal_stand_on_the_page(cast: Cast) -> None:
    builders.returned(cast)
    before = text_of(page(cast.kiem_tra, LEDGER))
    now = timezone.now()
    HistoryCheck.objects.create(
        at=now, ended_at=now, entries=12, chains=3, seals=1, found=0, problems=[]
    )
    sound = text_of(page(cast.kiem_tra, LEDGER))
    old = now - timedelta(days=3)
    HistoryCheck.objects.update(at=old, found=2)
    bad = text_of(page(cast.kiem_tra, LEDGER))

    assert "Chưa có lần kiểm tra toàn bộ nào" in before
    assert "Chưa có niêm phong nào" in before
    assert f"Kiểm tra toàn bộ {vn_moment(now)}: không phát hiện sai lệch" in sound
    assert "phát hiện 2 sai lệch" in bad
    assert "đã hơn hai ngày chưa kiểm tra lại" in bad


def test_a_reading_is_on_record_once_a_day(cast: Cast) -> None:
    client = signed_in(cast.truong_ban)
    for query in ("", "?viec=RETURNED", "?so=NV 1"):
        client.get(LEDGER + query)

    (reading,) = HistoryEntry.objects.filter(kind=HistoryKind.HISTORY_READ)
    assert (reading.actor_id, reading.actor_title) == (
        cast.truong_ban.pk,
        "Trưởng Ban",
    )


@pytest.mark.parametrize("count", [2, 30])
def test_the_page_takes_ten_statements_however_long_the_ledger(
    cast: Cast, count: int, django_assert_max_num_queries
) -> None:
    for _ in range(count):
        approvals.withdraw(
            mission_id=builders.given(cast).pk, reason="Giao nhầm.", by=cast.ptb_hai
        )
    client = signed_in(cast.truong_ban)
    client.get(LEDGER)  # the reading goes on record

    with django_assert_max_num_queries(10):
        answer = client.get(LEDGER)

    assert answer.status_code == 200
