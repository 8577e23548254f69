"""The capture line: actions with owner and date, urgency, marks kept as text, completion."""

from __future__ import annotations

from datetime import date

import pytest
from capture_room import BOOK, ROOM, chips, read
from domain_builders import AGENCIES, TODAY, attendance

from mappa_desk.domain.actions import Deadline, DeadlineKind
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.capture import Chip, ChipKind
from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.capture_people import Owner, match_owner, owner_choices
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.people import Person


@pytest.mark.parametrize(
    ("line", "owner", "due", "text"),
    [
        ("@prob confirm licence address by fri", "prob1", date(2026, 11, 13), "confirm licence address"),
        ("@prob by fri: confirm licence address", "prob1", date(2026, 11, 13), "confirm licence address"),
        ("@prob by fri:", "prob1", date(2026, 11, 13), ""),
        ("@prob: confirm by fri", "prob1", date(2026, 11, 13), "confirm"),
        ("@prob, confirm, by fri.", "prob1", date(2026, 11, 13), "confirm"),
        ("@PROB confirm - by next fri", "prob1", date(2026, 11, 20), "confirm"),
        ("@hsg confirm the move-on address in writing by 27/11", "hsg1", date(2026, 11, 27), None),
        ("@housing ring by 23", "hsg1", date(2026, 11, 23), "ring"),
        ("@hsg ring by 12", "hsg1", date(2026, 12, 12), "ring"),
        ("@hsg ring by 31", "hsg1", date(2026, 12, 31), "ring"),
        ("@hsg ring by the 23rd", "hsg1", date(2026, 11, 23), "ring"),
        ("@hsg ring by 23 jan", "hsg1", date(2027, 1, 23), "ring"),
        ("@hsg ring by 23 January 2028", "hsg1", date(2028, 1, 23), "ring"),
        ("@hsg ring by 12/11", "hsg1", date(2026, 11, 12), "ring"),
        ("@hsg ring by 11/11", "hsg1", date(2027, 11, 11), "ring"),
        ("@hsg ring by 11/11/26", "hsg1", date(2026, 11, 11), "ring"),
        ("@hsg ring by 1.12.2026", "hsg1", date(2026, 12, 1), "ring"),
        ("@hsg ring by 2026-12-01", "hsg1", date(2026, 12, 1), "ring"),
        ("@hsg ring by 29 feb", "hsg1", date(2028, 2, 29), "ring"),
        ("@hsg ring by fri 27 nov", "hsg1", date(2026, 11, 27), "ring"),
        ("@hsg ring today", "hsg1", TODAY, "ring"),
        ("@hsg ring by tomorrow", "hsg1", date(2026, 11, 13), "ring"),
        ("@hsg ring +7d", "hsg1", date(2026, 11, 19), "ring"),
        ("@hsg ring by +2w", "hsg1", date(2026, 11, 26), "ring"),
        ("@hsg ring +10wd", "hsg1", date(2026, 11, 26), "ring"),
        ("@hsg ring within 5 working days", "hsg1", date(2026, 11, 19), "ring"),
        ("@hsg ring in 24h", "hsg1", date(2026, 11, 13), "ring"),
        ("@hsg ring in 4 hours", "hsg1", TODAY, "ring"),
        ("@hsg ring eom", "hsg1", date(2026, 11, 30), "ring"),
        ("@hsg ring by end of the month", "hsg1", date(2026, 11, 30), "ring"),
        ("@J Smith ring today", "hsg1", TODAY, "ring"),
        ("@j. smith ring today", "hsg1", TODAY, "ring"),
        ("@Smith: ring today", "hsg1", TODAY, "ring"),
        ("@Sian O'Neill ring today", "prob1", TODAY, "ring"),
        ("@Pritchard ring today", "pol1", TODAY, "ring"),
        ("@DS Alun Pritchard ring today", "pol1", TODAY, "ring"),
        ("@A Pritchard ring today", "pol1", TODAY, "ring"),
        ("@Jane Doe ring today", "hlth1", TODAY, "ring"),
        ("@Children's social care ring today", "csc1", TODAY, "ring"),
        ("@chair ring today", "chair", TODAY, "ring"),
        ("pol: @hsg ring today", "hsg1", TODAY, "ring"),
    ],
)
def test_a_line_is_an_action_with_owner_and_date(line: str, owner: str, due: date, text: str | None) -> None:
    understood = read(line)
    assert understood.kind is EntryKind.ACTION
    assert understood.owner.attendance_id == owner
    assert understood.deadline.on == due
    assert understood.deadline.said
    assert understood.text == ("confirm the move-on address in writing" if text is None else text)


def test_chips_say_owner_and_date_in_full() -> None:
    understood = read("@hsg confirm the move-on address in writing by 27/11 !")
    assert chips(understood) == [
        "Action",
        "Owner: Housing, move-on officer",
        "Due: Fri 27 Nov 2026, 15 days",
        "Urgent",
    ]
    assert understood.described == (
        "Action. Owner Housing, move-on officer. Due Friday 27 November 2026, in 15 days. Urgent"
    )
    assert understood.newest == Chip(ChipKind.URGENT, 53, 54, "Urgent")
    assert [understood.words[c.start : c.end] for c in understood.chips] == ["@", "@hsg ", " by 27/11", "!"]


def test_an_agency_alone_asks_who() -> None:
    understood = read("@hlth send it")
    assert understood.owner == Owner(agency="hlth", agency_name="Health")
    assert chips(understood) == ["Action", "Owner: Health, who?", "Date?"]
    assert read("@educ send it").owner.name == ""
    assert read("@csc send it").owner.words == "Children’s social care, Eira ap Rhys"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("@nobody send it", "@nobody send it"),
        ("@Doe send it", "@Doe send it"),
        ("@probation-like send it", "@probation-like send it"),
        ("@old send it", "@old send it"),
        ("@", "@"),
    ],
)
def test_an_owner_that_nobody_has_stays_text(line: str, text: str) -> None:
    understood = read(line, kind=EntryKind.ACTION)
    assert understood.text == text
    assert chips(understood)[-2:] == ["Owner?", "Date?"]


def test_a_stranger_owns_an_action_when_a_colon_ends_the_name() -> None:
    understood = read("@Maria de Souza by fri: send it")
    assert understood.owner == Owner()  # "de" is no name of its own
    understood = read("@Maria Souza by fri: send it")
    assert understood.owner == Owner(name="Maria Souza")
    assert (understood.text, understood.deadline.on) == ("send it", date(2026, 11, 13))
    assert chips(understood)[1] == "Owner: Maria Souza"
    assert read("@Maria Souza: send it").owner.words == "Maria Souza"
    assert read("@Piotr Wiśniewski send it").owner.role == "duty sergeant"
    assert read("@Madonna send it", people=(Person(id="p9", name="Madonna"),)).owner == Owner(name="Madonna")


def test_events_are_kept_as_events() -> None:
    understood = read("@hsg ring before next meeting")
    assert understood.deadline == Deadline(kind=DeadlineKind.NEXT_MEETING, said="before next meeting")
    assert chips(understood)[2] == "Due: next meeting, date to be set"
    known = read("@hsg ring by the next review", next_meeting_on=date(2027, 1, 14))
    assert chips(known)[2] == "Due: next meeting, Thu 14 Jan 2027, 63 days"
    release = read("@hsg ring before release")
    assert chips(release)[2] == "Due: before release, release date?"
    dated = read("@hsg ring before release", release_on=date(2026, 12, 1), release_days=5)
    assert dated.deadline.on == date(2026, 11, 26)


@pytest.mark.parametrize(
    "phrase",
    [
        "by 31/2",
        "by 32",
        "by 0",
        "by 9/13",
        "by 29/2/2027",
        "by 2026-13-01",
        "by thu 27 nov",
        "by 1.2",
        "by sea",
        "by fri he said",
        "fri",
        "23/1",
        "in 24 visits",
        "by 10:30",
        "before fri",
        "+7",
        "byfri",
    ],
)
def test_what_is_no_date_stays_text(phrase: str) -> None:
    understood = read(f"@hsg ring {phrase}")
    assert understood.text == f"ring {phrase}"
    assert understood.deadline == Deadline()
    assert chips(understood)[-1] == "Date?"


def test_on_a_friday_fri_is_a_week_ahead() -> None:
    friday = date(2026, 11, 13)
    assert read("@hsg ring by fri", today=friday).deadline.on == date(2026, 11, 20)
    assert read("@hsg ring by thu", today=friday).deadline.on == date(2026, 11, 19)
    assert read("@hsg ring by next mon", today=friday).deadline.on == date(2026, 11, 16)
    assert read("@hsg ring +1wd", today=friday, is_holiday=lambda d: d.weekday() == 0).deadline.on == date(
        2026, 11, 17
    )


def test_a_field_of_its_own_reads_a_phrase_with_or_without_by() -> None:
    for words in ("fri", "by fri", " by fri ", "Fri."):
        found = read_date(words, today=TODAY)
        assert found is not None
        assert found.on == date(2026, 11, 13)
    event = read_date("next meeting", today=TODAY)
    assert event is not None
    assert event.kind is DeadlineKind.NEXT_MEETING
    for words in ("", "soon", "\\today", "ring by fri"):
        assert read_date(words, today=TODAY) is None


def test_only_the_end_of_a_long_line_is_read() -> None:
    body = "word " * 5_000
    assert read(f"@hsg {body}by fri").text == body.strip()
    assert read(f"@hsg {'x' * 58}today").text == f"{'x' * 58}today"
    assert read(f"@hsg {'x' * 200} today" + " " * 200).text == "x" * 200


def test_no_day_beyond_the_calendar_is_a_date() -> None:
    last = date(9999, 12, 30)
    assert read("@hsg ring +7d", today=last).text == "ring +7d"
    assert read("@hsg ring +999wd", today=last).text == "ring +999wd"
    assert read("@hsg ring by 29", today=last).text == "ring by 29"
    assert read("@hsg ring by 1/1", today=last).text == "ring by 1/1"


def test_urgent_stands_at_either_end() -> None:
    for line in ("!@hsg ring", "! @hsg ring", "@hsg ring!", "@hsg ring !!", "!@hsg ring!"):
        understood = read(line)
        assert (understood.text, understood.urgent) == ("ring", True)
    assert read("@hsg he said stop! and ring").text == "he said stop! and ring"
    assert not read("@hsg he said stop! and ring").urgent
    assert read("!ring", kind=EntryKind.ACTION).text == "ring"
    kept = read("!ring by fri!", kind=EntryKind.ACTION, suppressed=frozenset({ChipKind.URGENT}))
    assert (kept.text, kept.urgent, kept.deadline.on) == ("!ring!", False, date(2026, 11, 13))


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("\\@prob was there", None, "@prob was there"),
        ("\\@prob was there", EntryKind.ACTION, "@prob was there"),
        ("@prob stand \\by fri", None, "stand by fri"),
        ("@prob see \\today", None, "see today"),
        ("@prob shout stop\\!", None, "shout stop!"),
        ("\\!ring", EntryKind.ACTION, "!ring"),
        ("@prob see C:\\temp", None, "see C:\\temp"),
    ],
)
def test_a_backslash_keeps_a_mark_as_text(line: str, kind: EntryKind | None, text: str) -> None:
    understood = read(line, kind=kind)
    assert understood.text == text
    assert understood.kind is (EntryKind.ACTION if kind or line[0] == "@" else EntryKind.CONTRIBUTION)
    assert understood.deadline == Deadline()
    assert not understood.urgent


def test_a_date_is_read_after_an_owner_kept_as_text() -> None:
    understood = read("\\@prob stands by fri", kind=EntryKind.ACTION)
    assert (understood.text, understood.deadline.on) == ("@prob stands", date(2026, 11, 13))


def test_escape_turns_the_newest_chip_back_into_text() -> None:
    line = "@prob confirm by fri"
    suppressed: frozenset[ChipKind] = frozenset()
    seen = []
    for _ in range(4):
        understood = read(line, suppressed=suppressed)
        seen.append((understood.kind.value, understood.text))
        if understood.newest is None:
            break
        suppressed |= {understood.newest.kind}
    assert seen == [
        ("action", "confirm"),
        ("action", "confirm by fri"),
        ("action", "@prob confirm by fri"),
        ("contribution", "@prob confirm by fri"),
    ]
    head = read("@prob by fri: confirm", suppressed=frozenset({ChipKind.DUE}))
    assert head.text == "by fri: confirm"


def test_nil_after_a_code_is_a_nil_return() -> None:
    for line in ("hsg: nil", "hsg: Nil.", "hsg: nothing to add"):
        understood = read(line)
        assert (understood.kind, understood.agency) == (EntryKind.NIL_RETURN, "hsg")
        assert (understood.text, understood.words) == ("Nothing to add.", line)
    assert read("nil", speaker="hsg").kind is EntryKind.NIL_RETURN
    assert read("nil", speaker="hsg", suppressed=frozenset({ChipKind.KIND})).text == "nil"
    assert read("hsg: nil", kind=EntryKind.NOTE).text == "nil"
    assert read("nil result", speaker="hsg").kind is EntryKind.CONTRIBUTION


def test_a_chosen_kind_is_not_guessed_away() -> None:
    decision = read("@prob remains by fri!", kind=EntryKind.DECISION)
    assert (decision.kind, decision.text, decision.chips) == (EntryKind.DECISION, "@prob remains by fri!", ())
    plain = read("confirm the address by fri", kind=EntryKind.ACTION)
    assert (plain.text, plain.deadline.on) == ("confirm the address", date(2026, 11, 13))
    assert chips(plain) == ["Owner?", "Due: Fri 13 Nov 2026, 1 day"]
    marks = read("by fri", kind=EntryKind.ACTION)
    assert (marks.text, chips(marks)) == ("by fri", ["Owner?", "Date?"])
    assert read("", kind=EntryKind.ACTION).text == ""


def test_completion_offers_the_room_first() -> None:
    offered = owner_choices("off", attendance=ROOM, agencies=AGENCIES, people=BOOK)
    assert [choice.words for choice in offered][:2] == [
        "Police, offender manager (DS Alun Pritchard)",
        "Probation, offender manager (Sian O’Neill)",
    ]
    assert owner_choices("hea", attendance=ROOM, agencies=AGENCIES)[-1].insert == "hlth"
    assert [c.insert for c in owner_choices("wiś", attendance=ROOM, agencies=AGENCIES, people=BOOK)] == [
        "Piotr Wiśniewski"
    ]
    assert len(owner_choices("", attendance=ROOM, agencies=AGENCIES, people=BOOK, most=3)) == 3
    assert owner_choices("zzz", attendance=ROOM, agencies=AGENCIES) == ()
    assert owner_choices("", attendance=ROOM, agencies=AGENCIES, most=0) == ()
    assert owner_choices("clerk", attendance=(attendance("pol", role="clerk"),), agencies=()) == ()
    assert owner_choices("an obs", attendance=ROOM, agencies=AGENCIES) == ()


def test_every_offer_is_understood_as_what_it_offers() -> None:
    for choice in owner_choices("", attendance=ROOM, agencies=AGENCIES, people=BOOK, most=99):
        found = match_owner(f"@{choice.insert} x", 1, attendance=ROOM, agencies=AGENCIES, people=BOOK)
        assert found == (choice.owner, 1 + len(choice.insert))


def test_a_person_still_expected_may_own_an_action() -> None:
    coming = attendance("hsg", "J Smith", 3, state=AttendanceState.EXPECTED)
    found = match_owner("hsg ring", 0, attendance=(coming,), agencies=AGENCIES)
    assert found is not None
    assert found[0].name == "J Smith"
