"""The papers before a meeting: what is known of it, read in one go, and the document for each reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from meeting_room import Room

from mappa_desk.documents.reading_back import read_back
from mappa_desk.domain.actions import Action, ActionEventKind
from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.paper_editions import PAPER_EDITIONS
from mappa_desk.domain.preparation import PapersSnapshot
from mappa_desk.services import (
    actions,
    areas,
    closed_parts,
    contributions,
    decisions,
    meeting_papers,
    meetings,
    panel_days,
)
from mappa_desk.services.meeting_papers import NAMES, REPLY_DAYS, papers_snapshot, render_paper

NAME = "Llŷr Owain Gwyn"


def known(room: Room, meeting: Meeting) -> PapersSnapshot:
    """What a second connection finds on the disk."""
    work = room.reopened()
    with work.reading() as reading:
        return papers_snapshot(work, reading, meeting.id)


def named_case(room: Room) -> Case:
    return room.case(
        name=NAME, also_known_as=("Ly",), date_of_birth=date(1987, 3, 14), summary="Wounding in 2021."
    )


def figure(room: Room, code: str, value: float, unit: str = "") -> None:
    standard = next(one for one in areas.area_view(room.work).standards if one.id == code)
    areas.save_standard(room.work, standard=replace(standard, value=value, unit=unit or standard.unit))


def review_after_one(room: Room, case: Case) -> tuple[Meeting, Action]:
    """A planned review after a meeting that decided, agreed an action and closed a part."""
    first = room.running(case)
    open_action = room.act(first, "Visit the address with the police")
    closed_parts.begin_closed_part(
        room.work, meeting_id=first.id, stayed=(room.look(first).attendance[0].id,), reason="Operation"
    )
    room.act(first, "Check what the source said")
    _decide(room, first, "Watch the flat", "A source")
    closed_parts.end_closed_part(room.work, meeting_id=first.id)
    raw = _decide(room, first, "Raw words", "Police intelligence")
    contributions.set_handling(room.work, entry_id=raw.entry_id, handling=Handling.SANITISE)
    settled = room.act(first, "Ring the hostel")
    actions.review_action(room.work, action_id=settled.id, meeting_id=first.id, outcome=ActionEventKind.DONE)
    room.finish(first)
    room.clock.go_on(days=30)
    return room.planned(case, MeetingKind.REVIEW), open_action


def _decide(room: Room, meeting: Meeting, decided: str, because: str) -> Decision:
    told = {"decided": decided, "because": because, "dissent_asked": True}
    return decisions.take_decision(room.work, meeting_id=meeting.id, item="plan", **told).value


def text_of(data: bytes) -> str:
    """All text of a file, by its structure's own reader."""
    return read_back(data).text


def test_a_review_knows_what_stands_from_before(room: Room) -> None:
    case = named_case(room)
    review, action = review_after_one(room, case)
    seen = known(room, review)
    assert (seen.case.name, seen.meeting.id, seen.taken_on) == (NAME, review.id, room.work.today())
    assert seen.previous_meeting is not None
    assert seen.previous_meeting.number == 1
    assert [past.action.tag for past in seen.open_actions] == ["M01-01", "M01-02"]
    assert seen.open_actions[0].action.id == action.id
    assert ActionEventKind.MADE in {event.event_kind for event in seen.open_actions[0].events}
    assert [past.in_closed_part for past in seen.open_actions] == [False, True]
    assert [standing.level for standing in seen.standings][-1] == case.level
    assert [row.seat for row in seen.attendance] == sorted(row.seat for row in seen.attendance)
    assert seen.items
    assert any(item.prompts for item in seen.items)
    assert seen.statement == seen.form.statement_text


def test_decisions_of_a_closed_part_are_marked_and_unsanitised_ones_are_left_out(room: Room) -> None:
    review, _ = review_after_one(room, named_case(room))
    seen = known(room, review)
    decided = {decision.decided: decision for decision in seen.last_decisions}
    assert "Raw words" not in decided
    assert decided["Watch the flat"].id in seen.restricted
    assert decided["Level 3 from today"].id not in seen.restricted
    closed = seen.open_actions[1]
    assert {event.id for event in closed.events} & set(seen.restricted)
    assert not {event.id for event in seen.open_actions[0].events} & set(seen.restricted)


def test_a_first_meeting_knows_of_nothing_before(room: Room) -> None:
    seen = known(room, room.planned())
    assert (seen.previous_meeting, seen.open_actions, seen.last_decisions) == (None, (), ())
    assert not any("last meeting" in line for line in seen.ask_for)
    assert any("Nothing known is an answer" in line for line in seen.ask_for)


def test_a_review_asks_for_what_is_new(room: Room) -> None:
    review, _ = review_after_one(room, named_case(room))
    asked = known(room, review).ask_for
    assert len(asked) == 5
    assert "since the last meeting" in asked[2]


def test_the_day_to_answer_comes_from_the_area_s_figure(room: Room) -> None:
    case = room.case()
    on = date(2027, 1, 6)
    meeting = meetings.plan_meeting(
        room.work, case_id=case.id, kind=MeetingKind.INITIAL, on=on, at="10:00"
    ).value
    assert known(room, meeting).reply_by == date(2026, 12, 29)
    figure(room, REPLY_DAYS, 1, "weeks")
    assert known(room, meeting).reply_by == on - timedelta(weeks=1)
    figure(room, REPLY_DAYS, 0)
    assert known(room, meeting).reply_by is None


def test_a_day_to_answer_that_has_gone_by_is_not_printed(room: Room) -> None:
    meeting = room.planned()
    assert known(room, meeting).reply_by is None
    text = text_of(
        render_paper(room.work, meeting_id=meeting.id, kind=DocumentKind.INVITATION, agency="hsg").data
    )
    assert "as soon as you can" in text


def test_the_area_decides_whether_invitations_name_the_person(room: Room) -> None:
    meeting = room.planned(named_case(room))

    def said() -> str:
        paper = render_paper(room.work, meeting_id=meeting.id, kind=DocumentKind.INVITATION, agency="hsg")
        return text_of(paper.data)

    assert NAME in said()
    assert "14 March 1987" in said()
    figure(room, NAMES, 0)
    assert NAME not in said()
    assert "1987" not in said()
    assert "L. O. G." in said()


def test_on_a_panel_day_an_agency_gets_its_own_times(room: Room) -> None:
    day = panel_days.make_panel_day(
        room.work, on=room.work.today(), title="Practice panel", place="Room 4"
    ).value
    made = [
        meetings.plan_meeting(
            room.work,
            case_id=room.case(reference).id,
            kind=MeetingKind.INITIAL,
            on=day.on,
            at=at,
            minutes=30,
            panel_day_id=day.id,
        ).value
        for reference, at in (("LAN-0001", "10:00"), ("LAN-0002", "11:15"))
    ]
    sheets = {sheet.agency: sheet for sheet in known(room, made[0]).day}
    assert [slot.reference for slot in sheets["pol"].slots] == ["LAN-0001", "LAN-0002"]
    paper = render_paper(room.work, meeting_id=made[0].id, kind=DocumentKind.INVITATION, agency="pol")
    assert "You are not needed from 10:30 to 11:15." in text_of(paper.data)
    assert "Place: Room 4" in text_of(paper.data)
    alone = room.planned(room.case("LAN-0003"))
    assert known(room, alone).day == ()


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("kind", PAPER_EDITIONS)
def test_each_paper_is_made_and_the_same_twice(room: Room, kind: DocumentKind, large: bool) -> None:
    meeting = room.planned(named_case(room))
    agency = "hsg" if kind is DocumentKind.INVITATION else ""
    paper = render_paper(room.work, meeting_id=meeting.id, kind=kind, agency=agency, large=large)
    again = render_paper(room.reopened(), meeting_id=meeting.id, kind=kind, agency=agency, large=large)
    assert paper.data == again.data
    assert paper.title.endswith("LAN-0417-M01")
    with pikepdf.open(BytesIO(paper.data)) as pdf:
        assert len(pdf.pages) == paper.pages


def test_what_is_in_no_paper_for_others_is_in_none_of_them(room: Room) -> None:
    """Words of each kind, laid out in the record, and which paper may hold them."""
    review, _ = review_after_one(room, named_case(room))
    canaries = {
        NAME: {"running-book", "invitation hsg", "invitation prob"},
        "Wounding in 2021.": {"running-book"},
        "Visit the address with the police": {"running-book", "agenda prob", "invitation prob"},
        "Check what the source said": {"running-book"},
        "Watch the flat": {"running-book"},
        "A source": {"running-book"},
        "Raw words": set(),
        "Operation": set(),
        "Ask those on the call": {"running-book"},
        "Words aloud": set(),
        "Ring the hostel": set(),
    }
    readers = [(DocumentKind.AGENDA, ""), (DocumentKind.RUNNING_BOOK, ""), (DocumentKind.RUNNING_SHEET, "")]
    readers += [
        (kind, agency)
        for kind in (DocumentKind.AGENDA, DocumentKind.INVITATION)
        for agency in ("hsg", "prob")
    ]
    texts = {
        f"{kind.value} {agency}".strip(): text_of(
            render_paper(room.work, meeting_id=review.id, kind=kind, agency=agency).data
        )
        for kind, agency in readers
    }
    for words, wanted in canaries.items():
        assert {name for name, text in texts.items() if words in text} == wanted, words


def test_a_third_party_is_not_told_who_it_is(room: Room) -> None:
    areas.save_agency(
        room.work,
        agency=Agency(id="char", name="Move-on charity", agency_class=AgencyClass.THIRD_PARTY, order=90),
    )
    meeting = room.planned(named_case(room))
    paper = render_paper(room.work, meeting_id=meeting.id, kind=DocumentKind.INVITATION, agency="char")
    text = text_of(paper.data)
    assert "LAN-0417" in text
    for hidden in (NAME, "L. O. G.", "1987", "Ly", "Search all"):
        assert hidden not in text


def test_a_recipient_is_named(room: Room) -> None:
    meeting = room.planned()
    paper = render_paper(
        room.work,
        meeting_id=meeting.id,
        kind=DocumentKind.INVITATION,
        agency="hsg",
        recipient=" Kasia Wójcik ",
    )
    assert "Housing: Kasia Wójcik" in text_of(paper.data)


def test_what_cannot_be_made_is_refused_in_one_sentence(room: Room) -> None:
    meeting = room.planned()
    told = {"meeting_id": meeting.id}
    with pytest.raises(RuleError, match="Say which agency is invited"):
        render_paper(room.work, kind=DocumentKind.INVITATION, **told)
    with pytest.raises(NotFound, match="zzz"):
        render_paper(room.work, kind=DocumentKind.INVITATION, agency="zzz", **told)
    with pytest.raises(RuleError, match="chair’s own"):
        render_paper(room.work, kind=DocumentKind.RUNNING_BOOK, recipient="Kasia", **told)
    with pytest.raises(NotFound):
        render_paper(room.work, kind=DocumentKind.AGENDA, meeting_id="0" * 32)
    meetings.cancel(room.work, meeting_id=meeting.id, reason="The person left the area")
    with pytest.raises(RuleError, match="was cancelled"):
        render_paper(room.work, kind=DocumentKind.AGENDA, **told)


def test_making_a_paper_changes_nothing(room: Room) -> None:
    meeting = room.planned()
    with room.work.reading() as reading:
        before = reading.audit()
    for kind in PAPER_EDITIONS:
        agency = "hsg" if kind is DocumentKind.INVITATION else ""
        meeting_papers.render_paper(room.work, meeting_id=meeting.id, kind=kind, agency=agency)
    with room.work.reading() as reading:
        assert reading.audit() == before
        assert reading.all(Decision) == ()
