"""A link between two cases reads the same from both ends."""

from __future__ import annotations

from mappa_desk.domain.linked import CaseLink


def test_each_end_of_a_link_names_the_other() -> None:
    link = CaseLink(id="l", first_case_id="a", second_case_id="b", why="One household")
    assert (link.other("a"), link.other("b")) == ("b", "a")
