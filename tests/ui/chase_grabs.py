"""Takes a picture of the morning's chase and of what is done on it, in every scheme and at two sizes.

`python tests/ui/chase_grabs.py OUT [SCHEME SCALE]`; without the last two it starts itself once for each.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZE = (1366, 688)
ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = (2026, 11, 23)
SCHEMES = ("light", "dark", "high_contrast")
SCALES = ("1", "2")


def grab_all(out: Path, scheme: str, scale: float) -> None:
    """Open thirty cases in the middle of their lives and take every picture."""
    from chase_room import ChaseRoom
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    suffix = f"{scheme}-{round(scale * 100)}"
    with tempfile.TemporaryDirectory() as folder:
        room = ChaseRoom(app, Path(folder))
        room.fill()
        hands = room.opened_at_chase()
        hands.program.looks.choose_scheme(scheme)
        hands.program.looks.choose_scale(scale)
        hands.view.showNormal()
        hands.view.resize(*SIZE)

        def grab(name: str) -> None:
            for _ in range(20):
                app.processEvents()
                time.sleep(0.005)
            hands.settle()
            hands.view.grab().save(str(out / f"chase-{name}-{suffix}.png"))

        room.walk(hands, grab)
        room.close()


def main() -> None:
    """Take the pictures that the arguments ask for."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 3:
        sys.path.insert(0, str(Path(__file__).parent))
        sys.path.insert(0, str(ROOT / "tests" / "journeys"))
        grab_all(out, sys.argv[2], float(sys.argv[3]))
        return
    for scheme, scale in itertools.product(SCHEMES, SCALES):
        subprocess.run([sys.executable, __file__, str(out), scheme, scale], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
