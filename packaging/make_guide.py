"""Writes the guide's quick card from the table of commands, and takes the pictures of the guide.

    python packaging/make_guide.py            writes docs/guide/quick-card.md
    python packaging/make_guide.py pictures   takes the pictures too, off the screen, on a practice vault
    python packaging/make_guide.py pictures write-up  takes those of one: chair, write-up, documents,
                                               chase, clocks, or between for the rest of that chapter

Run it when a command or a window changed. A test compares the quick card with what this gives.
"""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path

from mappa_desk.services.reference import load_reference
from mappa_desk.ui import commands
from mappa_desk.ui.commands import Command

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SCOPES = {
    "desk": "At the desk",
    "record": "On an entry",
    "roll_call": "On a person in the roll",
    "read_back": "Reading back",
    "panel_day": "On the timetable of a panel day",
    "write_up": "Writing up",
    "marks": "On a mark of the chair",
    "corrections": "On a correction",
    "circulation": "On the circulation list",
    "documents": "On a document of the meeting",
    "copies": "On a copy that was given out",
    "chase": "On a line of the chase",
    "tracker": "On an action of the tracker",
    "action_import": "On a row of a spreadsheet",
    "everywhere": "Everywhere",
    "preview": "In the preview",
}
PAGE = """# Quick card

Made from the program's own table of keys. `F1` shows the keys of the screen you are on; `Ctrl+K` finds \
every command by its words.

Three lines as they are typed, each kept by `Enter`:

```
pol: 3 visits, two answered, one not
@hsg hold the second address by fri
@prob (duty manager) tell him of the map in 24h !
```

Printable keys always type. Speakers: `pol: ` at the start of a line, `Ctrl+1` to `Ctrl+9` by seat, \
`Ctrl+0` the chair. Actions: `@owner text by date`, `!` for urgent; a name or a role behind the agency: \
`@pol (duty sergeant)`. `Ctrl+Shift+T` goes to the actions; `Enter` on one opens its \
words, its owner and its day; `Tab` goes on, `Ctrl+Enter` keeps them. A question under the line (who, when) \
is answered there, at once or later.

Days that are understood: `fri`, `next fri`, `23`, `23/1`, `23 jan`, `+7d`, `+10wd`, `eom`, `in 24h`, \
`next meeting`, `before release`. The day stands last, behind `by` or `in`: "on Thursday" is `by thu`. `!` \
sets no day. The whole date is shown before `Enter`; one that is past says "ago".

A decision is a form: `Ctrl+D` opens it with what is on the line, `Enter` goes to its next field, \
`Ctrl+Enter` keeps it and `Esc` leaves it. A line for a speaker or an action begins after that.

Short forms open at the space behind them; `Backspace` right after gives back what was typed. When nobody \
touches a key for a while the curtain closes: `F12` opens it, and other keys type nothing meanwhile.

Short names of the agencies, as they are shipped: {agencies}. The first three letters of a name do too. \
`Ctrl+G` finds them all, and gives a chosen entry to another speaker.
{tables}
By the palette (`Ctrl+K`) only: {by_palette}.
"""
PRINTED = (("PgDown", "PageDown"), ("PgUp", "PageUp"), ("Return", "Enter"))
"""Keys of the table, and what is printed on the keyboard."""


def quick_card() -> str:
    """The text of the quick card."""
    tables = []
    for scope, title in SCOPES.items():
        rows = [entry for entry in commands.TABLE if entry.scope == scope and entry.keys]
        if scope == "desk":
            rows = [entry for entry in rows if not entry.name.startswith("speaker_")]
        lines = [f"| {_keys(entry)} | {entry.words_source} |" for entry in rows]
        if lines:
            tables.append("\n".join(("", f"## {title}", "", "| Key | Does |", "|---|---|", *lines)))
    silent = [
        entry.words_source[0].lower() + entry.words_source[1:]
        for entry in commands.TABLE
        if entry.scope == "desk" and not entry.keys and entry.in_palette
    ]
    agencies = ", ".join(f"`{one.code}` {one.name}" for one in load_reference().agencies)
    return PAGE.format(agencies=agencies, tables="\n".join(tables) + "\n", by_palette=", ".join(silent))


def _keys(entry: Command) -> str:
    words = [*entry.keys]
    for name, printed in PRINTED:
        words = [key.replace(name, printed) for key in words]
    return " or ".join(f"`{key}`" for key in dict.fromkeys(words))


def main() -> None:
    """Write what was asked for."""
    GUIDE.mkdir(exist_ok=True)
    (GUIDE / "quick-card.md").write_text(quick_card(), encoding="utf-8")
    if "pictures" in sys.argv[1:]:
        chapters = [word for word in sys.argv[1:] if word != "pictures"]
        sys.path.insert(0, str(ROOT / "tests" / "ui"))
        sys.argv = ["guide_pictures.py", str(GUIDE / "pictures"), *chapters]
        runpy.run_path(str(ROOT / "tests" / "ui" / "guide_pictures.py"), run_name="__main__")


if __name__ == "__main__":
    main()
