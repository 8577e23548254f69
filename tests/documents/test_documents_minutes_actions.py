"""Actions in the minutes: the table, dates that are not known, and what was made of those from last time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from document_samples import attendance
from hostile_samples import with_text
from minutes_reading import bare, labels
from pdf_reading import read_structure

from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.actions import Acceptance, ActionEvent, ActionEventKind, Deadline, DeadlineKind
from mappa_desk.domain.attendance import RemoteCheck
from mappa_desk.domain.meetings import StatementReading
from mappa_desk.domain.minutes import PreviousAction


def test_actions_table_says_what_why_who_when_and_how_it_stands(documents: dict[str, Rendered]) -> None:
    tables = read_structure(documents["minutes"].data).all("Table")
    rows = {row.kids[0].text: [cell.text for cell in row.kids[1:]] for row in tables[-1].all("TR")}
    assert rows["No."] == ["What, and why", "Owner", "Due", "State"]
    assert rows["9"][0].endswith("offender manager.Why: supervision is not booked on the same day.")
    assert rows["7"][1].endswith(
        "approved premises. Taken on behalf by Tom Reilly, Probation, who tells them"
    )
    assert rows["10"][2] == "Thu 14 Jan 2027next meeting"
    assert rows["11"][3] == "Urgent"
    assert rows["M02-03"][2:] == ["Fri 30 Oct 2026", "Overdue, carried once"]
    assert rows["M02-08"][3] == "Carried twice"


@pytest.mark.parametrize(
    ("deadline", "column", "sentence"),
    [
        (Deadline(), "No date", "without a date"),
        (
            Deadline(kind=DeadlineKind.NEXT_MEETING),
            "Next meeting, no date yet",
            "by the next meeting, which has",
        ),
        (
            Deadline(kind=DeadlineKind.BEFORE_RELEASE),
            "Before release, no date yet",
            "before release, which has",
        ),
    ],
)
def test_dates_that_are_not_known_are_said(show, deadline: Deadline, column: str, sentence: str) -> None:
    base = with_text("x")
    action = replace(base.actions[0], deadline=deadline, acceptance=Acceptance.OBJECTED, objection="No.")
    text = show(bare(entries=base.entries[2:3], actions=(action,))).text
    assert column in text
    assert sentence in text
    assert "Objected: No." in text
    assert "One was objected to by its owner." in text


def test_a_long_action_goes_on_below_its_table(show) -> None:
    base = with_text("x")
    long = " ".join(f"word{number}" for number in range(300))
    action = replace(base.actions[0], text=long, purpose="", acceptance=Acceptance.ACCEPTED)
    tree = show(bare(entries=base.entries[2:3], actions=(action,)))
    cell = tree.all("Table")[-1].all("TD")[0]
    assert cell.text.endswith("Continues below the table.")
    below = next(item for item in reversed(tree.all("LI")) if item.all("Lbl")[0].text == "1")
    begun = cell.text.removesuffix("Continues below the table.")
    assert begun + below.all("LBody")[0].text == f"{long}."
    assert len(cell.all("P")) == 2


def test_an_action_carried_to_a_new_date_is_told_once(show) -> None:
    action = replace(with_text("Name one officer").actions[0], id="old", tag="M02-03", meeting_id="m02")
    told = "The post was empty."
    moved = {"due_before": date(2026, 10, 30), "due_after": date(2026, 11, 20), "note": told}
    when = datetime(2026, 11, 12, 10, 20, tzinfo=UTC)
    events = tuple(
        ActionEvent(id=kind, action_id="old", meeting_id="m03", at=when, event_kind=kind, **moved)
        for kind in (ActionEventKind.CARRIED, ActionEventKind.REDATED)
    )
    text = show(bare(previous_actions=(PreviousAction(action=action, events=events),))).text
    assert text.count(told) == 1
    assert "Carried over. The post was empty. Now due Friday 20 November 2026." in text
    assert "New date." not in text


def test_a_new_date_alone_is_told(show) -> None:
    action = replace(with_text("Name one officer").actions[0], id="old", tag="M02-03", meeting_id="m02")
    event = ActionEvent(
        id="e",
        action_id="old",
        at=datetime(2026, 11, 12, tzinfo=UTC),
        event_kind=ActionEventKind.REDATED,
        due_after=date(2026, 11, 20),
    )
    assert "New date." in show(bare(previous_actions=(PreviousAction(action=action, events=(event,)),))).text


def test_a_second_reading_counts_only_those_who_had_not_heard_the_first(show) -> None:
    rows = attendance()
    first = StatementReading(
        id="s1",
        meeting_id="m03",
        at=datetime(2026, 11, 12, 10, 3, tzinfo=UTC),
        edition="later",
        heard_by=tuple(row.id for row in rows[1:]),
    )
    again = replace(
        first,
        id="s2",
        at=datetime(2026, 11, 12, 10, 43, tzinfo=UTC),
        heard_by=tuple(row.id for row in rows),
    )
    text = labels(show(bare(attendance=rows, statements=(again, first))))["Statement"]
    assert text.endswith("was read at 10:03, and again at 10:43 for one person who joined late.")


def test_a_reading_to_nobody_new_counts_nobody(show) -> None:
    rows = attendance()
    first = StatementReading(
        id="s1",
        meeting_id="m03",
        at=datetime(2026, 11, 12, 10, 3, tzinfo=UTC),
        edition="later",
        heard_by=tuple(row.id for row in rows),
    )
    again = replace(first, id="s2", at=datetime(2026, 11, 12, 10, 43, tzinfo=UTC))
    text = labels(show(bare(attendance=rows, statements=(first, again))))["Statement"]
    assert text.endswith("was read at 10:03, and once more at 10:43.")


def test_what_those_from_elsewhere_confirmed_is_printed_once_it_was_asked(show) -> None:
    rows = attendance()
    told = RemoteCheck(
        id="r1",
        meeting_id="m03",
        attendance_id=rows[1].id,
        at=datetime(2026, 11, 12, 10, 4, tzinfo=UTC),
        alone=True,
        not_overheard=True,
        not_recording=True,
    )
    doubt = replace(told, id="r2", attendance_id=rows[2].id, alone=False, not_recording=None)
    earlier = replace(doubt, id="r0", attendance_id=rows[1].id, at=told.at - timedelta(minutes=1))
    asked = show(bare(attendance=rows, remote_checks=(told, doubt, earlier)))
    page = "\n".join(node.text for node in asked.all("P"))
    name, other = (row.name for row in rows[1:3])
    assert f"elsewhere, {name} confirmed all three when asked" in page
    assert f"{other} did not confirm when asked: being alone or in a private place and not recording." in page
    silent = "\n".join(node.text for node in show(bare(attendance=rows)).all("P"))
    assert "elsewhere" not in silent and "confirm" not in silent


def test_an_action_that_was_not_read_back_says_so_in_its_row(show) -> None:
    base = with_text("x")
    first = replace(base.actions[0], text="Send the map", acceptance=Acceptance.NOT_READ_BACK)
    told = {}
    for acceptance in (Acceptance.NOT_READ_BACK, Acceptance.ACCEPTED):
        action = replace(first, acceptance=acceptance)
        tree = show(bare(entries=base.entries[2:3], actions=(action,)))
        told[acceptance] = tree.all("Table")[-1].all("TD")[0].text
    assert told[Acceptance.NOT_READ_BACK].endswith("Not read back.")
    assert "read back" not in told[Acceptance.ACCEPTED]
