"""The abbreviations that minutes may use: the documents' own list, the vault's short forms, the agencies."""

from __future__ import annotations

from collections.abc import Mapping

from mappa_desk.domain.views import DeskView
from mappa_desk.domain.wordings import Wording
from mappa_desk.domain.write_up_marks import short_forms
from mappa_desk.services.wording import book_of
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading


def known_forms(work: Work, reading: Reading, view: DeskView) -> Mapping[str, str]:
    """What each abbreviation opens to, by its letters as they are printed: "RMP", "ViSOR".

    A short form that is typed in small letters is one in capitals. The documents' list wins, then the vault.
    """
    agencies = {
        code.upper(): agency.name for agency in view.agencies for code in (agency.code, *agency.aliases)
    }
    own = {short.upper(): words for short, words in book_of(work, reading).forms().items()}
    return {**agencies, **own, **Wording(work.reference.wording).first_key("paper.abbreviation.")}


def plain_forms(view: DeskView) -> frozenset[str]:
    """Capitals that need no opening here: the person's initials, and what agencies are called by."""
    letters = "".join(word[0].upper() for word in view.case.name.split())
    named = (short for agency in view.agencies for short, _ in short_forms(agency.name))
    return frozenset((letters, *named)) - {""}
