"""Which schema the database has and how a new one is made. Nothing here needs Alembic."""

from __future__ import annotations

from importlib.resources import files as resources
from typing import Any

KNOWN = ("0001",)
"""Schema revisions this edition knows, oldest first."""
SCRIPTS = "mappa_desk.store:migrations"
"""Where Alembic finds the migrations."""


def head() -> str:
    """The newest schema revision this edition knows."""
    return KNOWN[-1]


def initial_statements() -> tuple[str, ...]:
    """The frozen statements of schema 1."""
    script = resources("mappa_desk.store.migrations.versions").joinpath("r0001_initial.sql")
    text = script.read_text(encoding="utf-8")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return tuple(statement.strip().removesuffix(";") for statement in body.split(";\n\n"))


def make(connection: Any) -> None:
    """Makes schema 1 in an empty database, inside the caller's transaction (driver connection)."""
    for statement in initial_statements():
        connection.execute(statement)
    connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.execute("INSERT INTO alembic_version VALUES (?)", (KNOWN[0],))
