"""Schema 2: wording of the vault, remote checks, linked cases, entry traces and the times of items."""

from __future__ import annotations

from alembic import op

from mappa_desk.store.schema import frozen_statements

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds tables alone; no row that is there is touched."""
    for statement in frozen_statements(revision):
        op.get_bind().exec_driver_sql(statement)
