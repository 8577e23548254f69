"""The copy for the case system in words: a row for each block, and what is said around them."""

from __future__ import annotations

from collections.abc import Sequence

from mappa_desk.domain.minutes import MinutesStatus
from mappa_desk.domain.system_blocks import Block
from mappa_desk.domain.system_copies import SystemCopy
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.points import PointRow

FIRST_WORDS = 90
"""Characters of a block by which it is known in the list."""


def block_row(block: Block, ticked: Sequence[SystemCopy], changed: Sequence[SystemCopy]) -> PointRow:
    """One block: its number, whether it was entered, its first words, where it was entered."""
    if ticked:
        state, icon, tone, notes = tr("Entered"), "tick", "done", ticked
    elif changed:
        state, icon, tone, notes = tr("Words changed since"), "triangle", "warning", changed
    else:
        state, icon, tone, notes = tr("Not entered"), "ring", "text", ()
    return PointRow(
        key=str(block.number),
        place=tr("Block {n} of {of}").format(n=block.number, of=block.of),
        state=state,
        icon=icon,
        tone=tone,
        text=_first_words(block.body),
        note=". ".join(entered_words(one) for one in notes),
        is_open=not ticked,
    )


def entered_words(one: SystemCopy) -> str:
    """ "Delius X 4711, Thu 12 Nov 2026"."""
    where = " ".join(part for part in (one.system, one.reference) if part)
    return f"{where}, {dates.day(one.entered_on)}"


def status_words(status: MinutesStatus, version: int, blocks: int, length: int) -> str:
    """What is copied, in one line."""
    approved = tr("Approved, version {n}").format(n=version)
    what = tr("Draft, not approved") if status is MinutesStatus.DRAFT else approved
    counted = dates.counted(blocks, tr("block"), tr("blocks"))
    return tr("{what} · {blocks} of up to {length} characters").format(
        what=what, blocks=counted, length=f"{length:,}"
    )


def copied_words(block: Block, *, seconds: int, may_stay: bool) -> str:
    """What is said once a block is on the clipboard."""
    span = tr("two minutes") if seconds == 120 else tr("{n} seconds").format(n=seconds)
    said = tr(
        "Block {n} is on the clipboard. It is cleared after {span}, and when you lock or leave."
    ).format(n=block.number, span=span)
    more = tr("This desktop may keep it all the same: copy something else afterwards.") if may_stay else ""
    return f"{said} {more}".strip()


def _first_words(body: str) -> str:
    flat = " ".join(body.split())
    return flat if len(flat) <= FIRST_WORDS else f"{flat[:FIRST_WORDS].rsplit(' ', 1)[0]} …"
