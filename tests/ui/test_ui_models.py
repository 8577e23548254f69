"""The office's models: true to Qt's contract, native sorting, filters by words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.cases import Case, Category, Level
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesStatus
from mappa_desk.domain.views import CaseRow, Hit, MeetingRow
from mappa_desk.ui.models import dates, lists, office_words
from mappa_desk.ui.models.area import agencies_model, standards_model
from mappa_desk.ui.models.palette import KeyRow, PaletteModel, PaletteRow, keys_model
from mappa_desk.ui.models.rows import Row
from mappa_desk.ui.models.tables import ROW, SORT, RowsFilter

TODAY = date(2026, 11, 23)
POLICE = Agency(id="pol", name="Police", agency_class=AgencyClass.RESPONSIBLE_AUTHORITY, aliases=("police",))


def case(number: int, name: str = "") -> Case:
    return Case(
        id=f"{number:032x}", reference=f"LAN-{number:04d}", name=name, category=Category.TWO,
        level=Level.THREE, lead_agency="pol", opened_on=TODAY,
    )  # fmt: skip


def meeting(number: int) -> Meeting:
    return Meeting(
        id=f"{number:032x}", case_id="c", number=number, kind=MeetingKind.REVIEW, level=Level.TWO,
        planned_on=date(2026, 11, number), planned_at="10:00", state=MeetingState.PLANNED, place="Room 2",
    )  # fmt: skip


def given(number: int) -> DocumentGiven:
    return DocumentGiven(
        id=f"{number:032x}", meeting_id="m", document=DocumentKind.MINUTES, edition="minutes", version=1,
        status=MinutesStatus.APPROVED, file_name="minutes.pdf", pages=6, agency="pol",
        at=datetime(2026, 11, number, 10, tzinfo=UTC),
    )  # fmt: skip


CASES = tuple(
    CaseRow(case=case(n, name), meetings=1, open_actions=n, overdue_actions=0, last_meeting_on=None,
            next_meeting_on=TODAY if n == 2 else None)
    for n, name in ((9, "Llŷr Gŵyr"), (10, "O'Shaughnessy"), (2, ""))
)  # fmt: skip
MEETINGS = tuple(
    MeetingRow(meeting_id=meeting(n).id, case_id="c", case_reference="LAN-0417", meeting=meeting(n),
               agencies=n, awaited=0, open_actions=1)
    for n in (9, 10)
)  # fmt: skip
STANDARD = AreaStandard(id="minutes", title="Minutes out", value=10, unit="working days")


def filled():
    """Each model with rows."""
    made = {
        "cases": (lists.cases_model((POLICE,)), CASES),
        "meetings": (lists.meetings_model(), MEETINGS),
        "register": (lists.register_model({"m": "LAN-0417-M01"}, (POLICE,)), (given(1), given(2))),
        "standards": (standards_model(), (STANDARD,)),
        "agencies": (agencies_model(), (POLICE,)),
        "keys": (keys_model(), (KeyRow("Everywhere", "Lock now", "Ctrl+L"),)),
        "palette": (PaletteModel(), (PaletteRow("Lock now", keys="Ctrl+L", command="lock"),)),
    }
    for model, rows in made.values():
        model.set_rows(rows)
    return made


@pytest.mark.parametrize("name", sorted(filled()))
def test_the_model_keeps_qt_s_contract(qapp, name) -> None:
    model, rows = filled()[name]
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_rows(())
    assert model.rowCount() == 0
    model.set_rows(rows)
    model.set_rows(rows)
    assert model.rowCount() == len(rows)
    assert model.data(QModelIndex()) is None
    assert model.data(model.index(0, 0)) is not None
    assert tester.model() is model


@pytest.mark.parametrize("name", [name for name in sorted(filled()) if name != "palette"])
def test_a_filter_keeps_qt_s_contract_too(qapp, name) -> None:
    model, _rows = filled()[name]
    through = RowsFilter(model)
    tester = QAbstractItemModelTester(through, QAbstractItemModelTester.FailureReportingMode.Warning)
    through.set_words("zzz")
    assert through.rowCount() == 0
    through.set_words("")
    through.sort(0, Qt.SortOrder.DescendingOrder)
    assert through.rowCount() == model.rowCount()
    assert tester.model() is through


def column(model, head: str) -> int:
    return next(number for number, one in enumerate(model.columns) if one.head == head)


def order(model, head: str) -> list[str]:
    through = RowsFilter(model)
    through.sort(column(model, head))
    return [through.data(through.index(row, 0)) for row in range(through.rowCount())]


def test_numbers_sort_as_numbers_and_dates_as_dates(qapp) -> None:
    model, _rows = filled()["cases"]
    assert order(model, "Open") == ["LAN-0002", "LAN-0009", "LAN-0010"]
    assert order(model, "Next meeting")[0] == "LAN-0002"
    meetings, _rows = filled()["meetings"]
    assert [text[:8] for text in order(meetings, "Date")] == ["Mon 9 No", "Tue 10 N"]


@pytest.mark.parametrize(
    ("words", "left"),
    [("0009", 1), ("gŵyr llŷr", 1), ("O'SHAUGH", 1), ("police", 3), ("gŵyr 0010", 0), ("", 3)],
)
def test_a_filter_wants_every_word_somewhere(qapp, words, left) -> None:
    model, _rows = filled()["cases"]
    through = RowsFilter(model)
    through.set_words(words)
    assert through.rowCount() == left


def test_the_same_rows_change_in_place(qapp, qtbot) -> None:
    model, rows = filled()["cases"]
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_rows(rows)
    with qtbot.waitSignal(model.modelReset):
        model.set_rows(rows[:1])


def test_a_cell_names_its_column_to_a_screen_reader(qapp) -> None:
    model, rows = filled()["cases"]
    index = model.index(0, 0)
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Reference: LAN-0009"
    assert model.data(index, ROW) == rows[0]
    assert model.data(index, SORT) == "lan-0009"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(99, Qt.Orientation.Horizontal) is None


@pytest.mark.parametrize("kind", [*MeetingState, *ActionState, *AgencyClass, *DocumentKind])
def test_every_state_has_words(qapp, kind) -> None:
    said = {
        MeetingState: office_words.state,
        ActionState: office_words.action_state,
        AgencyClass: office_words.agency_class,
        DocumentKind: office_words.document,
    }[type(kind)](kind)
    assert said and said[0].isupper()


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 27), "in 4 days"),
        (date(2026, 11, 24), "in 1 day"),
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 22), "1 day ago"),
        (date(2026, 11, 10), "13 days ago"),
    ],
)
def test_a_distance_is_said_in_days(qapp, on, words) -> None:
    assert dates.distance(on, TODAY) == words


def test_days_are_said_with_their_weekday(qapp) -> None:
    assert dates.day(date(2026, 9, 4)) == "Fri 4 Sep 2026"
    assert dates.day(None) == ""
    assert dates.long_day(date(2026, 11, 27)) == "Friday 27 November 2026"
    assert dates.plain_day(date(1979, 12, 30)) == "30 Dec 1979"
    assert dates.near_day(date(2026, 11, 22), TODAY) == "yesterday"
    assert dates.typed(date(2026, 11, 2)) == "2/11/2026"


def test_a_row_and_a_find_say_everything_they_show() -> None:
    row = Row("k", "LAN-0417", "Review, Level 3", "75 minutes", lead="10:00", trailing="Planned")
    assert row.spoken == "10:00, LAN-0417, Review, Level 3, 75 minutes, Planned"
    hit = Hit(
        record_kind="case", record_id="1", case_reference="LAN-0417", reference="", title="t", excerpt="e"
    )
    assert PaletteRow("LAN-0417 t", "e", hit=hit).spoken == "LAN-0417 t, e"


def test_carried_is_said_once_twice_and_by_number(qapp) -> None:
    assert [office_words.carried(times) for times in range(4)] == [
        "", "Carried once", "Carried twice", "Carried 3 times",
    ]  # fmt: skip
