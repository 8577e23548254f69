"""A scroll area that takes the keyboard and says that it is a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea

if TYPE_CHECKING:
    SpokenScroll = QScrollArea
else:
    # Qt gives a plain scroll area no role that a screen reader could say, and looks roles up by the name of
    # the class. This name is the one whose role is "group" and which Qt does not look into.
    SpokenScroll = type("QDialogButtonBox", (QScrollArea,), {"__doc__": "A scroll area, said as a group."})
