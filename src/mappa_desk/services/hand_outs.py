"""What goes to agencies beside the papers: drafts of e-mails with their PDF, slips, names that must not go.

Nothing is ever sent. A draft says references, numbers and days in words of ours; whatever somebody adds is
looked over for names of the case.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from mappa_desk.domain.actions import Action
from mappa_desk.domain.calendar_words import count, long_date, short_date
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chase_rules import is_taken_back
from mappa_desk.domain.chasing import Chase, ChaseKind
from mappa_desk.domain.contacts import AddressKind, MayGet
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.identifiers import action_reference, meeting_reference
from mappa_desk.domain.known_names import given_away
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.exchange.mail_draft import Attached, is_mail_address, mail_draft
from mappa_desk.services.action_calendars import CalendarGiven, write_calendar
from mappa_desk.services.contacts import book_of
from mappa_desk.services.filing import agency_name
from mappa_desk.services.handouts import write_document
from mappa_desk.services.people import name_at_keys
from mappa_desk.services.placing import check_place
from mappa_desk.services.putting import put_files
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

__all__ = [
    "CalendarGiven",
    "MailAbout",
    "MailChoice",
    "MailGiven",
    "draft_chase_mails",
    "draft_slip_mails",
    "full_names_of_others",
    "mail_choices",
    "name_warnings",
    "write_calendar",
    "write_mail_draft",
]

MOST_ATTACHED = 20 * 1024 * 1024
"""Most bytes that go with one mail: gateways refuse more."""


class MailAbout(StrEnum):
    """What a draft is about. Each has a neutral subject of its own."""

    UPDATES = "Updates on actions"
    REMINDER = "Reminder of actions"
    DO_NOW = "Actions to do now"
    ACTIONS = "Actions"
    INVITATION = "Answer to an invitation"
    REPORT = "Report for a meeting"


_ASKS = {
    MailAbout.UPDATES: "What became of each of these actions? The answer can be written on the sheet.",
    MailAbout.REMINDER: "These actions were due and no outcome is on record. What became of each of them?",
    MailAbout.DO_NOW: "These actions do not wait for the minutes. Say when each is done.",
    MailAbout.ACTIONS: "These are your agency’s actions.",
    MailAbout.INVITATION: "No answer to the invitation has come in. Who attends, or who comes as deputy?",
    MailAbout.REPORT: "No report has come in yet.",
}
_OF_CHASE = {
    ChaseKind.CALL: MailAbout.UPDATES,
    ChaseKind.RUNG: MailAbout.REMINDER,
    ChaseKind.DO_NOW: MailAbout.DO_NOW,
    ChaseKind.INVITATION: MailAbout.INVITATION,
    ChaseKind.REPORT: MailAbout.REPORT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailChoice:
    """Somebody of an agency to whom a draft can be addressed."""

    person_id: str
    name: str
    role: str
    address: str
    secure: bool
    may_get: bool
    """True where the contact book says that they may be given their agency's actions."""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailGiven:
    """A draft that was written."""

    path: Path
    agency: str
    to: tuple[str, ...]
    attached: tuple[str, ...]
    """Names of the files that go with it."""
    warnings: tuple[str, ...] = ()
    """Where the added words give away somebody's name."""


def name_warnings(work: Work, *, case_id: str, text: str) -> tuple[str, ...]:
    """One sentence for each thing in a free text that gives away who a case is about. Raises NotFound."""
    with work.reading() as reading:
        return _warnings(reading.get(Case, case_id), text)


def full_names_of_others(work: Work, *, text: str, besides: Iterable[str]) -> tuple[str, ...]:
    """References of the other cases whose person a free text names in full, first name and surname.

    `besides` are ids of cases that are looked over by `name_warnings`. A first name alone is not looked for:
    with hundreds of cases half of all words would be one.
    """
    own, said = frozenset(besides), _plain(text)
    with work.reading() as reading:
        others = [case for case in reading.all(Case, order_by="reference") if case.id not in own]
    return tuple(
        case.reference
        for case in others
        if any(" " in name and name in said for name in map(_plain, (case.name, *case.also_known_as)))
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def mail_choices(work: Work, *, agency: str) -> tuple[MailChoice, ...]:
    """The people of an agency who have an e-mail address, those who may get its actions securely first."""
    with work.reading() as reading:
        rows = [row for row in book_of(work, reading).rows if row.person.agency == agency]
    found = [
        MailChoice(
            person_id=row.person.id,
            name=row.person.name,
            role=row.person.role,
            address=row.contact.address.strip(),
            secure=row.contact.address_kind is AddressKind.SECURE_MAIL,
            may_get=not {MayGet.ACTIONS, MayGet.AGENCY_ACTIONS}.isdisjoint(row.contact.may_get),
            checked_on=row.contact.address_checked_on,
        )
        for row in rows
        if row.contact.active and is_mail_address(row.contact.address.strip())
    ]
    return tuple(sorted(found, key=lambda choice: (not (choice.secure and choice.may_get), choice.name)))


def write_mail_draft(
    work: Work,
    *,
    target: Path,
    about: MailAbout,
    agency: str,
    numbers: Sequence[str] = (),
    reply_by: date | None = None,
    to: Sequence[str] | None = None,
    message: str = "",
    attached: Sequence[Path] = (),
    case_ids: Sequence[str] = (),
) -> Outcome[MailGiven]:
    """Writes one draft as an .eml file. Nothing is sent.

    `numbers` are references of actions or meetings, `attached` PDF files that are there. Without `to` it is
    addressed to those of the agency who may get its actions at a secure address, or to nobody. `message` is
    added as it is typed; `case_ids` are the cases whose names are looked for in it. An older draft of the
    same name stays, and the new one gets a numbered name. Raises RuleError, NotFound, DiskFull, DiskGone.
    Durable on return.
    """
    ready = _Draft(target, about, agency, tuple(numbers), reply_by, tuple(attached), tuple(case_ids))
    return Outcome(_write(work, [ready], {} if to is None else {agency: to}, message)[0])


def draft_chase_mails(
    work: Work,
    *,
    round_id: str,
    folder: Path,
    to: Mapping[str, Sequence[str]] | None = None,
    message: str = "",
) -> Outcome[tuple[MailGiven, ...]]:
    """Writes one draft for each agency that was asked in a round, with the sheets of the round that lie in
    `folder`. All of them or none.

    `to` gives addresses by the agency's code where they are not those of `mail_choices`. Raises NotFound for
    an unknown round, RuleError for one that was taken back, for a sheet that is gone or is another by now,
    and as `write_mail_draft`.
    Durable on return.
    """
    with work.reading() as reading:
        chases = reading.all(Chase, order_by=("agency", "at"), round_id=round_id)
        if not chases:
            raise NotFound("There is no such round.")
        if any(map(is_taken_back, chases)):
            raise RuleError("This round was taken back, so no mail goes with it.")
        agencies = list(dict.fromkeys(chase.agency for chase in chases))
        drafts = [
            _of_chases(reading, [one for one in chases if one.agency == code], folder) for code in agencies
        ]
    return Outcome(tuple(_write(work, drafts, to or {}, message)))


def draft_slip_mails(
    work: Work,
    *,
    meeting_id: str,
    agencies: Iterable[str],
    folder: Path,
    kind: DocumentKind = DocumentKind.AGENCY_SLIP,
    to: Mapping[str, Sequence[str]] | None = None,
    message: str = "",
) -> Outcome[tuple[MailGiven, ...]]:
    """Writes each agency's slip of a meeting, or its list of actions, and a draft that carries it.

    The papers are in the register as `write_document` enters them, also when a draft cannot be written
    afterwards. Raises as `write_document` and `write_mail_draft` do. Durable on return.
    """
    with work.reading() as reading:
        meeting = reading.get(Meeting, meeting_id)
        case = reading.get(Case, meeting.case_id)
    reference = meeting_reference(case.reference, meeting.number)
    drafts: list[_Draft] = []
    for agency in dict.fromkeys(agencies):
        target = folder / f"{reference}-{kind.value}-{agency}.pdf"
        given = write_document(work, meeting_id=meeting_id, kind=kind, target=target, agency=agency).value
        paper = target.with_name(given.file_name)
        place = folder / f"{reference}-{kind.value}-{agency}.eml"
        drafts.append(_Draft(place, MailAbout.ACTIONS, agency, (reference,), None, (paper,), (case.id,)))
    if not drafts:
        raise RuleError("Choose at least one agency.", field="agencies")
    return Outcome(tuple(_write(work, drafts, to or {}, message)))


@dataclass(frozen=True, slots=True)
class _Draft:
    target: Path
    about: MailAbout
    agency: str
    numbers: tuple[str, ...]
    reply_by: date | None
    attached: tuple[Path, ...]
    case_ids: tuple[str, ...]
    day_of: Mapping[str, date] = field(default_factory=dict)
    """The day by which each number is to be answered, where they differ."""


def _write(
    work: Work, drafts: Sequence[_Draft], to: Mapping[str, Sequence[str]], message: str
) -> list[MailGiven]:
    said = check_text(message.strip(), field="message")
    files: list[tuple[bytes, Path]] = []
    given: list[MailGiven] = []
    for draft in drafts:
        if draft.target.suffix.lower() != ".eml":
            raise RuleError("The name of a draft ends in .eml.", field="target")
        check_place(draft.target, private=work.vault.folder)
        addresses = _addresses(work, draft.agency, to.get(draft.agency))
        papers = [_paper(path) for path in draft.attached]
        if sum(len(paper.data) for paper in papers) > MOST_ATTACHED:
            raise RuleError("These files are too large for one mail. Choose fewer actions.", field="attached")
        with work.reading() as reading:
            body = _body(work, reading, draft, said)
            cases = (reading.get(Case, case_id) for case_id in draft.case_ids)
            warned = dict.fromkeys(warning for case in cases for warning in _warnings(case, said))
        files.append(
            (mail_draft(subject=_subject(draft), body=body, to=addresses, attached=papers), draft.target)
        )
        given.append(
            MailGiven(
                path=draft.target,
                agency=draft.agency,
                to=addresses,
                attached=tuple(paper.name for paper in papers),
                warnings=tuple(warned),
            )
        )
    places = put_files(work, files, verb="mail drafted", keep_old=True)
    return [replace(one, path=place) for one, place in zip(given, places, strict=True)]


def _addresses(work: Work, agency: str, chosen: Sequence[str] | None) -> tuple[str, ...]:
    if chosen is None:
        choices = mail_choices(work, agency=agency)
        return tuple(choice.address for choice in choices if choice.secure and choice.may_get)
    typed = tuple(address.strip() for address in chosen if address.strip())
    if not all(map(is_mail_address, typed)):
        raise RuleError("One of these is no e-mail address. Write it as j.smith@agency.example.", field="to")
    return typed


def _paper(path: Path) -> Attached:
    try:
        data = path.read_bytes()
    except OSError:
        raise RuleError(
            f"{path.name} cannot be opened, so it cannot go with the mail.", field="attached"
        ) from None
    return Attached(path.name, data)


def _subject(draft: _Draft) -> str:
    """References and numbers alone: "Updates on actions, LAN-0417-M03: reply by Fri 27 Nov 2026"."""
    many = len(draft.numbers)
    which = f", {draft.numbers[0]}" if many == 1 else f", {count(many, 'reference')}" if many else ""
    by = "first reply by" if draft.day_of else "reply by"
    reply = f": {by} {short_date(draft.reply_by)}" if draft.reply_by else ""
    return f"{draft.about.value}{which}{reply}"


def _body(work: Work, reading: Reading, draft: _Draft, message: str) -> str:
    """What the mail says. Nothing is said twice that the added words say, as those of a rung do."""
    own_words = draft.about is MailAbout.REMINDER and message
    parts = ["Dear colleague,", message if own_words else _ASKS[draft.about]]
    agency = agency_name(reading, work, draft.agency) if draft.agency else ""
    if agency and agency not in message:
        parts.append(f"For: {agency}")
    if not all(number in message for number in draft.numbers):
        parts.append("\n".join(_numbered(draft, number) for number in draft.numbers))
    if draft.day_of:
        parts.append("Reply by the day beside each number, naming each by its number and no person.")
    elif draft.reply_by and long_date(draft.reply_by) not in message:
        parts.append(f"Reply by {long_date(draft.reply_by)}, naming each by its number and no person.")
    sender = name_at_keys(reading, work, with_role=True)
    return "\n\n".join((*parts, *filter(None, ("" if own_words else message, sender))))


def _numbered(draft: _Draft, number: str) -> str:
    """A number, and its day where not all have the same."""
    day = draft.day_of.get(number)
    return f"{number}: by {short_date(day)}" if day is not None else number


def _of_chases(reading: Reading, chases: Sequence[Chase], folder: Path) -> _Draft:
    """The draft for one agency's lines of a round."""
    first = chases[0]
    numbers: list[str] = []
    day_of: dict[str, date] = {}
    papers: list[Path] = []
    for chase in chases:
        case = reading.get(Case, chase.case_id)
        meeting = reading.find(Meeting, chase.meeting_id or "")
        actions = [reading.find(Action, action_id) for action_id in chase.action_ids]
        own = [action_reference(case.reference, one.tag) for one in actions if one is not None]
        if not chase.action_ids:
            own.append(meeting_reference(case.reference, meeting.number) if meeting else case.reference)
        numbers += own
        if chase.reply_by is not None:
            day_of.update(dict.fromkeys(own, chase.reply_by))
        if chase.file_name:
            papers.append(_same_file(folder / chase.file_name, chase.sha256))
    about = _OF_CHASE[first.chase_kind]
    slug = first.chase_kind.value.replace("_", "-")
    days = [chase.reply_by for chase in chases if chase.reply_by is not None]
    return _Draft(
        target=folder / f"{slug}-{first.agency}.eml",
        about=about,
        agency=first.agency,
        numbers=tuple(dict.fromkeys(numbers)),
        reply_by=min(days, default=None),
        attached=tuple(papers),
        case_ids=tuple(dict.fromkeys(chase.case_id for chase in chases)),
        day_of=day_of if len(set(days)) > 1 else {},
    )


def _same_file(path: Path, sha256: str) -> Path:
    try:
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        same = False
    if not same:
        raise RuleError(
            f"{path.name} is not in this folder as it was written. Choose its folder.", field="folder"
        )
    return path


def _warnings(case: Case, text: str) -> tuple[str, ...]:
    return tuple(f"This text holds {what}, {case.reference}." for what in given_away(case, text))
