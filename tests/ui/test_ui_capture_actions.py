"""Actions from words on the real line: owners offered, on behalf, roles, one hint after Enter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from desk_room import DeskRoom, copied, running_vault
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QWidget

from mappa_desk.domain.actions import DeadlineKind
from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.services import cases
from mappa_desk.services import roll_call as roll_call_service
from mappa_desk.ui.capture_keeping import shown_chips
from mappa_desk.ui.widgets.capture_field import CHIP_GAP, fitted
from mappa_desk.ui.widgets.desk_paint import chip_width

NOT_HERE = "The owner is not here. Who takes it on their behalf, and tells them?"
TWO_IN_ONE = "Two actions in one? Each needs its own owner and date."


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault that was made once for this file: the meeting runs and the four of the panel are here."""
    folder = tmp_path_factory.mktemp("desk") / "vault"
    return folder, running_vault(folder)


@pytest.fixture
def desk(dressed, template, tmp_path):
    """A desk with its meeting running and the caret in the line."""
    folder, meeting_id = template
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    yield room
    room.close()


def offered(desk: DeskRoom) -> list[tuple[str, str]]:
    shown = desk.page.capture.owners.list
    return [(row.words, row.note) for row in shown.rows] if shown.isVisible() else []


def last_action(desk: DeskRoom):
    desk.idle()
    return desk.kept().actions[-1]


# Owners offered


def test_those_who_are_here_come_first_and_typing_goes_on(desk: DeskRoom):
    desk.type("@")
    assert [note for _words, note in offered(desk)][:4] == ["here"] * 4
    desk.type("p")
    assert offered(desk)[0][0].startswith("Police, offender manager")
    assert offered(desk)[-1] == ("p", "not on the list")
    desk.type("rob confirm licence address by fri")
    assert offered(desk) == [], "the words of the action are no owner"
    assert desk.line.toPlainText() == "@prob confirm licence address by fri"
    desk.press("Return")
    action = last_action(desk)
    assert (action.text, action.owner_name) == ("confirm licence address", "Ruth Ansah")


def test_enter_keeps_the_line_as_it_stands_while_owners_are_offered(desk: DeskRoom):
    desk.type("@hsg")
    assert offered(desk)
    desk.press("Return")
    assert desk.line.toPlainText() == "@hsg" and "needs words" in desk.page.panel.capture.said()
    assert offered(desk) == []
    desk.type(" ring")
    desk.press("Return")
    assert last_action(desk).owner_agency == "hsg"


def test_tab_takes_the_first_row_and_the_arrows_another(desk: DeskRoom):
    desk.type("@ru")
    desk.press("Tab")
    assert desk.focus() is desk.line and desk.line.toPlainText() == "@Ruth Ansah "
    assert offered(desk) == []
    desk.press("Ctrl+Z")
    assert desk.line.toPlainText() == "@ru", "one step back gives the typed letters"
    desk.line.clear()
    desk.type("@p")
    desk.press("Down")
    desk.press("Down")
    second = offered(desk)[1][0]
    assert second in desk.page.capture.owners.list.accessibleName() and any(
        second in said for said in desk.shell.said
    )
    desk.press("Return")
    assert desk.line.toPlainText().startswith("@") and desk.line.toPlainText().endswith(" ")
    assert second.split(" (")[0] in desk.page.panel.capture.said()
    desk.type("write to the court today")
    desk.press("Return")
    assert last_action(desk).text == "write to the court"


def test_up_leaves_the_choice_and_then_the_keys_are_the_lines_again(desk: DeskRoom):
    desk.type("@p")
    desk.press("Down")
    desk.press("Up")
    assert desk.page.capture.owners.list.chosen == -1
    desk.press("Up")
    assert desk.focus() is desk.line and desk.line.toPlainText() == "@p"


def test_escape_takes_the_list_away_first_and_it_stays_away_for_this_owner(desk: DeskRoom):
    desk.type("@hs")
    desk.press("Esc")
    assert offered(desk) == []
    desk.type("g")
    assert offered(desk) == [] and desk.line.toPlainText() == "@hsg"
    assert "Housing" in desk.page.panel.capture.said(), "the chips stay"
    desk.line.clear()
    desk.type("@h")
    assert offered(desk), "the next owner is offered again"


def test_a_click_takes_a_row_and_the_caret_stays(desk: DeskRoom):
    desk.type("@ru")
    shown = desk.page.capture.owners.list
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPointF(40, 12).toPoint())
    assert desk.line.toPlainText() == "@Ruth Ansah " and desk.focus() is desk.line


def test_somebody_from_the_contact_book_and_somebody_nobody_knows(desk: DeskRoom):
    desk.type("@wiś")
    assert offered(desk)[0][1] == "contact book"
    desk.press("Tab")
    desk.type("check the log today")
    desk.press("Return")
    action = last_action(desk)
    assert (action.owner_name, action.owner_agency, action.owner_role) == (
        "Piotr Wiśniewski", "pol", "duty inspector",
    )  # fmt: skip
    desk.type("@duty solicitor")
    assert offered(desk) == [("duty solicitor", "not on the list")]
    desk.press("Tab")
    assert desk.line.toPlainText() == "@(duty solicitor) "
    desk.type("call back today")
    desk.press("Return")
    action = last_action(desk)
    assert (action.owner_role, action.owner_name, action.text) == ("duty solicitor", "", "call back")


def test_behind_a_speakers_code_in_the_text_and_after_an_emoji_the_place_is_right(desk: DeskRoom):
    desk.line.insertPlainText("pol: @ru")
    assert offered(desk) and "Ruth" in offered(desk)[0][0]
    desk.press("Tab")
    assert desk.line.toPlainText() == "pol: @Ruth Ansah "
    desk.line.clear()
    desk.line.insertPlainText("@ru\U0001f600")
    desk.press("Tab")
    assert desk.line.toPlainText() == "@(ru\U0001f600) "


@pytest.mark.parametrize("line", ["a@b", "mail x@y.org", "@10:30", "@ home", "\\@prob", "see @prob"])
def test_nobody_is_offered_where_no_owner_is_typed(desk: DeskRoom, line: str):
    desk.type(line)
    assert offered(desk) == [] and desk.line.toPlainText() == line


def test_an_at_in_a_decision_offers_nobody_and_leaving_the_line_takes_the_list_away(desk: DeskRoom):
    desk.page.capture.set_kind(EntryKind.ISSUE)
    desk.type("@prob")
    assert offered(desk) == []
    desk.page.capture.set_kind(EntryKind.CONTRIBUTION)
    desk.line.clear()
    desk.type("@pro")
    assert offered(desk)
    desk.page.panel.record.setFocus()
    assert offered(desk) == []


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


def test_a_held_enter_on_a_chosen_owner_takes_it_once_and_keeps_nothing(desk: DeskRoom):
    desk.type("@ru")
    desk.press("Down")
    for repeated in (False, True, True):
        event = QKeyEvent(
            QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", repeated
        )
        QApplication.sendEvent(desk.line, event)
    desk.idle()
    assert desk.line.toPlainText() == "@Ruth Ansah " and desk.kept().entries == ()


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


# Speakers


def filter_edit(desk: DeskRoom) -> QLineEdit:
    found = desk.focus()
    assert isinstance(found, QLineEdit) and found.objectName() == "filter_edit"
    return found


@pytest.mark.parametrize("typed", ["hs", "mo", "łu", "wój", "4"])
def test_two_letters_of_agency_role_or_person_pick_who_speaks(desk: DeskRoom, typed: str):
    desk.type("half a line")
    desk.press("Ctrl+G")
    filter_edit(desk)
    desk.type(typed)
    desk.press("Return")
    assert desk.page.capture.voice.agency == "hsg"
    assert desk.focus() is desk.line and desk.line.toPlainText() == "half a line"


def test_the_last_row_adds_somebody_who_then_speaks(desk: DeskRoom):
    desk.type("half a line")
    desk.press("Ctrl+G")
    desk.type("Nia Bowen")
    picker = filter_edit(desk).parent()
    rows = picker.findChild(QListView, "choices_list").model()
    assert rows.rowCount() == 1 and "not on the list" in rows.index(0, 0).data()
    desk.press("Return")
    assert card_field(desk, "name").text() == "Nia Bowen"
    combo = card_field(desk, "agency")
    combo.setCurrentIndex(combo.findData("csc"))
    combo.setFocus()
    desk.press("Ctrl+Return")
    desk.idle()
    assert desk.page.capture.voice.agency == "csc"
    assert desk.line.toPlainText() == "half a line"
    desk.page.panel.focus_line()
    desk.press("Return")
    desk.idle()
    entry = desk.kept().entries[-1]
    assert (entry.text, entry.agency) == ("half a line", "csc")


def test_a_chord_steps_through_the_people_of_one_agency_also_for_chosen_entries(desk: DeskRoom):
    desk.page.state.do(
        roll_call_service.add_person,
        meeting_id=desk.meeting_id,
        agency="pol",
        name="Wyn Ellis",
        role="inspector",
    )
    desk.idle()
    said = []
    for _ in range(4):
        desk.press("Ctrl+1")
        said.append(desk.page.capture.voice.name)
    assert said[0] == "Police" == said[3] and set(said[1:3]) == {"Dewi Prosser", "Wyn Ellis"}
    desk.say("he was seen")
    desk.idle()
    desk.press("Up")
    given = []
    for _ in range(3):
        desk.press("Ctrl+1")
        desk.idle()
        row = desk.page.state.attendance(desk.kept().entries[-1].attendance_id or "")
        given.append(row.name if row else "Police")
    assert set(given) == {"Police", "Dewi Prosser", "Wyn Ellis"}
    desk.press("Ctrl+9")
    assert "Nobody sits" in desk.page.panel.capture.said()


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
