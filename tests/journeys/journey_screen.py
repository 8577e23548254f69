"""A screen of its own under Xvfb, the real program on it, and real keys by way of the X server."""

from __future__ import annotations

import contextlib
import os
import random
import select
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from journey_program import PROGRAM, plain_environment

SIZE = "1600x1000x24"
PATIENCE = 90.0
"""Seconds after which what must happen counts as not happening, on a machine that is busy."""
LOOK = 0.05
RESTING_LOOKS = 8
T = TypeVar("T")


def until(what: str, holds: Callable[[], T | None], seconds: float = PATIENCE) -> T:
    """What `holds` gives once it is not empty. Fails with the words of `what` when that takes too long."""
    end = time.monotonic() + seconds
    while True:
        found = holds()
        if found:
            return found
        assert time.monotonic() < end, f"It never came to this: {what}"
        time.sleep(LOOK)


def rests(process: int) -> bool:
    """True when a process has nothing to do: no thread runs, and a blinking caret is all that takes time."""
    before = _spent(process)
    for _ in range(RESTING_LOOKS):
        time.sleep(LOOK)
        if any(state != "S" for state, _ in _threads(process)):
            return False
    return _spent(process) - before <= 2


def _spent(process: int) -> int:
    return sum(ticks for _, ticks in _threads(process))


def _threads(process: int) -> Iterator[tuple[str, int]]:
    """State and processor time in ticks of each thread."""
    for task in Path(f"/proc/{process}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):
            fields = (task / "stat").read_text().rpartition(")")[2].split()
            yield fields[0], int(fields[11]) + int(fields[12])


class Screen:
    """An X display without a window manager, and the one program on it. Made by `screen`."""

    def __init__(self, number: str, home: Path) -> None:
        self._environment = plain_environment(
            DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb", HOME=home, XDG_RUNTIME_DIR=home, LC_ALL="C.UTF-8"
        )
        self._log = home / "standard-error.txt"
        self._log.touch()
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str | Path) -> subprocess.Popen[bytes]:
        """Starts the program on this screen. What it starts in turn writes to the same standard error."""
        with self._log.open("ab") as log:
            program = subprocess.Popen(
                [*PROGRAM, *map(str, arguments)], env=self._environment, stdin=subprocess.DEVNULL, stderr=log
            )
        self._started.append(program)
        return program

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to know to be shown on this screen."""
        return dict(self._environment)

    @property
    def complaints(self) -> str:
        """Everything that was written to standard error so far."""
        return self._log.read_text("utf-8", errors="replace")

    def windows(self) -> dict[int, int]:
        """The windows of the program that are shown, each with the process it belongs to."""
        shown = self._ask("search", "--onlyvisible", "--name", "MAPPA Desk").split()
        owners = {int(window): self._ask("getwindowpid", window) for window in shown}
        return {window: int(owner) for window, owner in owners.items() if owner.isdigit()}

    def window(self, what: str, *, besides: int = 0, of_another_than: int = 0) -> tuple[int, int]:
        """Waits for a window that has the focus and whose process rests; gives its number and its process."""

        def found() -> tuple[int, int] | None:
            focused = self._ask("getwindowfocus")
            for window, process in self.windows().items():
                if str(window) == focused and window != besides and process != of_another_than:
                    return window, process
            return None

        try:
            window, process = until(what, found)
            until(f"{what}, at rest", lambda: rests(process))
        except (AssertionError, OSError) as error:
            raise AssertionError(f"{error}\n{self.complaints}") from error
        return window, process

    def press(self, *keys: str) -> None:
        """Presses chords such as ctrl+Next, one after the other, where the focus is."""
        self._ask("key", "--clearmodifiers", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        """Types a text key by key."""
        self._ask("type", "--clearmodifiers", "--delay", "15", text)

    def close(self) -> None:
        """Ends what was started on this screen and is still there, each by its number."""
        for process in set(self.windows().values()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
        for program in self._started:
            if program.poll() is None:
                program.terminate()
            program.wait(30)

    def _ask(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.stdout.strip()


@contextlib.contextmanager
def screen(home: Path) -> Iterator[Screen]:
    """A screen for the length of the block. `home` is where the program finds itself at home."""
    with contextlib.ExitStack() as undo:
        for _ in range(5):
            # A number by lot: the lowest free one may be that of a server which is going, with its socket.
            number = str(random.randrange(1_000, 30_000))
            if _serve(number, undo):
                break
        else:
            raise AssertionError("Xvfb did not start")
        shown = Screen(number, home)
        undo.callback(shown.close)
        yield shown


def _serve(number: str, undo: contextlib.ExitStack) -> bool:
    """Starts the X server with this number; True once it takes connections, False when it cannot.

    It does not begin anew when its last client goes: one that comes just then would be refused.
    """
    ours, theirs = os.pipe()
    undo.callback(os.close, ours)
    server = subprocess.Popen(
        [
            "Xvfb",
            f":{number}",
            "-displayfd",
            str(theirs),
            "-screen",
            "0",
            SIZE,
            "-nolisten",
            "tcp",
            "-noreset",
        ],
        pass_fds=(theirs,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    undo.callback(server.wait, 30)
    undo.callback(server.terminate)
    os.close(theirs)
    ready, _, _ = select.select([ours], [], [], PATIENCE)
    return bool(ready) and os.read(ours, 32) != b""
