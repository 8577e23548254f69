"""What can be said of a folder before a vault is put there: its drive, its room, who else copies it."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QCoreApplication

SYNCHRONISED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "nextcloud",
    "box sync",
    "sharepoint",
)
_GIGABYTE = 1_000_000_000


def drive_sentence(folder: Path) -> str:
    """Which drive the folder lies on and how much room that has; empty when it cannot be told."""
    place = standing_part(folder)
    if place is None:
        return QCoreApplication.translate("first_start", "This folder cannot be reached.")
    try:
        free = shutil.disk_usage(place).free / _GIGABYTE
    except OSError:
        return ""
    drive = place.drive or place.anchor
    return QCoreApplication.translate("first_start", "On drive {drive}, {free} GB free.").format(
        drive=drive, free=f"{free:,.0f}" if free >= 1 else f"{free:.1f}"
    )


def sync_warning(folder: Path) -> str:
    """A sentence when the folder's path names a program that copies it elsewhere; else empty."""
    for part in folder.parts:
        if part.casefold().startswith(SYNCHRONISED):
            return QCoreApplication.translate(
                "first_start",
                "“{part}” looks like a folder that another program copies to other machines. "
                "Choose one that stays on this laptop.",
            ).format(part=part)
    return ""


def standing_part(folder: Path) -> Path | None:
    """The folder itself, or its nearest parent that exists; None when there is none."""
    for place in (folder, *folder.parents):
        if place.exists():
            return place
    return None
