"""While the vault's disk is full: the banner's two actions, and a sealed copy in another place."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from desk_room import PASSPHRASE, DeskRoom, running_vault

from mappa_desk.domain.elsewhere import WordsState
from mappa_desk.domain.errors import DiskFull, DiskGone, FileRefused, VaultReadOnly, WrongPassphrase
from mappa_desk.services import closed_parts
from mappa_desk.services.elsewhere import read_by_passphrase, read_elsewhere
from mappa_desk.ui.elsewhere import Elsewhere
from mappa_desk.ui.shell_faults import banner_for

DISK = 8 * 1024 * 1024


@dataclass
class Answers:
    """Answers the file dialogs for the user."""

    save: Path | None = None
    found: tuple[Path, ...] = ()
    titles: list[str] = field(default_factory=list)

    def ask_save(self, _parent, title, suggested, _suffix) -> Path | None:
        self.titles.append(title)
        return self.save / suggested if self.save is not None else None

    def ask_open(self, _parent, _title, _suffix) -> tuple[Path, ...]:
        return self.found


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault that was made once for this file."""
    folder = tmp_path_factory.mktemp("elsewhere") / "vault"
    return folder, running_vault(folder)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own; where none can be mounted there is nothing to try."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("a small disk can be mounted by root alone")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    """The user saves to a stick."""
    (tmp_path / "stick").mkdir()
    return Answers(tmp_path / "stick")


@pytest.fixture
def desk(dressed, template, disk, answers) -> Iterator[DeskRoom]:
    """A running meeting whose vault lies on the small disk."""
    folder, meeting_id = template
    room = DeskRoom(Path(shutil.copytree(folder, disk / "vault")), meeting_id)
    room.page.elsewhere._files = answers
    room.show()
    room.say("pol: kept before")
    room.idle()
    yield room
    (disk / "ballast").unlink(missing_ok=True)
    room.page.state.outbox.retry()
    room.idle()
    room.close()


def fill(disk: Path) -> None:
    """Leave no byte of room."""
    with (disk / "ballast").open("wb", buffering=0) as file, pytest.raises(OSError, match="space"):
        while True:
            file.write(b"\0" * 4096)


def type_on_a_full_disk(desk: DeskRoom, disk: Path) -> None:
    """An entry, an action and a change that wait, and half a line."""
    fill(disk)
    desk.say("hsg: two addresses in view")
    desk.say("@hsg confirm the tenancy by friday")
    desk.press("Up")
    desk.press("Home")
    desk.press("F2")
    desk.type(" and changed")
    desk.press("Return")
    desk.press("Esc")
    desk.type("half a li")
    desk.until(lambda: desk.shell.unkept == 3)


def test_what_waits_goes_sealed_into_another_place_and_stays_on_the_screen(desk, disk, answers):
    type_on_a_full_disk(desk, disk)
    focus = desk.focus()
    desk.page.elsewhere.save()
    desk.until(lambda: list(answers.save.glob("*.mappawords")))
    desk.until(lambda: str(answers.save) in desk.page.panel.capture.said())
    assert desk.focus() is focus is desk.line
    assert desk.line.toPlainText() == "half a li"
    (file,) = answers.save.glob("*.mappawords")
    assert file.name == f"lan-0417-m01-{file.stem[-4:]}.mappawords" and file.stat().st_mode & 0o077 == 0
    content = file.read_bytes()
    assert not any(word in content for word in (b"addresses", b"tenancy", b"half", b"changed"))
    copy = read_by_passphrase(source=file, passphrase=PASSPHRASE)
    assert [(words.state, words.text, words.speaker) for words in copy.words] == [
        (WordsState.ENTRY, "two addresses in view", "Housing"),
        (WordsState.ENTRY, "@hsg confirm the tenancy by friday", copy.words[1].speaker),
        (WordsState.CHANGE, "kept before and changed", "Police"),
        (WordsState.HALF_TYPED, "half a li", copy.words[3].speaker),
    ]
    assert all(words.item_title for words in copy.words) and len(desk.page.state.waiting) == 2
    with pytest.raises(WrongPassphrase):
        read_by_passphrase(source=file, passphrase="another")


def test_the_copy_comes_back_once_and_in_one_step(desk, disk, answers):
    type_on_a_full_disk(desk, disk)
    desk.page.elsewhere.save()
    desk.until(lambda: list(answers.save.glob("*.mappawords")))
    (file,) = answers.save.glob("*.mappawords")
    answers.found = (file,)
    (disk / "ballast").unlink()
    desk.page.state.outbox.retry()
    desk.idle()
    before = [entry.text for entry in desk.kept().entries]
    assert len(before) == 3 and before[0] == "kept before and changed"
    desk.page.elsewhere.take_in()
    desk.until(lambda: "taken in" in desk.page.panel.capture.said())
    assert desk.page.panel.capture.said() == "1 entry taken in. 3 stood in the record already."
    assert [entry.text for entry in desk.kept().entries] == [*before, "half a li"]
    desk.page.elsewhere.take_in()
    desk.until(lambda: "Nothing was taken in" in desk.page.panel.capture.said())
    desk.page.record.undo()
    desk.until(lambda: [entry.text for entry in desk.kept().entries] == before)


def test_words_lost_with_the_vault_s_disk_are_filed_where_they_belonged(dressed, template, tmp_path, answers):
    """The laptop died before there was room: the copy is taken into the vault as it was kept."""
    folder, meeting_id = template
    first = DeskRoom(Path(shutil.copytree(folder, tmp_path / "first")), meeting_id)
    first.page.elsewhere._files = answers
    first.show()
    first.line.setPlainText("pol: seen twice")
    first.page.elsewhere.save()
    first.until(lambda: list(answers.save.glob("*.mappawords")))
    first.close()
    second = DeskRoom(Path(shutil.copytree(folder, tmp_path / "second")), meeting_id)
    second.page.elsewhere._files = answers
    second.show()
    answers.found = tuple(answers.save.glob("*.mappawords"))
    second.page.elsewhere.take_in()
    second.idle()
    second.until(lambda: second.kept().entries)
    assert [entry.text for entry in second.kept().entries] == ["pol: seen twice"]
    second.close()


@pytest.mark.parametrize("damage", ["cut", "turned", "other"])
def test_a_file_that_is_not_whole_is_refused_in_words(dressed, template, tmp_path, answers, damage):
    folder, meeting_id = template
    desk = DeskRoom(Path(shutil.copytree(folder, tmp_path / "vault")), meeting_id)
    desk.page.elsewhere._files = answers
    desk.show()
    desk.type("a line")
    desk.page.elsewhere.save()
    desk.until(lambda: list(answers.save.glob("*.mappawords")))
    (file,) = answers.save.glob("*.mappawords")
    content = bytearray(file.read_bytes())
    if damage == "turned":
        content[-1] ^= 1
    file.write_bytes({"cut": content[:-9], "turned": content, "other": b"%PDF-1.7"}[damage])
    with pytest.raises(FileRefused):
        read_elsewhere(desk.work, source=file)
    answers.found = (file,)
    desk.page.elsewhere.take_in()
    desk.until(lambda: "file" in desk.page.panel.capture.said())
    assert desk.line.toPlainText() == "a line" and desk.kept().entries == ()
    desk.close()


def test_a_place_that_is_full_too_is_refused_and_nothing_is_left_there(desk, disk, answers):
    type_on_a_full_disk(desk, disk)
    answers.save = disk
    names = {path.name for path in disk.iterdir()}
    desk.page.elsewhere.save()
    desk.until(lambda: "full too" in desk.page.panel.capture.said())
    assert {path.name for path in disk.iterdir()} == names


def test_nothing_waits_and_nobody_is_asked(desk, answers):
    desk.page.elsewhere.save()
    assert answers.titles == [] and "nothing waits" in desk.page.panel.capture.said()


def test_the_dialog_says_that_the_passphrase_opens_it(desk, disk, answers):
    type_on_a_full_disk(desk, disk)
    answers.save = None
    desk.page.elsewhere.save()
    assert "passphrase" in answers.titles[0] and isinstance(desk.page.elsewhere, Elsewhere)


def test_the_banner_of_a_full_disk_has_two_actions_and_counts(qapp) -> None:
    pressed: list[str] = []
    banner = banner_for(
        DiskFull("No room."),
        lambda: pressed.append("again"),
        waiting=2,
        elsewhere=lambda: pressed.append("copy"),
    )
    assert f"{banner.lead} {banner.sentence}" == (
        "The disk is full. Your words are on the screen but not yet kept. 2 entries wait."
    )
    assert [action.words for action in banner.actions] == ["Try again", "Save a copy elsewhere"]
    for action in banner.actions:
        action.call()
    assert pressed == ["again", "copy"]


def test_a_drive_that_was_pulled_is_named_and_takes_the_words_once_it_is_back(desk, disk):
    away = disk / "pulled"
    (disk / "vault").rename(away)
    desk.say("hsg: two addresses in view")
    desk.until(lambda: desk.shell.unkept == 1)
    error = desk.shell.reported[-1]
    assert isinstance(error, DiskGone)
    banner = banner_for(error, desk.shell.retries[-1], waiting=1, elsewhere=lambda: None)
    assert f"{banner.lead} {banner.sentence}" == (
        "The vault's drive does not answer. Do not close the program."
    )
    assert [action.words for action in banner.actions] == ["Try again"]
    away.rename(disk / "vault")
    banner.actions[0].call()
    desk.idle()
    assert desk.shell.unkept == 0
    assert desk.kept().entries[-1].text == "two addresses in view"


def test_a_vault_that_can_no_longer_be_written_offers_another_place(qapp) -> None:
    pressed: list[str] = []
    banner = banner_for(VaultReadOnly("No right."), lambda: None, elsewhere=lambda: pressed.append("place"))
    assert f"{banner.lead} {banner.sentence}" == (
        "This vault is open for reading. Notes cannot be kept in it."
    )
    (action,) = banner.actions
    action.call()
    assert (action.words, pressed) == ("Choose another place", ["place"])


def test_what_was_said_in_a_closed_part_comes_back_into_that_part(dressed, template, tmp_path, answers):
    folder, meeting_id = template
    desk = DeskRoom(Path(shutil.copytree(folder, tmp_path / "vault")), meeting_id)
    desk.page.elsewhere._files = answers
    desk.show()
    stayed = tuple(row.id for row in desk.kept().attendance if row.is_in)[:1]
    part = closed_parts.begin_closed_part(desk.work, meeting_id=meeting_id, stayed=stayed).value
    desk.page.state.outbox.ask_view()
    desk.until(lambda: desk.page.state.view.closed_parts)
    desk.type("for those who stayed alone")
    desk.page.elsewhere.save()
    desk.until(lambda: list(answers.save.glob("*.mappawords")))
    desk.line.clear()
    closed_parts.end_closed_part(desk.work, meeting_id=meeting_id)
    answers.found = tuple(answers.save.glob("*.mappawords"))
    desk.page.elsewhere.take_in()
    desk.until(lambda: desk.kept().entries)
    (entry,) = desk.kept().entries
    assert (entry.text, entry.closed_part_id) == ("for those who stayed alone", part.id)
    desk.idle()
    desk.close()
