"""How long until the unlock window stands, against a bare PySide6 window: whole processes, in turn.

`python benchmarks/unlock_window.py [RUNS]`. The goal is a ratio of at most 1.5. Prints medians, their spread,
the ratio of each pair, and what was imported before the window was painted.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
RUNS = 15
GOAL = 1.5
ALLOWED = {"PySide6", "shiboken6", "sqlcipher3", "argon2", "platformdirs", "mappa_desk"}
HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "reportlab",
    "alembic",
    "pikepdf",
    "click",
    "holidays",
    "zxcvbn",
)

BARE = """
import os, sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv[:1])
window = QWidget()
window.resize(760, 480)
window.show()
while not window.windowHandle().isExposed():
    app.processEvents()
app.processEvents()
os._exit(0)
"""

OURS = """
import json, os, sys
from pathlib import Path
from mappa_desk.wiring import Wiring
from mappa_desk import app
from PySide6.QtWidgets import QApplication

def painted():
    window = QApplication.topLevelWidgets()[0]
    while not window.windowHandle().isExposed():
        QApplication.processEvents()
    window.repaint()
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
    os._exit(0)

QApplication.exec = staticmethod(painted)
folder = Path(sys.argv[1])
wiring = Wiring(data_folder=folder, documents_folder=folder, config_folder=folder / "config")
app.run(wiring, vault=folder / "vault", practice=False)
"""


def _seconds(code: str, *arguments: str) -> float:
    """Wall time of a whole process. Compiled modules are kept, as in an installed program."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "unlock-window-bytecode")
    command = [sys.executable, "-c", code, *arguments]
    began = time.perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - began


def _make_vault(folder: Path) -> None:
    from mappa_desk.store.vault import KeyCost, Vault
    from mappa_desk.wiring import SystemClock, fresh_id

    Vault.create(
        folder / "vault",
        "harbour pencil thistle evening copper",
        clock=SystemClock(),
        new_id=fresh_id,
        practice=True,
        cost=KeyCost.cheap(),
    ).close()


def measure(runs: int) -> dict[str, object]:
    """Run both in turn and give the figures, in milliseconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _make_vault(folder)
        _seconds(BARE)
        _seconds(OURS, name, str(folder / "modules.json"))
        loaded = set(json.loads((folder / "modules.json").read_text()))
        pairs = [(_seconds(BARE), _seconds(OURS, name)) for _ in range(runs)]
    bare, ours = [pair[0] * 1000 for pair in pairs], [pair[1] * 1000 for pair in pairs]
    ratios = [one / other for other, one in zip(bare, ours, strict=True)]
    return {
        "runs": runs,
        "bare_ms": _spread(bare),
        "unlock_ms": _spread(ours),
        "ratio": _spread(ratios),
        "ratio_of_medians": statistics.median(ours) / statistics.median(bare),
        "heavy_before_paint": sorted(loaded & set(HEAVY)),
        "others_before_paint": sorted(
            module for module in loaded - set(sys.stdlib_module_names) - ALLOWED if not module.startswith("_")
        ),
    }


def _spread(values: list[float]) -> dict[str, float]:
    quarters = statistics.quantiles(values, n=4)
    return {
        "least": min(values), "lower_quarter": quarters[0], "median": quarters[1],
        "upper_quarter": quarters[2], "most": max(values),
    }  # fmt: skip


def main() -> int:
    """Measure, print, and give 1 when the goal is missed or something heavy was loaded too early."""
    figures = measure(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
    print(json.dumps(figures, indent=2))
    ratio = figures["ratio_of_medians"]
    assert isinstance(ratio, float)
    return int(ratio > GOAL or bool(figures["heavy_before_paint"]))


if __name__ == "__main__":
    sys.exit(main())
