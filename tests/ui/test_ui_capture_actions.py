"""Actions from words on the real line: roles, on behalf, events, one hint after Enter, the card."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from desk_room import DeskRoom
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mappa_desk.domain.actions import DeadlineKind
from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.services import cases
from mappa_desk.ui.capture_keeping import shown_chips
from mappa_desk.ui.widgets.capture_field import CHIP_GAP, fitted
from mappa_desk.ui.widgets.desk_paint import chip_width

NOT_HERE = "The owner is not here. Who takes it on their behalf, and tells them?"
TWO_IN_ONE = "Two actions in one? Each needs its own owner and date."


@pytest.fixture
def desk(running_desk: DeskRoom) -> DeskRoom:
    """The desk of these tests."""
    return running_desk


def last_action(desk: DeskRoom):
    desk.idle()
    return desk.kept().actions[-1]


# Roles, on behalf, events


def test_a_role_of_an_agency_owns_an_action(desk: DeskRoom):
    desk.say("@pol (duty sergeant) drive past the flat by 27/11")
    action = last_action(desk)
    assert (action.owner_agency, action.owner_role, action.owner_name) == ("pol", "duty sergeant", "")
    assert action.text == "drive past the flat"


def test_on_behalf_is_said_before_enter_and_kept(desk: DeskRoom):
    desk.type("@ruth obo Piotr Wiśniewski check the log by 27/11")
    said = desk.page.panel.capture.said()
    assert "Police, duty inspector" in said and "Taken on behalf by Ruth Ansah, Probation" in said
    assert "Taken on behalf by Ruth Ansah, Probation" in desk.line.accessibleDescription()
    desk.press("Return")
    action = last_action(desk)
    assert (action.owner_name, action.on_behalf_taken_by) == ("Piotr Wiśniewski", "Ruth Ansah, Probation")


def test_before_release_takes_the_areas_days_before_enter(desk: DeskRoom):
    case = replace(desk.page.state.view.case, release_on=date(2026, 12, 18))
    desk.page.state.do(cases.edit_case, case=case, reason="Date given by the prison")
    desk.idle()
    desk.type("@pol fit the alarm before release")
    said = desk.page.panel.capture.said()
    desk.press("Return")
    action = last_action(desk)
    assert action.deadline.kind is DeadlineKind.BEFORE_RELEASE
    assert action.deadline.on is not None and action.deadline.on < date(2026, 12, 18)
    assert f"{action.deadline.on.day} Dec 2026" in said, "the chip said the very day that is kept"


def test_speaker_and_handling_of_an_action_are_kept(desk: DeskRoom):
    desk.press("Ctrl+1")
    desk.page.capture.set_handling(Handling.NOT_FOR_PERSON)
    desk.type("@hsg ring the warden by 27/11")
    assert "Not to be told to the person" in desk.line.accessibleDescription()
    desk.press("Return")
    desk.idle()
    entry = desk.kept().entries[-1]
    assert (entry.entry_kind, entry.agency, entry.handling) == (
        EntryKind.ACTION, "pol", Handling.NOT_FOR_PERSON,
    )  # fmt: skip


def test_the_handling_of_the_line_goes_with_its_words_into_a_decision(desk: DeskRoom):
    desk.page.capture.set_handling(Handling.NOT_FOR_PERSON)
    desk.type("The zone stays as printed")
    desk.press("Ctrl+D")
    desk.press("Ctrl+Return")
    desk.idle()
    assert [one.handling for one in desk.kept().entries] == [Handling.NOT_FOR_PERSON]
    assert desk.page.panel.capture.said() == "", "the next entry is unrestricted again"
    desk.say("pol: he was seen")
    desk.idle()
    assert desk.kept().entries[-1].handling is Handling.NORMAL


# One hint


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("@nobody ring the warden", "No owner yet."),
        ("@hsg ring the warden", "No date yet."),
        ("@hsg ring the warden by 14/11", "Sat 14 Nov 2026 is a Saturday."),
        ("@hsg ring the warden by 25/12", "Fri 25 Dec 2026 is a bank holiday."),
        ("@hsg ring the warden by 1/11/26", "Sun 1 Nov 2026 is past."),
        ("@pol (duty sergeant) ring by 27/11", NOT_HERE),
        ("@hsg ring the warden and tell Ruth by 27/11", TWO_IN_ONE),
        ("@hsg monitor the flat by 27/11", "“Monitor” cannot be ticked off. What will have been done?"),
        ("@hsg ring the warden by 27/11", ""),
        ("hsg: the flat is let", ""),
    ],
)  # fmt: skip
def test_one_hint_after_enter_and_none_while_typing(desk: DeskRoom, line: str, hint: str):
    desk.type(line)
    assert not hint or hint not in desk.page.panel.capture.said()
    desk.press("Return")
    assert desk.page.panel.capture.said() == hint
    assert not hint or (hint in desk.shell.said and hint in desk.line.accessibleDescription())
    desk.idle()
    assert desk.page.panel.capture.said() == hint, "it stays when the disk has answered"
    assert desk.kept().entries[-1].text, "a hint is never a block"
    QTest.keyClick(desk.line, Qt.Key.Key_Shift)
    assert desk.page.panel.capture.said() == hint
    desk.type("n")
    assert desk.page.panel.capture.said() == ""


def test_an_entry_turned_into_an_action_gets_its_hint_too(desk: DeskRoom):
    desk.say("hsg: ring the warden")
    desk.idle()
    desk.press("Up")
    desk.press("Ctrl+T")
    desk.idle()
    assert desk.page.panel.capture.said() == "No owner yet."
    entry = desk.kept().entries[-1]
    action = desk.kept().actions[-1]
    assert (entry.entry_kind, entry.words, action.entry_id) == (
        EntryKind.ACTION, "hsg: ring the warden", entry.id,
    )  # fmt: skip
    desk.press("Ctrl+T")
    desk.idle()
    entry = desk.kept().entries[-1]
    assert (entry.entry_kind, entry.text, entry.agency) == (EntryKind.CONTRIBUTION, "ring the warden", "hsg")


@pytest.mark.parametrize(
    ("chord", "kind"),
    [("Ctrl+T", EntryKind.ACTION), ("Ctrl+I", EntryKind.ISSUE), ("Ctrl+D", EntryKind.DECISION)],
    ids=["action", "issue", "decision"],
)
def test_a_chosen_entry_is_turned_and_turned_back_with_its_words(desk: DeskRoom, chord: str, kind: EntryKind):
    desk.say("pol: the maps differ by fri")
    desk.idle()
    first = desk.kept().entries[0]
    for turned in (kind, EntryKind.CONTRIBUTION):
        desk.press("Up")
        desk.press(chord)
        desk.idle()
        view = desk.kept()
        entry = view.entries[0]
        assert (entry.id, entry.entry_kind, entry.words) == (first.id, turned, "pol: the maps differ by fri")
        linked = [one.entry_id for one in (*view.actions, *view.decisions)]
        assert linked == ([first.id] if turned in (EntryKind.ACTION, EntryKind.DECISION) else [])
        desk.page.focus_line()
    assert (entry.text, entry.agency) == (first.text, "pol")


def test_what_a_refusal_says_stays_until_the_next_key(desk: DeskRoom):
    desk.press("Ctrl+9")
    assert "Nobody sits" in desk.page.panel.capture.said()
    desk.page.state.outbox.ask_view()
    desk.idle()
    QApplication.processEvents()
    assert "Nobody sits" in desk.page.panel.capture.said()
    desk.press("Ctrl+1")
    assert desk.page.panel.capture.said() == ""


def test_what_was_undone_stays_named_until_the_next_key(desk: DeskRoom):
    desk.say("hsg: ring the warden")
    desk.idle()
    desk.press("Up")
    desk.press("Ctrl+Z")
    desk.idle()
    assert desk.page.panel.capture.said().startswith("Undone: Entry at")


def test_what_was_undone_is_named_even_when_an_action_came_back(desk: DeskRoom):
    desk.say("@hsg ring the warden")
    desk.idle()
    desk.press("Up")
    desk.press("Delete")
    desk.idle()
    desk.page.record.undo()
    desk.idle()
    assert len(desk.kept().actions) == 1
    assert desk.page.panel.capture.said().startswith("Restored: Entry of ")


# Chips


def test_a_chip_that_was_turned_back_comes_again_with_other_words(desk: DeskRoom):
    desk.type("@hsg ring by fri")
    desk.press("Esc")
    assert "Fri 13 Nov" not in desk.page.panel.capture.said()
    for _ in range(6):
        desk.press("Backspace")
    desk.type("by 27/11")
    assert "Fri 27 Nov 2026, 15 days" in desk.page.panel.capture.said()


def test_escape_gives_the_speakers_code_back_when_no_chip_is_left(desk: DeskRoom):
    desk.type("pol: he left")
    desk.press("Esc")
    assert desk.line.toPlainText() == "pol: he left" and desk.page.capture.voice is None
    desk.press("Esc")
    assert desk.line.toPlainText() == "pol: he left"
    desk.press("Return")
    desk.idle()
    entry = desk.kept().entries[-1]
    assert (entry.text, entry.agency) == ("pol: he left", "")


def test_the_row_is_one_description_of_the_field_with_the_date_in_full(desk: DeskRoom):
    desk.type("@hsg confirm the address by 27/11 !")
    assert desk.line.accessibleDescription() == (
        "Action. Owner Housing, move-on officer. Due Friday 27 November 2026, in 15 days. Urgent"
    )
    desk.page.state.outbox.ask_view()
    desk.idle()
    QApplication.processEvents()
    assert desk.line.accessibleDescription().startswith("Action. Owner Housing")
    assert not desk.page.panel.capture.findChild(type(desk.page.capture.owners.list))


def test_a_date_is_never_cut_for_want_of_room(desk: DeskRoom):
    desk.type("@ruth obo Piotr Wiśniewski check the custody log by 27/11 !")
    shown = shown_chips(desk.page.capture.reading())
    assert [chip.elastic for chip in shown] == [True, True, False, False]
    for room in (1_200.0, 700.0, 460.0):
        placed = fitted(shown, room)
        assert sum(width for _chip, width in placed) + CHIP_GAP * 3 <= room + 0.01
        due, width = placed[2]
        assert "Fri 27 Nov 2026, 15 days" in due.text and width >= chip_width(due)
    assert [chip.text for chip, _width in fitted(shown, 700.0)][:2] == [
        "Police, duty inspector",
        "by Ruth Ansah, Probation",
    ]
    assert sum(width for _chip, width in fitted(shown, 120.0)) <= 120.0
    assert fitted((), 100.0) == []


def test_who_takes_it_on_behalf_stands_on_the_card_in_the_record(desk: DeskRoom):
    desk.say("@ruth obo Piotr Wiśniewski check the custody log by 27/11")
    desk.idle()
    row = desk.page._models.record.rows[-1]
    assert "Taken on behalf by Ruth Ansah, Probation" in [chip.text for chip in row.chips]


# The card of an action


def card_field(desk: DeskRoom, name: str) -> QWidget:
    found = desk.page.panel.sheet.findChild(QWidget, f"{name}_field")
    assert found is not None, name
    return found


def open_card(desk: DeskRoom) -> None:
    desk.idle()
    desk.press("Up")
    desk.press("Return")
    assert desk.page.panel.sheet is not None


def test_a_role_is_named_later_on_the_card_and_the_role_stays(desk: DeskRoom):
    desk.say("@pol (duty sergeant) drive past the flat by 27/11")
    open_card(desk)
    about = desk.page.panel.sheet.findChild(QLabel, "about_label").text()
    assert NOT_HERE in about and "As typed: @pol (duty sergeant) drive past" in about
    card_field(desk, "named").setFocus()
    desk.type("Sgt Megan Price")
    desk.press("Ctrl+Return")
    action = last_action(desk)
    assert (action.owner_agency, action.owner_role, action.owner_name) == (
        "pol", "duty sergeant", "Sgt Megan Price",
    )  # fmt: skip


def test_on_behalf_is_given_on_the_card_and_taken_off_again(desk: DeskRoom):
    desk.say("@(duty solicitor) call back by 27/11")
    for who in ("Ruth Ansah, Probation", ""):
        open_card(desk)
        combo = card_field(desk, "behalf")
        combo.setCurrentIndex(combo.findData(who))
        combo.setFocus()
        desk.press("Ctrl+Return")
        assert last_action(desk).on_behalf_taken_by == who


def test_an_owner_typed_on_the_card_is_read_as_on_the_line(desk: DeskRoom):
    desk.say("@hsg ring the warden by 27/11")
    for typed, owner in (
        ("pol (night desk)", ("pol", "", "night desk")),
        ("@ruth", ("prob", "Ruth Ansah", "senior probation officer")),
        ("Maria de Souza", ("", "Maria de Souza", "")),
        ("duty solicitor", ("", "", "duty solicitor")),
        ("hlth", ("hlth", "Dr Siân O'Neill", "clinical lead")),
    ):
        open_card(desk)
        card_field(desk, "owner").setEditText(typed)
        card_field(desk, "owner").setFocus()
        desk.press("Ctrl+Return")
        action = last_action(desk)
        assert (action.owner_agency, action.owner_name, action.owner_role) == owner
