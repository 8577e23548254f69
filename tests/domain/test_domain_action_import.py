"""What trackers say in their cells: days, states, owners, heads, bands."""

from __future__ import annotations

from datetime import date

import pytest
from tracker_sheets import FRIDAY, GIVEN, KNOWN, TODAY, sheet

from mappa_desk.domain.action_import import (
    Becomes,
    Layout,
    Sheet,
)
from mappa_desk.domain.action_import_dates import day_said, due_said, either_way, month_leads, quoted
from mappa_desk.domain.action_import_heads import fold, found_layout, guessed, is_head_again
from mappa_desk.domain.action_import_owners import owner_said
from mappa_desk.domain.action_import_states import priority_said, state_said
from mappa_desk.domain.actions import ActionEventKind, DeadlineKind, Priority

E = ActionEventKind
COMING = date(2027, 1, 4)


@pytest.mark.parametrize(
    "cell",
    [
        FRIDAY, 46353.0, "46353", "27/11/26", "27/11/2026", "27.11.26", "27-11-2026", "27 / 11 / 26",
        "2026-11-27", "2026-11-27 00:00:00", "27th November 2026", "27 Nov 26", "27-Nov-26", "27Nov2026",
        "Fri 27 Nov 2026", "Friday, the 27th of November 2026", "by 27/11/26", "November 27, 2026",
        "Due: 27/11/26.", "27 Nov '26",
    ],
)  # fmt: skip
def test_a_day_that_says_what_it_means_is_taken_without_a_doubt(cell: str | float | date) -> None:
    said = due_said(cell, today=TODAY)
    assert (said.deadline.kind, said.deadline.on, said.doubt) == (DeadlineKind.DATE, FRIDAY, "")


@pytest.mark.parametrize(
    ("cell", "base", "on", "doubt"),
    [
        ("11/27/26", None, FRIDAY, "month first"),
        ("27/11", None, FRIDAY, "no year"),
        ("29 Feb", None, None, "no day of the calendar"),
        ("27 Nov", None, FRIDAY, "no year"),
        ("3 Jan", None, date(2027, 1, 3), "no year"),
        ("January 3", None, date(2027, 1, 3), "no year"),
        ("13/11/26, now 27/11/26", None, FRIDAY, "2 days"),
        ("Thu 27 Nov 2026", None, FRIDAY, "no Thursday"),
        ("27/11/26 if he agrees", None, FRIDAY, "is taken as Fri 27 Nov 2026"),
        ("31/02/26", None, None, "no day of the calendar"),
        ("27/11/26 or 31/02/27", None, None, "no day of the calendar"),
        ("2026-13-40", None, None, "no day of the calendar"),
        ("27/11/2062", None, date(2062, 11, 27), "36 years off"),
        (12.0, None, None, "is no day"),
        ("2 weeks", GIVEN, date(2026, 11, 23), "counted from Mon 9 Nov 2026"),
        ("within 10 working days", GIVEN, date(2026, 11, 23), "counted from"),
        ("2 weeks", None, None, "no day from which it counts"),
        ("soon", GIVEN, None, "is no day"),
        ("ongoing", None, None, "is no day"),
    ],
)
def test_a_day_that_was_guessed_is_doubted(
    cell: str | float, base: date | None, on: date | None, doubt: str
) -> None:
    said = due_said(cell, today=TODAY, base=base)
    assert said.deadline.on == on and doubt in said.doubt
    assert said.doubt.endswith(".")


def test_days_that_can_be_read_either_way_are_in_doubt_where_others_have_the_month_first() -> None:
    assert month_leads(["12/14/2026", "05/06/2026", "", FRIDAY, "14 May"])
    assert not month_leads(["05/06/2026", "06/05/2026"])
    assert not month_leads(["12/14/2026", "27/11/2026"]), "one slip among days in British order"
    assert "month first" in either_way("05/06/2026")
    for plain in ("05/05/2026", "12/14/2026", "2026-05-06", "soon", FRIDAY, 46353.0):
        assert either_way(plain) == ""


def test_figures_that_are_no_numbers_are_no_days() -> None:
    for odd in ("²", "①"):
        assert due_said(odd, today=TODAY).deadline.on is None


def test_events_and_urgent_words_are_no_dates() -> None:
    assert due_said("next MAPPA", today=TODAY).deadline.kind is DeadlineKind.NEXT_MEETING
    assert due_said("by next meeting", today=TODAY).deadline.kind is DeadlineKind.NEXT_MEETING
    for words in ("Prior to release", "release", "by his release"):
        said = due_said(words, today=TODAY)
        assert (said.deadline.kind, said.doubt) == (DeadlineKind.BEFORE_RELEASE, "")
    asap = due_said("ASAP!", today=TODAY)
    assert asap.urgent and asap.deadline.on is None and "no day" in asap.doubt
    for nothing in ("", "-", "N/A", "tbc"):
        assert due_said(nothing, today=TODAY) == due_said("", today=TODAY)
    assert day_said("soon", today=TODAY) == (None, "")
    assert quoted("a " * 60).endswith("…”")


@pytest.mark.parametrize(
    ("cell", "done_on", "outcome", "on", "doubt"),
    [
        ("", "", None, None, ""),
        ("Open", "", None, None, ""),
        ("c/f", "", None, None, ""),
        ("Complete", GIVEN, E.DONE, GIVEN, ""),
        ("Done 09/11/26", "", E.DONE, GIVEN, ""),
        ("Done - rang them", "", E.DONE, None, ""),
        ("100%", GIVEN, E.DONE, GIVEN, ""),
        (1.0, GIVEN, E.DONE, GIVEN, ""),
        (0.0, "", None, None, ""),
        ("50 %", "", None, None, ""),
        (0.5, "", None, None, "is no day"),
        (GIVEN, "", E.DONE, GIVEN, ""),
        ("", GIVEN, E.DONE, GIVEN, ""),
        ("", "Yes", E.DONE, None, ""),
        ("", "31/02/26", None, None, "is no state"),
        ("completed late", GIVEN, E.DONE_LATE, GIVEN, ""),
        ("No longer required", GIVEN, E.OVERTAKEN, GIVEN, ""),
        ("not done", GIVEN, E.NOT_DONE, GIVEN, ""),
        ("Cancelled", GIVEN, E.WITHDRAWN, GIVEN, ""),
        ("Closed", GIVEN, E.DONE, GIVEN, "does not say whether"),
        ("Closed, JP 9/11", "", E.DONE, date(2026, 11, 9), "does not say whether"),
        ("Amber", "", None, None, "a colour"),
        ("Bob rang", "", None, None, "is no state"),
        ("Complete", date(2027, 1, 4), E.DONE, date(2027, 1, 4), "has not come"),
        ("Open", GIVEN, None, GIVEN, "taken as open"),
        ("Done 09/11/26 but by telephone, visit outstanding", "", E.DONE, GIVEN, "may leave something open"),
        ("Yes - partly", GIVEN, E.DONE, GIVEN, "may leave something open"),
        ("Open - not yet started", "", None, None, ""),
        ("²", "", None, None, "is no state"),
        ("Late", "", None, None, "does not say whether it was done; taken as open"),
        ("LATE.", GIVEN, E.DONE_LATE, GIVEN, ""),
        ("Late - awaiting the ward", "", None, None, "is no state"),
        ("x", "", None, None, "a tick or a cross; taken as open"),
        ("X", GIVEN, E.DONE, GIVEN, ""),
        ("c", "", None, None, "several words; taken as open"),
        ("not actioned", "", None, None, "still to be done; taken as open"),
        ("Failed", GIVEN, E.NOT_DONE, GIVEN, ""),
        ("", COMING, None, None, "has not come; taken as open"),
        (COMING, "", None, None, "has not come; taken as open"),
        ("", "4 Jan 2027", None, None, "has not come; taken as open"),
        ("", "N/A", None, None, ""),
        ("", "tbc.", None, None, ""),
        ("Complete, once the order is made", "", E.DONE, None, "may leave something open"),
        ("Done: report expected Friday", "", E.DONE, None, "may leave something open"),
    ],
)
def test_states_in_words(
    cell: str | float | date, done_on: str | date, outcome: E | None, on: date | None, doubt: str
) -> None:
    said = state_said(cell, done_on, today=TODAY)
    assert (said.outcome, said.on) == (outcome, on)
    assert doubt in said.doubt if doubt else not said.doubt


def test_words_beside_a_state_are_kept() -> None:
    assert state_said("Done - rang them", "", today=TODAY).note == "Done - rang them"
    assert state_said("Bob rang", "", today=TODAY).note == "Bob rang"
    assert not state_said("", "", today=TODAY).said and state_said("open", "", today=TODAY).said


def test_priorities_in_words() -> None:
    assert priority_said("HIGH") == (Priority.URGENT, "")
    assert priority_said("pre-release") == (Priority.BEFORE_RELEASE, "")
    assert priority_said("") == priority_said("Medium") == (Priority.NORMAL, "")
    assert "no priority" in priority_said("Blue Peter")[1]


@pytest.mark.parametrize(
    ("owner", "agency", "role", "found"),
    [
        ("Priya Nair", "", "", ("pol", "Priya Nair", "Inspector")),
        ("P. Nair", "", "", ("pol", "Priya Nair", "Inspector")),
        ("DI Priya Nair", "Police", "", ("pol", "Priya Nair", "Inspector")),
        ("Priya Nair (Police)", "", "", ("pol", "Priya Nair", "Inspector")),
        ("Police (Jo Parry)", "", "", ("pol", "Jo Parry", "")),
        ("Police - Priya Nair", "", "", ("pol", "Priya Nair", "Inspector")),
        ("Police/PC Jones", "", "", ("pol", "PC Jones", "")),
        ("PC Jones, Police", "", "", ("pol", "PC Jones", "")),
        ("Nowak, Zuzanna", "", "", ("hsg", "Zuzanna Nowak", "")),
        ("Duty sergeant, Police", "", "", ("pol", "", "Duty sergeant")),
        ("Housing officer", "", "", ("hsg", "", "Housing officer")),
        ("Police PC Jones", "", "", ("pol", "PC Jones", "")),
        ("Probation Service", "", "", ("prob", "", "")),
        ("Department for Work and Pensions", "", "", ("dwp", "", "")),
        ("", "Police", "", ("pol", "", "")),
        ("", "Police (North)", "", ("pol", "", "")),
        ("", "North, Police", "", ("pol", "", "")),
        ("Hous", "", "", ("hsg", "", "")),
        ("Jo Parry", "HOUSING DEPT", "Warden", ("hsg", "Jo Parry", "Warden")),
        ("tbc", "Police", "", ("pol", "", "")),
    ],
)  # fmt: skip
def test_one_owner_however_it_is_written(
    owner: str, agency: str, role: str, found: tuple[str, str, str]
) -> None:
    said = owner_said(owner, agency, role, KNOWN)
    assert ((said.agency, said.name, said.role), said.doubts, said.others) == (found, (), ())


@pytest.mark.parametrize(
    ("owner", "agency", "first", "others", "doubt"),
    [
        ("Police / Probation", "", "pol", ("Probation",), "2 owners"),
        ("Priya Nair and Ruth Ansah", "", "pol", ("Probation, Ruth Ansah",), "2 owners"),
        ("Priya Nair, Ruth Ansah", "", "pol", ("Probation, Ruth Ansah",), "2 owners"),
        ("Police - A Lee & B May", "", "pol", ("B May",), "2 owners"),
        ("A Lee\nPolice", "", "", ("Police",), "2 owners"),
        ("All agencies", "", "", (), "is no owner"),
        ("", "All", "", (), "is no agency"),
        ("", "Police/Housing", "pol", (), "2 agencies"),
        ("", "Border Force", "", (), "has no agency"),
        ("A Lee", "Border Force", "", (), "has no agency"),
        ("A Lee", "", "", (), "is not said"),
        ("Lee, Ann", "", "", (), "is not said"),
        ("Priya Nair", "Housing", "pol", (), "the owner is of Police"),
        ("", "", "", (), "names no owner"),
        ("&", "", "", (), "names no owner"),
    ],
)
def test_an_owner_that_is_not_one_is_doubted(
    owner: str, agency: str, first: str, others: tuple[str, ...], doubt: str
) -> None:
    said = owner_said(owner, agency, "", KNOWN)
    assert (said.agency, said.others) == (first, others)
    assert doubt in " ".join(said.doubts)


def test_an_agency_of_another_area_is_kept_in_the_role() -> None:
    assert owner_said("", "Border Force", "", KNOWN).role == "Border Force"
    assert owner_said("Lee, Ann", "", "", KNOWN).name == "Ann Lee"


def test_heads_are_found_below_titles_and_over_two_rows() -> None:
    flat = found_layout(
        sheet(("Tracker",), ("",), ("Action Required:", "By Whom", "By When*"), ("a", "b", "c"))
    )
    assert (flat.becomes, flat.body) == ((Becomes.TEXT, Becomes.OWNER, Becomes.DUE), 3)
    deep = found_layout(
        sheet(
            ("Action", "Responsible", "", "Target", "Done?"),
            ("Action", "Agency", "Officer", "Date", ""),
            ("a",),
        )
    )
    assert deep.becomes == (Becomes.TEXT, Becomes.AGENCY, Becomes.OWNER, Becomes.DUE, Becomes.STATE)
    assert (deep.heads[3], deep.body) == ("Target Date", 2)
    bracket = guessed(("Action (please be brief)", "Owner", "Update", "Comments", "Lead", "Complete", "5"))
    assert bracket == (
        Becomes.TEXT, Becomes.OWNER, Becomes.UPDATE, Becomes.UPDATE, Becomes.SKIP, Becomes.STATE,
        Becomes.SKIP,
    )  # fmt: skip
    assert fold(" Action_No. ") == "action no"


def test_a_sheet_without_heads_leaves_every_column_to_the_user() -> None:
    found = found_layout(sheet(tuple("x" for _ in range(28)), (1.0, FRIDAY)))
    assert (found.body, set(found.becomes)) == (0, {Becomes.SKIP})
    assert (found.heads[0], found.heads[27]) == ("Column A", "Column AB")
    assert found_layout(Sheet(name="", rows=())).heads == ()


def test_the_column_of_the_case_is_known_by_its_cells_and_an_earlier_tracker_by_its_heads() -> None:
    rows = (("Ref", "Nr", "Action", "Due"), ("LAN-0417", 1.0, "a", FRIDAY), ("", 2.0, "b", FRIDAY))
    found = found_layout(sheet(*rows), is_case=lambda words: words.startswith("LAN"))
    assert found.becomes == (Becomes.CASE, Becomes.NUMBER, Becomes.TEXT, Becomes.DUE)
    odd = found_layout(
        sheet(("Who for", "Action", "Due"), ("LAN-0417", "a", "")), is_case=lambda _words: True
    )
    assert odd.becomes[0] is Becomes.CASE
    lone = found_layout(sheet(("Ref", "Action", "Due"), ("LAN-0417", "a", "")), is_case=lambda _words: True)
    assert lone.becomes == (Becomes.CASE, Becomes.TEXT, Becomes.DUE)
    both = found_layout(sheet(("Who for", "No", "Action"), ("LAN-0417", 1.0, "a")))
    assert both.becomes == (Becomes.CASE, Becomes.NUMBER, Becomes.TEXT)
    none = found_layout(sheet(*rows), is_case=lambda _words: False)
    assert none.becomes[0] is Becomes.NUMBER
    earlier = Layout(heads=("REF.", "nr", "Action", "Due"), becomes=(Becomes.SKIP,) * 4, body=9)
    other = Layout(heads=("a",), becomes=(Becomes.SKIP,), body=1)
    known = found_layout(sheet(*rows), earlier=((other, "x.csv"), (earlier, "old.xlsx")))
    assert (known.known_from, known.body, set(known.becomes)) == ("old.xlsx", 1, {Becomes.SKIP})
    assert is_head_again(("Ref", "Action", ""), known)
    assert not is_head_again(("Action", "", ""), known) and not is_head_again(("Ref", "Visit", ""), known)
