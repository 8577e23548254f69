"""Progress, shown on a terminal alone and never among the output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Tell = Callable[[int, int], None]


@contextmanager
def on_terminal(label: str) -> Iterator[Tell]:
    """A bar on standard error while the block runs; call it with what is done and how much there is."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1000, label=label, file=sys.stderr) as bar:

        def tell(done: int, total: int) -> None:
            bar.update(max(0, done * 1000 // max(total, 1) - bar.pos))

        yield tell
