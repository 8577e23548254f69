"""The tracker, its sheet and each of its forms as a screen reader and a strict eye meet them."""

from __future__ import annotations

import pytest
from hands import Hands
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from test_ui_access import cut, nameless
from tracker_room import lines, to_action

from mappa_desk.ui import theme
from mappa_desk.ui.models.tracker_doings import ASKED
from mappa_desk.ui.tracker_doings import DOINGS

STATES = ("list", "sheet", "several", "empty", "folded", "filter name", *DOINGS)


def show(office: Hands, page, state: str) -> None:
    """Bring the page into a state."""
    page.side.cancel()
    page.side.close()
    page.view.table.fold_all(False)
    page.view.set_words("xyzzy" if state == "empty" else "is:overdue")
    office.settle()
    if state in ("sheet", *DOINGS):
        to_action(office, page)
        page.side.open(into=True)
        office.settle()
    if state in DOINGS:
        page.side.begin(state)
    elif state == "several":
        page.view.table.setFocus()
        page.view.table.selectAll()
        page.side.open()
    elif state == "folded":
        page.view.table.fold_all(True)
    elif state == "filter name":
        page.commands()["tracker_save_filter"]()
    office.settle()
    office.settle()


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_named_plain_and_has_one_filled_button_at_most(tracker_office, tracker, state) -> None:
    show(tracker_office, tracker, state)
    window = tracker_office.view
    assert nameless(window) == []
    labels = [label for label in window.findChildren(QLabel) if not label.objectName().startswith("qt_")]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    filled = [
        button.text()
        for button in window.findChildren(QPushButton)
        if button.isVisible() and button.property("primary")
    ]
    assert len(filled) == (state in ("sheet", "several", "filter name", *DOINGS)), filled
    focus = QApplication.focusWidget()
    assert focus is not None and focus.isVisible()
    assert all(region.accessibleName() for region in tracker.regions())
    form = tracker.view.sheet.doing
    if form is not None:
        shown = {name for name, row in form._rows.items() if row.isVisibleTo(form)}
        assert shown <= set(ASKED[form.offer.doing]) and form.accessibleName()
        assert all(form.fields[name].accessibleName() for name in shown)


@pytest.mark.parametrize(("scheme", "size"), [("dark", (1280, 632)), ("high_contrast", (900, 632))])
def test_nothing_is_cut_at_twice_the_text_on_a_small_screen(tracker_office, tracker, scheme, size) -> None:
    window = tracker_office.view
    theme.apply(QApplication.instance(), scheme=scheme, scale=2.0)
    try:
        for state in STATES:
            window.resize(*size)
            show(tracker_office, tracker, state)
            assert (window.width(), window.height()) == size, state
            assert cut(window) == [], state
            saved = window.findChild(QLabel, "saved_label")
            place = QRect(saved.mapTo(window, saved.rect().topLeft()), saved.size())
            assert window.rect().contains(place), state
            focus = QApplication.focusWidget()
            seen = QRect(focus.mapTo(window, focus.rect().topLeft()), focus.size())
            assert window.rect().intersects(seen), state
    finally:
        theme.apply(QApplication.instance(), scheme="light", scale=1.0)
        window.resize(1366, 688)


def test_every_column_that_stays_holds_its_words(tracker_office, tracker) -> None:
    window, table = tracker_office.view, tracker.view.table
    for width, scale in ((1366, 1.0), (1920, 1.0), (1280, 1.5), (1366, 2.0)):
        theme.apply(QApplication.instance(), scheme="light", scale=scale)
        window.resize(width, 688)
        tracker_office.settle()
        columns = tracker.model.columns
        shown = [at for at in range(len(columns)) if not table.isColumnHidden(at)]
        assert sum(table.columnWidth(at) for at in shown) <= table.viewport().width()
        fitted = [columns[at].key for at in shown if columns[at].sample]
        assert {"number", "due", "state"} <= set(fitted)
        for at in shown:
            if columns[at].sample:
                for line in lines(tracker):
                    text = tracker.model.cell(tracker.model.row_at(line), at)
                    room = table.columnWidth(at) - 24 - (theme.px(26) if columns[at].icon else 0)
                    assert tracker.view.table._painter._fitted(text, room, columns[at].bold) == text
    theme.apply(QApplication.instance(), scheme="light", scale=1.0)
    window.resize(1366, 688)


def test_a_screen_reader_hears_a_line_whole_and_the_filter_as_it_was_read(tracker_office, tracker) -> None:
    action = to_action(tracker_office, tracker)
    face = QAccessible.queryAccessibleInterface(tracker.view.table)
    step = tracker.model.columnCount() + 1  # each line begins with its head, and the first is that of heads
    at = (tracker.view.table.current_line + 1) * step + 1
    said = face.child(at).text(QAccessible.Text.Name)
    assert action.tag in said and action.text.rstrip(".") in said and said.endswith("Open")
    edit = QAccessible.queryAccessibleInterface(tracker_office.find(QLineEdit, "filter_edit"))
    assert edit.text(QAccessible.Text.Description).startswith("Open. ")
    head = face.child(step + 1).text(QAccessible.Text.Name)
    assert head.endswith("unfolded")
