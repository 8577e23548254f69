"""The chair's marks as they come back in words, and the way from a line to its record."""

from __future__ import annotations

import pytest

from mappa_desk.domain.chair_drafts import DraftLine
from mappa_desk.domain.draft_lines import record_at
from mappa_desk.domain.mark_words import ReadMark, read_marks

EMAIL = """Dear Jo,

Thank you for the draft. Three things:

> line 130: say who told us
> l. 142 - the date is wrong: the appointment that was missed was on a
> Tuesday and not Monday

Lines 150-152: cut
#160 x

12 people came in the end, I think.
Kind regards
K. Osei
"""


@pytest.mark.parametrize(
    ("typed", "line", "point"),
    [
        ("line 130: say who", 130, "say who"),
        ("Line 130 say who", 130, "say who"),
        ("l.130 - say who", 130, "say who"),
        ("130: say who", 130, "say who"),
        ("130. say who", 130, "say who"),
        ("130) say who", 130, "say who"),
        ("130 – say who", 130, "say who"),
        ("> > 130: say who", 130, "say who"),
        ("• line 7, 8: who?", 7, "who?"),
        ("lines 130 to 132: cut", 130, "cut"),
        ("say who", 0, "say who"),
        ("12 people came", 0, "12 people came"),
        ("line 0: nothing", 0, "line 0: nothing"),
        ("2026-11-20 was a Friday", 0, "2026-11-20 was a Friday"),
        ("9.3 is wrong", 0, "9.3 is wrong"),
        ("10:15 is the time", 0, "10:15 is the time"),
    ],
)
def test_one_keyed_mark(typed: str, line: int, point: str) -> None:
    assert read_marks(typed).marks == (ReadMark(line, point),)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("9.3: say who", "9.3"),
        ("> para 9.3) cut", "para 9.3"),
        ("Decision 2: because?", "Decision 2"),
        ("action 12 - by when?", "action 12"),
        ("Action M03-07: whose?", "Action M03-07"),
        ("Item 9: too long", "Item 9"),
    ],
)
def test_a_place_of_the_minutes_is_a_mark_that_keeps_its_words(typed: str, place: str) -> None:
    assert read_marks(typed).marks == (ReadMark(0, typed.removeprefix("> "), place),)
    read = read_marks(f"Dear Jo,\n{typed}\nThanks")
    assert [mark.place for mark in read.marks] == [place] and read.left == ("Dear Jo,", "Thanks")


@pytest.mark.parametrize(
    "typed",
    ["Decision 1 was hard", "9.3 is wrong", "12.11.2026: wrong day", "Actions 3: all", "9.3, 9.4: cut"],
)
def test_a_sentence_with_a_number_is_no_place(typed: str) -> None:
    assert read_marks(typed).marks == (ReadMark(0, typed),)


def test_an_email_gives_one_mark_for_each_line_number_and_leaves_the_rest_to_be_seen() -> None:
    read = read_marks(EMAIL)
    assert read.marks == (
        ReadMark(130, "say who told us"),
        ReadMark(142, "the date is wrong: the appointment that was missed was on a Tuesday and not Monday"),
        ReadMark(150, "cut"),
        ReadMark(160, "x"),
    )
    assert read.left == (
        "Dear Jo,",
        "Thank you for the draft. Three things:",
        "12 people came in the end, I think.",
        "Kind regards",
        "K. Osei",
    )


def test_every_word_of_a_paste_is_in_a_mark_or_left() -> None:
    read = read_marks(EMAIL)
    found = " ".join([*(mark.point for mark in read.marks), *read.left])
    for word in ("told", "Tuesday", "Monday", "cut", "Osei", "people", "Thank"):
        assert word in found


def test_a_greeting_right_below_a_mark_is_no_part_of_it() -> None:
    read = read_marks("line 40: say when\nThanks\nSiân\nline 41: who\nand why")
    assert read.marks == (ReadMark(40, "say when"), ReadMark(41, "who and why"))
    assert read.left == ("Thanks", "Siân")


def test_nothing_is_read_from_nothing() -> None:
    assert read_marks("").marks == ()
    assert read_marks(" \n\n ").left == ()


def test_a_line_leads_to_the_paragraph_that_holds_it() -> None:
    lines = (DraftLine(40, "entry", "c"), DraftLine(3, "meeting", "a"), DraftLine(12, "entry", "b"))
    assert record_at(lines, 0) is None
    assert record_at(lines, 2) is None
    for line, record in ((3, "a"), (11, "a"), (12, "b"), (39, "b"), (40, "c"), (900, "c")):
        found = record_at(lines, line)
        assert found is not None and found.record_id == record
    assert record_at((), 5) is None
