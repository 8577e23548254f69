"""What an executive summary may say in words: only what was written for it, by somebody, in the minutes.

The record has no field for the assessed risk or the headline plan, and a summary that took them from what
agencies said would carry victims, third parties and sources to whoever asked for minutes. So free text comes
into a summary by one way alone: an entry that begins "For the executive summary:", which the chair approves
with the minutes. A word before the colon says under which heading it stands: "For the executive summary,
supervision: ...". Without one the item does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from mappa_desk.domain.calendar_words import MONTHS
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.corrections import Erratum
from mappa_desk.domain.edition_gate import names_place
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import MinutesSnapshot

_LEAD = re.compile(r"\s*for\s+the\s+executive\s+summary\s*(?:,\s*([^:\n]{1,40}?)\s*)?:\s*(\S.*)", re.I | re.S)


class SummaryPart(StrEnum):
    """A heading of the summary under which written words stand."""

    RISK = "risk"
    SUPERVISION = "supervision"
    MONITORING = "monitoring"
    INTERVENTIONS = "interventions"
    PLAN = "plan"
    LICENCE = "licence"
    OUTCOME = "outcome"


PILLARS = (SummaryPart.SUPERVISION, SummaryPart.MONITORING, SummaryPart.INTERVENTIONS, SummaryPart.PLAN)
"""Parts of the headline plan. The fourth pillar, victim safety, is in no summary."""
_NAMED = {
    "risk": SummaryPart.RISK,
    "supervision": SummaryPart.SUPERVISION,
    "monitoring": SummaryPart.MONITORING,
    "control": SummaryPart.MONITORING,
    "monitoring and control": SummaryPart.MONITORING,
    "intervention": SummaryPart.INTERVENTIONS,
    "interventions": SummaryPart.INTERVENTIONS,
    "treatment": SummaryPart.INTERVENTIONS,
    "interventions and treatment": SummaryPart.INTERVENTIONS,
    "plan": SummaryPart.PLAN,
    "licence": SummaryPart.LICENCE,
    "licence conditions": SummaryPart.LICENCE,
    "outcome": SummaryPart.OUTCOME,
    "level": SummaryPart.OUTCOME,
}
_ALSO_WORDS = frozenset((*MONTHS, "High", "Low", "Medium", "Very", "Will", "Young"))
"""Words that a summary needs and that are surnames too; only the whole name is looked for then."""
_PLAIN_MARKS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
)
_BY_ITEM = {"risk": SummaryPart.RISK, "plan": SummaryPart.PLAN, "level": SummaryPart.OUTCOME}


@dataclass(frozen=True, slots=True)
class WrittenFor:
    """Words that were written for the summary; `part` is None where it is not clear where they belong."""

    part: SummaryPart | None
    words: str


def written_for(entry: Entry) -> WrittenFor | None:
    """What an entry says for the summary, None for one that was not written for it.

    Words under a heading that the summary does not have, such as victim safety, have no part and stay out.
    """
    found = _LEAD.fullmatch(entry.text)
    if found is None:
        return None
    named = " ".join((found[1] or "").casefold().split())
    return WrittenFor(_NAMED.get(named) if named else _BY_ITEM.get(entry.item), found[2].strip())


def put_right(words: str, number: str, errata: Iterable[Erratum]) -> str:
    """Words of the entry with this number, as errata say that they should read.

    Raises RuleError for an erratum about the entry whose wrong words are not in it as they stand: then nobody
    can say what the summary should hold.
    """
    for erratum in errata:
        if not number or not names_place((number,), erratum.place):
            continue
        if erratum.wrong not in words:
            raise RuleError(
                f"An erratum tells of {number}, which was written for the executive summary, and does not "
                "quote it. Tick that entry to leave it out of the summary.",
                field="left",
            )
        words = words.replace(erratum.wrong, erratum.right)
    return words


def check_summary(snapshot: MinutesSnapshot, kept: MinutesSnapshot) -> None:
    """Refuses words of a summary that name a person, an address or a reference of the police system.

    `snapshot` is the whole record, `kept` what the summary may hold of it. Raises RuleError.
    """
    names = tuple(dict.fromkeys(_names(snapshot)))
    for entry in kept.entries:
        said = _bare(entry.text)
        for name in names:
            if _is_said(_bare(name), said):
                raise RuleError(
                    f"Words written for the executive summary hold “{name}”. "
                    "Tick that entry to leave it out of the summary.",
                    field="left",
                )


def _is_said(name: str, said: str) -> bool:
    """True when words hold a name, in capitals too. A single word counts where it is written as a name."""
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", said, re.IGNORECASE)
    is_one_word = name.isalpha() and name[:1].isupper()
    return any(not is_one_word or one[0][:1].isupper() for one in found)


def _bare(text: str) -> str:
    """Words without accents and unseen characters, with plain blanks, hyphens and apostrophes."""
    parted = unicodedata.normalize("NFKD", text).translate(_PLAIN_MARKS)
    seen = (letter for letter in parted if unicodedata.category(letter) not in ("Mn", "Cf"))
    return " ".join("".join(seen).split())


def _names(snapshot: MinutesSnapshot) -> Iterator[str]:
    case, meeting = snapshot.case, snapshot.meeting
    people = [meeting.chair, meeting.minutes_by, meeting.lead_officer, case.lead_officer]
    people += [name for row in snapshot.attendance for name in (row.name, row.deputy_for)]
    actions = (*snapshot.actions, *(past.action for past in snapshot.previous_actions))
    people += [name for one in actions for name in (one.owner_name, one.on_behalf_taken_by)]
    people += [line.name for line in snapshot.circulation]
    if not snapshot.form.print_names:
        people += [case.name, *case.also_known_as]
    for printed in people:
        name = printed.partition(",")[0].strip()
        if len(name) > 1:
            yield name
            last = name.split()[-1]
            if len(last) > 2 and last[0].isupper() and last not in _ALSO_WORDS:
                yield last
    for line in (*case.addresses, case.visor_reference):
        if line.strip():
            yield line.strip()
