"""Any line at all: nothing raises, nothing is lost, and what is printed reads as what it was printed from."""

from __future__ import annotations

from typing import Any

import pytest
from capture_room import BOOK, ROOM, read
from domain_builders import AGENCIES, TODAY
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_domain_capture_table import LINES, said

from mappa_desk.domain.actions import Deadline, DeadlineKind
from mappa_desk.domain.capture import ChipKind, Understanding
from mappa_desk.domain.capture_dates import read_date
from mappa_desk.domain.capture_owners import (
    Beginning,
    OwnerPhrase,
    free_choice,
    free_owner,
    in_reach,
    owner_beginning,
    read_owner,
)
from mappa_desk.domain.capture_people import Owner, find_speaker, owner_choices
from mappa_desk.domain.capture_printing import chosen_kind, say_line
from mappa_desk.domain.contributions import EntryKind

PIECES = (
    "pol", "prob", "hsg", "hlth", "chair", "3", "@", "@", "!", "!", "\\", ":", ": ", " ", " ", " ", ",", "-",
    "by", "by fri", "by 23/1", "today", "in 24h", "next meeting", "before release", "on behalf of ", "obo ",
    "(", ")", "(duty nurse)", "(Jane Doe)", "Jane", "Doe", "J Smith", "nil", "Nothing to add.", "\n", "x",
    ".", "é", "İ", "ß", "ﬁ", "\u2028", "\x1c", "\t", "@hsg ", "@prob obo educ ", "@pol (x) ", "Maria Souza:",
    "\\@prob ", "\\!", "\\by fri", "\\pol: ", "pol: ", "@prob \\(x) ", "@prob \\obo hsg ", "by fri:",
    "by fri !",
)  # fmt: skip
LINES_OF_PIECES = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
ANY_LINE = (
    LINES_OF_PIECES | LINES_OF_PIECES | st.text(max_size=60) | st.text(st.characters(codec=None), max_size=20)
)
KINDS = st.sampled_from([None, *EntryKind])
SPEAKERS = st.sampled_from(["", "hsg"])
SUPPRESSED = st.frozensets(st.sampled_from(ChipKind))


def meaning(understood: Understanding) -> tuple[object, ...]:
    """Everything that is kept of a line."""
    return (
        understood.kind, understood.text, understood.agency, understood.attendance_id, understood.owner,
        understood.taken_by, understood.deadline, understood.urgent,
    )  # fmt: skip


def printed(understood: Understanding, speaker: str = "") -> str:
    return say_line(understood, attendance=ROOM, agencies=AGENCIES, people=BOOK, today=TODAY, speaker=speaker)


def check_round_trip(understood: Understanding, speaker: str = "") -> None:
    line = printed(understood, speaker)
    again = read(line, kind=chosen_kind(understood), speaker=speaker)
    assert meaning(again) == meaning(understood), line
    assert printed(again, speaker) == line


@settings(max_examples=1_000)
@given(ANY_LINE, st.sampled_from([None, EntryKind.ACTION, EntryKind.DECISION, EntryKind.NOTE]), SPEAKERS)
@example("@prob stand \\by fri", None, "")
@example("\\!", EntryKind.ACTION, "")
@example("\\\\@prob x", None, "")
@example("hsg: \\nil", None, "")
@example("hsg: nil", None, "")
@example("nil", None, "hsg")
@example("@prob stop! !", None, "")
@example("@prob a,, by fri", None, "")
@example("! by fri", EntryKind.ACTION, "")
@example("pol: hsg: @prob", None, "")
def test_a_printed_line_reads_as_what_it_was_printed_from(
    line: str, kind: EntryKind | None, speaker: str
) -> None:
    check_round_trip(read(line, kind=kind, speaker=speaker), speaker)


@pytest.mark.parametrize("line", LINES, ids=said)
def test_every_line_of_the_table_comes_back(line: dict[str, Any]) -> None:
    check_round_trip(read(line["say"], kind=EntryKind(line["kind"]) if "kind" in line else None))


@settings(max_examples=1_000)
@given(ANY_LINE, KINDS, SUPPRESSED, SPEAKERS)
def test_no_line_raises_and_every_character_is_accounted_for(
    line: str, kind: EntryKind | None, suppressed: frozenset[ChipKind], speaker: str
) -> None:
    """Each is in a chip's span or in the text, or is a blank, or a backslash that kept a mark as text."""
    understood = read(line, kind=kind, suppressed=suppressed, speaker=speaker)
    assert understood.words == line
    assert understood.described.count(". ") >= len(understood.chips) - 1
    if understood.kind is EntryKind.NIL_RETURN and kind is None:
        assert {chip.kind for chip in understood.chips} >= {ChipKind.KIND}
        return
    outside = list(line)
    for chip in understood.chips:
        assert 0 <= chip.start <= chip.end <= len(line)
        outside[chip.start : chip.end] = [""] * (chip.end - chip.start)
    left = "".join(outside)
    kept = iter(understood.text)
    assert all(one in kept for one in left if one != "\\" and not one.isspace()), "a character was lost"
    assert left.count("\\") - understood.text.count("\\") <= 4, "a backslash goes only with the mark it keeps"
    whole = iter(line)
    assert all(one in whole for one in understood.text), "nothing is made up"


@given(ANY_LINE, st.integers(0, 70), st.integers(0, 70))
def test_what_reads_beside_the_line_raises_for_no_text_either(text: str, caret: int, start: int) -> None:
    owner_beginning(text, caret, start)
    free_choice(text)
    free_owner(text)
    read_owner(text, start, attendance=ROOM, agencies=AGENCIES, people=BOOK)
    owner_choices(text, attendance=ROOM, agencies=AGENCIES, people=BOOK)
    find_speaker(text, ROOM, AGENCIES)
    found = read_date(text, today=TODAY)
    assert found is None or found.kind is not DeadlineKind.NONE


def test_a_deadline_that_was_picked_is_printed_in_figures() -> None:
    base = read("@hsg ring by 27/11")
    for deadline, words in (
        (Deadline(kind=DeadlineKind.DATE, on=base.deadline.on), "by 27/11/2026"),
        (Deadline(kind=DeadlineKind.NEXT_MEETING), "by next meeting"),
        (Deadline(kind=DeadlineKind.BEFORE_RELEASE), "before release"),
        (Deadline(kind=DeadlineKind.DATE), ""),
    ):
        picked = Understanding(
            words="", text="ring", kind=EntryKind.ACTION, owner=base.owner, deadline=deadline
        )
        assert printed(picked) == f"@hsg: ring {words}".strip()


def test_who_cannot_be_named_on_a_line_is_left_out() -> None:
    stranger = Understanding(
        words="", text="ring", kind=EntryKind.ACTION, agency="zzz", owner=Owner(agency="zzz")
    )
    assert printed(stranger) == "ring"


def test_a_role_and_a_name_in_brackets_are_told_apart() -> None:
    assert free_owner("Maria de Souza") == Owner(name="Maria de Souza")
    assert free_owner("duty  sergeant") == Owner(role="duty sergeant")
    assert free_owner("Duty Sergeant") == Owner(role="Duty Sergeant")
    assert free_owner("Jane Doe", AGENCIES[0]) == Owner(agency="pol", name="Jane Doe", agency_name="Police")
    for text in ("(", "()", "(  )", "(1st) x", "(a)b", "(a\nb)"):
        assert read_owner(text, 0, attendance=ROOM, agencies=AGENCIES) is None
    found = read_owner("pol (1st floor) x", 0, attendance=ROOM, agencies=AGENCIES)
    assert isinstance(found, OwnerPhrase)
    assert found.end == 3, "a number in brackets is no role"


def test_somebody_nobody_knows_is_offered_as_typed() -> None:
    offered = free_choice("jane  doe")
    assert offered is not None
    assert (offered.words, offered.insert, offered.owner.role) == ("jane doe", "(jane doe)", "jane doe")
    for typed in ("", "  ", "three words here", "a(b", "a:"):
        assert free_choice(typed) is None


@pytest.mark.parametrize(
    ("line", "typed", "start"),
    [
        ("@|", "", 1),
        ("@p|", "p", 1),
        ("!! @p|", "p", 4),
        ("@Jane D|", "Jane D", 1),
        ("@pro| confirm", "pro", 1),
        ("@prob on behalf of |", "", 19),
        ("@prob obo @hs|", "hs", 11),
    ],
)
def test_the_owner_that_is_being_typed_is_found(line: str, typed: str, start: int) -> None:
    assert owner_beginning(line.replace("|", ""), line.index("|")) == Beginning(start, typed)


@pytest.mark.parametrize(
    "line",
    ["|", "p|", "a@b|", "|@p", "@ p|", "@pr|ob", "@hsg: ri|", "@(x|", "\\@p|", f"@{'x' * 41}|", "@a\nb|"],
)
def test_where_no_owner_is_typed_none_is_found(line: str) -> None:
    assert owner_beginning(line.replace("|", ""), line.index("|")) is None


def test_behind_a_speakers_code_the_owner_begins_there() -> None:
    assert owner_beginning("pol: @hs", 8, 5) == Beginning(6, "hs")
    assert owner_beginning("pol: @hs", 8) is None


def test_who_is_here_or_still_expected_is_known_by_the_roll() -> None:
    assert in_reach(ROOM) == {"chair", "pol1", "prob1", "hsg1", "hlth1", "hlth2", "csc1", "lay1"}
