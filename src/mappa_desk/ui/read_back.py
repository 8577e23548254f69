"""The read-back's presenter: one stamp for one yes, never two within 400 ms, never from a held key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject
from PySide6.QtWidgets import QApplication

from mappa_desk.domain.actions import Acceptance, Action, DeadlineKind
from mappa_desk.services.actions import read_back, unread_back
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.desk_actions import ActionsDesk
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.read_back import StampsModel, acceptance_here, number_of, stamps, to_read_back
from mappa_desk.ui.views.read_back import ReadBackPanel

GUARD_MS = 400
_STAMPS = ("accept_action", "accept_on_behalf", "change_action", "object_action")


class ReadBack(QObject):
    """Reads the actions back one by one. Nothing is stamped but by its own key."""

    def __init__(self, state: DeskState, actions: ActionsDesk) -> None:
        super().__init__(state)
        self._state, self._actions = state, actions
        self._model = StampsModel()
        keys = {name: commands.command(name).keys[0] for name in _STAMPS}
        self._panel = ReadBackPanel(self._model, keys, state.panel)  # goes with the page that it lies over
        self._panel.hide()
        self._current = ""
        self._asked: Acceptance | None = None
        self._stamped: list[str] = []
        self._open = False
        self._since = QElapsedTimer()
        state.viewed.connect(self._show)
        panel = self._panel
        panel.stamped.connect(self._on_stamped)
        panel.moved.connect(self._move)
        panel.chosen.connect(self._go)
        panel.left.connect(self.close)
        panel.undo_requested.connect(self._undo)
        panel.answered.connect(self._on_answered)
        handlers: dict[str, Callable[[], None]] = {name: partial(self._on_key, name) for name in _STAMPS}
        handlers |= {"action_before": lambda: self._move(-1), "action_after": lambda: self._move(1)}
        for action in commands.bind(panel, Scope.READ_BACK, handlers).values():
            action.setAutoRepeat(False)

    @property
    def is_open(self) -> bool:
        """True while the read-back has the page."""
        return self._open

    @property
    def panel(self) -> ReadBackPanel:
        """The view."""
        return self._panel

    def open(self) -> None:
        """Begin with the first action that was not read back."""
        rows = to_read_back(self._state.view)
        if not rows:
            self._state.panel.capture.show_refusal(tr("There is no action to read back."))
            return
        unread = [
            action for action in rows if acceptance_here(self._state.view, action) is Acceptance.NOT_READ_BACK
        ]
        self._current = (unread or rows)[0].id
        self._open = True
        self._state.panel.show_read_back(self._panel)
        self._show()
        self.focus()
        self._say()

    def close(self) -> bool:
        """Leave, or take a question back first. True when there was something to leave."""
        if not self._open:
            return False
        if self._panel.stop_asking():
            self._asked = None
            return True
        self._open = False
        self._state.panel.show_read_back(None)
        self._state.panel.focus_line()
        return True

    def focus(self) -> None:
        """Put the keyboard where the four keys work."""
        self._panel.setFocus()

    # Keys

    def _on_key(self, name: str) -> None:
        focus = QApplication.focusWidget()
        if self._panel.asking and focus is not None and focus is not self._panel:
            return
        self._on_stamped(name)

    def _on_stamped(self, name: str) -> None:
        if not self._open or self._panel.asking or self._too_soon():
            return
        action = self._action()
        if action is None:
            return
        if name == "accept_action":
            self._stamp(action, Acceptance.ACCEPTED)
        elif name == "accept_on_behalf":
            self._asked = Acceptance.ON_BEHALF
            here = tuple(
                f"{row.name or row.role}, {self._state.agency(row.agency)}"
                for row in self._state.view.attendance
                if row.took_part
            )
            self._panel.ask(tr("Who takes it and tells the owner?"), here)
        elif name == "object_action":
            self._asked = Acceptance.OBJECTED
            self._panel.ask(tr("Why does the owner object?"), None)
        else:
            self.close()
            self._actions.change(action)

    def _too_soon(self) -> bool:
        return self._since.isValid() and self._since.elapsed() < GUARD_MS

    def _on_answered(self, text: str) -> None:
        action, asked = self._action(), self._asked
        if action is None or asked is None or not text:
            return
        self._asked = None
        self._panel.stop_asking()
        self._stamp(action, asked, text)

    def _stamp(self, action: Action, acceptance: Acceptance, text: str = "") -> None:
        self._since.restart()

        def done(_action: object) -> None:
            self._stamped.append(action.id)
            self._state.shell.announce(tr(words.ACCEPTANCES[acceptance]))
            if self._current == action.id:
                self._move(1)
            self._show()

        by = text if acceptance is Acceptance.ON_BEHALF else ""
        objection = text if acceptance is Acceptance.OBJECTED else ""
        self._state.do(
            read_back, done=done, refused=self._refused, action_id=action.id, acceptance=acceptance, by=by,
            objection=objection,
        )  # fmt: skip

    def _refused(self, error: Exception) -> None:
        self._panel.show_stamp(str(error))
        self._state.shell.announce(str(error))

    def _undo(self) -> None:
        if not self._stamped:
            return
        last = self._stamped.pop()

        def done(_action: object) -> None:
            self._go(last)

        self._state.do(
            unread_back, done=done, refused=self._refused, say=tr("Stamp taken back"), action_id=last
        )

    # Showing

    def _action(self) -> Action | None:
        return next((one for one in to_read_back(self._state.view) if one.id == self._current), None)

    def _move(self, step: int) -> None:
        ids = [action.id for action in to_read_back(self._state.view)]
        if self._panel.asking or self._current not in ids:
            return
        at = ids.index(self._current) + step
        if 0 <= at < len(ids):
            self._go(ids[at])

    def _go(self, action_id: str) -> None:
        self._current = action_id
        self._show()
        self._say()

    def _say(self) -> None:
        self._state.shell.announce(self._panel.accessibleDescription())

    def _show(self) -> None:
        if not self._open:
            return
        state, view = self._state, self._state.view
        rows = to_read_back(view)
        action = self._action()
        if action is None:
            self.close()
            return
        self._model.set_rows(stamps(view, self._current, state.zone))
        at = next(place for place, one in enumerate(rows) if one.id == action.id)
        due = action.deadline
        when, distance = words.deadline(due, state.today()), ""
        if due.kind is DeadlineKind.DATE and due.on is not None:
            when = tr("by {day}").format(day=words.long_day(due.on))
            far = words.distance(due.on, state.today())
            distance = tr("in {far}").format(far=far) if far.endswith(tr("days")) else far
        self._panel.show_action(
            count=tr("action {n} of {all}").format(n=at + 1, all=len(rows)),
            number=tr("Action {n}").format(n=number_of(view, action)),
            owner=words.owner(action, view.agencies),
            text=action.text,
            due=when,
            distance=distance,
        )
        read = sum(acceptance_here(view, one) is not Acceptance.NOT_READ_BACK for one in rows)
        undo = ""
        if self._stamped:
            last = next((one for one in rows if one.id == self._stamped[-1]), None)
            if last is not None:
                time = words.clock(last.accepted_at, state.zone)
                undo = tr("Undo the stamp of {n}, {at}").format(n=number_of(view, last), at=time)
        near = [
            tr("Action {n}").format(n=number_of(view, rows[place])) if 0 <= place < len(rows) else ""
            for place in (at - 1, at + 1)
        ]
        self._panel.show_stamps(tr("{n} of {all}").format(n=read, all=len(rows)), undo, near[0], near[1])
        stamp = ""
        if acceptance_here(view, action) is not Acceptance.NOT_READ_BACK:
            time = words.clock(action.accepted_at, state.zone)
            stamp = f"{tr(words.ACCEPTANCES[action.acceptance])} {time}"
        self._panel.show_stamp(stamp)
