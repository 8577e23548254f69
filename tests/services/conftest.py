"""A room with its vault for each test of the services."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from meeting_room import Room


@pytest.fixture(scope="session")
def laid_room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """A practice vault with a keyholder and the area's lists, closed, to be copied."""
    made = Room(tmp_path_factory.mktemp("laid") / "vault")
    made.vault.close()
    return made


@pytest.fixture
def room(laid_room: Room, tmp_path: Path) -> Iterator[Room]:
    """A practice vault with a keyholder at the keys."""
    made = laid_room.copied(tmp_path / "vault")
    yield made
    made.vault.close()
