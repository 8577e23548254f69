"""Schema 3: write-up, drafts for the chair, corrections, contacts, circulation; any kind of document."""

from __future__ import annotations

from alembic import op

from mappa_desk.store.schema import frozen_statements

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds tables; the register of documents is laid anew, row by row, for kinds still to come."""
    for statement in frozen_statements(revision):
        op.get_bind().exec_driver_sql(statement)
