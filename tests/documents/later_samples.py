"""What comes after the meeting: a second version with its change page, a draft for the chair with gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from document_samples import full_review

from mappa_desk.domain.circulation import CirculationLine
from mappa_desk.domain.contacts import MayGet
from mappa_desk.domain.corrections import Erratum, MinutesConfirmation
from mappa_desk.domain.minutes import MinutesSnapshot, MinutesStatus
from mappa_desk.domain.put_right import Erasure
from mappa_desk.domain.views import Gap

AFTER = datetime(2026, 11, 30, 9, 15, tzinfo=UTC)
MARKS_BY = date(2026, 11, 17)
CONFIRMATION = MinutesConfirmation(
    id="mc1",
    meeting_id="m03",
    confirmed_meeting_id="m02",
    version=1,
    as_presented=False,
    changes=(
        "At 9.2 the visit was on Monday 3 August 2026, not on Sunday",
        "Health asks that “declined” reads “not offered” at 9.6.",
    ),
    at=AFTER,
)
CIRCULATION = (
    CirculationLine(
        id="cl1",
        meeting_id="m03",
        position=1,
        name="Tom Reilly",
        role="offender manager",
        agency="prob",
        documents=(MayGet.MINUTES, MayGet.ACTIONS),
    ),
    CirculationLine(
        id="cl2",
        meeting_id="m03",
        position=2,
        name="Dana Whitlock",
        role="move-on officer",
        agency="hsg",
        documents=(MayGet.AGENCY_ACTIONS,),
        why="the chair agreed to the actions alone",
    ),
    CirculationLine(
        id="cl3", meeting_id="m03", position=3, name="Bea Lund", agency="char", why="it was not there"
    ),
)
ERRATA = (
    Erratum(
        id="er1",
        meeting_id="m03",
        version=2,
        place="9.5",
        wrong="Of eleven appointments ten were kept",
        right="Of twelve appointments ten were kept",
        reason="the register of the office shows twelve",
        asked_by="Tom Reilly, Probation",
        agreed_by="Jane Okafor, head of area, Probation",
        at=AFTER,
    ),
    Erratum(
        id="er2",
        meeting_id="m03",
        version=2,
        place="Action 5",
        wrong="by Wednesday 18 November 2026",
        right="by Friday 20 November 2026",
        reason="The officer gave another date, and the minute taker misheard it.",
        agreed_by="Jane Okafor, head of area, Probation",
        at=AFTER,
    ),
)
ERASURE = Erasure(
    id="ers1",
    meeting_id="m03",
    version=2,
    place="9.3",
    record_kind="entry",
    record_id="e9",
    order_reference="ORD-1",
    ordered_by="the county court",
    ordered_on=date(2026, 11, 27),
    at=AFTER,
)


def second_version(*, status: MinutesStatus = MinutesStatus.APPROVED) -> MinutesSnapshot:
    """The full review as its second version: two errata, one part destroyed, a list of who gets what."""
    return replace(
        full_review(status=status),
        version=2,
        confirmation=CONFIRMATION,
        circulation=CIRCULATION,
        errata=ERRATA,
        erasures=(ERASURE,),
    )


def chair_draft_of() -> MinutesSnapshot:
    """The full review as a draft, with the circulation list and the confirmation."""
    draft = full_review(status=MinutesStatus.DRAFT)
    return replace(draft, confirmation=CONFIRMATION, circulation=CIRCULATION)


def chair_gaps() -> tuple[Gap, ...]:
    """Gaps of an entry, of a field of a decision, of an action, of an item, of a row, and of the meeting."""

    def gap(code: str, sentence: str, kind: str, record_id: str, item: str = "") -> Gap:
        return Gap(
            code=code, sentence=sentence, blocking=True, item=item, record_kind=kind, record_id=record_id
        )

    said = [entry for entry in full_review().entries if entry.item == "contributions"]
    return (
        gap("speaker", "Who said this? 9.1 has no speaker.", "entry", said[0].id, "contributions"),
        gap("long_entry", "9.3 has 1,900 characters. A summary would be read sooner.", "entry", said[2].id),
        gap("decision_reason", "Decision 2 has no reason.", "decision", "d2"),
        gap("dissent", "Decision 1 does not say who disagreed.", "decision", "d1"),
        gap("owner", "Action 4 names Police and no person or role.", "action", "a4"),
        gap("front_sheet", "The front sheet does not yet say what the risk is.", "meeting", "m03"),
        gap("no_report", "The charity sent no report.", "attendance", "ch"),
        gap("statement", "Two people have not heard the statement.", "meeting", "m03", "opening"),
        gap("not_closed", "The meeting has not been closed.", "meeting", "m03"),
    )
