"""What goes to agencies beside the papers: drafts of e-mails for a round, for a slip, or on their own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from mappa_desk.domain.actions import Action
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chase_rules import is_taken_back
from mappa_desk.domain.chasing import Chase, ChaseKind
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.identifiers import action_reference, meeting_reference
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.action_calendars import CalendarGiven, write_calendar
from mappa_desk.services.handouts import write_document
from mappa_desk.services.mail_drafts import (
    MailAbout,
    MailChoice,
    MailDraft,
    MailGiven,
    choices_of,
    mail_choices,
    write_drafts,
)
from mappa_desk.services.name_warnings import full_names_of_others, name_warnings
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

__all__ = [
    "CalendarGiven",
    "MailAbout",
    "MailChoice",
    "MailDraft",
    "MailGiven",
    "draft_chase_mails",
    "draft_slip_mails",
    "full_names_of_others",
    "mail_choices",
    "name_warnings",
    "write_calendar",
    "write_mail_draft",
    "write_mail_drafts",
]

_OF_CHASE = {
    ChaseKind.CALL: MailAbout.UPDATES,
    ChaseKind.RUNG: MailAbout.REMINDER,
    ChaseKind.DO_NOW: MailAbout.DO_NOW,
    ChaseKind.INVITATION: MailAbout.INVITATION,
    ChaseKind.REPORT: MailAbout.REPORT,
}


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
    ready = MailDraft(
        target=target,
        agency=agency,
        asks={about: tuple(numbers)},
        reply_by=reply_by,
        attached=tuple(attached),
        case_ids=tuple(case_ids),
    )
    (given,) = write_drafts(work, [ready], to={} if to is None else {agency: to}, message=message)
    return Outcome(given)


def write_mail_drafts(work: Work, *, drafts: Sequence[MailDraft]) -> Outcome[tuple[MailGiven, ...]]:
    """Writes several drafts, each in its own words: all of them or none. Raises as `write_mail_draft`.

    Durable on return.
    """
    return Outcome(write_drafts(work, drafts, to={}))


def draft_chase_mails(
    work: Work,
    *,
    round_id: str,
    folder: Path,
    to: Mapping[str, Sequence[str]] | None = None,
    message: str = "",
) -> Outcome[tuple[MailGiven, ...]]:
    """Writes the drafts of a round, with the sheets of it that lie in `folder`. All of them or none.

    Each agency has one. Of a round that asked people again, those of the list who have a secure address in
    the contact book have one of their own each, and the rest of their agency one together. It is addressed
    to those of the agency who may get its actions, or invitations where people were asked again; an office
    that was typed in their place is written to only where the contact book knows it by that name. `to` gives
    addresses by the agency's code instead.

    Raises NotFound for an unknown round, RuleError for one that was taken back, for a sheet that is gone or
    is another by now, and as `write_mail_draft`. Durable on return.
    """
    with work.reading() as reading:
        chases = reading.all(Chase, order_by=("agency", "at"), round_id=round_id)
        if not chases:
            raise NotFound("There is no such round.")
        if any(map(is_taken_back, chases)):
            raise RuleError("This round was taken back, so no mail goes with it.")
        people = {one.agency: choices_of(work, reading, one.agency) for one in chases if one.attendance_id}
        groups: dict[tuple[str, tuple[str, ...] | None], list[Chase]] = {}
        for chase in chases:
            own = _asked_at(reading, chase, people.get(chase.agency, ()))
            groups.setdefault((chase.agency, own), []).append(chase)
        drafts = [_of_chases(reading, some, folder, own) for (_, own), some in groups.items()]
    return Outcome(write_drafts(work, drafts, to=to or {}, message=message))


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
    drafts: list[MailDraft] = []
    for agency in dict.fromkeys(agencies):
        target = folder / f"{reference}-{kind.value}-{agency}.pdf"
        given = write_document(work, meeting_id=meeting_id, kind=kind, target=target, agency=agency).value
        drafts.append(
            MailDraft(
                target=folder / f"{reference}-{kind.value}-{agency}.eml",
                agency=agency,
                asks={MailAbout.ACTIONS: (reference,)},
                attached=(target.with_name(given.file_name),),
                case_ids=(case.id,),
            )
        )
    if not drafts:
        raise RuleError("Choose at least one agency.", field="agencies")
    return Outcome(write_drafts(work, drafts, to=to or {}, message=message))


def _asked_at(reading: Reading, chase: Chase, people: Iterable[MailChoice]) -> tuple[str, ...] | None:
    """The addresses of the one who was asked again; None where an agency's own are meant."""
    if chase.attendance_id is None:
        return None
    listed = reading.find(Attendance, chase.attendance_id)
    is_listed = listed is not None and chase.to_whom in (listed.name, listed.role)
    entry = listed.person_id if listed is not None and is_listed else None
    secure = [one for one in people if one.secure]
    own = [one for one in secure if one.person_id == entry]
    own = own or [one for one in secure if one.name.casefold() == chase.to_whom.casefold()]
    if own:
        return (own[0].address,)
    return tuple(one.address for one in secure if one.invited) if is_listed else ()


def _of_chases(
    reading: Reading, chases: Sequence[Chase], folder: Path, to: tuple[str, ...] | None
) -> MailDraft:
    """The draft for some of one agency's lines of a round."""
    first = chases[0]
    asks: dict[MailAbout, tuple[str, ...]] = {}
    day_of: dict[str, date] = {}
    meets_on: dict[str, date] = {}
    papers: list[Path] = []
    for chase in chases:
        case = reading.get(Case, chase.case_id)
        meeting = reading.find(Meeting, chase.meeting_id or "")
        actions = [reading.find(Action, action_id) for action_id in chase.action_ids]
        own = [action_reference(case.reference, one.tag) for one in actions if one is not None]
        if not chase.action_ids:
            own.append(meeting_reference(case.reference, meeting.number) if meeting else case.reference)
            if meeting is not None and chase.attendance_id is not None:
                meets_on[own[0]] = meeting.planned_on
        about = _OF_CHASE[chase.chase_kind]
        asks[about] = tuple(dict.fromkeys((*asks.get(about, ()), *own)))
        if chase.reply_by is not None:
            day_of.update(dict.fromkeys(own, chase.reply_by))
        if chase.file_name:
            papers.append(_same_file(folder / chase.file_name, chase.sha256))
    slug = first.chase_kind.value.replace("_", "-")
    days = [chase.reply_by for chase in chases if chase.reply_by is not None]
    return MailDraft(
        target=folder / f"{slug}-{first.agency}.eml",
        agency=first.agency,
        asks=asks,
        reply_by=min(days, default=None),
        attached=tuple(papers),
        case_ids=tuple(dict.fromkeys(chase.case_id for chase in chases)),
        day_of=day_of if len(set(days)) > 1 else {},
        meets_on=meets_on,
        to=to,
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
