"""The marks of a paragraph in words: what each is, what is offered, what may be left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mappa_desk.domain import write_up_marks as marks
from mappa_desk.domain.write_up_marks import Mark
from mappa_desk.ui.models.desk_words import tr

_OFFERS = {
    marks.RELATIVE_DATE: "Write the date",
    marks.ABBREVIATION: "Open at first use",
    marks.NAME: "Write the code",
}
_TITLES = {
    marks.SPEAKER: "Who said this?",
    marks.WALL: "A long paragraph",
}


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One mark of the paragraph under the caret, ready to show."""

    place: int
    """Which of the paragraph's marks."""
    mark: Mark
    title: str
    says: str
    offer: str
    """Words of the button that takes the offer; empty where nothing is offered."""
    may_leave: bool
    chosen: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    """Who may have said it: pairs of an agency's code and name; only for a missing speaker."""

    @property
    def spoken(self) -> str:
        """Everything the row says."""
        return f"{self.title}. {self.says}"


def mark_rows(
    found: Iterable[Mark], *, position: int = -1, speakers: tuple[tuple[str, str], ...] = ()
) -> tuple[MarkRow, ...]:
    """Rows in the order of the text. `position` is the caret's: the mark it stands in is the chosen one."""
    rows = tuple(
        MarkRow(
            at,
            mark,
            _title(mark),
            _says(mark),
            _button(mark),
            mark.code in marks.CAN_BE_LEFT,
            choices=speakers if mark.code == marks.SPEAKER else (),
        )
        for at, mark in enumerate(found)
    )
    inside = [row.place for row in rows if row.mark.start <= position <= row.mark.end]
    chosen = inside[-1] if inside else (rows[0].place if rows else -1)
    return tuple(replace(row, chosen=row.place == chosen) for row in rows)


def _button(mark: Mark) -> str:
    """The button says what it writes: "today's meeting" becomes "this meeting", which is no date."""
    if not mark.offer:
        return ""
    if mark.code == marks.RELATIVE_DATE and not any(letter.isdigit() for letter in mark.offer):
        return tr("Write it so")
    return tr(_OFFERS.get(mark.code, "Write it"))


def _title(mark: Mark) -> str:
    return tr(_TITLES[mark.code]) if mark.code in _TITLES else mark.words


def _says(mark: Mark) -> str:
    """What is said under the title, without the title's own words once more."""
    said = mark.says.removeprefix(_title(mark)).strip() if mark.code in _TITLES else mark.says
    return f"{said} {mark.offer_says}".strip()
