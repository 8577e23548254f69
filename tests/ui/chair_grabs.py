"""Pictures of draft and marks, corrections, approval and confirmation, in both schemes and text sizes.

`python tests/ui/chair_grabs.py OUT`
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZES = ((1366, 640), (1024, 640))
ITEM = "contributions"
POINTS = (
    "line 11: who said this? Name the officer’s role",
    "line 22: the appointment was on Thursday 29 October, not Friday",
    "line 12: shorter; the second sentence says it all again in other words and can go without loss",
    "line 31: because what? The reason is missing and the panel asked for it in so many words",
)


def main() -> None:
    """Holds two meetings and takes every picture."""
    from chair_room import Answers, give_files
    from desk_room import DeskRoom, SteadyClock
    from PySide6.QtWidgets import QApplication
    from review_room import REVIEW_DAY, make_review

    from mappa_desk.domain.chair_drafts import ChairDraft, DraftLine, MarkState
    from mappa_desk.domain.contributions import Entry
    from mappa_desk.domain.corrections import CorrectionState
    from mappa_desk.domain.mark_words import read_marks
    from mappa_desk.domain.minutes import ApprovedHow, DocumentKind
    from mappa_desk.services import chair_marks, contributions, corrections, errata, handouts, minutes
    from mappa_desk.services.desk import desk_view
    from mappa_desk.ui import theme

    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["mappa-desk", *theme.STYLE])
    assert isinstance(app, QApplication)
    theme.apply(app, scheme="light", scale=1.0)

    def rest(seconds: float = 0.2) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            app.processEvents()

    def take(name: str, room: DeskRoom) -> None:
        for scheme in ("light", "dark", "high_contrast"):
            for scale in (1.0, 2.0):
                theme.apply(app, scheme=scheme, scale=scale)
                for size in SIZES:
                    room.window.resize(*size)
                    rest()
                    picture = f"{name}-{size[0]}-{scheme}-{round(scale * 100)}.png"
                    room.window.grab().save(str(out / picture))
        theme.apply(app, scheme="light", scale=1.0)
        room.window.resize(*SIZES[0])
        rest()

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "vault"
        review = make_review(folder)
        room = DeskRoom(folder, review, clock=SteadyClock(REVIEW_DAY))
        first = desk_view(room.work, meeting_id=review).previous_meeting
        assert first is not None
        entries = [
            contributions.keep_line(
                room.work, meeting_id=first.id, item=ITEM, text="The person reported as told.", agency="pol"
            ).value
            for _ in range(3)
        ]
        lines = tuple(DraftLine(10 * at, Entry.KIND, one.id) for at, one in enumerate(entries, start=1))
        with room.work.writing() as uow:
            uow.save(
                ChairDraft(
                    id=room.work.new_id(), meeting_id=first.id, number=1, at=room.work.now(), lines=lines,
                    marks_by=room.work.today(),
                )
            )  # fmt: skip
        room.shut_vault()
        room = DeskRoom(folder, first.id, clock=SteadyClock(REVIEW_DAY))
        give_files(room, Answers(Path(place)))
        room.show()
        room.page.commands()["chair_marks"]()
        rest()
        take("marks-empty", room)
        noted = chair_marks.note_marks(
            room.work, meeting_id=first.id, marks=read_marks("\n".join(POINTS)).marks
        ).value
        chair_marks.settle_mark(room.work, mark_id=noted[0].id, state=MarkState.DONE)
        chair_marks.settle_mark(
            room.work, mark_id=noted[2].id, state=MarkState.NOT_TAKEN, why="The panel asked for both"
        )
        room.page.commands()["chair_marks"]()
        rest()
        room.page.chair.marks.pane.set_text("Dear Jo,\nline 40: say when\nThanks")
        take("marks", room)
        room.page.commands()["make_chair_draft"]()
        rest()
        take("draft-sheet", room)
        room.page.escape()
        room.page.commands()["approve_minutes"]()
        rest()
        take("approval-sheet", room)
        room.page.escape()
        for what, where in (("It was Tuesday and not Monday, by the log", "9.1"), ("The title is wrong", "")):
            corrections.note_correction(
                room.work, meeting_id=first.id, asked_by="Dewi Prosser", agency="pol", what=what, place=where
            )
        room.page.commands()["corrections"]()
        rest()
        take("corrections", room)
        room.page.chair.corrections.first()
        rest()
        take("correction-sheet", room)
        room.page.escape()
        minutes.approve(
            room.work, meeting_id=first.id, approved_by="Siân Morris", how=ApprovedHow.AT_DESK,
            on=room.work.today(), despite_gaps_because="For this picture",
        )  # fmt: skip
        handouts.write_document(
            room.work, meeting_id=first.id, kind=DocumentKind.MINUTES, target=Path(place) / "m.pdf",
            recipient="Ruth Ansah",
        )  # fmt: skip
        errata.issue_errata(
            room.work, meeting_id=first.id, agreed_by="Siân Morris",
            points=(errata.ErratumPoint(place="9.1", wrong="Monday", right="Tuesday", reason="The log"),),
        )  # fmt: skip
        asked = corrections.corrections_view(room.work, meeting_id=first.id).rows[0].correction
        corrections.settle_correction(room.work, correction_id=asked.id, state=CorrectionState.NEXT_MEETING)
        room.page.enter()
        rest()
        room.page.commands()["corrections"]()
        rest()
        take("corrections-sealed", room)
        room.page.chair.corrections.second()
        rest()
        take("erratum-sheet", room)
        room.shut_vault()
        room.window.hide()
        room = DeskRoom(folder, review, clock=SteadyClock(REVIEW_DAY)).show()
        room.page.commands()["start_meeting"]()
        room.idle()
        room.page.moves.go_to("last_minutes")
        room.idle()
        take("confirm-band", room)
        room.page.commands()["confirm_minutes"]()
        rest()
        take("confirm-sheet", room)
        room.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
