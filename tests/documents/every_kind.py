"""Every kind of document from one snapshot, in the size that the snapshot has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from document_samples import SEAL, approval
from edition_samples import ON, REQUEST, with_summary
from later_samples import CIRCULATION, CONFIRMATION, ERRATA, MARKS_BY, chair_gaps

from mappa_desk.documents.chair_draft import render_chair_draft
from mappa_desk.documents.contribution_form import render_contribution_form
from mappa_desk.documents.meeting_papers import PAPERS
from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.actions import ActionState, Channel
from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.do_now import DoNowFacts
from mappa_desk.domain.editions import project
from mappa_desk.domain.form_edition import project_form
from mappa_desk.domain.form_questions import code_for
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot, MinutesStatus
from mappa_desk.domain.paper_editions import project_paper
from mappa_desk.domain.preparation import PapersSnapshot
from mappa_desk.services.drawing import DRAWERS, Order

AGENCY = "prob"
READER = "Tom Reilly"
FOR_AN_AGENCY = {
    DocumentKind.AGENCY_ACTIONS,
    DocumentKind.AGENCY_COPY,
    DocumentKind.AGENCY_SLIP,
    DocumentKind.CALL_FOR_UPDATES,
    DocumentKind.INVITATION,
}
FOR_A_PERSON = {DocumentKind.ATTENDEE_COPY, DocumentKind.EXECUTIVE_SUMMARY, DocumentKind.COVERING_LETTER}
AFTER_APPROVAL = {DocumentKind.EXECUTIVE_SUMMARY, DocumentKind.COVERING_LETTER, DocumentKind.ERRATUM}
KINDS = (*DRAWERS, *PAPERS, DocumentKind.CONTRIBUTION_FORM, DocumentKind.CHAIR_DRAFT)
"""Every kind that can be made."""
MASTERS_WITH_FIELDS = {DocumentKind.CONTRIBUTION_FORM}
"""Kinds that are PDF/UA-1 alone: a form to fill in is no archive."""


def every_document(
    snapshot: MinutesSnapshot,
    wording: Mapping[str, str],
    *,
    large: bool = False,
    only: Collection[DocumentKind] = KINDS,
) -> dict[str, Rendered]:
    """Each kind by its name. `snapshot` is not yet projected. The chair's draft has no large print."""
    papers = papers_of(snapshot)
    made: dict[str, Rendered] = {}
    for kind in KINDS:
        if kind not in only:
            continue
        if kind in DRAWERS:
            made[kind.value] = DRAWERS[kind](_order(snapshot, wording, kind, large=large))
        elif kind in PAPERS:
            agency = AGENCY if kind in FOR_AN_AGENCY else ""
            projected = project_paper(papers, kind, agency=agency)
            made[kind.value] = PAPERS[kind](projected, wording=wording, agency=agency, large=large)
        elif kind is DocumentKind.CONTRIBUTION_FORM:
            made[kind.value] = _form(papers, wording, large=large)
        elif not large:
            made[kind.value] = _chair_draft(snapshot, wording)
    return made


def profile_of(name: str) -> str:
    """The profiles that a kind is held to."""
    return "ua1" if DocumentKind(name) in MASTERS_WITH_FIELDS else "ua1,2a"


def ten_times(snapshot: MinutesSnapshot, times: int = 10) -> MinutesSnapshot:
    """The same meeting with every row of attendance, entry, decision and action ten times."""
    turns = range(times)
    entries = tuple(
        replace(said, id=f"{said.id}-{turn}", position=said.position * times + turn)
        for said in snapshot.entries
        for turn in turns
    )
    decisions = tuple(
        replace(
            one,
            id=f"{one.id}-{turn}",
            entry_id=f"{one.entry_id}-{turn}",
            number=one.number + turn * len(snapshot.decisions),
        )
        for turn in turns
        for one in snapshot.decisions
    )
    actions = tuple(
        replace(
            one,
            id=f"{one.id}-{turn}",
            entry_id=f"{one.entry_id}-{turn}",
            tag=f"{one.tag[:4]}{int(one.tag[4:]) + turn * len(snapshot.actions):02}",
        )
        for turn in turns
        for one in snapshot.actions
    )
    previous = tuple(
        replace(one, action=replace(one.action, id=f"{one.action.id}-{turn}"))
        for turn in turns
        for one in snapshot.previous_actions
    )
    attendance = tuple(
        row if turn == 0 else replace(row, id=f"{row.id}-{turn}", name=f"{row.name} {turn}", is_chair=False)
        for turn in turns
        for row in snapshot.attendance
    )
    assert sum(one.entry_kind is EntryKind.DECISION for one in entries) >= len(decisions)
    return replace(
        snapshot,
        entries=entries,
        decisions=decisions,
        actions=actions,
        previous_actions=previous,
        attendance=attendance,
        errata=snapshot.errata * times,
        circulation=snapshot.circulation * times,
    )


def papers_of(snapshot: MinutesSnapshot) -> PapersSnapshot:
    """What the papers before such a meeting draw on."""
    meeting = replace(snapshot.meeting, started_at=None, ended_at=None)
    return PapersSnapshot(
        case=snapshot.case,
        meeting=meeting,
        previous_meeting=snapshot.previous_meeting,
        items=tuple(
            replace(item, say="Good morning, and thank you for coming.", prompts=("Who has seen the home?",))
            for item in snapshot.items
        ),
        attendance=snapshot.attendance,
        agencies=snapshot.agencies,
        form=snapshot.form,
        open_actions=snapshot.previous_actions,
        last_decisions=snapshot.decisions,
        statement="What is said here is confidential.\nSpeak up where somebody is treated unfairly.",
        reply_by=snapshot.meeting.planned_on - timedelta(days=7),
        ask_for=("What is known of the person", "Changes since the last meeting"),
        taken_on=snapshot.meeting.planned_on - timedelta(days=14),
    )


def _order(
    snapshot: MinutesSnapshot, wording: Mapping[str, str], kind: DocumentKind, *, large: bool
) -> Order:
    if kind in AFTER_APPROVAL:
        snapshot = replace(snapshot, status=MinutesStatus.APPROVED, version=1, approval=approval())
    if kind is DocumentKind.ERRATUM:
        snapshot = replace(snapshot, version=2, errata=snapshot.errata or ERRATA)
    elif kind is DocumentKind.EXECUTIVE_SUMMARY and snapshot.entries:
        snapshot = with_summary(snapshot)
    elif kind is DocumentKind.ACTIONS_NOW:
        snapshot = _as_draft(snapshot)
    elif kind is DocumentKind.MINUTES and snapshot.entries:
        told = snapshot.circulation or CIRCULATION
        snapshot = replace(snapshot, confirmation=CONFIRMATION, circulation=told)
    is_letter = kind is DocumentKind.COVERING_LETTER
    return Order(
        kind=kind,
        snapshot=snapshot,
        wording=wording,
        seal="" if snapshot.status is MinutesStatus.DRAFT else SEAL,
        agency=AGENCY if kind in FOR_AN_AGENCY else "",
        recipient=READER if kind in FOR_A_PERSON else "",
        annex=kind is DocumentKind.MINUTES,
        large=large,
        do_now=_told(snapshot) if kind is DocumentKind.DO_NOW else (),
        reply_by=snapshot.taken_on + timedelta(days=7) if kind is DocumentKind.CALL_FOR_UPDATES else None,
        request=REQUEST if is_letter else None,
        on=ON if is_letter else None,
    )


def _told(snapshot: MinutesSnapshot) -> tuple[DoNowFacts, ...]:
    """Three actions that do not wait: one told of and rung back about, one told of, one not yet."""
    every = [*snapshot.actions, *(past.action for past in snapshot.previous_actions)]
    still = [action.id for action in every if action.state is ActionState.OPEN and not action.removed]
    moment = datetime(2026, 11, 12, 11, 40, tzinfo=UTC)
    told = {"told_at": moment, "told_how": Channel.TELEPHONE, "told_whom": "Duty sergeant"}
    more: tuple[dict[str, Any], ...] = ({**told, "back_at": moment + timedelta(hours=2)}, told, {})
    return tuple(
        DoNowFacts(action_id=action_id, given_at=moment - timedelta(hours=1), **facts)
        for action_id, facts in zip(still, more, strict=False)
    )


def _as_draft(snapshot: MinutesSnapshot) -> MinutesSnapshot:
    return replace(snapshot, status=MinutesStatus.DRAFT, version=0, approval=None)


def _chair_draft(snapshot: MinutesSnapshot, wording: Mapping[str, str]) -> Rendered:
    projected = project(_as_draft(snapshot), DocumentKind.CHAIR_DRAFT, annex=True)
    gaps = chair_gaps() if snapshot.entries else ()
    made = render_chair_draft(projected, gaps=gaps, marks_by=MARKS_BY, number=1, wording=wording)
    return made.rendered


def _form(papers: PapersSnapshot, wording: Mapping[str, str], *, large: bool) -> Rendered:
    reference = meeting_reference(papers.case.reference, papers.meeting.number)
    code = code_for(meeting_id=papers.meeting.id, reference=reference, agency=AGENCY)
    projected = project_form(papers, agency=AGENCY)
    return render_contribution_form(projected, agency=AGENCY, code=code, wording=wording, large=large)
