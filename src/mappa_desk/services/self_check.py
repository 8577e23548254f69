"""Whether the program works here: a vault is made, filled, drawn from, closed and opened again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import VaultDamaged
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.cases import open_case
from mappa_desk.services.contributions import keep_line
from mappa_desk.services.handouts import write_document
from mappa_desk.services.meetings import plan_meeting, start_meeting
from mappa_desk.services.people import add_keyholder
from mappa_desk.services.work import Work

WORDS = "Self-check ŵŷ Łódź & O’Neill <b>plain</b> – “quoted”"
"""Kept and read back; holds what has gone wrong in other programs."""


class MakeVault(Protocol):
    """Makes a vault in a new folder and opens it."""

    def __call__(self, folder: Path, passphrase: str, *, practice: bool, filled: bool) -> Work:
        """The work of the new vault."""


def check_program(
    create: MakeVault, reopen: Callable[[Path, str], Work], close: Callable[[], None], *, passphrase: str
) -> Iterator[str]:
    """Goes through the life of a vault in a temporary folder; gives a sentence for each thing that worked.

    Raises what failed. The folder is removed at the end, whatever happens.
    """
    with tempfile.TemporaryDirectory(prefix="mappa-desk-check-") as hidden:
        folder = Path(hidden) / "vault"
        try:
            work = create(folder, passphrase, practice=True, filled=False)
            yield "A vault was made."
            entry = _one_meeting(work)
            yield "A meeting was started and a line was kept."
            for kind in (DocumentKind.MINUTES, DocumentKind.ACTIONS):
                target = Path(hidden) / f"{kind.value}.pdf"
                given = write_document(work, meeting_id=entry.meeting_id, kind=kind, target=target).value
                yield f"A document was written: {kind.value}, pages: {given.pages}."
            close()
            again = reopen(folder, passphrase)
            with again.reading() as reading:
                if reading.get(Entry, entry.id).text != WORDS:
                    raise VaultDamaged("What was kept did not come back as it was written.")
            found = again.vault.verify()
            if not found.sound:
                raise VaultDamaged(f"The vault is at fault after it was closed: {found.faults[0]}")
            yield "The vault was closed, opened again and found sound."
        finally:
            close()


def _one_meeting(work: Work) -> Entry:
    person = add_keyholder(work, name="Self-check", role="Program").value
    signed = work.signed(person)
    case = open_case(
        signed, reference="CHECK-1", category=Category.TWO, level=Level.TWO, lead_agency="prob"
    ).value
    meeting = plan_meeting(signed, case_id=case.id, kind=MeetingKind.INITIAL, on=work.today()).value
    started = start_meeting(signed, meeting_id=meeting.id).value
    return keep_line(signed, meeting_id=started.id, item=started.current_item, text=WORDS, agency="pol").value
