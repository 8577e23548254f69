"""The group of commands, and how each way of failing ends: 0 done, 1 refused, 2 wrong usage."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Mapping

import click

from mappa_desk.cli.ports import Desk
from mappa_desk.cli.words import say
from mappa_desk.domain.errors import DeskError

COMMANDS: Mapping[str, str] = {
    "actions": "tracker",
    "demo": "demo",
    "export": "case_files",
    "import": "case_files",
    "init": "vaults",
    "open": "windows",
    "practice": "windows",
    "print": "printing",
    "schema": "case_files",
    "search": "finding",
    "self-check": "checks",
    "verify": "checks",
    "verify-pdf": "verifying",
    "words": "saved_words",
}
"""Every command and the module of this package that holds it."""


class CommandGroup(click.Group):
    """Knows every command by name and imports it when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"mappa_desk.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of commands from the wording file, without importing them."""
        with formatter.section(say("commands")):
            formatter.write_dl([(name, say(f"{name}.short")) for name in self.list_commands(ctx)])


@click.group(cls=CommandGroup, help=say("help"), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mappa-desk", prog_name="mappa-desk")
def main_group() -> None:
    """Holds the commands; does nothing by itself."""


def run_command_line(arguments: list[str], desk: Desk) -> int:
    """Runs one command. Gives the exit code; writes one plain sentence on standard error for a refusal.

    Never lets an exception through, so that nobody sees a traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        # A name that the terminal cannot show must not end the command (Windows code pages).
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = main_group.main(arguments, prog_name="mappa-desk", standalone_mode=False, obj=desk)
        return code if isinstance(code, int) else 0
    except click.UsageError as error:
        error.show()
        return 2
    except BrokenPipeError:
        # Whoever read the output has gone; what is left of it has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (Exception, KeyboardInterrupt) as error:
        click.echo(_sentence(error), err=True)
        return 1
    finally:
        # Whatever could not be closed has been said already, or is about to be found at the next start.
        with contextlib.suppress(DeskError, OSError):
            desk.close()


def _sentence(error: BaseException) -> str:
    """What went wrong, in one sentence. A fault of ours is named, never shown with its traceback."""
    match error:
        case DeskError():
            return str(error)
        case click.ClickException():
            return error.format_message()
        case click.Abort() | KeyboardInterrupt():
            return say("stopped")
        case OSError():
            return say("system", why=error.strerror or type(error).__name__)
        case _:
            return say("fault", name=type(error).__name__)
