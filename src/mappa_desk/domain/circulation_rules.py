"""Who is proposed for the circulation list of a meeting, what for, and what is worth a second look.

Only bodies of the first three classes are on it by default; a third party gets nothing unless somebody says
why. An observer gets nothing by default either, and full minutes go by themselves to nobody who was not
invited, whatever the contact book says (unverified defaults of this program).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.contact_book import BookRow, ContactBook, known_by_name
from mappa_desk.domain.contacts import AddressKind, Contact, MayGet
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import ClosedPart

GIVEN = (MayGet.MINUTES, MayGet.ACTIONS, MayGet.AGENCY_ACTIONS)
"""What is given out after a meeting; an invitation is not."""
UNINVITED = (MayGet.ACTIONS, MayGet.AGENCY_ACTIONS)
"""What somebody of an invited agency may be given by the contact book alone."""
SAFE = (AddressKind.SECURE_MAIL, AddressKind.BY_HAND, AddressKind.POST)


class Look(StrEnum):
    """What is worth a second look at a line before anything is given out."""

    THIRD_PARTY = "third_party"
    NOT_INVITED = "not_invited"
    LEFT = "left"
    OBSERVER = "observer"
    NOT_IN_BOOK = "not_in_book"
    NO_ADDRESS = "no_address"
    NOT_SECURE = "not_secure"
    OLD_CHECK = "old_check"
    OUT_OF_CLOSED_PART = "out_of_closed_part"


class Came(StrEnum):
    """Why somebody is proposed."""

    ATTENDED = "attended"
    ABSENT = "absent"
    CONTACT = "contact"
    """Not invited; the contact book says that they get the actions of their agency's meetings."""
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class CirculationRow:
    """One line of the list with what the screen says beside it."""

    line: CirculationLine
    came: Came
    looks: tuple[Look, ...] = ()
    agency_name: str = ""
    agreed: bool = False
    """True once it is kept; before, it is only proposed."""

    @property
    def key(self) -> str:
        """Id of the line."""
        return self.line.id


def proposed(
    meeting_id: str,
    *,
    attendance: Sequence[Attendance],
    parts: Sequence[ClosedPart],
    agencies: Sequence[Agency],
    book: ContactBook,
    new_id: Callable[[], str],
) -> tuple[CirculationRow, ...]:
    """The list as record and contact book propose it: who came, who was invited, whom the book adds."""
    rows: list[CirculationRow] = []
    taken: set[str] = set()
    for one in sorted(attendance, key=lambda row: (not row.took_part, row.seat, row.name)):
        known = _in_book(one, book)
        if not (one.name or known) or (known is not None and known.key in taken):
            continue
        if known is not None:
            taken.add(known.key)
        line = _line(meeting_id, new_id(), one.name or (known.person.name if known else ""), one, known)
        rows.append(judged(line, attendance=attendance, parts=parts, agencies=agencies, book=book))
    invited = {one.agency for one in attendance if one.agency}
    for entry in book.rows:
        gets = tuple(one for one in _gets(entry.contact) if one in UNINVITED)
        if entry.key not in taken and entry.contact.active and gets and entry.person.agency in invited:
            line = replace(_line(meeting_id, new_id(), entry.person.name, None, entry), documents=gets)
            rows.append(judged(line, attendance=attendance, parts=parts, agencies=agencies, book=book))
    return tuple(
        replace(row, line=replace(_by_default(row), position=place))
        for place, row in enumerate(rows, start=1)
    )


def judged(
    line: CirculationLine,
    *,
    attendance: Iterable[Attendance],
    parts: Iterable[ClosedPart],
    agencies: Iterable[Agency],
    book: ContactBook,
    agreed: bool = False,
) -> CirculationRow:
    """A line with what is worth a second look at it."""
    row = next((one for one in attendance if one.id == line.attendance_id), None)
    known = book.row(line.person_id) if line.person_id else None
    agency = next((one for one in agencies if one.code == line.agency), None)
    looks = {
        Look.THIRD_PARTY: agency is None or agency.agency_class is AgencyClass.THIRD_PARTY,
        Look.NOT_INVITED: row is None and MayGet.MINUTES in line.documents,
        Look.LEFT: known is not None and not known.contact.active,
        Look.OBSERVER: row is not None and row.observer,
        Look.NOT_IN_BOOK: known is None,
        Look.NO_ADDRESS: known is not None and not known.contact.address,
        Look.NOT_SECURE: known is not None
        and bool(known.contact.address)
        and known.contact.address_kind not in SAFE,
        Look.OLD_CHECK: known is not None and known.old_check,
        Look.OUT_OF_CLOSED_PART: row is not None
        and row.took_part
        and any(row.id not in part.stayed for part in parts),
    }
    came = Came.ADDED if known is None else Came.CONTACT
    if row is not None:
        came = Came.ATTENDED if row.took_part else Came.ABSENT
    return CirculationRow(
        line=line,
        came=came,
        looks=tuple(look for look, holds in looks.items() if holds),
        agency_name=agency.name if agency else line.agency,
        agreed=agreed,
    )


def changed(row: CirculationRow, documents: tuple[MayGet, ...], why: str) -> CirculationRow:
    """The row with other documents and another reason, looked at again."""
    line = replace(row.line, documents=documents, why=why)
    looks = set(row.looks) - {Look.NOT_INVITED}
    if row.line.attendance_id is None and MayGet.MINUTES in documents:
        looks.add(Look.NOT_INVITED)
    return replace(row, line=line, looks=tuple(look for look in Look if look in looks))


def from_book(meeting_id: str, entry: BookRow, line_id: str) -> CirculationLine:
    """A line for somebody of the contact book who was not invited; nothing is ticked."""
    return replace(_line(meeting_id, line_id, entry.person.name, None, entry), documents=())


def check_line(line: CirculationLine, looks: Iterable[Look]) -> None:
    """Raises RuleError for a third party who gets something without a reason, and for a line of nobody."""
    if not line.name.strip():
        raise RuleError("Who is it? A name is needed.", field="name")
    if line.documents and not line.why.strip() and Look.THIRD_PARTY in set(looks):
        raise RuleError(f"{line.name} is no part of MAPPA: say why they get anything.", field="why")


def _by_default(row: CirculationRow) -> CirculationLine:
    """Nothing for third parties, observers and those who left; the reason stands beside it."""
    for look, why in _WHY_NOTHING.items():
        if look in row.looks:
            return replace(row.line, documents=(), why=why)
    return row.line


_WHY_NOTHING: Mapping[Look, str] = {
    Look.THIRD_PARTY: "Third party",
    Look.LEFT: "Left the agency",
    Look.OBSERVER: "Observer",
}


def _line(
    meeting_id: str, line_id: str, name: str, row: Attendance | None, known: BookRow | None
) -> CirculationLine:
    role = row.role if row is not None else known.person.role if known else ""
    agency = row.agency if row is not None else known.person.agency if known else ""
    return CirculationLine(
        id=line_id,
        meeting_id=meeting_id,
        position=0,
        person_id=known.key if known else None,
        attendance_id=row.id if row is not None else None,
        name=name,
        role=role,
        agency=agency,
        documents=(_gets(known.contact) if known else ()) or (MayGet.MINUTES,),
    )


def _gets(contact: Contact) -> tuple[MayGet, ...]:
    return tuple(one for one in GIVEN if one in contact.may_get)


def _in_book(row: Attendance, book: ContactBook) -> BookRow | None:
    found = book.row(row.person_id) if row.person_id else None
    if found is not None:
        return found
    person = known_by_name((one.person for one in book.rows), row.name, row.agency) if row.name else None
    return book.row(person.id) if person else None
