"""Forgery by somebody who has the passphrase and a driver: found, named, and refused at the door."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from vault_help import PASSPHRASE, Desk, filled

from mappa_desk.domain.errors import StoreBug, VaultDamaged
from mappa_desk.store import files, key, verification
from mappa_desk.store.anchor import Mark
from mappa_desk.store.vault import Vault

PAGE = 4096
Open = Callable[..., Vault]


def tampered(folder: Path, *statements: str) -> None:
    """Alters the record as somebody who has the passphrase and a driver could."""
    with closing(driver.connect(str(folder / files.DATABASE), isolation_level=None)) as bare:
        bare.execute(f"PRAGMA key = \"x'{key.unwrap(folder, PASSPHRASE).hex()}'\"")
        names = bare.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            bare.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert bare.execute(statement).rowcount > 0, statement


FORGERIES = {
    "UPDATE audit SET by = 'somebody' WHERE seq = 5": "Audit entry 5 was altered",
    "UPDATE audit SET seq = 500 WHERE seq = (SELECT max(seq) FROM audit)": "are missing",
    "DELETE FROM audit WHERE seq = 4": "Audit entries 4 to 4 are missing",
    "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)": "behind its anchor",
    "UPDATE entry SET text = 'He stayed.' WHERE position = 5": "is not its newest revision",
    "DELETE FROM entry WHERE position = 5": "The row of entry",
    "UPDATE revision SET body = '{}' WHERE body LIKE '%Line 5%'": "is not what was saved",
    "UPDATE revision SET by = 'somebody' WHERE body LIKE '%Line 5%'": "is not what was saved",
    "DELETE FROM revision WHERE body LIKE '%Line 5%'": "is missing",
    "UPDATE meeting SET brief_risk = 'low'": "is not its newest revision",
    "UPDATE meta SET commits = 1": "behind its anchor",
}


@pytest.mark.parametrize("statement", list(FORGERIES))
def test_a_forgery_with_the_right_key_is_found(closed: Path, open_vault: Open, statement: str) -> None:
    tampered(closed, statement)
    with open_vault(read_only=True) as vault:
        found = vault.verify()
    assert not found.sound
    assert any(FORGERIES[statement] in fault for fault in found.faults), found.faults


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", "behind its anchor"),
        ("UPDATE audit SET by = 'somebody' WHERE seq = (SELECT max(seq) FROM audit)", "was altered"),
        ("UPDATE audit SET hash = zeroblob(32) WHERE seq = (SELECT max(seq) - 1 FROM audit)", "was altered"),
        ("UPDATE meta SET commits = 1", "behind its anchor"),
    ],
)
def test_a_forged_head_is_refused_at_the_door(
    closed: Path, open_vault: Open, statement: str, told: str
) -> None:
    tampered(closed, statement)
    with pytest.raises(VaultDamaged, match=told) as damaged:
        open_vault()
    assert damaged.value.where == "record.db"
    with open_vault(read_only=True) as vault:
        assert any(told in fault for fault in vault.faults)


def test_a_planted_row_and_a_planted_revision_are_found(closed: Path, open_vault: Open) -> None:
    tampered(
        closed,
        "INSERT INTO panel_day VALUES ('planted', 1, '2026-01-01', '', '')",
        "INSERT INTO revision VALUES ('person', 'planted', 1, '2026-01-01T00:00:00+00:00', '', '{}')",
    )
    with open_vault() as vault:
        faults = vault.verify().faults
    assert any("panel_day planted" in fault for fault in faults)
    assert "Revision 1 of person planted has no audit entry." in faults
    assert "The row of person planted is missing." in faults


def test_a_reordered_chain_is_found(closed: Path, open_vault: Open) -> None:
    tampered(
        closed,
        "UPDATE audit SET seq = 1000 WHERE seq = 5",
        "UPDATE audit SET seq = 5 WHERE seq = 6",
        "UPDATE audit SET seq = 6 WHERE seq = 1000",
    )
    with open_vault() as vault:
        faults = vault.verify().faults
    assert "Audit entry 5 does not follow from the one before it." in faults


def test_a_row_that_points_nowhere_is_found(closed: Path, open_vault: Open) -> None:
    tampered(closed, "UPDATE entry SET meeting_id = 'nowhere' WHERE position = 5")
    with open_vault() as vault:
        assert any("points to a row of meeting" in fault for fault in vault.verify().faults)


def test_a_case_whose_digest_key_is_destroyed_verifies_without_its_digests(
    closed: Path, open_vault: Open, desk: Desk
) -> None:
    tampered(closed, f"DELETE FROM digest_key WHERE case_id = '{desk.case.id}'")
    with open_vault() as vault:
        assert vault.verify().sound


def test_a_thousand_faults_are_counted_not_listed(closed: Path, open_vault: Open) -> None:
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)"
    tampered(closed, f"INSERT INTO panel_day {numbers} SELECT 'p' || i, 1, '2026-01-01', '', '' FROM n")
    with open_vault() as vault:
        faults = vault.verify().faults
    assert len(faults) == 101
    assert faults[-1] == "50 more faults were found."


def test_a_check_tells_how_far_it_is_and_can_be_stopped(closed: Path, open_vault: Open) -> None:
    told: list[tuple[str, int, int]] = []
    with open_vault() as vault:
        whole = vault.verify(lambda part, done, total: told.append((part, done, total)))
        assert whole.sound
        assert list(dict.fromkeys(one[0] for one in told))[:4] == [
            "pages",
            "rows",
            "chain",
            "revisions",
        ]
        stopped = vault.verify(lambda part, done, total: part != "chain")
    assert (stopped.complete, stopped.sound, stopped.faults, stopped.entries) == (False, False, (), 0)


def test_a_check_that_is_interrupted_says_so(desk: Desk) -> None:
    filled(desk)
    with pytest.raises(StoreBug, match="code 9"), desk.vault.reading() as reading:

        def stop(part: str, done: int, total: int) -> None:
            if part == "chain":
                reading.interrupt()

        verification.verify(reading.connection, Mark(0, 0, bytes(32)), stop)
