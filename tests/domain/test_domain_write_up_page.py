"""The minutes as one page: order, speakers, boxes, what can be reworded, gaps, what is finished, outline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from domain_builders import action, attendance, decision, entry, first, item, met, of, plus, whole_view

from mappa_desk.domain.actions import Deadline, DeadlineKind
from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.contributions import PARKED, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import Dissent
from mappa_desk.domain.gaps import find_gaps
from mappa_desk.domain.views import DeskView, Gap
from mappa_desk.domain.write_up import FINISHED, WriteUpTick
from mappa_desk.domain.write_up_find import Found, found_in, pattern_of
from mappa_desk.domain.write_up_page import Paragraph, outline, paragraphs, paragraphs_by_part
from mappa_desk.domain.write_up_parts import GapsByPlace
from mappa_desk.services.reference import load_reference

WORDING = load_reference().wording


def page(view: DeskView, **more: Any) -> dict[str, Paragraph]:
    """The paragraphs by their keys, in order."""
    return {one.key: one for one in paragraphs(view, wording=WORDING, **more)}


def seen(view: DeskView, *, item: str = "contributions") -> list[tuple[str, str, str]]:
    """Label, lead and text of one part."""
    return [(one.label, one.lead, one.text) for one in page(view).values() if one.item == item]


def with_entries(*entries: Any, **more: Any) -> DeskView:
    return whole_view(entries=lambda _: entries, decisions=(), actions=(), **more)


def test_the_front_sheet_stands_first_and_its_two_sentences_can_be_worded() -> None:
    there = page(whole_view())
    front = [one for one in there.values() if one.item == "front"]
    assert front == list(there.values())[: len(front)]
    assert [(one.label, one.text, one.editable) for one in front] == [
        ("", "In brief", False),
        ("Why", "The place ends.", True),
        ("The risk", "Serious violence.", True),
        ("Decision 1", "Remains.", False),
        ("Decision 2", "Remains.", False),
        ("Actions", "One, for one agency. It is due on Friday 27 November 2026.", False),
        ("Next review", "Thursday 14 January 2027.", False),
    ]
    why = there["front:brief_why"]
    assert (why.record_kind, why.record_id, why.field, why.revision) == ("meeting", "m3", "brief_why", 0)
    without = page(whole_view(form=met(front_sheet=False)))
    assert not any(one.item == "front" for one in without.values())


def test_entries_of_one_speaker_run_together_under_one_heading() -> None:
    view = with_entries(
        entry("contributions", text="First."),
        entry("contributions", text="Second."),
        entry("contributions", text="Ours.", agency="hsg"),
        entry("contributions", text="Noted.", agency="", entry_kind=EntryKind.NOTE),
        entry("contributions", text="Who?", agency=""),
    )
    assert seen(view) == [
        ("9", "", "Agency contributions"),
        ("", "", "Police"),
        ("9.1", "", "First."),
        ("9.2", "", "Second."),
        ("", "", "Housing"),
        ("9.3", "", "Ours."),
        ("", "", "Noted by the meeting"),
        ("9.4", "", "Noted."),
        ("", "", "Who?"),
        ("9.5", "", "Who?"),
    ]
    noted_first = with_entries(entry("contributions", text="Noted.", agency="", entry_kind=EntryKind.NOTE))
    assert seen(noted_first)[1:] == [("9.1", "", "Noted.")]


def test_a_speaker_is_told_by_role_and_by_name_where_the_role_is_not_enough() -> None:
    rows = (
        attendance("pol", "Alun Pritchard", id="one", role="offender manager"),
        attendance("hsg", "Ann Lee", id="two", role="officer"),
        attendance("hsg", "Bo Lee", id="three", role="officer"),
        attendance("hlth", "Cy Lee", id="four"),
    )
    report = {"entry_kind": EntryKind.WRITTEN_REPORT}
    view = with_entries(
        entry("contributions", attendance_id="one"),
        entry("contributions", attendance_id="three", agency=""),
        entry("contributions", attendance_id="four", agency="hlth"),
        entry("contributions", attendance_id="one", **report, report_dated="3 November 2026"),
        entry("contributions", agency="educ", **report),
        entry("contributions", agency="gone"),
        attendance=rows,
    )
    speakers = [(one.text, one.after) for one in page(view).values() if one.kind == "speaker"]
    assert speakers == [
        ("Police", "offender manager"),
        ("Housing", "officer, Bo Lee"),
        ("Health", "Cy Lee"),
        ("Police", "offender manager, written report dated 3 November 2026"),
        ("Education", "written report"),
        ("gone", ""),
    ]


def test_what_an_entry_is_stands_before_its_words() -> None:
    view = with_entries(
        entry("contributions", text="", entry_kind=EntryKind.NIL_RETURN),
        entry("contributions", text="Nothing to add from us.", entry_kind=EntryKind.NIL_RETURN),
        entry("contributions", text="Not ours to tell.", entry_kind=EntryKind.REFUSAL),
        entry("contributions", text="No keys", entry_kind=EntryKind.ISSUE, id="issue",
              outcome=IssueOutcome.NO_ACTION, outcome_reason="They were found."),
    )  # fmt: skip
    assert seen(view)[2:] == [
        ("9.1", "Nothing to add.", ""),
        ("9.2", "", "Nothing to add from us."),
        ("9.3", "Declined to share:", "Not ours to tell."),
        ("9.4", "Issue raised:", "No keys"),
        ("", "No action:", "They were found."),
    ]
    reason = page(view)["entry:issue:outcome_reason"]
    assert reason.editable and reason.field == "outcome_reason" and reason.entry_id == "issue"


@pytest.mark.parametrize(
    ("outcome", "answer", "said"),
    [
        (IssueOutcome.OPEN, None, "Not yet settled."),
        (IssueOutcome.ACTION, None, "Settled."),
        (IssueOutcome.ACTION, EntryKind.ACTION, "Settled by action 1."),
        (IssueOutcome.DECISION, EntryKind.DECISION, "Settled by decision 4."),
    ],
)
def test_how_an_issue_ended_is_told_by_the_record(
    outcome: IssueOutcome, answer: EntryKind | None, said: str
) -> None:
    entries = [entry("contributions", id="issue", entry_kind=EntryKind.ISSUE, outcome=outcome)]
    more: dict[str, Any] = {}
    if answer is not None:
        entries.append(entry("plan", id="answer", entry_kind=answer, settles_issue_id="issue"))
        made = decision("answer", 4) if answer is EntryKind.DECISION else action(entry_id="answer")
        more = {"decisions" if answer is EntryKind.DECISION else "actions": (made,)}
    view = replace(with_entries(*entries), **more)
    outcome_line = page(view)["entry:issue:outcome_reason"]
    assert (outcome_line.text, outcome_line.editable, outcome_line.field) == (said, False, "")


def test_a_decision_stands_in_its_box_with_every_field_that_can_be_worded() -> None:
    made = replace(
        decision("taken", 2),
        id="d",
        heading="the zone",
        resolved="By the map.",
        takes_effect=date(2026, 11, 13),
        dissent=(Dissent(agency="pol", why="Too small."), Dissent(agency="gone")),
    )
    view = replace(
        with_entries(
            entry("contributions", text="Before."),
            entry("contributions", id="taken", entry_kind=EntryKind.DECISION, agency=""),
            entry("contributions", text="After."),
        ),
        decisions=(made,),
    )
    box = [one for one in page(view).values() if one.kind == "decision"]
    assert [(one.box, one.label, one.lead, one.text, one.field) for one in box] == [
        ("top", "9.2", "Decision 2:", "the zone", "heading"),
        ("middle", "", "Decided:", "Remains.", "decided"),
        ("middle", "", "Because:", "The risk is unchanged.", "because"),
        ("middle", "", "Also considered:", "", "also_considered"),
        ("middle", "", "Disagreed: Police, who said:", "Too small.", "dissent:0"),
        ("middle", "", "gone, who said:", "", "dissent:1"),
        ("middle", "", "How it was resolved:", "By the map.", "resolved"),
        ("bottom", "", "Takes effect:", "Friday 13 November 2026.", ""),
    ]
    assert {one.entry_id for one in box} == {"taken"} and {one.record_id for one in box} == {"d"}
    assert [one.text for one in page(view).values() if one.kind == "speaker"] == ["Police", "Police"]


@pytest.mark.parametrize(
    ("asked", "said"), [(True, "Nobody."), (False, "It is not recorded that anybody was asked.")]
)
def test_who_disagreed_is_not_worded_where_nobody_did(asked: bool, said: str) -> None:
    view = replace(
        with_entries(entry("plan", id="taken", entry_kind=EntryKind.DECISION)),
        decisions=(replace(decision("taken"), id="d", dissent_asked=asked),),
    )
    last = page(view)["decision:d:dissent"]
    assert (last.lead, last.text, last.editable, last.box) == ("Disagreed:", said, False, "bottom")
    assert "decision:d:resolved" not in page(view)


def test_actions_stand_below_the_other_entries_of_their_item() -> None:
    view = replace(
        with_entries(
            entry("plan", id="made", entry_kind=EntryKind.ACTION),
            entry("plan", text="Said after."),
            entry("plan", id="second", entry_kind=EntryKind.ACTION),
            entry("plan", id="bare", entry_kind=EntryKind.ACTION, text="No record of it"),
        ),
        actions=(
            action(entry_id="made", id="a1", purpose="So that he has a home."),
            action("M03-02", entry_id="second", id="a2", urgent=True, owner_agency="", owner_role="",
                   owner_name="", deadline=Deadline(kind=DeadlineKind.NEXT_MEETING)),
            action("M03-03", entry_id="bare", id="a3", removed=True),
        ),
    )  # fmt: skip
    assert seen(view, item="plan")[2:] == [
        ("13.1", "", "Said after."),
        ("", "", "No record of it"),
        ("Action 1", "Housing, move-on officer, by Friday 27 November 2026:", "Confirm the address."),
        ("", "Why:", "So that he has a home."),
        ("Action 2", "No owner, by the next meeting, which has no date yet: Urgent.", "Confirm the address."),
        ("", "Why:", ""),
    ]
    assert page(view)["action:a1:purpose"].entry_id == "made"


def test_what_has_no_item_stands_above_the_items_and_says_so() -> None:
    view = with_entries(
        entry("contributions", text="Placed."),
        entry("", text="Nowhere."),
        entry("lost", text="Its item is gone.", handling=Handling.SANITISE),
        entry(PARKED, text="Later."),
        entry("plan", text="In the bin.", removed=True),
    )
    there = [one for one in page(view).values() if one.kind in ("item", "entry")]
    assert [(one.label, one.text, one.tag, one.item) for one in there[1:5]] == [
        ("", "Unsorted", "Unsorted", ""),
        ("U1", "Nowhere.", "Unsorted", ""),
        ("", "Its item is gone.", "Unsorted, Sanitise", ""),
        ("", "Parked", "Parked", PARKED),
    ]
    assert [(one.text, one.tag) for one in there if one.kind == "entry"][2:] == [
        ("Later.", "Parked"),
        ("Placed.", ""),
    ]


def test_what_is_restricted_stands_where_it_was_said_with_a_tag_and_no_number() -> None:
    view = with_entries(
        entry("contributions", text="Open."),
        entry("contributions", text="Inside.", closed_part_id="part"),
        entry("contributions", text="Named.", handling=Handling.NAMED_RECIPIENTS, recipients=("hsg",)),
        entry("contributions", text="Quiet.", handling=Handling.NOT_FOR_SUMMARY),
    )
    entries = [one for one in page(view).values() if one.kind == "entry"]
    assert [(one.label, one.text, one.tag) for one in entries] == [
        ("9.1", "Open.", ""),
        ("", "Inside.", "Closed part"),
        ("", "Named.", "Named recipients"),
        ("9.2", "Quiet.", "Not for the summary"),
    ]
    assert len([one for one in page(view).values() if one.kind == "speaker"]) == 4


def test_a_settled_item_says_why_and_its_reason_can_be_worded() -> None:
    view = whole_view(
        entries=lambda _: (),
        items=of("victims", state=ItemState.NOTHING_TO_RECORD, reason="No victim is known"),
    )
    there = page(view)
    settled, still_open = there["item:victims:reason"], there["item:plan:reason"]
    assert (settled.lead, settled.text) == ("Considered, nothing to record.", "No victim is known")
    assert settled.editable and settled.field == "reason"
    assert (still_open.lead, still_open.text) == ("", "Nothing is recorded under this item yet.")
    assert not still_open.editable and still_open.kind == "remark"
    discussed = page(whole_view(entries=lambda _: (), items=of("plan", state=ItemState.DISCUSSED)))
    assert discussed["item:plan:reason"].text == "Discussed; nothing further is recorded."


def test_a_group_of_items_has_a_heading_of_its_own() -> None:
    items = (
        item("a", 1, group="Risk"),
        item("b", 2, group="Risk"),
        item("c", 3),
        item("d", 4, group="Plan"),
    )
    view = with_entries(items=lambda _: items, form=met(front_sheet=False))
    headings = [(one.key, one.text) for one in page(view).values() if one.kind == "item"]
    assert headings == [
        ("group:a", "Risk"),
        ("item:a", "A"),
        ("item:b", "B"),
        ("item:c", "C"),
        ("group:d", "Plan"),
        ("item:d", "D"),
    ]


def test_gaps_are_counted_where_they_are_put_right() -> None:
    view = whole_view(
        meeting=met(brief_risk=""),
        entries=plus(entry("plan", id="who", agency="", position=950)),
        decisions=first(because="", dissent_asked=False, level=None),
    )
    level = next(one for one in view.decisions if one.decision_kind == "level")
    view = replace(
        view,
        entries=tuple(
            replace(one, entry_kind=EntryKind.DECISION) if one.id == "level-entry" else one
            for one in view.entries
        ),
    )
    there = page(view, gaps=find_gaps(view))
    assert {key: one.gaps for key, one in there.items() if one.gaps} == {
        "front": 1,
        "entry:who": 1,
        f"decision:{level.id}:decided": 1,
        f"decision:{level.id}:because": 1,
        f"decision:{level.id}:dissent": 1,
    }
    rows = {row.code: row for row in outline(view, find_gaps(view))}
    assert {code: row.gaps for code, row in rows.items() if row.gaps} == {"front": 1, "plan": 1, "level": 3}


def test_the_outline_lists_the_parts_with_their_gaps_and_entries() -> None:
    view = with_entries(entry("", id="lost"), entry(PARKED, id="later"), entry("plan"))
    gaps = (
        Gap(code="unsorted", sentence="", blocking=True, item="", record_kind="entry", record_id="lost"),
        Gap(code="parked", sentence="", blocking=True, item=PARKED, record_kind="entry", record_id="later"),
        Gap(code="attendance", sentence="", blocking=True, item="opening", record_kind="attendance"),
        Gap(code="category", sentence="", blocking=True, record_kind="meeting", record_id="m3"),
    )
    rows = outline(view, gaps)
    assert [(row.code, row.title, row.gaps, row.entries) for row in rows[:4]] == [
        ("front", "In brief", 0, 0),
        ("", "Unsorted", 1, 1),
        (PARKED, "Parked", 1, 1),
        ("opening", "Opening", 1, 0),
    ]
    plan = next(row for row in rows if row.code == "plan")
    assert (plan.number, plan.state, plan.entries) == ("13", "open", 1)
    assert page(view, gaps=gaps)["item:opening"].gaps == 1
    assert outline(whole_view(form=met(front_sheet=False)), ())[0].code == "opening"


def test_where_gaps_came_and_went_is_told() -> None:
    before = whole_view()
    after = replace(before, meeting=replace(before.meeting, brief_risk=""), actions=(action(id="a1"),))
    found = GapsByPlace(after, find_gaps(after)).differing(GapsByPlace(before, find_gaps(before)))
    assert found == ({"a1"}, {"front"})
    same = GapsByPlace(before, find_gaps(before))
    assert same.differing(same) == (set(), set())


def test_what_is_ticked_as_finished_says_so() -> None:
    def ticked(record_id: str, **changes: Any) -> WriteUpTick:
        told = {"code": FINISHED, **changes}
        return WriteUpTick(id=record_id, meeting_id="m3", record_id=record_id, **told)

    ticks = (
        ticked("said"),
        ticked("m3"),
        ticked("victims-entry", active=False),
        ticked("plan", code="relative_date", words="today"),
    )
    done = {key for key, one in page(whole_view(), ticks=ticks).items() if one.finished}
    assert done == {"front:brief_why", "front:brief_risk", "entry:said"}


def test_parts_of_which_nothing_changed_are_taken_as_they_are() -> None:
    view = whole_view()
    parts = paragraphs_by_part(view, wording=WORDING)
    assert [one for part in parts.values() for one in part] == list(paragraphs(view, wording=WORDING))
    again = paragraphs_by_part(view, wording=WORDING, kept={"plan": parts["plan"]})
    assert again == parts
    assert again["plan"] is parts["plan"] and again["level"] is not parts["level"]


def test_find_looks_in_what_can_be_worded() -> None:
    view = with_entries(entry("plan", id="e", text="Seen by  patrol. Police patrols."))
    there = paragraphs(view, wording=WORDING)
    assert list(found_in(there, pattern_of("by patrol"))) == [Found("entry:e", 5, 15)]
    assert len(list(found_in(there, pattern_of("POLICE")))) == 1
    assert list(found_in(there, pattern_of("POLICE", match_case=True))) == []
    assert list(found_in(there, pattern_of("patrol", whole_words=True))) == [Found("entry:e", 9, 15)]
    with pytest.raises(ValueError, match="nothing to find"):
        pattern_of("  ")
