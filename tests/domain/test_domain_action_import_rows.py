"""Rows of trackers that come in: read whole, under bands, below heads, and the plan that is made of them."""

from __future__ import annotations

import random

import pytest
from tracker_sheets import FRIDAY, KNOWN, TODAY, sheet

from mappa_desk.domain.action_import import (
    ImportPlan,
    Layout,
    PlannedRow,
    RowDoing,
    RowSaid,
    Verdict,
)
from mappa_desk.domain.action_import_heads import found_layout
from mappa_desk.domain.action_import_rows import Reader, case_over, named_case, rows_said

HEADS = ("No", "Action", "Officer", "Due", "Comments", "Labels", "Priority", "Reply")
READER = Reader(
    known=KNOWN, today=TODAY, case_in=lambda words: words if words in ("LAN-0417", "LAN-0422") else ""
)


def said(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS) -> tuple[RowSaid, ...]:
    whole = sheet(heads, *rows)
    return rows_said(whole, found_layout(whole), READER)


def test_a_row_is_read_whole() -> None:
    row = said((7.0, "Visit", "Police", "ASAP", "Rang", "B #a", "release", FRIDAY))[0]
    assert (row.number, row.action_number, row.labels) == (2, "7", ("a", "b"))
    assert row.update == "Comments: Rang\nReply: Fri 27 Nov 2026"
    assert "is no label" in said((1.0, "a", "Police", "", "", "!, #fine"))[0].doubts[0]
    assert row.urgent and row.before_release and row.owner_given and not row.due_given
    done = rows_said(
        (whole := sheet(("Action", "State", "Due", "Update"), ("Visit", "Done: seen", "asap", "Well"))),
        found_layout(whole),
        READER,
    )[0]
    assert done.update == "Done: seen\nWell" and not done.urgent and not done.due.doubt


def test_bands_give_the_case_and_the_agency_of_the_rows_below() -> None:
    rows = said(
        ("LAN-0417 (GP)",),
        ("Police",),
        (1.0, "a", "", FRIDAY),
        HEADS,
        ("",),
        ("LAN-0999 Level 2",),
        (2.0, "b", "Ruth Ansah", FRIDAY),
        ("Somebody Else",),
        (3.0, "c", "", FRIDAY),
    )
    assert [(row.case, row.owner.agency, row.case_above) for row in rows] == [
        ("LAN-0417", "pol", False), ("LAN-0999", "prob", False), ("Somebody Else", "", False),
    ]  # fmt: skip


def test_a_heading_that_may_be_an_action_is_shown_as_a_row_that_is_not_taken() -> None:
    rows = said(
        ("", "PC1234 to visit the address with housing"),
        ("LAN-0417 Poole, Gareth: review of March",),
        ("", "LAN-0422 review"),
        (1.0, "a", "Police", FRIDAY),
    )
    assert [(row.number, row.fault) for row in rows] == [
        (2, "“PC1234 to visit the address with housing” was read as a heading over the rows below it."),
        (5, ""),
    ]
    assert rows[1].case == "LAN-0422"


def test_a_line_that_may_be_a_heading_puts_the_rows_below_in_doubt() -> None:
    rows = said(
        ("LAN-0417",), ("", "John Smith"), (1.0, "a", "", FRIDAY), ("LAN-0422",), (2.0, "b", "", FRIDAY)
    )
    assert [(row.case, row.case_above) for row in rows] == [
        ("LAN-0417", False), ("LAN-0417", True), ("LAN-0422", False),
    ]  # fmt: skip
    number = said(("LAN-0417-M01-02",), (FRIDAY,), (1.0, "", "Police", FRIDAY))
    assert [row.fault for row in number] == ["", "", ""]


def test_a_row_without_a_case_has_that_of_the_row_above() -> None:
    heads = ("Case", "Action", "Due")
    rows = said(("LAN-0417", "a", FRIDAY), ("", "b", FRIDAY), ("LAN-0422", "c", FRIDAY), heads=heads)
    assert [(row.case, row.case_above) for row in rows] == [
        ("LAN-0417", False), ("LAN-0417", True), ("LAN-0422", False),
    ]  # fmt: skip
    assert said(("", "a", FRIDAY), heads=heads)[0].case == ""


def test_rows_that_cannot_be_actions_say_why() -> None:
    heads = ("Action", "Due")
    rows = said(("x" * 32_000, FRIDAY), ("", FRIDAY), heads=heads)
    assert ["32,000" in rows[0].fault, "no words" in rows[1].fault] == [True, True]


def test_the_case_over_the_heads() -> None:
    one = sheet(("Actions for LAN-0417",), ("Action", "Due"))
    layout = found_layout(one)
    assert case_over(one, layout, READER.case_in) == "LAN-0417"
    two = sheet(("Actions for LAN-0417",), ("Action", "Due"), name="LAN-0422")
    assert case_over(two, layout, READER.case_in) == ""


def test_a_plan_counts_and_says_what_can_be_taken() -> None:
    row = PlannedRow(
        said=RowSaid(number=4), verdict=Verdict.DOUBTED, doing=RowDoing.NEW, sentences=("One.", "Two.")
    )
    same = PlannedRow(
        said=RowSaid(number=5), verdict=Verdict.ACCEPTED, doing=RowDoing.SAME, case_reference="A"
    )
    good = PlannedRow(
        said=RowSaid(number=6), verdict=Verdict.ACCEPTED, doing=RowDoing.NEW, case_reference="A"
    )
    bad = PlannedRow(said=RowSaid(number=7), verdict=Verdict.REFUSED, doing=RowDoing.NEW, case_reference="A")
    plan = ImportPlan(
        file="a.csv", sha256="", sheet="", layout=Layout(heads=(), becomes=(), body=0),
        rows=(row, same, good, bad),
    )  # fmt: skip
    assert row.sentence == "One. Two." and row.number == 4
    assert (plan.count(Verdict.ACCEPTED), plan.takable(*Verdict)) == (2, (6,))
    assert plan.chosen([6, 4]) == (row, good)


def test_no_cell_of_any_kind_stops_the_reading() -> None:
    chance = random.Random(6)
    pieces = (
        "27/11/26", "31/02/26", "ASAP", "Police", "and", "/", ",", "(", ")", "LAN-0417", "M01-02", "All",
        "Nov", "next", "99/99/99", "%", "done", ":", "-", "\n", "\u202e", "é", "😀", "2 weeks", "0",
        "Priya Nair", "#", "=1",
    )  # fmt: skip
    for _ in range(300):
        rows = tuple(
            tuple(
                chance.choice(
                    (
                        "", FRIDAY, chance.uniform(-1e14, 1e14), chance.choice((0.0, 1.0, 46353.0)),
                        " ".join(chance.choices(pieces, k=chance.randint(1, 6))),
                    )
                )
                for _column in range(8)
            )
            for _row in range(4)
        )  # fmt: skip
        for row in said(*rows):
            assert all(doubt.endswith((".", "?")) for doubt in (*row.doubts, *row.owner.doubts)), row
            assert not row.due.doubt or row.due.doubt.endswith("."), row


@pytest.mark.parametrize("piece", ["a ", "- ", ", ", "( ", "1 ", "mon ", "a\n", "     ", "/", "police "])
def test_cells_as_long_as_a_spreadsheet_allows_are_read_as_soon_as_short_ones(piece: str) -> None:
    """A reading that grows with the square of the length would not end here."""
    long = piece * (32_000 // len(piece))
    heads = ("Case", "No", "Action", "Agency", "Owner", "Due", "State", "Priority", "Labels")
    found = said(tuple(f"{long}x" for _ in heads), heads=heads)
    assert len(found) <= 1


def test_a_column_with_the_month_first_puts_its_other_days_in_doubt() -> None:
    heads = ("Action", "Given on", "Due", "State", "Done on")
    late, open_ = said(
        ("Visit", "11/20/2026", "12/14/2026", "Done", "11/13/2026"),
        ("Ring", "11/05/2026", "01/06/2027", "Done", "11/05/2026"),
        heads=heads,
    )
    assert "month first" in late.due.doubt
    for doubt in (open_.due.doubt, open_.state.doubt, *open_.doubts):
        assert "may have the month first" in doubt
    assert len(open_.doubts) == 1
    plain = said(("Visit", "", "27/11/2026", "", ""), ("Ring", "", "01/06/2027", "", ""), heads=heads)[1]
    assert not plain.due.doubt


def test_a_case_is_looked_for_at_the_beginning_of_a_cell_alone() -> None:
    asked: list[str] = []

    def case_in(words: str) -> str:
        asked.append(words)
        return words if words == "LAN-0417" else ""

    assert named_case("The person of LAN-0417 (GP)", case_in) == "LAN-0417"
    asked.clear()
    assert named_case("a " * 16_000 + "LAN-0417", case_in) == ""
    assert len(asked) < 200
