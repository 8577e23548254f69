"""A blank that nobody filled is drawn as it stands, in a draft and in minutes approved despite it."""

from __future__ import annotations

from mappa_desk.documents.typefaces import faces
from mappa_desk.domain.expansion import to_fill


def test_both_faces_draw_the_brackets_of_a_blank() -> None:
    brackets = set(to_fill("[date]")) - set("date")
    assert len(brackets) == 2
    assert brackets <= faces().regular.known
    assert brackets <= faces().bold.known
