"""A program at the morning's chase, over cases in the middle of their lives."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hands import CTRL, Hands
from PySide6.QtCore import Qt
from window_room import MORNING, WindowRoom

from mappa_desk.domain.actions import Action, ActionState, Channel
from mappa_desk.domain.chasing import ChangeKind
from mappa_desk.services.action_lives import mark_action
from mappa_desk.services.cases import list_cases
from mappa_desk.services.chasing import told_now
from mappa_desk.services.urgent_changes import add_change
from mappa_desk.services.work import Work
from mappa_desk.ui.chase import ChasePage
from mappa_desk.ui.models.chase import Part

sys.path.append(str(Path(__file__).parent.parent / "journeys"))
from thirty_cases import PASSPHRASE, make

TODAY: date = MORNING.date()


def make_vault(folder: Path, *, cases: int = 4) -> None:
    """A vault of so many cases, as of this morning."""
    make(folder, cases=cases, today=TODAY)


def add_news(work: Work) -> None:
    """Something for every part: an action that waits for no minutes, one that was told, a change."""
    with work.reading() as reading:
        held = [one for one in reading.all(Action, order_by="tag") if one.state is ActionState.OPEN]
    for action in held[:3]:
        mark_action(work, action_ids=[action.id], labels_add=["victim-safety"])
    told_now(work, action_ids=[held[2].id], how=Channel.TELEPHONE, to_whom="Sgt Owen Price")
    row = list_cases(work)[0]
    add_change(
        work,
        case_id=row.case.id,
        change_kind=ChangeKind.ADDRESS_LOST,
        happened_on=TODAY,
        text="The landlord has given notice; the last night is Friday.",
        told_by="Carys Bevan-Jones",
        came_by=Channel.TELEPHONE,
    )


class ChaseRoom(WindowRoom):
    """A folder with such a vault in the place of the practice vault."""

    def fill(self, *, cases: int = 30) -> None:
        """Make the vault."""
        folder = self.wiring.default_folder(practice=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        make_vault(folder, cases=cases)

    def opened_at_chase(self) -> Hands:
        """Somebody at the keyboard, at the chase, with something in every part."""
        self.passphrase = PASSPHRASE
        hands = Hands(self)
        add_news(hands.work)
        hands.go("chase")
        return hands

    def walk(self, hands: Hands, grab: Callable[[str], None]) -> None:
        """Go through everything that can be done and take a picture of each."""
        page = hands.shell.page
        grab("list")
        for part in (Part.CALLS, Part.LADDER, Part.ANSWERS, Part.CHANGES):
            page._go_to(part)
            grab(part.value)
        page._go_to(Part.CALLS)
        hands.press(Qt.Key.Key_Space)
        hands.press(Qt.Key.Key_Right)
        grab("ticked")
        hands.press(Qt.Key.Key_Return)
        grab("call")
        self._call_in_hand(hands, grab)
        hands.press(Qt.Key.Key_Escape)
        hands.press(Qt.Key.Key_R)
        card = page.replies._pane.cards[0]
        page.replies._pane.paste.insertPlainText(
            f"Good morning.\n{card.number}: done on Friday, the letter is with you.\n"
        )
        grab("reply")
        page.replies._pane.cards[0].outcome.setFocus()
        grab("reply-card")
        for outcome, day, name in (
            ("done", "fri", "done"),
            ("redated", "31/12", "date"),
            ("transferred", "", "owner"),
        ):
            card = page.replies._pane.cards[0]
            card.outcome.setCurrentIndex(card.outcome.findData(outcome))
            (card.on if outcome == "done" else card.due).setText(day)
            grab(f"reply-{name}")
        hands.press(Qt.Key.Key_Escape)
        if hands.shell.asks_before_leaving():
            hands.shell.clear_banner("unkept")
        page.side.close()
        page._go_to(Part.DO_NOW)
        hands.press(Qt.Key.Key_A)
        hands.press(Qt.Key.Key_Return)
        page.undo.tell("Told: LAN-0616-M01-01.", "Open the case", lambda: None)
        hands.press(Qt.Key.Key_Return, CTRL)
        page.side.sheet.show_error("Say who was told, by name or by the office that took it down.", "to_whom")
        grab("tell-many")
        page.undo.close()
        page.side.close()
        hands.press(Qt.Key.Key_Escape)
        for part, name in ((Part.DO_NOW, "tell"), (Part.LADDER, "climb"), (Part.ANSWERS, "ask-again")):
            page._go_to(part)
            hands.press(Qt.Key.Key_Return)
            grab(name)
            page.side.close()
        page._go_to(Part.ANSWERS)
        hands.press(Qt.Key.Key_R)
        grab("answer")
        page.side.close()
        hands.press(Qt.Key.Key_N)
        hands.settle()
        grab("change")
        page.side.close()
        page._go_to(Part.CHANGES)
        hands.press(Qt.Key.Key_Return)
        hands.settle()
        grab("arrange")
        page.side.close()

    def _call_in_hand(self, hands: Hands, grab: Callable[[str], None]) -> None:
        """The folder that is not there, and a call half way, which is not sent in truth."""
        page = hands.shell.page
        sheet = page.side.sheet
        sheet._inputs["folder"].setText(str(self.folder / "Calls" / "November"))
        hands.press(Qt.Key.Key_Return, CTRL)
        grab("folder")
        far = page.side.watch(page.doings._calls._told, 50)
        page.side._watch.show_on(sheet, page.say)
        sheet.set_busy(True)
        sheet._ui.error_label.hide()
        far.go_on(12, 50)
        page.side._watch.look()
        grab("calling")
        page.side.leave()
        grab("stopping")
        page.side._watch.end()
        sheet.set_busy(False)


def page_of(hands: Hands) -> ChasePage:
    """The page of the chase."""
    page = hands.shell.page
    assert isinstance(page, ChasePage)
    return page


def to_part(hands: Hands, part: Part) -> None:
    """To a part by its digit."""
    hands.type(str(list(Part).index(part) + 1))
    hands.settle()
    row = page_of(hands).view.current()
    assert row is not None and row.part is part
