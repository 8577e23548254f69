"""The guide's pictures of clocks and the escalation ladder: the practice vault as it comes."""

from __future__ import annotations

from pathlib import Path

from guide_pictures import Album
from window_room import WindowRoom


class ClocksAlbum(Album):
    """Looks at what is due, and at who is written to when."""

    def __init__(self, room: WindowRoom, out: Path) -> None:
        super().__init__(room, out)
        self.view.showNormal()
        self.view.resize(1366, 688)

    def tell(self) -> None:
        """The page, in its order."""
        self.go("clocks")
        self.take("clocks")
        self.go("settings", "ladder")
        self.take("ladder")
