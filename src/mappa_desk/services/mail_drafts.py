"""Drafts of e-mails: what one says, to whom it is addressed, and how several are written at once.

Nothing is ever sent. A draft says references, numbers and days in words of ours; whatever somebody adds is
looked over for names of the cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from mappa_desk.domain.calendar_words import count, long_date, short_date
from mappa_desk.domain.cases import Case
from mappa_desk.domain.contacts import AddressKind, MayGet
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.exchange.mail_draft import Attached, is_mail_address, mail_draft
from mappa_desk.services.contacts import book_of
from mappa_desk.services.filing import agency_name
from mappa_desk.services.name_warnings import warnings_of
from mappa_desk.services.people import name_at_keys
from mappa_desk.services.placing import check_place
from mappa_desk.services.putting import put_files
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

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


_SEVERAL = "Answers and reports for meetings"
"""The subject of a draft that asks for both."""
_ASKS = {
    MailAbout.UPDATES: "What became of each of these actions? The answer can be written on the sheet.",
    MailAbout.REMINDER: "These actions were due and no outcome is on record. What became of each of them?",
    MailAbout.DO_NOW: "These actions do not wait for the minutes. Say when each is done.",
    MailAbout.ACTIONS: "These are your agency’s actions.",
    MailAbout.INVITATION: "No answer to the invitation has come in. Who attends, or who comes as deputy?",
    MailAbout.REPORT: "No report has come in yet.",
}
_OF_MEETINGS = (MailAbout.INVITATION, MailAbout.REPORT)


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
    invited: bool = False
    """True where the contact book says that they may be given invitations."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDraft:
    """A draft that is to be written."""

    target: Path
    agency: str
    asks: Mapping[MailAbout, tuple[str, ...]]
    """References of actions or meetings, by what is asked about them."""
    reply_by: date | None = None
    """The first day by which an answer is wanted."""
    attached: tuple[Path, ...] = ()
    case_ids: tuple[str, ...] = ()
    """The cases whose names are looked for in added words."""
    day_of: Mapping[str, date] = field(default_factory=dict)
    """The day by which each number is to be answered, where they differ."""
    meets_on: Mapping[str, date] = field(default_factory=dict)
    """The day of each meeting, by its reference."""
    to: tuple[str, ...] | None = None
    """Addresses; None for those of the agency who may get its actions."""
    message: str = ""
    """Words of its own, in place of those that are added to all."""

    @property
    def numbers(self) -> tuple[str, ...]:
        """All references, each once."""
        return tuple(dict.fromkeys(number for numbers in self.asks.values() for number in numbers))


def mail_choices(work: Work, *, agency: str) -> tuple[MailChoice, ...]:
    """The people of an agency who have an e-mail address, those who may get its actions securely first."""
    with work.reading() as reading:
        return choices_of(work, reading, agency)


def choices_of(work: Work, reading: Reading, agency: str) -> tuple[MailChoice, ...]:
    """The same inside a transaction."""
    found = [
        MailChoice(
            person_id=row.person.id,
            name=row.person.name,
            role=row.person.role,
            address=row.contact.address.strip(),
            secure=row.contact.address_kind is AddressKind.SECURE_MAIL,
            may_get=not {MayGet.ACTIONS, MayGet.AGENCY_ACTIONS}.isdisjoint(row.contact.may_get),
            invited=MayGet.INVITATION in row.contact.may_get,
            checked_on=row.contact.address_checked_on,
        )
        for row in book_of(work, reading).rows
        if row.person.agency == agency and row.contact.active and is_mail_address(row.contact.address.strip())
    ]
    return tuple(sorted(found, key=lambda choice: (not (choice.secure and choice.may_get), choice.name)))


def write_drafts(
    work: Work, drafts: Sequence[MailDraft], *, to: Mapping[str, Sequence[str]], message: str = ""
) -> tuple[MailGiven, ...]:
    """Writes drafts, all of them or none, and says what was written; `to` gives addresses by agency.

    Raises RuleError, NotFound, DiskFull, DiskGone. Durable on return.
    """
    files: list[tuple[bytes, Path]] = []
    given: list[MailGiven] = []
    for draft in drafts:
        said = check_text((draft.message or message).strip(), field="message")
        if draft.target.suffix.lower() != ".eml":
            raise RuleError("The name of a draft ends in .eml.", field="target")
        check_place(draft.target, private=work.vault.folder)
        addresses = _addresses(work, draft, to.get(draft.agency))
        papers = [_paper(path) for path in draft.attached]
        if sum(len(paper.data) for paper in papers) > MOST_ATTACHED:
            raise RuleError("These files are too large for one mail. Choose fewer actions.", field="attached")
        with work.reading() as reading:
            body = _body(work, reading, draft, said)
            cases = (reading.get(Case, case_id) for case_id in draft.case_ids)
            warned = dict.fromkeys(warning for case in cases for warning in warnings_of(case, said))
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
    return tuple(replace(one, path=place) for one, place in zip(given, places, strict=True))


def _addresses(work: Work, draft: MailDraft, chosen: Sequence[str] | None) -> tuple[str, ...]:
    wanted = draft.to if chosen is None else chosen
    if wanted is None:
        choices = mail_choices(work, agency=draft.agency)
        return tuple(choice.address for choice in choices if choice.secure and choice.may_get)
    typed = tuple(address.strip() for address in wanted if address.strip())
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


def _subject(draft: MailDraft) -> str:
    """References and numbers alone: "Updates on actions, LAN-0417-M03: reply by Fri 27 Nov 2026"."""
    about = next(iter(draft.asks)).value if len(draft.asks) == 1 else _SEVERAL
    many = len(draft.numbers)
    which = f", {draft.numbers[0]}" if many == 1 else f", {count(many, 'reference')}" if many else ""
    by = "first reply by" if draft.day_of else "reply by"
    reply = f": {by} {short_date(draft.reply_by)}" if draft.reply_by else ""
    return f"{about}{which}{reply}"


def _body(work: Work, reading: Reading, draft: MailDraft, message: str) -> str:
    """What the mail says. Nothing is said twice that the added words say, as those of a rung do."""
    own_words = MailAbout.REMINDER in draft.asks and message
    agency = agency_name(reading, work, draft.agency) if draft.agency else ""
    parts = ["Dear colleague,"]
    for place, (about, numbers) in enumerate(draft.asks.items()):
        parts.append(message if own_words else _ASKS[about])
        if place == 0 and agency and agency not in message:
            parts.append(f"For: {agency}")
        if not all(number in message for number in numbers):
            parts.append("\n".join(_numbered(draft, number) for number in numbers))
    nobody = "no person"
    if not draft.asks.keys().isdisjoint(_OF_MEETINGS):
        nobody = "nobody who is discussed there"
    if draft.day_of:
        parts.append(f"Reply by the day beside each number, naming each by its number and {nobody}.")
    elif draft.reply_by and long_date(draft.reply_by) not in message:
        parts.append(f"Reply by {long_date(draft.reply_by)}, naming each by its number and {nobody}.")
    sender = name_at_keys(reading, work, with_role=True)
    return "\n\n".join((*parts, *filter(None, ("" if own_words else message, sender))))


def _numbered(draft: MailDraft, number: str) -> str:
    """A number, with the day of its meeting, and the day for its answer where not all have the same."""
    meets, day = draft.meets_on.get(number), draft.day_of.get(number)
    which = f"{number}, meets {short_date(meets)}" if meets is not None else number
    return f"{which}: by {short_date(day)}" if day is not None else which
