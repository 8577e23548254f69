"""Takes pictures of the live desk in the real window, in several sizes, schemes and text sizes.

`python tests/ui/desk_grabs.py OUT [STATE ...]` holds one meeting and takes a picture of each state, or of the
states that are named, in every arrangement.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZES = ((1280, 632), (1366, 688), (1920, 1000))
SCALES = (0.8, 1.0, 1.5, 2.0)
SCHEMES = ("light", "dark", "high_contrast")
BESIDE = {"card": (480, 720), "card-curtain": (480, 720)}
"""Sizes at 100 % text of windows beside the desk; Room is shown in the desk's sizes."""


def grab_all(out: Path, wanted: set[str]) -> int:
    """Hold the meeting and take the pictures. Gives how many there are."""
    from desk_walk import Walk
    from PySide6.QtWidgets import QApplication, QWidget
    from window_room import WindowRoom

    from mappa_desk.ui import theme

    app = QApplication.instance() or QApplication(["mappa-desk", *theme.STYLE])
    assert isinstance(app, QApplication)
    taken = 0

    def rest(seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            app.processEvents()

    def take(name: str, windows: tuple[QWidget, ...]) -> None:
        nonlocal taken
        if wanted and name not in wanted:
            return
        for scheme in SCHEMES:
            for scale in SCALES:
                theme.apply(app, scheme=scheme, scale=scale)
                for width, height in SIZES:
                    for window in windows:
                        if name in BESIDE:
                            window.resize(*(theme.px(side) for side in BESIDE[name]))
                        else:
                            window.resize(width, height)
                        rest(0.05)
                        walk.show_again()
                        rest(0.05)
                        suffix = f"{width}x{height}-{scheme}-{round(scale * 100)}"
                        window.grab().save(str(out / f"{name}-{suffix}.png"))
                        taken += 1
        theme.apply(app, scheme="light", scale=1.0)
        rest(0.05)

    with tempfile.TemporaryDirectory() as folder:
        theme.apply(app, scheme="light", scale=1.0)
        room = WindowRoom(app, Path(folder))
        walk = Walk(room, take)
        walk.all()
        room.close()
    return taken


def main() -> None:
    """Take the pictures and say how many."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    print(grab_all(out, set(sys.argv[2:])), "pictures")


if __name__ == "__main__":
    main()
