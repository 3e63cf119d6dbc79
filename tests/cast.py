"""The named cast: the Board as the product itself loads it, with its demo people.

Loaded once, through the real services, into the database of which every run has a copy
(tests/kept_database.py); every test sees it.
"""

from functools import cached_property

import pytest

from organization.models import Person, Portfolio, Post, Unit
from organization.services import load_board, load_demo_people

USERNAMES = {
    "truong_ban": "truongban",
    "ptb_dong": "ptb.dong",  # Văn phòng, Chi đoàn
    "ptb_hai": "ptb.hai",  # xuất nhập khẩu: QLDN, Trung tâm
    "ptb_khanh": "ptb.khanh",  # hạ tầng: QLHT
    "chanh_vp": "chanhvp",
    "tp_khth": "tp.khth",
    "tp_qlht": "tp.qlht",
    "tp_qldn": "tp.qldn",
    "gd_ttqlck": "gd.ttqlck",
    "bt_chidoan": "bt.chidoan",
    "cv_vp": "cv.vp",
    "cv_khth": "cv.khth",
    "cv_qlht": "cv.qlht",
    "cv_qldn": "cv.qldn",
    "cv_ttqlck": "cv.ttqlck",
    "van_thu": "vanthu",
    "kiem_tra": "kiemtra",
    "quan_tri": "quantri",
}


class Cast:
    """People by role, units and posts by code; fresh rows for each test."""

    truong_ban: Person
    ptb_dong: Person
    ptb_hai: Person
    ptb_khanh: Person
    chanh_vp: Person
    tp_khth: Person
    tp_qlht: Person
    tp_qldn: Person
    gd_ttqlck: Person
    bt_chidoan: Person
    cv_vp: Person
    cv_khth: Person
    cv_qlht: Person
    cv_qldn: Person
    cv_ttqlck: Person
    van_thu: Person
    kiem_tra: Person
    quan_tri: Person

    def __init__(self) -> None:
        people = {person.username: person for person in Person.objects.all()}
        for role, username in USERNAMES.items():
            setattr(self, role, people[username])

    @cached_property
    def units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in Unit.objects.all()}

    @cached_property
    def posts(self) -> dict[str, Post]:
        return {post.code: post for post in Post.objects.select_related("unit")}

    @cached_property
    def portfolios(self) -> dict[str, Portfolio]:
        return {portfolio.code: portfolio for portfolio in Portfolio.objects.all()}

    def unit(self, code: str) -> Unit:
        return self.units[code]

    def post(self, code: str) -> Post:
        return self.posts[code]

    def portfolio(self, code: str) -> Portfolio:
        return self.portfolios[code]


def load_cast() -> None:
    """Load the Board and its people where they are missing."""
    if not Unit.objects.exists():
        load_board(by=None)
        load_demo_people(by=None)


@pytest.fixture
def cast(db: None) -> Cast:
    load_cast()
    return Cast()
