"""The pictures of the morning's chase in the guide: cases in the middle of their lives."""

from __future__ import annotations

from pathlib import Path

from chase_room import ChaseRoom, add_news
from guide_pictures import Album
from PySide6.QtCore import Qt

from mappa_desk.ui import theme
from mappa_desk.ui.models.chase import Part


class ChaseAlbum(Album):
    """Looks at the morning, calls the agencies, and keys a reply that was pasted."""

    def __init__(self, room: ChaseRoom, out: Path) -> None:
        super().__init__(room, out)
        add_news(self.work)
        self.view.showNormal()
        self.view.resize(1366, 688)
        self.go("chase")

    def tell(self) -> None:
        """The page, in its order."""
        self.take("chase")
        for scheme in ("dark", "light"):
            theme.apply(self.room.app, scheme=scheme, scale=1.0)
            self.rest()
            if scheme == "dark":
                self.take("chase-dark")
        page = self.page
        page.view.go_to_part(Part.CALLS)
        self.press(Qt.Key.Key_A)
        self.press(Qt.Key.Key_Return)
        page.side.sheet._inputs["folder"].setText("~/MAPPA calls")
        self.take("chase-call")
        page.side.close()
        self.press(Qt.Key.Key_R)
        pane = page.replies._pane
        said = "The hearing is on 14 December; the letter of the court is with you."
        pane.paste.insertPlainText(f"Good morning.\n{pane.cards[0].number}: done on Friday. {said}\n")
        pane.cards[0].outcome.setFocus()
        self.take("chase-reply")
        page.side.close()
