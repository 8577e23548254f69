"""Tells which files were made in a folder, those that were removed again at once among them. Linux alone."""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

CREATED, MOVED_IN = 0x100, 0x80
_EVENT = struct.Struct("iIII")


@contextlib.contextmanager
def watched(*folders: Path) -> Iterator[list[str]]:
    """Gives a list that holds, after the block, the name of each file and folder made in these folders.

    What is made inside a new folder is not told; the folder is. The list stays empty on other systems. Raises
    OSError for a folder that cannot be watched.
    """
    if sys.platform != "linux":
        yield []
        return
    system = ctypes.CDLL(None, use_errno=True)
    queue = system.inotify_init1(os.O_NONBLOCK)
    made: list[str] = []
    try:
        for folder in folders:
            if system.inotify_add_watch(queue, os.fsencode(folder), CREATED | MOVED_IN) < 0:
                raise OSError(ctypes.get_errno(), f"{folder} cannot be watched")
        yield made
        made.extend(_names(queue))
    finally:
        os.close(queue)


def _names(queue: int) -> Iterator[str]:
    with contextlib.suppress(BlockingIOError):
        while told := os.read(queue, 65536):
            at = 0
            while at < len(told):
                length = _EVENT.unpack_from(told, at)[3]
                at += _EVENT.size
                yield os.fsdecode(told[at : at + length].rstrip(b"\0"))
                at += length
