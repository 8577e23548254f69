"""The desk's models: rows are matched by key, nothing is ever reset, every row says itself in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest
from desk_room import DeskRoom
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtGui import QAccessible

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.ui.desk_header import expected_end, header_facts, planned_end
from mappa_desk.ui.models.agenda import agenda_rows
from mappa_desk.ui.models.desk_decisions import DecisionFields, from_text, to_text
from mappa_desk.ui.models.desk_picks import Pick, fitting
from mappa_desk.ui.models.desk_record import RowMaker
from mappa_desk.ui.models.desk_rows import RowsModel
from mappa_desk.ui.models.people import people_rows, unheard_names
from mappa_desk.ui.widgets.capture_text import refusal


@dataclass(frozen=True)
class Line:
    key: str
    text: str = ""


class Lines(RowsModel[Line]):
    def words(self, row: Line) -> str:
        return row.text or row.key


@pytest.fixture
def desk(begun_desk: DeskRoom) -> DeskRoom:
    """The desk of these tests."""
    return begun_desk


keys = st.lists(st.sampled_from("abcdefghij"), unique=True)


@given(keys, keys, st.sets(st.sampled_from("abcdefghij")))
def test_any_rows_become_any_other_rows_without_a_reset(qapp, before, after, changed):
    model = Lines()
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.set_rows(tuple(Line(key) for key in before))
    model.set_rows(tuple(Line(key, "new" if key in changed else "") for key in after))
    assert [row.key for row in model.rows] == after
    assert [model.index(at).data() for at in range(len(after))] == [
        "new" if key in changed else key for key in after
    ]
    assert resets == []


def test_the_cursor_stays_on_its_row_while_others_come_and_go(qapp, qtmodeltester):
    model = Lines()
    model.set_rows(tuple(Line(key) for key in "abcd"))
    held = model.index(2)
    kept = QPersistentModelIndex(held)
    model.set_rows(tuple(Line(key) for key in "xcyab"))
    assert kept.row() == 1 and model.rows[kept.row()].key == "c"
    qtmodeltester.check(model)


def test_only_what_changed_in_a_long_record_becomes_a_new_row(desk: DeskRoom):
    view = desk.page.state.view
    entries = tuple(
        Entry(
            id=f"{number:032x}", meeting_id="m", item="x", position=number, agency="pol",
            text=f"line {number}", captured_at=datetime(2026, 11, 12, 10, tzinfo=UTC), revision=1,
        )
        for number in range(200)
    )  # fmt: skip
    maker = RowMaker()
    first = maker.rows(replace(view, entries=entries), item="x", zone=UTC, today=date(2026, 11, 12))
    changed = tuple(
        replace(one, text="other", revision=2) if number == 7 else replace(one)
        for number, one in enumerate(entries)
    )
    second = maker.rows(replace(view, entries=changed), item="x", zone=UTC, today=date(2026, 11, 12))
    assert [at for at, (a, b) in enumerate(zip(first, second, strict=True)) if a is not b] == [7]
    assert first[0].speaker == "Police" and first[1].speaker == ""


def test_every_row_of_the_desk_says_itself_and_nothing_focusable_is_without_a_name(desk: DeskRoom):
    desk.say("pol: 2 November seen")
    desk.say("@hsg confirm the address by 27/11")
    desk.idle()
    QAccessible.setActive(True)
    nameless: list[str] = []
    said: list[str] = []

    def walk(node: object) -> None:
        if node is None or not node.isValid():
            return
        name = node.text(QAccessible.Text.Name)
        if node.role() == QAccessible.Role.ListItem:
            said.append(name)
        if node.state().focusable and not name:
            nameless.append(str(node.role()))
        assert "<" not in name
        for place in range(node.childCount()):
            child = node.child(place)
            if child is not None and not child.state().invisible:
                walk(child)

    walk(QAccessible.queryAccessibleInterface(desk.page.widget))
    QAccessible.setActive(False)
    assert nameless == []
    assert "Said. Police. 10:00. 2 November seen" in said
    assert any("Housing, move-on officer" in one and "Fri 27 Nov 2026" in one for one in said)


def test_heard_cells_and_the_unheard_follow_the_record(desk: DeskRoom):
    state = desk.page.state
    item = next(row.code for row in state.items if row.heard_in is not None)
    desk.page.moves.go_to(item)
    for agency in ("pol: spoke", "hlth: nil"):
        desk.say(agency)
    desk.idle()
    rows = {row.attendance.agency: row for row in people_rows(state.view, item=item, zone=UTC) if row.leads}
    assert [rows[code].cells[0] for code in ("pol", "hlth", "hsg")] == ["spoke", "nothing", "due"]
    assert "Housing" in unheard_names(state.view, item) and "Police" not in unheard_names(state.view, item)
    marks = {row.code: row.state for row in agenda_rows(state.view, current=item)}
    assert marks[item] == "now"


def test_times_in_the_header(desk: DeskRoom):
    view = desk.page.state.view
    now = datetime(2026, 11, 12, 10, 42, tzinfo=UTC)
    facts = header_facts(view, now)
    assert (facts.title, facts.subtitle, facts.state) == ("LAN-0417", "Initial, Level 3", "Running")
    assert facts.clock == "10:42" and facts.ends == "ends 11:15"
    assert planned_end(replace(view.meeting, planned_minutes=0), now) is None
    closed = replace(view, meeting=replace(view.meeting, state=MeetingState.CLOSED))
    assert expected_end(closed, now) is None


def test_two_letters_or_a_number_find_a_choice():
    picks = (Pick("a", "1", "Introductions"), Pick("b", "10", "Diversity"), Pick("c", "11", "Victims"))
    assert [pick.key for pick in fitting(picks, "1")] == ["a", "b", "c"]
    assert [pick.key for pick in fitting(picks, "vi")] == ["c"]
    assert [pick.key for pick in fitting(picks, "di")] == ["b"]
    assert fitting(picks, "zz") == ()


@given(st.builds(DecisionFields, decided=st.text(), because=st.text(), effect=st.text(max_size=20)))
def test_a_decision_card_survives_its_draft(card: DecisionFields):
    assert from_text(to_text(card)) == card


@pytest.mark.parametrize("broken", ["", "{", "[]", "null", '{"decided": 1, "other": 2, "dissent": []}'])
def test_a_broken_draft_of_a_card_is_no_card_or_a_blank_one(broken: str):
    card = from_text(broken)
    assert card is None or card.dissent == ()


def test_what_may_enter_a_field():
    assert refusal("x" * 2_000) == ""
    assert "2,001" in refusal("x" * 2_001)
    assert refusal("word " * 10_000) == ""
    assert "50,001" in refusal("x", held=50_000)
