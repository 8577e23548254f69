"""The first page of the minutes: title, facts, handling, statement, and the page in brief."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.change_page import compose_notices
from mappa_desk.documents.line_breaking import Span
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.next_review_words import next_review_words
from mappa_desk.documents.papers import CellWords, Mark, Paper, RowWords, TableWords
from mappa_desk.documents.tagged_tables import Column, TableLook
from mappa_desk.documents.wordings import british_day, capital, clock_time
from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import Mode
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.cases import Whereabouts
from mappa_desk.domain.deadlines import is_overdue
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.meetings import Meeting, MeetingState

_BRIEF_LIMIT = 240
"""Characters that the page in brief prints of a decision before it points to the full text."""


def title_of(source: MinutesSource) -> str:
    """ "Minutes of a Level 3 review meeting"; one reader's copy says so before it."""
    meeting, words, key = source.snapshot.meeting, source.words, source.facts.words_key
    title = words(f"paper.title.{meeting.kind.value}", level=int(meeting.level))
    return words(f"paper.copies.title_{key}", title=title[:1].lower() + title[1:]) if key else title


def compose_front(composer: Paper, source: MinutesSource, *, in_full: Sequence[str]) -> None:
    """Adds title, facts, handling, statement and, where the area prints it, the page in brief.

    `in_full` are texts of head and foot that had no room there.
    """
    meeting = source.snapshot.meeting.id
    composer.mark = Mark(Meeting.KIND, meeting)
    composer.place = title_of(source)
    composer.title(title_of(source))
    _compose_facts(composer, source)
    words, form = source.words, source.snapshot.form
    of_copy = copy_notice(source)
    if of_copy:
        composer.place = words("paper.copies.label")
        composer.labelled(words("paper.copies.label"), of_copy, strong=True)
    if form.handling_text:
        composer.place = words("paper.front.handling")
        composer.labelled(words("paper.front.handling"), form.handling_text, strong=True)
    composer.place = words("paper.front.statement")
    composer.labelled(words("paper.front.statement"), statement_words(source), strong=True)
    compose_notices(composer, source)
    compose_in_full(composer, source, in_full)
    if form.front_sheet:
        with composer.section():
            _compose_brief(composer, source)


def copy_notice(source: MinutesSource) -> str:
    """For whom the copy is, and that something is left out of it; empty for minutes that hold it all."""
    words, facts = source.words, source.facts
    parts = []
    if facts.reader and facts.words_key:
        parts.append(words(f"paper.copies.for_{facts.words_key}", reader=facts.reader))
    if facts.leaves_out:
        parts.append(words("paper.copies.left_out"))
    return " ".join(parts)


def compose_in_full(composer: Paper, source: MinutesSource, texts: Sequence[str]) -> None:
    """Adds the texts of head and foot of which there is only the beginning."""
    for text in texts:
        composer.labelled(source.words("paper.in_full"), text)


def _compose_facts(composer: Paper, source: MinutesSource) -> None:
    words = source.words
    facts = [
        ("reference", person_words(source)),
        ("category", _category(source)),
        ("level", _level(source)),
        ("whereabouts", _whereabouts(source)),
        ("lead_agency", _lead_agency(source)),
        ("when", when_words(source)),
        ("ended", _ended(source)),
        ("place", _place(source)),
        ("chair", source.snapshot.meeting.chair or words("paper.not_recorded")),
        ("minutes_by", source.snapshot.meeting.minutes_by or words("paper.not_recorded")),
        ("sequence", _sequence(source)),
        ("previous", _previous(source)),
        ("form", _form(source)),
    ]
    rows = [
        RowWords(
            (CellWords(words(f"paper.facts.{key}"), bold=True), CellWords(value)),
            place=words(f"paper.facts.{key}"),
            mark=Mark(Meeting.KIND, source.snapshot.meeting.id, key),
        )
        for key, value in facts
        if value
    ]
    room = composer.sheet.full_width - grid.TEXT_X
    columns = (Column("", 0.0, grid.LABEL_WIDTH), Column("", grid.TEXT_X, room))
    table = TableWords(columns, rows, False, words("paper.continued_below"))
    composer.table(table, TableLook(grid.CELL, pad=2.6))


def person_words(source: MinutesSource) -> str:
    """The person as the edition and the area's form allow: by name, by initials, or by reference alone."""
    case, words = source.snapshot.case, source.words
    if not case.name:
        return words("paper.reference_only", reference=case.reference)
    if not source.snapshot.form.print_names:
        initials = " ".join(f"{part[0]}." for part in case.name.split())
        return words("paper.initials", reference=case.reference, initials=initials)
    text = words("paper.named", reference=case.reference, name=case.name)
    if case.also_known_as:
        text += words("paper.also_known_as", names=words.listed(case.also_known_as))
    if case.date_of_birth:
        text += words("paper.born", day=long_date(case.date_of_birth))
    return text


def when_words(source: MinutesSource) -> str:
    """Day and clock times of the meeting; the planned ones where it has not begun."""
    meeting, words = source.snapshot.meeting, source.words
    if meeting.started_at is None:
        day = long_date(meeting.planned_on)
        return (
            words("paper.facts.when_from", day=day, start=meeting.planned_at) if meeting.planned_at else day
        )
    day, start = long_date(british_day(meeting.started_at)), clock_time(meeting.started_at)
    if meeting.ended_at is None:
        return words("paper.facts.when_from", day=day, start=start)
    return words("paper.facts.when_to", day=day, start=start, end=clock_time(meeting.ended_at))


def _category(source: MinutesSource) -> str:
    category = source.snapshot.meeting.category or source.snapshot.case.category
    if category is None:
        return source.words("paper.not_recorded")
    number = int(category)
    return source.words(
        "paper.facts.category_words", number=number, about=source.words(f"category_about.{number}")
    )


def _level(source: MinutesSource) -> str:
    meeting, words = source.snapshot.meeting, source.words
    if meeting.level_after is None:
        return words("paper.facts.level_start", level=int(meeting.level))
    if meeting.level_after is meeting.level:
        return words("paper.facts.level_same", level=int(meeting.level))
    return words("paper.facts.level_changed", level=int(meeting.level), after=int(meeting.level_after))


def _whereabouts(source: MinutesSource) -> str:
    case = source.snapshot.case
    if case.whereabouts is Whereabouts.NOT_KNOWN:
        return ""
    where = source.words(f"whereabouts.{case.whereabouts.value}")
    if case.release_on is None:
        return where
    key = "released" if case.release_on <= _meeting_day(source) else "release"
    return source.words(f"paper.facts.{key}", where=where, day=long_date(case.release_on))


def _meeting_day(source: MinutesSource) -> date:
    meeting = source.snapshot.meeting
    return british_day(meeting.started_at) if meeting.started_at else meeting.planned_on


def _lead_agency(source: MinutesSource) -> str:
    meeting, case = source.snapshot.meeting, source.snapshot.case
    agency = source.agency(meeting.lead_agency or case.lead_agency)
    officer = meeting.lead_officer or case.lead_officer
    if agency and officer:
        return source.words("paper.facts.lead_agency_words", agency=agency, officer=officer)
    return agency or officer or source.words("paper.not_recorded")


def _ended(source: MinutesSource) -> str:
    """Only for a meeting that was adjourned, cancelled or not held."""
    meeting, words = source.snapshot.meeting, source.words
    ended = (MeetingState.ADJOURNED, MeetingState.CANCELLED, MeetingState.NOT_HELD)
    if meeting.state not in ended:
        return ""
    text = words(f"paper.facts.state_{meeting.state.value}")
    if meeting.state is MeetingState.ADJOURNED and meeting.adjourned_to:
        text = words("paper.facts.state_adjourned_to", day=long_date(meeting.adjourned_to))
    if meeting.ended_because:
        text = words("paper.facts.ended_because", state=text, reason=meeting.ended_because)
    return text


def _place(source: MinutesSource) -> str:
    words, snapshot = source.words, source.snapshot
    modes = {row.mode for row in snapshot.attendance if row.took_part}
    parts = [snapshot.meeting.place] if snapshot.meeting.place else []
    parts += [
        words(f"paper.facts.place_{mode.value}") for mode in (Mode.VIDEO, Mode.TELEPHONE) if mode in modes
    ]
    return capital(words.listed(parts)) or words("paper.not_recorded")


def _sequence(source: MinutesSource) -> str:
    meeting = source.snapshot.meeting
    kind = "sequence_review" if meeting.kind is MeetingKind.REVIEW else "sequence_initial"
    return source.words(f"paper.facts.{kind}", ordinal=capital(source.words.ordinal(meeting.number)))


def _previous(source: MinutesSource) -> str:
    previous = source.snapshot.previous_meeting
    if previous is None:
        return source.words("paper.facts.previous_none")
    return source.words(
        "paper.facts.previous_words",
        day=long_date(british_day(previous.started_at) if previous.started_at else previous.planned_on),
        reference=meeting_reference(source.snapshot.case.reference, previous.number),
    )


def _form(source: MinutesSource) -> str:
    form, words = source.snapshot.form, source.words
    if not form.form_title:
        return words("paper.facts.form_local")
    text = form.form_title
    if form.form_edition:
        text = words("paper.facts.form_words", title=form.form_title, edition=form.form_edition)
    if form.approved_by_board_on:
        text += words("paper.facts.form_approved", day=long_date(form.approved_by_board_on))
    if form.departs_because:
        text += words("paper.facts.form_departs", reason=form.departs_because)
    return text


def statement_words(source: MinutesSource) -> str:
    """When the statement was read or shown, to whom again, and who did not agree to it."""
    words = source.words
    readings = sorted(source.snapshot.statements, key=lambda reading: reading.at)
    if not readings:
        return words("paper.front.statement_none")
    first, *again = readings
    how = "displayed" if first.how == "displayed" else "read"
    text = words(f"paper.front.statement_{how}", time=clock_time(first.at))
    heard = set(first.heard_by)
    for reading in again:
        late = set(reading.heard_by) - heard
        heard |= late
        if not late:
            text += words("paper.front.statement_repeated", time=clock_time(reading.at))
            continue
        people = words.counted("paper.front.statement_people", len(late))
        text += words("paper.front.statement_again", time=clock_time(reading.at), people=people)
    text += words("paper.front.statement_end")
    declined = source.names([row for reading in readings for row in reading.declined_by])
    return text + words("paper.front.statement_declined", names=declined) if declined else text


def _compose_brief(composer: Paper, source: MinutesSource) -> None:
    words, meeting = source.words, source.snapshot.meeting
    composer.place = words("paper.front.brief")
    composer.mark = Mark(Meeting.KIND, meeting.id, "front_sheet")
    composer.heading(words("paper.front.brief"))
    for key, text in (("why", meeting.brief_why), ("risk", meeting.brief_risk)):
        if text:
            composer.labelled(words(f"paper.front.{key}"), text)
    for decision in source.decisions:
        label = words("paper.front.decision", number=decision.number)
        composer.mark = Mark(Decision.KIND, decision.id, "brief")
        composer.labelled(label, _decision_in_brief(source, decision), strong=True)
    composer.mark = Mark(Meeting.KIND, meeting.id)
    composer.labelled(words("paper.front.actions"), _actions_in_brief(source))
    composer.labelled(words("paper.front.next_review"), next_review_words(source))


def _decision_in_brief(source: MinutesSource, decision: Decision) -> list[Span]:
    words = source.words
    text = " ".join((decision.heading or decision.decided).split())
    if len(text) > _BRIEF_LIMIT:
        start = text[:_BRIEF_LIMIT].rsplit(" ", 1)[0]
        place = source.entry_numbers.get(decision.entry_id, "")
        text = words("paper.front.decision_in_full", start=start, place=place)
    text = capital(text)
    if text and text[-1] not in ".!?":
        text += "."
    against = source.agencies(dissent.agency for dissent in decision.dissent)
    if against:
        text += words("paper.front.disagreed", names=words.listed(against))
    return [Span(text)]


def _actions_in_brief(source: MinutesSource) -> str:
    words, actions = source.words, source.actions
    if actions:
        owners = len({action.owner_agency for action in actions})
        agencies = words.counted("paper.front.agencies", owners)
        text = words.counted("paper.front.actions", len(actions), agencies=agencies)
        dates = [action.deadline.on for action in actions if action.deadline.on]
        if dates:
            key = "only_due" if len(actions) == 1 else "first_due"
            text += words(f"paper.front.{key}", day=long_date(min(dates)))
    else:
        text = words("paper.front.actions_none")
    carried = sum(one.action.state is ActionState.OPEN for one in source.snapshot.previous_actions)
    if carried:
        text += words.counted("paper.front.carried", carried)
    overdue = sum(
        is_overdue(previous.action, source.snapshot.measured_on)
        for previous in source.snapshot.previous_actions
    )
    if overdue:
        text += words.counted("paper.front.overdue", overdue)
    return text
