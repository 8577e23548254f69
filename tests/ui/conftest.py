"""What the window's tests share: a dressed program and jobs that wait for a word."""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from chase_room import make_vault as make_chase_vault
from desk_room import DeskRoom, copied, make_vault, running_vault
from desk_room import SteadyClock as DayClock
from filelock import FileLock
from hands import Hands
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from review_room import REVIEW_DAY, make_review
from tracker_room import TrackerHands
from window_room import PASSPHRASE, SteadyClock, WindowRoom
from write_up_hands import THREE

from mappa_desk.store.vault import KeyCost
from mappa_desk.ui import theme
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.tracker import TrackerPage
from mappa_desk.ui.tracker_state import TrackerState
from mappa_desk.ui.widgets.write_up_page import WriteUpPage
from mappa_desk.wiring import Wiring


class QueuedJobs:
    """Jobs for tests: everything waits until `run_all`, then runs here, in order, on this thread."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[Callable[[], Any], Callable[[Any], None], QObject | None]] = deque()
        self.drained = False

    def store(self, fn, done, owner=None) -> None:
        self.waiting.append((fn, done, owner))

    def work(self, fn, done, owner=None) -> None:
        self.waiting.append((fn, done, owner))

    def drain(self) -> None:
        self.run_all()
        self.drained = True

    def run_all(self) -> int:
        """Run everything that waits, also what it asks for in turn. Gives how many ran."""
        count = 0
        while self.waiting:
            fn, done, owner = self.waiting.popleft()
            try:
                result = Ok(fn())
            except Exception as error:
                result = Err(error)
            if owner is None or shiboken6.isValid(owner):
                done(result)
            count += 1
        return count


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The program is made with the one style it is drawn in."""
    return ["mappa-desk", *theme.STYLE]


@pytest.fixture(scope="session")
def filled_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled practice vault, closed, the same for all processes of a run; tests take a copy of it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "filled-practice"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            unready = folder.with_name("filled-unready")
            shutil.rmtree(unready, ignore_errors=True)
            wiring = Wiring(data_folder=own, clock=SteadyClock(), key_cost=KeyCost.cheap())
            wiring.create(unready, PASSPHRASE, practice=True)
            wiring.close()
            unready.rename(folder)
    return folder


@pytest.fixture(scope="session")
def chase_cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault of three cases in the middle of their lives, closed; tests take a copy of it."""
    folder = tmp_path_factory.mktemp("chase") / "vault"
    make_chase_vault(folder, cases=3)
    return folder


@pytest.fixture
def room(qapp: QApplication, dressed: QApplication, tmp_path: Path) -> Iterator[WindowRoom]:
    """A folder, its wiring and its programs, without any vault."""
    made = WindowRoom(qapp, tmp_path)
    yield made
    made.close()


@pytest.fixture
def filled_room(room: WindowRoom, filled_vault: Path) -> WindowRoom:
    """The same with a filled practice vault in its place."""
    shutil.copytree(filled_vault, room.wiring.default_folder(practice=True))
    return room


@pytest.fixture
def hands(filled_room: WindowRoom) -> Hands:
    """Somebody at the keyboard of an open practice vault, at the start page."""
    return Hands(filled_room)


@pytest.fixture(scope="module")
def tracker_office(
    qapp: QApplication, filled_vault: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hands]:
    """One open office for all tests of a file on the tracker."""
    theme.apply(qapp, scheme="light", scale=1.0)
    room = WindowRoom(qapp, tmp_path_factory.mktemp("tracker"))
    shutil.copytree(filled_vault, room.wiring.default_folder(practice=True))
    hands = TrackerHands(room)
    hands.view.resize(1366, 688)
    hands.view.showNormal()
    yield hands
    room.close()


@pytest.fixture
def tracker(tracker_office: Hands) -> Iterator[TrackerPage]:
    """The tracker with every open action, by agency, the cursor on the first."""
    shell = tracker_office.shell
    shell.navigate("start")
    state = shell._make._tracker
    state.__dict__.update({**TrackerState().__dict__, "_keep": state._keep})
    tracker_office.go("actions")
    yield shell.page
    if shell.place[0] == "actions":
        shell.page.side.cancel()


@pytest.fixture
def queued_jobs() -> QueuedJobs:
    """Jobs that wait for a word."""
    return QueuedJobs()


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The program in light colours at 100 % text."""
    theme.apply(qapp, scheme="light", scale=1.0)
    yield qapp
    theme.apply(qapp, scheme="light", scale=1.0)


@pytest.fixture(scope="session")
def planned_meeting(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with a planned meeting and the meeting's id; tests take a copy of it."""
    folder = tmp_path_factory.mktemp("planned") / "vault"
    return folder, make_vault(folder)


@pytest.fixture(scope="session")
def running_meeting(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The same with the meeting begun and its people here."""
    folder = tmp_path_factory.mktemp("running") / "vault"
    return folder, running_vault(folder)


@pytest.fixture
def begun_desk(
    dressed: QApplication, planned_meeting: tuple[Path, str], tmp_path: Path
) -> Iterator[DeskRoom]:
    """A desk whose meeting was begun by its command, the caret in the line."""
    folder, meeting_id = planned_meeting
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    room.page.commands()["start_meeting"]()
    room.idle()
    yield room
    room.close()


@pytest.fixture
def item_desk(begun_desk: DeskRoom) -> DeskRoom:
    """The same with the second item shown."""
    begun_desk.press("Ctrl+PgDown")
    begun_desk.idle()
    return begun_desk


@pytest.fixture
def running_desk(
    dressed: QApplication, running_meeting: tuple[Path, str], tmp_path: Path
) -> Iterator[DeskRoom]:
    """A desk opened on a meeting that runs with its people in the room."""
    folder, meeting_id = running_meeting
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id).show()
    yield room
    room.close()


@pytest.fixture
def running_item_desk(running_desk: DeskRoom) -> DeskRoom:
    """The same with the second item shown."""
    running_desk.press("Ctrl+PgDown")
    running_desk.idle()
    return running_desk


@pytest.fixture(scope="session")
def planned_review(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with a planned review after a held meeting, and the review's id."""
    folder = tmp_path_factory.mktemp("review") / "vault"
    return folder, make_review(folder)


@pytest.fixture
def review_desk(
    dressed: QApplication, planned_review: tuple[Path, str], tmp_path: Path
) -> Iterator[DeskRoom]:
    """The review on the desk, not yet started."""
    folder, meeting_id = planned_review
    room = DeskRoom(copied(folder, tmp_path / "vault"), meeting_id, clock=DayClock(REVIEW_DAY)).show()
    yield room
    room.close()


@pytest.fixture
def begun_review(review_desk: DeskRoom) -> DeskRoom:
    """The same while the meeting runs."""
    review_desk.page.commands()["start_meeting"]()
    review_desk.idle()
    return review_desk


@pytest.fixture
def write_up_page(dressed: QApplication, qtbot) -> WriteUpPage:
    """The write-up page with a few paragraphs and the keyboard in it."""
    made = WriteUpPage()
    qtbot.addWidget(made)
    made.resize(842, 596)
    made.show()
    made.show(THREE)
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.editor().hasFocus)
    return made
