"""A frozen snapshot in, PDF bytes out. No Qt, no store, no services."""

from mappa_desk.documents import reportlab_guard as reportlab_guard
