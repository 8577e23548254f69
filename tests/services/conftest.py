"""A room with its vault for each test of the services."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.domain.meetings import Meeting

MEMORY = Path("/dev/shm")
"""Where a system keeps files in memory: what a flush to the disk is worth is tested with the store."""


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of all vaults of these tests, in memory where there is such a place."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path_factory.mktemp("shelf")
        return
    made = Path(tempfile.mkdtemp(prefix="mappa-desk-", dir=MEMORY))
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def laid_room(shelf: Path) -> Room:
    """A practice vault with a keyholder and the area's lists, closed, to be copied."""
    made = Room(shelf / "laid")
    made.close()
    return made


@pytest.fixture(scope="session")
def ready_room(laid_room: Room, shelf: Path) -> tuple[Room, Meeting]:
    """The same with a meeting that runs, closed, to be copied."""
    made = laid_room.copied(shelf / "ready")
    meeting = made.running()
    made.close()
    return made, meeting


@pytest.fixture
def room(laid_room: Room, ready_room: tuple[Room, Meeting], shelf: Path) -> Iterator[Room]:
    """A practice vault with a keyholder at the keys."""
    made = laid_room.copied(Path(tempfile.mkdtemp(dir=shelf)) / "vault", ready_room)
    yield made
    made.close()
    shutil.rmtree(made.folder)
