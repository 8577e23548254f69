"""From shorthand to approved minutes by keys; then a stranger reads what was printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "documents"))

import test_documents_cold_read as cold
from minutes_reading import facts, labels
from pdf_reading import read_structure
from sample_wording import shipped_wording
from write_up_meeting import STEPS, WRITTEN, run
from write_up_writer import Writer

from mappa_desk.documents.minutes import render_minutes
from mappa_desk.domain.editions import project
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.minutes import snapshot
from mappa_desk.ui import theme

ANSWERED = (
    cold.test_who_is_this_about,
    cold.test_who_was_there_and_who_was_not,
    cold.test_what_changed,
    cold.test_what_was_decided_and_why,
    cold.test_who_disagreed,
    cold.test_who_does_what_by_when,
    cold.test_each_abbreviation_is_opened,
    cold.test_people_called_by_a_letter_are_opened_where_they_first_come,
    cold.test_the_headings_alone_tell_the_story,
)
"""The questions of the cold read whose answers do not hang on the demonstration's own approval."""


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    """The journey, once for all tests. Each of its steps looks at the disk."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, scheme="light", scale=1.0)
    made = Writer(app, tmp_path_factory.mktemp("write_up"))
    run(made)
    yield made
    made.room.close()


@pytest.fixture(scope="module")
def page(writer: Writer) -> cold.Page:
    """The sealed minutes as a stranger has them."""
    frozen = writer.read(
        lambda work: project(snapshot(work, meeting_id=writer.meeting_id), DocumentKind.MINUTES)
    )
    tree = read_structure(render_minutes(frozen, wording=shipped_wording(), seal="0000 0000 0000 0000").data)
    sections = {}
    for section in tree.all("Sect"):
        heading = next(iter(section.all("H2", "H3")), None)
        if heading is not None:
            sections[heading.text] = section
    return cold.Page(tree, facts(tree), labels(tree), sections)


def test_every_step_was_taken_by_keys(writer: Writer) -> None:
    assert len(writer.steps) >= len(STEPS)
    assert all(keys > 0 for _, _, keys in writer.steps)


@pytest.mark.parametrize("question", ANSWERED, ids=lambda one: one.__name__)
def test_the_minutes_answer(page: cold.Page, question: Callable[[cold.Page], None]) -> None:
    question(page)


def test_what_was_written_up_is_printed_and_the_shorthand_is_not(page: cold.Page) -> None:
    text = " ".join(page.tree.text.split())
    for typed, _ in WRITTEN:
        assert typed not in text
    assert "The risk of serious harm to a known adult" in page.labels["The risk"]
    assert "has been changed" not in text


def test_the_last_minutes_are_confirmed_and_the_approval_says_how(page: cold.Page) -> None:
    assert "confirmed" in page.under("4 Minutes of last meeting")
    assert page.labels["Approved"].endswith("on Friday 13 November 2026, by marked paper.")
