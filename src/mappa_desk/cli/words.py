"""The words of the command line, from the wording file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _words() -> dict[str, Any]:
    # Read alone and without validation: the services that validate all data files take half a second to load.
    file = files("mappa_desk._generated") / "data" / "wording" / "command_line.toml"
    table: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))["command_line"]
    return table


def say(key: str, **blanks: object) -> str:
    """The words under a key such as "demo.help", their {blanks} filled in. Raises KeyError without them."""
    value: Any = _words()
    for step in key.split("."):
        value = value[step]
    return str(value).strip().format(**blanks)
