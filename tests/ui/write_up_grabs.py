"""Takes pictures of the write-up page alone, in several sizes, schemes and text sizes.

`python tests/ui/write_up_grabs.py OUT [STATE ...]` draws each state, or those that are named.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZES = ((1280, 632), (1366, 688), (1920, 1000))
SCALES = (1.0, 2.0)
SCHEMES = ("light", "dark", "high_contrast")
BESIDE = 224 + 300
"""What outline and panes take of the window's width at these sizes; the page has the rest."""


def sample() -> tuple:
    """A stretch of minutes with everything that a page can hold. Everybody in it is made up."""
    from mappa_desk.domain.write_up_page import Paragraph, ParagraphKind

    kinds = ParagraphKind

    def one(key: str, kind: ParagraphKind, text: str, **more: object) -> Paragraph:
        return Paragraph(key=key, kind=kind, text=text, **more)

    def entry(number: str, text: str, **more: object) -> Paragraph:
        named = {"label": number, "editable": True, "entry_id": number, "item": "9", **more}
        return one(f"entry:{number}", kinds.ENTRY, text, **named)

    def box(place: str, field: str, lead: str, text: str, label: str = "") -> Paragraph:
        return one(
            f"decision:2:{field}",
            kinds.DECISION,
            text,
            editable=True,
            lead=lead,
            box=place,
            label=label,
            field=field,
        )

    return (
        one("item:9", kinds.ITEM, "Agency contributions", label="9"),
        one("speaker:9.1", kinds.SPEAKER, "Probation", after="offender manager"),
        entry("9.1", "The person reported as told nine times of ten. The appointment missed on Thursday "
              "29 October 2026 was for a medical reason, which was confirmed.", finished=True),
        entry("9.2", "The place at the AP ends on Monday 30 November 2026. No next address is approved."),
        one("speaker:9.3", kinds.SPEAKER, "Police", after="offender manager"),
        entry("9.3", "On Monday 2 November 2026 at 19:40 a patrol saw the person in the street beside the "
              "leisure centre. The person left when spoken to and said the bus stop was the reason. The "
              "street was passed again yesterday, with nothing to report."),
        entry("9.4", "Three visits have been made since the last meeting. One was not answered; the person "
              "was at work and this was confirmed the same day."),
        one("speaker:9.5", kinds.SPEAKER, "Who?"),
        entry("9.5", "A niece of the partner, aged 16, stays at the partner’s address at weekends."),
        box("top", "heading", "Decision 2:", "the zone is the one printed on the licence", "9.6"),
        box("middle", "decided", "Decided:", "the map attached to the licence applies from today."),
        box("middle", "because", "Because:", "two maps cannot be enforced fairly."),
        box("bottom", "dissent", "Disagreed:", "Police, who would have asked for the wider zone now."),
        one("action:4:text", kinds.ACTION, "give the person the corrected map and record the date it was "
            "signed for.", editable=True, label="Action 4",
            lead="Probation, offender manager, by Monday 16 November 2026:"),
        entry("", "The chair read out the letter of the victim liaison officer.", tag="Closed part"),
        entry("r", "The address is known to the housing officer and to nobody else in the room.",
              tag="Named recipients"),
        one("item:10", kinds.ITEM, "Diversity", label="10"),
        one("item:10:reason", kinds.REMARK, "No entries yet.", item="10"),
        one("item:11", kinds.ITEM, "Victims", label="11"),
        entry("11.1", ""),
        entry("11.2", "Dim gwybodaeth newydd. ŵ ŷ € 👩‍👩‍👧 and a word" + "x" * 90 + " that is long."),
    )  # fmt: skip


class Mark:
    """A mark as the page takes it."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end


def dress(page) -> None:
    """Marks and finds."""
    page.set_marks("entry:9.4", [Mark(0, 0)])
    page.set_marks("entry:", [Mark(0, 0)])
    for key, word in (("entry:9.2", "AP"), ("entry:9.3", "yesterday"), ("speaker:9.5", "Who?")):
        at = page.text_of(key).index(word)
        page.set_marks(key, [Mark(at, at + len(word))])
    for row in page.paragraphs:
        at = row.text.find("map")
        page.set_found(row.key, [(at, at + 3)] if at >= 0 else [])


STATES = {
    "caret": lambda page: page.go_to("entry:9.3", 259),
    "decision": lambda page: page.go_to("decision:2:because", 4, 20),
    "chosen": lambda page: (page.go_to("entry:9.3"), page.choice.extend(2)),
    "read-only": lambda page: page.go_to("speaker:9.3"),
    "end": lambda page: page.go_to("entry:11.2", 3),
    "heading": lambda page: page.go_to("decision:2:heading", 3, 7),
}


def grab_all(out: Path, wanted: set[str]) -> int:
    """Take the pictures. Gives how many there are."""
    from PySide6.QtWidgets import QApplication

    from mappa_desk.ui import theme
    from mappa_desk.ui.widgets.write_up_page import WriteUpPage

    app = QApplication.instance() or QApplication(["mappa-desk", *theme.STYLE])
    theme.apply(app, scheme="light", scale=1.0)
    page = WriteUpPage()
    page.show()
    page.show(sample())
    page.setFocus()
    dress(page)
    taken = 0
    for name, state in STATES.items():
        if wanted and name not in wanted:
            continue
        for scheme in SCHEMES:
            for scale in SCALES:
                theme.apply(app, scheme=scheme, scale=scale)
                for width, height in SIZES:
                    page.resize(width - BESIDE, height - 92)
                    page.choice.clear()
                    state(page)
                    app.processEvents()
                    suffix = f"{width}x{height}-{scheme}-{round(scale * 100)}"
                    page.grab().save(str(out / f"write-up-{name}-{suffix}.png"))
                    taken += 1
    page.deleteLater()
    return taken


def main() -> None:
    """Take the pictures and say how many."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    print(grab_all(out, set(sys.argv[2:])), "pictures")


if __name__ == "__main__":
    main()
