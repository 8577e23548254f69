"""Everything the desk needs to begin with, read in one go on the worker."""

from __future__ import annotations

from dataclasses import dataclass

from mappa_desk.domain.contact_book import ContactBook
from mappa_desk.domain.people import Person
from mappa_desk.domain.views import DeskView, Draft
from mappa_desk.services.contacts import book_of
from mappa_desk.services.desk import desk_view
from mappa_desk.services.due_dates import release_days
from mappa_desk.services.people import keyholders
from mappa_desk.services.work import Work


@dataclass(frozen=True, slots=True)
class Loaded:
    """The meeting, what was left half typed, the contact book, who may be at the keys."""

    view: DeskView
    drafts: tuple[Draft, ...]
    book: ContactBook
    keyholders: tuple[Person, ...]
    release_days: int = 0
    """How many days before a release the area wants such an action done."""

    @property
    def people(self) -> tuple[Person, ...]:
        """Those of the contact book who have not left, by name."""
        return at_work(self.book)


def at_work(book: ContactBook) -> tuple[Person, ...]:
    """Those of the contact book who have not left, by name: they may own an action or sit in."""
    return tuple(
        sorted((row.person for row in book.rows if row.contact.active), key=lambda one: (one.name, one.id))
    )


def load(work: Work, meeting_id: str) -> Loaded:
    """Reads it. Raises NotFound."""
    with work.reading() as reading:
        drafts = tuple(draft for draft in reading.drafts() if draft.meeting_id == meeting_id)
        book = book_of(work, reading)
        days = release_days(work, reading)
    return Loaded(desk_view(work, meeting_id=meeting_id), drafts, book, keyholders(work), days)
