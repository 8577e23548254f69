"""What every test runs under: fresh forms, no window on the screen, a steady hypothesis profile."""

from __future__ import annotations

import gc
import importlib.util
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent


def load_packaging(name: str) -> ModuleType:
    """Give packaging/<name>.py as a module; that folder is no package and never becomes one."""
    key = f"house_{name}"
    if key not in sys.modules:
        spec = importlib.util.spec_from_file_location(key, ROOT / "packaging" / f"{name}.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[key] = module
        spec.loader.exec_module(module)
    return sys.modules[key]


load_packaging("qtgen").generate()

hypothesis.settings.register_profile(
    "house", deadline=None, max_examples=50, derandomize=True, print_blob=True
)
hypothesis.settings.register_profile("campaign", deadline=None, max_examples=2000, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture(scope="session")
def rich_text_suspects() -> Callable[[object], list[str]]:
    """A walk over a live widget: one sentence for each place that could take user text for rich text."""
    path = ROOT / "tests" / "rules" / "plain_text_rules.py"
    spec = importlib.util.spec_from_file_location("house_plain_text_rules", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    walk: Callable[[object], list[str]] = module.rich_text_suspects
    return walk


def pytest_collection_finish() -> None:
    """What was collected stays to the end: no collection of garbage needs to walk over it again."""
    gc.collect()
    gc.freeze()


def in_ci(environ: Mapping[str, str]) -> bool:
    """Say whether this run is the check of a change, where a skipped test is a failed one."""
    return environ.get("CI", "").lower() in ("true", "1", "yes")


class SkipGuard:
    """Fails the run when a test or a whole file was skipped. Expected failures are not skips."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a skipped test."""
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file that skipped itself."""
        if report.skipped:
            self.skipped.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Turn a passed run with skips into a failed one."""
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say why the run failed."""
        if self.skipped:
            terminalreporter.section("skipped tests fail the check of a change", red=True)
            for nodeid in self.skipped:
                terminalreporter.line(nodeid)


def pytest_configure(config: pytest.Config) -> None:
    """Watch for skips where they are not allowed."""
    if in_ci(os.environ):
        config.pluginmanager.register(SkipGuard(), "skip_guard")
