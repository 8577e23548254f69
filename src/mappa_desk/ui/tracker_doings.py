"""What the form at the side of the tracker asks and offers, and the service calls its answers become."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mappa_desk.domain.actions import Acceptance, Action, ActionEvent, Channel, Deadline, Priority
from mappa_desk.domain.actions import ActionEventKind as Kind
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.changes import Changes
from mappa_desk.domain.chase_views import RoundDone
from mappa_desk.domain.chasing import Rung
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.action_lives import Reply, accept_action, mark_action, record_replies, take_back
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.chasing import climb, take_back_round
from mappa_desk.services.work import Work
from mappa_desk.ui.models import dates, tracker_doings
from mappa_desk.ui.models import tracker_words as words
from mappa_desk.ui.models.desk_words import deadline as deadline_words
from mappa_desk.ui.models.tracker_doings import Doing, DoingAnswers, Offer
from mappa_desk.ui.models.tracker_words import tr
from mappa_desk.ui.tracker_host import Kept

DOINGS: Mapping[str, tuple[Doing, str]] = {
    "action_reply": (Doing.REPLY, ""),
    "action_outcome": (Doing.SETTLE, ""),
    "action_date": (Doing.REDATE, ""),
    "action_transfer": (Doing.TRANSFER, ""),
    "action_accept": (Doing.ACCEPT, ""),
    "action_labels": (Doing.MARKS, "labels"),
    "action_priority": (Doing.MARKS, "priority"),
    "action_look": (Doing.MARKS, "look"),
    "action_rung": (Doing.RUNG, ""),
}
"""The commands of the sheet: the doing, and the field that the keyboard goes to."""
FIELD_OF = {
    "told_by": "told", "by": "told", "to_whom": "told", "objection": "note", "on": "day", "look_on": "look",
    "skipped_because": "skipped", "skipped": "skipped", "owner_agency": "agency", "acceptance": "outcome",
    "owner_name": "owner", "owner_role": "role", "came_by": "channel", "how": "channel",
}  # fmt: skip
"""Names of the trade in what a service refuses, and the field of the form that each is typed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a doing is about: one action, or several."""

    actions: tuple[Action, ...]
    reference: str
    """Of one action its number, of several how many."""
    rung: str = ""
    """Code of the rung on which one action stands."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(action.id for action in self.actions)

    @property
    def single(self) -> Action | None:
        """The one action; None for several."""
        return self.actions[0] if len(self.actions) == 1 else None


def offer(
    doing: Doing, chosen: Chosen, agencies: Sequence[Agency], ladder: Sequence[Rung], focus: str = ""
) -> Offer:
    """The form of a doing, filled with what is known."""
    one = chosen.single
    state = chosen.actions[0].state
    names = ((agency.id, agency.name) for agency in agencies if agency.active)
    settles = doing is Doing.SETTLE and any(value == Kind.DONE for value, _ in
                                            tracker_doings.outcomes(doing, state))  # fmt: skip
    begin = DoingAnswers(
        outcome=Kind.DONE.value if settles else "",
        agency=one.owner_agency if one and doing is Doing.TRANSFER else "",
        labels=", ".join(one.labels) if one else "",
        priority=one.priority.value if one else "",
        look=dates.typed(one.look_on) if one else "",
        rung=next_rung(ladder, chosen.rung),
        channel=Channel.SECURE_MAIL.value if doing is Doing.RUNG else Channel.NOT_SAID.value,
    )
    return Offer(
        doing=doing,
        outcomes=tracker_doings.outcomes(doing, state),
        agencies=(("", tr("No agency")), *names),
        rungs=tuple((rung.id, rung.title) for rung in ladder if rung.active),
        channels=tracker_doings.channels(),
        priorities=tracker_doings.priorities(unchanged=one is None),
        begin=begin,
        focus=focus,
    )


def next_rung(ladder: Sequence[Rung], present: str) -> str:
    """Code of the rung above the present one; the last where there is none above."""
    codes = [rung.id for rung in ladder if rung.active]
    if not codes:
        return ""
    return codes[min(codes.index(present) + 1, len(codes) - 1)] if present in codes else codes[0]


def left_out(ladder: Sequence[Rung], present: str, wanted: str) -> bool:
    """True when rungs between the present one and the one that is wanted are left out."""
    codes = [rung.id for rung in ladder if rung.active]
    if wanted not in codes:
        return False
    return codes.index(wanted) > (codes.index(present) + 1 if present in codes else 0)


def meant(name: str, typed: str, today: date) -> str:
    """What the words of a field of days mean; empty for nothing."""
    if not typed.strip():
        return ""
    found = read_date(typed, today=today, is_holiday=is_bank_holiday, past=name == "day")
    return deadline_words(found, today) if found is not None else tr("This is no day yet.")


def call(doing: Doing, chosen: Chosen, answers: DoingAnswers, today: date) -> Callable[[Work], Kept]:
    """What is to be kept. Raises RuleError for a day that is none, before anything is asked of the vault."""
    makers = {Doing.MARKS: _mark, Doing.RUNG: _climb, Doing.ACCEPT: _accept}
    return makers.get(doing, _reply_maker(doing))(chosen, answers, today)


def _reply_maker(
    doing: Doing,
) -> Callable[[Chosen, DoingAnswers, date], Callable[[Work], Kept]]:
    kinds = {Doing.REDATE: Kind.REDATED, Doing.TRANSFER: Kind.TRANSFERRED}

    def make(chosen: Chosen, answers: DoingAnswers, today: date) -> Callable[[Work], Kept]:
        kind = kinds.get(doing) or Kind(answers.outcome)
        due = _deadline(answers.due, today) if doing is Doing.REDATE else None
        on = _day(answers.day, today, "day", past=True) if answers.day.strip() else None
        if doing is Doing.REDATE and not answers.note.strip():
            raise RuleError(tr("Why does it move? Each new date has its reason."), field="note")
        replies = tuple(
            Reply(
                action_id=action_id, outcome=kind, came_by=Channel(answers.channel), told_by=answers.told,
                note=answers.note, evidence=answers.evidence, on=on, due=due, owner_agency=answers.agency,
                owner_name=answers.owner, owner_role=answers.role,
            )
            for action_id in chosen.ids
        )  # fmt: skip

        def keep(work: Work) -> Kept:
            kept = record_replies(work, replies=replies)
            return _kept(_said(chosen, kind, due), chosen, kept.changes)

        return keep

    return make


def _said(chosen: Chosen, kind: Kind, due: Deadline | None) -> str:
    told = {
        Kind.UPDATED: tr("reply kept"),
        Kind.REDATED: tr("new date {day}").format(day=dates.day(due.on if due else None)).strip(),
        Kind.TRANSFERRED: tr("transferred"),
        Kind.DONE: tr("done"),
        Kind.OVERTAKEN: tr("overtaken by events"),
        Kind.NOT_DONE: tr("not done by the agency"),
        Kind.WITHDRAWN: tr("withdrawn"),
        Kind.REOPENED: tr("open again"),
    }[kind]
    return f"{chosen.reference}: {told}"


def _accept(chosen: Chosen, answers: DoingAnswers, _today: date) -> Callable[[Work], Kept]:
    one = chosen.single
    if one is None:
        raise RuleError(tr("Choose one action: each owner answers for their own."))
    acceptance = Acceptance(answers.outcome)

    def keep(work: Work) -> Kept:
        kept = accept_action(
            work, action_id=one.id, acceptance=acceptance, by=answers.told,
            came_by=Channel(answers.channel), objection=answers.note, evidence=answers.evidence,
        )  # fmt: skip
        said = {
            Acceptance.ACCEPTED: tr("accepted"),
            Acceptance.ON_BEHALF: tr("accepted on behalf"),
            Acceptance.OBJECTED: tr("the owner objects"),
        }[acceptance]
        return _kept(f"{chosen.reference}: {said}", chosen, kept.changes)

    return keep


def _mark(chosen: Chosen, answers: DoingAnswers, today: date) -> Callable[[Work], Kept]:
    typed = [label for label in answers.labels.replace("#", " ").replace(",", " ").split() if label]
    one = chosen.single
    look = _day(answers.look, today, "look") if answers.look.strip() else None
    off = [label for label in one.labels if label not in typed] if one else []
    look_now = bool(one and one.look_on and look is None)
    if one and look == one.look_on:
        look = None  # it stays as it is, past or not
    priority = Priority(answers.priority) if answers.priority else None

    def keep(work: Work) -> Kept:
        kept = mark_action(
            work, action_ids=chosen.ids, labels_add=typed, labels_off=off, priority=priority, look_on=look,
            look_now=look_now,
        )  # fmt: skip
        if not kept.changes:
            raise RuleError(tr("Nothing was changed."), field="labels")
        return _kept(tr("{reference}: marked").format(reference=chosen.reference), chosen, kept.changes)

    return keep


def _climb(chosen: Chosen, answers: DoingAnswers, _today: date) -> Callable[[Work], Kept]:
    if not answers.rung:
        raise RuleError(tr("The ladder has no rung in use. Settings hold the ladder."), field="rung")

    def keep(work: Work) -> Kept:
        done: RoundDone = climb(
            work, action_ids=chosen.ids, rung=answers.rung, how=Channel(answers.channel),
            to_whom=answers.told, skipped_because=answers.skipped,
        ).value  # fmt: skip
        how = words.channel(Channel(answers.channel)).lower()
        said = tr("{reference}: reminder noted, {how}").format(reference=chosen.reference, how=how)
        return Kept(said, lambda work: take_back_round(work, round_id=done.round_id))

    return keep


def _kept(said: str, chosen: Chosen, changes: Changes) -> Kept:
    lines = changes.of(ActionEvent.KIND)
    touched = chosen.ids
    return Kept(said, lambda work: _take_back(work, touched, lines))


def _take_back(work: Work, action_ids: Sequence[str], lines: frozenset[str]) -> object:
    with work.reading() as reading:
        held = {reading.get(ActionEvent, line).action_id for line in lines}
    return take_back(work, action_ids=[one for one in action_ids if one in held], only=lines)


def _deadline(typed: str, today: date) -> Deadline:
    found = read_date(typed, today=today, is_holiday=is_bank_holiday) if typed.strip() else None
    if found is None:
        raise RuleError(tr("A day is needed here, such as 27/11 or next meeting."), field="due")
    return found


def _day(typed: str, today: date, field: str, *, past: bool = False) -> date:
    found = read_date(typed, today=today, is_holiday=is_bank_holiday, past=past)
    if found is None or found.on is None:
        raise RuleError(tr("A calendar day is needed here, such as 27/11."), field=field)
    return found.on


def several_words(count: int | str) -> str:
    """How several actions are called: "5 actions chosen"."""
    return tr("{count} actions chosen").format(count=count)
