"""The guide says what the program says: its quick card is made from the table of commands."""

from __future__ import annotations

from types import ModuleType

from mappa_desk.ui import commands


def test_the_quick_card_is_that_of_the_table(guide: ModuleType) -> None:
    kept = (guide.GUIDE / "quick-card.md").read_text(encoding="utf-8")
    assert kept == guide.quick_card(), "run packaging/make_guide.py"


def test_every_command_of_the_desk_stands_on_the_quick_card(guide: ModuleType) -> None:
    text = guide.quick_card().casefold()
    for entry in commands.TABLE:
        if entry.scope is commands.Scope.DESK and (entry.keys or entry.in_palette):
            assert entry.words_source.casefold() in text or entry.name.startswith("speaker_"), entry.name
