"""The steps of giving copies out in words: people and parts to tick, copies, and what is asked for twice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.document_views import MeetingDocuments
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.copies import Recipient
from mappa_desk.services.copy_candidates import Candidate, Part
from mappa_desk.services.looked_copies import Looked
from mappa_desk.ui.models import dates
from mappa_desk.ui.models import office_words as words
from mappa_desk.ui.models.issuing import LookedCopy
from mappa_desk.ui.models.ticks import TickRow

NO_BREAK = "\N{NO-BREAK SPACE}"
BEGINNING = 90
"""Characters of a part that are shown."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("issuing_words", text)


def person_row(one: Candidate) -> TickRow:
    """Somebody to be ticked; one who may not get it says why."""
    who = one.recipient
    name = who.name or one.agency_name
    said = ", ".join(part for part in (name, one.agency_name if who.name else "") if part)
    has = one.has[-1] if one.has else None
    got = ""
    if has is not None:
        day = dates.day(has.at.astimezone().date())
        got = _tr("Has copy {n}, {day}").format(n=has.copy_number, day=day)
        if not has.copy_number:
            got = _tr("Has one, {day}").format(day=day)
    return TickRow(who.key, said, got or one.role, _tr(one.refused) if one.refused else "")


def part_row(one: Part) -> TickRow:
    """A part of the record to be ticked: its place, its speaker, how it begins."""
    text = " ".join(one.text.split())
    begins = text if len(text) <= BEGINNING else f"{text[:BEGINNING].rsplit(' ', 1)[0]} …"
    head = ", ".join(part for part in (one.place, one.speaker) if part)
    if one.restricted:
        head = _tr("{place} (restricted)").format(place=head)
    return TickRow(one.record_id, head, begins)


def looked_copy(one: Looked, missing: str, *, written_as: str = "") -> LookedCopy:
    """One copy as the second look saw it. `missing` is a character that the name holds and the face lacks."""
    seen, given = one.seen, one.given
    number = ""
    if seen.copy_number:
        number = _tr("Copy {n} of {all}").format(n=seen.copy_number, all=seen.copies)
    found = list(seen.found)
    if missing:
        found.append(_tr("A character of the name cannot be printed: {code}.").format(code=missing))
    left = dates.counted(seen.parts_left_out, _tr("part left out"), _tr("parts left out"))
    more = (
        left if seen.parts_left_out else _tr("no part left out by hand"),
        _tr("large print") if seen.large_print else "",
        _tr("opens with a passphrase") if seen.protected else _tr("not protected"),
        written_as or given.file_name,
    )
    return LookedCopy(
        key=given.id,
        who=seen.who or _tr("Nobody by name"),
        number=number,
        edition=words.document(given.document),
        status=words.status(seen.status, seen.version) if given.seal_code or seen.version else "",
        pages=dates.counted(seen.pages, _tr("page"), _tr("pages")).replace(" ", NO_BREAK),
        more=more,
        found=tuple(found),
    )


def verdict(copies: Sequence[LookedCopy]) -> tuple[str, str, str]:
    """What the second look saw, with its icon and tone."""
    wrong = sum(1 for one in copies if one.found)
    if wrong:
        one = _tr("1 of {all} copies does not agree with the record. Nothing is written.")
        more = _tr("{n} of {all} copies do not agree with the record. Nothing is written.")
        return (one if wrong == 1 else more).format(n=wrong, all=len(copies)), "octagon", "danger"
    said = _tr("1 copy was opened again and agrees with the record. Nothing is written yet.")
    if len(copies) != 1:
        said = _tr("{n} copies were opened again and agree with the record. Nothing is written yet.")
    return said.format(n=len(copies)), "tick", "done"


def gate_why(kind: DocumentKind, *, draft: bool) -> str:
    """Why two deliberate steps are asked for."""
    if kind in (DocumentKind.EXECUTIVE_SUMMARY, DocumentKind.COVERING_LETTER):
        return _tr("This goes to somebody who was not there, and may reach the person discussed.")
    return _tr("This is a draft that nobody has approved.") if draft else _tr("Look twice at who gets this.")


def initials(name: str) -> str:
    """First letters of a name: "JW"."""
    return "".join(part[0] for part in name.split() if part[:1].isalnum()).upper()


def gate_label(recipients: Sequence[Recipient], reference: str) -> str:
    """What is to be typed."""
    if len(recipients) == 1 and initials(recipients[0].name):
        name = recipients[0].name
        return _tr("Type the initials of {name}, or the reference {reference}").format(
            name=name, reference=reference
        )
    return _tr("Type the reference {reference}").format(reference=reference)


def gate_passed(typed: str, recipients: Sequence[Recipient], facts: MeetingDocuments) -> bool:
    """True when what was typed is what was asked for."""
    said = "".join(one for one in typed.casefold() if one.isalnum())
    wanted = {facts.case.reference, facts.reference}
    if len(recipients) == 1 and initials(recipients[0].name):
        wanted.add(initials(recipients[0].name))
    return bool(said) and said in {
        "".join(one for one in words_.casefold() if one.isalnum()) for words_ in wanted
    }
