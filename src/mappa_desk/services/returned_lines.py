"""Sets the answers of a filled form beside what the record holds of the agency."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.contact_book import same_person
from mappa_desk.domain.contributions import FIELD_LIMIT, Entry, EntryKind
from mappa_desk.domain.form_questions import NIL, QUESTIONS, Becomes, Coming, Question, Response
from mappa_desk.domain.form_returns import FormReturn
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.returned_forms import FormLine
from mappa_desk.domain.wordings import Wording
from mappa_desk.services.filing import agency_name, entries_in_order
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

_MOST_QUOTED = 5
_KINDS = {
    EntryKind.WRITTEN_REPORT: "Written contribution",
    EntryKind.NIL_RETURN: "Nil return",
    EntryKind.REFUSAL: "Refusal, with its reason",
}
_OF_AGENCY = (
    EntryKind.CONTRIBUTION,
    EntryKind.WRITTEN_REPORT,
    EntryKind.NIL_RETURN,
    EntryKind.REFUSAL,
)


@dataclass(frozen=True, slots=True)
class Held:
    """What the record holds of one agency."""

    entries: tuple[Entry, ...]
    """Those outside the bin."""
    returns: tuple[FormReturn, ...]
    person: Attendance | None
    """The person of the list that the form speaks for."""
    agency_name: str

    def from_form(self, field: str) -> tuple[Entry, ...]:
        """The entries that were made of a question's answers, of whichever return, and still stand."""
        made = {entry_id for one in self.returns for name, entry_id in entries_by_field(one) if name == field}
        return tuple(entry for entry in self.entries if entry.id in made)


def entries_by_field(form: FormReturn) -> tuple[tuple[str, str], ...]:
    """Pairs of a question that became an entry, and that entry's id."""
    fields = [field for field in form.taken if _becomes_entry(field)]
    return tuple(zip(fields, form.entry_ids, strict=False))


def form_lines(answers: Mapping[str, str], held: Held, words: Wording) -> tuple[FormLine, ...]:
    """One line for each answer that can be taken by itself, in the order of the form."""
    makers: dict[Becomes, Callable[[Question], FormLine | None]] = {
        Becomes.ENTRY: lambda question: _written(question, answers, held, words),
        Becomes.RESPONSE: lambda question: _response(question, answers, held, words),
        Becomes.ATTENDANCE: lambda question: _coming(question, answers, held, words),
    }
    made = (makers[question.becomes](question) for question in QUESTIONS if question.becomes in makers)
    return tuple(line for line in made if line is not None)


def changed_attendance(row: Attendance, answers: Mapping[str, str], invited: Attendance) -> Attendance:
    """The row of the list as an answer about coming makes it; `invited` is it without its deputy."""
    coming = Coming(answers["coming"])
    if coming is Coming.DEPUTY:
        return replace(
            invited,
            state=AttendanceState.EXPECTED,
            deputy_for=invited.name or invited.role,
            name=answers["deputy_name"],
            role=answers.get("deputy_role", ""),
            person_id=None,
            absence_reason="",
        )
    if coming is Coming.NO:
        reason = answers.get("absence_reason", "") or invited.absence_reason
        return replace(invited, state=AttendanceState.APOLOGIES, absence_reason=reason)
    return replace(row, state=AttendanceState.EXPECTED, absence_reason="")


def _becomes_entry(field: str) -> bool:
    return field == "response" or any(
        one.field == field and one.becomes is Becomes.ENTRY for one in QUESTIONS
    )


def _written(question: Question, answers: Mapping[str, str], held: Held, words: Wording) -> FormLine | None:
    answer = answers.get(question.field, "")
    day = answers.get(f"{question.field}_on", "")
    if not answer or (question.field == "period" and answers.get("response") in NIL):
        return None  # a nil return names its period itself
    if question.field.startswith("news_"):
        asked = words("form.ask.news_short")
        key = "form.entry.news" if day else "form.entry.news_undated"
        text = words(key, day=day, answer=answer)
        answer = f"{day}: {answer}" if day else answer
    else:
        asked = words(f"form.ask.{question.field}")
        text = words("form.entry.labelled", label=asked, answer=answer)
    return _entry_line(question, held, EntryKind.WRITTEN_REPORT, asked=asked, answer=answer, text=text)


def _response(question: Question, answers: Mapping[str, str], held: Held, words: Wording) -> FormLine | None:
    if not answers.get("response"):
        return None
    response = Response(answers["response"])
    asked, answer = words("form.ask.response"), words(f"form.response.{response.value}")
    reason = answers.get("declines_because", "")
    if response is Response.DECLINES:
        answer = f"{answer}\n{reason}" if reason else answer
        text = reason or words("form.entry.declines_no_reason")
        return _entry_line(
            question, held, EntryKind.REFUSAL, asked=asked, answer=answer, text=text, every=True
        )
    if response in NIL:
        text, period = words(f"form.entry.response_{response.value}"), answers.get("period", "")
        if period:
            text = words("form.entry.response_period", answer=text, period=period.rstrip("."))
        return _entry_line(
            question, held, EntryKind.NIL_RETURN, asked=asked, answer=answer, text=text, every=True
        )
    return FormLine(
        field=question.field,
        asked=asked,
        answer=answer,
        held=_quoted(held.entries),
        why_not="Nothing to take by itself: the answers below say what is known.",
    )


def _entry_line(
    question: Question,
    held: Held,
    kind: EntryKind,
    *,
    asked: str,
    answer: str,
    text: str,
    every: bool = False,
) -> FormLine:
    made = held.from_form(question.field)
    alike = tuple(entry for entry in held.entries if _says_the_same(entry, answer, text))
    found = tuple(dict.fromkeys((*made, *alike)))
    shown = held.entries if every else found
    why_not = ""
    if len(text) > FIELD_LIMIT:
        why_not = f"This answer has {len(text):,} characters; an entry takes {FIELD_LIMIT:,}."
    return FormLine(
        field=question.field,
        asked=asked,
        answer=answer,
        entry_kind=kind,
        text=text,
        does=_KINDS[kind],
        held=_quoted(shown),
        why_not=why_not,
        same=any(entry.text == text or _says_the_same(entry, answer, text) for entry in found),
    )


def _coming(question: Question, answers: Mapping[str, str], held: Held, words: Wording) -> FormLine | None:
    if not answers.get("coming"):
        return None
    coming = Coming(answers["coming"])
    deputy = ", ".join(filter(None, (answers.get("deputy_name", ""), answers.get("deputy_role", ""))))
    more = {Coming.DEPUTY: deputy, Coming.NO: answers.get("absence_reason", "")}.get(coming, "")
    answer, row = words(f"form.coming.{coming.value}"), held.person
    line = FormLine(
        field=question.field,
        asked=words("form.ask.coming"),
        answer=f"{answer}: {more}" if more else answer,
        held=(_stands(row, words),) if row is not None else (),
    )
    if row is None:
        return replace(line, why_not=f"Nobody of {held.agency_name} is on the list of this meeting.")
    if row.took_part:
        return replace(line, why_not="They came: the roll call stands.")
    if coming is Coming.DEPUTY and not answers.get("deputy_name"):
        return replace(line, why_not="The form names no deputy; add them on the roll call.")
    does = {
        Coming.YES: f"{row.deputy_for or row.name or row.role} is expected",
        Coming.DEPUTY: f"{deputy} is expected for {row.deputy_for or row.name or row.role}",
        Coming.NO: f"Apologies of {row.deputy_for or row.name or row.role}",
    }[coming]
    same = coming is Coming.YES and row.state is AttendanceState.EXPECTED and not row.deputy_for
    return replace(line, does=does, same=same)


def _stands(row: Attendance, words: Wording) -> str:
    state = words(f"attendance.{row.state.value}")
    who = ", ".join(part for part in (row.name, row.role) if part)
    who = f"{who}, deputy for {row.deputy_for}" if row.deputy_for else who
    reason = f": {row.absence_reason}" if row.absence_reason else ""
    report = ". A report was received" if row.report_received else ""
    return f"{state}, {who}{reason}{report}." if who else f"{state}{reason}{report}."


def of_agency(entries: Iterable[Entry], agency: str) -> tuple[Entry, ...]:
    """What the record holds of an agency, outside the bin, in its order."""
    return tuple(
        entry
        for entry in entries
        if entry.agency == agency and not entry.removed and entry.entry_kind in _OF_AGENCY
    )


def _quoted(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    quoted = [entry.text for entry in entries[:_MOST_QUOTED]]
    rest = len(entries) - len(quoted)
    if not rest:
        return tuple(quoted)
    return (*quoted, "And 1 more entry." if rest == 1 else f"And {rest} more entries.")


def _says_the_same(entry: Entry, answer: str, text: str) -> bool:
    """True when an entry has the answer's words, whatever the white space between them."""
    own = " ".join(entry.text.casefold().split())
    return own in (" ".join(answer.casefold().split()), " ".join(text.casefold().split()))


def held_of(reading: Reading, work: Work, agency: str, meeting: Meeting, answers: Mapping[str, str]) -> Held:
    """What the record holds of an agency at a meeting; `answers` are those of the form that came back."""
    rows = reading.all(Attendance, order_by=("seat", "name", "id"), meeting_id=meeting.id, agency=agency)
    return Held(
        entries=of_agency(entries_in_order(reading, meeting.id), agency),
        returns=reading.all(FormReturn, order_by="at", meeting_id=meeting.id, agency=agency),
        person=_speaks_for(rows, answers.get("sender_name", "")),
        agency_name=agency_name(reading, work, agency),
    )


def _speaks_for(rows: Iterable[Attendance], sender: str) -> Attendance | None:
    """The sender's own row, else the first member of the agency on the list, else the first observer."""
    own = [row for row in rows if not row.is_chair]
    named = [row for row in own if sender and same_person(row.name, row.agency, sender, row.agency)]
    return next(iter((*named, *(row for row in own if not row.observer), *own)), None)
