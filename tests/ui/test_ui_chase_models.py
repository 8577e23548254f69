"""The rows of the chase, and a pasted reply taken apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from mappa_desk.domain.actions import ActionEventKind, Channel
from mappa_desk.domain.chasing import ChangeKind
from mappa_desk.ui.models import chase_words as words
from mappa_desk.ui.models.chase import (
    FOLDED_FROM,
    TOLD,
    ChaseLine,
    ChaseModel,
    Part,
    Shape,
    arranged,
    part_count,
    summary,
    told,
)
from mappa_desk.ui.models.chase_pasted import day_words, take_apart

LINE = ChaseLine(
    key="one",
    part=Part.CALLS,
    agency="hsg",
    agency_name="Housing",
    number="LAN-0417",
    text="Review Thu 3 Dec 2026, in 10 days",
    who="2 actions, 1 overdue",
    state="Not asked yet",
    icon="ring",
    tone="text",
    case_id="c1",
    action_ids=("a1", "a2"),
)
REFERENCES = {"a1": "LAN-0417-M03-07", "a2": "LAN-0417-M03-08", "b1": "LAN-0392-M03-07"}


def test_every_part_has_its_head_and_an_empty_one_says_so(qapp) -> None:
    rows = arranged(())
    assert [row.shape for row in rows] == [Shape.HEAD, Shape.EMPTY] * len(Part)
    assert len({row.text for row in rows if row.shape is Shape.EMPTY}) == len(Part)
    model = ChaseModel()
    model.set_rows(rows)
    assert not any(model.flags(model.index(at)) & Qt.ItemFlag.ItemIsSelectable for at in range(len(rows)))


def test_the_lines_of_one_agency_stand_under_its_head_and_are_counted(qapp) -> None:
    other = replace(LINE, key="two", case_id="c2", action_ids=("a3",), due=False, grave=True)
    rows = arranged((LINE, other), ticked=frozenset({"one", "two"}))
    assert next(row for row in rows if row.shape is Shape.GROUP).tick is Qt.CheckState.Checked
    rows = arranged((LINE, other), ticked=frozenset({"two"}))
    group = next(row for row in rows if row.shape is Shape.GROUP)
    assert (group.number, group.text) == ("Housing", "3 actions in 2 cases, 1 with overdue ones, 1 to do")
    assert group.tick is Qt.CheckState.PartiallyChecked and group.folded is False
    head = next(row for row in rows if row.shape is Shape.HEAD and row.part is Part.CALLS)
    assert (head.state, head.text) == ("1 call: Housing, 2 actions in 1 case", "1 answer awaited")
    model = ChaseModel()
    model.set_rows(rows)
    said = model.words(group)
    assert said == "Housing, 3 actions in 2 cases, 1 with overdue ones, 1 to do, partly ticked, unfolded"
    assert model.index(model.place_of("two")).data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
    assert summary((replace(LINE, part=Part.ANSWERS, due=False),)) == "1 line, nothing due today"
    police = replace(LINE, key="pol", agency="pol", agency_name="Police", action_ids=("a4", "a5", "a6"))
    heads = [row.state for row in arranged((LINE, police), typed="@pol") if row.shape is Shape.HEAD]
    assert heads == ["", "1 of 2 calls: Police, 3 actions in 1 case", "", "", ""]
    assert part_count(Part.CALLS, (LINE, police)) == "2 calls: 2 agencies, 5 actions in 1 case"
    assert part_count(Part.ANSWERS, (LINE, police)) == "2 answers and reports"
    noted = arranged((LINE,), notes={Part.CALLS: "not confirmed"})
    assert next(row.text for row in noted if row.part is Part.CALLS) == "not confirmed"


def test_a_long_part_begins_folded_and_a_filter_unfolds_it(qapp) -> None:
    many = [replace(LINE, key=f"k{n}", case_id=f"c{n}", number=f"LAN-{n:04}") for n in range(FOLDED_FROM + 1)]
    group = f"group:{Part.CALLS.value}:hsg"
    assert not [row for row in arranged(many) if row.shape is Shape.LINE]
    opened = arranged(many, turned=frozenset({group}))
    assert len([row for row in opened if row.shape is Shape.LINE]) == len(many)
    found = [row.key for row in arranged(many, typed="lan-0007") if row.shape is Shape.LINE]
    assert found == ["k7"]
    assert [fact.label for fact in told(many)] == [f"LAN-{n:04}" for n in range(TOLD)] + ["And"]


@pytest.mark.parametrize(
    ("typed", "fits"),
    [("@hou", True), ("@hsg", True), ("@pol", False), ("0417", True), ("lan-0417", True),
     ("rev overdue", True), ("ousing", False), ("", True)],
)  # fmt: skip
def test_words_of_the_filter_begin_words_of_the_line(typed: str, fits: bool) -> None:
    assert LINE.fits(typed) is fits


def test_a_pasted_reply_puts_words_to_numbers() -> None:
    text = "Good morning,\nLAN-0417-M03-07: done on Friday.\nm03-08 – waiting\nfor the clinic"
    reply = take_apart(text, {"a1": REFERENCES["a1"], "a2": REFERENCES["a2"]})
    assert reply.rest == "Good morning,"
    assert reply.found["a1"].outcome is ActionEventKind.DONE
    assert reply.found["a1"].words == "done on Friday"
    assert reply.found["a2"].outcome is ActionEventKind.UPDATED
    assert reply.found["a2"].words == "waiting\nfor the clinic"


def test_a_number_that_two_cases_have_counts_only_in_full() -> None:
    reply = take_apart("M03-07 done. LAN-0392-M03-07 not yet. M03-08: no news", REFERENCES)
    assert reply.rest == "M03-07 done."
    assert {key: one.words for key, one in reply.found.items()} == {"b1": "not yet", "a2": "no news"}


@pytest.mark.parametrize("text", ["", "Nothing with a number", "M03-070 and XM03-07 are others"])
def test_without_a_number_nothing_is_taken(text: str) -> None:
    reply = take_apart(text, {"a1": REFERENCES["a1"]})
    assert not reply.found and reply.rest == text
    assert take_apart(text, {}).rest == text


def test_words_said_twice_of_one_action_are_both_kept_and_a_bare_number_says_nothing() -> None:
    reply = take_apart("M03-07: one. M03-08: M03-07: two", {"a1": REFERENCES["a1"], "a2": REFERENCES["a2"]})
    assert {key: one.words for key, one in reply.found.items()} == {"a1": "one\ntwo"}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("done on Friday, the letter is with you", "Friday"),
        ("Done 20/11.", "20/11"),
        ("completed late on 12 Oct. The clinic has it", "12 Oct"),
        ("done yesterday – see below", "yesterday"),
        ("done on 20.11.2026", "20.11.2026"),
        ("done on Friday by the clinic itself", "Friday by the clinic"),
        ("done", ""),
        ("done. The hearing is on 14 December", ""),
        ("done 3, the rest is due", ""),
        ("waiting on Friday", ""),
    ],
)
def test_the_day_in_a_pasted_done_is_what_stands_behind_it(words: str, first: str) -> None:
    assert next(iter(day_words(words)), "") == first


def test_each_way_and_each_change_has_words(qapp) -> None:
    assert len({words.channel(one) for one in Channel}) == len(Channel)
    assert len({words.change(one) for one in ChangeKind}) == len(ChangeKind)
    for offered in (words.ways_in(), words.ways_out(), words.changes(), words.outcomes()):
        assert len({one.key for one in offered}) == len({one.words for one in offered}) == len(offered)
