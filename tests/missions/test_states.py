"""The drawing of the states is the code's, and two tables of the code agree."""

from pathlib import Path

import pytest
from django.core.management import call_command

from workflows.enums import OPEN_STATES, MissionState
from workflows.management.commands import draw_states
from workflows.models import Mission
from workflows.policies import SOURCES


def test_the_drawing_is_not_stale() -> None:
    call_command("draw_states", check=True)


def test_a_stale_drawing_is_noticed_and_drawn_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(draw_states, "PLACE", tmp_path / "states.md")

    with pytest.raises(SystemExit):
        call_command("draw_states", check=True)
    assert "đã cũ" in capsys.readouterr().err
    call_command("draw_states")
    call_command("draw_states", check=True)


def sources(verb: str) -> set[MissionState]:
    return {source for source, name, _ in draw_states.arrows() if name == verb}


def test_every_act_begins_where_its_transition_does() -> None:
    for act in ("start", "report", "submit_for_approval", "recall_report", "withdraw"):
        assert set(SOURCES[act]) == sources(act), act
    assert set(SOURCES["decide"]) == sources("complete")
    returning = {*SOURCES["decide"], *SOURCES["return_for_form"]}
    assert returning == sources("return_for_revision")


def test_nothing_leads_out_of_the_end() -> None:
    closed = set(MissionState) - set(OPEN_STATES)

    assert {source for source, _, _ in draw_states.arrows()} == set(OPEN_STATES)
    assert closed == {MissionState.COMPLETED, MissionState.WITHDRAWN}
    assert Mission(state=MissionState.ASSIGNED).is_open
    assert not Mission(state=MissionState.COMPLETED).is_open
