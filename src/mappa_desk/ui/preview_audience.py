"""For whom each document may be previewed, and what that means for the one who makes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.document_views import MeetingDocuments
from mappa_desk.domain.editions import OF_ONE_AGENCY
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.circulation import lines_of
from mappa_desk.services.meeting_documents import meeting_documents
from mappa_desk.services.work import Work
from mappa_desk.ui.models.preview_readers import LINE, line_of
from mappa_desk.ui.models.preview_readers import readers as readers_of

VERSION = "version:"
"""Stands with its number for a version of the minutes that was superseded, in place of a reader."""
OWN_FILE = "own-file"
"""Stands for the area's own file as the reader of the minutes: with every restricted part."""
_K = DocumentKind
_FOR_AGENCIES = OF_ONE_AGENCY | {_K.AGENCY_COPY, _K.INVITATION, _K.CONTRIBUTION_FORM}
"""Kinds that are always for one agency."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("preview_audience", text)


@dataclass(frozen=True, slots=True)
class Audience:
    """One reader of a document."""

    key: str = ""
    agency: str = ""
    person: str = ""
    annex: bool = False
    version: int = 0
    request_id: str = ""
    name: str = ""
    """Of the person, as the register is to have it."""
    line: CirculationLine | None = field(default=None, compare=False)

    @property
    def is_named(self) -> bool:
        """True for a reader of their own: a person or an agency."""
        return bool(self.person or self.line or self.agency)

    def wishes(self) -> dict[str, Any]:
        """What the documents' service is asked for."""
        return {
            "agency": self.agency,
            "person": self.person,
            "annex": self.annex,
            "version": self.version,
            "request_id": self.request_id,
        }


@dataclass(frozen=True, slots=True)
class Readers:
    """Everybody for whom the documents of one meeting may be."""

    facts: MeetingDocuments
    people: tuple[Attendance, ...]
    lines: tuple[CirculationLine, ...]
    agencies: tuple[Agency, ...]
    """Those in use, the invited ones first."""

    @property
    def kinds(self) -> tuple[DocumentKind, ...]:
        """What can be made now."""
        return tuple(row.kind for row in self.facts.rows if row.hindrance is None)

    def offered(self, kind: DocumentKind) -> tuple[tuple[str, str], ...]:
        """Key and words of each reader; none for a document that has no reader of its own."""
        names = {agency.code: agency.name for agency in self.agencies}
        if kind is _K.MINUTES:
            came = readers_of(names, self.people, self.lines)
            own = (OWN_FILE, _tr("Own file, with every part"))
            said = _tr("Version {n}, superseded")
            old = tuple((f"{VERSION}{one}", said.format(n=one)) for one in range(1, self.facts.version))
            return (("", _tr("Everybody’s copy")), *came, own, *old)
        if kind is _K.ATTENDEE_COPY:
            there = [row for row in self.people if row.took_part]
            return tuple(
                (row.id, f"{names.get(row.agency, row.agency)}: {row.name or row.role}") for row in there
            )
        if kind is _K.COVERING_LETTER:
            return tuple((one.id, _whom(one)) for one in self.facts.requests)
        agencies = tuple(names.items())
        if kind is _K.AGENDA:
            return (("", _tr("Everybody who is invited")), *agencies)
        return agencies if kind in _FOR_AGENCIES else ()

    def chosen(self, kind: DocumentKind, key: str) -> Audience:
        """The reader of this key; the first one where the document needs one and the key names none."""
        offered = [one for one, _words in self.offered(kind)]
        key = key if key in offered else (offered[0] if offered else "")
        if kind is _K.COVERING_LETTER:
            request = next((one for one in self.facts.requests if one.id == key), None)
            return Audience(key, request_id=key, name=request.asked_by if request is not None else "")
        person = next((row for row in self.people if row.id == key and key), None)
        if person is not None:
            return Audience(key, person=key, name=person.name or person.role)
        line = line_of(key, self.lines)
        if line is not None:
            return Audience(f"{LINE}{line.id}", name=line.name or line.role, line=line)
        if key == OWN_FILE:
            return Audience(key, annex=True)
        if key.startswith(VERSION):
            return Audience(key, version=int(key.removeprefix(VERSION)))
        return Audience(key, agency=key)


def read_audiences(work: Work, meeting_id: str) -> Readers:
    """Read who may be a reader. Raises NotFound."""
    facts = meeting_documents(work, meeting_id=meeting_id)
    with work.reading() as reading:
        people = reading.all(Attendance, order_by=("seat", "name"), meeting_id=meeting_id)
        lines = lines_of(reading, meeting_id)
    invited = {row.agency for row in people}
    active = [agency for agency in facts.agencies if agency.active]
    first = [agency for agency in active if agency.code in invited]
    rest = [agency for agency in active if agency.code not in invited]
    return Readers(facts, people, lines, (*first, *rest))


def _whom(one: MinutesRequest) -> str:
    return ", ".join(part for part in (one.asked_by, one.organisation) if part)
