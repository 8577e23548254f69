"""The capture line: printable keys always type, a key does what the key table says, nothing typed is lost."""

from __future__ import annotations

import pytest
from desk_room import DeskRoom
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.contributions import FIELD_LIMIT, EntryKind

OPENINGS = (
    "12 March: missed appointment", "3 visits refused", "16-year-old niece at the address",
    "2 March arrested", "10:30 left the premises", "10:30: left the premises", "1. first point",
    "1) first point", "- a dash first", "-- two dashes", "* a star", "# a number sign",
    "£250 fine unpaid", "€40 owed", "25% of curfews missed", "0 further offences",
    "9 of 10 appointments kept", "07700 900123 is the new number", "+44 number given",
    "a.b@example.org is the contact", "mail to x@y.example", "by the river, two persons",
    "by Derby Road", "Derby 23", "stand by friday market", "Friday was missed", "today nothing",
    "tomorrow is the hearing", "in 24 hours no contact", "next meeting moved",
    "before release the flat", "note: this stays text", "12: this stays text",
    "minutes: no code of an agency", "xyz: unknown code", "http://example.org/a?b=c",
    "C:\\folder\\file", "\\backslash first", "/slash first", "(bracket) first", "[square] first",
    "{curly} first", '"quoted" first', "'apostrophe' first", "’twas said", "“curly” quotes",
    "…and so on", "– en dash", "— em dash", "ŵ and ŷ in Welsh", "Łukasz Wójcik attended",
    "Siân O'Neill said", "Æthel", "naïve view", "<b>not bold</b>", "&amp; stays", "<img src=x>",
    "a < b and b > a", "tab\u2003space", "100,000 pounds", "1/2 of the time", "23/1 hearing",
    "23/01/2027 hearing", "Category 2 confirmed", "Level 3 agreed", "M02-03 carried", "LAN-0417 again",
    "? unclear", "! urgent? no", "? ? ?", "nil of note", "nothing new", "N/A", "no", "y", "Z", "ok.",
    "9.30 seen at the station", "09:12 call logged", "2 x 5mg daily", "24h curfew breached", "+7d", "+10wd",
    "7/11 left the country", "2026-11-02 arrested", "1st missed appointment", "-5 degrees that night",
    "j.smith@example.org wrote back", "wrote to j.smith@example.org by fri", "mailto:j.smith@example.org",
    "@ home all evening", "@10:30 seen", "@ 10:30 seen", "@12 High Street", "@", "!important", "fri", "by 23",
    "Whitby by night", "Appleby by 12", "stand by fri", "Corby by Friday", "seen today.", "next fri", "eom",
    "pol:no space follows", "pol :a space before", "pol said so", "hsg-pol call", "C: drive was seized",
    "A4 map shown", "B&B placement", "C3 road", "D: drive", "E-mail sent",
)  # fmt: skip


@pytest.fixture
def desk(begun_desk: DeskRoom) -> DeskRoom:
    """The desk of these tests."""
    return begun_desk


def texts(desk: DeskRoom) -> list[str]:
    return [entry.text for entry in desk.page.state.view.entries]


def test_eighty_openings_stay_as_they_were_typed(desk: DeskRoom):
    assert len(OPENINGS) >= 80
    for opening in OPENINGS:
        desk.type(opening)
        assert desk.line.toPlainText() == opening
        assert desk.page.capture.voice is None
        assert desk.page.capture.kind is EntryKind.CONTRIBUTION
        assert desk.page.panel.capture.said() == "", "no chip, so nothing may change"
        desk.press("Return")
    desk.idle()
    assert texts(desk) == list(OPENINGS)
    assert [entry.words for entry in desk.page.state.view.entries] == list(OPENINGS)
    assert [entry.text for entry in desk.kept().entries] == texts(desk)


def test_altgr_types_although_every_chord_is_bound(desk: DeskRoom):
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    for typed in ("ŵ", "ŷ", "€", "ą", "ł", "é", "|", "@", "{"):
        for key in (Qt.Key.Key_E, Qt.Key.Key_L, Qt.Key.Key_D, Qt.Key.Key_1):
            for modifiers in (both, Qt.KeyboardModifier.GroupSwitchModifier):
                desk.line.clear()
                for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                    QApplication.sendEvent(desk.line, QKeyEvent(kind, key, modifiers, typed))
                assert desk.line.toPlainText() == typed
    assert desk.page.capture.voice is None and not desk.page.decision.is_open


def test_a_code_becomes_the_speaker_at_the_space_and_backspace_gives_it_back(desk: DeskRoom):
    desk.type("pol: ")
    assert desk.line.toPlainText() == ""
    assert desk.page.capture.voice is not None and desk.page.capture.voice.agency == "pol"
    desk.press("Backspace")
    assert desk.line.toPlainText() == "pol: "
    assert desk.page.capture.voice is None
    desk.say("stays text")
    desk.idle()
    entry = desk.kept().entries[-1]
    assert (entry.text, entry.agency) == ("pol: stays text", "")


def test_a_seat_and_a_colon_is_a_speaker_but_a_time_is_not(desk: DeskRoom):
    desk.say("4: has a flat in view")
    desk.say("10:30 left")
    desk.idle()
    first, second = desk.kept().entries
    assert (first.agency, first.text, first.words) == ("hsg", "has a flat in view", "4: has a flat in view")
    assert (second.agency, second.text) == ("hsg", "10:30 left"), "the speaker is kept from the line before"


def test_a_chord_sets_the_speaker_anywhere_in_the_line(desk: DeskRoom):
    desk.type("seen on patrol")
    desk.press("Ctrl+1")
    assert desk.line.toPlainText() == "seen on patrol"
    desk.press("Return")
    desk.press("Ctrl+0")
    assert "Nobody sits" in desk.page.panel.capture.said() or desk.page.capture.voice.seat == "0"
    desk.idle()
    assert desk.kept().entries[0].agency == "pol"


def test_a_new_item_clears_the_speaker_and_keeps_the_line_where_it_was_typed(desk: DeskRoom):
    before = desk.page.state.item
    desk.press("Ctrl+2")
    desk.type("said under the first item")
    desk.press("Ctrl+PgDown")
    after = desk.page.state.item
    assert after != before and desk.page.capture.voice is None and desk.line.toPlainText() == ""
    desk.idle()
    view = desk.kept()
    assert (view.entries[0].item, view.entries[0].agency) == (before, "prob")
    assert view.meeting.current_item == after


def test_enter_and_ctrl_enter_do_the_same_and_a_held_enter_keeps_once(desk: DeskRoom):
    item = desk.page.state.item
    desk.type("with Enter")
    desk.press("Return")
    desk.type("with Ctrl and Enter")
    desk.press("Ctrl+Return")
    desk.type("held")
    for repeated in (False, True, True, True):
        key = Qt.Key.Key_Return
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r", repeated)
        QApplication.sendEvent(desk.line, event)
    desk.idle()
    assert texts(desk) == ["with Enter", "with Ctrl and Enter", "held"]
    assert {entry.item for entry in desk.kept().entries} == {item}


def test_shift_enter_breaks_the_line_inside_the_entry(desk: DeskRoom):
    desk.type("first\nsecond")
    desk.press("Return")
    desk.idle()
    assert desk.kept().entries[0].text == "first\nsecond"


def test_undo_in_the_line_stops_when_the_typing_is_used_up(desk: DeskRoom):
    desk.say("a kept entry")
    desk.type("half a line")
    for _ in range(40):
        desk.press("Ctrl+Z")
    desk.idle()
    assert desk.line.toPlainText() == ""
    assert [entry.text for entry in desk.kept().entries] == ["a kept entry"]


def test_an_action_shows_owner_and_date_before_enter_and_escape_turns_the_newest_chip_back(desk: DeskRoom):
    desk.type("@hsg confirm the move-on address by 27/11")
    said = desk.page.panel.capture.said()
    assert "Housing" in said and "Fri 27 Nov 2026, 15 days" in said
    assert "Friday 27 November 2026, in 15 days" in desk.line.accessibleDescription()
    desk.press("Esc")
    assert "27 Nov" not in desk.page.panel.capture.said()
    assert desk.line.toPlainText() == "@hsg confirm the move-on address by 27/11"
    desk.press("Return")
    desk.idle()
    action = desk.kept().actions[0]
    assert (action.owner_agency, action.deadline.on) == ("hsg", None)
    assert action.text == "confirm the move-on address by 27/11"


@pytest.mark.parametrize(
    ("chord", "kind"), [("Ctrl+T", EntryKind.ACTION), ("Ctrl+I", EntryKind.ISSUE)], ids=["action", "issue"]
)
def test_a_kind_is_turned_on_and_off_in_the_middle_of_a_line(desk: DeskRoom, chord: str, kind: EntryKind):
    desk.type("the maps differ")
    desk.press(chord)
    assert desk.page.capture.kind is kind
    desk.press(chord)
    assert desk.page.capture.kind is EntryKind.CONTRIBUTION
    desk.press(chord)
    desk.press("Return")
    desk.idle()
    assert desk.kept().entries[0].entry_kind is kind
    assert desk.page.capture.kind is EntryKind.CONTRIBUTION, "the next line is a plain one"


def test_nothing_to_add_by_code_and_by_chord(desk: DeskRoom):
    desk.say("hsg: nil")
    desk.press("Ctrl+1")
    desk.type("half a line")
    desk.press("Ctrl+Shift+N")
    desk.idle()
    entries = desk.kept().entries
    assert [(entry.entry_kind, entry.agency) for entry in entries] == [
        (EntryKind.NIL_RETURN, "hsg"),
        (EntryKind.NIL_RETURN, "pol"),
    ]
    assert desk.line.toPlainText() == "half a line"


def test_an_oversize_paste_is_refused_aloud_and_changes_nothing(desk: DeskRoom):
    desk.type("before ")
    for text, said in (("word " * 10_001, "50,012"), ("x" * 2_001, "2,001")):
        mime = QMimeData()
        mime.setText(text)
        desk.line.insertFromMimeData(mime)
        assert desk.line.toPlainText() == "before "
        assert said in desk.page.panel.capture.said()
        assert said in desk.shell.said[-1]
    mime = QMimeData()
    mime.setText("one\r\ntwo")
    desk.line.insertFromMimeData(mime)
    assert desk.line.toPlainText() == "before one\ntwo"


def test_a_full_line_takes_no_further_key(desk: DeskRoom):
    full = ("word " * (FIELD_LIMIT // 5))[:FIELD_LIMIT]
    desk.line.setPlainText(full)
    desk.line.moveCursor(desk.line.textCursor().MoveOperation.End)
    QTest.keyClicks(desk.line, "x")
    assert desk.line.toPlainText() == full
    assert "full" in desk.page.panel.capture.said()


def test_pasted_markup_stays_text_and_loads_nothing(desk: DeskRoom):
    mime = QMimeData()
    mime.setHtml("<b>bold</b><img src='file:///etc/passwd'>")
    mime.setText("<b>bold</b>")
    desk.line.insertFromMimeData(mime)
    desk.press("Return")
    desk.idle()
    assert desk.kept().entries[0].text == "<b>bold</b>"


def test_up_from_the_empty_line_selects_the_last_entry_and_a_letter_types_again(desk: DeskRoom):
    desk.say("the only entry")
    desk.idle()
    desk.press("Up")
    assert desk.focus() is desk.page.panel.record
    desk.type("x")
    assert desk.focus() is desk.line and desk.line.toPlainText() == "x"


def test_no_dialog_opens_whatever_is_pressed(desk: DeskRoom):
    desk.say("an entry")
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    for chord in ("Ctrl+G", "Ctrl+J", "Ctrl+D", "Ctrl+Shift+H", "Ctrl+Shift+P", "Ctrl+Shift+M", "Ctrl+B"):
        desk.press(chord)
        assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
        assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == shown
        desk.press("Esc")
        desk.press("Esc")
    assert desk.page.state.item in {item.code for item in desk.page.state.items}
    assert isinstance(desk.page.state.item_row(), AgendaItem)
