"""Schema 4: copies with their recall, breaches, requests for minutes, forms that came back."""

from __future__ import annotations

from alembic import op

from mappa_desk.store.schema import frozen_statements

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds tables; the register of documents and the area's form are laid anew with more columns."""
    for statement in frozen_statements(revision):
        op.get_bind().exec_driver_sql(statement)
