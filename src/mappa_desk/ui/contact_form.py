"""Joins the form of a person with the contact book: adding somebody, and changing what the book says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contact_book import BookChange, BookRow, BookStep, ContactBook, known_by_name, name_key
from mappa_desk.domain.contacts import Contact
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.people import Person
from mappa_desk.services.areas import area_view
from mappa_desk.services.contacts import (
    address_checked,
    contact_book,
    contact_history,
    save_contact,
    set_active,
)
from mappa_desk.services.work import Work
from mappa_desk.ui.contact_undo import offer_back
from mappa_desk.ui.office import Office, OfficePage
from mappa_desk.ui.views.contact_form import ContactAnswers, ContactFormView


@dataclass(frozen=True, slots=True)
class _Read:
    book: ContactBook
    agencies: tuple[Agency, ...]
    history: tuple[BookChange, ...]


class ContactForm(OfficePage):
    """Adds somebody to the contact book, or edits the one whose id is given."""

    def __init__(self, office: Office, person_id: str = "") -> None:
        self.view = ContactFormView()
        super().__init__(office, self.view)
        self._person_id = person_id
        self._book: ContactBook | None = None
        self._row: BookRow | None = None
        self._shown: ContactAnswers | None = None
        self.view.saved.connect(self._on_saved)
        self.view.cancelled.connect(office.shell.back)
        self.view.checked.connect(self._on_checked)
        self.view.left.connect(self._on_left)

    def title(self) -> str:
        return self.tr("Edit a contact") if self._person_id else self.tr("Add somebody")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        person_id, shell = self._person_id, self.office.shell
        return {"merge_person": lambda: shell.navigate("merge_person", person_id)} if person_id else {}

    def enter(self) -> None:
        person_id = self._person_id
        self.ask(lambda work: _read(work, person_id), self._show)

    def _show(self, read: _Read) -> None:
        self._book = read.book
        self._row = read.book.row(self._person_id) if self._person_id else None
        if self._shown is not None:
            return  # what is typed stays
        if self._person_id and self._row is None:  # found under another entry since
            self.office.shell.replace("people")
            return
        people = tuple(row.person.name for row in read.book.rows if row.contact.active)
        agencies = tuple(one for one in read.agencies if one.active or self._is_of(one))
        self.view.set_choices(agencies, people, tuple(panel.name for panel in read.book.panels))
        if self._row is not None:
            self.view.set_person(self._row, read.history)
        self._shown = self.view.answers()
        self.view.focus_first()

    def _is_of(self, agency: Agency) -> bool:
        return self._row is not None and self._row.person.agency == agency.code

    def unkept(self) -> bool:
        return self._shown is not None and self.view.answers() != self._shown

    def _on_saved(self) -> None:
        book, answers = self._book, self.view.answers()
        if book is None:
            return
        deputies, unknown = _deputies(book, answers)
        wrong = {}
        if unknown:
            wrong["deputies"] = self.tr("Not in the contact book: {names}.").format(names=", ".join(unknown))
        self.view.errors.show(wrong, take_focus=True)
        if wrong:
            return
        person = self._row.person if self._row else Person(id="", name="")
        contact = self._row.contact if self._row else Contact(id="")
        person = replace(person, name=answers.name, role=answers.role, agency=answers.agency)
        contact = replace(
            contact,
            address=answers.address,
            address_kind=answers.address_kind,
            telephone=answers.telephone,
            deputies=deputies,
            panels=answers.panels,
            may_get=answers.may_get,
            note=answers.note,
        )
        self.view.set_busy(True)
        self.change(
            lambda work: save_contact(work, person=person, contact=contact), self._done, self._on_refused
        )

    def _on_checked(self) -> None:
        person_id = self._person_id
        self.view.set_busy(True)
        self.change(lambda work: address_checked(work, person_id=person_id), self._checked, self._on_refused)

    def _checked(self, outcome: Outcome[BookStep]) -> None:
        """The stamp stands; what is typed in the form stays as it is."""
        self.view.set_busy(False)
        offer_back(self.office, outcome.value)

        def read(book: ContactBook) -> None:
            self._book, self._row = book, book.row(self._person_id)
            if self._row is not None:
                self.view.set_checked(self._row)

        self.ask(contact_book, read)

    def _on_left(self) -> None:
        row = self._row
        if row is None:
            return
        if self.unkept():
            self.view.errors.show({"": self.tr("Keep what you changed first.")}, take_focus=True)
            return
        self.view.set_busy(True)
        self.change(
            lambda work: set_active(work, person_id=row.key, active=not row.contact.active),
            self._done,
            self._on_refused,
        )

    def _done(self, outcome: Outcome[BookStep]) -> None:
        self._shown = self.view.answers()
        offer_back(self.office, outcome.value)
        self.office.shell.back()

    def _on_refused(self, error: Exception) -> None:
        self.view.set_busy(False)
        if isinstance(error, RuleError):
            self.view.errors.show({error.field: str(error)}, take_focus=True)
        else:
            self.office.shell.report(error)


def _read(work: Work, person_id: str) -> _Read:
    history = contact_history(work, person_id=person_id) if person_id else ()
    return _Read(contact_book(work), area_view(work).agencies, history)


def _deputies(book: ContactBook, answers: ContactAnswers) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of those who are named as deputies, of their own agency first, and the names nobody has."""
    people = [row.person for row in book.rows]
    found, unknown = [], []
    for name in answers.deputies:
        others = [one for one in people if name_key(one.name) == name_key(name)]
        person = known_by_name(people, name, answers.agency) or (others[0] if len(others) == 1 else None)
        if person is None:
            unknown.append(name)
        else:
            found.append(person.id)
    return tuple(found), tuple(unknown)
