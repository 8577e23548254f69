"""How a document reaches its place: whole or not at all, for its owner's eyes alone."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from mappa_desk.domain.errors import DiskFull, DiskGone, KnownStoreError, RuleError

_OWNER_ONLY = 0o600
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_NAME = {errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ}
_NO_SUCH_NAME = "A file cannot have this name. Choose a shorter or plainer one."
_MOST_NUMBERS = 100


def place_file(data: bytes, target: Path, *, token: str) -> Path:
    """Writes a file beside its target, flushes it, renames it into place and flushes the folder.

    Gives the path that was written: a target that cannot be replaced because another program holds it open
    gets a number ("minutes-2.pdf"). `token` makes the name of the file beside it its own. Raises RuleError
    for a missing folder or one without the right to write, DiskFull, DiskGone; then nothing is left behind.
    """
    folder = target.parent
    beside = folder / f".{token}.part"
    leftover = beside
    try:
        _write_whole(data, beside)
        leftover = _rename(beside, target)
        _flush_folder(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            leftover.unlink(missing_ok=True)
        raise _in_words(error) from error
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    return leftover


def check_place(target: Path, *, private: Path) -> None:
    """Refuses a place where no document can go: no folder, a folder's own name, inside the `private` folder.

    Raises RuleError.
    """
    try:
        inside = target.resolve().is_relative_to(private.resolve())
    except (OSError, ValueError, RuntimeError) as error:
        raise RuleError(_NO_SUCH_NAME, field="target") from error
    if inside:
        raise RuleError("Choose a place outside the vault’s own folder.", field="target")
    if not os.path.isdir(target.parent):  # noqa: PTH112 - unlike Path, it gives False for an impossible name
        raise RuleError(f"There is no folder {target.parent}. Choose another place.", field="target")
    if os.path.isdir(target):  # noqa: PTH112
        raise RuleError(f"{target} is a folder. Give the document a file name.", field="target")


def stands(target: Path) -> bool:
    """True when something is there already; False for a name that no file can have."""
    return os.path.exists(target)  # noqa: PTH110 - as above


def _write_whole(data: bytes, path: Path) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, _OWNER_ONLY), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _rename(beside: Path, target: Path) -> Path:
    try:
        return beside.replace(target)
    except PermissionError:
        if not stands(target):
            raise
    for number in range(2, _MOST_NUMBERS):
        numbered = target.with_stem(f"{target.stem}-{number}")
        if not numbered.exists():
            return beside.replace(numbered)
    raise RuleError(f"{target.name} is open in another program. Close it there first.", field="target")


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        # A folder cannot be opened for flushing there; the rename is kept by the file system itself.
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _in_words(error: OSError) -> KnownStoreError | RuleError:
    if error.errno in _NO_ROOM:
        return DiskFull("The disk is full, so the document was not written. The record is as it was.")
    if error.errno in _NO_RIGHT:
        return RuleError("This folder cannot be written. Choose another place.", field="target")
    if error.errno in _NO_NAME:
        return RuleError(_NO_SUCH_NAME, field="target")
    return DiskGone("The drive does not answer, so the document was not written. The record is as it was.")
