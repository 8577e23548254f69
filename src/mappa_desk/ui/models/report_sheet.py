"""The sheet on which a report from a file is looked through before it is taken in, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mappa_desk.domain.calendar_words import MONTHS, short_date
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models.agenda import UNSORTED
from mappa_desk.ui.models.desk_fields import Ask, Choice, Field, SheetPlan
from mappa_desk.ui.models.desk_words import agency_name, tr

PERSON, AGENCY = "person:", "agency:"
"""What the key of who sent a report begins with: an attendance row's id, or an agency's code."""
SHOWN = 20_000
"""Characters that the sheet shows; the rest is taken in all the same, and the sheet says so."""


def gone_words(left_out: Sequence[str], noted: Sequence[str] = ()) -> str:
    """What was left out of a report and what is to be looked at, as sentences; empty for nothing."""
    parts = []
    if left_out:
        parts.append(tr("Left out: {what}.").format(what=", ".join(left_out)))
    if noted:
        parts.append(tr("Look at this: {what}.").format(what=", ".join(noted)))
    return " ".join(parts)


def long_words(characters: int) -> str:
    """The quiet question for a summary."""
    return tr("{n} characters: “Summarise a report” (Ctrl+K) puts a summary beside it.").format(
        n=f"{characters:,}"
    )


def day_words(day: date | None) -> str:
    """A day as it stands in the record behind "written report dated": "12 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def plan_of(
    view: DeskView,
    parts: Sequence[tuple[str, str, str]],
    *,
    file_name: str,
    facts: str,
    item: str,
    sent: date | None,
) -> SheetPlan:
    """The sheet for one file. `parts` are (name, text, what went); `facts` is what a mail says of itself."""
    several = len(parts) > 1
    place = item if any(one.code == item for one in view.items) else UNSORTED
    keys = [str(place) for place in range(len(parts))]
    names = [name or tr("The mail’s own words") for name, _text, _gone in parts]
    texts = tuple(Choice(key, _shown(text)) for key, (_name, text, _gone) in zip(keys, parts, strict=True))
    gone = tuple(
        Choice(key, _about(text, went)) for key, (_name, text, went) in zip(keys, parts, strict=True)
    )
    choice = Field("part", tr("What to take in"), Ask.CHOICE, "0",
                   tuple(Choice(key, name) for key, name in zip(keys, names, strict=True)))  # fmt: skip
    fields = (
        *((choice,) if several else ()),
        Field("who", tr("Whose report"), Ask.CHOICE, "", _senders(view)),
        Field(
            "dated",
            tr("Dated, as written on it"),
            Ask.DATE,
            sent.strftime("%d/%m/%Y") if sent else "",
            past=True,
        ),
        Field("item", tr("Agenda item"), Ask.CHOICE, place, _items(view)),
        *(
            (Field("facts", tr("What the mail says; nobody has checked it"), Ask.WORDS, facts),)
            if facts
            else ()
        ),
        Field("gone", "", Ask.WORDS, gone[0].words, gone, follows="part"),
        Field("preview", tr("Text"), Ask.PREVIEW, texts[0].words, texts, follows="part"),
    )
    return SheetPlan(tr("Take in a report"), tr("Take the report in"), fields, file_name)


def mail_facts(sender: str, subject: str, sent: date | None) -> str:
    """What a mail says of itself, in one line."""
    parts = (sender, short_date(sent) if sent else "", f"“{subject}”" if subject else "")
    return " · ".join(part for part in parts if part)


def _about(text: str, gone: str) -> str:
    count = tr("{n} characters.").format(n=f"{len(text):,}")
    return f"{count} {gone or tr('Nothing was left out.')}"


def _shown(text: str) -> str:
    if len(text) <= SHOWN:
        return text
    more = tr("[{n} more characters are not shown here]").format(n=f"{len(text) - SHOWN:,}")
    return f"{text[:SHOWN]}\n{more}"


def _senders(view: DeskView) -> tuple[Choice, ...]:
    """Nobody yet, the people on the list, then the agencies: a report may come from one that sent nobody."""
    people = tuple(
        Choice(
            f"{PERSON}{row.id}",
            ", ".join(
                part for part in (agency_name(row.agency, view.agencies), row.name or row.role) if part
            ),
        )
        for row in view.attendance
        if row.name or row.role
    )
    agencies = tuple(Choice(f"{AGENCY}{one.code}", one.name) for one in view.agencies)
    return (Choice("", tr("Choose")), *people, *agencies)


def _items(view: DeskView) -> tuple[Choice, ...]:
    items = sorted(view.items, key=lambda one: one.number)
    return (
        *(Choice(one.code, f"{one.number} {one.title}") for one in items),
        Choice(UNSORTED, tr("Unsorted")),
    )
