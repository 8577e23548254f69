"""Practice vaults: fictional cases with a past, fictional people, and meetings planned for today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.cases import Case
from mappa_desk.domain.contact_import import Doing, Fact
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.case_files import ImportResult, Progress, import_texts
from mappa_desk.services.cases import case_by_reference
from mappa_desk.services.contact_files import contact_file, import_contacts, plan_import
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


def fill_contact_book(work: Work) -> None:
    """Puts the shipped fictional people into the contact book of a practice vault, as one import.

    Raises RuleError for a vault of real cases. Durable on return.
    """
    if not work.vault.practice:
        raise RuleError("Practice people are for a practice vault.")
    text = (files("mappa_desk._generated") / "data" / "practice" / "contacts.csv").read_text("utf-8")
    file = contact_file("contacts.csv", text.encode())
    ago = file.heads.index("Checked days ago")
    becomes = tuple(Fact.CHECKED_ON if place == ago else fact for place, fact in enumerate(file.becomes))
    rows = tuple(replace(row, cells=_dated(row.cells, ago, work.today())) for row in file.rows)
    plan = plan_import(work, file=replace(file, rows=rows, becomes=becomes))
    if plan.count(Doing.ADD) or plan.count(Doing.CHANGE):
        import_contacts(work, plan=plan)


def _dated(cells: tuple[str, ...], place: int, today: date) -> tuple[str, ...]:
    """The cells with a number of days ago as a day."""
    on = (today - timedelta(days=int(cells[place]))).isoformat() if cells[place] else ""
    return (*cells[:place], on, *cells[place + 1 :])


def fill_practice_vault(work: Work, *, progress: Progress | None = None) -> tuple[ImportResult, ...]:
    """Fills a new practice vault: the cases, the contact book, a panel day today and two meetings to come.

    Raises as `import_practice_cases`. Durable on return.
    """
    results = import_practice_cases(work, progress=progress)
    name, role, agency = AT_THE_KEYS
    signed = work.signed(add_keyholder(work, name=name, role=role, agency=agency).value)
    fill_contact_book(signed)
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
