"""How far a name goes as a text says it: the code takes the place of all of it and of nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from mappa_desk.domain.write_up_marks import MarkContext, marks_in
from mappa_desk.domain.write_up_said_names import said_names

NAMES = (
    ("Dean Alan Crossley", "D. A. C."),
    ("Crossley", "D. A. C."),
    ("Deano", "D. A. C."),
    ("Kyle Crossley", "LAN-0500"),
    ("Kyle", "LAN-0500"),
)


def written(text: str) -> str:
    """The text with every offer taken."""
    context = MarkContext(day=date(2026, 11, 11), known={}, names=NAMES)
    for mark in reversed(marks_in(text, context)):
        if mark.offer:
            text = text[: mark.start] + mark.offer + text[mark.end :]
    return text


@pytest.mark.parametrize(
    "said",
    [
        "Dean Crossley", "dean  crossley", "Dean Alan Crossley", "Alan Crossley", "D Crossley", "D. Crossley",
        "D.A. Crossley", "Dean A. Crossley", "Mr Crossley", "Mr. D Crossley", "CROSSLEY", "Crossley, Dean",
        "CROSSLEY Dean", "Deano", "Deano Crossley", 'Dean "Deano" Crossley', "Dean (Deano) Crossley",
    ],
)  # fmt: skip
def test_the_whole_name_as_typed_gives_way_to_the_code(said: str) -> None:
    assert written(f"It was said that {said} was seen.") == "It was said that D. A. C. was seen."
    assert written(f"{said} was seen.") == "D. A. C. was seen."


def test_what_the_person_owns_stays_theirs() -> None:
    assert written("Dean Crossley's flat, Mr Crossley’s car and crossleys dog") == (
        "D. A. C.'s flat, D. A. C.’s car and D. A. C.’s dog"
    )


def test_each_person_of_a_family_has_their_own_code() -> None:
    assert written("Kyle Crossley met K. Crossley and Dean Crossley") == "LAN-0500 met LAN-0500 and D. A. C."


@pytest.mark.parametrize("said", ["Karen Crossley", "Mr and Mrs Crossley", "the Crossleys"])
def test_somebody_else_of_that_name_is_marked_and_gets_nobodys_code(said: str) -> None:
    text = f"PC Shah saw {said} at home."
    (found,) = said_names(text, NAMES)
    assert (text[found.start : found.end], found.code) == (said, "")


def test_no_word_beside_the_name_is_taken_for_a_part_of_it() -> None:
    assert written("Seen on Monday Crossley said that Dean Street and a Crossley key were his.") == (
        "Seen on Monday D. A. C. said that Dean Street and a D. A. C. key were his."
    )
    assert [*said_names("Crossley-Smith and Crossleyish", NAMES)] == []


def test_a_family_name_that_somebody_on_the_list_bears_counts_with_a_first_name_only() -> None:
    names = (("John Price", "J. P."), ("John", "J. P."))
    text = "Price paid, J. Price signed, John Price left, Mr Price came."
    assert [text[one.start : one.end] for one in said_names(text, names)] == ["John Price"]
