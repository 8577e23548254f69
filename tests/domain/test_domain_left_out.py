"""What a copy leaves out, and why: so that it can be told to whoever makes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from domain_builders import AGENCIES, STARTED, TODAY, action, attendance, case, entry, event, meeting

from mappa_desk.domain.actions import ActionEvent, ActionEventKind
from mappa_desk.domain.areas import AreaForm
from mappa_desk.domain.closed_readers import ToldInPart
from mappa_desk.domain.contributions import Entry, Handling
from mappa_desk.domain.decisions import Decision, Dissent
from mappa_desk.domain.editions import EDITIONS, FROM_APPROVED, Because, left_out, project
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import ClosedPart
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot, MinutesStatus, PreviousAction

SHUT_AT = STARTED + timedelta(minutes=20)
OPEN_AGAIN = SHUT_AT + timedelta(minutes=10)
MINUTES, LIST, OWN_LIST = DocumentKind.MINUTES, DocumentKind.ACTIONS, DocumentKind.AGENCY_ACTIONS


def _snapshot(
    entries: tuple[Entry, ...] = (),
    events: tuple[ActionEvent, ...] = (),
    *,
    ended: datetime | None = OPEN_AGAIN,
) -> MinutesSnapshot:
    """A meeting with a closed part for the police, and an action of Housing for each entry."""
    return MinutesSnapshot(
        case=case(),
        meeting=meeting(3),
        items=(),
        attendance=(attendance("pol", "Alun Pritchard", 1, id="pol1"), attendance("hsg", "J Smith", 3)),
        closed_parts=(
            ClosedPart(id="cp", meeting_id="m3", started_at=SHUT_AT, ended_at=ended, stayed=("pol1",)),
        ),
        entries=entries,
        actions=tuple(
            action(f"M03-{n:02d}", id=f"act-{e.id}", entry_id=e.id) for n, e in enumerate(entries, start=1)
        ),
        previous_actions=(
            PreviousAction(action=action("M02-01", id="past", settled_note="He is watched"), events=events),
        ),
        agencies=AGENCIES,
        form=AreaForm(id="form"),
        taken_on=TODAY,
    )


ENTRIES = (
    entry("plan", id="said"),
    entry("plan", id="shut", closed_part_id="cp"),
    entry("plan", id="raw", handling=Handling.SANITISE),
    entry("plan", id="named", handling=Handling.NAMED_RECIPIENTS, recipients=("hsg",)),
    entry("plan", id="bin", closed_part_id="cp", removed=True),
)


def _told(minutes: int, kind: ActionEventKind = ActionEventKind.DONE) -> ActionEvent:
    at = SHUT_AT + timedelta(minutes=minutes)
    return event("past", kind, at=at, note="He is watched", told_by="Alun Pritchard")


@pytest.mark.parametrize(
    ("agency", "annex", "why"),
    [
        (
            "",
            False,
            {"shut": Because.CLOSED_PART, "raw": Because.SANITISE, "named": Because.NAMED_RECIPIENTS},
        ),
        ("hsg", False, {"shut": Because.CLOSED_PART, "raw": Because.SANITISE}),
        ("pol", False, {"raw": Because.SANITISE, "named": Because.NAMED_RECIPIENTS}),
        ("", True, {"raw": Because.SANITISE}),
    ],
)
def test_minutes_say_which_entries_are_left_out(agency: str, annex: bool, why: dict[str, Because]) -> None:
    found = left_out(_snapshot(ENTRIES), MINUTES, agency=agency, annex=annex)
    assert {(one.record_kind, one.record_id, one.because) for one in found} == {
        ("entry", record_id, because) for record_id, because in why.items()
    }


def test_a_list_says_which_actions_of_its_own_are_left_out() -> None:
    snapshot = _snapshot(ENTRIES)
    assert {one.record_id for one in left_out(snapshot, LIST)} == {"act-shut", "act-raw", "act-named"}
    housing = left_out(snapshot, OWN_LIST, agency="hsg")
    assert [(one.record_kind, one.record_id) for one in housing] == [
        ("action", "act-shut"),
        ("action", "act-raw"),
    ]
    assert left_out(snapshot, OWN_LIST, agency="pol") == ()
    shown = project(snapshot, OWN_LIST, agency="hsg")
    assert {one.id for one in shown.actions} == {"act-said", "act-named"}


def test_annexes_are_for_the_areas_own_file() -> None:
    for kind, agency, sentence in (
        (MINUTES, "pol", "own file"),
        (LIST, "", "Only the full minutes"),
        (OWN_LIST, "hsg", "Only the full minutes"),
    ):
        for ask in (project, left_out):
            with pytest.raises(RuleError, match=sentence):
                ask(_snapshot(), kind, agency=agency, annex=True)
    with pytest.raises(RuleError, match="which agency"):
        left_out(_snapshot(), OWN_LIST)


@pytest.mark.parametrize("ended", [OPEN_AGAIN, None])
def test_what_was_told_of_an_action_in_a_closed_part_stays_there(ended: datetime | None) -> None:
    told = _snapshot(events=(_told(3),), ended=ended)
    (past,) = project(told, MINUTES).previous_actions
    assert (past.events[0].note, past.events[0].told_by, past.action.settled_note) == ("", "", "")
    assert past.events[0].event_kind is ActionEventKind.DONE
    assert [(one.record_kind, one.because) for one in left_out(told, MINUTES, agency="hsg")] == [
        ("action_event", Because.CLOSED_PART)
    ]
    for who in ({"agency": "pol"}, {"annex": True}):
        (past,) = project(told, MINUTES, **who).previous_actions
        assert past.events[0].note == past.action.settled_note == "He is watched"
        assert left_out(told, MINUTES, **who) == ()


def test_what_was_told_before_and_after_a_closed_part_is_for_everybody() -> None:
    told = _snapshot(events=(_told(-1, ActionEventKind.UPDATED), _told(11)))
    assert project(told, MINUTES).previous_actions == tuple(
        PreviousAction(action=past.action, events=past.events) for past in told.previous_actions
    )
    assert left_out(told, MINUTES) == ()


def test_an_outcome_without_words_leaves_nothing_out() -> None:
    bare = event("past", ActionEventKind.DONE, at=SHUT_AT)
    assert left_out(_snapshot(events=(bare,)), MINUTES) == ()


def test_an_action_without_its_entry_is_in_no_list() -> None:
    lost = _snapshot()
    assert project(lost, LIST).actions == ()
    assert left_out(lost, LIST) == ()


def test_a_person_gets_the_parts_that_this_person_stayed_for() -> None:
    snapshot = _snapshot(ENTRIES)
    split = replace(snapshot, attendance=(*snapshot.attendance, attendance("pol", "Nia Rowe", 1, id="pol2")))

    def holds(**who: str) -> bool:
        return "shut" in {one.id for one in project(split, MINUTES, **who).entries}

    assert not holds(agency="pol") and not holds(agency="pol", person="pol2")
    assert holds(agency="pol", person="pol1")
    assert [one.record_id for one in left_out(split, MINUTES, agency="pol", person="pol1")] == [
        "raw", "named",
    ]  # fmt: skip
    assert "act-shut" not in {one.id for one in project(split, LIST, agency="pol", person="pol1").actions}
    assert project(split, MINUTES, annex=True).entries == project(snapshot, MINUTES, annex=True).entries


def test_words_given_in_a_closed_part_about_something_open_go_with_it() -> None:
    issue = entry("plan", id="issue", entry_kind="issue", outcome="no_action", outcome_reason="Watched")
    snapshot = _snapshot((issue, ENTRIES[0]))
    objected = replace(snapshot.actions[1], objection="Would show it")
    told = replace(
        snapshot,
        actions=(snapshot.actions[0], objected),
        told_in_parts=(ToldInPart("issue", "cp"), ToldInPart("act-said", "cp"), ToldInPart("gone", "cp")),
    )
    outside, inside = project(told, MINUTES, agency="hsg"), project(told, MINUTES, agency="pol")
    assert [one.outcome_reason for one in outside.entries] == ["", ""]
    assert [one.objection for one in outside.actions] == ["", ""]
    assert inside.entries[0].outcome_reason == "Watched" and inside.actions[1].objection == "Would show it"
    assert [one.record_id for one in left_out(told, MINUTES, agency="hsg")] == ["act-said", "issue"]
    assert left_out(told, MINUTES, agency="pol") == ()


def test_reasons_of_an_open_decision_that_were_given_in_a_closed_part_go_with_it() -> None:
    taken = Decision(
        id="dec",
        meeting_id="m",
        entry_id=ENTRIES[0].id,
        number=1,
        decided="Stays",
        because="A source said so",
        dissent=(Dissent(agency="hsg", why="Too early"),),
        also_considered="Level 2",
    )
    snapshot = _snapshot((ENTRIES[0],))
    names = ("because", "dissent", "also_considered")
    told = replace(
        snapshot,
        decisions=(taken,),
        told_in_parts=tuple(ToldInPart("dec", "cp", name) for name in names),
    )
    (outside,), (inside,) = (project(told, MINUTES, agency=code).decisions for code in ("hsg", "pol"))
    assert (outside.because, outside.also_considered, outside.decided) == ("", "", "Stays")
    assert [view.agency for view in outside.dissent] == ["hsg"] and outside.dissent[0].why != "Too early"
    assert inside == taken


@pytest.mark.parametrize("kind", EDITIONS)
def test_overdue_is_measured_on_the_day_that_the_document_tells(kind: DocumentKind) -> None:
    held_on = TODAY - timedelta(days=9)
    bare = MinutesSnapshot(
        case=case(), meeting=meeting(), items=(), attendance=(), form=AreaForm(id="form"), taken_on=TODAY
    )
    if kind in FROM_APPROVED:
        bare = replace(bare, status=MinutesStatus.APPROVED)
    assert project(bare, kind, agency="pol").measured_on == TODAY
    assert project(replace(bare, as_of=held_on), kind, agency="pol").measured_on == held_on


def test_an_action_of_last_time_that_was_ticked_is_left_out() -> None:
    found = left_out(_snapshot(), MINUTES, left=("past",))
    assert [(one.record_id, one.because) for one in found] == [("past", Because.TICKED)]
    assert project(_snapshot(), MINUTES, left=("past",)).previous_actions == ()
    assert project(_snapshot(), MINUTES).previous_actions != ()


def test_what_a_closed_part_told_of_an_earlier_action_counts_once_though_nothing_became_of_it() -> None:
    told = replace(_snapshot(), told_in_parts=(ToldInPart(part_id="cp", record_id="past", name="purpose"),))
    assert [(one.record_id, one.because) for one in left_out(told, MINUTES)] == [
        ("past", Because.CLOSED_PART)
    ]
    assert left_out(told, MINUTES, agency="pol") == ()
