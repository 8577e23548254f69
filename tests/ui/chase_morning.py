"""A morning's chase over thirty cases by keys alone: what was pressed, how long it took, what was done.

`python tests/ui/chase_morning.py [CASES]` prints one line for each part. A person needs longer than the
program: the second figure counts a third of a second for each key.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
A_KEY_S = 1 / 3


def main() -> None:
    """Work a morning off and say what it took."""
    from chase_room import ChaseRoom
    from hands import CTRL, Hands
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from mappa_desk.services.chasing import chase_view
    from mappa_desk.ui import theme
    from mappa_desk.ui.models.chase import Part

    app = QApplication.instance() or QApplication(["mappa-desk", *theme.STYLE])
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    keys = 0

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        room = ChaseRoom(app, folder)
        room.fill(cases=cases)
        hands: Hands = room.opened_at_chase()
        page, sheets = hands.shell.page, folder / "s"
        sheets.mkdir()

        def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
            nonlocal keys
            keys += 1
            hands.press(key, modifier)

        def typed(text: str) -> None:
            nonlocal keys
            keys += len(text)
            QTest.keyClicks(QApplication.focusWidget(), text)
            hands.settle()

        def keep() -> None:
            press(Qt.Key.Key_Return, CTRL)
            room.wait(lambda: not page.side.is_open or bool(_error(page)))
            hands.settle()
            assert not page.side.is_open, _error(page)

        def timed(what: str, deed: Callable[[], object]) -> None:
            nonlocal keys
            keys, began = 0, time.monotonic()
            done = deed()
            took = time.monotonic() - began
            print(f"{what}: {done}, {keys} keys, program {took:.1f} s, by hand about {keys * A_KEY_S:.0f} s")

        def do_now() -> str:
            waiting = [line for line in page.lines if line.part is Part.DO_NOW and line.source.told is None]
            for _ in waiting:
                typed("1")
                press(Qt.Key.Key_T)
                keep()
            return f"{len(waiting)} owners told, one after the other"

        def calls() -> str:
            typed("2")
            press(Qt.Key.Key_A)
            press(Qt.Key.Key_Return)
            press(Qt.Key.Key_Tab)
            press(Qt.Key.Key_Tab)
            typed(str(sheets))
            keep()
            assert not chase_view(hands.work).calls
            files = [path.suffix for path in sheets.iterdir()]
            return f"{files.count('.pdf')} sheets and {files.count('.eml')} drafts"

        def ladder() -> str:
            typed("3")
            press(Qt.Key.Key_A)
            count = len(page.chosen())
            press(Qt.Key.Key_Return)
            keep()
            assert not any(line.standing.due for line in chase_view(hands.work).ladder)
            return f"{count} actions up a rung"

        def answers() -> str:
            typed("4")
            press(Qt.Key.Key_A)
            count = len(page.chosen())
            press(Qt.Key.Key_Return)
            keep()
            return f"{count} people asked again"

        def replies() -> str:
            page.view.choose(next(row.key for row in page.model.rows if row.key.startswith("group:calls")))
            press(Qt.Key.Key_R)
            pane = page.replies._pane
            cards = pane.cards[:4]
            for _ in range(3):
                press(Qt.Key.Key_Tab)
            pane.paste.insertPlainText("\n".join(f"{card.number}: still at work on it" for card in cards))
            hands.settle()
            keep()
            return f"{len(cards)} answers of one pasted mail"

        def change() -> str:
            press(Qt.Key.Key_N)
            hands.settle()
            for _ in range(3):
                press(Qt.Key.Key_Tab)
            typed("Arrested last night")
            press(Qt.Key.Key_Return, CTRL)
            hands.settle()
            if page.side.is_open:
                keep()
                return "one change noted, its meeting brought forward"
            return "one change noted"

        for what, deed in (
            ("Do now", do_now), ("Calls", calls), ("Ladder", ladder), ("Answers", answers),
            ("Replies", replies), ("Changes", change),
        ):  # fmt: skip
            timed(what, deed)
        room.close()


def _error(page: object) -> str:
    sheet = page.side.sheet
    return sheet._ui.error_label.text() if sheet is not None else ""


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
