"""What may pass into the Room window, and what is held back because it names somebody."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from domain_builders import AGENCIES, attendance, whole_view

from mappa_desk.domain.actions import Acceptance, Action, Deadline, DeadlineKind
from mappa_desk.domain.contributions import Entry, EntryKind, Handling
from mappa_desk.domain.known_names import names_of
from mappa_desk.domain.meetings import ClosedPart, Handover, HandoverOf, MeetingState, StatementReading
from mappa_desk.domain.room import room_picture
from mappa_desk.domain.room_picture import RoomAction, RoomPicture
from mappa_desk.domain.views import DeskView, PastAction

NOW = datetime(2026, 11, 12, 10, 42, tzinfo=UTC)


def entry(number: int, **changes) -> Entry:
    values = {"entry_kind": EntryKind.ACTION, "text": "words of the entry", **changes}
    return Entry(id=f"e{number}", meeting_id="m3", position=number, captured_at=NOW, **values)


def action(number: int, text: str = "Send the new map to everybody.", **changes) -> Action:
    values = {"acceptance": Acceptance.ACCEPTED, "owner_agency": "hsg", **changes}
    return Action(
        id=f"a{number}", case_id="c", meeting_id="m3", entry_id=f"e{number}", tag=f"M03-{number:02d}",
        text=text, **values,
    )  # fmt: skip


def running(**changes) -> DeskView:
    """The whole meeting while it runs, at its first item, with one accepted action."""
    view = whole_view()
    meeting = replace(view.meeting, state=MeetingState.RUNNING, current_item=view.items[0].code)
    case = replace(
        view.case,
        name="Llŷr Owain Gŵyr-Bowen",
        also_known_as=("Zdzich", "The Fox", "W"),
        reference="LAN-0417",
        visor_reference="V123/45",
        lead_officer="Marcus Thirlwell, offender manager",
        addresses=(
            "14 Harbour Street, Preston, PR1 2AB",
            "Rose Cottage, Preston",
            "The approved premises, north",
        ),
        date_of_birth=date(1979, 3, 4),
    )
    base = replace(
        view, meeting=meeting, case=case, entries=(entry(1),), actions=(action(1),), closed_parts=(),
        attendance=(attendance("hlth", "Dr Siân O'Neill", role="clinical lead"),
                    attendance("hsg", "Łukasz Wójcik"), attendance("pol", "Will Mark Young")),
    )  # fmt: skip
    return replace(base, **changes)


def texts(view: DeskView) -> list[str]:
    return [one.text for one in room_picture(view, NOW).actions]


def test_the_picture_has_these_fields_and_no_others() -> None:
    assert {field.name for field in fields(RoomPicture)} == {
        "blank", "practice", "item_number", "item_title", "clock", "ends", "statement", "statement_read",
        "actions",
    }  # fmt: skip
    assert {field.name for field in fields(RoomAction)} == {"number", "agency", "text", "due"}


def test_a_running_meeting_shows_item_clock_statement_and_accepted_actions() -> None:
    view = running()
    view = replace(
        view,
        form=replace(view.form, statement_text="What is said here stays here.\n"),
        statements=(StatementReading(id="s", meeting_id="m3", at=NOW, edition="2026"),),
        actions=(action(2), action(1, deadline=Deadline(kind=DeadlineKind.DATE, on=date(2026, 11, 27)))),
        entries=(entry(1), entry(2)),
    )
    shown = room_picture(view, NOW, ends=NOW + timedelta(minutes=33))
    assert (shown.blank, shown.clock, shown.ends, shown.statement_read) == (False, "10:42", "11:15", "10:42")
    assert (shown.item_number, shown.item_title) == (str(view.items[0].number), view.items[0].title)
    assert shown.statement == "What is said here stays here."
    assert [one.number for one in shown.actions] == [1, 2]
    assert (shown.actions[0].agency, shown.actions[0].due) == ("Housing", "by Friday 27 November 2026")


@pytest.mark.parametrize("state", [state for state in MeetingState if state is not MeetingState.RUNNING])
def test_a_meeting_that_does_not_run_shows_nothing(state: MeetingState) -> None:
    view = running()
    view = replace(view, meeting=replace(view.meeting, state=state))
    assert room_picture(view, NOW) == RoomPicture(practice=view.case.practice)


def test_a_closed_part_shows_nothing_until_it_ends() -> None:
    part = ClosedPart(id="p", meeting_id="m3", started_at=NOW)
    assert room_picture(running(closed_parts=(part,)), NOW).blank
    assert not room_picture(running(closed_parts=(replace(part, ended_at=NOW),)), NOW).blank


def test_without_an_item_a_plan_or_a_reading_there_is_only_the_rest() -> None:
    view = running(statements=())
    shown = room_picture(replace(view, meeting=replace(view.meeting, current_item="")), NOW)
    assert (shown.item_number, shown.item_title, shown.ends, shown.statement_read) == ("", "", "", "")


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (running(actions=(action(1, acceptance=Acceptance.NOT_READ_BACK),)), "not read back"),
        (running(actions=(action(1, acceptance=Acceptance.OBJECTED),)), "objected to"),
        (running(actions=(action(1, removed=True),)), "removed"),
        (running(entries=()), "without its entry"),
        (running(entries=(entry(1, removed=True),)), "in the bin"),
        (running(entries=(entry(1, entry_kind=EntryKind.CONTRIBUTION),)), "turned back into a contribution"),
        (running(entries=(entry(1, closed_part_id="p"),)), "given in a closed part"),
        *(
            (running(entries=(entry(1, handling=flag),)), flag.value)
            for flag in Handling
            if flag is not Handling.NORMAL
        ),
    ],
)
def test_an_action_that_not_everybody_may_see_leaves_no_trace(held: DeskView, why: str) -> None:
    assert room_picture(held, NOW).actions == (), why


def test_one_taken_on_behalf_is_accepted_and_an_unknown_agency_has_no_name() -> None:
    taken = action(1, acceptance=Acceptance.ON_BEHALF, owner_agency="Mr Smith")
    (shown,) = room_picture(running(actions=(taken,)), NOW).actions
    assert (shown.agency, shown.due) == ("", "")


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (Deadline(kind=DeadlineKind.NEXT_MEETING, said="when Wójcik is back"), "by the next meeting"),
        (
            Deadline(kind=DeadlineKind.NEXT_MEETING, on=date(2026, 12, 10)),
            "by the next meeting, Thursday 10 December 2026",
        ),
        (Deadline(kind=DeadlineKind.BEFORE_RELEASE, on=date(2026, 12, 10)), "before release"),
    ],
)
def test_a_date_is_in_the_program_s_words_and_a_release_date_stays_away(deadline, words: str) -> None:
    (shown,) = room_picture(running(actions=(action(1, deadline=deadline),)), NOW).actions
    assert shown.due == words


NAMING = (
    "Tell Gŵyr-Bowen of the change", "tell gwyr of the change", "Llŷr's map is wrong", "Llŷrs map",
    "Ask zdzich", "the fox is known there", "Ring Dr O'Neill", "ring o’neill", "Ring Neill", "Sian to write",
    "wojcik will write", "WÓJCIK’S list", "W\u006f\u0301jcik's list", "Will to see to the door",
    "See Young about it", "Thirlwell to visit", "Visit 14 Harbour Street", "Watch Harbour Street",
    "Call at Rose Cottage",
    "Letters to PR1 2AB", "letters to m1 1ae", "See LAN-0417", "See V123/45", "Born on 04/03/1979",
    "Born 4 March 1979", "Born 4 Mar 1979", "Born 1979-03-04", "Born 4.3.1979", "Born 04/03/79",
)  # fmt: skip


@pytest.mark.parametrize("text", NAMING)
def test_words_that_name_somebody_are_held_back_and_the_number_stays(text: str) -> None:
    (shown,) = room_picture(running(actions=(action(1, text),)), NOW).actions
    assert (shown.number, shown.text) == (1, "")


PLAIN = (
    "Send the date of the next review appointment.", "Check the phone register against the licence list.",
    "Housing will write to Preston by Friday.", "Ask the approved premises for the keywork notes.",
    "The young people's team and the offender manager mark the map.", "Review the plan of 12 March.",
    "Foxes are nobody's business", "The clinical lead writes a letter", "",
)  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_words_that_name_nobody_are_shown(text: str) -> None:
    assert texts(running(actions=(action(1, text),))) == [text]


def test_titles_and_the_statement_pass_the_same_gate() -> None:
    view = running()
    first = replace(view.items[0], title="About Wójcik")
    named = replace(
        view, items=(first, *view.items[1:]), form=replace(view.form, statement_text="Read by Dr O'Neill.")
    )
    shown = room_picture(named, NOW)
    assert (shown.item_number, shown.item_title, shown.statement) == (str(first.number), "", "")


def test_names_that_stand_elsewhere_in_the_record_count_and_agencies_and_roles_do_not() -> None:
    view = running()
    told = replace(
        view,
        keys="Bethan Lloyd",
        meeting=replace(view.meeting, chair="Probation", minutes_by="Ioan Prys, administrator"),
        previous_meeting=replace(view.meeting, chair="Gwen Hughes, chair", lead_officer="clinical lead"),
        attendance=(*view.attendance, attendance("pol", "Ana Silva", deputy_for="Tomos Rees")),
        handovers=(
            Handover(id="h", meeting_id="m3", of=HandoverOf.KEYS, at=NOW, from_whom="Ffion", to_whom="Mair"),
        ),
        past_actions=(
            PastAction(
                action=action(9, owner_name="Nia Parry", owner_role="move-on officer"), events=(),
                settled_here=False, overdue=False,
            ),
        ),
        agencies=AGENCIES,
    )  # fmt: skip
    names = names_of(told)
    for name in ("Lloyd", "Prys", "Hughes", "Rees", "Ffion", "Mair", "Parry"):
        assert names.are_in(f"Ask {name}"), name
    for plain in (
        "Ask probation",
        "Ask the clinical lead",
        "Ask the move-on officer",
        "Ask the administrator",
    ):
        assert not names.are_in(plain), plain


def test_a_record_without_names_holds_nothing_back() -> None:
    view = running()
    bare = replace(view.case, name="", also_known_as=(), lead_officer="", addresses=(), date_of_birth=None)
    nobody = replace(view, case=bare, attendance=(), previous_meeting=None, keys="")
    nobody = replace(nobody, meeting=replace(nobody.meeting, chair="", minutes_by="", lead_officer=""))
    assert not names_of(nobody).are_in("Tell Gwyr and Young")


def test_what_stands_in_brackets_after_a_name_is_no_name() -> None:
    view = running()
    view = replace(view, case=replace(view.case, name="Yusuf (family name not settled)"))
    assert texts(replace(view, actions=(action(1, "This is not settled for the family."),))) != [""]
    assert texts(replace(view, actions=(action(1, "Ask Yusuf."),))) == [""]
