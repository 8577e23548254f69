"""How this meeting confirmed the minutes of the one before: as presented, or with which changes."""

from __future__ import annotations

from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.papers import Mark, Paper
from mappa_desk.documents.wordings import british_day, sentence
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.corrections import MinutesConfirmation

ITEM = "last_minutes"
"""Code of the item at which the minutes of last time are gone through."""


def compose_confirmation_apart(composer: Paper, source: MinutesSource) -> None:
    """Adds the confirmation as a section of its own, on an agenda that has no item for it."""
    if source.snapshot.confirmation is None or ITEM in source.item_codes:
        return
    with composer.section():
        heading = source.words("paper.confirmation.heading")
        composer.place = heading
        composer.mark = _mark(source.snapshot.confirmation)
        composer.heading(heading)
        compose_confirmation(composer, source)


def compose_confirmation(composer: Paper, source: MinutesSource) -> None:
    """Adds the sentence, and below it each change; nothing where the meeting confirmed nothing."""
    confirmation = source.snapshot.confirmation
    if confirmation is None:
        return
    words = source.words
    composer.mark = _mark(confirmation)
    minutes = _which(source, confirmation)
    key = "as_presented" if confirmation.as_presented else "changed"
    composer.paragraph(words(f"paper.confirmation.{key}", minutes=minutes), keep=bool(confirmation.changes))
    for number, change in enumerate(confirmation.changes, start=1):
        composer.labelled(words("paper.confirmation.change", number=number), sentence(change))


def _which(source: MinutesSource, confirmation: MinutesConfirmation) -> str:
    """ "The minutes of 3 August 2026 (version 1)", as far as it is known."""
    words, previous = source.words, source.snapshot.previous_meeting
    text = words("paper.confirmation.last")
    if previous is not None and previous.id in ("", confirmation.confirmed_meeting_id):
        day = british_day(previous.started_at) if previous.started_at else previous.planned_on
        text = words("paper.confirmation.of", day=long_date(day).partition(" ")[2])
    if confirmation.version:
        text += words("paper.confirmation.version", version=confirmation.version)
    return text


def _mark(confirmation: MinutesConfirmation) -> Mark:
    return Mark(MinutesConfirmation.KIND, confirmation.id)
