"""Contacts from files and into one: read, tried out, taken in as one change, written as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.capture_people import plain
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contact_book import (
    BookRow,
    BookStep,
    ContactBook,
    StepPart,
    entry_fault,
    name_key,
    tidied,
    with_address,
)
from mappa_desk.domain.contact_import import (
    ContactFile,
    Doing,
    Fact,
    FileRow,
    ImportPlan,
    PlannedRow,
    day_said,
    kind_said,
    may_get_said,
    parts_of,
)
from mappa_desk.domain.contacts import Contact
from mappa_desk.domain.errors import FileRefused, RuleError
from mappa_desk.domain.people import Person
from mappa_desk.exchange.contact_cards import read_cards
from mappa_desk.exchange.contact_tables import SIZE_LIMIT, read_table, write_table
from mappa_desk.services.contacts import book_of, save_part
from mappa_desk.services.filing import area_agencies
from mappa_desk.services.placing import check_place, flush_name, put_in_place, set_beside, take_away
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

_COLUMNS = {
    "Name": Fact.NAME,
    "Role": Fact.ROLE,
    "Agency": Fact.AGENCY,
    "Address": Fact.ADDRESS,
    "Kind of address": Fact.ADDRESS_KIND,
    "Checked on": Fact.CHECKED_ON,
    "Telephone": Fact.TELEPHONE,
    "Deputies": Fact.DEPUTIES,
    "Panels": Fact.PANELS,
    "May get": Fact.MAY_GET,
    "Note": Fact.NOTE,
}
"""The headings of the table that is written; each is known when it is read."""


def read_contact_file(path: Path) -> ContactFile:
    """A table (CSV) or cards (vCard) of contacts, told apart by what the file holds.

    Raises FileRefused with one plain sentence. Nothing is kept.
    """
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError:
        raise FileRefused("This file cannot be opened.") from None
    return contact_file(path.name, data)


def contact_file(name: str, data: bytes) -> ContactFile:
    """The same from bytes."""
    head = data[:400].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    reader = read_cards if head.upper().startswith(b"BEGIN:VCARD") else read_table
    return reader(name, data)


def plan_import(
    work: Work, *, file: ContactFile, becomes: Sequence[Fact] = (), agency: str = ""
) -> ImportPlan:
    """What taking in a file would do, row by row. Nothing is kept.

    `becomes` says for each column what it becomes, if not what was guessed; `agency` is the code that a row
    without an agency gets. The same name at the same agency is the same person: what the row says beyond
    what is in the book changes it, an empty cell changes nothing.
    """
    with work.reading() as reading:
        trial = _Trial(work, reading, tuple(becomes) or file.becomes, agency)
    return ImportPlan(rows=trial.planned(file.rows))


def import_contacts(work: Work, *, plan: ImportPlan, good_only: bool = False) -> Outcome[BookStep]:
    """Takes in what a dry run showed, all of it or nothing, as one change that can be taken back.

    Raises RuleError for rows that cannot be taken, unless only the good ones are wanted; StaleRevision when
    somebody changed the book since the dry run. Durable on return.
    """
    bad = plan.count(Doing.BAD)
    if bad and not good_only:
        raise RuleError(f"{_rows(bad)} cannot be taken. Mend the file, or take the good rows alone.")
    wanted = [row for row in plan.rows if row.doing in (Doing.ADD, Doing.CHANGE)]
    if not wanted:
        raise RuleError("There is nothing to take in.")
    with work.writing() as uow:
        parts: list[StepPart] = []
        for row in wanted:
            parts += (*save_part(uow, row.person), *save_part(uow, row.contact))
        uow.note("contacts imported")
        return Outcome(BookStep(label=f"Imported: {_people(len(wanted))}", parts=tuple(parts)), uow.changes)


def contacts_table(work: Work) -> bytes:
    """The active people of the book as a CSV file, cells that look like formulas guarded."""
    with work.reading() as reading:
        book = book_of(work, reading)
    rows = []
    for row in book.rows:
        if not row.contact.active:
            continue
        contact, checked = row.contact, row.contact.address_checked_on
        rows.append(
            (
                row.person.name,
                row.person.role,
                row.agency_name,
                contact.address,
                contact.address_kind.value.replace("_", " ") if contact.address else "",
                checked.isoformat() if checked else "",
                contact.telephone,
                "; ".join(one.name for one in row.deputies),
                "; ".join(contact.panels),
                "; ".join(one.value for one in contact.may_get),
                contact.note,
            )
        )
    return write_table(tuple(_COLUMNS), rows)


def write_contacts(work: Work, *, target: Path) -> Outcome[Path]:
    """Writes the contact book as a table where the user asked for it, and notes so in the audit.

    Whole or not at all. Raises RuleError, DiskFull, DiskGone. Durable on return.
    """
    check_place(target, private=work.vault.folder)
    beside = set_beside(contacts_table(work), target, token=work.new_id())
    try:
        with work.writing() as uow:
            uow.note("contacts exported")
    except BaseException:
        take_away(beside)
        raise
    put_in_place(beside, target)
    flush_name(target)
    return Outcome(target)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row says, before anybody is looked up."""

    number: int
    cells: Mapping[Fact, str]
    fault: str
    person: Person
    contact: Contact


class _Trial:
    """One dry run: the book as it is, and the rows one after the other."""

    def __init__(self, work: Work, reading: Reading, becomes: tuple[Fact, ...], agency: str) -> None:
        self._work, self._becomes, self._agency = work, becomes, agency
        self._agencies = area_agencies(reading, work)
        self._book: ContactBook = book_of(work, reading)
        self._rows = {row.key: row for row in self._book.rows}
        self._known: dict[tuple[str, str], list[BookRow]] = {}
        for row in self._book.rows:
            self._known.setdefault((row.person.agency, name_key(row.person.name)), []).append(row)
        self._panel_names = {plain(panel.name): panel.name for panel in self._book.panels}
        self._people: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = {}

    def planned(self, rows: Iterable[FileRow]) -> tuple[PlannedRow, ...]:
        said = [self._said(row) for row in rows]
        people = [row.person for row in self._book.rows]
        people += [one.person for one in said if not one.fault and not one.person.revision]
        self._people = {one.id: one for one in people}
        for one in people:
            self._by_name.setdefault(name_key(one.name), []).append(one)
        taken: dict[tuple[str, str], int] = {}
        return tuple(self._plan(one, taken) for one in said)

    def _said(self, row: FileRow) -> _Said:
        cells: dict[Fact, str] = {
            fact: cell for fact, cell in zip(self._becomes, row.cells, strict=False) if fact is not Fact.SKIP
        }
        name = cells.get(Fact.NAME) or f"{cells.get(Fact.GIVEN, '')} {cells.get(Fact.FAMILY, '')}"
        agency, fault = self._agency_said(cells.get(Fact.AGENCY, ""))
        fault = row.fault or fault
        name = " ".join(name.split())
        known = self._known.get((agency, name_key(name)), []) if agency else []
        if len(known) > 1:
            fault = fault or "The contact book holds this person twice; merge the two first."
        person = known[0].person if known else Person(id=self._work.new_id(), name=name, agency=agency)
        contact = known[0].contact if known else Contact(id=person.id)
        role = cells.get(Fact.ROLE, "")
        person = replace(person, role=role) if role else person
        contact, wrong = _filled(contact, cells)
        return _Said(row.number, cells, fault or wrong, *tidied(person, contact))

    def _plan(self, said: _Said, taken: dict[tuple[str, str], int]) -> PlannedRow:
        deputies, unknown = self._deputies(said)
        contact = replace(said.contact, deputies=deputies or said.contact.deputies)
        row = self._rows.get(said.person.id)
        contact = replace(contact, panels=self._panels(contact.panels))
        if not said.cells.get(Fact.CHECKED_ON):
            contact = with_address(contact, row.contact if row else None)
        key = (said.person.agency, name_key(said.person.name))
        fault = said.fault or entry_fault(said.person, contact)[0]
        if not fault and key in taken:
            fault = f"It names the same person as row {taken[key]}."
        doing = Doing.ADD
        facts: tuple[tuple[str, str, str], ...] = ()
        if fault:
            doing = Doing.BAD
        else:
            taken[key] = said.number
        if not fault and row is not None:
            facts = self._facts((row.person, row.contact), (said.person, contact))
            doing = Doing.CHANGE if facts else Doing.SAME
        remark = (
            f"Not in the contact book, so not taken as a deputy: {', '.join(unknown)}." if unknown else ""
        )
        if row is not None and not row.contact.active and not fault:
            remark = f"{remark} Marked as left, and stays so.".strip()
        return PlannedRow(
            number=said.number,
            doing=doing,
            person=said.person,
            contact=contact,
            facts=facts,
            fault=fault,
            remark=remark,
        )

    def _agency_said(self, words: str) -> tuple[str, str]:
        """The code of the agency that a cell names, or what is wrong with it."""
        said = " ".join(plain(words).split())
        if not said:
            return self._agency, "" if self._agency else "Which agency is it?"
        found = next((one.code for one in self._agencies if said in _names(one)), "")
        return found, "" if found else f"The area has no agency “{' '.join(words.split())[:60]}”."

    def _deputies(self, said: _Said) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of those named as deputies, of their own agency first, and the names nobody has."""
        found, unknown = [], []
        for name in parts_of(said.cells.get(Fact.DEPUTIES, "")):
            named = [one for one in self._by_name.get(name_key(name), []) if one.id != said.person.id]
            own = [one for one in named if one.agency == said.person.agency]
            likely = own or named
            if len(likely) == 1:
                found.append(likely[0].id)
            else:
                unknown.append(name)
        return tuple(found), tuple(unknown)

    def _panels(self, panels: Iterable[str]) -> tuple[str, ...]:
        """The panels, each written as the book writes it."""
        return tuple(self._panel_names.get(plain(panel), panel) for panel in panels)

    def _facts(
        self, before: tuple[Person, Contact], after: tuple[Person, Contact]
    ) -> tuple[tuple[str, str, str], ...]:
        found = []
        for old, new in zip(before, after, strict=True):
            for field in fields(old):
                was, now = getattr(old, field.name), getattr(new, field.name)
                if field.name != "revision" and was != now:
                    found.append((field.name, _words(was, self._people), _words(now, self._people)))
        return tuple(found)


def _filled(contact: Contact, cells: Mapping[Fact, str]) -> tuple[Contact, str]:
    """The contact with what the cells say; an empty cell changes nothing. The sentence says what is wrong."""
    address = cells.get(Fact.ADDRESS, "") or contact.address
    said = cells.get(Fact.ADDRESS_KIND, "")
    same = address == contact.address and not said
    kind = contact.address_kind if same else kind_said(said, address)
    gets = may_get_said(cells.get(Fact.MAY_GET, ""))
    checked = cells.get(Fact.CHECKED_ON, "")
    on = day_said(checked) if checked else contact.address_checked_on
    if kind is None:
        return contact, f"“{said[:60]}” is no kind of address."
    if gets is None:
        return contact, f"“{cells[Fact.MAY_GET][:60]}” names no documents."
    if checked and on is None:
        return contact, f"“{checked[:60]}” is not a date. Write it as 27/11/2026."
    filled = replace(
        contact,
        address=address,
        address_kind=kind,
        address_checked_on=on,
        telephone=cells.get(Fact.TELEPHONE, "") or contact.telephone,
        panels=parts_of(cells.get(Fact.PANELS, "")) or contact.panels,
        may_get=gets or contact.may_get,
        note=cells.get(Fact.NOTE, "") or contact.note,
    )
    return filled, ""


def _names(agency: Agency) -> set[str]:
    return {plain(word) for word in (agency.code, agency.name, *agency.aliases)}


def _words(value: object, people: Mapping[str, Person]) -> str:
    if isinstance(value, tuple):
        return ", ".join(people[one].name if one in people else str(one) for one in value)
    return "" if value is None else str(value)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
