"""What is spoken of a short meeting: nothing nameless, nothing twice, nothing that changes in silence."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication
from spoken_meeting import hold


@pytest.fixture(scope="module")
def spoken(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The transcript of the meeting, line by line."""
    heard: list[list[str]] = []
    hold(qapp, tmp_path_factory.mktemp("spoken"), heard.append)
    return heard[0]


def announced(spoken: list[str]) -> list[str]:
    return [line.removeprefix("  announced: ") for line in spoken if line.startswith("  announced: ")]


def test_everything_that_gets_the_keyboard_has_a_name_and_a_role(spoken) -> None:
    assert sum(line.startswith("  focus: ") for line in spoken) > 40
    assert [line for line in spoken if "(no name)" in line or "(role" in line] == []


def test_no_markup_is_spoken(spoken) -> None:
    assert [line for line in spoken if re.search(r"</?[a-z]+>|&(lt|gt|amp|nbsp);", line)] == []


def test_nothing_is_said_twice_running(spoken) -> None:
    said = [line for line in spoken if line.strip()]
    twice = [one for one, other in pairwise(said) if one == other and one[0] == " "]
    assert twice == []
    steps = "\n".join(spoken).split("\n> ")
    echoed = [step for step in steps if _echoes(step)]
    assert echoed == []


def _echoes(step: str) -> bool:
    """Whether what gets the keyboard announces its own name beside it."""
    names = set(re.findall(r"^  focus: (.+?), (?:list|text field|button|group|region)", step, re.MULTILINE))
    return bool(names & set(re.findall(r"^  announced: (.+)$", step, re.MULTILINE)))


@pytest.mark.parametrize(
    "words",
    [
        "The meeting runs", "Statement due: 1 person", "Statement due: 2 people",
        "Statement read, 2 people heard it", "9 Agency contributions", "Police", "Nothing to add", "Action",
        "Issue", "Header", "Decision 1 kept", "Begin a closed part", "Closed part begun",
        "The closed part has ended", "The chair's card is open", "Accepted", "The meeting is closed",
    ],
)  # fmt: skip
def test_what_changes_is_announced(spoken, words) -> None:
    assert words in announced(spoken)


def test_taking_the_roll_moves_no_row_under_the_cursor(spoken) -> None:
    steps = [step for step in "\n".join(spoken).split("\n> ") if step[:2] in ("P:", "V:", "A:")]
    marks = [step for step in steps if "  announced: Accepted" not in step]
    assert len(marks) == 5 and not [step for step in marks if "\n  row: " in step]
    assert "Priya Nair, Police: in the room" in announced(spoken)


def test_a_statement_is_due_only_once_it_was_read_to_others(spoken) -> None:
    said = announced(spoken)
    assert said.index("Statement due: 1 person") > said.index("Statement read, 2 people heard it")


def test_a_list_under_a_field_says_what_it_points_at(spoken) -> None:
    said = announced(spoken)
    assert "Start the meeting" in said and "9, Agency contributions" in said


def test_the_line_says_how_it_reads_in_one_description(spoken) -> None:
    asked = [line for line in spoken if "asked for its description" in line]
    assert any("Action. Owner Probation" in line and "Due Friday" in line for line in asked)


def test_escape_leads_straight_back_to_the_line(spoken) -> None:
    steps = "\n".join(spoken).split("\n> ")
    for step in steps:
        if step.startswith("Esc"):
            assert re.findall(r"^  focus: ([^,]+)", step, re.MULTILINE) in ([], ["Capture line"]), step
