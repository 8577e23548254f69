"""Which schema the database has and how a new one is made. Nothing here needs Alembic."""

from __future__ import annotations

from importlib.resources import files as resources
from typing import Any

KNOWN = ("0001", "0002", "0003", "0004", "0005")
"""Schema revisions this edition knows, oldest first."""
FROZEN = {
    "0001": "r0001_initial.sql",
    "0002": "r0002_live_desk.sql",
    "0003": "r0003_write_up.sql",
    "0004": "r0004_copies.sql",
    "0005": "r0005_between_meetings.sql",
}
"""Where the frozen statements of a revision lie; a new vault is made of them all, in order."""
SCRIPTS = "mappa_desk.store:migrations"
"""Where Alembic finds the migrations."""


def head() -> str:
    """The newest schema revision this edition knows."""
    return KNOWN[-1]


def frozen_statements(revision: str) -> tuple[str, ...]:
    """The frozen statements that bring the schema before to this one."""
    script = resources("mappa_desk.store.migrations.versions").joinpath(FROZEN[revision])
    text = script.read_text(encoding="utf-8")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return tuple(statement.strip().removesuffix(";") for statement in body.split(";\n\n"))


def make(connection: Any) -> str:
    """Makes the newest frozen schema in an empty database and gives its revision.

    Takes a driver connection, whose transaction the caller ends.
    """
    for revision in FROZEN:
        for statement in frozen_statements(revision):
            connection.execute(statement)
    connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
    return revision
