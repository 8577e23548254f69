"""Places in a text as Python and as Qt count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappa_desk.domain.text_places import place_in, split_at, units


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("plain", 5), ("Siân Ŵyn", 8), ("a😀b", 4), ("👩‍👧", 5)]
)
def test_a_character_beyond_the_first_plane_counts_twice(text: str, length: int) -> None:
    assert units(text) == length


@pytest.mark.parametrize(
    ("text", "position", "index"),
    [("plain", 3, 3), ("plain", 9, 5), ("Ŵyn", 2, 2), ("Ŵyn", 9, 3),
     ("a😀b", 1, 1), ("a😀b", 3, 2), ("a😀b", 4, 3)],
)  # fmt: skip
def test_a_place_is_found_again(text: str, position: int, index: int) -> None:
    assert place_in(text, position) == index


@given(st.text(), st.data())
def test_a_text_is_split_where_it_was_pointed_at(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert split_at(text, units(text[:at])) == (text[:at], text[at:])
