"""What was typed is safe: drafts, a full disk, undo, editing where it stands, moving."""

from __future__ import annotations

import contextlib
import resource
import signal
from collections.abc import Iterator

import pytest
from desk_room import DeskRoom, copied

from mappa_desk.domain.contributions import EntryKind, Handling, IssueOutcome
from mappa_desk.domain.errors import DiskFull
from mappa_desk.services.undo import undo


@pytest.fixture
def desk(begun_desk: DeskRoom) -> DeskRoom:
    """The desk of these tests."""
    return begun_desk


def reopened(desk: DeskRoom) -> DeskRoom:
    """The same vault in a fresh window, as after a restart."""
    desk.shut_vault()
    return DeskRoom(desk.folder, desk.meeting_id).show()


def draft_on_disk(desk: DeskRoom):
    return desk.kept().draft


@contextlib.contextmanager
def no_room_on_the_disk() -> Iterator[None]:
    """No file of this process may grow: what a full disk does."""
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)


# Drafts


def test_a_half_typed_line_is_on_the_disk_within_a_second_with_caret_speaker_and_kind(desk: DeskRoom):
    desk.press("Ctrl+1")
    desk.type("half a thought")
    for _ in range(3):
        desk.press("Left")
    desk.press("Ctrl+I")
    desk.until(lambda: draft_on_disk(desk) is not None, ms=1_500)
    again = reopened(desk)
    assert again.line.toPlainText() == "half a thought"
    assert again.page.panel.capture.caret() == (11, 11)
    assert again.page.capture.voice.agency == "pol"
    assert again.page.capture.kind is EntryKind.ISSUE
    assert again.focus() is again.line
    assert again.kept().entries == ()
    again.close()


def test_saving_moves_neither_caret_nor_selection_nor_the_undo_of_the_line(desk: DeskRoom):
    desk.type("one two three")
    desk.press("Shift+Left")
    desk.press("Shift+Left")
    before = desk.page.panel.capture.caret()
    desk.until(lambda: draft_on_disk(desk) is not None, ms=1_500)
    desk.until(lambda: desk.page.state.outbox.up_to_date)
    assert desk.page.panel.capture.caret() == before == (11, 13)
    desk.press("Ctrl+Z")
    assert desk.line.toPlainText() != "one two three"


def test_settling_writes_the_line_with_its_caret_and_the_entry_under_edit(desk: DeskRoom):
    desk.say("an entry")
    desk.idle()
    desk.type("half")
    desk.press("Home")
    told: list[object] = []
    desk.page.settle(told.append)
    desk.until(lambda: told)
    assert told == [None]
    draft = draft_on_disk(desk)
    assert (draft.text, draft.caret) == ("half", 0)


def test_an_emptied_line_leaves_no_draft(desk: DeskRoom):
    desk.type("gone")
    desk.until(lambda: draft_on_disk(desk) is not None, ms=1_500)
    for _ in range(4):
        desk.press("Backspace")
    desk.until(lambda: draft_on_disk(desk) is None, ms=1_500)


# A disk that refuses


def test_a_full_disk_loses_nothing_and_the_words_go_through_in_order_once_there_is_room(desk: DeskRoom):
    desk.say("kept before")
    desk.idle()
    with no_room_on_the_disk():
        desk.say("first while full")
        desk.say("second while full")
        desk.until(lambda: desk.shell.unkept == 2)
        assert isinstance(desk.shell.reported[-1], DiskFull)
        rows = desk.page.panel.record.model().rows
        assert [(row.text, row.state) for row in rows] == [
            ("kept before", ""),
            ("first while full", "waiting"),
            ("second while full", "waiting"),
        ]
        desk.type("and on")
        assert desk.line.toPlainText() == "and on"
    assert [entry.text for entry in desk.kept().entries] == ["kept before"]
    desk.shell.retries[-1]()
    desk.idle()
    assert [entry.text for entry in desk.kept().entries] == [
        "kept before",
        "first while full",
        "second while full",
    ]
    assert desk.shell.unkept == 0
    assert [row.state for row in desk.page.panel.record.model().rows] == ["", "", ""]
    assert desk.line.toPlainText() == "and on"


def test_an_edit_that_the_disk_refuses_stays_in_front_of_its_writer(desk: DeskRoom):
    desk.say("as it was")
    desk.idle()
    desk.press("Up")
    desk.press("F2")
    desk.type(" and more")
    with no_room_on_the_disk():
        desk.press("Return")
        desk.until(lambda: desk.shell.unkept == 1)
        assert desk.page.panel.record.model().rows[0].text == "as it was and more"
    desk.shell.retries[-1]()
    desk.idle()
    assert desk.kept().entries[0].text == "as it was and more"


def test_saved_is_told_only_after_the_commit(dressed, planned_meeting, tmp_path, queued_jobs):
    folder, meeting_id = planned_meeting
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id, jobs=queued_jobs)
    room.window.show()
    room.window.activateWindow()
    room.until(room.window.isActiveWindow)
    room.page.enter()
    queued_jobs.run_all()
    saves = room.shell.saves
    room.say("typed before the disk had it")
    assert room.page.panel.record.model().rows[-1].text == "typed before the disk had it"
    assert room.shell.saves == saves and room.kept().entries == ()
    queued_jobs.run_all()
    assert room.shell.saves > saves and len(room.kept().entries) == 1
    room.close()


# Undo, editing, moving


def test_a_removed_entry_can_be_brought_back_by_the_bar_or_by_undo_in_the_record(desk: DeskRoom):
    desk.say("first")
    desk.say("second")
    desk.idle()
    desk.press("Up")
    desk.press("Del")
    desk.until(lambda: len(desk.kept().entries) == 1)
    desk.idle()
    assert not desk.page.panel._ui.undo_bar.isHidden()
    assert "Entry removed" in desk.shell.said
    desk.press("Ctrl+Z")
    desk.until(lambda: len(desk.kept().entries) == 2)
    desk.until(lambda: any(said.startswith("Restored: Entry of") for said in desk.shell.said))
    assert desk.page.panel._ui.undo_bar.isHidden()


def test_the_bar_goes_with_the_next_change_of_the_record(desk: DeskRoom):
    desk.say("first")
    desk.idle()
    desk.press("Up")
    desk.press("Del")
    desk.until(lambda: not desk.page.panel._ui.undo_bar.isHidden())
    desk.idle()
    desk.page.focus_line()
    desk.say("second")
    desk.idle()
    assert desk.page.panel._ui.undo_bar.isHidden()


def test_an_entry_is_edited_where_it_stands_and_escape_keeps_what_was_typed(desk: DeskRoom):
    desk.say("shorthand")
    desk.idle()
    desk.press("Up")
    desk.press("F2")
    desk.type(" made longer")
    desk.press("Esc")
    desk.idle()
    entry = desk.kept().entries[0]
    assert (entry.text, entry.words) == ("shorthand made longer", "shorthand")
    with desk.work.reading() as reading:
        assert [one.number for one in reading.revisions(type(entry), entry.id)] == [1, 2]


def test_an_entry_under_edit_comes_back_after_a_restart(desk: DeskRoom):
    desk.say("shorthand")
    desk.idle()
    desk.press("Up")
    desk.press("F2")
    desk.type(" half")

    def kept() -> bool:
        with desk.work.reading() as reading:
            return any(draft.place.startswith("entry:") for draft in reading.drafts())

    desk.until(kept, ms=1_500)
    desk.page.panel.record.blockSignals(True)
    again = reopened(desk)
    assert again.page.panel.record.editor.toPlainText() == "shorthand half"
    again.close()


def test_chosen_entries_take_another_speaker_another_kind_and_another_item(desk: DeskRoom):
    first_item = desk.page.state.item
    desk.say("who said this")
    desk.idle()
    desk.press("Up")
    desk.press("Ctrl+3")
    desk.press("Ctrl+4")
    desk.until(lambda: desk.kept().entries[0].agency == "hsg")
    desk.idle()
    desk.press("Ctrl+I")
    desk.until(lambda: desk.kept().entries[0].entry_kind is EntryKind.ISSUE)
    desk.idle()
    desk.press("Ctrl+Shift+M")
    desk.type("agency con")
    desk.press("Return")
    desk.until(lambda: desk.kept().entries[0].item != first_item)
    desk.idle()
    undo(desk.work, meeting_id=desk.meeting_id)
    assert desk.kept().entries[0].item == first_item


def test_entries_move_up_and_down_within_their_item(desk: DeskRoom):
    for text in ("one", "two", "three"):
        desk.say(text)
    desk.idle()
    desk.press("Up")
    desk.press("Alt+Up")
    desk.until(lambda: [entry.text for entry in desk.kept().entries] == ["one", "three", "two"])
    desk.idle()
    desk.press("Alt+Down")
    desk.until(lambda: [entry.text for entry in desk.kept().entries] == ["one", "two", "three"])


def test_jump_finds_an_item_by_number_or_letters_and_escape_leaves_it(desk: DeskRoom):
    here = desk.page.state.item
    desk.press("Ctrl+J")
    desk.press("Esc")
    assert desk.page.state.item == here and desk.focus() is desk.line
    desk.press("Ctrl+J")
    desk.type("9")
    desk.press("Return")
    assert desk.page.state.item_row().number == 9
    desk.press("Ctrl+J")
    desk.type("disc")
    desk.press("Return")
    assert "isclosure" in desk.page.state.item_row().title
    assert desk.focus() is desk.line


def test_handling_and_an_issue_settled_without_action(desk: DeskRoom):
    desk.type("the maps differ")
    desk.press("Ctrl+I")
    desk.press("Return")
    desk.idle()
    desk.press("Up")
    desk.press("Ctrl+Shift+H")
    desk.type("not to be")
    desk.press("Return")
    desk.until(lambda: desk.kept().entries[0].handling is Handling.NOT_FOR_PERSON)
    desk.idle()
    desk.press("Up")
    desk.press("Return")
    desk.type("no action")
    desk.press("Return")
    desk.type("the map was corrected last week")
    desk.press("Return")
    desk.until(lambda: desk.kept().entries[0].outcome is IssueOutcome.NO_ACTION)
    assert desk.kept().entries[0].outcome_reason == "the map was corrected last week"
    desk.idle()
    assert desk.focus() is desk.line
