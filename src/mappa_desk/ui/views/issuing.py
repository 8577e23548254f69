"""Giving copies out, step by step: for whom, who gets one, how it goes, the second look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mappa_desk.ui import theme
from mappa_desk.ui.models.issuing import EditionChoice
from mappa_desk.ui.theme_dress import dress
from mappa_desk.ui.views.issuing_looks import HowStep, LookStep
from mappa_desk.ui.views.issuing_steps import AudienceStep, PeopleStep
from mappa_desk.ui.widgets.rows import plain_label
from mappa_desk.ui.widgets.spoken_scroll import SpokenScroll
from mappa_desk.ui.widgets.tick_list import TickList

LOW = 400
"""Logical height below which only the step's own name is shown."""


class Step(IntEnum):
    """Where the steps are."""

    AUDIENCE = 0
    PEOPLE = 1
    HOW = 2
    LOOK = 3


class IssuingView(QWidget):
    """Shows one step at a time; decides nothing. Ctrl+Enter goes on, from any field."""

    next_requested = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.audience, self.people, self.how, self.look = AudienceStep(), PeopleStep(), HowStep(), LookStep()
        self._steps: tuple[QWidget, ...] = (self.audience, self.people, self.how, self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._made_bars())
        self._stack = QStackedWidget()
        for step in self._steps:
            self._stack.addWidget(_scrolled(step))
            step.installEventFilter(self)
            for child in step.findChildren(QWidget):
                child.installEventFilter(self)
        column.addWidget(self._stack, 1)
        self.error_label = plain_label("", tone="danger", wrap=True)
        self.error_label.setContentsMargins(24, 8, 24, 0)
        self.error_label.hide()
        column.addWidget(self.error_label)
        column.addLayout(self._made_foot())
        for ticks in (self.people.people_list, self.people.parts_list):
            ticks.selectionModel().currentChanged.connect(partial(self._later, ticks))
        self.people.parts_check.toggled.connect(partial(self._later, self.people.parts_list))
        dress(self)
        self.show_step(Step.AUDIENCE)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return Step(self._stack.currentIndex())

    def show_step(self, step: Step, *, focus: bool = False) -> None:
        """Show a step."""
        names = self._names()
        self._stack.setCurrentIndex(step)
        for number, (bar, label) in enumerate(zip(self._bars, self._labels, strict=True)):
            theme.mark(bar, "step", "done" if number < step else "now" if number == step else "later")
            theme.mark(label, "tone", "" if number == step else "muted")
            theme.mark(label, "font_role", "strong" if number == step else "caption")
            label.setText(names[number])
        said = self.tr("Step {n} of {all}: {name}")
        self._where.setText(said.format(n=step + 1, all=len(names), name=names[step]))
        words = self.tr("Back") if step > Step.AUDIENCE else self.tr("Leave")
        self.back_button.setText(words)
        self.back_button.setAccessibleName(words)
        self.back_button.setVisible(True)
        self.show_error("")
        if focus:
            self.focus_first()

    def set_next(self, words: str, *, can: bool = True, why: str = "") -> None:
        """The button that goes on, and why it cannot be pressed."""
        self.next_button.setText(words)
        self.next_button.setAccessibleName(words)
        self.next_button.setEnabled(can)
        self.next_button.setAccessibleDescription("" if can else why)
        self.why_label.setText("" if can else why)
        self.why_label.setVisible(not can and bool(why))

    def set_way_back(self, shown: bool) -> None:
        """Whether there is a step to go back to."""
        self.back_button.setVisible(shown)

    def set_busy(self, busy: bool) -> None:
        """While something is made, nothing can be pressed twice."""
        self.next_button.setEnabled(not busy)
        self.back_button.setEnabled(not busy)

    def show_error(self, sentence: str, field: str = "") -> None:
        """Why something was refused; nothing that was chosen is lost. Empty takes it away."""
        self.error_label.setText(sentence)
        self.error_label.setVisible(bool(sentence))
        for step in (self.people, self.how):
            step.mark_wrong(field if sentence else "")

    def focus_first(self) -> None:
        """Go to the first thing to do in the step."""
        step = self._steps[self.step]
        target = step.focusProxy()
        (target if target is not None else self.next_button).setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_focus()

    def show_focus(self) -> None:
        """Bring what has the keyboard into sight, once everything is laid out."""
        QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        """The lengths are known only now: bring what has the keyboard into sight."""
        scroll, focus = self._stack.currentWidget(), self.focusWidget()
        if isinstance(scroll, QScrollArea) and focus is not None and scroll.isAncestorOf(focus):
            scroll.ensureWidgetVisible(focus, 0, theme.px(40))

    def _later(self, ticks: TickList, *_told: object) -> None:
        """Where the rows stand is known only when they are laid out."""
        QTimer.singleShot(0, ticks, partial(self._show_row, ticks))

    def _show_row(self, ticks: TickList) -> None:
        """Bring the current row of a list into sight: nobody ticks what they cannot see."""
        scroll, index = self._stack.currentWidget(), ticks.currentIndex()
        inner = scroll.widget() if isinstance(scroll, QScrollArea) else None
        if not isinstance(scroll, QScrollArea) or inner is None or not ticks.isVisible():
            return
        row = ticks.visualRect(index if index.isValid() else ticks.model().index(0, 0))
        at = ticks.viewport().mapTo(inner, row.center())
        scroll.ensureVisible(at.x(), at.y(), 0, row.height() // 2 + theme.px(8))

    def set_editions(self, editions: Sequence[EditionChoice], chosen: str) -> None:
        """The editions to choose from."""
        self.audience.set_editions(editions, chosen)
        for child in self.audience.findChildren(QWidget):
            child.installEventFilter(self)

    def watch(self, root: QWidget) -> None:
        """Let Ctrl+Enter go on from what was made since."""
        for child in root.findChildren(QWidget):
            child.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low place the names of the other steps give way."""
        super().resizeEvent(event)
        low = self.height() < LOW * theme.scale()
        for label in self._labels:
            label.setVisible(not low)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter goes on, and Enter on an edition; a held one goes on once."""
        if event.type() == QEvent.Type.KeyPress and self._walked(watched, event):
            return True
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            assert isinstance(event, QKeyEvent)
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if enter and (control or isinstance(watched, QRadioButton)):
                pressed = event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat()
                if pressed and self.next_button.isEnabled():
                    self.next_requested.emit()
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _walked(self, watched: QObject, event: QEvent) -> bool:
        """Tab follows what is seen, also through parts that were made after the buttons below them."""
        assert isinstance(event, QKeyEvent)
        step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
        if not step or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        line = {Step.AUDIENCE: self.audience.tab_line, Step.HOW: self.how.tab_line}.get(self.step)
        inner = line() if line is not None else ()
        places = [at for at, one in enumerate(inner) if one is watched]
        if not places or places[0] + step < 0:
            return False
        reason = Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
        (*inner, self.back_button)[places[0] + step].setFocus(reason)
        self.show_focus()
        return True

    def _names(self) -> tuple[str, ...]:
        return (
            self.tr("For whom"),
            self.tr("Who gets one"),
            self.tr("How it goes"),
            self.tr("Second look"),
        )

    def _made_bars(self) -> QVBoxLayout:
        outer = QVBoxLayout()
        outer.setContentsMargins(24, 8, 24, 8)
        outer.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._bars: list[QFrame] = []
        self._labels: list[QLabel] = []
        for name in self._names():
            part = QVBoxLayout()
            part.setSpacing(4)
            bar = QFrame()
            bar.setFixedHeight(4)
            label = plain_label(name, font_role="caption")
            part.addWidget(bar)
            part.addWidget(label)
            line.addLayout(part, 1)
            self._bars.append(bar)
            self._labels.append(label)
        outer.addLayout(line)
        self._where = plain_label("", font_role="section")
        self._where.setObjectName("where_label")
        outer.addWidget(self._where)
        return outer

    def _made_foot(self) -> QVBoxLayout:
        outer = QVBoxLayout()
        outer.setContentsMargins(24, 12, 24, 16)
        outer.setSpacing(6)
        self.why_label = plain_label("", font_role="caption", tone="muted", wrap=True)
        outer.addWidget(self.why_label)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.back_button = _button("back_button", self.tr("Back"), self.back_requested.emit)
        self.next_button = _button("next_button", self.tr("Next"), self.next_requested.emit)
        self.next_button.setProperty("primary", True)
        line.addWidget(self.back_button)
        line.addStretch(1)
        line.addWidget(self.next_button)
        outer.addLayout(line)
        return outer


def _button(name: str, words: str, call: Callable[[], None]) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.setAccessibleName(words)
    button.setAutoDefault(True)
    button.clicked.connect(lambda _checked=False: call())
    return button


def _scrolled(step: QWidget) -> QWidget:
    scroll = SpokenScroll()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setAccessibleName(step.accessibleName())
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(step)
    return scroll
