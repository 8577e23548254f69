"""The chair's marks and attendees' corrections in words, as the panes show them."""

from __future__ import annotations

from datetime import date

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.chair_drafts import MarkState
from mappa_desk.domain.corrections import CorrectionState
from mappa_desk.services.chair_marks import MarkPlace, MarksView
from mappa_desk.services.corrections import CorrectionPlace, CorrectionsView
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.points import PointRow

_MARK_LOOKS = {
    MarkState.OPEN: ("ring", "text", "Open"),
    MarkState.DONE: ("tick", "done", "Done"),
    MarkState.NOT_TAKEN: ("dash", "muted", "Not taken"),
}
_CORRECTION_LOOKS = {
    CorrectionState.OPEN: ("ring", "text", "Open"),
    CorrectionState.TAKEN: ("tick", "done", "Taken"),
    CorrectionState.NOT_TAKEN: ("dash", "muted", "Not taken"),
    CorrectionState.ERRATUM: ("tick", "done", "Erratum"),
    CorrectionState.NEXT_MEETING: ("arrow_right", "accent", "Next meeting"),
}


def mark_rows(view: MarksView) -> tuple[PointRow, ...]:
    """The chair's marks in the order of the lines."""
    several = len(view.drafts) > 1
    return tuple(_mark_row(row, several=several) for row in view.marks)


def _mark_row(row: MarkPlace, *, several: bool) -> PointRow:
    mark = row.mark
    icon, tone, state = _MARK_LOOKS[mark.state]
    line = tr("Line {n}").format(n=f"{mark.line:,}") if mark.line else ("" if row.place else tr("No line"))
    notes = []
    if several and mark.draft_number:
        notes.append(tr("Draft {n}").format(n=mark.draft_number))
    if mark.why:
        notes.append(tr("Why: {why}").format(why=mark.why))
    if row.gone:
        notes.append(tr("Its paragraph was joined or removed since"))
    return PointRow(
        key=mark.id,
        place=", ".join(part for part in (line, row.place) if part),
        state=tr(state),
        icon=icon,
        tone=tone,
        text=mark.point,
        note=". ".join(notes),
        item=row.item,
        entry_id=row.entry_id,
        is_open=mark.state is MarkState.OPEN,
    )


def marks_summary(view: MarksView, today: date) -> str:
    """The newest draft and how many marks are open, in plain sentences."""
    if not view.drafts:
        made = tr("No draft was made for the chair yet.")
    else:
        newest = view.drafts[-1]
        made = tr("Draft {n}, made {day}.").format(n=newest.number, day=words.day(newest.at.date()))
        if newest.marks_by is not None:
            by = tr("Marks by {day}, {off}.")
            made += " " + by.format(
                day=words.day(newest.marks_by), off=words.distance(newest.marks_by, today)
            )
    if not view.marks:
        return made
    count = words.counted(len(view.marks), "mark", "marks")
    left = tr("{open} of {count} open.").format(open=view.open, count=count)
    return f"{made} {left}" if view.open else f"{made} " + tr("{count}, all worked off.").format(count=count)


def correction_rows(view: CorrectionsView, agencies: tuple[Agency, ...]) -> tuple[PointRow, ...]:
    """The corrections, oldest first."""
    return tuple(_correction_row(row, agencies) for row in view.rows)


def _correction_row(row: CorrectionPlace, agencies: tuple[Agency, ...]) -> PointRow:
    asked = row.correction
    icon, tone, state = _CORRECTION_LOOKS[asked.state]
    agency = words.agency_name(asked.agency, agencies) if asked.agency else ""
    who = ", ".join(part for part in (asked.asked_by, agency) if part)
    notes = [tr("{who}, {day}").format(who=who, day=words.day(asked.asked_on))]
    if row.late:
        notes.append(tr("After the last day"))
    if row.restricted:
        notes.append(tr("In a part that does not go to everybody"))
    if asked.why:
        notes.append(tr("Why: {why}").format(why=asked.why))
    return PointRow(
        key=asked.id,
        place=asked.place or tr("No place"),
        state=tr(state),
        icon=icon,
        tone=tone,
        text=asked.what,
        note=". ".join(notes),
        item=row.item,
        entry_id=row.entry_id,
        is_open=asked.state is CorrectionState.OPEN,
    )


def corrections_summary(view: CorrectionsView, today: date) -> str:
    """How long corrections can be asked for, and how many are open."""
    if view.until is not None:
        until = tr("Corrections until {day}, {off}.")
        said = until.format(day=words.day(view.until), off=words.distance(view.until, today))
        if not view.until_confirmed:
            said += " " + tr("The area has not confirmed this figure yet.")
    else:
        said = tr("No copy of the minutes was given out yet, so no last day is set.")
    if not view.rows:
        return said
    count = words.counted(len(view.rows), "correction", "corrections")
    if not view.open:
        return f"{said} " + tr("{count}, none open.").format(count=count)
    return f"{said} " + tr("{open} of {count} open.").format(open=view.open, count=count)


def corrections_facts(view: CorrectionsView) -> str:
    """What came after sealing: the versions, who holds an old copy, where the minutes were confirmed."""
    lines = []
    if view.errata:
        count = words.counted(len(view.errata), "erratum", "errata")
        lines.append(tr("Version {n} holds, with {count}.").format(n=view.version, count=count))
    if view.old_copies:
        held = "; ".join(
            tr("{who} (version {n})").format(who=copy.holder, n=copy.given.version)
            for copy in view.old_copies
        )
        lines.append(tr("Still with an older version: {held}.").format(held=held))
    if view.confirmed_at is not None:
        at = view.confirmed_at
        how = tr("as presented") if at.confirmation.as_presented else tr("with changes")
        lines.append(
            tr("Confirmed {how} at {reference} on {day}.").format(
                how=how, reference=at.reference, day=words.day(at.on)
            )
        )
    return "\n".join(lines)
