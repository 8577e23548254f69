"""What the write-up page reads on the worker: the minutes, their marks, what was left half typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mappa_desk.domain.chair_drafts import ChairDraft
from mappa_desk.domain.changes import Changes
from mappa_desk.domain.views import Draft
from mappa_desk.domain.write_up_marks import Mark
from mappa_desk.domain.write_up_page import ParagraphKind
from mappa_desk.services.work import Work
from mappa_desk.services.write_up import (
    WriteUpView,
    marks_of,
    write_up_change,
    write_up_view,
)

_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class WriteUpRead:
    """One reading. `marks` are by key of the paragraph; paragraphs without are left out."""

    up: WriteUpView
    marks: Mapping[str, tuple[Mark, ...]]
    number: int = 1
    """Of the draft that is being written: one more than were made for the chair."""
    drafts: tuple[Draft, ...] = ()
    """What is half typed on the disk."""
    marked: bool = True
    """False for the first reading: the page is shown before its marks are looked for."""


class Reader:
    """Reads on the worker; of a page that it knows only what changed, and marks only where texts did."""

    def __init__(self) -> None:
        self._up: WriteUpView | None = None
        self._frame: tuple[object, ...] = ()
        self._marks: dict[tuple[object, ...], tuple[Mark, ...]] = {}

    def read(self, work: Work, meeting_id: str, changes: Changes) -> WriteUpRead:
        """The minutes as they stand; all of them where nothing is known to have changed. Raises NotFound.

        The first time they come without their marks, so that the page is there at once; `marked` has them.
        """
        first = self._up is None
        if self._up is None or not changes:
            self._up = write_up_view(work, meeting_id=meeting_id)
        else:
            self._up = write_up_change(work, page=self._up, changes=changes)
        with work.reading() as reading:
            made = len(reading.all(ChairDraft, meeting_id=meeting_id))
            drafts = tuple(draft for draft in reading.drafts() if draft.meeting_id == meeting_id)
        return WriteUpRead(
            self._up, {} if first else self._found(self._up), made + 1, drafts, marked=not first
        )

    def marked(self, read: WriteUpRead) -> WriteUpRead:
        """The same reading with the marks of its texts. Needs no vault."""
        return replace(read, marks=self._found(read.up), marked=True)

    def _found(self, up: WriteUpView) -> dict[str, tuple[Mark, ...]]:
        """Marks by paragraph: those of before where nothing changed that they depend on."""
        if len(self._marks) > _MOST_KEPT:
            self._marks.clear()
        left: dict[str, list[tuple[str, str]]] = {}
        for tick in up.ticks:
            left.setdefault(tick.record_id, []).append((tick.code, tick.words))
        meeting, context, places, first = up.view.meeting, up.context, up.places, up.first_use
        frame = (
            context.day, context.names, context.opened, context.long_entry, meeting.started_at,
            meeting.ended_at, up.view.form.print_names,
        )  # fmt: skip
        if (frame, context.known) != self._frame:
            self._frame = (frame, context.known)
            self._marks.clear()
        speechless = {gap.record_id for gap in up.gaps if gap.code == "speaker"}
        found = {}
        for paragraph in up.paragraphs:
            key = paragraph.key
            if not paragraph.editable and paragraph.kind is not ParagraphKind.SPEAKER:
                continue
            here = places[key]
            known = (
                key, paragraph.text, paragraph.editable, paragraph.entry_id in speechless,
                tuple(form for form in up.forms.get(key, ()) if first.get(form, here) < here),
                tuple(left.get(paragraph.entry_id or meeting.id, ())),
            )  # fmt: skip
            marks = self._marks.get(known)
            if marks is None:
                marks = self._marks[known] = marks_of(up, key)
            if marks:
                found[key] = marks
        return found
