"""A room with its vault for each test of the services."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from meeting_room import Room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A practice vault with a keyholder at the keys."""
    made = Room(tmp_path / "vault")
    yield made
    made.vault.close()
