"""What is spoken of minutes that are written up: nothing nameless, nothing twice, nothing done in silence."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication
from spoken_write_up import write_up


@pytest.fixture(scope="module")
def spoken(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The transcript of the writing up, line by line."""
    heard: list[list[str]] = []
    write_up(qapp, tmp_path_factory.mktemp("spoken"), heard.append)
    return heard[0]


def step(spoken: list[str], words: str) -> str:
    """What was said after the hands did something."""
    steps = "\n".join(spoken).split("\n> ")
    return next(one for one in steps if one.startswith(words))


def test_everything_that_gets_the_keyboard_has_a_name_and_a_role(spoken) -> None:
    assert sum(line.startswith("  focus: ") for line in spoken) > 30
    assert [line for line in spoken if "(no name)" in line or "(role" in line] == []


def test_no_markup_is_spoken_and_nothing_twice_running(spoken) -> None:
    assert [line for line in spoken if re.search(r"</?[a-z]+>|&(lt|gt|amp|nbsp);", line)] == []
    said = [line for line in spoken if line.strip()]
    assert [one for one, other in pairwise(said) if one == other and one[0] == " "] == []


@pytest.mark.parametrize(
    ("did", "said"),
    [
        ("Ctrl+Enter: this paragraph", "2.1 finished."),
        ("Ctrl+E: the next mark", "Decision 1, because. today."),
        ("Ctrl+Shift+Space", "Written: on Thursday 12 November 2026"),
        ("Alt+Down", "Moved 4.1 down."),
        ("Ctrl+Z", "Moved 4.1. Undone"),
        ("Alt+Enter", "focus: Versions of this paragraph, list"),
        ("D: done", "Line 12: Done"),
    ],
)
def test_what_changes_is_said(spoken, did, said) -> None:
    assert said in step(spoken, did)


def test_a_paragraph_of_a_decision_says_which_decision(spoken) -> None:
    assert "asked for where it is: Decision 1. Because. 2 Apologies and absences" in "\n".join(spoken)


def test_a_sheet_takes_the_keyboard_without_wandering(spoken) -> None:
    steps = [one for one in "\n".join(spoken).split("\n> ") if "focus: Who approves" in one]
    stops = re.findall(r"^  focus: (.+?), ", steps[0], re.MULTILINE)
    assert len(stops) == 2 and stops[-1] == "Who approves"  # the page as the palette closes, then the sheet


def test_the_approval_is_said(spoken) -> None:
    assert "  announced: Minutes approved and sealed" in spoken
