"""Every page of the product by the rules of axe-core, in light and dark, on a desktop
and a phone; no page wider than its screen, at 200 % and with long names neither."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import axe_playwright_python  # type: ignore[import-untyped]
import pytest
from django.db import connection
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from playwright.sync_api import Page

from organization.models import Person, Post, Unit
from tests.authority.grounds import Grounds, build_grounds, kept_in, taken_back
from tests.journey.conftest import chrome
from tests.missions.matrix import World
from tests.missions.prepared import db, world
from tests.pages.browsing import DESKTOP, PHONE, ZOOMED, Browsing, browsing, chromium_of
from tests.pages.furnished import furnish
from tests.pages.walk import SIGHTS, Sight, pages
from workflows.models import Mission

__all__ = ["chrome", "db", "world"]
pytestmark = pytest.mark.browser

AXE: Final = Path(axe_playwright_python.__file__).with_name("axe.min.js")
PARTS: Final = 4  # two processes share them
FEWEST: Final = 20  # pages in a part
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Each page in both schemes and at both widths, by all rules: two looks of four, as
# width and scheme know nothing of each other.
LOOKS: Final[tuple[tuple[str, Any, Any], ...]] = (
    ("desktop", DESKTOP, "light"),
    ("phone", PHONE, "dark"),
)
LOOK: Final = """async (only) => {
  const found = await axe.run(document,
    {runOnly: only, resultTypes: ["violations"], preload: false, selectors: false});
  return found.violations.map((one) => `${one.id}: ${one.help}: ` +
    one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | "));
}"""
# What sticks out of the page and not of a box that scrolls by itself; and words that a
# box cuts off at its side, and nothing says in full. A link of two lines (clip2) opens
# what it names.
ROOM: Final = """() => {
  const root = document.scrollingElement;
  const all = [...document.body.querySelectorAll("*")];
  const hides = (node) =>
    /auto|scroll|hidden|clip/.test(getComputedStyle(node).overflowX);
  const scrolls = (node) => node && node !== document.body
    && (hides(node) || scrolls(node.parentElement));
  const told = ".sr, .clip2, [title], [hidden], svg, details:not([open]), dialog";
  const found = all.filter((node) => node.scrollWidth > node.clientWidth + 1
      && [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim())
      && hides(node) && !node.closest(told) && node.checkVisibility())
    .slice(0, 3).map((node) => `cut: ${node.outerHTML.slice(0, 200)}`);
  if (root.scrollWidth > root.clientWidth) {
    const out = all.filter((node) =>
      node.getBoundingClientRect().right > root.clientWidth + 1
      && !scrolls(node.parentElement));
    found.push(`${root.scrollWidth} > ${root.clientWidth}: ` +
      out.slice(0, 8).map((node) => node.outerHTML.slice(0, 120)).join(" | "));
  }
  return found;
}"""
WORD: Final = "Nghiêncứuvàpháttriểnkinhtếcửakhẩubiêngiới"  # forty letters, no blank


@pytest.fixture(scope="module")
def grounds(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Grounds]:
    with connection.cursor() as cursor:  # looking at a page is no work of the database
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    with kept_in(tmp_path_factory.mktemp("kept")):
        grounds = build_grounds(world)
        furnish(grounds)
        yield grounds


@pytest.fixture(scope="module")
def desk(world: World, request: pytest.FixtureRequest) -> Iterator[Browsing]:
    still: Any = {"viewport": DESKTOP, "reduced_motion": "reduce"}
    for chromium in chromium_of(request):
        with browsing(chromium, **still) as found:
            found.page.add_init_script(path=AXE)
            yield found


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_breaks_a_rule_is_wider_than_its_screen_or_cuts_off_a_name(
    part: int, grounds: Grounds, desk: Browsing
) -> None:
    """One load a page, each with the longest names: so they are looked at, too."""
    wrong: list[str] = []
    seen: list[Sight] = []
    with taken_back():
        lengthen()
        for sight, reader in pages(grounds, SIGHTS[part::PARTS]):
            desk.client = reader
            desk.open(reader.url, DESKTOP)
            seen.append(sight)
            named = f"{sight.name} {sight.thing}"
            wrong += [f"{named} {what}" for what in looked(desk.page)]

    assert not wrong, "\n".join(wrong)
    assert len(seen) > FEWEST
    own = {sight for sight in SIGHTS[part::PARTS] if sight.thing}
    assert own <= set(seen), own - set(seen)


def lengthen() -> None:
    """Units, posts and people are called by one long word, missions by two."""
    number = Cast("pk", CharField())
    Unit.objects.update(name=Concat(Value(WORD), number))
    Post.objects.update(title=Concat(Value(WORD), number))
    Person.objects.update(full_name=Concat(Value(WORD), number))
    Mission.objects.update(title=f"{WORD} {WORD * 2}")


def looked(page: Page) -> Iterator[str]:
    """What one open page does wrong. Dark, and a phone, are the same page otherwise
    drawn: nothing is loaded anew."""
    for screen, viewport, scheme in LOOKS:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        for what in page.evaluate(LOOK, RULES):
            yield f"({screen}, {scheme}): {what}"
    for screen, viewport in (("phone", PHONE), ("200 %", ZOOMED), ("desktop", DESKTOP)):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        for what in page.evaluate(ROOM):
            yield f"({screen}): {what}"
