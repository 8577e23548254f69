"""The room of the capture tests, and one call that reads a line in it."""

from __future__ import annotations

from domain_builders import AGENCIES, TODAY, attendance

from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.capture import Understanding, understand
from mappa_desk.domain.people import Person

ROOM = (
    attendance("prob", "Helen Marsh", 0, id="chair", role="Head of area", is_chair=True),
    attendance("pol", "DS Alun Pritchard", 1, id="pol1", role="offender manager"),
    attendance("prob", "Sian O’Neill", 2, id="prob1", role="offender manager"),
    attendance("hsg", "J Smith", 3, id="hsg1", role="move-on officer"),
    attendance("hlth", "Dr Jane Doe", 4, id="hlth1", role="clinical lead"),
    attendance("hlth", "Tom Doe", 4, id="hlth2", role="nurse"),
    attendance("csc", "Eira ap Rhys", 5, id="csc1"),
    attendance("educ", "Wanda Nowak", 6, id="educ1", state=AttendanceState.APOLOGIES),
    attendance("lay", "An Observer", 7, id="lay1", observer=True),
)
BOOK = (
    Person(id="p1", name="Piotr Wiśniewski", role="duty sergeant", agency="pol"),
    Person(id="p2", name="J Smith", role="old role", agency="hsg"),
    Person(id="p3", name="", role="nobody", agency="pol"),
)


def read(text: str, **changes: object) -> Understanding:
    values = {"attendance": ROOM, "agencies": AGENCIES, "people": BOOK, "today": TODAY, **changes}
    return understand(text, **values)  # type: ignore[arg-type]  # keywords of one call, by name


def chips(understood: Understanding) -> list[str]:
    return [chip.words for chip in understood.chips]
