"""Contribution forms there and back: made for an agency, read when they return, taken in answer by answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mappa_desk.domain.cases import Case
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.errors import FileRefused, RuleError
from mappa_desk.domain.form_edition import project_form
from mappa_desk.domain.form_questions import QUESTIONS, Becomes, FormPart, code_for, fits
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.returned_forms import EarlierReturn, ReturnedForm
from mappa_desk.domain.wordings import Wording
from mappa_desk.exchange.form_process import FilledForm, read_form_file
from mappa_desk.services.filing import SEALED_OFF, agency_name, area_agencies, known_agency
from mappa_desk.services.meeting_papers import papers_snapshot
from mappa_desk.services.returned_lines import form_lines, held_of
from mappa_desk.services.taking_answers import NO_FIT, take_answers
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

if TYPE_CHECKING:
    from mappa_desk.documents.rendering import Rendered

__all__ = ["look_again", "read_form", "render_form", "take_answers"]

_CALLED_OFF = (MeetingState.CANCELLED, MeetingState.NOT_HELD)
_LOOSE = {
    "declines_because": ("response", "declines"),
    "deputy_name": ("coming", "deputy"),
    "deputy_role": ("coming", "deputy"),
    "absence_reason": ("coming", "no"),
}
"""Fields that go with one choice alone, and are shown by themselves when another was made."""


def render_form(work: Work, *, meeting_id: str, agency: str, large: bool = False) -> Rendered:
    """The contribution form of an agency as a fillable PDF/UA-1, as it would be given out now.

    It names the person as the invitation of this agency does. `large` gives large print. Raises NotFound;
    RuleError without an agency and for a meeting that was called off.
    """
    # The layout library costs a sixth of a second to import; nothing before the first document needs it.
    from mappa_desk.documents.contribution_form import render_contribution_form  # noqa: PLC0415 - start-up

    if not agency:
        raise RuleError("Say which agency is asked.", field="agency")
    with work.reading() as reading:
        meeting = reading.get(Meeting, meeting_id)
        if meeting.state in _CALLED_OFF:
            raise RuleError(SEALED_OFF[meeting.state])
        known_agency(reading, work, agency)
        snapshot = papers_snapshot(work, reading, meeting_id)
    code = code_for(meeting_id=meeting_id, reference=_reference(snapshot.case, meeting), agency=agency)
    return render_contribution_form(
        project_form(snapshot, agency=agency),
        agency=agency,
        code=code,
        wording=work.reference.wording,
        large=large,
    )


def read_form(work: Work, *, meeting_id: str, path: Path, agency: str = "") -> ReturnedForm:
    """A filled form, read in a process of its own and checked against the vault. Waits up to 30 seconds.

    `agency` is the code of the agency that it is expected from, empty for any. Nothing is kept. Raises
    FileRefused with one plain sentence for a file that is none of our forms, or is for another meeting or
    another agency; NotFound.
    """
    filled = read_form_file(path)
    with work.reading() as reading:
        _check_whose(reading, work, filled, meeting_id, agency)
        meeting = reading.get(Meeting, meeting_id)
        return _beside_the_record(reading, work, filled, meeting, tuple(_notices(filled)))


def _reference(case: Case, meeting: Meeting) -> str:
    return meeting_reference(case.reference, meeting.number)


def _check_whose(reading: Reading, work: Work, filled: FilledForm, meeting_id: str, agency: str) -> None:
    """Raises FileRefused for a form of another meeting, of another agency, or with another code."""
    meeting = reading.get(Meeting, meeting_id)
    own = _reference(reading.get(Case, meeting.case_id), meeting)
    code = filled.code
    if code.reference != own:
        raise FileRefused(f"This form is for the meeting {code.reference}, not for {own}.")
    if not fits(code, meeting_id=meeting_id):
        raise FileRefused(NO_FIT)
    if all(one.code != code.agency for one in area_agencies(reading, work)):
        raise FileRefused("This form is for an agency that the area does not have any more.")
    if agency and code.agency != agency:
        names = [agency_name(reading, work, one) for one in (code.agency, agency)]
        raise FileRefused(f"This form is for {names[0]}, not for {names[1]}.")


def look_again(work: Work, *, form: ReturnedForm) -> ReturnedForm:
    """The same form beside what the record holds now, without reading its file again. Raises NotFound."""
    with work.reading() as reading:
        return _beside_the_record(reading, work, form, reading.get(Meeting, form.meeting_id), form.notices)


def _beside_the_record(
    reading: Reading,
    work: Work,
    filled: FilledForm | ReturnedForm,
    meeting: Meeting,
    notices: tuple[str, ...],
) -> ReturnedForm:
    answers = {one.field: one.text for one in filled.answers}
    held = held_of(reading, work, filled.code.agency, meeting, answers)
    standing = {entry.id for entry in held.entries}
    earlier = tuple(
        EarlierReturn(
            at=one.at,
            file_name=one.file_name,
            taken=sum(entry_id in standing for entry_id in one.entry_ids),
            same_file=one.sha256 == filled.sha256,
        )
        for one in held.returns
    )
    words = Wording(work.reference.wording)
    return ReturnedForm(
        meeting_id=meeting.id,
        reference=filled.code.reference,
        code=filled.code,
        agency_name=held.agency_name,
        file_name=filled.file_name,
        sha256=filled.sha256,
        answers=filled.answers,
        lines=form_lines(answers, held, words),
        facts=tuple(_facts(answers, words)),
        handling=Handling(answers.get("handling", Handling.NORMAL.value)),
        attendance_id=held.person.id if held.person is not None else None,
        earlier=earlier,
        notices=notices,
        refused=SEALED_OFF.get(meeting.state, ""),
    )


def _facts(answers: Mapping[str, str], words: Wording) -> Iterable[tuple[str, str]]:
    """Who filled the form and how it may be used; then what was filled in beside another choice."""
    if answers.get("handling"):
        yield words("form.fact.handling"), words(f"form.handling.{answers['handling']}")
    if answers.get("handling_why"):
        yield words("form.fact.handling_why"), answers["handling_why"]
    for question in QUESTIONS:
        if question.part is FormPart.SENDER and answers.get(question.field):
            yield words(f"form.ask.{question.field}"), answers[question.field]
    for field, (choice, chosen) in _LOOSE.items():
        if answers.get(field) and answers.get(choice) != chosen:
            yield words(f"form.ask.{field}"), answers[field]
    for question in QUESTIONS:
        if question.becomes is Becomes.ENTRY and not answers.get(question.field):
            day = answers.get(f"{question.field}_on", "")
            if day:
                yield words("form.ask.news"), words("form.entry.day_alone", day=day)


def _notices(filled: FilledForm) -> Iterable[str]:
    if filled.left_out:
        yield f"Not read: {', '.join(filled.left_out)}."
    if filled.noted:
        yield f"Worth a look: {', '.join(filled.noted)}."
    if not filled.answers:
        yield "Nothing was filled in on this form."
