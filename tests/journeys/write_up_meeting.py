"""The demonstration meeting from shorthand to approved minutes, by keys in the real window.

    python tests/journeys/write_up_meeting.py FOLDER

prints each step with its seconds and its keys. The meeting is held by its script, with shorthand in place of
the finished sentences of some lines; then everything is done by the keyboard. After each step a second
connection reads what is on the disk.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import docx
import pikepdf
from PySide6.QtWidgets import QApplication
from write_up_writer import EMPTY, SHORTHAND, Writer

from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.chair_drafts import MarkState
from mappa_desk.domain.corrections import CorrectionState
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.services.approvals import approval_paper
from mappa_desk.services.circulation import circulation
from mappa_desk.services.gaps import gaps
from mappa_desk.ui import theme
from mappa_desk.ui.views.readiness_line import GapLine

# The steps


def find(writer: Writer, words: str) -> None:
    """Put the caret at these words."""
    writer.press("Ctrl+F", "Ctrl+A")
    writer.type(words)
    writer.press("Return")
    writer.idle()
    writer.press("Escape")
    writer.idle()


def opened(writer: Writer) -> None:
    """From the start page to the page of write-up."""
    with writer.step("open write-up from the start page"):
        writer.press("Ctrl+K")
        writer.type("LAN-0417")
        writer.choose("LAN-0417-M03")
        writer.until(lambda: writer.shell.place[0] == "write_up" and writer.shell.page.state.ready)
    assert writer.shell.place == ("write_up", writer.meeting_id)


def front_sheet(writer: Writer) -> None:
    """Both parts of the front sheet are taken from what the record offers."""
    with writer.step("take the front sheet’s sentences"):
        for then in ("Down", "Ctrl+Return"):
            writer.tab_to("Take this sentence")
            writer.press("Return")
            writer.idle()
            writer.press(then)
            writer.idle()
    meeting = writer.meeting()
    assert "Level 3 review" in meeting.brief_why and meeting.brief_risk


WRITTEN = (
    (SHORTHAND[0][1], "The person reported as told nine times of ten. The appointment missed on 29 October "
     "2026 was for a medical reason, which was confirmed."),
    (SHORTHAND[1][1], "The place at the AP ends on Monday 30 November 2026. No next address is approved. The "
     "RMP was updated yesterday."),
    (SHORTHAND[3][1], "Three visits have been made since the last meeting. One was not answered."),
    (SHORTHAND[5][1], "A niece of the partner, aged 16, stays at the partner’s address at weekends."),
)  # fmt: skip


def written_up(writer: Writer) -> None:
    """Shorthand becomes sentences, each ticked as finished."""
    with writer.step(f"write up {len(WRITTEN)} paragraphs and tick them"):
        for typed, words in WRITTEN:
            find(writer, typed[:24])
            writer.press("Ctrl+A")
            writer.type(words)
            writer.press("Ctrl+Return")
            writer.idle()
    entries = {entry.text: entry for entry in writer.kept().entries}
    for typed, words in WRITTEN:
        assert entries[words].words == typed, "what was typed in the room stays beside it"


def marked(writer: Writer) -> None:
    """A relative date and an abbreviation are written out from their marks."""
    with writer.step("take marks: a date, abbreviations at first use"):
        find(writer, "No next address is approved")
        writer.press("Home", "Up", "Up", "Ctrl+E")
        for _ in range(4):
            writer.idle()
            if "The place at" not in writer.here:
                break
            writer.press("Ctrl+Shift+Space")
            writer.idle()
            writer.press("Ctrl+E")
    text = next(entry.text for entry in writer.kept().entries if "No next address is approved" in entry.text)
    assert "yesterday" not in text and "Wednesday 11 November 2026" in text
    with writer.step("open every abbreviation by one command"):
        writer.palette("open every abbreviation")
        writer.idle()


def rearranged(writer: Writer) -> None:
    """Split, join, move, and replace in the whole draft."""
    with writer.step("split, join, move a paragraph"):
        find(writer, "One was not answered")
        writer.press("Left", "Ctrl+Shift+Return")
        writer.idle()
        assert "Three visits have been made since the last meeting." in writer.texts()
        writer.press("Ctrl+Shift+J")
        writer.idle()
        find(writer, "was at work, confirmed")
        writer.press("Ctrl+A")
        writer.type("The person was at work, and this was confirmed the same day.")
        writer.press("Ctrl+Shift+J")
        writer.idle()
        find(writer, "Three visits have been made")
        writer.press("Alt+Up")
        writer.idle()
    texts = writer.texts()
    assert [one for one in texts if "Three visits" in one and "the same day" in one]
    before = sum("co-ordinator" in one for one in texts)
    with writer.step("replace in the whole draft"):
        writer.press("Left", "Ctrl+H", "Ctrl+A")  # words that are chosen would be the ones to look for
        writer.type("co-ordinator")
        writer.press("Tab")
        writer.type("coordinator")
        writer.tab_to("Replace all")
        writer.press("Return")
        writer.idle()
        writer.press("Escape")
    left = [one for one in writer.texts() if "co-ordinator" in one]
    assert before and not left


def confirmed(writer: Writer) -> None:
    """The minutes of the last meeting."""
    with writer.step("confirm the last minutes"):
        writer.palette("confirm the last minutes")
        writer.press("Ctrl+Return")
        writer.idle()
    assert writer.kept().confirmation is not None


def drafted(writer: Writer) -> None:
    """The draft for the chair, PDF and Word file, while gaps are open."""
    with writer.step("make the draft for the chair, PDF and Word"):
        writer.palette("ready to finalise")
        writer.tab_to("Make the draft for the chair")
        writer.press("Return")
        writer.idle()
        writer.until(lambda: writer.focus.objectName() == "form_field")
        writer.press("Down", "Down", "Tab", "Tab")
        writer.type("by secure e-mail")
        writer.press("Ctrl+Return")
        writer.idle()
    folder = writer.folder / "written"
    writer.until(lambda: list(folder.glob("*.docx")))
    (paper,) = folder.glob("*.pdf")
    with pikepdf.open(paper) as pdf:
        assert len(pdf.pages) > 5
    docx.Document(str(next(folder.glob("*.docx"))))


def marks(writer: Writer) -> None:
    """Three marks of the chair are keyed in and worked off."""
    with writer.step("key in three marks of the chair, work them off"):
        writer.palette("draft for the chair, and marks")
        for text in ("line 20: say which day", "line 40: shorter", "line 60: leave out"):
            writer.type(text)
            writer.press("Return")
            writer.idle()
        writer.tab_to("points_list")
        writer.press("Home", "D")
        writer.idle()
        writer.press("D")
        writer.idle()
        writer.press("N")
        writer.idle()
        writer.type("It was said so and bears on the risk")
        writer.press("Ctrl+Return")
        writer.idle()
    states = [mark.state for mark in writer.kept().chair_marks]
    assert sorted(states) == sorted([MarkState.DONE, MarkState.DONE, MarkState.NOT_TAKEN])


def corrected(writer: Writer) -> None:
    """A correction that an attendee asked for is taken."""
    with writer.step("note a correction and take it"):
        writer.palette("corrections to these minutes")
        writer.tab_to("Note a correction")
        writer.press("Return")
        writer.idle()
        writer.type("Priya Nair")
        writer.tab_to("place_field")
        writer.type("9.3")
        writer.tab_to("what_field")
        writer.type("It was the bus stop in Mill Road")
        writer.press("Ctrl+Return")
        writer.idle()
        writer.tab_to("points_list")
        writer.press("Home", "T")
        writer.idle()
    (asked,) = writer.kept().corrections
    assert asked.state is CorrectionState.TAKEN


def settled(writer: Writer) -> None:
    """Every gap that blocks is settled in Ready to finalise?"""
    with writer.step("settle the gaps in Ready to finalise?"):
        writer.palette("ready to finalise")
        for _ in range(12):
            line = writer.focus
            if not isinstance(line, GapLine) or not line.row.gap.blocking:
                break
            writer.press("Tab", "Tab", "Down", "Return")
            writer.idle()
    empty = next(item for item in writer.kept().items if item.code == EMPTY)
    assert empty.state is ItemState.NOTHING_TO_RECORD and empty.reason
    assert not [gap for gap in writer.read(lambda w: gaps(w, meeting_id=writer.meeting_id)) if gap.blocking]


def circulated(writer: Writer) -> None:
    """The circulation list is agreed."""
    with writer.step("agree the circulation list"):
        writer.palette("circulation list")
        writer.until(lambda: writer.shell.place[0] == "circulation")
        writer.idle()
        writer.tab_to("Keep the list")
        writer.press("Return")
        writer.idle()
    found = writer.read(lambda w: circulation(w, meeting_id=writer.meeting_id))
    assert found.agreed
    assert writer.shell.place == ("write_up", writer.meeting_id), "keeping the list leads back"


def approved(writer: Writer) -> None:
    """The chair's approval, with its paper, and the sealed minutes on the screen."""
    paper = writer.folder / "marked.pdf"
    paper.write_bytes(next((writer.folder / "written").glob("*.pdf")).read_bytes())
    with writer.step("approve: who, how, when, with the paper"):
        writer.palette("approve the minutes")
        writer.press("Tab", "Down", "Tab", "Tab")
        writer.type("e-mail of 13 November 2026")
        writer.press("Tab")
        writer.type(str(paper))
        writer.press("Ctrl+Return")
        writer.until(lambda: writer.shell.place[0] == "preview")
        writer.idle()
    assert writer.meeting().state is MeetingState.APPROVED
    assert writer.read(lambda w: approval_paper(w, meeting_id=writer.meeting_id)) is not None


def main() -> int:
    """Run all of it and print the table."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, scheme="light", scale=1.0)
    with tempfile.TemporaryDirectory() as folder:
        writer = Writer(app, Path(folder))
        try:
            run(writer)
        finally:
            for name, seconds, keys in writer.steps:
                print(f"{name:<58} {seconds:7.1f} s {keys:6} keys")
            writer.room.close()
    return 0


def run(writer: Writer) -> None:
    """All steps in order."""
    for step in STEPS:
        step(writer)


STEPS = (
    opened, front_sheet, written_up, marked, rearranged, confirmed, drafted, marks, corrected, settled,
    circulated, approved,
)  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
