"""The schema: frozen as it was, the same as the tables, older vaults brought up to date or left alone."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import make_fixture_vault
import pytest
import sqlcipher3.dbapi2 as driver
from make_fixture_vault import FIXTURES, content
from sqlalchemy import create_engine
from sqlmodel import SQLModel
from vault_help import PASSPHRASE, Desk, Ids, StepClock

from mappa_desk.domain.errors import StoreBug, VaultDamaged, VaultNewer, VaultReadOnly
from mappa_desk.store import engine, files, key, schema, upgrading
from mappa_desk.store.vault import Vault

Open = Callable[..., Vault]
NOW = schema.head()
"""The newest schema, before a made-up one comes after it."""
MACHINERY = re.compile(r"alembic_version|search_index.*")


def schema_of(connection: object) -> dict[str, str]:
    """The tables and indexes of a database as SQL without its spacing, by name."""
    rows = connection.execute(  # type: ignore[attr-defined]  # a driver connection of either kind
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index')"
    ).fetchall()
    return {name: "".join(sql.split()) for name, sql in rows if not MACHINERY.fullmatch(name)}


def test_the_frozen_schema_is_that_of_the_tables() -> None:
    with closing(driver.connect(":memory:", isolation_level=None)) as frozen:
        schema.make(frozen)
        expected = create_engine("sqlite://")
        with expected.connect() as connection:
            SQLModel.metadata.create_all(connection)
            raw = connection.connection.driver_connection
            assert schema_of(frozen) == schema_of(raw)
        expected.dispose()


_STORED = "SELECT version_num FROM alembic_version"
_EVERYTHING = (
    "SELECT type, name, sql FROM sqlite_schema"
    " WHERE name NOT LIKE '%alembic%' AND name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
)


def test_the_frozen_migration_makes_the_same_as_a_new_vault(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made.db", tmp_path / "migrated.db"
    data_key = key.new_data_key()
    with closing(driver.connect(str(made), isolation_level=None)) as connection:
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        schema.make(connection)
        whole = connection.execute(_EVERYTHING).fetchall()
    files.make_private_file(migrated)
    upgrading.migrate(migrated, data_key)
    with closing(engine.connect(migrated, data_key)) as connection:
        again = connection.execute(_EVERYTHING).fetchall()
        assert connection.execute(_STORED).fetchone() == (schema.head(),)
    assert [row for row in again if "alembic" not in row[1]] == [
        row for row in whole if "alembic" not in row[1]
    ]


@pytest.mark.parametrize("fixture", sorted(FIXTURES.iterdir()), ids=lambda path: path.name)
def test_a_vault_of_each_schema_opens_with_everything_in_it(
    fixture: Path, tmp_path: Path, clock: StepClock, new_id: Ids
) -> None:
    folder = tmp_path / "vault"
    shutil.copytree(fixture, folder)
    with Vault.open(folder, make_fixture_vault.PASSPHRASE, clock=clock, new_id=new_id) as vault:
        assert vault.verify().sound
        with vault.reading() as reading:
            held = content(Ids(), fixture.name.removeprefix("schema_"))
            for record in held:
                kept = dataclasses.replace(record, revision=1)
                assert reading.get(type(record), record.id) == kept
                assert reading.revisions(type(record), record.id)[0].body == kept
            assert [draft.text for draft in reading.drafts()] == ["half a li"]
            assert len(reading.steps("meeting")) == 1
            assert len(reading.audit()) == len(held)


def test_there_is_a_fixture_of_each_schema() -> None:
    assert {path.name for path in FIXTURES.iterdir()} == {f"schema_{revision}" for revision in schema.KNOWN}


MIGRATION = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{revision}", "{before}", None, None
def upgrade():
    with op.batch_alter_table("person") as people:
        people.add_column(sa.Column("pronoun", sa.String(), nullable=False, server_default=""))
    {then}
"""


@pytest.fixture
def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes believe that this edition knows a schema 9999, whose migration ends as told."""

    def known(then: str = "pass") -> None:
        scripts = tmp_path / "scripts"
        shutil.rmtree(scripts, ignore_errors=True)
        shutil.copytree(Path(upgrading.__file__).parent / "migrations", scripts)
        text = MIGRATION.format(revision="9999", before=schema.head(), then=then)
        (scripts / "versions" / "r9999_made_up.py").write_text(text)
        monkeypatch.setattr(schema, "SCRIPTS", str(scripts))
        monkeypatch.setattr(schema, "KNOWN", (*schema.KNOWN, "9999"))

    return known


def test_an_older_vault_is_copied_and_brought_up_to_date(
    desk: Desk, folder: Path, open_vault: Open, next_schema: Callable[..., None]
) -> None:
    kept = desk.keep()
    desk.vault.close()
    next_schema()
    with pytest.raises(VaultReadOnly, match="older edition"):
        open_vault(read_only=True)
    with open_vault() as vault:
        assert vault.verify().sound
        with vault.reading() as reading:
            assert reading.get(type(kept), kept.id) == kept
            columns = reading.connection.exec_driver_sql("SELECT pronoun FROM person").keys()
            assert list(columns) == ["pronoun"]
    copy = folder / f"record.db.before-{NOW}"
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(engine.connect(copy, key.unwrap(folder, PASSPHRASE))) as before:
        assert before.execute(_STORED).fetchone() == (NOW,)
        assert before.execute("SELECT text FROM entry").fetchall() == [(kept.text,)]
    open_vault().close()


def test_the_copy_of_an_earlier_try_is_replaced(
    desk: Desk, folder: Path, open_vault: Open, next_schema: Callable[..., None]
) -> None:
    desk.vault.close()
    (folder / f"record.db.before-{NOW}").write_bytes(b"an earlier try")
    next_schema()
    open_vault().close()
    assert (folder / f"record.db.before-{NOW}").stat().st_size > 100_000


@pytest.mark.parametrize(
    ("then", "named"),
    [
        ("raise LookupError", LookupError),
        ("op.execute('INSERT INTO nowhere VALUES (1)')", StoreBug),
        (
            "op.execute(\"INSERT INTO closed_part VALUES ('x', 1, 'nowhere', '', '', '[]', '')\")",
            StoreBug,
        ),
    ],
)
def test_a_migration_that_fails_leaves_the_vault_as_it_was(
    *,
    desk: Desk,
    folder: Path,
    open_vault: Open,
    next_schema: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    then: str,
    named: type[Exception],
) -> None:
    kept = desk.keep()
    desk.vault.close()
    next_schema(then)
    with pytest.raises(named):
        open_vault()
    monkeypatch.undo()
    with open_vault() as vault:
        assert vault.verify().sound
        with vault.reading() as reading:
            assert reading.all(type(kept)) == (kept,)
            assert reading.connection.exec_driver_sql("SELECT * FROM person").keys()._keys[-1] == "holds_keys"


def test_a_new_vault_is_made_with_the_newest_schema(
    make_vault: Callable[[], Vault], folder: Path, next_schema: Callable[..., None]
) -> None:
    next_schema()
    with make_vault() as vault, vault.reading() as reading:
        assert (
            reading.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999"
        )
    assert not (folder / f"record.db.before-{NOW}").exists()


@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_vault_of_a_newer_edition_is_refused_without_touching_a_byte(
    *, desk: Desk, folder: Path, tmp_path: Path, open_vault: Open, killed: bool, read_only: bool
) -> None:
    with desk.vault.writing(by="chair") as uow:
        uow.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '99999'")
        uow.note("printed")
    left = tmp_path / "left"
    shutil.copytree(folder, left)
    desk.vault.close()
    if killed:
        shutil.rmtree(folder)
        left.rename(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".db-shm"}
    with pytest.raises(VaultNewer):
        open_vault(read_only=read_only)
    for name, content_before in before.items():
        if name not in (files.LOCK, files.HOLDER):
            assert (folder / name).read_bytes() == content_before, name


def test_a_vault_without_a_schema_revision_is_refused(desk: Desk, open_vault: Open) -> None:
    with desk.vault.writing(by="chair") as uow:
        uow.connection.exec_driver_sql("DELETE FROM alembic_version")
        uow.note("printed")
    desk.vault.close()
    with pytest.raises(VaultDamaged):
        open_vault()


def test_a_copy_that_does_not_hold_together_stops_the_migration(
    desk: Desk, folder: Path, open_vault: Open, next_schema: Callable[..., None]
) -> None:
    with desk.vault.writing(by="chair") as uow:
        uow.connection.exec_driver_sql("PRAGMA writable_schema = ON")
        uow.connection.exec_driver_sql("DELETE FROM sqlite_schema WHERE name = 'entry_meeting'")
        uow.note("printed")
    desk.vault.close()
    next_schema()
    with pytest.raises(VaultDamaged) as damaged:
        open_vault()
    assert damaged.value.where == f"record.db.before-{NOW}"
    assert not (folder / f"record.db.before-{NOW}").exists()


def test_no_altered_page_is_copied_as_an_empty_one(desk: Desk, folder: Path, tmp_path: Path) -> None:
    desk.keep("word " * 4_000)
    desk.vault.close()
    database, copy, data_key = folder / files.DATABASE, tmp_path / "copy", key.unwrap(folder, PASSPHRASE)
    whole = database.read_bytes()
    for end in range(len(whole), len(whole) - 12 * 4096, -4096):
        database.write_bytes(whole[: end - 100] + b"\1\2" + whole[end - 98 :])
        with pytest.raises((VaultDamaged, driver.DatabaseError)):
            upgrading.back_up(folder, data_key, copy)
        assert not copy.exists()
    database.write_bytes(whole)
    upgrading.back_up(folder, data_key, copy)


def test_a_copy_that_does_not_read_back_stops_the_migration(
    desk: Desk, folder: Path, open_vault: Open, next_schema: Callable[..., None]
) -> None:
    desk.vault.close()
    database = folder / files.DATABASE
    whole = database.read_bytes()
    middle = len(whole) - 100
    database.write_bytes(whole[:middle] + b"\0" + whole[middle + 1 :])
    next_schema()
    with pytest.raises(VaultDamaged):
        open_vault()
    assert not (folder / f"record.db.before-{NOW}").exists()
    database.write_bytes(whole)
    open_vault().close()
