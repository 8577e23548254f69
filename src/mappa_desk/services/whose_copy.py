"""Nobody's name on a copy that holds what somebody else may read: refused before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.contact_book import name_key, same_person
from mappa_desk.domain.copies import MinutesRequest
from mappa_desk.domain.edition_gate import Because
from mappa_desk.domain.editions import left_out
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot
from mappa_desk.services.contacts import active_people
from mappa_desk.services.filing import agency_name
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

_WITHHELD = frozenset({Because.CLOSED_PART, Because.NAMED_RECIPIENTS, Because.SANITISE})


def check_is_theirs(
    work: Work, reading: Reading, frozen: MinutesSnapshot, row: Attendance, recipient: str
) -> None:
    """Raises RuleError for a copy of what one person may read that names another.

    A row without a name may be given one that nobody else on the list bears.
    """
    wanted = name_key(recipient)
    sealed_as = [one.name for one in frozen.attendance if one.id == row.id]
    own = {name_key(said) for said in (row.name, row.role, *sealed_as) if said}
    if wanted in own or (not own and wanted == name_key(agency_name(reading, work, row.agency))):
        return
    borne = any(name_key(one.name) == wanted for one in frozen.attendance)
    if row.name or borne:
        who = row.name or row.role or "another person"
        raise RuleError(
            f"This copy holds what {who} may read, so it cannot be made out to {recipient}.",
            field="recipient",
        )


def check_agency_of(
    work: Work,
    reading: Reading,
    *,
    rows: Sequence[Attendance],
    lines: Sequence[CirculationLine],
    agency: str,
    recipient: str,
) -> None:
    """Raises RuleError for an agency's copy that names somebody whom the list has of another agency."""
    wanted = name_key(recipient)
    elsewhere = [row for row in rows if name_key(row.name) == wanted and row.agency != agency]
    known = [(row.name, row.agency) for row in rows]
    known += [(one.name, one.agency) for one in active_people(reading)]
    known += [(line.name, line.agency) for line in lines]
    if not elsewhere or any(same_person(*one, recipient, agency) for one in known):
        return
    raise RuleError(
        f"{recipient} is not of {agency_name(reading, work, agency)}, whose copy this is.", field="recipient"
    )


def check_annex(frozen: MinutesSnapshot, kind: DocumentKind, recipient: str, row: Attendance | None) -> None:
    """Raises RuleError for the area's own file made out to somebody who was not told all that it holds."""
    wanted = name_key(recipient)
    readers = [one for one in frozen.attendance if one.name and name_key(one.name) == wanted]
    for one in (row, *readers):
        if one is None:
            continue
        out = left_out(frozen, kind, agency=one.agency, person=one.id)
        if any(left.because in _WITHHELD for left in out):
            raise RuleError(
                f"{one.name or one.role} was not told everything that the area’s own file holds. "
                "Make the copy without the restricted parts.",
                field="annex",
            )


def check_asked(request: MinutesRequest, recipient: str) -> None:
    """Raises RuleError for a letter that answers one person and is made out to another."""
    wanted = name_key(recipient)
    asked = [name_key(said) for said in (request.asked_by, request.organisation) if said]
    if wanted and not any(wanted in said or said in wanted for said in asked):
        raise RuleError(
            f"The letter answers {request.asked_by}, so it cannot be made out to {recipient}.",
            field="recipient",
        )
