"""A contribution form of the practice vault, filled as an agency would: for tests and pictures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Name, String

from mappa_desk.services.contribution_forms import render_form
from mappa_desk.services.work import Work

ANSWERS = {
    "response": "known",
    "period": "March 2025 to today",
    "involvement": "Tenancy officer L. Hughes, North team, since 3 March 2025. Visits every second week.",
    "history": "One earlier tenancy, ended in 2023 for arrears.",
    "news_1_on": "3 November 2026",
    "news_1": "Nobody in at the agreed visit.",
    "news_2_on": "9 November 2026",
    "news_2": "A neighbour reported shouting late at night; the police were not called.",
    "concerns": "His former partner moved to within a mile of the address in October.\n"
    "He asked twice which school the children go to.\nHow soon: weeks rather than months.",
    "protective": "Keeps his rent appointments; speaks well of the drug worker.",
    "offer": "A move to another address by January, if the panel wants it.",
    "handling": "not_for_person",
    "handling_why": "The neighbour would be known at once.",
    "coming": "deputy",
    "deputy_name": "Ceri Vaughan",
    "deputy_role": "Team leader",
    "sender_name": "Lewis Hughes",
    "sender_role": "Tenancy officer",
    "completed_on": "12 November 2026",
}


def filled_form(work: Work, meeting_id: str, folder: Path, agency: str = "hsg", **answers: str) -> Path:
    """The form of an agency with these answers over the usual ones, as a file."""
    blank = render_form(work, meeting_id=meeting_id, agency=agency).data
    path = folder / f"{agency}-filled.pdf"
    with pikepdf.open(BytesIO(blank)) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        for name, answer in (ANSWERS | answers).items():
            field = fields[name]
            field.V = Name(f"/{answer}") if str(field.FT) == "/Btn" and answer else String(answer)
        pdf.save(path)
    return path
