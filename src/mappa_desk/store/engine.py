"""Connections to the encrypted database. No key is ever part of a URL, a log line or an exception."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, Pool, QueuePool, StaticPool, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

BUSY_MILLISECONDS = 5_000
_STATEMENTS = 1_000
_compiled: LRUCache[Any, Any] = LRUCache(_STATEMENTS)
"""Statements made ready once for this process: reader and writer share them, and so does the next vault.

Like the caches of single engines it holds, in memory alone, what statements were first asked with; the lock
ends the process and this with it.
"""
_READERS = 2
_READER_KIB = 65_536
"""Pages that a reader keeps deciphered: the upper parts of the indexes of a very large vault."""

_SHARED = (
    "PRAGMA cipher_log_level = NONE",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA recursive_triggers = ON",  # without it REPLACE takes rows away past the triggers
)
WRITER_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
)
_READER = ("PRAGMA query_only = ON",)


class AlikeDialect(SQLiteDialect_pysqlite):
    """The driver's dialect, of which one is as good as another: what was compiled for one serves all."""

    driver = "alike"
    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


registry.register("sqlite.alike", __name__, AlikeDialect.__name__)


def connect(path: Path, key: bytes, *, mode: str = "rw") -> Any:
    """A driver connection that can read the database, with our own BEGIN and the pragmas of every use.

    `mode` is "rw", "ro", or "immutable" for a folder that nothing can be written to. The key is 32 bytes.
    Raises the driver's errors, "file is not a database" for a wrong key or a damaged first page.
    """
    query = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    connection = driver.connect(
        f"{path.absolute().as_uri()}?{query}",
        uri=True,
        timeout=BUSY_MILLISECONDS / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _SHARED if mode == "rw" else _SHARED + _READER:
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def writer(path: Path, key: bytes, *, foreign_keys: bool = True) -> Engine:
    """The one writing engine: a single connection, BEGIN IMMEDIATE, durable on commit.

    A migration rebuilds tables and switches foreign keys off for it.
    """

    def creator() -> Any:
        connection = connect(path, key)
        for pragma in WRITER_PRAGMAS:
            connection.execute(pragma)
        if not foreign_keys:
            connection.execute("PRAGMA foreign_keys = OFF")
        return connection

    return _engine(creator, StaticPool, "BEGIN IMMEDIATE")


def reader(path: Path, key: bytes, *, mode: str) -> Engine:
    """An engine of connections that cannot write, each transaction one picture of the record."""

    def creator() -> Any:
        connection = connect(path, key, mode=mode)
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{_READER_KIB}")
        return connection

    return _engine(creator, QueuePool, "BEGIN", pool_size=_READERS, max_overflow=-1)


@contextlib.contextmanager
def reading(path: Path, key: bytes, *, mode: str) -> Iterator[Connection]:
    """One connection that cannot write, in one transaction, closed on leaving."""
    opened = reader(path, key, mode=mode)
    try:
        with opened.connect() as connection:
            yield connection
    finally:
        opened.dispose()


def _engine(creator: Callable[[], Any], pool: type[Pool], begin: str, **options: Any) -> Engine:
    engine = create_engine(
        "sqlite+alike://", creator=creator, module=driver, poolclass=pool, hide_parameters=True, **options
    ).execution_options(compiled_cache=_compiled)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
