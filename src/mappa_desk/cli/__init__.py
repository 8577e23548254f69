"""The headless face: the same services as the window, for practice, for administrators and for tests.

Each command lives in a module of its own that is imported when it is called, so that `--help` is quick.
"""

from mappa_desk.cli.commands import run_command_line

__all__ = ["run_command_line"]
