"""Annexes: what was said in a closed part or is for named recipients, each on pages of its own.

They are printed only when the projection of the edition left their entries in the snapshot.
"""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from mappa_desk.documents.minutes_items import EntriesComposing
from mappa_desk.documents.minutes_source import MinutesSource, is_numbered
from mappa_desk.documents.papers import Mark, Paper
from mappa_desk.documents.wordings import clock_time
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.meetings import ClosedPart, Meeting


def compose_annexes(composer: Paper, source: MinutesSource) -> None:
    """Adds one annex for each closed part and for each set of recipients that has entries."""
    restricted = [entry for entry in source.entries if source.is_restricted(entry)]
    letters = iter(ascii_uppercase)
    parts = {part.id: part for part in source.snapshot.closed_parts}
    by_part: dict[str, list[Entry]] = {}
    by_recipients: dict[tuple[str, ...], list[Entry]] = {}
    for entry in restricted:
        if entry.closed_part_id is not None:
            by_part.setdefault(entry.closed_part_id, []).append(entry)
        else:
            by_recipients.setdefault(tuple(sorted(entry.recipients)), []).append(entry)
    for part_id, entries in by_part.items():
        letter = next(letters)
        title = source.words("paper.annex.closed", letter=letter)
        intro = _closed_words(source, parts.get(part_id))
        _compose_annex(composer, source, entries, letter=letter, title=title, intro=intro)
    for recipients, entries in by_recipients.items():
        letter = next(letters)
        title = source.words("paper.annex.named", letter=letter)
        agencies = (
            source.words.listed(source.agencies(recipients)) or source.words("paper.not_recorded").lower()
        )
        intro = source.words("paper.annex.recipients", agencies=agencies)
        _compose_annex(composer, source, entries, letter=letter, title=title, intro=intro)


def _compose_annex(
    composer: Paper,
    source: MinutesSource,
    entries: Sequence[Entry],
    *,
    letter: str,
    title: str,
    intro: str,
) -> None:
    composer.page_break()
    with composer.section():
        composer.place = title
        composer.mark = Mark(Meeting.KIND, source.snapshot.meeting.id)
        composer.heading(title)
        composer.paragraph(intro)
        counted = (entry for entry in entries if is_numbered(entry))
        numbers = {
            entry.id: source.words("paper.annex.label", letter=letter, number=place)
            for place, entry in enumerate(counted, start=1)
        }
        items = [
            (item.code, source.words("paper.annex.item", number=item.number, title=item.title))
            for item in source.snapshot.items
        ]
        for code, heading in [*items, ("", source.words("paper.items.unsorted"))]:
            here = [
                entry for entry in entries if (entry.item if entry.item in source.item_codes else "") == code
            ]
            if here:
                composer.place = f"{title}, {heading}"
                composer.item_in_group(heading)
                EntriesComposing(composer, source, "H4", numbers).compose(here)


def _closed_words(source: MinutesSource, part: ClosedPart | None) -> str:
    if part is None:
        return ""
    words, start = source.words, clock_time(part.started_at)
    if part.ended_at is None:
        text = words("paper.annex.closed_from", start=start)
    else:
        text = words("paper.annex.closed_when", start=start, end=clock_time(part.ended_at))
    stayed = source.names(part.stayed)
    if stayed:
        text += words("paper.annex.stayed", names=stayed)
    return text + (words("paper.annex.reason", reason=part.reason.removesuffix(".")) if part.reason else "")
