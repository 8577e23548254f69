"""What the write-up page reads on the worker: the minutes, their marks, what was left half typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mappa_desk.domain.chair_drafts import ChairDraft
from mappa_desk.domain.changes import Changes
from mappa_desk.domain.views import Draft
from mappa_desk.domain.write_up_marks import Mark, short_forms
from mappa_desk.services.work import Work
from mappa_desk.services.write_up import (
    WriteUpView,
    context_at,
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


class Reader:
    """Reads on the worker; of a page that it knows only what changed, and marks only where texts did."""

    def __init__(self) -> None:
        self._up: WriteUpView | None = None
        self._shorts: dict[str, frozenset[str]] = {}
        self._marks: dict[tuple[object, ...], tuple[Mark, ...]] = {}

    def read(self, work: Work, meeting_id: str, changes: Changes) -> WriteUpRead:
        """The minutes as they stand; all of them where nothing is known to have changed. Raises NotFound."""
        if self._up is None or not changes:
            self._up = write_up_view(work, meeting_id=meeting_id)
        else:
            self._up = write_up_change(work, page=self._up, changes=changes)
        with work.reading() as reading:
            made = len(reading.all(ChairDraft, meeting_id=meeting_id))
            drafts = tuple(draft for draft in reading.drafts() if draft.meeting_id == meeting_id)
        return WriteUpRead(self._up, self._found(self._up), made + 1, drafts)

    def _found(self, up: WriteUpView) -> dict[str, tuple[Mark, ...]]:
        if len(self._marks) > _MOST_KEPT:
            self._marks.clear()
            self._shorts.clear()
        ticks = frozenset((tick.record_id, tick.code, tick.words) for tick in up.ticks if tick.active)
        speechless = frozenset(gap.record_id for gap in up.gaps if gap.code == "speaker")
        found = {}
        for paragraph in up.paragraphs:
            text = paragraph.text
            if text not in self._shorts:
                self._shorts[text] = frozenset(short for short, _at in short_forms(text))
            context = context_at(up, paragraph.key) if paragraph.editable else up.context
            of_record = frozenset(one for one in ticks if one[0] in (paragraph.entry_id, paragraph.record_id))
            known = (
                paragraph.key, text, paragraph.editable, context.opened & self._shorts[text], context.day,
                context.names, of_record, paragraph.entry_id in speechless,
            )  # fmt: skip
            if known not in self._marks:
                self._marks[known] = marks_of(up, paragraph.key)
            if self._marks[known]:
                found[paragraph.key] = self._marks[known]
        return found
