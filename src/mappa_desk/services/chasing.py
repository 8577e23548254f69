"""The morning's chase: asked for several agencies at once, each round logged with how and when, none sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from mappa_desk.domain.action_lives import TAKEN_BACK, own_note
from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, Channel
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chase_rules import (
    check_climb,
    in_order,
    present_rung,
    rung_of,
    rung_words,
    standing_events,
)
from mappa_desk.domain.chase_views import CallLine, ChaseView, ReplyKind, ReplyLine, RoundDone
from mappa_desk.domain.chasing import Chase, ChaseKind, Rung
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.views import ActionRow
from mappa_desk.services.action_history import action_events, in_turn
from mappa_desk.services.calendar import add_working_days
from mappa_desk.services.call_papers import CallPaper, call_paper
from mappa_desk.services.chase_lines import chase_view
from mappa_desk.services.chase_rounds import (
    Asked,
    asked_as,
    chase_of,
    check_reply,
    each_once,
    keep_line,
    open_actions,
    round_of,
    take_event_back,
)
from mappa_desk.services.filing import agency_name
from mappa_desk.services.handing_out import hand_out
from mappa_desk.services.ladder import all_rungs
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork

__all__ = [
    "CallLine",
    "ChaseView",
    "ReplyLine",
    "RoundDone",
    "ask_again",
    "call_for_updates",
    "called_back",
    "chase_view",
    "climb",
    "climb_each",
    "rung_message",
    "take_back_calls",
    "take_back_round",
    "told_now",
]

_NOTED = (ActionEventKind.CHASED, ActionEventKind.TOLD)
"""What a round notes in the history of an action."""
_ASKS = {ReplyKind.UNANSWERED: ChaseKind.INVITATION, ReplyKind.REPORT: ChaseKind.REPORT}


def call_for_updates(
    work: Work,
    *,
    lines: Iterable[CallLine],
    reply_by: date | None = None,
    how: Channel = Channel.SECURE_MAIL,
    to_whom: str = "",
    note: str = "",
    folder: Path | None = None,
    go_on: Callable[[int, int], bool] = lambda _number, _total: True,
) -> Outcome[RoundDone]:
    """Asks each agency of `lines` what became of its open actions: one round, one line for each of them.

    With a `folder` one sheet for each line is written there and entered in the register of documents; files
    and lines are there together or not at all. Without one only the asking is noted, as for a telephone call.
    What a sheet leaves out because the agency may not read it is not noted as asked for. `reply_by` is each
    line's own day unless given. `go_on` is told each sheet's number, from 1, and how many there are, before
    it is drawn; once it gives False the sheets drawn by then, at least one, are the round. Raises RuleError
    for no line, an action that is settled by now, a day for answers that has gone by and a folder that cannot
    be written; NotFound, DiskFull, DiskGone. Durable on return.
    """
    chosen = each_once(lines, lambda line: line.key)
    if not chosen:
        raise RuleError("Choose at least one agency.", field="lines")
    check_reply(work, reply_by)
    asked = asked_as(work, ChaseKind.CALL, how, to_whom=to_whom, note=note)
    made: list[Chase] = []
    if folder is None:
        with work.writing() as uow:
            for line in chosen:
                day = replace(asked, reply_by=reply_by or line.reply_by)
                actions = open_actions(uow, [row.action.id for row in line.actions])
                made.append(keep_line(work, uow, day, line.agency, actions, meeting_id=line.meeting_id))
            return Outcome(round_of(made), uow.changes)
    papers: list[CallPaper] = []
    for number, line in enumerate(chosen, start=1):
        if not go_on(number, len(chosen)) and papers:
            break
        papers.append(call_paper(work, line=line, reply_by=reply_by or line.reply_by, folder=folder))

    def log(uow: UnitOfWork) -> None:
        for line, paper in zip(chosen, papers, strict=False):
            made.append(_keep_call(work, uow, asked, line, paper))

    _, changes = hand_out(work, [one.paper for one in papers], log)
    return Outcome(round_of(made), changes)


def told_now(
    work: Work,
    *,
    action_ids: Sequence[str],
    how: Channel = Channel.TELEPHONE,
    to_whom: str = "",
    note: str = "",
) -> Outcome[RoundDone]:
    """Notes that the owners of actions which do not wait were told of them now: one round.

    Raises RuleError for no action, a settled one, and for nobody told; NotFound. Durable on return.
    """
    if not to_whom.strip():
        raise RuleError("Say who was told.", field="to_whom")
    asked = asked_as(work, ChaseKind.DO_NOW, how, to_whom=to_whom, note=note)
    with work.writing() as uow:
        made = _of_each_agency(work, uow, asked, open_actions(uow, action_ids), ActionEventKind.TOLD)
        return Outcome(round_of(made), uow.changes)


def called_back(
    work: Work,
    *,
    action_ids: Sequence[str],
    told_by: str,
    how: Channel = Channel.TELEPHONE,
    note: str = "",
) -> Outcome[tuple[ActionEvent, ...]]:
    """Notes that somebody who had been told of these actions called back, and what they said.

    The actions stay open until they get an outcome. Raises RuleError for no action, a settled one, and for
    nobody who called; NotFound. Durable on return.
    """
    who, said = told_by.strip(), own_note(check_text(note.strip(), field="note"))
    if not who:
        raise RuleError("Say who called back.", field="told_by")
    with work.writing() as uow:
        made = []
        for action in open_actions(uow, action_ids):
            told = [one for one in action_events(uow, action.id) if one.event_kind is ActionEventKind.TOLD]
            made.append(
                uow.save(
                    ActionEvent(
                        id=work.new_id(),
                        action_id=action.id,
                        at=in_turn(uow, action.id, work.now()),
                        event_kind=ActionEventKind.CALLED_BACK,
                        note=said,
                        told_by=who,
                        came_by=how,
                        chase_id=told[-1].chase_id if told else None,
                    )
                )
            )
        return Outcome(tuple(made), uow.changes)


def take_back_calls(work: Work, *, event_ids: Sequence[str]) -> Outcome[tuple[ActionEvent, ...]]:
    """Takes call backs back by a line of their own.

    Raises RuleError for other lines and for one that was taken back already; NotFound. Durable on return.
    """
    with work.writing() as uow:
        made = []
        for event_id in dict.fromkeys(event_ids):
            event = uow.get(ActionEvent, event_id)
            if event.event_kind is not ActionEventKind.CALLED_BACK or event.note == TAKEN_BACK:
                raise RuleError("This line is no call back.")
            if event not in standing_events(action_events(uow, event.action_id)):
                raise RuleError("This call back was taken back already.")
            made.append(take_event_back(work, uow, event))
        return Outcome(tuple(made), uow.changes)


def climb(
    work: Work,
    *,
    action_ids: Sequence[str],
    rung: str,
    how: Channel = Channel.SECURE_MAIL,
    to_whom: str = "",
    reply_by: date | None = None,
    skipped_because: str = "",
    note: str = "",
) -> Outcome[RoundDone]:
    """Puts actions on a rung of the ladder: whoever it names is written to. One round.

    `rung` is its code. As `climb_each` for one rung. Durable on return.
    """
    return climb_each(
        work,
        rungs={rung: action_ids},
        how=how,
        to_whom=to_whom,
        reply_by=reply_by,
        skipped_because=skipped_because,
        note=note,
    )


def climb_each(
    work: Work,
    *,
    rungs: Mapping[str, Sequence[str]],
    how: Channel = Channel.SECURE_MAIL,
    to_whom: str = "",
    reply_by: date | None = None,
    skipped_because: str = "",
    note: str = "",
) -> Outcome[RoundDone]:
    """Puts actions on rungs of the ladder, given by their ids under the code of each. One round, all or none.

    `to_whom` is each rung's office unless given. A rung that is left out below one needs its reason. Raises
    RuleError as `check_climb`, for no action, one that no agency owns, and a day that has gone by; NotFound
    for an unknown rung. Durable on return.
    """
    check_reply(work, reply_by)
    why = check_text(skipped_because.strip(), field="skipped_because")
    asked = asked_as(work, ChaseKind.RUNG, how, to_whom=to_whom, note=note)
    asked = replace(asked, reply_by=reply_by, skipped_because=why)
    made: list[Chase] = []
    with work.writing() as uow:
        ladder = in_order(all_rungs(uow, work))
        for code, action_ids in rungs.items():
            wanted = _rung(ladder, code)
            actions = open_actions(uow, action_ids)
            for action in actions:
                event = present_rung(action_events(uow, action.id))
                present = rung_of(ladder, event.rung) if event is not None else None
                check_climb(action, present, wanted, ladder, because=why)
            own = replace(asked, rung=wanted.id, to_whom=asked.to_whom or wanted.to_whom)
            made += _of_each_agency(work, uow, own, actions, ActionEventKind.CHASED)
        if not made:
            raise RuleError("Choose at least one action.", field="actions")
        return Outcome(round_of(made), uow.changes)


def rung_message(work: Work, *, rung: str, rows: Sequence[ActionRow], reply_by: str) -> str:
    """What the message of a rung says about the actions of one agency: references alone, no name.

    `reply_by` is the day in words. Raises NotFound.
    """
    with work.reading() as reading:
        wanted = _rung(in_order(all_rungs(reading, work)), rung)
        code = rows[0].action.owner_agency if rows else ""
        agency = agency_name(reading, work, code)
    numbers = [row.reference for row in rows]
    listed = ", ".join(numbers[:-1]) + " and " + numbers[-1] if len(numbers) > 1 else "".join(numbers)
    return rung_words(wanted, numbers=listed, agency=agency, reply_by=reply_by)


def ask_again(
    work: Work,
    *,
    lines: Iterable[ReplyLine],
    how: Channel = Channel.SECURE_MAIL,
    to_whom: str = "",
    reply_by: date | None = None,
    note: str = "",
) -> Outcome[RoundDone]:
    """Notes that people on lists of planned meetings were asked again: for an answer, or for their report.

    Each person is one line of the round; `to_whom` is the person's name unless given. Raises RuleError for
    no line, for one that owes nothing, and for a day that has gone by. Durable on return.
    """
    chosen = each_once(lines, lambda line: line.key)
    if not chosen:
        raise RuleError("Choose at least one person.", field="lines")
    if any(line.kind not in _ASKS for line in chosen):
        raise RuleError("Only somebody who owes an answer or a report is asked again.", field="lines")
    unknown = next((line.attendance for line in chosen if not line.attendance.agency), None)
    if unknown is not None:
        raise RuleError(f"Say first of which agency {unknown.name or 'this person'} is.", field="lines")
    check_reply(work, reply_by)
    asked = asked_as(work, ChaseKind.INVITATION, how, to_whom=to_whom, note=note)
    with work.writing() as uow:
        made = []
        for line in chosen:
            whom = asked.to_whom or line.attendance.name or line.attendance.role
            day = reply_by or _still_to_come(work, line)
            own = replace(asked, kind=_ASKS[line.kind], to_whom=whom, reply_by=day)
            chase = chase_of(work, own, line.case_id, line.attendance.agency)
            chase = replace(chase, meeting_id=line.meeting.id, attendance_id=line.attendance.id)
            made.append(uow.save(chase))
        return Outcome(round_of(made), uow.changes)


def take_back_round(work: Work, *, round_id: str) -> Outcome[tuple[Chase, ...]]:
    """Takes a whole round back: it was noted and not done. Each of its lines gets a line that says so.

    What an agency answered or rang about meanwhile stays. Sheets that were written stay where they are, and
    the register of documents keeps them. Raises NotFound for an unknown round, RuleError for one that was
    taken back already. Durable on return.
    """
    with work.writing() as uow:
        lines = uow.all(Chase, order_by="at", round_id=round_id)
        if not lines:
            raise NotFound("There is no such round.", field="round")
        if any(line.note == TAKEN_BACK for line in lines):
            raise RuleError("This round was taken back already.")
        made = []
        for line in lines:
            back = replace(line, id=work.new_id(), revision=0, note=TAKEN_BACK, at=work.now())
            made.append(uow.save(back))
            for action_id in line.action_ids:
                for event in standing_events(action_events(uow, action_id)):
                    if event.chase_id == line.id and event.event_kind in _NOTED:
                        take_event_back(work, uow, event)
        return Outcome(tuple(made), uow.changes)


def _still_to_come(work: Work, line: ReplyLine) -> date:
    """The line's own day for an answer; the next working day where that has gone by, or the meeting's."""
    soon = add_working_days(work.today(), 1)
    return min(soon, line.meeting.planned_on) if line.late else line.reply_by


def _of_each_agency(
    work: Work, uow: UnitOfWork, asked: Asked, actions: Iterable[Action], kind: ActionEventKind
) -> list[Chase]:
    """Keeps a line for each case and agency of these actions. Raises RuleError for one without an agency."""
    groups: dict[tuple[str, str], list[Action]] = {}
    for action in actions:
        if not action.owner_agency:
            raise RuleError(f"Action {action.tag} is with no agency. Say first whose it is.", field="actions")
        groups.setdefault((action.case_id, action.owner_agency), []).append(action)
    return [keep_line(work, uow, asked, agency, some, kind=kind) for (_, agency), some in groups.items()]


def _keep_call(work: Work, uow: UnitOfWork, asked: Asked, line: CallLine, sheet: CallPaper) -> Chase:
    """The line of a call whose sheet has just been registered in this unit of work."""
    given = uow.get(type(sheet.paper.given), sheet.paper.given.id)
    own = replace(asked, reply_by=sheet.reply_by)
    actions = [uow.get(Action, action_id) for action_id in sheet.action_ids]
    return keep_line(
        work,
        uow,
        own,
        line.agency,
        actions,
        meeting_id=line.meeting_id,
        file=(given.file_name, given.sha256),
    )


def _rung(ladder: Sequence[Rung], code: str) -> Rung:
    found = rung_of(ladder, code)
    if found is None:
        raise NotFound(f"There is no rung {code}.", field="rung")
    return found
