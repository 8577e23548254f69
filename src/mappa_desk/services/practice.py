"""Practice vaults: fictional cases with a past, and meetings planned for today to try the desk on."""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.case_files import ImportResult, Progress, import_texts
from mappa_desk.services.cases import case_by_reference
from mappa_desk.services.meetings import plan_meeting
from mappa_desk.services.panel_days import make_panel_day
from mappa_desk.services.people import add_keyholder
from mappa_desk.services.work import Work

AT_THE_KEYS = ("Bethan Lloyd-Carter", "MAPPA administrator", "prob")
"""Name, role and agency of the keyholder of every practice vault."""

_TODAY = (
    ("LAN-0417", MeetingKind.REVIEW, "10:00", 75),
    ("LAN-0428", MeetingKind.INITIAL, "11:30", 30),
    ("LAN-0392", MeetingKind.REVIEW, "12:05", 25),
)
_COMING = (("LAN-0388", 7, "14:00", 35), ("LAN-0399", 14, "13:30", 40))


def import_practice_cases(work: Work, *, progress: Progress | None = None) -> tuple[ImportResult, ...]:
    """Brings the shipped practice cases into a practice vault; one that is there stays as it is.

    Gives the cases that were brought in. Raises RuleError for a vault of real cases. Durable on return.
    """
    if not work.vault.practice:
        raise RuleError("Practice cases are for a practice vault.")
    with work.reading() as reading:
        here = {case.reference for case in reading.all(Case)}
    folder = files("mappa_desk._generated") / "data" / "practice"
    found = sorted(
        (
            file
            for file in folder.iterdir()
            if file.name.endswith(".json") and file.name.removesuffix(".json") not in here
        ),
        key=lambda file: file.name,
    )
    return import_texts(work, files=((file.name, file.read_bytes()) for file in found), progress=progress)


def fill_practice_vault(work: Work, *, progress: Progress | None = None) -> tuple[ImportResult, ...]:
    """Fills a new practice vault: the cases, a panel day today and two meetings to come.

    Raises as `import_practice_cases`. Durable on return.
    """
    results = import_practice_cases(work, progress=progress)
    name, role, agency = AT_THE_KEYS
    signed = work.signed(add_keyholder(work, name=name, role=role, agency=agency).value)
    today = work.today()
    day = make_panel_day(signed, on=today, title="Panel day", place="Room 2, county offices").value
    for reference, kind, at, minutes in _TODAY:
        case = case_by_reference(signed, reference=reference)
        plan_meeting(
            signed, case_id=case.id, kind=kind, on=today, at=at, minutes=minutes, panel_day_id=day.id
        )
    for reference, days, at, minutes in _COMING:
        case = case_by_reference(signed, reference=reference)
        on = today + timedelta(days=days)
        plan_meeting(signed, case_id=case.id, kind=MeetingKind.REVIEW, on=on, at=at, minutes=minutes)
    return results
