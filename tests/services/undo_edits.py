"""All that can be done to the record of a meeting, each with arguments drawn at random."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import Any, TypeVar

from mappa_desk.domain.actions import Acceptance, ActionEventKind, Deadline, DeadlineKind
from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.attendance import AttendanceState, Mode
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import DecisionKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import NextReview
from mappa_desk.domain.views import DeskView
from mappa_desk.services import (
    actions,
    closed_parts,
    contributions,
    decisions,
    issues,
    items,
    meetings,
    roll_call,
    splitting,
    statements,
)
from mappa_desk.services.work import Work

Any_ = TypeVar("Any_")
WORDS = ("seen", "street", "keys", "visit", "refused", "address", "12 March;", "@", "by", "pol:", "£", "ŵ")
AGENCIES = ("pol", "prob", "hsg", "hlth")
SPOKEN = (EntryKind.CONTRIBUTION, EntryKind.ISSUE, EntryKind.NOTE, EntryKind.WRITTEN_REPORT)
CROWDED = 60
"""With so many entries every second edit removes some."""


class Nothing(RuleError):
    """There is nothing of the kind to do this to."""


@dataclass
class Hand:
    """Draws what an edit needs from the record as it stands."""

    work: Work
    draw: random.Random
    view: DeskView

    def one(self, of: Sequence[Any_]) -> Any_:
        """One of these. Raises Nothing where there is none."""
        if not of:
            raise Nothing("There is none.")
        return self.draw.choice(of)

    def some(self, of: Sequence[Any_], most: int = 3) -> tuple[Any_, ...]:
        """A few of these, in any order."""
        if not of:
            raise Nothing("There is none.")
        return tuple(self.draw.sample(of, min(len(of), self.draw.randint(1, most))))

    def chance(self, often: float = 0.5) -> bool:
        """True that often."""
        return self.draw.random() < often

    def text(self) -> str:
        """A few words, sometimes in two lines."""
        words = [self.draw.choice(WORDS) for _ in range(self.draw.randint(1, 9))]
        return " ".join(words).replace(" by ", "\nby ", 1)

    def entry(self, *kinds: EntryKind) -> Entry:
        """An entry of the record, of one of these kinds if any are named."""
        return self.one([one for one in self.view.entries if not kinds or one.entry_kind in kinds])

    def ids(self, most: int = 3) -> tuple[str, ...]:
        """Ids of a few entries."""
        return tuple(entry.id for entry in self.some(self.view.entries, most))

    def item(self) -> str:
        """An item, or where what has none stands."""
        return self.one([*(item.code for item in self.view.items[:8]), "", PARKED])

    @property
    def meeting(self) -> dict[str, str]:
        """The meeting, as the services call it."""
        return {"meeting_id": self.view.meeting.id}

    def deadline(self) -> Deadline:
        """By a day, by the next meeting, or no date."""
        kind = self.one([DeadlineKind.DATE, DeadlineKind.NEXT_MEETING, DeadlineKind.NONE])
        on = self.work.today() + timedelta(days=self.draw.randint(1, 40))
        return Deadline(kind=kind, on=on if kind is DeadlineKind.DATE else None)


def keep(hand: Hand) -> None:
    after = hand.entry().id if hand.view.entries and hand.chance(0.2) else None
    text = hand.text()
    contributions.keep_line(
        hand.work, **hand.meeting, item=hand.item(), text=text, words=f"pol: {text}", kind=hand.one(SPOKEN),
        agency=hand.one(AGENCIES), handling=hand.one(list(Handling)[:3]), after_id=after,
    )  # fmt: skip


def keep_of_person(hand: Hand) -> None:
    row = hand.one(hand.view.attendance)
    contributions.keep_line(
        hand.work, **hand.meeting, item=hand.item(), text=hand.text(), attendance_id=row.id
    )


def act(hand: Hand) -> None:
    actions.make_action(
        hand.work, **hand.meeting, item=hand.item(), text=hand.text(), owner_agency=hand.one(AGENCIES),
        deadline=hand.deadline(), urgent=hand.chance(),
    )  # fmt: skip


def decide(hand: Hand) -> None:
    decisions.take_decision(hand.work, **hand.meeting, item=hand.item(), decided=hand.text())


def revise(hand: Hand) -> None:
    entry = hand.entry()
    contributions.revise_entry(hand.work, entry_id=entry.id, revision=entry.revision, text=hand.text())


def reattribute(hand: Hand) -> None:
    if hand.chance(0.7):
        contributions.reattribute(hand.work, entry_ids=hand.ids(), agency=hand.one([*AGENCIES, ""]))
    else:
        row = hand.one(hand.view.attendance)
        contributions.reattribute(hand.work, entry_ids=hand.ids(), agency="", attendance_id=row.id)


def move(hand: Hand) -> None:
    contributions.move_entry(hand.work, entry_ids=hand.ids(), item=hand.item())


def reorder(hand: Hand) -> None:
    one, other = hand.entry(), hand.entry()
    contributions.reorder_entry(hand.work, entry_id=one.id, after_id=None if one.id == other.id else other.id)


def remove(hand: Hand) -> None:
    contributions.remove_entries(hand.work, entry_ids=hand.ids())


def thin_out(hand: Hand) -> None:
    if len(hand.view.entries) < CROWDED:
        remove(hand)
    else:
        contributions.remove_entries(hand.work, entry_ids=hand.ids(20))


def bring_back(hand: Hand) -> None:
    found = hand.some(hand.view.binned, 2)
    contributions.bring_back_entries(hand.work, entry_ids=tuple(entry.id for entry in found))


def turn(hand: Hand) -> None:
    contributions.change_kinds(hand.work, entry_ids=hand.ids(2), kind=hand.one(list(EntryKind)))


def handle(hand: Hand) -> None:
    handling = hand.one(list(Handling))
    contributions.set_handling(
        hand.work, entry_id=hand.entry().id, handling=handling, recipients=hand.some(AGENCIES)
    )


def settle(hand: Hand) -> None:
    outcome = hand.one(list(IssueOutcome))
    kind = EntryKind.DECISION if outcome is IssueOutcome.DECISION else EntryKind.ACTION
    answers = outcome in (IssueOutcome.DECISION, IssueOutcome.ACTION)
    contributions.settle_issue(
        hand.work, entry_id=hand.entry(EntryKind.ISSUE).id, outcome=outcome, reason=hand.text(),
        by_entry_id=hand.entry(kind).id if answers else None,
    )  # fmt: skip


def answer(hand: Hand) -> None:
    issue = hand.entry(EntryKind.ISSUE)
    if hand.chance():
        issues.answer_with_action(hand.work, entry_id=issue.id, text=hand.text(), deadline=hand.deadline())
    else:
        issues.answer_with_decision(hand.work, entry_id=issue.id, decided=hand.text(), because="Asked")


def split(hand: Hand) -> None:
    entry = hand.entry()
    at = hand.draw.randint(0, len(entry.text))
    splitting.split_entry(
        hand.work, entry_id=entry.id, revision=entry.revision, first=entry.text[:at], second=entry.text[at:]
    )


def join(hand: Hand) -> None:
    pairs = [
        (one, other)
        for item in {entry.item for entry in hand.view.entries}
        for run in [[entry for entry in hand.view.entries if entry.item == item]]
        for one, other in pairwise(run)
        if (one.agency, one.attendance_id) == (other.agency, other.attendance_id)
    ]
    one, other = hand.one(pairs)
    splitting.join_entries(hand.work, entry_ids=(other.id,) if hand.chance() else (one.id, other.id))


def revise_action(hand: Hand) -> None:
    action = hand.one(hand.view.actions)
    actions.revise_action(
        hand.work,
        action=replace(action, text=hand.text(), owner_agency=hand.one(AGENCIES), deadline=hand.deadline()),
    )


def read_back(hand: Hand) -> None:
    action = hand.one(hand.view.actions)
    if action.acceptance is Acceptance.NOT_READ_BACK:
        actions.read_back(hand.work, action_id=action.id, acceptance=Acceptance.ACCEPTED)
    else:
        actions.unread_back(hand.work, action_id=action.id)


def review(hand: Hand) -> None:
    past = hand.one(hand.view.past_actions)
    actions.review_action(
        hand.work, action_id=past.action.id, **hand.meeting, outcome=hand.one(list(ActionEventKind)),
        note="Told", owner_agency=hand.one(AGENCIES), owner_name="Ola Nowak", due=hand.deadline(),
    )  # fmt: skip


def revise_decision(hand: Hand) -> None:
    decision = hand.one(hand.view.decisions)
    kind = hand.one([DecisionKind.OTHER, DecisionKind.DISCLOSURE])
    changed = replace(decision, decided=hand.text(), because=hand.text(), decision_kind=kind)
    decisions.revise_decision(hand.work, decision=changed)


def settle_items(hand: Hand) -> None:
    item = hand.one(hand.view.items)
    items.settle_items(
        hand.work, **hand.meeting, items=(item.code,), state=hand.one(list(ItemState)),
        reason=hand.one([*item.settle_reasons, "Not today"]),
    )  # fmt: skip


def mark(hand: Hand) -> None:
    row = hand.one(hand.view.attendance)
    state = hand.one([one for one in AttendanceState if one is not AttendanceState.DEPUTY])
    roll_call.mark(hand.work, attendance_id=row.id, state=state, mode=hand.one([*Mode, None]))


def in_and_out(hand: Hand) -> None:
    row = hand.one(hand.view.attendance)
    (roll_call.went_out if row.is_in else roll_call.came_in)(hand.work, attendance_id=row.id)


def other_marks(hand: Hand) -> None:
    row = hand.one(hand.view.attendance)
    hand.one(
        [
            lambda: roll_call.report(hand.work, attendance_id=row.id, received=hand.chance(), dated="1 May"),
            lambda: roll_call.observe(hand.work, attendance_id=row.id, observer=hand.chance()),
            lambda: roll_call.deputise(hand.work, attendance_id=row.id, name="Lee Ward", role="Officer"),
            lambda: roll_call.edit_attendance(hand.work, attendance=replace(row, name=hand.text())),
        ]
    )()


def add_person(hand: Hand) -> None:
    if len(hand.view.attendance) < 40:
        roll_call.add_person(hand.work, **hand.meeting, agency=hand.one(AGENCIES), name=hand.text())


def read_statement(hand: Hand) -> None:
    statements.read_statement(hand.work, **hand.meeting, how=hand.one(["read", "displayed"]))


def closed_part(hand: Hand) -> None:
    if any(part.ended_at is None for part in hand.view.closed_parts):
        closed_parts.end_closed_part(hand.work, **hand.meeting)
    else:
        stayed = hand.some([row.id for row in hand.view.attendance if row.is_in])
        closed_parts.begin_closed_part(hand.work, **hand.meeting, stayed=stayed)


def next_review(hand: Hand) -> None:
    on = hand.work.today() + timedelta(days=hand.draw.randint(20, 90))
    meetings.set_next_review(
        hand.work, **hand.meeting, review=NextReview(on=on) if hand.chance(0.8) else None
    )


def facts(hand: Hand) -> None:
    meetings.edit_meeting(
        hand.work, meeting=replace(hand.view.meeting, place=hand.text(), brief_why=hand.text())
    )


def hand_over(hand: Hand) -> None:
    meetings.hand_over_chair(hand.work, **hand.meeting, to=hand.text())


def go_to(hand: Hand) -> None:
    meetings.go_to_item(hand.work, **hand.meeting, item=hand.one(hand.view.items).code)


_OFTEN: tuple[Callable[[Hand], Any], ...] = (
    keep, keep, act, decide, revise, reattribute, move, reorder, remove, thin_out, bring_back, turn, turn,
    settle, answer, split, join, join,
)  # fmt: skip
_SELDOM: tuple[Callable[[Hand], Any], ...] = (
    keep_of_person, handle, revise_action, read_back, review, revise_decision, settle_items, mark,
    in_and_out, other_marks, add_person, read_statement, closed_part, next_review, facts, hand_over, go_to,
)  # fmt: skip
EDITS = tuple((change.__name__, change) for change in (*_OFTEN, *_OFTEN, *_SELDOM))
"""Each edit with its name; what is done most often stands here more than once."""
