"""Every cell as a browser sends it, with its token; and what a program is told."""

import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.authority.address import NOT_BY_GET
from tests.authority.addresses import ADDRESSES
from tests.authority.channels.acts.parts import make_twin
from tests.authority.channels.cells import (
    RELATIONS,
    SITUATIONS,
    TOKEN,
    Ground,
    expected,
    kept_if_refused,
    signed_in_as,
    standing,
)
from tests.authority.channels.sending import (
    ADDRESS,
    FORMS,
    PARTS,
    address,
    form,
    ready,
)
from tests.authority.grounds import taken_back
from tests.authority.table import ACTS, NOT_NOW, SIGN_IN, YES, Situation
from tests.authority.walking import every_address

DOOR: Final = "/accounts/login/"
BY_SCRIPT: Final = {
    "content_type": "application/x-www-form-urlencoded",
    "headers": {"hx-request": "true"},
}
# Its form is long and rarely used: the page leads to it.
CORRECTING: Final = "?dinh-chinh=1"
# Written on pages of their own, to which the mission's page leads.
ELSEWHERE: Final = frozenset({"prepare", "contribute", "except", *FORMS})
ON_A_MISSION: Final = "nhiem-vu/<int:pk>/"
OUTSIDER: Final = "quan_tri"


def test_every_act_of_the_table_has_an_address() -> None:
    assert {*ACTS.values()} - ADDRESS.keys() == {"view"}


def test_a_new_form_on_a_mission_without_a_column_is_noticed() -> None:
    forms = {
        name.removeprefix("approvals:")
        for name, route in every_address()
        if route.startswith(ON_A_MISSION)
        and ADDRESSES[name].by_get(OUTSIDER) == NOT_BY_GET
    }

    # These have a page of their own under the same address.
    pages = {"split", "derive", "replace"}
    assert forms | pages == {*ADDRESS.values(), *PARTS}
    assert {*PARTS.values()} <= ADDRESS.keys()


@pytest.fixture(autouse=True)
def refusals_are_not_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are tens of thousands, and none is news."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


@pytest.fixture(autouse=True)
def all_is_taken_back(ground: Ground) -> Iterator[None]:
    with taken_back():
        yield


@pytest.mark.parametrize("situation", SITUATIONS)
def test_forms_of_a_page_do_what_the_table_says(
    ground: Ground, situation: Situation
) -> None:
    wrong: dict[Any, Any] = {}
    browser = Client(enforce_csrf_checks=True)
    pk = ground.number(situation)
    make_twin(ground.world.cast)
    for who in RELATIONS:
        with ground.seen_by(who, situation) as person:
            signed_in_as(browser, person).cookies["csrftoken"] = TOKEN
            before = standing(pk)
            for act in ADDRESS:
                data = {
                    **form(act, ground.world.cast, before[1]),
                    "csrfmiddlewaretoken": TOKEN,
                }
                answer = expected(situation, act, who)
                with kept_if_refused(act, answer):
                    to = ready(act, answer, ground.world.cast, pk)
                    found = meant(browser.post(to, as_typed(data), **BY_SCRIPT))
                if found != answer:
                    wrong[who, act] = (found, answer)
            if standing(pk) != before:
                wrong[who, "after all"] = (before, standing(pk))

    assert wrong == {}


def test_programs_get_every_answer_that_pages_get(ground: Ground) -> None:
    """Once each: the same views answer them, only the words are put otherwise."""
    wrong: dict[Any, Any] = {}
    program = Client(headers={"accept": "application/json"})
    make_twin(ground.world.cast)
    for situation, who, acts in each_answer_once():
        pk = ground.number(situation)
        with ground.seen_by(who, situation) as person:
            signed_in_as(program, person)
            for act, answer in acts.items():
                data = form(act, ground.world.cast, standing(pk)[1])
                with kept_if_refused(act, answer):
                    to = ready(act, answer, ground.world.cast, pk)
                    reply = program.post(to, data)
                if meant(reply) != answer or refused_badly(reply, answer):
                    wrong[situation, who, act] = (reply.status_code, answer)

    assert wrong == {}


def test_a_page_offers_the_acts_of_its_reader_and_no_others(ground: Ground) -> None:
    """Each set of acts that a relation has, once a route."""
    wrong: dict[Any, Any] = {}
    browser = Client()
    for situation, who, acts in each_page_once():
        pk = ground.number(situation)
        with ground.seen_by(who, situation) as person:
            address_of_page = reverse("approvals:mission", args=[pk])
            page = signed_in_as(browser, person).get(address_of_page)
        if meant(page) != expected(situation, "view", who):
            wrong[situation, who, "view"] = meant(page)
        for act in ADDRESS.keys() - ELSEWHERE:
            mark = CORRECTING if act == "correct" else f'"{address(act, pk)}"'
            if (mark in page.content.decode()) is not (act in acts):
                wrong[situation, who, act] = act in acts

    assert wrong == {}


def each_page_once() -> list[tuple[Situation, str, frozenset[str]]]:
    """For each relation and route, a situation of every set of acts that it has."""
    found: dict[Any, tuple[Situation, str, frozenset[str]]] = {}
    for situation in SITUATIONS:
        for who in RELATIONS:
            acts = frozenset(a for a in ADDRESS if expected(situation, a, who) == YES)
            seen = expected(situation, "view", who)
            found.setdefault((situation[0], who, acts, seen), (situation, who, acts))
    return list(found.values())


def each_answer_once() -> list[tuple[Situation, str, dict[str, str]]]:
    """Every answer that a relation gets to an act, once, in the situation in which that
    act was tried least so far: so a program tries an act in all of them."""
    tried: Counter[tuple[str, Situation]] = Counter()
    chosen: dict[tuple[Situation, str], dict[str, str]] = {}
    for who in RELATIONS:
        for act in ADDRESS:
            where: dict[str, list[Situation]] = {}
            for situation in SITUATIONS:
                where.setdefault(expected(situation, act, who), []).append(situation)
            for answer, places in where.items():
                place = min(places, key=lambda one, act=act: tried[act, one])
                tried[act, place] += 1
                chosen.setdefault((place, who), {})[act] = answer
    return [(situation, who, acts) for (situation, who), acts in chosen.items()]


def test_programs_try_each_act_in_most_situations() -> None:
    tried = {(act, one) for one, _, acts in each_answer_once() for act in acts}

    assert len(tried) > 0.9 * len(ADDRESS) * len(SITUATIONS)


def as_typed(data: dict[str, Any]) -> str:
    """A form without files, as browsers write it."""
    return urlencode(data, doseq=True)


def meant(answer: HttpResponse) -> str:
    """What it says, whatever the manner."""
    leads_to = answer.headers.get("Location") or answer.headers.get("HX-Redirect", "")
    if answer.status_code == 401 or leads_to.startswith(DOOR):
        return SIGN_IN
    return YES if answer.status_code in {200, 204, 302} else str(answer.status_code)


def refused_badly(answer: HttpResponse, expected_answer: str) -> bool:
    """A program that is refused gets the sentence, and nothing else; the form of an
    exception is shown again, with the sentence in it."""
    refused = expected_answer not in {YES, SIGN_IN, NOT_NOW}
    return refused and list(answer.json()) != ["error"]
