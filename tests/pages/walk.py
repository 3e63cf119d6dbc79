"""Every page of the product as somebody sees it, by the list of its addresses."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.test import Client
from django.urls import reverse

from tests.authority.address import Address
from tests.authority.addresses import ADDRESSES
from tests.authority.grounds import Grounds, taken_back
from tests.authority.test_every_address import url_of
from tests.authority.visitors import STRANGER, client_of
from tests.pages.furnished import OWN_PAGES, OWNER, confirmed

# The same address is another page for who acts on it in another way.
ALSO: Final = {
    "approvals:mission": ("kiem_tra", "ptb_hai", "tp_qldn", "gd_ttqlck"),
    "approvals:inbox_item": ("ptb_hai",),
    "approvals:inbox": ("ptb_hai", "truong_ban", "tp_qldn"),
    "approvals:preparation": ("cv_qldn", "gd_ttqlck"),
    "workflows:board": ("truong_ban",),
    "workflows:mission_list": ("truong_ban", "cv_qldn"),
    "notifications:list": ("ptb_hai",),
    "organization:structure": ("quan_tri", "kiem_tra"),
}


@dataclass(frozen=True)
class Sight:
    """A page, and who looks at it; `thing` is what of his or her own it shows."""

    name: str
    visitor: str
    thing: str = ""


class Reader:
    """Who looks at one page: its answer is there already, all else on it is asked of
    the product."""

    def __init__(self, client: Client, url: str, answer: Any) -> None:
        self.client = client
        self.url = url
        self.kept = answer

    def generic(self, method: str, path: str, *args: Any, **more: Any) -> Any:
        """As `Client.generic`, which a browser of the tests asks."""
        asks_for_a_part = "hx-request" in more.get("headers", ())
        if method == "GET" and path == self.url and not asks_for_a_part:
            return self.kept
        return self.client.generic(method, path, *args, **more)


def _visitors(address: Address) -> tuple[str, ...]:
    if address.sees and address.answer == 200:
        return (min(address.sees),)
    return (STRANGER,) if address.stranger == 200 else ()


SIGHTS: Final = tuple(
    Sight(name, visitor)
    for name, address in ADDRESSES.items()
    for visitor in ALSO.get(name, ()) or _visitors(address)
) + tuple(Sight(name, OWNER, thing) for name, thing in OWN_PAGES)


def pages(
    grounds: Grounds, chosen: tuple[Sight, ...]
) -> Iterator[tuple[Sight, Reader]]:
    """All that is a page of ours: no file, no part of a page, nothing that leads on.
    What looking changes is taken back before the next one."""
    for sight in chosen:
        with taken_back():
            visitor = grounds.visitors[sight.visitor]
            client = client_of(visitor)
            if sight.thing and visitor is not None:
                confirmed(client, visitor)
            url = _url(sight, grounds)
            answer: Any = client.get(url)
            if answer.status_code == 200 and _is_whole(answer):
                yield sight, Reader(client, url, answer)


def _url(sight: Sight, grounds: Grounds) -> str:
    if sight.thing in grounds.things:
        return reverse(sight.name, args=[grounds[sight.thing]])
    return url_of(sight.name, ADDRESSES[sight.name], grounds)


def _is_whole(answer: Any) -> bool:
    """A whole page of HTML; what is read to its end is closed."""
    body = answer.getvalue() if answer.streaming else answer.content
    return answer["Content-Type"].startswith("text/html") and b"</html>" in body
