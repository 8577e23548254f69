"""A program with a real vault in a folder of the test, a quick key, a steady clock, answers for the user."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from mappa_desk.app import Program
from mappa_desk.store.vault import KeyCost
from mappa_desk.wiring import Wiring

PASSPHRASE = "harbour pencil thistle evening copper"
MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass
class SteadyClock:
    """Goes on by a second each time it is read."""

    at: datetime = MORNING

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@dataclass
class AnsweredFiles:
    """Answers the file dialogs for the user."""

    save: Path | None = None
    folder: Path | None = None
    shown: list[Path] = field(default_factory=list)
    begun_in: list[Path] = field(default_factory=list)
    """Where the dialogs for folders began."""

    def ask_save(self, _parent, _title, suggested, _suffix) -> Path | None:
        return self.save / suggested if self.save is not None else None

    def ask_folder(self, _parent, _title, start) -> Path | None:
        self.begun_in.append(start)
        return self.folder

    def ask_open(self, _parent, _title, _suffix) -> tuple[Path, ...]:
        return ()

    def show_folder(self, path) -> None:
        self.shown.append(path)


@dataclass
class WindowRoom:
    """A folder of this test, its wiring, and programs that start in it."""

    app: QApplication
    folder: Path
    files: AnsweredFiles = field(default_factory=AnsweredFiles)
    started_again: list[tuple[Path, bool]] = field(default_factory=list)
    programs: list[Program] = field(default_factory=list)
    passphrase: str = PASSPHRASE
    """Of the vault that `opened` opens."""
    refuse_capture: Callable[[int], bool] | None = None
    """Stands for the system where captures can be refused: told of each window."""

    def __post_init__(self) -> None:
        self.wiring = self.fresh_wiring()

    def fresh_wiring(self) -> Wiring:
        """Another wiring on the same folders, as another process would have."""
        return Wiring(
            data_folder=self.folder / "data",
            documents_folder=self.folder / "documents",
            config_folder=self.folder / "config",
            clock=SteadyClock(),
            key_cost=KeyCost.cheap(),
        )

    def program(self, *, after_lock: str = "", wiring: Wiring | None = None) -> Program:
        """A program that is ready to start."""
        made = Program(
            self.app,
            wiring or self.wiring,
            files=self.files,
            start_again=lambda folder, runs: self.started_again.append((folder, runs)),
            after_lock=after_lock,
            refuse_capture=self.refuse_capture,
        )
        # The run keeps what it collected out of every collection; a program that settled would undo that.
        made._garbage.settle = lambda: None
        self.programs.append(made)
        return made

    def practice_vault(self) -> Path:
        """A filled practice vault, closed again."""
        folder = self.wiring.default_folder(practice=True)
        self.wiring.create(folder, PASSPHRASE, practice=True)
        self.wiring.close()
        return folder

    def opened(self) -> Program:
        """A program with its practice vault open, at the start page, somebody at the keys."""
        folder = self.wiring.default_folder(practice=True)
        if not folder.exists():
            self.practice_vault()
        program = self.program()
        program.start(vault=folder, practice=True)
        assert program.unlocking is not None
        program.unlocking.view.unlock_requested.emit(self.passphrase)
        self.wait(lambda: program.introducing is not None and bool(program.introducing._people))
        assert program.introducing is not None
        program.introducing.view._on_this_is_me()
        self.wait(lambda: program.office is not None and program.office.shell.place[0] == "start")
        self.idle(program)
        return program

    def wait(self, until: Callable[[], object], seconds: float = 30) -> None:
        """Let the program run until something holds. Raises TimeoutError."""
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                raise TimeoutError
            self.app.processEvents()
            time.sleep(0.001)

    def idle(self, program: Program) -> None:
        """Let the program run until nothing that was asked of the vault is left."""
        for _ in range(3):
            done: list[bool] = []
            program.jobs.store(lambda: None, lambda _result, done=done: done.append(True))
            self.wait(lambda done=done: done)
            self.app.processEvents()
        # What was let go is deleted by the program's own loop, which does not run here.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def close(self) -> None:
        """End every program that was started."""
        for program in self.programs:
            program.leave()
            if program.office is not None:
                program.office.shell.view.ask_before_closing(False)
                program.office.shell.view.close()
                program.office.shell.view.deleteLater()
            program.gate.close()
            program.gate.deleteLater()
            if program._focus_keeper is not None:
                program._focus_keeper.deleteLater()  # it belongs to the application, which goes on
            program.deleteLater()
        self.programs.clear()
        gc.collect()
        # What outlives a program (classes, caches) outlives the run: no later collection walks over it again.
        gc.freeze()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
