"""How a document reaches its place: whole or not at all, for its owner's eyes alone."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Container
from enum import StrEnum
from pathlib import Path

from mappa_desk.domain.errors import DiskFull, DiskGone, KnownStoreError, RuleError


class Beside(StrEnum):
    """Why a document was written under a numbered name beside the one that was asked for."""

    HELD_OPEN = "held_open"
    """Another program holds the file."""
    PROTECTED = "protected"
    """The file may not be written."""
    REGISTERED = "registered"
    """The file is a copy that was given out earlier; it is never replaced by another."""


_OWNER_ONLY = 0o600
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_NAME = {errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ}
_NO_SUCH_NAME = "A file cannot have this name. Choose a shorter or plainer one."
_MOST_NUMBERS = 100


def set_beside(data: bytes, target: Path, *, token: str) -> Path:
    """Writes a file beside its target, flushes it, and sees that files can be renamed in that folder.

    Gives its path, whose name `token` makes its own. Raises RuleError for a folder without the right to
    write or to rename, DiskFull, DiskGone; then nothing is left behind.
    """
    beside = target.parent / f".{token}.part"
    ready = target.parent / f".{token}.ready"
    try:
        _write_whole(data, beside)
        return beside.replace(ready)
    except BaseException as error:
        take_away(beside)
        if isinstance(error, OSError):
            raise _in_words(error) from error
        raise


def put_in_place(beside: Path, target: Path) -> None:
    """Renames the file beside its target onto it: whole or not at all.

    Raises RuleError, DiskFull or DiskGone when the rename is refused: then the target is as it was and the
    file beside is gone.
    """
    try:
        beside.replace(target)
    except BaseException as error:
        take_away(beside)
        if isinstance(error, OSError):
            raise _in_words(error) from error
        raise


def flush_name(target: Path) -> None:
    """Makes the name of a file durable. Raises DiskGone when the drive refuses; the file is there anyhow."""
    try:
        _flush_folder(target.parent)
    except OSError as error:
        raise DiskGone(
            "The drive does not answer. The document is registered; look whether it is there."
        ) from error


def take_away(beside: Path) -> None:
    """Takes away a file that was set beside its target, if it is there."""
    with contextlib.suppress(OSError):
        beside.unlink(missing_ok=True)


def numbered(target: Path, *, taken: Container[Path] = ()) -> Path:
    """The next free name after the target's that is not `taken` either: "minutes-2.pdf".

    Raises RuleError when there are too many.
    """
    for number in range(2, _MOST_NUMBERS):
        path = target.with_stem(f"{target.stem}-{number}")
        if not path.exists() and path not in taken:
            return path
    raise RuleError(
        f"There are too many files named like {target.name}. Choose another name.", field="target"
    )


def digest_of_standing(target: Path) -> str | None:
    """SHA-256 in hex of the file that stands at the target, empty when none does.

    None for one that cannot be opened for writing: another program holds it, or it is not ours to replace.
    """
    if not stands(target):
        return ""
    try:
        with os.fdopen(os.open(target, os.O_RDWR | getattr(os, "O_BINARY", 0)), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def why_beside(target: Path) -> Beside:
    """Why a document could not take the place of the file that stands at `target`, as that file is now."""
    if digest_of_standing(target) is not None:
        return Beside.REGISTERED
    return Beside.HELD_OPEN if os.access(target, os.W_OK) else Beside.PROTECTED


def check_place(target: Path, *, private: Path) -> None:
    """Refuses a place where no document can go: no folder, a folder's own name, inside the `private` folder.

    Raises RuleError.
    """
    try:
        inside = target.resolve().is_relative_to(private.resolve())
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            target.lstat()
    except (OSError, ValueError, RuntimeError) as error:
        raise RuleError(_NO_SUCH_NAME, field="target") from error
    if inside:
        raise RuleError("Choose a place outside the vault’s own folder.", field="target")
    if not os.path.isdir(target.parent):  # noqa: PTH112 - unlike Path, it gives False for an impossible name
        raise RuleError(f"There is no folder {target.parent}. Choose another place.", field="target")
    if os.path.isdir(target):  # noqa: PTH112
        raise RuleError(f"{target} is a folder. Give the document a file name.", field="target")


def missing_under(folder: Path, *, private: Path) -> Path | None:
    """The folder that is there and in which `folder` could be made; None where `folder` itself is there.

    Raises RuleError for an impossible name, inside the `private` folder, where a file stands in the way and
    where nothing of the path is there.
    """
    try:
        inside = folder.resolve().is_relative_to(private.resolve())
        held = next((path for path in (folder, *folder.parents) if path.exists()), None)
    except (OSError, ValueError, RuntimeError) as error:
        raise RuleError("A folder cannot have this name. Choose another.", field="folder") from error
    if inside:
        raise RuleError("Choose a place outside the vault’s own folder.", field="folder")
    if held is None:
        raise RuleError(f"There is no folder {folder}. Choose another place.", field="folder")
    if not held.is_dir():
        raise RuleError(f"{held.name} is a file, not a folder. Choose another place.", field="folder")
    return None if held == folder else held


def make_folder(folder: Path) -> None:
    """Makes a folder, and those above it that are not there. Raises RuleError, DiskFull and DiskGone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _in_words(error) from error


def stands(target: Path) -> bool:
    """True when something is there already; False for a name that no file can have."""
    return os.path.exists(target)  # noqa: PTH110 - as above


def _write_whole(data: bytes, path: Path) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, _OWNER_ONLY), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


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
