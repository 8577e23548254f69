"""Keys that are typed before the desk is there, or while it looks something up, go to the line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from desk_room import DeskRoom, copied, running_vault
from entry_hands import other_meeting, say
from PySide6.QtTest import QTest

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import DiskFull


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault that was made once for this file."""
    folder = tmp_path_factory.mktemp("early") / "vault"
    return folder, running_vault(folder)


def _desk(template: tuple[Path, str], tmp_path: Path) -> DeskRoom:
    folder, meeting_id = template
    return DeskRoom(copied(folder, tmp_path / "vault"), meeting_id)


def _left_half_typed(template: tuple[Path, str], tmp_path: Path) -> DeskRoom:
    """The desk before its first reading, of a meeting whose line was left half typed."""
    before = _desk(template, tmp_path).show()
    before.type("half typed")
    before.page.drafts.write_all()
    before.idle()
    before.close()
    desk = DeskRoom(before.folder, before.meeting_id)
    desk.window.show()
    desk.window.activateWindow()
    desk.page.enter()
    return desk


@pytest.mark.parametrize("typed", ["and more", ""])
def test_what_is_typed_before_the_line_came_back_goes_on_behind_it(dressed, template, tmp_path, typed):
    desk = _left_half_typed(template, tmp_path)
    QTest.keyClicks(desk.line, typed)
    desk.until(lambda: desk.page.state.ready)
    assert desk.line.toPlainText() == f"half typed {typed}".strip()
    desk.type("!")
    assert desk.line.toPlainText().endswith("!")
    desk.press("Return")
    desk.idle()
    assert [entry.text for entry in desk.kept().entries] == [f"half typed {typed}".strip() + "!"]
    desk.close()


def test_what_is_kept_late_bears_the_time_at_which_it_was_said(dressed, template, tmp_path, monkeypatch):
    desk = _desk(template, tmp_path).show()
    say(desk, "@pol call the school by fri")
    writing, full = type(desk.vault).writing, [True]

    def refuse(self, **told):
        if full[0]:
            raise DiskFull("The disk is full.")
        return writing(self, **told)

    monkeypatch.setattr(type(desk.vault), "writing", refuse)
    said_at = desk.clock.at
    desk.say("he was seen at the school")
    desk.until(lambda: desk.page.state.outbox.error is not None)
    desk.say("@hsg view the flat by fri")
    desk.page.commands()["read_back"]()
    desk.press("A")
    desk.page.escape()
    desk.press("Ctrl+D")
    desk.type("to meet again")
    desk.press("Ctrl+Return")
    desk.clock.at += timedelta(minutes=40)
    full[0] = False
    desk.page.state.outbox.retry()
    desk.idle()
    desk.until(lambda: desk.kept().decisions)
    kept = desk.kept()
    late = said_at + timedelta(minutes=5)
    said = {entry.text: entry.captured_at < late for entry in kept.entries}
    texts = ("call the school", "he was seen at the school", "view the flat", "to meet again")
    assert said == dict.fromkeys(texts, True)
    assert next(one for one in kept.actions if one.accepted_at).accepted_at < late
    with desk.work.reading() as reading:
        entry = next(one for one in kept.entries if one.text == "he was seen at the school")
        assert reading.revisions(Entry, entry.id)[0].at > late, "the history says when it was kept"


def test_a_list_that_comes_late_does_not_take_the_keys_of_who_types_on(dressed, template, tmp_path):
    desk = _desk(template, tmp_path).show()
    other_meeting(desk)
    say(desk, "pol: one")
    for open_list in (desk.page.entries.move_to_case, desk.page.entries.open_life):
        desk.press("Up")
        open_list()
        desk.press("Esc")
        desk.type("He")
        desk.until(lambda: "once more" in desk.shell.said[-1])
        desk.type(" said")
        assert desk.line.toPlainText() == "He said"
        desk.line.clear()
        desk.shell.said.clear()
        desk.shell.announce("cleared")
    desk.close()
