"""Gaps about people: who came, who heard the statement, which absent agency sent nothing."""

from __future__ import annotations

from collections.abc import Iterator

from mappa_desk.domain.agendas import Need
from mappa_desk.domain.attendance import Attendance, AttendanceState, RemoteCheck
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.decisions import DecisionKind
from mappa_desk.domain.gaps_places import Places
from mappa_desk.domain.hearing import remote_missed, statement_missed
from mappa_desk.domain.views import DeskView, Gap


def people_gaps(view: DeskView, places: Places) -> Iterator[Gap]:
    """An empty list, unanswered invitations, unknown modes, absent agencies and an absent lead agency."""
    item = places.holding(Need.ATTENDANCE)
    if not any(row.took_part for row in view.attendance):
        yield places.of_meeting("nobody", "Nobody is recorded as taking part.", True, item)
    for row in view.attendance:
        if row.state is AttendanceState.EXPECTED:
            sentence = f"{places.person(row)}: here, deputy, apologies or no reply?"
            yield _of_row(row, "attendance", sentence, True, item)
        elif row.took_part and row.mode is None:
            sentence = f"{places.person(row)}: in the room, by video or by telephone?"
            yield _of_row(row, "mode", sentence, False, item)
    yield from _absent_agencies(view, places, item)
    yield from _remote_people(view, places, item)


def _remote_people(view: DeskView, places: Places, item: str) -> Iterator[Gap]:
    """Those who took part from elsewhere and were not asked, or did not confirm all three."""
    rows = {row.id: row for row in view.attendance}
    missed = [places.person(rows[row_id]) for row_id in remote_missed(view.attendance, view.remote_checks)]
    if missed:
        names = "; ".join(missed)
        sentence = f"Not asked whether alone, not overheard and not recording: {names}."
        yield places.of_meeting("remote_not_asked", sentence, False, item)
    last = {check.attendance_id: check for check in view.remote_checks}
    for row_id, check in last.items():
        row, words = rows.get(row_id), not_confirmed(check)
        if row is not None and words:
            sentence = f"{places.person(row)} did not confirm: {', '.join(words)}."
            yield _of_row(row, "remote_doubt", sentence, False, item)


def not_confirmed(check: RemoteCheck) -> tuple[str, ...]:
    """Which of the three somebody who takes part from elsewhere did not confirm, in words."""
    answers = {
        "alone": check.alone,
        "not overheard": check.not_overheard,
        "not recording": check.not_recording,
    }
    return tuple(words for words, said in answers.items() if not said)


def _absent_agencies(view: DeskView, places: Places, item: str) -> Iterator[Gap]:
    rows: dict[str, list[Attendance]] = {}
    for row in view.attendance:
        if row.agency and not row.observer:
            rows.setdefault(row.agency, []).append(row)
    read_in = {entry.agency for entry in places.entries if entry.entry_kind is EntryKind.WRITTEN_REPORT}
    waiting = (AttendanceState.EXPECTED, AttendanceState.ATTENDED, AttendanceState.DEPUTY)
    absent = {code: people for code, people in rows.items() if all(p.state not in waiting for p in people)}
    for code, people in absent.items():
        if code in read_in:
            continue
        received = any(row.report_received for row in people)
        said = "sent a report, and no entry holds it yet" if received else "was not there and sent no report"
        code_word = "report_unread" if received else "no_report"
        yield _of_row(people[0], code_word, f"{places.agency(code)} {said}.", False, item)
    lead = view.meeting.lead_agency or view.case.lead_agency
    decided = any(decision.decision_kind is DecisionKind.PROCEED for decision in view.decisions)
    if lead and not decided and (lead in absent or lead not in rows):
        sentence = f"{places.agency(lead)} leads and was not there: record the decision to go on, and why."
        yield places.of_meeting("lead_absent", sentence, False, item)


def statement_gaps(view: DeskView, places: Places) -> Iterator[Gap]:
    """Everyone who took part must have heard the confidentiality and diversity statement.

    That it is read or displayed is asked by the published meeting audit; that it is repeated for those who
    join later is the Scottish practice, taken as this program's rule.
    """
    item = places.holding(Need.STATEMENT)
    missed = set(statement_missed(view.attendance, view.statements))
    if missed and not view.statements:
        sentence = "The confidentiality and diversity statement was not read or shown."
        yield places.of_meeting("statement", sentence, True, item)
        return
    declined = {row_id for reading in view.statements for row_id in reading.declined_by}
    for row in view.attendance:
        if row.id in missed:
            sentence = f"{places.person(row)} has not heard the statement."
            yield _of_row(row, "statement_person", sentence, True, item)
        elif row.id in declined:
            sentence = f"{places.person(row)} did not agree to the statement: what was decided?"
            yield _of_row(row, "statement_declined", sentence, False, item)


def _of_row(row: Attendance, code: str, sentence: str, blocking: bool, item: str) -> Gap:
    return Gap(
        code=code,
        sentence=sentence,
        blocking=blocking,
        item=item,
        record_kind=Attendance.KIND,
        record_id=row.id,
    )
