"""A skipped test fails the check of a change, and only there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PASSES = "def test_passes():\n    pass\n"
SKIPS = "import pytest\n\n@pytest.mark.skip(reason='no tool')\ndef test_skips():\n    pass\n"
WHOLE_FILE = "import pytest\n\npytest.skip('no tool', allow_module_level=True)\n"
EXPECTED = "import pytest\n\n@pytest.mark.xfail(reason='known')\ndef test_fails():\n    assert False\n"


def run_pytest(folder: Path, ci: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run pytest over a folder of test files with this suite's conftest and CI set as given."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests"), "CI": ci}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "conftest", "-p", "no:cacheprovider", *options, str(folder)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("second", "ci", "code"),
    [
        (SKIPS, "true", 1),
        (WHOLE_FILE, "true", 1),
        (EXPECTED, "true", 0),
        (SKIPS, "", 0),
    ],
)
def test_skips_fail_only_in_ci(tmp_path: Path, second: str, ci: str, code: int) -> None:
    (tmp_path / "test_first.py").write_text(PASSES, "utf-8")
    (tmp_path / "test_second.py").write_text(second, "utf-8")
    done = run_pytest(tmp_path, ci)
    assert done.returncode == code, done.stdout + done.stderr
    assert ("skipped tests fail" in done.stdout) is (code == 1)


@pytest.mark.parametrize("second", [SKIPS, WHOLE_FILE])
def test_skips_fail_in_ci_also_when_two_processes_share_the_work(tmp_path: Path, second: str) -> None:
    (tmp_path / "test_first.py").write_text(PASSES, "utf-8")
    (tmp_path / "test_second.py").write_text(second, "utf-8")
    done = run_pytest(tmp_path, "true", "-n", "2", "--dist", "loadfile")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "skipped tests fail" in done.stdout
    assert "test_second.py" in done.stdout.partition("skipped tests fail")[2]
