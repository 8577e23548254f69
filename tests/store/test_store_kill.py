"""A writer that is killed at any moment loses nothing that it was told is saved."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from vault_help import PASSPHRASE, Ids, lay_desk

from mappa_desk.domain.contributions import Entry
from mappa_desk.store.vault import Vault

KILLS = 6
WRITER = """
import sys, uuid
from datetime import UTC, datetime
from pathlib import Path
from mappa_desk.domain.contributions import Entry
from mappa_desk.store.vault import Vault

class Clock:
    def now(self): return datetime.now(UTC)

folder, passphrase, meeting_id = sys.argv[1:]
with Vault.open(Path(folder), passphrase, clock=Clock(), new_id=lambda: uuid.uuid4().hex) as vault:
    print("ready", flush=True)
    for number in range(100_000):
        entry = Entry(id=uuid.uuid4().hex, meeting_id=meeting_id, position=number,
                      captured_at=Clock().now(), text=f"{number} " * 300)
        with vault.writing(by="chair") as uow:
            uow.save(entry)
            uow.step(meeting_id, "Entry")
        print(entry.id, flush=True)
"""


@pytest.mark.campaign
def test_a_killed_writer_loses_nothing_that_was_acknowledged(
    make_vault: Callable[[], Vault], open_vault: Callable[..., Vault], folder: Path, new_id: Ids
) -> None:
    with make_vault() as vault:
        meeting_id = lay_desk(vault, new_id).meeting.id
    chosen = random.Random(2026)
    acknowledged: set[str] = set()
    for kill in range(1, KILLS + 1):
        acknowledged |= written_until_killed(folder, meeting_id, chosen.uniform(0, 0.2))
        with open_vault() as vault, vault.reading() as reading:
            kept = {entry.id for entry in reading.all(Entry)}
            assert vault.verify().sound
        assert acknowledged <= kept
        assert len(kept) <= len(acknowledged) + kill
    assert len(acknowledged) > KILLS


def written_until_killed(folder: Path, meeting_id: str, seconds: float) -> set[str]:
    """Ids that a writer told of before it was killed, so many seconds after its first word."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), PASSPHRASE, meeting_id], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(seconds)
        writer.kill()
        told = writer.stdout.read().splitlines(keepends=True)
    assert writer.returncode == -signal.SIGKILL
    return {line.strip() for line in told if line.endswith("\n")}
