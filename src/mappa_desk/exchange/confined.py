"""What every process that reads a file from outside has in common: it gives up what it does not need.

It is started for one file and ends with it. Before a byte of the file is looked at it can open no file and no
connection, start no program, and use no more than so much memory and time where the system has such limits.
Whatever goes wrong in here, the program gets one sentence.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import IO, Any

from mappa_desk.domain.errors import FileRefused

MOST_MEMORY = 768 * 1024 * 1024
MOST_SECONDS = 20
"""Seconds of the processor; the program's own timer is a little longer."""

_REFUSED_EVENTS = ("socket.", "subprocess.", "os.", "shutil.", "ctypes.", "urllib.", "http.", "winreg.")
_REFUSED = frozenset(("open", "import", "exec", "compile", "sqlite3.connect", "tempfile.mkstemp"))
_ALLOWED = frozenset(("os.fspath",))


def serve_one(
    file: IO[bytes],
    answer: IO[bytes],
    *,
    most_bytes: int,
    warm_up: Callable[[], object],
    read: Callable[[str, bytes], dict[str, Any]],
) -> None:
    """Reads one file from a pipe (a line that names its kind, then its bytes) and answers with JSON.

    `warm_up` loads whatever reading needs, since nothing can be loaded later. `read` gives the answer or
    raises FileRefused; a refusal and every other end of it become one sentence under "refused".
    """
    kind = file.readline(64).strip().decode("ascii", "replace")
    data = file.read(most_bytes + 1)
    give_up_everything(warm_up)
    try:
        if len(data) > most_bytes:
            raise FileRefused(f"This file has more than {most_bytes // 1024 // 1024} MB; it is not read.")
        found = read(kind, data)
    except FileRefused as refused:
        found = {"refused": str(refused)}
    except RecursionError:
        found = {"refused": "This file is nested too deeply; it is not read."}
    except MemoryError:
        found = {"refused": "This file needs more memory than is given to reading one; it is not read."}
    except Exception:
        found = {"refused": "This file could not be read: it is damaged, or not what its name says."}
    answer.write(json.dumps(found).encode("ascii"))
    answer.flush()


def give_up_everything(warm_up: Callable[[], object]) -> None:
    """No file, no connection, no program from here on; a bound on memory and time."""
    warm_up()
    sys.setrecursionlimit(1_000)
    _limit()
    sys.addaudithook(_watch)


def _watch(event: str, _arguments: tuple[Any, ...]) -> None:
    refused = event in _REFUSED or event.startswith(_REFUSED_EVENTS)
    if refused and event not in _ALLOWED:
        raise OSError("Not in the reading process.")


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    wanted = (
        ("RLIMIT_AS", MOST_MEMORY), ("RLIMIT_CPU", MOST_SECONDS), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", 3),
    )  # fmt: skip
    for name, most in wanted:
        kind = getattr(resource, name, None)
        if kind is not None:
            _lower(resource, kind, most)


def _lower(resource: Any, kind: int, most: int) -> None:
    try:
        hard = resource.getrlimit(kind)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, least))
    except (ValueError, OSError):  # macOS refuses some of them
        return
