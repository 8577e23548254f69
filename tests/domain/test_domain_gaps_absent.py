"""What is no gap, the figures that gaps depend on, their order, and how entries are numbered."""

from __future__ import annotations

from datetime import date

import pytest
from domain_builders import (
    STARTED,
    Change,
    action,
    attendance,
    decision,
    entry,
    first,
    item,
    met,
    of,
    past,
    plus,
    whole_view,
    without,
)

from mappa_desk.domain.actions import Acceptance, ActionState, Deadline, DeadlineKind
from mappa_desk.domain.agendas import ItemState, Need
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.contributions import PARKED, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import DecisionKind, Dissent
from mappa_desk.domain.gaps import GapFigures, blocking, find_gaps
from mappa_desk.domain.gaps_places import Places, entry_numbers
from mappa_desk.domain.item_states import closes_itself
from mappa_desk.domain.meetings import ClosedPart, NextReview

HARMLESS: list[dict[str, Change]] = [
    {"meeting": met(lead_agency=""), "case": met(lead_agency="prob")},
    {"meeting": met(category=None), "case": met(category=Category.TWO)},
    {"meeting": met(brief_why=""), "form": met(front_sheet=False)},
    {"closed_parts": plus(ClosedPart(id="cp", meeting_id="m3", started_at=STARTED, ended_at=STARTED))},
    {"attendance": plus(attendance("lay", "An Observer", 7, state=AttendanceState.APOLOGIES, observer=True))},
    {
        "attendance": plus(attendance("educ", "", 6, state=AttendanceState.APOLOGIES, report_received=True)),
        "entries": plus(entry("contributions", agency="educ", entry_kind=EntryKind.WRITTEN_REPORT)),
    },
    {
        "meeting": met(lead_agency="hsg"),
        "entries": plus(entry("opening", id="go-on")),
        "decisions": plus(decision("go-on", 3, decision_kind=DecisionKind.PROCEED)),
    },
    {
        "entries": without("victims-entry"),
        "items": of("victims", state=ItemState.NOTHING_TO_RECORD, reason="None identified."),
    },
    {"entries": plus(entry("contributions", agency="", entry_kind=EntryKind.NOTE))},
    {"entries": plus(entry("", agency="", removed=True))},
    {
        "entries": plus(
            entry("contributions", id="raised", entry_kind=EntryKind.ISSUE),
            entry("contributions", entry_kind=EntryKind.DECISION, settles_issue_id="raised"),
        )
    },
    {
        "entries": plus(
            entry(
                "contributions",
                entry_kind=EntryKind.ISSUE,
                outcome=IssueOutcome.NO_ACTION,
                outcome_reason="Known already.",
            )
        )
    },
    {"entries": plus(entry("contributions", entry_kind=EntryKind.ISSUE, outcome=IssueOutcome.DECISION))},
    {"entries": plus(entry("contributions", handling=Handling.NAMED_RECIPIENTS, recipients=("pol",)))},
    {"decisions": plus(decision("no-longer-there", 3, because=""))},
    {"decisions": first(dissent=(Dissent(agency="pol", why="Too soon."),), resolved="Looked at in May.")},
    {
        "decisions": first(level=Level.ONE),
        "meeting": met(next_review=NextReview(none_because="Level 1 from today.")),
        "actions": lambda _: (),
    },
    {"decisions": first(level=Level.TWO), "meeting": met(category=Category.THREE)},
    {"actions": plus(action("M03-02", owner_role="", removed=True))},
    {"actions": first(deadline=Deadline(kind=DeadlineKind.NEXT_MEETING))},
    {"actions": first(acceptance=Acceptance.OBJECTED, objection="No time before May.")},
    {
        "past_actions": plus(
            past(state=ActionState.DONE), past(removed=True), past(settled_here=True, carried=1)
        )
    },
    {
        "items": lambda _: (item("contributions", 9), item("victims", 11), item("plan", 13)),
        "entries": lambda held: tuple(e for e in held if e.item in ("contributions", "victims", "plan")),
        "decisions": lambda _: (),
        "meeting": met(next_review=None, ended_at=None),
    },
]


@pytest.mark.parametrize("changes", HARMLESS)
def test_what_is_on_the_record_is_no_gap(changes: dict[str, Change]) -> None:
    assert [gap.sentence for gap in find_gaps(whole_view(**changes))] == []


def test_figures_of_the_area_are_used() -> None:
    figures = GapFigures(
        vague_verbs=("monitor",), review_due_on=date(2027, 1, 7), long_entry=10, carried_prompt=1
    )
    found = find_gaps(
        whole_view(actions=first(text="Monitor him."), past_actions=plus(past(settled_here=True, carried=1))),
        figures,
    )
    assert {gap.code for gap in found} == {"vague", "next_review_late", "long_entry", "carried"}
    assert not blocking(found)
    sentences = {gap.code: gap.sentence for gap in found}
    assert sentences["vague"] == "Action 1 begins with “monitor”, which nobody can tick off."
    assert find_gaps(whole_view(), GapFigures(review_due_on=date(2027, 1, 14))) == ()


def test_an_empty_meeting_says_so_in_the_order_of_the_agenda() -> None:
    empty: Change = lambda _: ()  # noqa: E731  (one use, beside its data)
    view = whole_view(
        attendance=empty,
        entries=empty,
        decisions=empty,
        actions=empty,
        meeting=met(ended_at=None, next_review=None, chair=""),
    )
    found = find_gaps(view)
    assert [gap.code for gap in found] == [
        "nobody",
        "item_open",
        "item_open",
        "item_open",
        "disclosure_decision",
        "level_decision",
        "next_review",
        "not_closed",
        "chair",
        "lead_absent",
    ]
    assert [gap.blocking for gap in found] == [True] * 8 + [False] * 2
    assert len(blocking(found)) == 8


def test_entries_are_numbered_as_the_minutes_number_them() -> None:
    view = whole_view(
        entries=lambda _: (
            entry("contributions", id="b", position=20),
            entry("contributions", id="a", position=10),
            entry("contributions", id="gone", position=5, removed=True),
            entry("contributions", id="made", position=15, entry_kind=EntryKind.ACTION),
            entry("contributions", id="shut", position=16, closed_part_id="cp"),
            entry("contributions", id="few", position=17, handling=Handling.NAMED_RECIPIENTS),
            entry("nowhere", id="lost", position=18),
            entry("plan", id="c", position=1),
        )
    )
    assert entry_numbers(view) == {"a": "9.1", "b": "9.2", "c": "13.1"}
    places = Places(view)
    assert places.number(view.entries[6]) == "An unsorted entry"
    assert places.number(entry(PARKED)) == "A parked entry"
    assert places.number(view.entries[4]) == "An entry under Agency contributions"
    assert places.item_of("c") == "plan"
    assert places.item_of("gone") == ""
    assert places.agency("zzz") == "zzz"
    assert places.person(attendance("zzz", "", 1, role="clerk")) == "clerk, zzz"


def test_a_long_entry_is_longer_than_the_figure() -> None:
    assert find_gaps(whole_view(entries=plus(entry("contributions", text="x" * 1_500)))) == ()


def test_an_item_closes_itself_by_an_entry_or_by_what_it_needs() -> None:
    plain, asked = item("victims"), item("level", needs=(Need.LEVEL_DECISION,))
    assert closes_itself(asked, ())
    assert not closes_itself(plain, (entry("victims", removed=True), entry("plan")))
    assert closes_itself(plain, (entry("victims"),))
