"""Somebody who writes up: the meeting as it looks that evening, a keyboard, and a look at the disk."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "ui"))

from keyed_meeting import press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QWidget
from window_room import PASSPHRASE, AnsweredFiles, SteadyClock, WindowRoom

from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.views import DeskView
from mappa_desk.services.areas import seed_area
from mappa_desk.services.demo_meeting import demo_script
from mappa_desk.services.desk import desk_view
from mappa_desk.services.people import add_keyholder
from mappa_desk.services.practice import AT_THE_KEYS, import_practice_cases
from mappa_desk.services.reference import load_reference
from mappa_desk.services.scripted_meeting import hold
from mappa_desk.services.scripts import Script, Step
from mappa_desk.services.work import Work
from mappa_desk.store.key import KeyCost
from mappa_desk.store.vault import Vault
from mappa_desk.wiring import Wiring, fresh_id

BEFORE = datetime(2026, 10, 29, 8, 0, tzinfo=UTC)
NEXT_DAY = datetime(2026, 11, 13, 9, 0, tzinfo=UTC)
SHORTHAND = (
    ("om", "reported as told 9 of 10. missed 29 oct, med reason, confirmed"),
    ("om", "AP place ends 30 nov. no next addr apprvd. RMP updated yesterday"),
    ("ds", "2 nov 19:40 seen by patrol beside leisure ctr. street passed again yesterday np"),
    ("ds", "3 visits since last, 1 not answered"),
    ("ds", "was at work, confirmed same day"),
    ("", "niece of partner 16 stays at partners addr at weekends"),
)
"""Who spoke, by the keys of the script, and the line as it was typed."""

EMPTY = "person"
"""The item that nobody typed anything under."""


class SetClock(SteadyClock):
    """A steady clock that a script can put to its own times."""

    @property
    def moment(self) -> datetime:
        """Where it stands."""
        return self.at

    def put(self, moment: datetime) -> None:
        """Set it."""
        self.at = moment


def shorthand_script() -> Script:
    """The script of the demonstration as it looks on the evening of the meeting: not yet written up."""
    script = demo_script()
    steps: list[Step] = []
    unasked = False
    for written in script.steps:
        step = replace(written, confirm=False, changes=())
        if step.item == EMPTY:
            continue
        if step.decide is not None and not step.decide.dissent and not unasked:
            step, unasked = replace(step, decide=replace(step.decide, asked=False)), True
        steps.append(step)
        if step.item == "contributions" and not any(one.typed == SHORTHAND[0][1] for one in steps):
            steps += [Step(item="contributions", who=who, say=words, typed=words) for who, words in SHORTHAND]
    return replace(script, steps=tuple(steps), approval=None, brief_why="", brief_risk="")


@dataclass
class Files(AnsweredFiles):
    """Answers the file dialogs; the paper of the approval is the one that is offered."""

    paper: tuple[Path, ...] = ()

    def ask_open(self, _parent: Any, _title: Any, _suffix: Any) -> tuple[Path, ...]:
        return self.paper


@dataclass
class Writer:
    """Somebody with a keyboard, the program, and a second connection to the vault."""

    app: QApplication
    folder: Path
    keys: int = 0
    steps: list[tuple[str, float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = SetClock(BEFORE)
        self.room = WindowRoom(self.app, self.folder, files=Files(save=self.folder / "written"))
        (self.folder / "written").mkdir()
        self.room.wiring = Wiring(
            data_folder=self.folder / "data", documents_folder=self.folder / "documents",
            config_folder=self.folder / "config", clock=self.clock, key_cost=KeyCost.cheap(),
        )  # fmt: skip
        self.vault_folder = self.room.wiring.default_folder(practice=True)
        self.meeting_id = self._hold()
        self.clock.put(NEXT_DAY)
        self.program = self.room.opened()
        assert self.program.office is not None
        self.shell = self.program.office.shell
        self.shell.view.resize(1366, 768)
        self.said: list[str] = []
        self.idle()

    def _hold(self) -> str:
        vault = Vault.create(
            self.vault_folder, PASSPHRASE, clock=self.clock, new_id=fresh_id, practice=True,
            cost=KeyCost.cheap(),
        )  # fmt: skip
        try:
            work = Work(vault, self.clock, fresh_id, load_reference())
            seed_area(work)
            import_practice_cases(work)
            name, role, agency = AT_THE_KEYS
            signed = work.signed(add_keyholder(work, name=name, role=role, agency=agency).value)
            return hold(signed, self.clock, shorthand_script()).id
        finally:
            vault.close()

    # Hands and eyes

    def press(self, *chords: str) -> None:
        """Press chords one after the other where the focus is."""
        for chord in chords:
            press(chord)
            self.keys += 1
            self.app.processEvents()

    def type(self, text: str) -> None:
        """Type a text key by key."""
        self.press(*text)

    def palette(self, words: str) -> None:
        """Run a command by its words."""
        self.press("Ctrl+K")
        self.type(words)
        self.choose(words)
        self.idle()

    def choose(self, words: str) -> None:
        """Wait until the palette offers a row that begins with these words, and take it."""

        def rows() -> list[str]:
            shown = self.focus.window().findChildren(QListView, "hits_list")
            cells = [one.model().index(at, 0) for one in shown for at in range(one.model().rowCount())]
            said = (cell.data(Qt.ItemDataRole.AccessibleTextRole) or cell.data() for cell in cells)
            return [str(words).casefold() for words in said]

        words = words.casefold()
        self.until(lambda: any(row.startswith(words) for row in rows()))
        place = next(at for at, row in enumerate(rows()) if row.startswith(words))
        self.press(*["Down"] * place, "Return")

    def idle(self) -> None:
        """Wait until everything is on the disk and shown."""
        self.room.idle(self.program)
        self.room.idle(self.program)

    def until(self, holds: Callable[[], object]) -> None:
        """Let the window live until something holds."""
        self.room.wait(holds)

    @property
    def focus(self) -> QWidget:
        """What has the keyboard."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until something of this object name, or with a name that begins so, has the keyboard."""
        for _ in range(250):
            shown = self.focus.text().strip() if isinstance(self.focus, QPushButton) else ""
            if self.focus.objectName() == name or (self.focus.accessibleName() or shown).startswith(name):
                return
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab does not lead to {name}")

    def grab(self, path: Path) -> None:
        """A picture of the window."""
        self.app.processEvents()
        self.shell.view.grab().save(str(path))

    @property
    def here(self) -> str:
        """The text of the caret's paragraph as it stands on the screen."""
        page = self.shell.page
        return str(page.page.text_of(page.state.key))

    # The disk

    def texts(self) -> list[str]:
        """The texts of all entries on the disk."""
        return [entry.text for entry in self.kept().entries]

    def kept(self) -> DeskView:
        """The meeting as a second connection finds it."""
        return self.read(lambda work: desk_view(work, meeting_id=self.meeting_id))

    def read(self, look: Callable[[Work], Any]) -> Any:
        """Read the vault by a connection of its own."""
        vault = Vault.open(self.vault_folder, PASSPHRASE, clock=self.clock, new_id=fresh_id, read_only=True)
        try:
            return look(Work(vault, self.clock, fresh_id, load_reference()))
        finally:
            vault.close()

    def meeting(self) -> Meeting:
        """The meeting itself, from the disk."""
        return self.kept().meeting

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step and count its keys."""
        began, keys = time.perf_counter(), self.keys
        yield
        self.idle()
        self.steps.append((name, time.perf_counter() - began, self.keys - keys))
