"""Errata: sealed minutes stay as they are, and a new version says what was wrong in the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.corrections import Correction, CorrectionState, Erratum
from mappa_desk.domain.editions import project
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting, MeetingState
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot, SealedMinutes
from mappa_desk.services.corrections import standing_correction
from mappa_desk.services.filing import required
from mappa_desk.services.meeting_record import view_of
from mappa_desk.services.minutes import latest_seal, opened, seal_snapshot
from mappa_desk.services.record_places import is_restricted, record_of_place
from mappa_desk.services.work import Work
from mappa_desk.store.queries.after_minutes import newest_version
from mappa_desk.store.work import UnitOfWork

_QUOTE = 12
"""Characters of a quotation from which on it is looked for in what does not go to everybody."""
_NOT_FOR_ALL = (
    "That place does not go to everybody who has the minutes, and the change page does. "
    "Keep it as a note for the next meeting."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErratumPoint:
    """One thing that was wrong in sealed minutes, and how it should read."""

    place: str
    wrong: str
    right: str
    reason: str
    asked_by: str = ""
    correction_id: str = ""
    """The correction that it answers, where there is one."""


def issue_errata(
    work: Work, *, meeting_id: str, points: Sequence[ErratumPoint], agreed_by: str
) -> Outcome[SealedMinutes]:
    """Seals a new version of approved minutes that says what was wrong; the text stays as it was sealed.

    All points go into one version. The version before stays as it is and counts as superseded from then on.
    Raises RuleError for minutes that are not approved or do not fit their seal, for missing words, for no
    point, and for a place or a quotation that does not go to everybody: the change page does. Raises
    NotFound for an unknown correction. Durable on return, also in the main file.
    """
    if not points:
        raise RuleError("Say at least one thing that was wrong.", field="wrong")
    with work.writing() as uow:
        if uow.get(Meeting, meeting_id).state is not MeetingState.APPROVED:
            raise RuleError("These minutes are still a draft: put the draft right instead.")
        sealed = latest_seal(uow, meeting_id)
        if sealed is None:
            raise RuleError("These minutes were never sealed. Check the vault.")
        before = opened(sealed)
        version = sealed.version + 1
        agreed = required(agreed_by, "Who agreed to it?", field="agreed_by")
        place = (meeting_id, version)
        for point in points:
            _check_quotes(before, point)
        errata = tuple(_erratum(work, uow, place, point, agreed) for point in points)
        kept = seal_snapshot(work, uow, replace(before, version=version, errata=(*before.errata, *errata)))
        uow.note("minutes put right", Meeting.KIND, meeting_id)
        changes = uow.changes
    work.vault.checkpoint()
    return Outcome(kept, changes)


def versions(work: Work, *, meeting_id: str) -> tuple[SealedMinutes, ...]:
    """Every sealed version of the minutes of a meeting, oldest first; the last is the one that holds."""
    with work.reading() as reading:
        return reading.all(SealedMinutes, order_by="version", meeting_id=meeting_id)


def version_that_holds(work: Work, *, meeting_id: str) -> int:
    """The newest sealed version of the minutes of a meeting; 0 while they are a draft."""
    with work.reading() as reading:
        return newest_version(reading, meeting_id)


def _erratum(
    work: Work, uow: UnitOfWork, of: tuple[str, int], point: ErratumPoint, agreed_by: str
) -> Erratum:
    """Keeps one erratum `of` a meeting and its new version."""
    meeting_id, version = of
    asked = standing_correction(uow, point.correction_id) if point.correction_id else None
    if asked is not None and asked.meeting_id != meeting_id:
        raise RuleError("This correction belongs to another meeting.")
    _check_for_all(work, uow, meeting_id, point, asked)
    kept = uow.save(
        Erratum(
            id=work.new_id(),
            meeting_id=meeting_id,
            version=version,
            place=required(point.place, "Where in the minutes was it?", field="place"),
            wrong=required(point.wrong, "What do the minutes say?", field="wrong"),
            right=required(point.right, "What should they say?", field="right"),
            reason=required(point.reason, "Why is it put right?", field="reason"),
            asked_by=check_text(point.asked_by.strip(), field="asked_by"),
            agreed_by=agreed_by,
            at=work.now(),
        )
    )
    if asked is not None:
        uow.save(
            replace(asked, state=CorrectionState.ERRATUM, erratum_id=kept.id, settled_at=kept.at, why="")
        )
    return kept


def _check_for_all(
    work: Work, uow: UnitOfWork, meeting_id: str, point: ErratumPoint, asked: Correction | None
) -> None:
    view = view_of(work, uow, meeting_id)
    places = [record_of_place(view, point.place)]
    if asked is not None:
        places.append((asked.record_kind, asked.record_id))
    if any(is_restricted(view, kind, record_id) for kind, record_id in places):
        raise RuleError(_NOT_FOR_ALL, field="place")


def _check_quotes(sealed: MinutesSnapshot, point: ErratumPoint) -> None:
    """Refuses words that stand only where not everybody may read them, whatever the place says."""
    everybody = tuple(_texts(project(sealed, DocumentKind.MINUTES)))
    withheld = [text for text in _texts(sealed) if text not in everybody]
    for said in (_plain(point.wrong), _plain(point.right), _plain(point.reason)):
        inside = len(said) >= _QUOTE and any(said in text for text in withheld)
        if inside and not any(said in text for text in everybody):
            raise RuleError(_NOT_FOR_ALL, field="wrong")


def _texts(snapshot: MinutesSnapshot) -> Iterator[str]:
    """Every text of the discussion that a snapshot holds, in small letters and with single blanks."""
    for entry in snapshot.entries:
        yield from map(_plain, (entry.text, entry.outcome_reason))
    for one in snapshot.decisions:
        told = (one.heading, one.decided, one.because, one.also_considered, one.resolved)
        yield from map(_plain, (*told, *(view.why for view in one.dissent)))
    for action in (*snapshot.actions, *(past.action for past in snapshot.previous_actions)):
        yield from map(_plain, (action.text, action.purpose, action.objection, action.settled_note))
    for past in snapshot.previous_actions:
        yield from (_plain(event.note) for event in past.events)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
