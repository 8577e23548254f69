"""A frozen snapshot in, PDF bytes out. No Qt, no store, no services."""
