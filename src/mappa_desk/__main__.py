"""Arguments, then the window or the command line: `mappa-desk` alone opens the window."""

from __future__ import annotations

import sys
from pathlib import Path

from mappa_desk.wiring import Wiring


def main() -> None:
    """Runs the program with the arguments of the process and ends it with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Runs the program with these arguments. Gives the exit code: 0 done, 1 refused, 2 wrong usage.

    Without arguments the window opens on the last vault, with `practice` on the practice vault, with
    `open DIR` on the vault in that folder; with `spelling-engine` this process answers for the dictionary,
    with `report-reader` it reads one report's file, with `form-reader` one filled form, with `sheet-reader`
    one spreadsheet; anything else is a command.
    """
    if not arguments:
        return _window(vault=None, practice=False)
    if arguments == ["practice"]:
        return _window(vault=None, practice=True)
    if len(arguments) == 2 and arguments[0] == "open" and not arguments[1].startswith("-"):
        return _window(vault=Path(arguments[1]), practice=False)
    if arguments == ["spelling-engine"]:
        # The dictionary's own process loads nothing of the rest.
        from mappa_desk.services.spelling_engine import serve  # noqa: PLC0415 - see above

        serve(sys.stdin.buffer, sys.stdout.buffer)
        return 0
    if arguments in (["report-reader"], ["form-reader"], ["code-reader"], ["sheet-reader"]):
        _read_from_outside(arguments[0])
        return 0
    # The command line does without Qt, and the window without click.
    from mappa_desk.cli import run_command_line  # noqa: PLC0415

    return run_command_line(arguments, Wiring())


def _read_from_outside(reader: str) -> None:
    # The process that reads a file from outside loads nothing that it does not need.
    if reader == "form-reader":
        from mappa_desk.exchange.form_reader import serve  # noqa: PLC0415 - see above
    elif reader == "sheet-reader":
        from mappa_desk.exchange.sheet_reader import serve  # noqa: PLC0415 - see above
    elif reader == "code-reader":
        from mappa_desk.services.code_reader import serve  # noqa: PLC0415 - see above
    else:
        from mappa_desk.exchange.report_reader import serve  # noqa: PLC0415 - see above
    serve(sys.stdin.buffer, sys.stdout.buffer)


def _window(*, vault: Path | None, practice: bool) -> int:
    # Qt is loaded for the window alone: the command line works where there is no display and no Qt library.
    from mappa_desk import app  # noqa: PLC0415

    return app.run(Wiring(), vault=vault, practice=practice)


if __name__ == "__main__":
    main()
