"""Errors as banners: what happened, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.errors import (
    DeskError,
    DiskFull,
    DiskGone,
    RuleError,
    StaleRevision,
    VaultReadOnly,
)
from mappa_desk.ui.ports import Banner, BannerAction


def _tr(text: str) -> str:
    return QCoreApplication.translate("shell_faults", text)


def banner_for(
    error: Exception,
    retry: Callable[[], None] | None = None,
    *,
    waiting: int = 0,
    elsewhere: Callable[[], None] | None = None,
) -> Banner:
    """The banner that says this error, with "Try again" where `retry` is given.

    `waiting` entries are told of while the disk is full; `elsewhere` saves a copy of them, also where the
    vault's folder can no longer be written.
    """
    again = (BannerAction(_tr("Try again"), retry),) if retry is not None else ()
    copy = (BannerAction(_tr("Save a copy elsewhere"), elsewhere),) if elsewhere is not None else ()
    other = (BannerAction(_tr("Choose another place"), elsewhere),) if elsewhere is not None else ()
    why = str(error)
    unkept = _tr("Your words are on the screen but not yet kept.")
    if waiting:
        count = _tr("1 entry waits.") if waiting == 1 else _tr("{n} entries wait.").format(n=waiting)
        unkept = f"{unkept} {count}"
    known: tuple[tuple[type[Exception], Banner], ...] = (
        (
            DiskFull,
            Banner(
                "disk",
                _tr("The disk is full."),
                unkept,
                3,
                again + copy,
                why,
            ),
        ),
        (
            DiskGone,
            Banner(
                "disk",
                _tr("The vault's drive does not answer."),
                _tr("Do not close the program."),
                3,
                again,
                why,
            ),
        ),
        (
            VaultReadOnly,
            Banner(
                "read_only",
                _tr("This vault is open for reading."),
                _tr("Notes cannot be kept in it."),
                3,
                other,
                why,
            ),
        ),
        (
            StaleRevision,
            Banner(
                "stale",
                _tr("This was changed elsewhere a moment ago."),
                _tr("Look at the newest and make the change again."),
                2,
            ),
        ),
        (RuleError, Banner("rule", why)),
        (DeskError, Banner("store", why, "", 2, again)),
    )
    fault = Banner(
        "fault",
        _tr("A fault of the program stopped this."),
        _tr("What was kept before is safe. Nothing was changed."),
        2,
        again,
        type(error).__name__,
    )
    return next((banner for kind, banner in known if isinstance(error, kind)), fault)
