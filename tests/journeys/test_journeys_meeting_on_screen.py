"""The whole review by keyboard once more, this time with the window on a real display."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("an X display is a thing of Linux", allow_module_level=True)

from journey_screen import screen

pytestmark = pytest.mark.display
JOURNEY = Path(__file__).with_name("test_journeys_meeting.py")


def test_the_whole_review_by_keyboard_under_an_x_server(tmp_path: Path) -> None:
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed; packaging/system-packages.txt names the package")
    with screen(tmp_path) as shown:
        held = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(JOURNEY)],
            env=shown.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    assert held.returncode == 0, f"{held.stdout}\n{held.stderr}"
    assert "1 passed" in held.stdout
