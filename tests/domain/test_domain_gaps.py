"""Each gap: a whole record has none, and taking one thing away gives that one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from domain_builders import (
    STARTED,
    TODAY,
    Change,
    attendance,
    entry,
    first,
    met,
    of,
    past,
    plus,
    whole_view,
    with_one,
    without,
)

from mappa_desk.domain.actions import Acceptance, Action, Deadline, DeadlineKind
from mappa_desk.domain.agendas import AgendaItem, ItemState
from mappa_desk.domain.attendance import Attendance, AttendanceState
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import Decision, Dissent
from mappa_desk.domain.gaps import GapFigures, find_gaps
from mappa_desk.domain.meetings import ClosedPart, Meeting, NextReview
from mappa_desk.domain.views import DeskView, Gap


def the_gap(view: DeskView, figures: GapFigures | None = None) -> Gap:
    found = find_gaps(view, figures)
    assert len(found) == 1, [gap.sentence for gap in found]
    return found[0]


def test_a_whole_record_lacks_nothing() -> None:
    assert find_gaps(whole_view()) == ()


CASES: list[tuple[str, bool, str, str, dict[str, Change]]] = [
    ("lead_agency", True, "No lead agency is named.", "identification", {"meeting": met(lead_agency="")}),
    ("category", True, "No category is recorded.", "identification", {"meeting": met(category=None)}),
    ("chair", False, "The chair is not named.", "", {"meeting": met(chair=" ")}),
    ("minutes_by", False, "Nobody is named as taking the minutes.", "", {"meeting": met(minutes_by="")}),
    (
        "front_sheet",
        False,
        "The front sheet does not yet say why the meeting met and what the risk is.",
        "",
        {"meeting": met(brief_risk="")},
    ),
    (
        "closed_part",
        True,
        "A closed part was begun and not ended.",
        "",
        {"closed_parts": plus(ClosedPart(id="cp", meeting_id="m3", started_at=STARTED))},
    ),
    ("not_closed", True, "The meeting has not been closed.", "close", {"meeting": met(ended_at=None)}),
    (
        "next_review",
        True,
        "The next review has no date, and no reason why there is none.",
        "next_review",
        {"meeting": met(next_review=None)},
    ),
    (
        "next_review",
        True,
        "The next review has no date, and no reason why there is none.",
        "next_review",
        {"meeting": met(next_review=NextReview(at="10:00"))},
    ),
    (
        "next_review_day",
        True,
        "The next review is not after this meeting.",
        "next_review",
        {"meeting": met(next_review=NextReview(on=TODAY))},
    ),
    (
        "attendance",
        True,
        "J Smith, Housing: here, deputy, apologies or no reply?",
        "opening",
        {"attendance": plus(attendance("hsg", "J Smith", 3, state=AttendanceState.EXPECTED, mode=None))},
    ),
    (
        "mode",
        False,
        "Alun Pritchard, Police: in the room, by video or by telephone?",
        "opening",
        {"attendance": with_one("pol1", mode=None)},
    ),
    (
        "no_report",
        False,
        "Education was not there and sent no report.",
        "opening",
        {"attendance": plus(attendance("educ", "", 6, state=AttendanceState.APOLOGIES))},
    ),
    (
        "report_unread",
        False,
        "Education sent a report, and no entry holds it yet.",
        "opening",
        {"attendance": plus(attendance("educ", "", 6, state=AttendanceState.NO_REPLY, report_received=True))},
    ),
    (
        "lead_absent",
        False,
        "Housing leads and was not there: record the decision to go on, and why.",
        "opening",
        {"meeting": met(lead_agency="hsg")},
    ),
    (
        "statement",
        True,
        "The confidentiality and diversity statement was not read or shown.",
        "statement",
        {"statements": lambda _: ()},
    ),
    (
        "statement_person",
        True,
        "Alun Pritchard, Police has not heard the statement.",
        "statement",
        {"statements": first(heard_by=("chair", "prob1"))},
    ),
    (
        "statement_declined",
        False,
        "Alun Pritchard, Police did not agree to the statement: what was decided?",
        "statement",
        {"statements": first(heard_by=("chair", "prob1"), declined_by=("pol1",))},
    ),
    (
        "outcome",
        True,
        "Action M02-03 is open from before and has no outcome.",
        "last_actions",
        {"past_actions": plus(past())},
    ),
    (
        "carried",
        False,
        "Action M02-03 has been carried over 3 times.",
        "last_actions",
        {"past_actions": plus(past(settled_here=True, carried=3))},
    ),
    ("item_open", True, "Victims holds no entry.", "victims", {"entries": without("victims-entry")}),
    (
        "item_open",
        True,
        "Victims holds no entry.",
        "victims",
        {"entries": without("victims-entry"), "items": of("victims", state=ItemState.DISCUSSED)},
    ),
    (
        "item_reason",
        True,
        "Victims holds no entry and has no reason yet.",
        "victims",
        {"entries": without("victims-entry"), "items": of("victims", state=ItemState.NOTHING_TO_RECORD)},
    ),
    (
        "item_empty",
        True,
        "Agency contributions cannot be left without an entry.",
        "contributions",
        {
            "entries": without("said"),
            "items": of("contributions", state=ItemState.NOT_APPLICABLE, reason="No time."),
        },
    ),
    ("parked", True, "An entry is parked: place it under an item.", PARKED, {"entries": plus(entry(PARKED))}),
    ("unsorted", True, "An entry is unsorted: place it under an item.", "", {"entries": plus(entry(""))}),
    (
        "speaker",
        True,
        "Who said this? 9.2 has no speaker.",
        "contributions",
        {"entries": plus(entry("contributions", agency=""))},
    ),
    (
        "issue_open",
        True,
        "Issue: 9.2 has no decision, no action and no reason for none.",
        "contributions",
        {"entries": plus(entry("contributions", entry_kind=EntryKind.ISSUE, outcome=IssueOutcome.OPEN))},
    ),
    (
        "issue_reason",
        True,
        "Issue: 9.2 ends without action and without a reason.",
        "contributions",
        {"entries": plus(entry("contributions", entry_kind=EntryKind.ISSUE, outcome=IssueOutcome.NO_ACTION))},
    ),
    (
        "recipients",
        True,
        "An entry under Agency contributions is for named recipients and names none.",
        "contributions",
        {"entries": plus(entry("contributions", handling=Handling.NAMED_RECIPIENTS))},
    ),
    (
        "sanitise",
        False,
        "An entry under Agency contributions is marked “sanitise” and prints in no document until it is.",
        "contributions",
        {"entries": plus(entry("contributions", handling=Handling.SANITISE))},
    ),
    (
        "lost_part",
        False,
        "An entry under Agency contributions was said in a closed part that was taken back; "
        "the own file alone prints it.",
        "contributions",
        {"entries": plus(entry("contributions", closed_part_id="gone"))},
    ),
    (
        "long_entry",
        False,
        "9.2 has 1,501 characters. A summary would be read sooner.",
        "contributions",
        {"entries": plus(entry("contributions", text="x" * 1_501))},
    ),
    (
        "level_decision",
        True,
        "The level decision is not recorded.",
        "level",
        {"decisions": lambda held: held[1:]},
    ),
    (
        "disclosure_decision",
        True,
        "The disclosure decision is not recorded.",
        "disclosure",
        {"decisions": lambda held: held[:1]},
    ),
    ("decision_reason", True, "Decision 2 has no reason.", "level", {"decisions": first(because=" ")}),
    (
        "dissent",
        True,
        "Decision 2 does not say who disagreed.",
        "level",
        {"decisions": first(dissent_asked=False)},
    ),
    (
        "dissent_reason",
        False,
        "Decision 2 does not say why Police disagreed.",
        "level",
        {"decisions": first(dissent=(Dissent(agency="pol"),), resolved="The chair decided.")},
    ),
    (
        "dissent_resolved",
        False,
        "Decision 2 does not say how the disagreement was resolved.",
        "level",
        {"decisions": first(dissent=(Dissent(agency="pol", why="Too soon."),))},
    ),
    (
        "level_missing",
        True,
        "Decision 2 does not say which level.",
        "level",
        {"decisions": first(level=None)},
    ),
    ("owner", True, "Action 1 has no owner.", "plan", {"actions": first(owner_role="", owner_agency="")}),
    (
        "owner",
        True,
        "Action 1 names Housing and no person or role.",
        "plan",
        {"actions": first(owner_role="")},
    ),
    ("due", True, "Action 1 has no date.", "plan", {"actions": first(deadline=Deadline())}),
    (
        "due",
        True,
        "Action 1 has no date.",
        "plan",
        {"actions": first(deadline=Deadline(kind=DeadlineKind.DATE))},
    ),
    (
        "due_release",
        False,
        "Action 1 is due before release, and the release date is not known.",
        "plan",
        {"actions": first(deadline=Deadline(kind=DeadlineKind.BEFORE_RELEASE))},
    ),
    (
        "due_past",
        False,
        "Action 1 is due before this meeting.",
        "plan",
        {"actions": first(deadline=Deadline(kind=DeadlineKind.DATE, on=TODAY - timedelta(days=1)))},
    ),
    (
        "two_actions",
        False,
        "Action 1 reads like two actions.",
        "plan",
        {"actions": first(text="Check the map and tell the partner.")},
    ),
    (
        "not_read_back",
        False,
        "Action 1 was not read back.",
        "plan",
        {"actions": first(acceptance=Acceptance.NOT_READ_BACK)},
    ),
    (
        "objection",
        False,
        "Action 1 was objected to, and the reason is not recorded.",
        "plan",
        {"actions": first(acceptance=Acceptance.OBJECTED)},
    ),
]


@pytest.mark.parametrize(("code", "blocks", "sentence", "place", "changes"), CASES)
def test_taking_one_thing_away_leaves_one_gap(
    code: str, blocks: bool, sentence: str, place: str, changes: dict[str, Change]
) -> None:
    gap = the_gap(whole_view(**changes))
    assert (gap.code, gap.blocking, gap.sentence, gap.item) == (code, blocks, sentence, place)
    kinds = {Meeting.KIND, Attendance.KIND, AgendaItem.KIND, Entry.KIND, Decision.KIND, Action.KIND}
    assert gap.record_kind in kinds
    assert gap.record_id
