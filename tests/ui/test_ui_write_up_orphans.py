"""Half-typed words whose paragraph went away while the program was closed: shown, and as restricted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desk_room import copied
from write_up_room import WriteUpRoom, closed_vault, opened

from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.views import Draft
from mappa_desk.services.contributions import remove_entry, set_handling
from mappa_desk.services.desk import desk_view
from mappa_desk.services.drafts import keep_draft
from mappa_desk.services.work import Work

HALF = "half of a sentence that nobody has kept"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with a closed meeting, made once for this file."""
    folder = tmp_path_factory.mktemp("write_up") / "vault"
    return folder, closed_vault(folder)


def room_after(folder: Path, meeting_id: str, change: Callable[[Work, str], None]) -> WriteUpRoom:
    """The page, entered after something was done to the entry with the visits."""
    work = opened(folder)
    entry = next(one for one in desk_view(work, meeting_id=meeting_id).entries if "visits" in one.text)
    change(work, entry.id)
    work.vault.close()
    return WriteUpRoom(folder, meeting_id).show()


def drafts(desk: WriteUpRoom) -> list[str]:
    with desk.work.reading() as reading:
        return [draft.text for draft in reading.drafts()]


def test_a_draft_of_an_entry_that_was_removed_since_is_shown(dressed, template, tmp_path) -> None:
    folder, meeting_id = template

    def change(work: Work, entry_id: str) -> None:
        draft = Draft(
            meeting_id=meeting_id, place=f"entry:{entry_id}", text=HALF, item="contributions", revision=1
        )
        keep_draft(work, draft=draft)
        remove_entry(work, entry_id=entry_id)

    desk = room_after(copied(folder, tmp_path / "vault"), meeting_id, change)
    desk.until(lambda: "both" in desk.shell.banners)
    desk.shell.banners["both"].actions[0].call()
    desk.until(lambda: desk.page.panel.sheet is not None)
    desk.page.panel.sheet.new_chosen.emit()
    desk.idle()
    assert HALF in desk.texts() and drafts(desk) == []
    desk.close()


def test_a_new_paragraph_behind_an_entry_that_was_removed_since_comes_back(
    dressed, template, tmp_path
) -> None:
    folder, meeting_id = template

    def change(work: Work, entry_id: str) -> None:
        draft = Draft(meeting_id=meeting_id, place=f"new:{entry_id}", text=HALF, item="contributions")
        keep_draft(work, draft=draft)
        set_handling(work, entry_id=entry_id, handling=Handling.SANITISE)
        remove_entry(work, entry_id=entry_id)

    desk = room_after(copied(folder, tmp_path / "vault"), meeting_id, change)
    assert desk.here == HALF
    desk.page.saving.save_all()
    desk.idle()
    (made,) = [one for one in desk.entries() if one.text == HALF]
    assert made.handling is Handling.SANITISE and not made.removed and drafts(desk) == []
    desk.close()
