"""The read-back's presenter: one stamp for one yes, never two within 400 ms, never from a held key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject

from mappa_desk.domain.actions import Acceptance, Action, DeadlineKind
from mappa_desk.domain.attendance import Attendance
from mappa_desk.services.actions import read_back, unread_back
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Scope
from mappa_desk.ui.desk_actions import ActionsDesk
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.read_back import (
    StampsModel,
    acceptance_here,
    last_stamped,
    number_of,
    restriction,
    stamps,
    to_read_back,
)
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
        self._item = ""
        """The item whose actions alone are read back; empty for all."""
        self._asked: Acceptance | None = None
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
        handlers: dict[str, Callable[[], None]] = {name: partial(self._on_stamped, name) for name in _STAMPS}
        handlers |= {"action_before": lambda: self._move(-1), "action_after": lambda: self._move(1)}
        handlers["undo_stamp"] = self._undo
        self._keys = tuple(commands.bind(panel, Scope.READ_BACK, handlers).values())
        for action in self._keys:
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
        self._begin("")

    def open_item(self) -> None:
        """Read back the actions that were made under the item that is shown, and no others."""
        self._begin(self._state.item)

    def _begin(self, item: str) -> None:
        self._item = item
        rows = self._rows()
        if not rows:
            sentence = tr("No action was made under this item.") if item else ""
            sentence = sentence or tr("There is no action to read back.")
            self._state.panel.capture.show_refusal(sentence)
            self._state.shell.announce(sentence)
            return
        view = self._state.view
        unread = [one for one in rows if acceptance_here(view, one) is Acceptance.NOT_READ_BACK]
        self._come(unread[0] if unread else rows[0])

    def _come(self, action: Action) -> None:
        self._current = action.id
        self._open = True
        self._state.panel.show_read_back(self._panel)
        self._show()
        self.focus()
        self._say()

    def close(self) -> bool:
        """Leave, or take a question back first. True when there was something to leave."""
        if not self._open:
            return False
        if self._stop_asking():
            return True
        self._open = False
        self._state.panel.show_read_back(None)
        self._state.panel.focus_line()
        return True

    def focus(self) -> None:
        """Put the keyboard where the four keys work."""
        self._panel.focus_keys()

    # Keys

    def _on_stamped(self, name: str) -> None:
        if not self._open or self._panel.asking or self._too_soon():
            return
        action = self._action()
        if action is None:
            return
        if name == "accept_action":
            self._stamp(action, Acceptance.ACCEPTED)
        elif name == "accept_on_behalf":
            here = tuple(
                f"{row.name or row.role}, {self._state.agency(row.agency)}" for row in self._present()
            )
            self._ask(Acceptance.ON_BEHALF, tr("Who takes it and tells the owner?"), here)
        elif name == "object_action":
            self._ask(Acceptance.OBJECTED, tr("Why does the owner object?"), None)
        else:
            self._change(action)

    def _present(self) -> tuple[Attendance, ...]:
        """Those who are in; once the meeting is over, those who took part."""
        rows = self._state.view.attendance
        return tuple(row for row in rows if row.is_in) or tuple(row for row in rows if row.took_part)

    def _change(self, action: Action) -> None:
        """Change the action on the spot; the read-back goes on where it was once the sheet is gone."""
        item = self._item
        self.close()
        self._actions.change(action)
        sheet = self._state.panel.sheet
        if sheet is not None:
            sheet.destroyed.connect(lambda: self._go_on(action.id, item))

    def _go_on(self, action_id: str, item: str) -> None:
        state = self._state
        if self._open or not state.ready or state.panel.sheet is not None:
            return
        self._item = item
        found = next((one for one in self._rows() if one.id == action_id), None)
        if found is not None:
            self._come(found)

    def _too_soon(self) -> bool:
        return self._since.isValid() and self._since.elapsed() < GUARD_MS

    def _ask(self, acceptance: Acceptance, label: str, choices: tuple[str, ...] | None) -> None:
        """Ask for a name or a reason. Letters belong to the answer while it is open."""
        self._asked = acceptance
        for key in self._keys:
            key.setEnabled(False)
        self._panel.ask(label, choices)

    def _stop_asking(self) -> bool:
        self._asked = None
        for key in self._keys:
            key.setEnabled(True)
        return self._panel.stop_asking()

    def _on_answered(self, text: str) -> None:
        action, asked = self._action(), self._asked
        if action is None or asked is None or not text:
            return
        self._stop_asking()
        self._stamp(action, asked, text)

    def _stamp(self, action: Action, acceptance: Acceptance, text: str = "") -> None:
        self._since.restart()

        def done(_action: object) -> None:
            self._state.shell.announce(tr(words.ACCEPTANCES[acceptance]))
            if self._current == action.id:
                self._move(1)
            self._show()

        by = text if acceptance is Acceptance.ON_BEHALF else ""
        objection = text if acceptance is Acceptance.OBJECTED else ""
        said_at = self._state.now()
        self._state.do(
            lambda work, **told: read_back(work.at(said_at), **told), done=done, refused=self._refused,
            action_id=action.id, acceptance=acceptance, by=by, objection=objection,
            meeting_id=self._state.meeting_id,
        )  # fmt: skip

    def _refused(self, error: Exception) -> None:
        self._panel.show_stamp(str(error))
        self._state.shell.announce(str(error))

    def _undo(self) -> None:
        """Take back the stamp of the action that is shown, else the one that was stamped last."""
        action = self._to_undo()
        if action is None or self._panel.asking:
            return

        def done(_action: object) -> None:
            self._go(action.id)

        self._state.do(
            unread_back, done=done, refused=self._refused, say=tr("Stamp taken back"), action_id=action.id,
            meeting_id=self._state.meeting_id,
        )  # fmt: skip

    def _to_undo(self) -> Action | None:
        view, action = self._state.view, self._action()
        if action is not None and acceptance_here(view, action) is not Acceptance.NOT_READ_BACK:
            return action
        return last_stamped(view, self._rows())

    # Showing

    def _rows(self) -> tuple[Action, ...]:
        return to_read_back(self._state.view, item=self._item)

    def _action(self) -> Action | None:
        return next((one for one in self._rows() if one.id == self._current), None)

    def _move(self, step: int) -> None:
        ids = [action.id for action in self._rows()]
        if self._panel.asking or self._current not in ids:
            return
        at = ids.index(self._current) + step
        if 0 <= at < len(ids):
            self._go(ids[at])

    def _go(self, action_id: str) -> None:
        self._stop_asking()
        self._current = action_id
        self._show()
        self._say()

    def _say(self) -> None:
        self._state.shell.announce(self._panel.accessibleDescription())

    def _show(self) -> None:
        if not self._open:
            return
        state, view = self._state, self._state.view
        rows = self._rows()
        action = self._action()
        if action is None:
            self.close()
            return
        self._model.set_rows(stamps(view, self._current, state.zone, item=self._item))
        at = next(place for place, one in enumerate(rows) if one.id == action.id)
        due = action.deadline
        when, distance = words.deadline(due, state.today()), ""
        if due.kind is DeadlineKind.DATE and due.on is not None:
            when = tr("by {day}").format(day=words.long_day(due.on))
            far = words.distance(due.on, state.today())
            distance = tr("in {far}").format(far=far) if far.endswith(tr("days")) else far
        number = tr("Action {n}").format(n=number_of(view, action))
        self._panel.show_action(
            count=tr("action {n} of {all}").format(n=at + 1, all=len(rows)),
            number=". ".join(filter(None, (number, restriction(view, action)))),
            owner=words.owner(action, view.agencies),
            text=action.text,
            due=when,
            distance=distance,
        )
        read = sum(acceptance_here(view, one) is not Acceptance.NOT_READ_BACK for one in rows)
        near = [
            tr("Action {n}").format(n=number_of(view, rows[place])) if 0 <= place < len(rows) else ""
            for place in (at - 1, at + 1)
        ]
        done = tr("{n} of {all}").format(n=read, all=len(rows))
        self._panel.show_stamps(done, self._undo_words(), near[0], near[1])
        self._panel.show_stamp(self._stamp_words(action))

    def _undo_words(self) -> str:
        undone = self._to_undo()
        if undone is None:
            return ""
        number = number_of(self._state.view, undone)
        time = words.clock(undone.accepted_at, self._state.zone)
        return tr("Undo the stamp of {n}, {at}").format(n=number, at=time)

    def _stamp_words(self, action: Action) -> str:
        """What was stamped on this action at this meeting, with its time and who or why."""
        if acceptance_here(self._state.view, action) is Acceptance.NOT_READ_BACK:
            return ""
        said = (
            f"{tr(words.ACCEPTANCES[action.acceptance])} {words.clock(action.accepted_at, self._state.zone)}"
        )
        more = action.objection
        if action.acceptance is Acceptance.ON_BEHALF:
            more = action.on_behalf_taken_by
        return f"{said}: {more}" if more else said
