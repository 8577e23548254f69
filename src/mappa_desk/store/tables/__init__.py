"""One SQLModel table per kind of record."""
