"""A chair's meeting in the real window on a real display, by keys alone, through a lock and back."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("an X display is a thing of Linux", allow_module_level=True)

from journey_screen import Screen, screen, until

from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.views import DeskView
from mappa_desk.services.desk import desk_view
from mappa_desk.services.people import keyholders
from mappa_desk.services.work import Work
from mappa_desk.store.key import KeyCost
from mappa_desk.wiring import PRACTICE_PASSPHRASE, Wiring

pytestmark = pytest.mark.display
SAID = "He was seen twice on Mill Lane this week."
WHAT = "ring the landlord"
HALF, REST = "His sister will let him st", "ay until Monday."


@dataclass
class Chair:
    """Somebody at the keys of the program, and a second connection that looks into the vault."""

    screen: Screen
    vault: Path
    window: int = 0
    process: int = 0

    def unlock(self, *, after: int = 0) -> None:
        """Types the passphrase into the unlock window, says who is at the keys and waits for the office."""
        gate, self.process = self.screen.window("the unlock window", of_another_than=after)
        self.screen.type(PRACTICE_PASSPHRASE)
        self.screen.press("Return")
        until("the vault is open", self.is_open)
        self.screen.window("who is at the keys")
        self.screen.press("Tab", "Tab", "space")
        self.window, again = self.screen.window("the office", besides=gate)
        assert again == self.process

    def do(self, command: str) -> None:
        """Gives a command by the palette."""
        self.screen.press("ctrl+k")
        self.rest()
        self.screen.type(command)
        self.rest()
        self.screen.press("Return")

    def say(self, line: str) -> None:
        """Types a line and keeps it."""
        self.screen.type(line)
        self.screen.press("Return")

    def rest(self) -> None:
        """Waits until the window has nothing to do."""
        assert self.screen.window("the window")[1] == self.process

    def is_open(self) -> bool:
        """True while a process holds the vault open for writing."""
        return (self.vault / "holder").exists()

    def kept(self) -> DeskView:
        """The meeting as it is on the disk."""
        with self.looking() as work:
            with work.reading() as reading:
                planned = reading.all(Meeting, planned_on=work.today(), planned_at="10:00")
            return desk_view(work, meeting_id=planned[0].id)

    def drafts(self) -> set[str]:
        """What is half typed, as it is on the disk."""
        with self.looking() as work, work.reading() as reading:
            return {draft.text for draft in reading.drafts()}

    @contextlib.contextmanager
    def looking(self, *, read_only: bool = True) -> Iterator[Work]:
        """A second connection; one that reads may stand beside the program that holds the vault open."""
        wiring = Wiring(data_folder=self.vault.parent)
        try:
            yield wiring.open(self.vault, PRACTICE_PASSPHRASE, read_only=read_only)
        finally:
            wiring.close()


@pytest.fixture
def chair(tmp_path: Path) -> Iterator[Chair]:
    """A practice vault with meetings of today, and a screen with nothing on it."""
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if missing:
        pytest.skip(
            f"{' and '.join(missing)} not installed; packaging/system-packages.txt names the packages"
        )
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    vault = tmp_path / "vault"
    wiring = Wiring(data_folder=tmp_path, key_cost=KeyCost.cheap())
    wiring.create(vault, PRACTICE_PASSPHRASE, practice=True)
    wiring.close()
    with screen(home) as shown:
        yield Chair(shown, vault)


def test_a_meeting_by_keys_through_a_lock_and_back(chair: Chair) -> None:
    first = chair.screen.start("open", chair.vault)
    chair.screen.window("the unlock window")
    chair.say("not the passphrase")
    chair.screen.window("the unlock window, still")
    assert not chair.is_open()
    chair.unlock()

    chair.screen.press("space")  # on the desk of the first meeting of today
    chair.rest()
    chair.do("start the meeting")
    until("the meeting runs", lambda: chair.kept().meeting.state is MeetingState.RUNNING)
    begun = chair.kept()
    chair.rest()

    chair.say(f"pol: {SAID}")
    until("the line is kept", lambda: len(chair.kept().entries) == 1)
    chair.say(f"@hsg {WHAT} by friday")
    until("the action is kept", lambda: len(chair.kept().entries) == 2)
    chair.screen.press("ctrl+Next")
    until("one item on", lambda: chair.kept().meeting.current_item == begun.items[1].code)
    chair.screen.press("ctrl+Next")
    until("two items on", lambda: chair.kept().meeting.current_item == begun.items[2].code)

    chair.screen.type(HALF)
    until("the half-typed line is kept", lambda: HALF in chair.drafts())
    chair.screen.press("ctrl+l")
    assert first.wait(60) == 0
    chair.screen.window("a fresh unlock window", of_another_than=first.pid)
    assert not chair.is_open()
    chair.unlock(after=first.pid)
    told = Path(f"/proc/{chair.process}/environ").read_bytes().split(b"\0")
    assert b"MAPPA_DESK_AFTER_LOCK=running" in told
    assert not [words for words in told if b"Mill" in words or PRACTICE_PASSPHRASE.encode() in words]

    chair.say(REST)
    until("the line is kept after the lock", lambda: len(chair.kept().entries) == 3)
    locked = chair.process
    chair.screen.press("ctrl+l")
    chair.screen.window("the last unlock window", of_another_than=locked)
    assert not chair.is_open()
    assert chair.screen.complaints == ""
    everything_is_kept(chair, begun)


def everything_is_kept(chair: Chair, begun: DeskView) -> None:
    """Opens the vault anew, with all the checks of that, and looks whether all is there and signed."""
    with chair.looking(read_only=False) as work, work.reading() as reading:
        found = desk_view(work, meeting_id=begun.meeting.id)
        signers = {reading.revisions(Entry, entry.id)[0].by for entry in found.entries}
        assert signers == {keyholders(work)[0].id}
        assert work.vault.verify().sound
    said, action, after_lock = found.entries
    assert (said.text, said.agency, said.item) == (SAID, "pol", begun.items[0].code)
    assert (action.entry_kind, action.item) == (EntryKind.ACTION, begun.items[0].code)
    (made,) = (one for one in found.actions if one.entry_id == action.id)
    assert (made.text, made.owner_agency) == (WHAT, "hsg")
    assert made.deadline.on is not None and made.deadline.on.weekday() == 4
    assert (after_lock.text, after_lock.item) == (HALF + REST, begun.items[2].code)
    assert found.meeting.current_item == begun.items[2].code
    assert chair.drafts() == set()
