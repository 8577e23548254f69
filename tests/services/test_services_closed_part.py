"""What is said in a closed part reaches those who stayed and nobody else, in every document and list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from meeting_room import Room

from mappa_desk.domain.actions import Acceptance, ActionEventKind, Deadline, DeadlineKind
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.attendance import Attendance, AttendanceState, Mode
from mappa_desk.domain.contributions import EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import DecisionKind
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services import (
    actions,
    closed_parts,
    contributions,
    decisions,
    handouts,
    meetings,
    roll_call,
    search,
    statements,
    transfers,
)

SAID = "Covert watch from Thursday"
DECIDED = "The operation goes on"
BECAUSE = "Source must stay safe"
ACT = "Move the officer’s post box"
RAISED = "The hide can be seen"
WHY_NOT = "Watchers see to that"
OBJECTS = "Would show the watch"
PAST = "Watched there twice"
REASON = "Police operation"
INSIDE = (SAID, DECIDED, BECAUSE, ACT, RAISED, WHY_NOT, OBJECTS, PAST, REASON)
OPEN = "Rent is paid on time"
"""Words that stand outside of the closed part and reach everybody."""


@dataclass
class Held:
    """A review with a closed part in which the police and one of two probation people stayed."""

    room: Room
    meeting: Meeting
    people: dict[str, Attendance]

    def words(self, kind: DocumentKind = DocumentKind.MINUTES, **reader: object) -> str:
        """The text of a document as it would be given out, in one line."""
        rendered = handouts.render(self.room.work, meeting_id=self.meeting.id, kind=kind, **reader)
        return _text(rendered.data)

    def says(self, text: str, kind: EntryKind = EntryKind.CONTRIBUTION, agency: str = "pol"):
        return contributions.keep_line(
            self.room.work, meeting_id=self.meeting.id, item="contributions", text=text, kind=kind,
            agency=agency,
        ).value  # fmt: skip


def _text(data: bytes) -> str:
    document = pdfium.PdfDocument(data)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return " ".join(" ".join(pages).replace("\ufffe", "").replace("￾", "").split())


def _found(words: str) -> set[str]:
    return {phrase for phrase in INSIDE if phrase in words}


@pytest.fixture
def held(room: Room) -> Held:
    """Everything that can be said in a closed part was said in this one."""
    case = room.case()
    first = room.running(case)
    room.act(first, "Visit the address")
    room.finish(first)
    room.clock.go_on(days=20)
    meeting = room.planned(case, MeetingKind.REVIEW)
    work = room.work
    second = roll_call.add_person(work, meeting_id=meeting.id, agency="prob", name="Nia Rowe").value
    listed = {row.agency: row for row in room.look(meeting).attendance if row.id != second.id}
    for agency, name in (("pol", "Dewi Prosser"), ("prob", "Ruth Ansah"), ("hsg", "Jan Wolk")):
        roll_call.edit_attendance(work, attendance=replace(listed[agency], name=name))
    for row in room.look(meeting).attendance:
        roll_call.mark(work, attendance_id=row.id, state=AttendanceState.ATTENDED, mode=Mode.ROOM)
    meetings.start_meeting(work, meeting_id=meeting.id)
    statements.read_statement(work, meeting_id=meeting.id)
    people = {row.name or row.agency: row for row in room.look(meeting).attendance}
    made = Held(room, meeting, people)
    made.says(OPEN, agency="hsg")
    issue = made.says("Two maps differ", EntryKind.ISSUE, "hsg")
    task = room.act(meeting, "Check both maps")
    stay = (people["Dewi Prosser"].id, people["Ruth Ansah"].id)
    closed_parts.begin_closed_part(work, meeting_id=meeting.id, stayed=stay, reason=REASON)
    made.says(SAID)
    raised = made.says(RAISED, EntryKind.ISSUE)
    decisions.take_decision(
        work, meeting_id=meeting.id, item="plan", decided=DECIDED, because=BECAUSE,
        kind=DecisionKind.OTHER, dissent_asked=True,
    )  # fmt: skip
    act = actions.make_action(
        work, meeting_id=meeting.id, item="plan", text=ACT, owner_agency="hsg", owner_role="move-on officer",
        deadline=Deadline(kind=DeadlineKind.NEXT_MEETING),
    ).value  # fmt: skip
    contributions.settle_issue(
        work, entry_id=raised.id, outcome=IssueOutcome.ACTION, by_entry_id=act.entry_id
    )
    contributions.settle_issue(work, entry_id=issue.id, outcome=IssueOutcome.NO_ACTION, reason=WHY_NOT)
    actions.read_back(work, action_id=task.id, acceptance=Acceptance.OBJECTED, objection=OBJECTS)
    past = room.look(meeting).past_actions[0].action
    actions.review_action(
        work, action_id=past.id, meeting_id=meeting.id, outcome=ActionEventKind.DONE, note=PAST
    )
    closed_parts.end_closed_part(work, meeting_id=meeting.id)
    room.clock.go_on(minutes=1)
    return made


def test_the_one_who_stayed_gets_all_of_it(held: Held) -> None:
    found = _found(held.words(agency="pol"))
    assert found == set(INSIDE)
    assert (
        handouts.left_out(held.room.work, meeting_id=held.meeting.id, kind=DocumentKind.MINUTES, agency="pol")
        == ()
    )


@pytest.mark.parametrize("agency", ["", "hsg", "hlth"])
def test_a_copy_for_those_who_left_holds_nothing_of_it(held: Held, agency: str) -> None:
    words = held.words(agency=agency)
    assert OPEN in words and "Two maps differ" in words and "Check both maps" in words
    assert _found(words) == set()
    told = handouts.left_out(
        held.room.work, meeting_id=held.meeting.id, kind=DocumentKind.MINUTES, agency=agency
    )
    assert handouts.left_out_words(told) == (
        "Left out: 4 entries and 3 outcomes’ words, from a closed part.",
    )


def test_an_agency_with_somebody_outside_gets_it_only_for_the_one_who_stayed(held: Held) -> None:
    assert _found(held.words(agency="prob")) == set()
    assert _found(held.words(person=held.people["Nia Rowe"].id)) == set()
    assert _found(held.words(person=held.people["Ruth Ansah"].id)) == set(INSIDE)


def test_no_list_of_actions_names_it_to_one_who_was_sent_out(held: Held) -> None:
    work, meeting_id = held.room.work, held.meeting.id
    for kind, agency in (
        (DocumentKind.ACTIONS, ""),
        (DocumentKind.AGENCY_ACTIONS, "hsg"),
        (DocumentKind.AGENCY_ACTIONS, "pol"),
        (DocumentKind.AGENCY_ACTIONS, "prob"),
    ):
        assert _found(held.words(kind, agency=agency)) == set(), (kind, agency)
    told = handouts.left_out(work, meeting_id=meeting_id, kind=DocumentKind.AGENCY_ACTIONS, agency="hsg")
    assert handouts.left_out_words(told) == ("Left out: 1 action, from a closed part.",)


def test_an_owner_who_stayed_has_the_action_on_its_list(held: Held) -> None:
    closed_parts.begin_closed_part(
        held.room.work, meeting_id=held.meeting.id, stayed=(held.people["Dewi Prosser"].id,)
    )
    actions.make_action(
        held.room.work, meeting_id=held.meeting.id, item="plan", text="Call the watch off", owner_agency="pol"
    )
    closed_parts.end_closed_part(held.room.work, meeting_id=held.meeting.id)
    assert "Call the watch off" in held.words(DocumentKind.AGENCY_ACTIONS, agency="pol")
    assert "Call the watch off" not in held.words(DocumentKind.ACTIONS)
    assert "Call the watch off" not in held.words(agency="prob")
    assert "Call the watch off" not in held.words(person=held.people["Ruth Ansah"].id)


def test_written_copies_hold_what_their_reader_may_have(held: Held, tmp_path: Path) -> None:
    for recipient, expected in (
        ("ruth ANSAH", set(INSIDE)), ("Nia Rowe", set()), ("Somebody Else", set()), ("", set()),
    ):  # fmt: skip
        target = tmp_path / f"{recipient or 'plain'}.pdf"
        given = handouts.write_document(
            held.room.work, meeting_id=held.meeting.id, kind=DocumentKind.MINUTES, target=target,
            agency="prob", recipient=recipient,
        ).value  # fmt: skip
        assert _found(_text(target.read_bytes())) == expected, recipient
        assert given.recipient == recipient
    person = tmp_path / "person.pdf"
    given = handouts.write_document(
        held.room.work, meeting_id=held.meeting.id, kind=DocumentKind.MINUTES, target=person,
        person=held.people["Dewi Prosser"].id, copy_number=7,
    ).value  # fmt: skip
    assert (given.agency, given.recipient, given.copy_number) == ("pol", "Dewi Prosser", 7)
    assert _found(_text(person.read_bytes())) == set(INSIDE)


def test_what_is_sealed_keeps_it_closed_for_good(held: Held) -> None:
    held.room.finish(held.meeting)
    assert _found(held.words(agency="hsg")) == set()
    assert _found(held.words(agency="pol")) == set(INSIDE) - {OBJECTS}, "it was accepted at the end"


def test_the_next_meeting_keeps_it_closed_too(held: Held) -> None:
    room = held.room
    made = next(one for one in room.look(held.meeting).actions if one.text == ACT)
    room.finish(held.meeting)
    room.clock.go_on(days=20)
    again = room.running(room.look(held.meeting).case, MeetingKind.REVIEW)
    later = Held(room, again, {})
    assert made.id in {past.action.id for past in room.look(again).past_actions}
    assert ACT not in later.words(agency="hsg") and ACT not in later.words(agency="prob")
    assert ACT not in later.words(DocumentKind.AGENCY_ACTIONS, agency="hsg")
    assert ACT in later.words(agency="pol")


def test_moved_to_another_record_it_is_for_the_same_agencies_and_never_for_more(held: Held) -> None:
    work, room = held.room.work, held.room
    other = room.running(room.case("LAN-0500"))
    closed_parts.begin_closed_part(
        work, meeting_id=held.meeting.id,
        stayed=(held.people["Dewi Prosser"].id, held.people["Ruth Ansah"].id, held.people["Jan Wolk"].id),
    )  # fmt: skip
    plain, named, raw = held.says("Plain"), held.says("Named"), held.says("Raw")
    contributions.set_handling(
        work, entry_id=named.id, handling=Handling.NAMED_RECIPIENTS, recipients=("hsg", "prob", "hlth")
    )
    contributions.set_handling(work, entry_id=raw.id, handling=Handling.SANITISE)
    closed_parts.end_closed_part(work, meeting_id=held.meeting.id)
    moved = transfers.move_to_record(
        work, entry_ids=(plain.id, named.id, raw.id), to_meeting_id=other.id, reason="Typed in the wrong one"
    ).value
    assert [(one.handling, one.recipients) for one in moved] == [
        (Handling.NAMED_RECIPIENTS, ("hsg", "pol")),
        (Handling.NAMED_RECIPIENTS, ("hsg",)),
        (Handling.SANITISE, ()),
    ]


def test_a_hit_says_nothing_to_whom_it_may_be_read(held: Held) -> None:
    """Finding is for those at this laptop; a hit leads to the entry, which names its closed part."""
    hit = next(one for one in search.find(held.room.work, words="covert") if one.record_kind == "entry")
    entry = next(one for one in held.room.look(held.meeting).entries if one.id == hit.record_id)
    assert entry.closed_part_id is not None


def test_everybody_is_back_at_the_same_minute_and_one_who_had_left_before_is_not(room: Room) -> None:
    meeting = room.running()
    rows = {row.agency: row for row in room.look(meeting).attendance}
    roll_call.went_out(room.work, attendance_id=rows["hlth"].id)
    part = closed_parts.begin_closed_part(
        room.work, meeting_id=meeting.id, stayed=(rows["pol"].id, rows["hlth"].id)
    ).value
    assert part.stayed == (rows["pol"].id,), "who was out before does not stay"
    with pytest.raises(RuleError):
        roll_call.came_in(room.work, attendance_id=rows["hsg"].id)
    ended = closed_parts.end_closed_part(room.work, meeting_id=meeting.id).value
    after = {row.agency: row for row in room.view(meeting).attendance}
    assert after["hsg"].intervals[-1].in_at == ended.ended_at and after["hsg"].is_in
    assert not after["hlth"].is_in
    assert ended.ended_at - part.started_at < timedelta(minutes=1)
