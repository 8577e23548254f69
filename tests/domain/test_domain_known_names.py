"""What a free text gives away of the person whom a case is about."""

from __future__ import annotations

from datetime import date

import pytest
from domain_builders import case

from mappa_desk.domain.known_names import given_away

CASE = case(
    name="Wojciech Gęsiorowski",
    also_known_as=("Grace O’Neill",),
    addresses=("12 Mill Lane, Llandudno LL30 2AB", "Rose Cottage\nLanton", "no fixed address"),
    date_of_birth=date(1984, 3, 9),
    visor_reference="V-99/1234",
)
NAME, ADDRESS, BORN = "a name of the person", "an address", "the date of birth"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ()),
        ("LAN-0417-M01-02 by grace of the mill in Llandudno, no fixed address", ()),
        ("GESIOROWSKI’s", (NAME,)),
        ("Ask Grace", (NAME,)),
        ("oneill", (NAME,)),
        ("12 Mill  Lane", (ADDRESS,)),
        ("rose cottage", (ADDRESS,)),
        ("09.03.1984", (BORN,)),
        ("9 Mar 1984 at Mill Lane, LL302AB", (ADDRESS, BORN, "a postcode")),
        ("V 99 1234", ("the ViSOR reference",)),
        ("some other place, CF10 1AA", ("a postcode",)),
    ],
)
def test_what_is_given_away(text: str, wanted: tuple[str, ...]) -> None:
    assert given_away(CASE, text) == wanted


def test_a_case_without_facts_gives_nothing_away() -> None:
    assert given_away(case(), "Anybody, 9 March 1984, at 12 Mill Lane") == ()
