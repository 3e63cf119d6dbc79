"""The catalogue of agencies outside: written down as papers and people name them."""

from collections.abc import Iterable
from typing import Final

from django.db import connection

from organization.enums import UnitKind
from organization.models import Unit
from workflows import policies
from workflows.exceptions import InvalidInput
from workflows.models import Agency, Document
from workflows.reading.letters import slug
from workflows.reading.names.agencies import AGENCIES, code_of
from workflows.services.beside import Beside

LONGEST_NAME, LONGEST_SHORT, LONGEST_SLUG = 200, 60, 80  # characters
# Every spelling that reading knows, folded, → the code and the usual name.
KNOWN = {
    slug(spelling): (one.code, one.name)
    for one in AGENCIES
    for spelling in (one.name, *one.aliases)
}

# The row that is there is told as if it had just been written.
ADD: Final = """
INSERT INTO workflows_agency (slug, name, short) VALUES (%s, %s, %s)
    ON CONFLICT (slug) DO UPDATE SET slug = EXCLUDED.slug
RETURNING id, slug, name, short"""
KNOWN_AS: Final = """
SELECT mission.id, to_jsonb(agency)
  FROM unnest(%(missions)s::bigint[]) AS mission (id)
  JOIN workflows_agency AS agency ON agency.slug = %(agency)s"""


def agency_named(name: str) -> Agency:
    """The agency of this name, made where nobody has named it yet.

    Spellings that reading takes for one agency are one here, too. Raises InvalidInput
    for a name without letters, or too long.
    """
    code, _ = _code_and_name(name)
    return Agency.objects.filter(slug=code).first() or add(name)


def known_as(name: str) -> Beside:
    """The agency of this name beside a mission that is held; no row where nobody has
    named it yet. Raises what `agency_named` raises."""
    code, _ = _code_and_name(name)
    return Beside(KNOWN_AS, {"agency": code})


def add(name: str) -> Agency:
    """Write the name down, in one statement; where another has done so meanwhile,
    theirs is the row."""
    code, usual = _code_and_name(name)
    with connection.cursor() as cursor:
        cursor.execute(ADD, [code, usual, usual[:LONGEST_SHORT]])
        number, *words = cursor.fetchone()
    return Agency.from_db("default", ["id", "slug", "name", "short"], [number, *words])


def _code_and_name(name: str) -> tuple[str, str]:
    name = " ".join(name.split())
    policies.check_text(name, label="Tên cơ quan", longest=LONGEST_NAME)
    code, usual = KNOWN.get(slug(name), (code_of(name), name))
    if not code:
        raise InvalidInput("Chưa có tên cơ quan. Nhập như trên văn bản.")
    return code[:LONGEST_SLUG], usual


def optional_agency(name: str) -> Agency | None:
    """The same; None for no name."""
    return agency_named(name) if name.strip() else None


def names_of(codes: Iterable[str]) -> list[str]:
    """How agencies are called that reading found; codes that it made up, left out."""
    names = {one.code: one.name for one in AGENCIES}
    return [names[code] for code in codes if code in names]


def giver_of(document: Document) -> Agency | None:
    """The agency above or beside us that issued the paper; None where we did, or the
    paper does not say who."""
    issuer = slug(document.issuing_body)
    if not issuer:
        return None
    board = Unit.objects.filter(kind=UnitKind.COMMISSION).first()
    ours = (board.name, *board.aliases) if board is not None else ()
    if any(slug(name) in issuer or issuer in slug(name) for name in ours):
        return None
    return agency_named(document.issuing_body[:LONGEST_NAME])
