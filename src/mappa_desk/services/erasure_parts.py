"""The parts of a record that can be put right, as they are offered to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from mappa_desk.domain.actions import Action
from mappa_desk.domain.cases import Case
from mappa_desk.domain.chair_drafts import ChairMark
from mappa_desk.domain.chasing import UrgentChange
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.corrections import Correction, Erratum, MinutesConfirmation
from mappa_desk.domain.erasures import GONE
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import HELD, Meeting, MeetingState
from mappa_desk.domain.record_parts import RecordPart
from mappa_desk.domain.views import DeskView
from mappa_desk.services.erasure_reach import Named
from mappa_desk.services.filing import SEALED_OFF
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.record_places import place_of_record
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

_WITH_RECORD = (EntryKind.ACTION, EntryKind.DECISION)


def parts_of_meeting(work: Work, *, meeting_id: str) -> tuple[RecordPart, ...]:
    """Every part of a meeting's record, in its order. Raises NotFound."""
    with work.reading() as reading:
        return tuple(_parts(work, reading, reading.get(Meeting, meeting_id)))


def parts_of_case(work: Work, *, case_id: str) -> tuple[RecordPart, ...]:
    """Every part of the records of a case, the newest meeting first."""
    with work.reading() as reading:
        held = [one for one in reading.all(Meeting, order_by="-number", case_id=case_id) if one.state in HELD]
        of_meetings = tuple(part for one in held for part in _parts(work, reading, one))
        return (*_of_case(reading, held[0]), *of_meetings) if held else ()


def part_of(work: Work, *, key: str) -> RecordPart | None:
    """The part that a key leads to, None when it does not stand in the record any more."""
    meeting_id = key.partition("/")[0]
    with work.reading() as reading:
        meeting = reading.get(Meeting, meeting_id)
        every = (*_of_case(reading, meeting), *_parts(work, reading, meeting))
        return next((one for one in every if one.key == key), None)


def _of_case(reading: Reading, meeting: Meeting) -> Iterator[RecordPart]:
    """What no meeting made, offered with the last one held: actions that came in, and urgent changes."""
    case = reading.get(Case, meeting.case_id)
    actions = reading.all(Action, order_by="tag", case_id=case.id, meeting_id=None)
    changes = reading.all(UrgentChange, order_by=("happened_on", "at"), case_id=case.id)
    found = [((one.KIND, one.id), f"Action {one.tag}", one.text) for one in actions]
    found += [((one.KIND, one.id), "Change between meetings", one.text) for one in changes]
    for named, place, text in found:
        if text != GONE:
            yield RecordPart(
                meeting_id=meeting.id,
                reference=case.reference,
                named=named,
                place=place,
                text=text,
                is_sealed=False,
                can_move=False,
                can_keep_words=False,
            )


def _parts(work: Work, reading: Reading, meeting: Meeting) -> Iterator[RecordPart]:
    view = view_of(work, reading, meeting.id)
    reference = meeting_reference(view.case.reference, meeting.number)
    sealed = meeting.state is MeetingState.APPROVED
    for named, text, place, entry in _texts(view, reading):
        if text and text != GONE:
            yield RecordPart(
                meeting_id=meeting.id,
                reference=reference,
                named=named,
                place=place or place_of_record(view, *named),
                text=text,
                is_sealed=sealed,
                can_move=entry is not None and meeting.state not in SEALED_OFF,
                can_keep_words=entry is not None and entry.entry_kind not in _WITH_RECORD,
            )


def _texts(view: DeskView, reading: Reading) -> Iterator[tuple[Named, str, str, Entry | None]]:
    meeting = view.meeting
    sentences = (meeting.brief_why, meeting.brief_risk)
    yield (Meeting.KIND, meeting.id), "\n".join(one for one in sentences if one and one != GONE), "", None
    places = {one.entry_id: place_of_record(view, one.KIND, one.id) for one in view.decisions}
    places |= {one.entry_id or "": place_of_record(view, one.KIND, one.id) for one in view.actions}
    order = {item.code: item.number for item in view.items}
    for entry in sorted(
        view.entries, key=lambda one: (order.get(one.item, 0), one.entry_kind is EntryKind.ACTION)
    ):  # as they stand on the page: what is in no item above all, the actions of an item below its entries
        yield (Entry.KIND, entry.id), entry.text, places.get(entry.id, ""), entry
    shown = {entry.id for entry in view.entries}
    for binned in reading.all(Entry, order_by="captured_at", meeting_id=meeting.id, removed=True):
        if binned.id not in shown:
            yield (Entry.KIND, binned.id), binned.text, "Bin", None
    for mark in reading.all(ChairMark, order_by="noted_at", meeting_id=meeting.id):
        yield (ChairMark.KIND, mark.id), mark.point, "Mark of the chair", None
    for asked in reading.all(Correction, order_by="noted_at", meeting_id=meeting.id):
        yield (Correction.KIND, asked.id), asked.what, "Correction", None
    for erratum in reading.all(Erratum, order_by=("version", "at"), meeting_id=meeting.id):
        said = f"{erratum.wrong} / {erratum.right}" if erratum.wrong != GONE else ""
        yield (Erratum.KIND, erratum.id), said, f"Erratum to {erratum.place}", None
    for told in reading.all(MinutesConfirmation, order_by="at", meeting_id=meeting.id):
        said = "\n".join(change for change in told.changes if change != GONE)
        yield (MinutesConfirmation.KIND, told.id), said, "", None
