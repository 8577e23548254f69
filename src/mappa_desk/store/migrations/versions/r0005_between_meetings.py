"""Schema 5: actions outside meetings, labels, chases, the ladder, changes, filters, imports."""

from __future__ import annotations

from alembic import op

from mappa_desk.store.schema import frozen_statements

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds tables and a column of the case; actions and their histories are laid anew with more columns."""
    for statement in frozen_statements(revision):
        op.get_bind().exec_driver_sql(statement)
