"""The chair's card: what it says at each point of a meeting, and that it can be read from a chair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from desk_room import MORNING, PASSPHRASE, REFERENCE, SteadyClock, make_vault
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from mappa_desk.domain.actions import Action, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.agendas import Need, Round
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.meetings import ClosedPart, MeetingState, StatementReading
from mappa_desk.domain.views import DeskView, PastAction
from mappa_desk.services import meetings, people, roll_call
from mappa_desk.services.desk import desk_view
from mappa_desk.services.work import Work
from mappa_desk.store.vault import Vault
from mappa_desk.ui import theme
from mappa_desk.ui.models.chair_card import CardPicture, card_picture
from mappa_desk.ui.views.chair_card import ChairCardWindow
from mappa_desk.ui.widgets.say_label import MOST_WORDS, SayLabel
from mappa_desk.wiring import fresh_id

HERE = {"pol": Mode.ROOM, "prob": Mode.ROOM, "hsg": Mode.VIDEO, "hlth": Mode.TELEPHONE}


@pytest.fixture(scope="module")
def view(tmp_path_factory) -> DeskView:
    """A meeting that has just begun: two people in the room, two on the call."""
    folder = tmp_path_factory.mktemp("card") / "vault"
    meeting_id = make_vault(folder)
    clock = SteadyClock()
    vault = Vault.open(folder, PASSPHRASE, clock=clock, new_id=fresh_id)
    base = Work(vault=vault, clock=clock, new_id=fresh_id, reference=REFERENCE)
    work = base.signed(people.keyholders(base)[0])
    meetings.start_meeting(work, meeting_id=meeting_id)
    for row in desk_view(work, meeting_id=meeting_id).attendance:
        if row.agency in HERE and row.name:
            state = AttendanceState.ATTENDED
            roll_call.mark(work, attendance_id=row.id, state=state, mode=HERE[row.agency])
    found = desk_view(work, meeting_id=meeting_id)
    vault.close()
    return found


def code(view: DeskView, need: Need | None = None, heard_in: Round | None = None) -> str:
    fits = (row for row in view.items if need in row.needs or (heard_in and row.heard_in is heard_in))
    return next(fits).code


def card(view: DeskView, item: str, **changes) -> CardPicture:
    times = {"ends": None, "expected": None, **changes}
    return card_picture(view, item=item, now=MORNING + timedelta(minutes=42), **times)


def read(view: DeskView, *but: str) -> DeskView:
    """The statement was read to everybody but these agencies."""
    due = tuple(row.id for row in view.attendance if row.agency in but and row.is_in)
    reading = StatementReading(id="s", meeting_id=view.meeting.id, at=MORNING, edition="later")
    return replace(view, statements=(reading,), statement_due=due)


def test_the_opening_is_spoken_before_the_statement_is_due(view) -> None:
    picture = card(view, "opening")
    assert picture.say == next(row.say for row in view.items if row.code == "opening")
    assert (picture.due, picture.read_note) == ("", "")


def test_at_its_item_and_after_it_the_statement_is_read_in_full(view) -> None:
    for item in (code(view, Need.STATEMENT), code(view, heard_in=Round.INFORMATION)):
        picture = card(view, item)
        assert picture.say == view.form.statement_text.strip()
        assert picture.due == f"Statement due: {len(view.statement_due)} people"
        assert picture.read_note


def test_who_joined_late_is_named_and_hears_the_short_form_at_any_item(view) -> None:
    picture = card(read(view, "hsg"), "opening")
    assert picture.say == view.form.statement_short
    assert picture.due.startswith("Statement due: Housing, joined 10:")
    assert picture.read_note == "stamps the time for Housing"
    everybody = card(read(view, *HERE), "opening")
    assert everybody.due == "Statement due: 4 people"
    assert everybody.say == view.form.statement_short


def test_an_area_without_a_short_form_reads_the_long_one_and_without_either_the_item_s_words(view) -> None:
    bare = read(view, "hsg")
    long = replace(bare, form=replace(view.form, statement_short=" "))
    assert card(long, "opening").say == view.form.statement_text.strip()
    none = replace(bare, form=replace(view.form, statement_short="", statement_text=""))
    assert card(none, "opening").say == next(row.say for row in view.items if row.code == "opening")


def test_once_everybody_heard_it_the_item_s_own_words_are_back(view) -> None:
    picture = card(read(view), code(view, Need.STATEMENT))
    assert (picture.due, picture.read_note) == ("", "")
    assert picture.say.startswith("I will read")


def test_those_on_the_call_are_asked_once(view) -> None:
    assert card(view, "opening").ask_once == "Housing, Łukasz Wójcik; Health, Dr Siân O'Neill"
    assert card(replace(view, remote_due=()), "opening").ask_once == ""
    many = replace(view, remote_due=tuple(row.id for row in view.attendance if row.is_in))
    assert card(many, "opening").ask_once == "Police, Probation, Housing, Health"


def test_private_words_are_the_item_s_prompts_and_what_the_record_reminds_of(view) -> None:
    item = code(view, heard_in=Round.INFORMATION)
    prompts = next(row.prompts for row in view.items if row.code == item)
    picture = card(view, item)
    assert set(prompts) <= set(picture.private)
    silent = next(line for line in picture.private if line.startswith("Nobody came and no report came in"))
    assert silent == "Nobody came and no report came in: Prison."
    reported = replace(
        view,
        attendance=tuple(
            replace(row, report_received=True) if row.agency == "pris" else row for row in view.attendance
        ),
    )
    lines = card(reported, item).private
    assert "Still to read in, the report of: Prison." in lines
    assert not any("no report came in" in line for line in lines)


def test_a_date_that_slipped_twice_is_remembered_where_actions_are_looked_at(view) -> None:
    slipped = Action(id="a", case_id="c", meeting_id="m", entry_id="e", tag="M02-08", text="x", carried=2)
    past = PastAction(action=slipped, events=(), settled_here=False, overdue=True)
    item = code(view, Need.ACTION_OUTCOMES) if view.meeting.number > 1 else "opening"
    items = tuple(
        replace(row, needs=(Need.ACTION_OUTCOMES,)) if row.code == item else row for row in view.items
    )
    told = replace(view, items=items, past_actions=(past,))
    words = "Action M02-08 is carried twice. Ask what stands in the way before giving a new date."
    assert words in card(told, item).private
    often = replace(past, action=replace(slipped, carried=4))
    assert "carried 4 times" in " ".join(card(replace(told, past_actions=(often,)), item).private)
    for settled in (
        replace(past, settled_here=True),
        replace(past, action=replace(slipped, state=ActionState.DONE)),
        replace(past, action=replace(slipped, carried=1)),
    ):
        assert "M02-08" not in " ".join(card(replace(told, past_actions=(settled,)), item).private)


def test_the_unheard_stand_in_the_rounds_and_final_views_before_the_level_is_decided(view) -> None:
    assert card(view, "opening").unheard == ""
    picture = card(view, code(view, heard_in=Round.INFORMATION))
    assert picture.unheard_head == "Not yet heard on information:"
    assert picture.unheard.startswith("Police, Probation, Housing, Health")
    level = card(view, code(view, Need.LEVEL_DECISION))
    assert level.unheard_head == "Any final view? In this order:"
    assert level.unheard == "Police, Probation, Housing, Health"


def test_the_last_three_actions_and_how_many_there_are(view) -> None:
    deadlines = (
        Deadline(),
        Deadline(kind=DeadlineKind.DATE, on=MORNING.date()),
        Deadline(kind=DeadlineKind.NEXT_MEETING),
        Deadline(kind=DeadlineKind.BEFORE_RELEASE),
    )
    made = tuple(
        Action(id=f"a{n}", case_id="c", meeting_id="m", entry_id="e", tag=f"M01-{n:02d}", text="x",
               owner_agency="hsg", deadline=due, removed=n == 9)
        for n, due in enumerate((*deadlines, Deadline()), start=5)
    )  # fmt: skip
    picture = card(replace(view, actions=made), "opening")
    assert [(row.number, row.owner, row.due) for row in picture.actions] == [
        ("6", "Housing", "Thu 12 Nov"), ("7", "Housing", "next meeting"), ("8", "Housing", "before release"),
    ]  # fmt: skip
    assert picture.count == "4 so far"
    first = card(replace(view, actions=made[:1]), "opening").actions[0]
    assert (first.due, first.has_date) == ("no date", False)


def test_time_and_expected_end_stand_on_top(view) -> None:
    later = MORNING + timedelta(minutes=80)
    assert card(view, "opening", expected=later, ends=MORNING).ends == "expected end 11:20"
    assert card(view, "opening", ends=later).ends == "ends 11:20"
    assert card(view, "opening").clock == "10:42"


@pytest.mark.parametrize("state", [state for state in MeetingState if state is not MeetingState.RUNNING])
def test_before_and_after_the_meeting_it_says_so_and_offers_nothing(view, state) -> None:
    picture = card(replace(view, meeting=replace(view.meeting, state=state)), "opening")
    assert picture.note
    assert (picture.due, picture.read_note, picture.ask_once, picture.next_item) == ("", "", "", "")


def test_the_next_item_is_named_and_after_the_last_there_is_none(view) -> None:
    rows = sorted(view.items, key=lambda row: row.number)
    assert card(view, rows[0].code).next_item == f"{rows[1].number} {rows[1].short_title}"
    assert card(view, rows[-1].code).next_item == ""
    assert card(view, "").next_item == f"{rows[0].number} {rows[0].short_title}"


def test_a_closed_part_is_told(view) -> None:
    part = ClosedPart(id="p", meeting_id=view.meeting.id, started_at=MORNING, stayed=("a", "b", "c", "d"))
    assert card(replace(view, closed_parts=(part,)), "opening").band == "Closed part: 4 people"


# The window


@pytest.fixture
def window(dressed) -> Iterator[ChairCardWindow]:
    made = ChairCardWindow()
    made.resize(480, 720)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(window: QWidget, name: str) -> bool:
    return window.findChild(QWidget, name).isVisibleTo(window)


def test_what_is_empty_is_not_shown(window) -> None:
    window.show_picture(CardPicture(clock="10:42"))
    for name in ("due_frame", "say_frame", "read_frame", "ask_frame", "private_frame", "unheard_frame",
                 "actions_frame", "next_button", "band_frame", "note_label", "practice_label"):  # fmt: skip
        assert not shown(window, name), name
    assert shown(window, "clock_label") and shown(window, "curtain_button")


def test_it_asks_for_read_next_and_curtain_and_for_nothing_else(window, view, qtbot) -> None:
    window.show_picture(card(read(view, "hsg"), "opening"))
    buttons = {button.objectName() for button in window.findChildren(QPushButton)}
    assert buttons == {"read_button", "next_button", "curtain_button"}
    for name in ("read", "next", "curtain"):
        with qtbot.waitSignal(getattr(window, f"{name}_requested")):
            window.findChild(QPushButton, f"{name}_button").click()
    assert not [child for child in window.findChildren(QWidget) if hasattr(child, "setReadOnly")]
    filled = [button for button in window.findChildren(QPushButton) if button.property("primary")]
    assert len(filled) == 1


def test_private_words_carry_lock_and_word_and_in_high_contrast_a_hatched_edge(window, view, qapp) -> None:
    window.show_picture(card(view, code(view, heard_in=Round.INFORMATION)))
    ui = window._ui
    assert shown(window, "private_icon") and ui.private_head_label.text() == "Private"
    assert ui.private_frame.accessibleName() == "Private, for you only"
    assert not shown(window, "private_hatch")
    theme.apply(qapp, scheme="high_contrast", scale=1.0)
    assert shown(window, "private_hatch")


def rows_of(label: SayLabel) -> list[str]:
    """The rows in which the label draws its words."""
    rows = []
    for text in label.text().splitlines():
        layout = QTextLayout(text, label.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(label.width())
            rows.append(text[line.textStart() : line.textStart() + line.textLength()])
        layout.endLayout()
    return rows


@pytest.mark.parametrize("width", [480, 900, 1900])
@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_no_row_to_say_has_more_than_twelve_words(window, view, width, scale) -> None:
    app = QApplication.instance()
    window.show_picture(card(view, code(view, Need.STATEMENT)))
    theme.apply(app, scheme="light", scale=scale)
    window.resize(width, 900)
    app.processEvents()
    rows = rows_of(window._ui.say_label)
    assert max(len(row.split()) for row in rows) <= MOST_WORDS
    if width == 1900 and scale < 2:
        assert max(len(row.split()) for row in rows) > MOST_WORDS / 2, "nor is it needlessly narrow"


def test_the_first_sixty_words_need_no_scrolling(window, view) -> None:
    sixty = " ".join(["words"] * 59 + ["end"])
    items = tuple(replace(row, say=sixty) if row.code == "opening" else row for row in view.items)
    window.show_picture(card(replace(view, items=items), "opening"))
    QApplication.processEvents()
    ui = window._ui
    place = QRect(ui.say_label.mapTo(ui.scroll_area, QPoint(0, 0)), ui.say_label.size())
    assert ui.scroll_area.rect().contains(place)


@pytest.mark.parametrize("scheme", ["light", "dark", "high_contrast"])
@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
def test_nothing_is_cut(window, view, rich_text_suspects, scheme, scale) -> None:
    app = QApplication.instance()
    theme.apply(app, scheme=scheme, scale=scale)
    window.resize(theme.px(480), 720)
    window.show_picture(card(read(view, "hsg"), code(view, heard_in=Round.INFORMATION), expected=MORNING))
    app.processEvents()
    ui = window._ui
    assert rich_text_suspects(window) == []
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            assert label.width() >= label.fontMetrics().horizontalAdvance(label.text()), label.text()
    assert ui.scroll_area.accessibleName()
    for button in window.findChildren(QPushButton):
        assert button.accessibleName() and button.toolTip()
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()), button.text()
    assert ui.page.width() <= ui.scroll_area.viewport().width() + 1
