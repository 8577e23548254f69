"""The documents of a meeting as the window lists them: what is still out, what needs a second step."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from domain_builders import AGENCIES, TODAY, case, meeting

from mappa_desk.domain.copies import CopyEvent, CopyEventKind
from mappa_desk.domain.copies_rules import CopyState
from mappa_desk.domain.document_views import (
    GROUPS,
    OFFERED,
    CopyLine,
    DocumentRow,
    Group,
    MeetingDocuments,
    needs_second_step,
)
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesStatus

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
GIVEN = DocumentGiven(
    id="d", meeting_id="m", document=DocumentKind.MINUTES, edition="minutes", version=1,
    status=MinutesStatus.APPROVED, recipient="Housing", copy_number=1, copies=1, at=AT,
)  # fmt: skip


def line(*kinds: CopyEventKind, overdue: bool = False, written: bool = True) -> CopyLine:
    events = tuple(
        CopyEvent(
            id=f"e{at}",
            meeting_id="m",
            document_id="d",
            event_kind=kind,
            happened_on=date(2026, 11, 24),
            at=AT,
        )
        for at, kind in enumerate(kinds)
    )
    return CopyLine(given=GIVEN, events=events, overdue=overdue, written=written)


def test_every_kind_that_can_be_made_is_listed_once() -> None:
    listed = [kind for kinds in GROUPS.values() for kind in kinds]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(OFFERED) == set(DocumentKind)


@pytest.mark.parametrize(
    ("copy", "state", "is_out"),
    [
        (line(), CopyState.OUT, True),
        (line(CopyEventKind.RECALLED), CopyState.RECALLED, True),
        (line(CopyEventKind.RECALLED, CopyEventKind.RETURNED), CopyState.RETURNED, False),
        (line(CopyEventKind.DESTROYED), CopyState.DESTROYED, False),
        (line(written=False), CopyState.OUT, False),
    ],
)
def test_a_copy_is_out_until_it_came_back_or_was_destroyed(
    copy: CopyLine, state: CopyState, is_out: bool
) -> None:
    assert (copy.state, copy.is_out) == (state, is_out)


def test_overdue_recalls_and_rows_are_found() -> None:
    late, row = line(overdue=True), DocumentRow(kind=DocumentKind.AGENDA, group=Group.BEFORE)
    documents = MeetingDocuments(
        reference="LAN-0417-M03", meeting=meeting(3), case=case(), status=MinutesStatus.APPROVED, version=1,
        seal_code="", today=TODAY, agencies=AGENCIES, rows=(row,), copies=(line(), late), breaches=(),
        requests=(),
    )  # fmt: skip
    assert documents.recall_due == (late,)
    assert documents.row(DocumentKind.AGENDA) is row
    assert documents.row(DocumentKind.MINUTES) is None


@pytest.mark.parametrize(
    ("kind", "status", "twice"),
    [
        (DocumentKind.MINUTES, MinutesStatus.DRAFT, True),
        (DocumentKind.MINUTES, MinutesStatus.APPROVED, False),
        (DocumentKind.CHAIR_DRAFT, MinutesStatus.DRAFT, False),
        (DocumentKind.ACTIONS, MinutesStatus.DRAFT, False),
        (DocumentKind.EXECUTIVE_SUMMARY, MinutesStatus.APPROVED, True),
        (DocumentKind.COVERING_LETTER, MinutesStatus.APPROVED, True),
    ],
)
def test_a_draft_and_a_subjects_edition_need_two_steps(
    kind: DocumentKind, status: MinutesStatus, twice: bool
) -> None:
    assert needs_second_step(kind, status) is twice
