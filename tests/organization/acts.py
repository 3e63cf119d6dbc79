"""What several tests of the organisation do or look up."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from history.models import HistoryEntry
from organization import services
from organization.enums import Rank
from organization.models import Delegation, Person, Post
from tests.cast import Cast

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
PAPER = "Giấy ủy quyền số 05/GUQ ngày 01/3/2099"


def moment(day: int, hour: int = 9, *, month: int = 3, year: int = 2099) -> datetime:
    """An hour in Hà Nội, in a March that no clock has passed."""
    return datetime(year, month, day, hour, tzinfo=HANOI)


NOW = moment(1)


def told(subject_type: str, subject_id: int) -> HistoryEntry:
    """The newest entry of a subject."""
    return HistoryEntry.objects.filter(
        subject_type=subject_type, subject_id=subject_id
    ).latest("sequence")


def spare(cast: Cast, rank: Rank = Rank.OFFICER, unit: str = "phong_khth") -> Post:
    """A new post in which nobody sits."""
    return services.create_post(
        code="chuc_vu_moi",
        title="Chức vụ mới",
        short="MỚI",
        rank=rank,
        unit=cast.unit(unit),
        by=cast.quan_tri,
    )


def newcomer(cast: Cast) -> Person:
    """A new person who sits nowhere."""
    return services.create_person(
        username="moi", full_name="Người Mới Đến", by=cast.quan_tri
    )


def lend(cast: Cast, **values: object) -> Delegation:
    """The head lends all he may do to a head of division, 10 to 12 March 2099."""
    terms: dict[str, object] = {
        "delegator": cast.post("truong_ban"),
        "delegate": cast.tp_khth,
        "starts_at": moment(10),
        "ends_at": moment(12),
        "paper": PAPER,
        "by": cast.quan_tri,
    }
    return services.delegate(**(terms | values))  # type: ignore[arg-type]
