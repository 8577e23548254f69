"""How far words may travel: with the line, a waiting decision, several entries, into another record."""

from __future__ import annotations

import pytest
from desk_room import DeskRoom
from entry_hands import other_meeting, pick, reopened, say

from mappa_desk.domain.contributions import Handling
from mappa_desk.services.desk import desk_view


@pytest.fixture
def desk(running_item_desk: DeskRoom) -> DeskRoom:
    """The desk of these tests."""
    return running_item_desk


def test_named_recipients_are_those_of_every_chosen_entry(desk: DeskRoom):
    say(desk, "pol: one", "two", "three")
    desk.press("Up")
    desk.press("Ctrl+A")
    desk.press("Ctrl+Shift+H")
    pick(desk, "named")
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.press("Space")
    desk.press("Ctrl+Return")
    desk.idle()
    desk.until(lambda: any(entry.recipients for entry in desk.kept().entries))
    desk.idle()
    handled = {(entry.handling, entry.recipients) for entry in desk.kept().entries}
    assert len(handled) == 1 and all(recipients for _, recipients in handled)
    desk.press("Up")
    desk.press("Ctrl+Z")
    desk.idle()
    assert {entry.handling for entry in desk.kept().entries} == {Handling.NORMAL}, "one step"


def test_the_handling_of_a_half_typed_line_comes_back_with_it(desk: DeskRoom):
    desk.page.capture.set_handling(Handling.SANITISE)
    desk.type("the source says he drives a blue van")
    desk.page.drafts.write_all()
    desk.idle()
    reopened(desk)
    desk.press("Return")
    desk.idle()
    kept = desk.kept().entries[-1]
    assert (kept.text, kept.handling) == ("the source says he drives a blue van", Handling.SANITISE)


def test_the_handling_of_a_decision_that_waits_is_no_other_line_s(desk: DeskRoom):
    desk.page.capture.set_handling(Handling.SANITISE)
    desk.type("to act on what the source says")
    desk.press("Ctrl+D")
    desk.type("because of the van")
    desk.press("Esc")
    say(desk, "pol: he came by bus")
    assert desk.kept().entries[-1].handling is Handling.NORMAL
    desk.press("Ctrl+D")
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.press("Ctrl+Return")
    desk.idle()
    desk.until(lambda: desk.kept().decisions)
    (decision,) = desk.kept().decisions
    of = next(entry for entry in desk.kept().entries if entry.id == decision.entry_id)
    assert of.handling is Handling.SANITISE


def test_an_entry_under_edit_goes_into_the_other_record_as_it_reads_and_leaves_no_draft(desk: DeskRoom):
    other = other_meeting(desk)
    say(desk, "pol: he has a van")
    desk.press("Up")
    desk.press("F2")
    desk.type(", blue")
    desk.page.drafts.write()
    desk.page.entries.move_to_case()
    pick(desk, "0500")
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.press("Ctrl+Return")
    desk.until(lambda: not desk.kept().entries)
    desk.page.drafts.write_all()
    desk.idle()
    there = desk_view(desk.work, meeting_id=other.id)
    assert [entry.text for entry in there.entries] == ["he has a van, blue"]
    with desk.work.reading() as reading:
        assert reading.drafts() == ()
