"""Who speaks, picked by two letters; somebody who is not on the list is added from here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from mappa_desk.domain.attendance import Attendance
from mappa_desk.ui.capture_speakers import Voice, voice_of
from mappa_desk.ui.desk_sheets import Sheets
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_picks import Pick
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.roll_call import RollCall

_ADD = "add:"


class SpeakerPicker(QObject):
    """Offers everybody on the list, and to add somebody who is not."""

    def __init__(self, state: DeskState, sheets: Sheets, roll_call: RollCall) -> None:
        super().__init__(state)
        self._state, self._sheets, self._roll_call = state, sheets, roll_call
        self._awaited: tuple[str, Callable[[Voice], None]] | None = None
        state.viewed.connect(self._on_viewed)

    def pick(self, speaks: Callable[[Voice], None]) -> None:
        """Let somebody be picked; `speaks` takes them."""
        self._awaited = None
        picks = [self._as_pick(row) for row in self._in_order() if not row.observer]
        picks.append(Pick(_ADD, "+", tr("Add somebody who is not on the list"), stays=True))
        self._sheets.pick(tr("Who speaks?"), tuple(picks), lambda key: self._picked(key, speaks))

    def _in_order(self) -> list[Attendance]:
        return sorted(self._state.view.attendance, key=lambda row: (row.is_chair, row.seat))

    def _as_pick(self, row: Attendance) -> Pick:
        agency = tr("Chair") if row.is_chair else self._state.agency(row.agency)
        aliases = next((one.aliases for one in self._state.view.agencies if one.id == row.agency), ())
        code = "" if row.is_chair else row.agency
        who = ": ".join(part for part in (agency, words.person(row)) if part)
        return Pick(row.id, "0" if row.is_chair else str(row.seat), who, code, " ".join((row.name, *aliases)))

    def _picked(self, key: str, speaks: Callable[[Voice], None]) -> None:
        if key.startswith(_ADD):
            self._add(key.removeprefix(_ADD).strip(), speaks)
            return
        row = self._state.attendance(key)
        if row is not None:
            speaks(voice_of(self._state.view, row))

    def _add(self, typed: str, speaks: Callable[[Voice], None]) -> None:
        """What was typed is the agency when it names one, else the name to begin with."""
        said = typed.casefold()
        agency = next(
            (
                one.id
                for one in self._state.view.agencies
                if one.active and said in {word.casefold() for word in (one.id, one.name, *one.aliases)}
            ),
            "",
        )

        def added(row: Attendance) -> None:
            if not row.observer:
                self._awaited = (row.id, speaks)

        self._roll_call.add(name="" if agency else typed, agency=agency, then=added)

    def _on_viewed(self) -> None:
        if self._awaited is None:
            return
        row = self._state.attendance(self._awaited[0])
        if row is not None:
            speaks, self._awaited = self._awaited[1], None
            speaks(voice_of(self._state.view, row))
