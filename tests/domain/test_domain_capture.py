"""The capture line: what stays text, who speaks, and that no character is lost."""

from __future__ import annotations

import pytest
from capture_room import ROOM, chips, read
from domain_builders import AGENCIES, attendance
from hypothesis import given
from hypothesis import strategies as st

from mappa_desk.domain.actions import Deadline
from mappa_desk.domain.capture import ChipKind
from mappa_desk.domain.capture_people import find_speaker
from mappa_desk.domain.contributions import EntryKind

STAYS_TEXT = """
12 March: missed appointment
12 March arrested
2 March arrested
3 visits refused
3 visits refused by the partner
16-year-old niece at the address
10:30 left
10:30: left the room
10:30
9.30 seen at the station
09:12 call logged
1st missed appointment
1. the first point
1) the first point
2) by fri
12: the twelfth point
8: nobody sits there
7/11 left the country
23/1
23/1: hearing
23 Jan: hearing
2026-11-02 arrested
2 x 5mg daily
24h curfew breached
+447700900123 is the number
+7d
+10wd
-5 degrees that night
- he left at once
-- a dash
– a longer dash
£40 paid
50% of visits kept
#3 on the list
& his brother
(he did not answer)
"I never went there"
'no comment'
?
!
!!
! nothing urgent
!important
@
@ home all evening
@10:30 seen
@ 10:30 seen
@12 High Street
@2pm called
@!
by fri
by 23
by Friday he had left
by the river at Whitby
Whitby by night
Appleby by 12
Derby 23
stand by
stand by fri
today
tomorrow he is in court
seen today
seen today.
he moves tomorrow
before release
before release he was in Preston
by next meeting
next fri
next meeting is in Preston
in 24h
in 24h he was back
eom
fri
Fri 27 Nov
j.smith@example.org wrote back
wrote to j.smith@example.org by fri
a@b by 23/1
mailto:j.smith@example.org
pol:no space follows
pol :a space before
pol said so
police: he left?x
note: keep the original
nb: see the report
http://example.org
C: drive was seized
re: the licence
old: was the agency
gone: also
lay: the observer
9: no such seat
10: no such seat
nil
nil.
Nothing to add.
\\ a backslash alone
C:\\temp\\by fri
\\home
Ŵyn o’r wlad
żółw, by fri
ﬁne, today!
\tby a tab
"""
UNDERSTOOD_ANYWAY = {"police: he left?x"}


@pytest.mark.parametrize("line", [line for line in STAYS_TEXT.splitlines() if line])
def test_an_opening_is_kept_as_typed_or_shows_a_chip(line: str) -> None:
    understood = read(line)
    if line in UNDERSTOOD_ANYWAY:
        assert chips(understood) == ["Police"]
        assert understood.text == "he left?x"
    else:
        assert understood.text == line.strip()
        assert understood.chips == ()
        assert understood.kind is EntryKind.CONTRIBUTION
        assert understood.deadline == Deadline()


def test_the_table_is_long_enough() -> None:
    assert len([line for line in STAYS_TEXT.splitlines() if line]) >= 90


@pytest.mark.parametrize(
    ("line", "agency", "attendance_id", "text"),
    [
        ("pol: 12 March arrested", "pol", "pol1", "12 March arrested"),
        ("POL: seen", "pol", "pol1", "seen"),
        ("police: seen", "pol", "pol1", "seen"),
        ("3: visits refused", "hsg", "hsg1", "visits refused"),
        ("prob: 10:30 left", "prob", "prob1", "10:30 left"),
        ("hlth: two of us", "hlth", None, "two of us"),
        ("educ: report read in", "educ", None, "report read in"),
        ("chair: closes", "prob", "chair", "closes"),
        ("0: closes", "prob", "chair", "closes"),
        ("pol: ", "pol", "pol1", ""),
        ("pol: hsg: said so", "pol", "pol1", "hsg: said so"),
        ("pol: line one\nline two", "pol", "pol1", "line one\nline two"),
    ],
)
def test_a_code_or_a_seat_names_the_speaker(
    line: str, agency: str, attendance_id: str | None, text: str
) -> None:
    understood = read(line)
    assert (understood.agency, understood.attendance_id, understood.text) == (agency, attendance_id, text)
    assert understood.kind is EntryKind.CONTRIBUTION
    assert understood.chips[0].kind is ChipKind.SPEAKER
    assert line[understood.chips[0].start : understood.chips[0].end].endswith(": ")


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("hou: two addresses are in view", "hsg"),
        ("Poli: three visits", "pol"),
        ("chil: a niece stays there", "csc"),
        ("ho: too short to be a name", ""),
        ("pri: nobody of the prison is on the list", ""),
        ("note: is no agency", ""),
    ],
)
def test_the_first_letters_of_an_agency_name_its_speaker(line: str, agency: str) -> None:
    assert read(line).agency == agency


def test_the_first_letters_of_an_agency_name_an_owner_where_they_are_its_alone() -> None:
    assert read("@hou hold the place by fri").owner == read("@hsg hold the place by fri").owner
    assert not read("@pr hold it by fri").owner.agency
    assert not read("@Doe hold it by fri").owner.agency, "two people have the name"


def test_a_speaker_can_be_turned_back_into_text() -> None:
    assert read("pol: seen", suppressed=frozenset({ChipKind.SPEAKER})).text == "pol: seen"
    assert read("\\pol: seen").text == "pol: seen"
    assert read("\\pol: @prob confirm").kind is EntryKind.CONTRIBUTION


def test_an_unknown_agency_of_the_room_keeps_its_code() -> None:
    found = find_speaker("5", (attendance("xyz", "A", 5),), ())
    assert found is not None
    assert (found.agency, found.words) == ("xyz", "xyz")
    assert find_speaker("chair", ROOM[1:], AGENCIES) is None


ALPHABET = st.sampled_from(
    [
        "pol",
        "prob",
        "hsg",
        "@",
        "!",
        "\\",
        ":",
        " ",
        " ",
        "by",
        "fri",
        "23",
        "/",
        "1",
        "today",
        "nil",
        "\n",
        "x",
        ".",
        "é",
    ]
)
LINES = st.lists(ALPHABET, max_size=14).map("".join) | st.text(max_size=60)
KINDS = st.sampled_from([None, EntryKind.ACTION, EntryKind.CONTRIBUTION, EntryKind.DECISION])
SUPPRESSED = st.frozensets(st.sampled_from(ChipKind))


@given(LINES, KINDS, SUPPRESSED)
def test_no_character_is_ever_lost(
    line: str, kind: EntryKind | None, suppressed: frozenset[ChipKind]
) -> None:
    understood = read(line, kind=kind, suppressed=suppressed)
    assert understood.words == line
    assert suppressed.isdisjoint(chip.kind for chip in understood.chips if not chip.missing)
    if understood.kind is EntryKind.NIL_RETURN:
        return
    covered = [False] * len(line)
    for chip in understood.chips:
        assert 0 <= chip.start <= chip.end <= len(line)
        covered[chip.start : chip.end] = [True] * (chip.end - chip.start)
    outside = [
        c for c, inside in zip(line, covered, strict=True) if not inside and not c.isspace() and c != "\\"
    ]
    kept = iter(understood.text)
    assert all(character in kept for character in outside)
    # And nothing is made up: the text is what the line holds, in its order.
    rest = iter(line)
    assert all(character in rest for character in understood.text)


@given(LINES)
def test_without_a_mark_the_line_is_the_text(line: str) -> None:
    if not any(mark in line for mark in "@:!\\"):
        understood = read(line)
        assert understood.text == line.strip()
        assert understood.chips == ()


@given(
    st.text(
        st.characters(exclude_characters="@!\\:", exclude_categories=["Zs", "Cc", "Zl", "Zp"]), min_size=1
    )
)
def test_marks_around_a_text_leave_it_as_it_is(text: str) -> None:
    body = f"tell {text} twice"
    assert read(f"@prob {body} by fri").text == body
    assert read(f"@prob by fri: {body}").text == body
    assert read(f"!@prob {body} by next meeting !").text == body
    assert read(f"pol: {body}").text == body
