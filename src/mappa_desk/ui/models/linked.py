"""Linked people as the desk tells of them."""

from __future__ import annotations

from mappa_desk.domain.views import DeskView
from mappa_desk.ui.models.desk_notes import NoteLine
from mappa_desk.ui.models.desk_words import tr


def linked_lines(view: DeskView) -> tuple[NoteLine, ...]:
    """One line for each person who is discussed together with this one."""
    return tuple(
        NoteLine(
            f"linked:{one.link_id}",
            tr("Linked with {reference}").format(reference=one.reference),
            one.why,
            "",
            "people",
        )
        for one in view.linked
    )
