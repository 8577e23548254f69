"""Rounds of chasing: what was asked at once, a line for each case and agency, and how one is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from mappa_desk.domain.action_lives import TAKEN_BACK, own_note
from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, ActionState, Channel
from mappa_desk.domain.chase_views import CallLine, ReplyLine, RoundDone
from mappa_desk.domain.chasing import Chase, ChaseKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.services.action_history import in_turn
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

_Line = TypeVar("_Line", CallLine, ReplyLine)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is the same for every line of a round."""

    kind: ChaseKind
    round_id: str
    how: Channel
    to_whom: str = ""
    reply_by: date | None = None
    note: str = ""
    rung: str = ""
    skipped_because: str = ""


def asked_as(work: Work, kind: ChaseKind, how: Channel, *, to_whom: str, note: str) -> Asked:
    """What is the same for every line of a new round. Raises RuleError while it is not said how."""
    if how is Channel.NOT_SAID:
        raise RuleError("Say how it was done: by telephone, by e-mail, in person.", field="how")
    whom = check_text(to_whom.strip(), field="to_whom")
    said = own_note(check_text(note.strip(), field="note"))
    return Asked(kind, work.new_id(), how, whom, note=said)


def check_reply(work: Work, reply_by: date | None) -> None:
    """Raises RuleError for a day for answers that has gone by."""
    if reply_by is not None and reply_by < work.today():
        raise RuleError("The day for the answer has gone by.", field="reply_by")


def open_actions(reading: Reading, action_ids: Sequence[str]) -> list[Action]:
    """These actions, each once. Raises RuleError for none, and for one that is settled; NotFound."""
    found = [reading.get(Action, action_id) for action_id in dict.fromkeys(action_ids)]
    if not found:
        raise RuleError("Choose at least one action.", field="actions")
    for action in found:
        if action.state is not ActionState.OPEN or action.removed:
            raise RuleError(f"Action {action.tag} is settled already.", field="actions")
    return found


def keep_line(
    work: Work,
    uow: UnitOfWork,
    asked: Asked,
    agency: str,
    actions: Sequence[Action],
    *,
    kind: ActionEventKind = ActionEventKind.CHASED,
    meeting_id: str | None = None,
    file: tuple[str, str] = ("", ""),
) -> Chase:
    """Keeps one line of a round, and a line in the history of each of its actions.

    Durable when the unit is left.
    """
    chase = uow.save(
        replace(
            chase_of(work, asked, actions[0].case_id, agency),
            meeting_id=meeting_id,
            action_ids=tuple(action.id for action in actions),
            file_name=file[0],
            sha256=file[1],
        )
    )
    for action in actions:
        uow.save(
            ActionEvent(
                id=work.new_id(),
                action_id=action.id,
                at=in_turn(uow, action.id, chase.at),
                event_kind=kind,
                note=asked.note,
                told_by=asked.to_whom if kind is ActionEventKind.TOLD else "",
                came_by=asked.how,
                rung=asked.rung,
                chase_id=chase.id,
            )
        )
    return chase


def chase_of(work: Work, asked: Asked, case_id: str, agency: str) -> Chase:
    """One line of a round, not kept yet."""
    return Chase(
        id=work.new_id(),
        case_id=case_id,
        round_id=asked.round_id,
        chase_kind=asked.kind,
        agency=agency,
        rung=asked.rung,
        skipped_because=asked.skipped_because,
        how=asked.how,
        to_whom=asked.to_whom,
        reply_by=asked.reply_by,
        note=asked.note,
        at=work.now(),
    )


def take_event_back(work: Work, uow: UnitOfWork, event: ActionEvent) -> ActionEvent:
    """Adds the line that takes one back. Durable when the unit is left."""
    at = in_turn(uow, event.action_id, work.now())
    back = replace(event, id=work.new_id(), revision=0, note=TAKEN_BACK, at=at)
    return uow.save(back)


def round_of(chases: Sequence[Chase]) -> RoundDone:
    """What was done, from its lines."""
    first = chases[0]
    return RoundDone(round_id=first.round_id, chase_kind=first.chase_kind, at=first.at, chases=tuple(chases))


def each_once(lines: Iterable[_Line], key: Callable[[_Line], str]) -> tuple[_Line, ...]:
    """The lines without those that come twice."""
    return tuple({key(line): line for line in lines}.values())
