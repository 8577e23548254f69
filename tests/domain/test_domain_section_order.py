"""The order of the parts of the minutes as an area may set it."""

from __future__ import annotations

import pytest

from mappa_desk.domain.section_order import SECTION_WORDS, SECTIONS, order_sentence, section_order


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ((), SECTIONS),
        (("items",), ("items", *(name for name in SECTIONS if name != "items"))),
        (("Last actions", "ATTENDANCE"), ("last_actions", "attendance", *SECTIONS[2:])),
        (("items", "items", "victims"), ("items", *(name for name in SECTIONS if name != "items"))),
        (tuple(reversed(SECTIONS)), tuple(reversed(SECTIONS))),
    ],
)
def test_named_parts_come_first_and_none_is_lost(named: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert section_order(named) == found
    assert sorted(section_order(named)) == sorted(SECTIONS)


def test_an_unknown_name_is_told() -> None:
    assert order_sentence(("items", "Next review", " ")) == ""
    told = order_sentence(("items", "Zq", "victims"))
    assert told == "The minutes have no part called “Zq”, “victims”; the order leaves it out."


def test_every_part_has_words() -> None:
    assert tuple(SECTION_WORDS) == SECTIONS
