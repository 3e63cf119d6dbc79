"""Figures of a page and the lists behind them, read as a browser would."""

import re
from html import unescape
from urllib.parse import urlsplit

from django.test import Client

# A figure says what it counts, and where its list is.
FIGURE = re.compile(r'<a [^>]*\bdata-figure="(\d+)"[^>]*>')
HREF = re.compile(r'\bhref="([^"]+)"')
ROW = re.compile(r'<tr id="nv-(\d+)"')
FURTHER = re.compile(r'(?:href|hx-get)="([^"]*[?&](?:amp;)?sau=[^"]*)"')


def figures_of(client: Client, address: str) -> dict[str, int]:
    """Address of the list → the figure that leads there; one list has one figure."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    found: dict[str, int] = {}
    for tag in FIGURE.finditer(answer.content.decode()):
        href = HREF.search(tag[0])
        assert href is not None, tag[0]
        url, figure = unescape(href[1]), int(tag[1])
        assert found.setdefault(url, figure) == figure, url
    return found


def listed(client: Client, url: str) -> list[int]:
    """The numbers of the missions of a list, over all its pages."""
    found: list[int] = []
    seen: set[str] = set()
    while url and url not in seen:
        seen.add(url)
        answer = client.get(url)
        assert answer.status_code == 200, url
        shown = answer.content.decode()
        found += [int(pk) for pk in ROW.findall(shown)]
        further = [unescape(one) for one in FURTHER.findall(shown)]
        following = next((one for one in further if one not in seen), "")
        url = f"{urlsplit(url).path}?{urlsplit(following).query}" if following else ""
    return found
