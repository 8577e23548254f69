"""Who is to get a copy, whether they may, with which number and name, and what keeps it from being made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from mappa_desk.domain.cases import Case
from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.contacts import MayGet
from mappa_desk.domain.copies_rules import (
    NEEDS,
    NUMBERED,
    STAYS_OPEN,
    copy_file_name,
    kind_refusal,
    on_the_list,
)
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.limits import check_reader, check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind
from mappa_desk.services.circulation import circulation, propose_circulation
from mappa_desk.services.copy_passphrases import check_passphrase
from mappa_desk.services.filing import agency_name, known_agency, meeting_attendance
from mappa_desk.services.work import Work

MOST_RECIPIENTS = 200
"""More than this at once is a slip of the hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who is to get a copy: a person, with or without an agency, or an agency as such."""

    name: str = ""
    """Empty for an agency as such, which must then be named."""
    agency: str = ""
    attendance_id: str = ""
    """Of the row of the meeting's list, where there is one: it decides over closed parts and the name."""
    person_id: str = ""
    """In the contact book."""
    documents: tuple[MayGet, ...] = ()
    """What the circulation list gives them. For the eye: the list itself is asked again."""
    because: str = ""
    """Why they get it although the circulation list does not say so."""

    @property
    def key(self) -> str:
        """What tells recipients of one meeting apart; passphrases are kept by it."""
        return self.attendance_id or self.person_id or f"{self.agency}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which copies are asked for."""

    meeting_id: str
    kind: DocumentKind
    recipients: tuple[Recipient, ...]
    folder: Path
    how: str = ""
    recall_by: date | None = None
    left: tuple[str, ...] = ()
    large: bool = False
    passphrases: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """One recipient with the number that the copy gets."""

    recipient: Recipient
    named: str
    """As the mark says it."""
    number: int
    """0 for a paper before the meeting, which bears no mark."""
    copies: int
    file_name: str
    key: str
    """Of the recipient as it was asked for: the one that the passphrases go by."""
    despite_list: bool
    """True when they get it for the reason that was given, not by the circulation list."""


def recipients_of(work: Work, *, meeting_id: str) -> tuple[Recipient, ...]:
    """Everybody on the circulation list in its order; where nobody agreed to one, as the record proposes it.

    Raises NotFound.
    """
    listed = circulation(work, meeting_id=meeting_id)
    rows = listed.rows if listed.agreed else propose_circulation(work, meeting_id=meeting_id)
    return tuple(_of_line(row.line) for row in rows)


def refusal(work: Work, *, meeting_id: str, kind: DocumentKind, recipient: Recipient) -> str:
    """Why somebody may not get a kind of document by the circulation list; empty when they may.

    A reason overcomes it, but for a kind of which there are no copies. Raises NotFound.
    """
    refused = kind_refusal(kind)
    if refused:
        return refused
    return _why_not(recipients_of(work, meeting_id=meeting_id), kind, recipient)


def names_for(
    work: Work,
    *,
    meeting_id: str,
    kind: DocumentKind,
    version: int,
    numbers: Sequence[int],
    large: bool = False,
) -> tuple[str, ...]:
    """Neutral file names for numbered copies: reference, kind, version, number; nobody's name."""
    with work.reading() as reading:
        meeting = reading.get(Meeting, meeting_id)
        reference = meeting_reference(reading.get(Case, meeting.case_id).reference, meeting.number)
    return tuple(
        copy_file_name(reference, kind, version=version, number=number, large=large) for number in numbers
    )


def numbered(work: Work, wanted: Wanted, *, version: int) -> tuple[Numbered, ...]:
    """The recipients with the numbers that come next, each checked.

    Raises RuleError with one sentence for the first who may not get a copy, for nobody, for somebody twice,
    for a passphrase that is too weak or that is nobody's; NotFound for an agency or a row that is not there.
    """
    recipients = tuple(_checked(work, wanted, one) for one in wanted.recipients)
    _check_all(wanted, recipients)
    listed = recipients_of(work, meeting_id=wanted.meeting_id)
    despite = []
    for one in recipients:
        why_not = _why_not(listed, wanted.kind, one)
        if why_not and not one.because:
            raise RuleError(why_not, field="recipient")
        despite.append(bool(why_not))
    marked = wanted.kind in NUMBERED
    first = 1 + last_number(work, meeting_id=wanted.meeting_id, kind=wanted.kind, version=version)
    numbers = range(first, first + len(recipients))
    names = names_for(
        work,
        meeting_id=wanted.meeting_id,
        kind=wanted.kind,
        version=version,
        numbers=numbers,
        large=wanted.large,
    )
    with work.reading() as reading:
        labels = [
            one.name or (agency_name(reading, work, one.agency) if marked else "") for one in recipients
        ]
    return tuple(
        Numbered(
            recipient=one,
            named=label,
            number=number if marked else 0,
            copies=numbers[-1] if marked else 0,
            file_name=name,
            key=asked.key,
            despite_list=apart,
        )
        for one, asked, label, number, name, apart in zip(
            recipients, wanted.recipients, labels, numbers, names, despite, strict=True
        )
    )


def last_number(work: Work, *, meeting_id: str, kind: DocumentKind, version: int) -> int:
    """The highest number that a copy of this kind and version has; a number is never given twice.

    For a paper, which has none, how many of it were given out.
    """
    with work.reading() as reading:
        given = reading.all(DocumentGiven, meeting_id=meeting_id, document=kind, version=version)
    if kind not in NUMBERED:
        return len(given)
    return max((one.copy_number for one in given), default=0)


def _why_not(listed: Sequence[Recipient], kind: DocumentKind, recipient: Recipient) -> str:
    if kind not in NEEDS:
        return ""
    who = recipient.name or recipient.agency
    line = _line_of(listed, recipient)
    if line is None:
        return f"{who} is not on the circulation list. Say why they get a copy."
    if not on_the_list(kind, line.documents):
        return f"By the circulation list {who} does not get this. Say why they get a copy."
    return ""


def _checked(work: Work, wanted: Wanted, recipient: Recipient) -> Recipient:
    name = check_reader(recipient.name)
    because = check_text(recipient.because.strip(), field="because")
    agency = recipient.agency
    with work.reading() as reading:
        if recipient.attendance_id:
            row = meeting_attendance(reading, wanted.meeting_id, recipient.attendance_id)
            name, agency = row.name or name or row.role, row.agency
        if agency:
            known_agency(reading, work, agency)
    if not (name or agency):
        raise RuleError("Who is the copy for? A name or an agency is needed.", field="recipient")
    return Recipient(
        name=name,
        agency=agency,
        attendance_id=recipient.attendance_id,
        person_id=recipient.person_id,
        documents=recipient.documents,
        because=because,
    )


def _check_all(wanted: Wanted, recipients: Sequence[Recipient]) -> None:
    if not recipients:
        raise RuleError("Choose at least one recipient.", field="recipient")
    if len(recipients) > MOST_RECIPIENTS:
        raise RuleError(f"These are more than {MOST_RECIPIENTS} recipients at once.", field="recipient")
    keys = [one.key for one in wanted.recipients]
    tidy = [one.key for one in recipients]
    for place, key in enumerate(tidy):
        if key in tidy[:place] or keys[place] in keys[:place]:
            who = recipients[place].name or recipients[place].agency
            raise RuleError(f"{who} is chosen twice.", field="recipient")
    if set(wanted.passphrases) - set(keys):
        raise RuleError("A passphrase belongs to nobody who gets a copy.", field="passphrase")
    for passphrase in filter(None, wanted.passphrases.values()):
        if wanted.kind in STAYS_OPEN:
            raise RuleError("A form that is to come back filled is not protected.", field="passphrase")
        check_passphrase(passphrase)


def _of_line(line: CirculationLine) -> Recipient:
    return Recipient(
        name=line.name,
        agency=line.agency,
        attendance_id=line.attendance_id or "",
        person_id=line.person_id or "",
        documents=line.documents,
    )


def _line_of(listed: Sequence[Recipient], recipient: Recipient) -> Recipient | None:
    """The line of the list that is this recipient's, by id, else by name and agency.

    An agency as such stands for whoever of it gets most, a bare name that several bear for who gets least.
    """
    for one in listed:
        if recipient.attendance_id and one.attendance_id == recipient.attendance_id:
            return one
        if recipient.person_id and one.person_id == recipient.person_id:
            return one
    own = [one for one in listed if one.agency == recipient.agency]
    if not recipient.name:
        return max(own, key=lambda one: len(one.documents), default=None)
    name = " ".join(recipient.name.casefold().split())
    same = [one for one in own if " ".join(one.name.casefold().split()) == name]
    mine = [one for one in same if not _is_namesake(one, recipient)]
    return min(mine, key=lambda one: len(one.documents), default=None)


def _is_namesake(line: Recipient, recipient: Recipient) -> bool:
    """True for the line of somebody else of this name, as their ids say."""
    ids = (
        (line.attendance_id, recipient.attendance_id),
        (line.person_id, recipient.person_id),
    )
    return any(one and other and one != other for one, other in ids)
