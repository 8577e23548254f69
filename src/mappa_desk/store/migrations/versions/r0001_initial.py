"""Schema 1: every kind of record, its revisions, the audit chain and the full-text index.

The statements lie beside this module, frozen. `downgrade` does not exist: the copy made before a migration
is the way back.
"""

from __future__ import annotations

from alembic import op

from mappa_desk.store.schema import frozen_statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes everything in an empty database."""
    for statement in frozen_statements(revision):
        op.get_bind().exec_driver_sql(statement)
