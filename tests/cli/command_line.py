"""What the tests of the command line share: a laptop, and how a command ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mappa_desk.store.key import KeyCost
from mappa_desk.wiring import Wiring


@dataclass(frozen=True)
class Said:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]


def laptop(folder: Path) -> Wiring:
    """A laptop whose folders all lie in one, with keys that cost little."""
    return Wiring(
        data_folder=folder / "data",
        documents_folder=folder / "documents",
        config_folder=folder / "config",
        key_cost=KeyCost.cheap(),
    )
