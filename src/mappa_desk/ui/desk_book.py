"""The contact book at the desk: owners that are offered, deputies, and who came into it from here."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mappa_desk.domain.contact_book import ContactBook
from mappa_desk.services.contacts import contact_book
from mappa_desk.ui.capture import Capture
from mappa_desk.ui.desk_actions import ActionsDesk
from mappa_desk.ui.desk_loading import at_work
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.roll_call import RollCall


class DeskBook(QObject):
    """Hands the book to those who use it, and reads it again when somebody came into it."""

    def __init__(self, state: DeskState, capture: Capture, actions: ActionsDesk, roll_call: RollCall) -> None:
        super().__init__(state)
        self._state, self._capture, self._actions, self._roll_call = state, capture, actions, roll_call
        roll_call.book_changed.connect(self._read)

    def take(self, book: ContactBook) -> None:
        """This is the book now."""
        people = at_work(book)
        self._capture.set_people(people)
        self._actions.set_people(people)
        self._roll_call.set_book(book)

    def _read(self) -> None:
        work = self._state.work()

        def answered(result: Ok[ContactBook] | Err) -> None:
            if isinstance(result, Ok):
                self.take(result.value)

        self._state.jobs.store(lambda: contact_book(work), answered, self)
