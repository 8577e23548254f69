"""The last part of the minutes: next review, approval, circulation, and abbreviations spelled out."""

from __future__ import annotations

import re

from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.next_review_words import next_review_words
from mappa_desk.documents.papers import Mark, Paper
from mappa_desk.domain.agencies import AgencyClass
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import MinutesStatus

_ABBREVIATION = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")


def compose_close(composer: Paper, source: MinutesSource) -> None:
    """Adds the sections that close the minutes."""
    for key, compose in (
        ("next_review", _compose_next_review),
        ("approval", _compose_approval),
        ("circulation", _compose_circulation),
    ):
        with composer.section():
            composer.place = source.words(f"paper.close.{key}")
            composer.mark = Mark(Meeting.KIND, source.snapshot.meeting.id)
            composer.heading(source.words(f"paper.close.{key}"))
            compose(composer, source)
    _compose_abbreviations(composer, source)


def _compose_next_review(composer: Paper, source: MinutesSource) -> None:
    words, review = source.words, source.snapshot.meeting.next_review
    composer.labelled(words("paper.close.when"), next_review_words(source))
    if review is not None and review.invite:
        composer.labelled(words("paper.close.invite"), review.invite)


def _compose_approval(composer: Paper, source: MinutesSource) -> None:
    words, snapshot = source.words, source.snapshot
    approval = snapshot.approval
    if source.is_draft or approval is None:
        text = words("paper.close.not_approved")
        if snapshot.gap_count:
            text += words.counted("paper.close.gaps", snapshot.gap_count)
        composer.paragraph(text)
        return
    how = words(f"paper.close.approved_{approval.how.value}")
    composer.labelled(
        words("paper.close.approved"),
        words(
            "paper.close.approved_words",
            who=approval.approved_by,
            day=long_date(approval.approved_on),
            how=how,
        ),
    )
    composer.labelled(words("paper.close.version"), str(approval.version))
    if approval.reference:
        composer.labelled(words("paper.close.approval_reference"), approval.reference)
    if approval.despite_gaps_because:
        composer.labelled(words("paper.close.despite"), approval.despite_gaps_because)
    if snapshot.status is MinutesStatus.SUPERSEDED:
        composer.paragraph(words("paper.close.superseded"))


def _compose_circulation(composer: Paper, source: MinutesSource) -> None:
    """Third parties are named apart: only the first three classes may be on a circulation list by default."""
    words = source.words
    third = {
        agency.code for agency in source.snapshot.agencies if agency.agency_class is AgencyClass.THIRD_PARTY
    }
    codes = [row.agency for row in sorted(source.snapshot.attendance, key=lambda row: row.seat)]
    listed = source.agencies(code for code in codes if code not in third)
    if listed:
        composer.paragraph(words("paper.close.circulation_words", agencies=words.listed(listed)))
    else:
        composer.paragraph(words("paper.close.circulation_none"))
    apart = source.agencies(code for code in codes if code in third)
    if apart:
        composer.paragraph(words("paper.close.circulation_third", agencies=words.listed(apart)))


def _compose_abbreviations(composer: Paper, source: MinutesSource) -> None:
    known = source.words.first_key("paper.abbreviation.")
    used = sorted(_used(source) & set(known), key=str.casefold)
    if not used:
        return
    with composer.section():
        composer.place = source.words("paper.close.abbreviations")
        composer.heading(source.words("paper.close.abbreviations"))
        for short in used:
            composer.labelled(short, known[short], strong=True)


def _used(source: MinutesSource) -> set[str]:
    """Words in the text of the record that are written like an abbreviation."""
    snapshot = source.snapshot
    texts = [entry.text for entry in source.entries]
    for decision in snapshot.decisions:
        texts += [
            decision.heading,
            decision.decided,
            decision.because,
            decision.also_considered,
            decision.resolved,
        ]
        texts += [dissent.why for dissent in decision.dissent]
    actions = [*snapshot.actions, *(one.action for one in snapshot.previous_actions)]
    for action in actions:
        texts += [action.text, action.purpose, action.owner_role]
    texts += [event.note for one in snapshot.previous_actions for event in one.events]
    texts += [row.role for row in snapshot.attendance]
    texts += [snapshot.meeting.brief_why, snapshot.meeting.brief_risk, snapshot.form.handling_text]
    return {found for text in texts for found in _ABBREVIATION.findall(text)}
