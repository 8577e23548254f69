"""Room: over a whole meeting nothing but item, clock, statement and accepted actions reaches the window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted_words import LET_THROUGH, Planter, said_by
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel
from window_room import PASSPHRASE

from mappa_desk.domain.actions import Acceptance
from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.domain.meetings import ClosedPart, Meeting, MeetingState
from mappa_desk.domain.room import room_picture
from mappa_desk.domain.views import DeskView
from mappa_desk.services.demo_meeting import demo_clock, hold_demo_meeting
from mappa_desk.services.desk import desk_view
from mappa_desk.store.vault import KeyCost
from mappa_desk.ui import theme
from mappa_desk.ui.models.room import room_words
from mappa_desk.ui.views.room import RoomWindow
from mappa_desk.wiring import Wiring

NOW = datetime(2026, 11, 12, 10, 42, tzinfo=UTC)


@dataclass
class Held:
    """The demonstration, step by step."""

    views: list[DeskView]

    @property
    def fullest(self) -> DeskView:
        """The running meeting with the most accepted actions and no closed part."""
        running = [view for view in self.views if not room_picture(view, NOW).blank]
        return max(running, key=lambda view: len(room_picture(view, NOW).actions))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    """Hold the whole demonstration and read the desk after each step."""
    folder: Path = tmp_path_factory.mktemp("demonstration")
    clock = demo_clock()
    wiring = Wiring(data_folder=folder, clock=clock, key_cost=KeyCost.cheap())
    work = wiring.create(folder / "practice", PASSPHRASE, practice=True)
    views: list[DeskView] = []

    def read(_done: int, _all: int) -> None:
        with work.reading() as reading:
            latest = max(reading.all(Meeting), key=lambda meeting: (meeting.planned_on, meeting.number))
        views.append(desk_view(work, meeting_id=latest.id))

    hold_demo_meeting(work, clock, progress=read)
    wiring.close()
    return Held(views)


@pytest.fixture
def window(dressed) -> Iterator[RoomWindow]:
    """Room, shown."""
    made = RoomWindow()
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shows(window: RoomWindow, view: DeskView) -> str:
    window.show_words(room_words(room_picture(view, NOW, NOW)))
    return said_by(window)


def named(view: DeskView) -> set[str]:
    """Names of people in the record, as they are written."""
    case = view.case
    names = {case.name, *case.also_known_as, case.reference, case.visor_reference, *case.addresses, view.keys}
    names |= {row.name for row in view.attendance} | {row.role for row in view.attendance}
    names |= {case.lead_officer, view.meeting.chair, view.meeting.minutes_by, view.meeting.lead_officer}
    names |= {
        word for name in (case.name, *(row.name for row in view.attendance)) for word in name.split()[-1:]
    }
    return {name for name in names if len(name) > 2}


def withheld(view: DeskView) -> set[str]:
    """Every text of the record but the words of accepted actions."""
    texts = {text for entry in view.entries for text in (entry.text, entry.words)}
    texts |= {text for one in view.decisions for text in (one.decided, one.because, one.also_considered)}
    texts |= {text for item in view.items for text in (item.say, *item.prompts, *item.record, item.reason)}
    texts |= {past.action.text for past in view.past_actions}
    texts |= {action.purpose for action in view.actions}
    accepted = (Acceptance.ACCEPTED, Acceptance.ON_BEHALF)
    restricted = {
        entry.id for entry in view.entries if entry.closed_part_id or entry.handling is not Handling.NORMAL
    }
    allowed = {
        action.text for action in view.actions
        if action.acceptance in accepted and action.entry_id not in restricted
    }  # fmt: skip
    texts |= {action.text for action in view.actions if action.acceptance not in accepted}
    return {text for text in texts - allowed if len(text) > 12}


def test_over_the_whole_demonstration_nothing_said_and_nobody_s_name_reaches_the_window(held, window):
    most = 0
    for view in held.views:
        said = shows(window, view)
        leaked = {text for text in withheld(view) | named(view) if text in said}
        assert not leaked, f"at {view.meeting.current_item}: {sorted(leaked)}"
        assert window.is_covered is (view.meeting.state is not MeetingState.RUNNING)
        most = max(most, len(room_picture(view, NOW).actions))
    titles = {room_picture(view, NOW).item_title for view in held.views}
    assert most > 3 and len(titles) > 10, "there was something to show"


def test_a_word_planted_in_every_other_field_never_reaches_the_window(held, window):
    planted = 0
    for view in held.views:
        planter = Planter()
        said = shows(window, planter.plant(view))
        found = {place for word, place in planter.words.items() if word.casefold() in said.casefold()}
        assert not found, f"at {view.meeting.current_item}: {sorted(found)}"
        planted += len(planter.words)
    planter = Planter()
    said = shows(window, planter.plant(held.fullest))
    places = set(planter.words.values())
    assert planted > 1000 and {"Attendance.name", "Entry.text", "Case.name", "Decision.because"} <= places
    assert "Accepted actions" in said and held.fullest.form.statement_text[:40] in said
    shown = [action.text for action in room_picture(held.fullest, NOW).actions if action.text]
    assert shown and all(text in said for text in shown), "what may be shown is shown"


def test_the_planter_leaves_out_what_room_may_show_and_nothing_else(held):
    planter = Planter()
    view = planter.plant(held.fullest)
    assert {entry.text for entry in view.entries} <= set(planter.words)
    assert view.actions[0].text == held.fullest.actions[0].text
    assert not {place for place in planter.words.values() if tuple(place.split(".")) in LET_THROUGH}


def test_in_a_closed_part_nothing_is_left_in_the_window(held, window):
    for view in held.views[::20]:
        shows(window, view)
        part = ClosedPart(id="p", meeting_id=view.meeting.id, started_at=NOW)
        said = shows(window, replace(view, closed_parts=(part,)))
        assert window.is_covered
        left = {view.form.statement_text, *(item.title for item in view.items)}
        left |= {action.text for action in view.actions}
        assert not {text for text in left if text and text in said}


def test_a_name_of_the_record_in_an_action_or_a_title_is_held_back(held, window):
    view = held.fullest
    shown = {action.number for action in room_picture(view, NOW).actions if action.text}
    for name in sorted({row.name for row in view.attendance if row.name} | {view.case.name}):
        last = re.split(r"\s", name)[-1]
        for text in (f"Ask {name} for the list", f"ask {last.lower()} for the list", f"{last}'s list"):
            actions = tuple(replace(action, text=text) for action in view.actions)
            items = tuple(replace(item, title=text) for item in view.items)
            said = shows(window, replace(view, actions=actions, items=items))
            assert "the list" not in said and "'s list" not in said, text
            assert len(room_picture(view, NOW).actions) >= len(shown)


def test_what_was_said_makes_no_difference_to_the_picture(held):
    view = held.fullest

    def picture(words: str):
        entries = tuple(
            entry if entry.entry_kind is EntryKind.ACTION else replace(entry, text=words, words=words)
            for entry in view.entries
        )
        decisions = tuple(replace(one, decided=words, because=words) for one in view.decisions)
        case = replace(view.case, summary=words)
        return room_picture(replace(view, entries=entries, decisions=decisions, case=case), NOW)

    usual = picture("")

    @given(words=st.text(max_size=60))
    def makes_no_difference(words: str) -> None:
        assert picture(words) == usual

    makes_no_difference()
    assert usual.actions


def test_in_a_small_window_the_last_accepted_action_is_in_sight(held, window):
    window.resize(800, 600)
    shows(window, held.fullest)
    QApplication.processEvents()
    last = room_picture(held.fullest, NOW).actions[-1]
    label = next(one for one in window.findChildren(QLabel) if one.text() == last.text)
    place = QRect(label.mapTo(window, QPoint(0, 0)), label.size())
    assert window.rect().contains(place) and label.visibleRegion().boundingRect().size() == label.size()
    shows(window, replace(held.fullest, actions=()))
    assert not window._ui.actions_frame.isVisible(), "what there is none of takes no room"


def test_it_is_blank_under_the_curtain_and_shows_again(held, window):
    shows(window, held.fullest)
    assert not window.is_covered
    window.curtain(True)
    assert window.is_covered
    shows(window, held.fullest)
    assert window.is_covered, "what comes in does not lift the curtain"
    window.curtain(False)
    assert not window.is_covered


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(1280, 720), (800, 600)])
def test_its_parts_are_plain_and_in_sight(held, window, rich_text_suspects, scale, size):
    qapp = QApplication.instance()
    theme.apply(qapp, scheme="dark", scale=scale)
    window.resize(*size)
    shows(window, held.fullest)
    qapp.processEvents()
    ui = window._ui
    assert rich_text_suspects(window) == []
    assert ui.item_scroll.accessibleName() and ui.actions_scroll.accessibleName()
    for label in (ui.clock_label, ui.ends_label, ui.number_label, ui.practice_label):
        assert label.width() >= label.fontMetrics().horizontalAdvance(label.text()), label.objectName()
    for area, page in ((ui.item_scroll, ui.item_page), (ui.actions_scroll, ui.actions_page)):
        assert page.width() <= area.viewport().width() + 1, "nothing runs out at the side"
