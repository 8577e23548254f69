"""Brings an older database up to date: a copy first, then every migration in one transaction."""

from __future__ import annotations

import contextlib
from pathlib import Path

from mappa_desk.domain.errors import StoreBug, VaultDamaged
from mappa_desk.store import engine, faults, files, schema


def bring_up_to_date(folder: Path, data_key: bytes, stored: str) -> None:
    """Copies the database to `record.db.before-<revision>` and migrates it; both are durable on return.

    A migration that fails leaves the database as it was. Raises DiskFull, VaultDamaged when the copy does not
    read back, and StoreBug or the error of a failing migration.
    """
    with faults.named(folder), faults.named_files():
        back_up(folder, data_key, folder / f"{files.DATABASE}.before-{stored}")
        migrate(folder / files.DATABASE, data_key)


def back_up(folder: Path, data_key: bytes, target: Path) -> None:
    """Copies the database, encrypted under the same key, replacing an older copy of that name.

    SQLCipher goes on past an altered page and the copy's own pages are whole, so its rows are checked.
    Raises the driver's errors, OSError, and VaultDamaged when the database or its copy is damaged.
    """
    target.unlink(missing_ok=True)
    files.make_private_file(target)
    try:
        with (
            contextlib.closing(engine.connect(folder / files.DATABASE, data_key)) as source,
            contextlib.closing(engine.connect(target, data_key)) as copy,
        ):
            source.backup(copy)
            if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise VaultDamaged("The copy before the update does not read back.", where=target.name)
        with target.open("rb+") as written:
            files.sync(written)
        files.sync_folder(folder)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def migrate(database: Path, data_key: bytes) -> None:
    """Runs every migration the database lacks, in one transaction, with foreign keys checked at its end."""
    from alembic import command  # noqa: PLC0415  start-up time: needed once in years
    from alembic.config import Config  # noqa: PLC0415  as above

    config = Config()
    config.set_main_option("script_location", schema.SCRIPTS)
    migrating = engine.writer(database, data_key, foreign_keys=False)
    try:
        with migrating.connect() as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise StoreBug(f"A migration left a row of {broken[0]} pointing nowhere.")
    finally:
        migrating.dispose()
