"""The model of the tracker: true to Qt's contract with 46 actions and with a million, folded or not."""

from __future__ import annotations

from array import array
from datetime import date
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from mappa_desk.domain.actions import Acceptance, Action, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.tracker_views import TrackerRow
from mappa_desk.ui.models import tracker_words as words
from mappa_desk.ui.models.tracker import PAGE, Head, TrackerModel
from mappa_desk.ui.models.tracker_columns import BY_KEY, COLUMNS, SHIPPED

TODAY = date(2026, 11, 23)
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def row(rowid: int, *, overdue: bool = False, redated: int = 0, **changes: object) -> TrackerRow:
    given = {
        "text": "Visit <b>the address</b> & write", "owner_agency": "pol", "owner_role": "Sergeant",
        "deadline": Deadline(kind=DeadlineKind.DATE, on=date(2026, 11, 9)), **changes,
    }  # fmt: skip
    action = Action(
        id=f"{rowid:032x}", case_id="c", meeting_id="m", entry_id="e", tag=f"M01-{rowid % 99:02d}", **given
    )
    return TrackerRow(
        action=action, case_reference="LAN-0417", reference=f"LAN-0417-{action.tag}", agency_name="Police",
        overdue=overdue, days_left=-14, rowid=rowid, case_level=2, redated=redated, rung="",
        meeting_reference="LAN-0417-M01",
    )  # fmt: skip


def grouped(*counts: int) -> TrackerModel:
    """A model whose rows have their place as row id."""
    model = TrackerModel()
    heads = [Head(f"g{number}", f"Group {number}", count, number) for number, count in enumerate(counts)]
    model.show(array("q", range(sum(counts))), heads, group_by="agency")
    return model


def answer(model: TrackerModel) -> list[tuple[int, ...]]:
    """Fill the pages that the model asks for, as the window does; gives what was asked."""
    asked: list[tuple[int, ...]] = []

    def fill(numbers: tuple[int, ...]) -> None:
        asked.append(numbers)
        for number in numbers:
            model.fill(number, [row(rowid) for rowid in model.rowids_of(number)])

    model.pages_wanted.connect(fill)
    return asked


def test_the_model_keeps_qt_s_contract_while_it_folds_and_fills(qapp) -> None:
    model = grouped(3, 200, 1)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    answer(model)
    for at in range(model.rowCount()):
        model.data(model.index(at, 1))
    qapp.processEvents()
    model.fold(1, True)
    model.fold(0, True)
    model.fold(1, False)
    model.set_columns(("labels",))
    model.show(array("q"), ())
    assert model.rowCount() == 0
    assert tester.model() is model


def test_lines_and_places_answer_each_other_however_it_is_folded(qapp) -> None:
    luck = Random(6)
    model = grouped(3, 1, 40, 7)
    for _ in range(60):
        model.fold(luck.randrange(4), luck.random() < 0.5)
        lines = [model.line(at) for at in range(model.rowCount())]
        assert [line.group for line in lines if line.is_head] == [0, 1, 2, 3]
        for at, line in enumerate(lines):
            if line.is_head:
                assert model.head_line(line.group) == at
            else:
                assert model.line_of(line.place) == at
                assert model.rowid_at(at) == line.place
        shown = sum(head.count for place, head in enumerate(model.heads) if not model.is_folded(place))
        assert model.rowCount() == 4 + shown
        hidden = [place for place in range(51) if model.line_of(place) < 0]
        assert len(hidden) == 51 - shown


def test_only_pages_that_are_looked_at_are_asked_for(qapp) -> None:
    model = TrackerModel()
    model.show(array("q", range(1_000_000)))
    asked = answer(model)
    assert model.data(model.index(700_000, 0)) == ""
    assert model.data(model.index(700_001, 0)) == ""
    qapp.processEvents()
    assert asked == [(700_000 // PAGE,)]
    assert model.data(model.index(700_001, 0)) == f"LAN-0417-M01-{700_001 % 99:02d}"
    assert model.line_of_rowid(999_999) == 999_999 and model.line_of_rowid(-1) == -1


def test_a_page_that_could_not_be_read_is_asked_for_again(qapp) -> None:
    model = TrackerModel()
    model.show(array("q", range(10)))
    asked: list[tuple[int, ...]] = []
    model.pages_wanted.connect(asked.append)
    for _ in range(2):
        model.data(model.index(0, 0))
        qapp.processEvents()
    assert asked == [(0,)]
    model.forget((0,))
    model.data(model.index(0, 0))
    qapp.processEvents()
    assert asked == [(0,), (0,)]


def test_a_page_that_comes_late_into_an_empty_list_changes_nothing(qapp, qtbot) -> None:
    model = TrackerModel()
    model.show(array("q"))
    with qtbot.assertNotEmitted(model.dataChanged):
        model.fill(0, ())
    folded = grouped(3, 2)
    folded.fold(0, True)
    with qtbot.waitSignal(folded.dataChanged):
        folded.fill(0, [row(rowid) for rowid in range(5)])


def test_old_pages_go_when_many_were_seen(qapp) -> None:
    model = TrackerModel()
    model.show(array("q", range(PAGE * 200)))
    asked = answer(model)
    for number in range(200):
        model.data(model.index(number * PAGE, 0))
        qapp.processEvents()
    assert len(asked) == 200
    model.data(model.index(199 * PAGE, 0))
    qapp.processEvents()
    assert len(asked) == 200
    model.data(model.index(0, 0))
    qapp.processEvents()
    assert len(asked) == 201


def test_the_first_rows_need_no_second_reading(qapp) -> None:
    model = TrackerModel()
    asked = answer(model)
    model.show(array("q", range(5)), (), [row(rowid) for rowid in range(5)])
    assert model.data(model.index(4, 0)) == "LAN-0417-M01-04"
    qapp.processEvents()
    assert asked == []


def test_a_row_is_one_sentence_for_a_screen_reader(qapp) -> None:
    model = TrackerModel()
    late = row(1, overdue=True, carried=2, text="Visit.")
    model.show(array("q", [1]), (), [late])
    assert model.data(model.index(0, 0), SPOKEN) == (
        "LAN-0417-M01-01, Visit, Police, Sergeant, Mon 9 Nov 2026, Overdue, carried twice"
    )
    assert model.data(model.index(0, 3), SPOKEN) == "Due: Mon 9 Nov 2026"


def test_the_head_of_a_group_says_how_many_and_whether_it_is_folded(qapp) -> None:
    model = grouped(4, 1)
    model.fold(1, True)
    assert model.data(model.index(0, 0), SPOKEN) == "Group 0, 4, unfolded"
    assert model.data(model.index(5, 0), SPOKEN) == "Group 1, 1, overdue, folded"
    assert model.data(model.index(5, 1)) == ""
    assert Head("k", "Police", 128, counted=False).tally == ""


def test_under_an_agency_the_owner_is_the_role_alone(qapp) -> None:
    model = TrackerModel()
    rows = [row(1), row(2, owner_role=""), row(3, owner_role="", owner_agency="")]
    owner = [column.key for column in model.columns].index("owner")
    model.show(array("q", [1, 2, 3]), (), rows)
    assert model.data(model.index(0, owner)) == "Police, Sergeant"
    model.show(array("q", [1, 2, 3]), (Head("pol", "Police", 3),), rows, group_by="agency")
    said = [model.data(model.index(at, owner)) for at in (1, 2, 3)]
    assert said == ["Sergeant", "Nobody named", "No owner"]


def test_columns_that_are_always_there_stay_and_the_order_is_kept(qapp) -> None:
    model = TrackerModel()
    assert tuple(column.key for column in model.columns) == SHIPPED
    model.set_columns(("labels", "carried"))
    assert [column.key for column in model.columns] == ["number", "what", "due", "state", "carried", "labels"]
    assert [model.headerData(at, Qt.Orientation.Horizontal) for at in (0, 5)] == ["No.", "Labels"]


@pytest.mark.parametrize(
    ("changes", "said", "icon", "tone"),
    [
        ({}, "Open", "ring", "text"),
        ({"urgent": True}, "Do now", "triangle", "warning"),
        ({"acceptance": Acceptance.OBJECTED}, "Objected", "triangle", "warning"),
        ({"state": ActionState.DONE}, "Done", "action_done", "done"),
        ({"state": ActionState.OVERTAKEN}, "Overtaken", "dash", "muted"),
        ({"state": ActionState.NOT_DONE, "urgent": True}, "Not done", "dash", "muted"),
    ],
)
def test_a_state_is_a_word_with_its_own_shape(changes, said, icon, tone) -> None:
    made = row(1, **changes)
    assert (words.state(made), words.state_icon(made), words.state_tone(made)) == (said, icon, tone)


def test_an_overdue_action_says_so_whatever_else_it_is() -> None:
    late = row(1, overdue=True, urgent=True)
    assert (words.state(late), words.state_icon(late), words.state_tone(late)) == (
        "Overdue",
        "flag",
        "danger",
    )
    assert words.late(late, TODAY) == "Overdue, 14 days" and words.late(row(1), TODAY) == ""


def test_a_day_that_hangs_on_an_event_says_which() -> None:
    kinds = {kind: words.due(row(1, deadline=Deadline(kind=kind))) for kind in DeadlineKind}
    assert set(kinds.values()) == {"no date", "next meeting", "before release"}
    assert not words.dated(row(1, deadline=Deadline()))


def test_every_column_says_something_of_every_row() -> None:
    full = row(1, labels=("licence",), look_on=TODAY, redated=2)
    assert all(column.text(full) for column in COLUMNS)
    assert BY_KEY["labels"].text(full) == "#licence" and BY_KEY["look_on"].text(full) == "Mon 23 Nov 2026"
