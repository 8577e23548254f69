"""Takes answers of a filled form into the record, and keeps the form as it was read beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.contact_book import known_by_name, same_person
from mappa_desk.domain.contributions import Entry, Handling
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.form_questions import QUESTIONS, fits
from mappa_desk.domain.form_returns import FormReturn
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.returned_forms import FormFlag, FormLine, ReturnedForm
from mappa_desk.domain.wordings import Wording
from mappa_desk.services.contacts import active_people
from mappa_desk.services.filing import file_entry, known_agency, writable_meeting
from mappa_desk.services.planning import invited_person
from mappa_desk.services.returned_lines import (
    changed_attendance,
    entries_by_field,
    form_lines,
    held_of,
)
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

_ITEM = "contributions"
"""Code of the agenda item under which agencies are heard; a meeting without it files under Unsorted."""
NO_FIT = (
    "The code of this form does not fit: it was changed, or the form was made in another vault. Ask for the "
    "form as it was sent."
)


def take_answers(
    work: Work,
    *,
    meeting_id: str,
    form: ReturnedForm,
    fields: tuple[str, ...],
    flags: Mapping[str, FormFlag] | None = None,
    item: str | None = None,
) -> Outcome[FormReturn]:
    """Takes the named answers of a form into the record, and keeps the form as it was read beside them.

    An answer becomes a written contribution, a nil return or a refusal of the agency under `item` (the item
    where agencies are heard unless given); the entry's words are what the form held. It may travel as `flags`
    says by field, else as the agency asked. Any of them marks the report of the person on the list as
    received; an answer about coming changes that row. One undo step. Raises RuleError when nothing is named,
    an answer cannot be taken or was taken from this file and stands, named recipients are not named, and for
    a meeting whose record is closed; NotFound. Durable on return.
    """
    chosen = tuple(question.field for question in QUESTIONS if question.field in set(fields))
    if not chosen:
        raise RuleError("Tick at least one answer.", field="fields")
    with work.writing() as uow:
        meeting = writable_meeting(uow, meeting_id)
        if form.meeting_id != meeting_id or not fits(form.code, meeting_id=meeting_id):
            raise RuleError(NO_FIT)
        return _Taking(work, uow, meeting, form, flags=flags or {}, item=item).take(chosen)


class _Taking:
    """One taking of answers, in one unit of work."""

    def __init__(
        self,
        work: Work,
        uow: UnitOfWork,
        meeting: Meeting,
        form: ReturnedForm,
        *,
        flags: Mapping[str, FormFlag],
        item: str | None,
    ) -> None:
        self._work, self._uow, self._meeting, self._form, self._flags = work, uow, meeting, form, flags
        self._answers = {one.field: one.text for one in form.answers}
        self._held = held_of(uow, work, form.agency, meeting, self._answers)
        self._lines = {
            line.field: line
            for line in form_lines(self._answers, self._held, Wording(work.reference.wording))
        }
        self._item = _item(uow, meeting) if item is None else item
        self._kept = next((one for one in self._held.returns if one.sha256 == form.sha256), None)

    def take(self, chosen: tuple[str, ...]) -> Outcome[FormReturn]:
        """Takes them in the order of the form."""
        for field in chosen:
            self._check(field)
        person = self._held.person
        made = [self._entry(self._lines[field]) for field in chosen if field != "coming"]
        if person is not None:
            row = self._row(person, "coming" in chosen, has_words=bool(made))
            if row != person:
                self._uow.save(row)
        kept = self._uow.save(self._return(chosen, made))
        name = self._held.agency_name
        many = "1 answer taken" if len(chosen) == 1 else f"{len(chosen)} answers taken"
        self._uow.step(self._meeting.id, f"Form of {name}: {many}")
        return Outcome(kept, self._uow.changes)

    def _check(self, field: str) -> None:
        line = self._lines.get(field)
        if line is None:
            raise RuleError("This form has no such answer.", field=field)
        if not line.can_take:
            raise RuleError(line.why_not, field=field)
        standing = {entry.id for entry in self._held.entries}
        before = entries_by_field(self._kept) if self._kept is not None else ()
        if any(name == field and entry_id in standing for name, entry_id in before):
            raise RuleError(f"This answer was taken from this form already: {line.asked}", field=field)

    def _entry(self, line: FormLine) -> Entry:
        flag = self._flags.get(line.field) or FormFlag(handling=self._form.handling)
        named = tuple(dict.fromkeys(flag.recipients)) if flag.handling is Handling.NAMED_RECIPIENTS else ()
        if flag.handling is Handling.NAMED_RECIPIENTS and not named:
            raise RuleError("Who may have it? Name at least one agency.", field="recipients")
        for code in named:
            known_agency(self._uow, self._work, code)
        assert line.entry_kind is not None  # only the answer about coming has none
        speaker = self._held.person if self._is_sender(self._held.person) else None
        entry = file_entry(
            self._work,
            self._uow,
            meeting=self._meeting,
            item=self._item,
            text=line.text,
            words=line.answer,
            kind=line.entry_kind,
            agency=self._form.agency,
            attendance_id=speaker.id if speaker is not None else None,
            handling=flag.handling,
            report_dated=self._answers.get("completed_on", ""),
        )
        return self._uow.save(replace(entry, recipients=named)) if named else entry

    def _is_sender(self, row: Attendance | None) -> bool:
        return row is not None and same_person(
            row.name, row.agency, self._answers.get("sender_name", ""), row.agency
        )

    def _row(self, person: Attendance, says_coming: bool, *, has_words: bool) -> Attendance:
        row = person
        if says_coming:
            row = changed_attendance(row, self._answers, invited_person(self._uow, row))
            if row.deputy_for and row.person_id is None:
                found = known_by_name(active_people(self._uow), row.name, row.agency)
                row = replace(row, person_id=found.id if found else None)
        if has_words:
            dated = self._answers.get("completed_on", "") or row.report_dated
            row = replace(row, report_received=True, report_dated=dated)
        return row

    def _return(self, chosen: tuple[str, ...], made: list[Entry]) -> FormReturn:
        ids = tuple(entry.id for entry in made)
        if self._kept is not None:
            taken = (*self._kept.taken, *chosen)
            return replace(self._kept, taken=taken, entry_ids=(*self._kept.entry_ids, *ids))
        return FormReturn(
            id=self._work.new_id(),
            meeting_id=self._meeting.id,
            agency=self._form.agency,
            file_name=self._form.file_name,
            sha256=self._form.sha256,
            answers=self._form.answers,
            taken=chosen,
            entry_ids=ids,
            at=self._work.now(),
        )


def _item(reading: Reading, meeting: Meeting) -> str:
    found = reading.all(AgendaItem, meeting_id=meeting.id, code=_ITEM)
    return found[0].code if found else ""
