"""Rows of the bin and of the life of one entry: read like the record, changed by nothing but a way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo

from mappa_desk.domain.contributions import PARKED, Entry, EntryKind
from mappa_desk.domain.entry_lives import Departure, EntryLife, EntryState
from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.record import KIND_MARKS, Chip, RecordRow

GONE = "gone:"
"""Begins the key of a row that stands for an entry in another record; its id there follows."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """What a sheet of rows shows. Without a `button` its rows are only read."""

    title: str
    about: str
    rows: tuple[RecordRow, ...]
    button: str = ""


def place_words(code: str, items: Mapping[str, str]) -> str:
    """Name of the place under which an entry stands."""
    return {"": tr("Unsorted"), PARKED: tr("Parked")}.get(code) or items.get(code, code)


def bin_leaves(view: DeskView, gone: tuple[Departure, ...], zone: tzinfo | None) -> Leaves:
    """The bin of a meeting: what was removed, and a line for what went into another record."""
    items = {item.code: f"{item.number} {item.short_title or item.title}" for item in view.items}
    rows = tuple(_binned(entry, view, items, zone) for entry in view.binned)
    left = tuple(_departed(one, zone) for one in gone)
    return Leaves(
        tr("Bin"), tr("Kept until the minutes are approved"), (*rows, *left), button=tr("Bring back")
    )


def _binned(entry: Entry, view: DeskView, items: Mapping[str, str], zone: tzinfo | None) -> RecordRow:
    voice = words.agency_name(entry.agency, view.agencies) if entry.agency else ""
    chips = [Chip("arrow_right", place_words(entry.item, items), "muted")]
    if entry.entry_kind is not EntryKind.CONTRIBUTION:
        icon, tone = KIND_MARKS[entry.entry_kind]
        chips.insert(0, Chip(icon, tr(words.KINDS[entry.entry_kind]), tone))
    return RecordRow(
        key=entry.id,
        entry=_plain(entry),
        text=entry.text,
        time=words.clock(entry.captured_at, zone),
        speaker=voice or tr("Nobody"),
        heard_as=voice,
        chips=tuple(chips),
    )


def _departed(gone: Departure, zone: tzinfo | None) -> RecordRow:
    sentence = tr("Moved to {reference}: {reason}").format(reference=gone.to, reason=gone.reason)
    entry = Entry(id=gone.now_id, meeting_id="", position=0, text="", captured_at=gone.at)
    return RecordRow(
        key=f"{GONE}{gone.now_id}",
        entry=entry,
        text=sentence,
        time=words.clock(gone.at, zone),
        speaker=tr("Moved"),
        heard_as=tr("Moved"),
        chips=(Chip("person", gone.by, "muted"),) if gone.by else (),
    )


def life_leaves(life: EntryLife, zone: tzinfo | None) -> Leaves:
    """The words of an entry as they were typed, then every state since."""
    entry = _plain(life.entry)
    typed = life.entry.words or (life.states[0].text if life.states else life.entry.text)
    at = words.clock(life.entry.captured_at, zone)
    rows = [RecordRow(key="typed", entry=entry, text=typed, time=at, speaker=tr("As typed"))]
    if life.came_from:
        said = tr("From the record of {reference}: {reason}").format(
            reference=life.came_from, reason=life.came_because
        )
        rows.append(RecordRow(key="came", entry=entry, text=said, time=at, speaker=tr("Came here")))
    before = typed
    for number, state in enumerate(life.states):
        if number == 0 and state.text == typed:
            continue
        rows.append(_state(number, state, entry, before, zone))
        before = state.text
    return Leaves(tr("Original words"), tr("Every state of this entry, oldest first"), tuple(rows))


def _state(number: int, state: EntryState, entry: Entry, before: str, zone: tzinfo | None) -> RecordRow:
    what, _, rest = state.what.partition(". ")
    reads_anew = state.text != before and state.text
    chips = [Chip("person", state.by, "muted")] if state.by else []
    if reads_anew and rest:
        chips.append(Chip("arrow_right", rest, "muted"))
    return RecordRow(
        key=f"state:{number}",
        entry=entry,
        text=state.text if reads_anew else state.what,
        time=words.clock(state.at, zone),
        speaker=what if reads_anew else "",
        heard_as=what if reads_anew else "",
        chips=tuple(chips),
    )


def _plain(entry: Entry) -> Entry:
    """The entry as a line without a card: its kind is told by a chip."""
    return replace(entry, entry_kind=EntryKind.CONTRIBUTION)
