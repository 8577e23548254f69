"""When the dictionary does not answer, typing goes on."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from spelling_room import Writer

from mappa_desk.domain.errors import SpellingStopped
from mappa_desk.services import speller


@pytest.fixture
def lonely_writer(filled_room, monkeypatch) -> Writer:
    """With an office of their own, which they may spoil."""
    return Writer(filled_room).listening(monkeypatch)


def test_a_dictionary_that_dies_is_started_again_and_at_last_given_up_in_one_sentence(lonely_writer) -> None:
    writer = lonely_writer
    field = writer.summary()
    writer.type("teh ")
    writer.wait_for(field, "teh")
    for word in ("recieve", "seperate", "definately"):
        writer.office.spelling._dictionary._process.kill()
        before = writer.office.spelling._failures
        writer.type(f"{word} ")
        writer.room.wait(lambda before=before: writer.office.spelling._failures > before)
        if not writer.office.spelling._stopped:
            writer.marks(field).look_soon()
            writer.room.wait(lambda word=word: word in writer.marks(field).marked())
    writer.wait_for(field)
    assert writer.shell._banners.top.lead == "Spelling has stopped."
    writer.type("still types")
    assert field.toPlainText().endswith("still types")


class Hanging:
    """A dictionary that gives no answer until it is stopped."""

    def __init__(self) -> None:
        self.asked = 0
        self._freed = threading.Event()

    def check(self, _words: set[str]) -> dict[str, bool]:
        self.asked += 1
        self._freed.wait(60)
        raise SpellingStopped("It was stopped.")

    def suggest(self, _word: str) -> tuple[str, ...]:
        return ()

    def stop(self) -> None:
        self._freed.set()

    close = stop


def test_a_dictionary_that_hangs_holds_up_one_worker_and_is_stopped_in_the_end(
    lonely_writer, monkeypatch
) -> None:
    writer = lonely_writer
    spelling, hanging = writer.office.spelling, Hanging()
    monkeypatch.setattr(spelling, "_dictionary", hanging)
    spelling._patience.timeout.disconnect()
    spelling._patience.timeout.connect(hanging.stop)
    spelling._patience.setInterval(300)
    writer.summary()
    writer.type("teh recieve ")
    writer.room.wait(lambda: hanging.asked == 1)
    writer.type("seperate ")
    QTest.qWait(100)
    beside: list[object] = []
    writer.program.jobs.work(lambda: 1, beside.append)
    writer.room.wait(lambda: beside)
    assert (hanging.asked, spelling._failures) == (1, 0)
    writer.room.wait(lambda: spelling._failures > 0)


START = """
import sys
import mappa_desk.app
import mappa_desk.ui.unlock
print(sorted(name for name in sys.modules if "spell" in name))
import mappa_desk.ui.shell_office
print("hunspell" in sys.modules)
"""


def test_the_first_window_loads_no_spelling_and_the_window_never_the_library() -> None:
    run = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    assert run.stdout.split("\n")[:2] == ["[]", "False"]


def test_the_dictionary_is_started_by_the_first_field_and_ends_with_the_office(lonely_writer) -> None:
    writer = lonely_writer
    spelling = writer.office.spelling
    assert spelling._dictionary._process is None
    field = writer.summary()
    writer.type("teh ")
    writer.wait_for(field, "teh")
    process = spelling._dictionary._process
    writer.program.leave()
    assert process.poll() is not None
    assert spelling._dictionary._process is None


def test_a_machine_without_the_library_has_no_marks_and_says_so_in_the_settings(
    filled_room, monkeypatch
) -> None:
    monkeypatch.setattr(speller, "find_spec", lambda _name: None)
    writer = Writer(filled_room).listening(monkeypatch)
    writer.summary()
    writer.type("teh ")
    writer.press(Qt.Key.Key_F7)
    writer.shell.run("spelling")
    assert writer.announced == ["Spelling is off.", "Spelling is not available."]
    assert writer.office.spelling._dictionary._process is None
    writer.shell.replace("settings", "spelling")
    writer.settle()
    check = writer.find(QCheckBox, "marks_check")
    assert not check.isEnabled() and not check.isChecked()
    assert check.accessibleDescription() == "No dictionary for this kind of machine."
