"""Ready to finalise? by keys: rows, what settles in place, several at once, what is folded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from write_up_room import WriteUpRoom, closed_vault

from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.services import contributions, decisions
from mappa_desk.ui.models.readiness import Settling
from mappa_desk.ui.views.readiness import ReadinessPanel
from mappa_desk.ui.views.readiness_line import GapLine


@pytest.fixture
def room(dressed: QApplication, tmp_path: Path) -> Iterator[WriteUpRoom]:
    """Write-up of a closed meeting with gaps of most kinds, the pane open."""
    meeting_id = closed_vault(tmp_path / "vault")
    made = WriteUpRoom(tmp_path / "vault", meeting_id)
    work = made.work
    contributions.keep_line(work, meeting_id=meeting_id, item="", text="typed under nothing", agency="pol")
    contributions.keep_line(
        work, meeting_id=meeting_id, item="contributions", kind=EntryKind.ISSUE, agency="pol",
        text="two maps differ",
    )  # fmt: skip
    for words in ("the plan stands", "the zone stays"):
        decisions.take_decision(
            work, meeting_id=meeting_id, item="contributions", decided=words, because="it was agreed"
        )
    made.show()
    made.until(lambda: made.page.state.ready)
    made.run("ready_to_finalise")
    made.until(lambda: panel_of(made).lines())
    panel_of(made).unfold_all()
    yield made
    made.close()


def panel_of(room: WriteUpRoom) -> ReadinessPanel:
    """The pane."""
    found = room.page.panes.pane("ready").panel
    assert found is not None
    return found


def line_of(room: WriteUpRoom, code: str) -> GapLine:
    """The first row of a kind."""
    return next(line for line in panel_of(room).lines() if line.row.gap.code == code)


def keys_of(room: WriteUpRoom, code: str) -> set[str]:
    """The rows of a kind."""
    return {line.row.key for line in panel_of(room).lines() if line.row.gap.code == code}


def gone(room: WriteUpRoom, key: str) -> None:
    """Wait until a row is no longer there."""
    room.until(lambda: key not in {line.row.key for line in panel_of(room).lines()})
    room.idle()


def test_the_first_row_has_the_keyboard_and_enter_goes_to_its_place(room: WriteUpRoom) -> None:
    assert room.window.focusWidget() is panel_of(room).lines()[0]
    line = line_of(room, "speaker")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert room.here == "niece 16 stays at weekends"


def test_the_likely_speaker_comes_first_and_arrows_alone_give_nothing(room: WriteUpRoom) -> None:
    line = line_of(room, "speaker")
    assert line.combo is not None and line.row.choices[0][0] == "prob"
    assert line.combo.placeholderText() == f"{line.row.choices[0][1]}?"
    line.combo.setFocus()
    QTest.keyClick(line.combo, Qt.Key.Key_Down)
    room.idle()
    assert any(not entry.agency for entry in room.entries()), "Enter has not been pressed"
    QTest.keyClick(line.combo, Qt.Key.Key_Return)
    gone(room, line.row.key)
    entry = next(one for one in room.entries() if "niece" in one.text)
    assert entry.agency == "prob"


def test_an_answer_that_was_begun_stays_when_the_list_changes_under_it(room: WriteUpRoom) -> None:
    panel = panel_of(room)
    line = next(one for one in panel.lines() if one.row.together)
    assert line.combo is not None
    edit = line.combo.lineEdit()
    edit.setFocus()
    QTest.keyClicks(edit, "nobody ask")
    rows = tuple(one.row for one in panel.lines())
    others = tuple(row for row in rows if row.gap.code != "speaker")
    assert 1 < len(others) < len(rows)
    panel.show_gaps(others, "fewer")
    QTest.keyClicks(edit, "ed")
    panel.show_gaps(rows, "all again")
    assert line in panel.lines() and room.window.focusWidget() is line.combo
    assert edit.text() == "nobody asked"
    assert len(panel.lines()) == len(rows)


def test_several_items_take_one_reason_by_shift_and_arrows(room: WriteUpRoom) -> None:
    panel = panel_of(room)
    lines = [line for line in panel.lines() if line.row.together]
    lines[0].setFocus()
    QTest.keyClick(lines[0], Qt.Key.Key_Space)
    while not lines[1].chosen:
        QTest.keyClick(room.window.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert set(panel.ticked()) == {lines[0].row.key, lines[1].row.key}
    items = {lines[0].row.gap.item, lines[1].row.gap.item}
    QTest.keyClicks(lines[1], "n")
    edit = lines[1].combo.lineEdit()
    assert edit.text() == "n", "a letter on the row begins its answer"
    QTest.keyClicks(edit, "/a: nobody asked")
    QTest.keyClick(lines[1].combo, Qt.Key.Key_Return)
    gone(room, lines[0].row.key)
    settled = {item.code: item for item in room.kept().items if item.code in items}
    assert {item.state for item in settled.values()} == {ItemState.NOT_APPLICABLE}
    assert {item.reason for item in settled.values()} == {"nobody asked"}


def test_what_is_to_be_sanitised_is_left_out_until_somebody_says_that_it_is(room: WriteUpRoom) -> None:
    entry = next(one for one in room.entries() if one.agency == "pol")
    contributions.set_handling(room.work, entry_id=entry.id, handling=Handling.SANITISE)
    room.page.state.outbox.ask_view()
    room.until(lambda: keys_of(room, "sanitise"))
    line = line_of(room, "sanitise")
    assert line.combo is not None and line.combo.placeholderText() == "Left out of every document"
    line.combo.setFocus()
    QTest.keyClick(line.combo, Qt.Key.Key_Down)
    QTest.keyClick(line.combo, Qt.Key.Key_Return)
    gone(room, line.row.key)
    assert next(one for one in room.entries() if one.id == entry.id).handling is Handling.NORMAL


def test_a_decision_says_that_nobody_disagreed_or_who_and_why(room: WriteUpRoom) -> None:
    first, second = [line for line in panel_of(room).lines() if line.row.gap.code == "dissent"]
    QTest.keyClick(first.combo, Qt.Key.Key_Down)
    QTest.keyClick(first.combo, Qt.Key.Key_Return)
    gone(room, first.row.key)
    second = line_of(room, "dissent")
    stem = next(words for key, words in second.row.settling.stems if key == "against:pol")
    for _ in range(40):
        QTest.keyClick(second.combo, Qt.Key.Key_Down)
        if second.combo.currentText() == stem:
            break
    QTest.keyClick(second.combo, Qt.Key.Key_Return)
    assert second.combo.lineEdit().text() == f"{stem} ", "the sentence waits for its end"
    QTest.keyClicks(second.combo.lineEdit(), "the zone is too small")
    QTest.keyClick(second.combo, Qt.Key.Key_Return)
    gone(room, second.row.key)
    kept = {one.decided: one for one in room.kept().decisions}
    assert kept["the plan stands"].dissent_asked and not kept["the plan stands"].dissent
    (against,) = kept["the zone stays"].dissent
    assert (against.agency, against.why) == ("pol", "the zone is too small")


def test_owner_date_place_and_issue_are_settled_in_place(room: WriteUpRoom) -> None:
    for code, typed in (("owner", "offender manager"), ("due", "27/11"), ("issue_open", "the plan holds it")):
        line = line_of(room, code)
        QTest.keyClicks(line, typed[0])
        QTest.keyClicks(line.combo.lineEdit(), typed[1:])
        QTest.keyClick(line.combo, Qt.Key.Key_Return)
        gone(room, line.row.key)
    line = line_of(room, "unsorted")
    QTest.keyClick(line.combo, Qt.Key.Key_Down)
    QTest.keyClick(line.combo, Qt.Key.Key_Return)
    gone(room, line.row.key)
    view = room.kept()
    action = view.actions[-1]
    assert action.owner_role == "offender manager" and action.deadline.on is not None
    issue = next(one for one in view.entries if one.entry_kind is EntryKind.ISSUE)
    assert issue.outcome_reason == "the plan holds it"
    assert next(one for one in view.entries if one.text == "typed under nothing").item == view.items[0].code


def test_what_is_unclear_is_refused_and_the_words_stay(room: WriteUpRoom) -> None:
    line = line_of(room, "due")
    QTest.keyClicks(line.combo.lineEdit(), "some day")
    QTest.keyClick(line.combo, Qt.Key.Key_Return)
    assert "date" in panel_of(room)._ui.error_label.text()
    assert line_of(room, "due").combo.currentText() == "some day"


def test_many_blocking_rows_fold_and_the_draft_is_the_filled_button(room: WriteUpRoom) -> None:
    panel = panel_of(room)
    assert panel._ui.draft_button.property("primary") and not panel._ui.approve_button.property("primary")
    head, lines = panel._folds["look"]
    head.setChecked(False)
    assert lines and all(line.isHidden() for line in lines)
    assert head.accessibleName() == f"{len(lines)} worth a look, folded"
    assert len([line for line in panel.lines() if line.row.gap.blocking]) == 4 + len(panel._folds["more"][1])
    room.until(lambda: "words as typed" in panel.accessibleDescription())


@pytest.mark.parametrize(
    "typed", ["Nobody", "nobody disagreed", "Nobody.", "Nobody disagreed; the chair asked"]
)
def test_a_beginning_that_fits_one_offer_is_that_offer(typed: str) -> None:
    nobody = ("nobody", "Nobody disagreed; the chair asked")
    stems = (("against:hsg", "Housing disagreed, because"), ("against:pol", "Police disagreed, because"))
    settling = Settling("dissent", "", (nobody,), stems, typed=True)
    assert settling.read(typed) == ("nobody", "")
    assert settling.read("Housing") == ("against:hsg", "")
    assert settling.read("housing disagreed, because of the move") == ("against:hsg", "of the move")


def test_a_beginning_that_fits_several_offers_or_half_a_word_is_none() -> None:
    choices = (("a", "Not discussed today"), ("b", "Not discussed, no time"), ("c", "Nothing new"))
    free = Settling("item", "", choices, typed=True)
    assert free.read("Not discussed") == ("", "Not discussed")
    assert free.read("Noth") == ("", "Noth")
    assert free.read("nothing") == ("c", "")
    assert free.read("not discussed today.") == ("a", "")
    assert Settling("speaker", "", choices).read("noth") == ("c", "")
    assert Settling("speaker", "", choices).read("") == ("", "")
