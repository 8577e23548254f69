"""The last part of the minutes: next review, approval, circulation."""

from __future__ import annotations

from collections.abc import Callable

from mappa_desk.documents.circulation_list import compose_circulation
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.next_review_words import next_review_words
from mappa_desk.documents.papers import Mark, Paper
from mappa_desk.documents.wordings import sentence
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import Approval, MinutesStatus


def compose_next_review(composer: Paper, source: MinutesSource) -> None:
    """Adds when the next meeting is and who is to be invited."""
    _compose_section(composer, source, "next_review", _compose_next_review)


def compose_approval(composer: Paper, source: MinutesSource) -> None:
    """Adds who approved the minutes, how and when, or that they are a draft."""
    _compose_section(composer, source, "approval", _compose_approval)


def compose_circulation_section(composer: Paper, source: MinutesSource) -> None:
    """Adds who gets which papers of the meeting."""
    _compose_section(composer, source, "circulation", compose_circulation)


def _compose_section(
    composer: Paper, source: MinutesSource, key: str, compose: Callable[[Paper, MinutesSource], None]
) -> None:
    with composer.section():
        composer.place = source.words(f"paper.close.{key}")
        composer.mark = Mark(Meeting.KIND, source.snapshot.meeting.id)
        composer.heading(source.words(f"paper.close.{key}"))
        compose(composer, source)


def _compose_next_review(composer: Paper, source: MinutesSource) -> None:
    words, review = source.words, source.snapshot.meeting.next_review
    composer.labelled(words("paper.close.when"), next_review_words(source))
    if review is not None and review.invite:
        composer.labelled(words("paper.close.invite"), sentence(review.invite))


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
    composer.labelled(words("paper.close.version"), _version(source, approval))
    if approval.reference:
        composer.labelled(words("paper.close.approval_reference"), approval.reference)
    if approval.despite_gaps_because:
        composer.labelled(words("paper.close.despite"), approval.despite_gaps_because)
    if snapshot.status is MinutesStatus.SUPERSEDED:
        composer.paragraph(words("paper.close.superseded"))


def _version(source: MinutesSource, approval: Approval) -> str:
    """The number of the version; where a later one puts something right, also the one that was approved."""
    version = source.snapshot.version
    if version in (0, approval.version):
        return str(approval.version)
    return source.words("paper.close.version_later", version=version, approved=approval.version)
