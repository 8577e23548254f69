"""Where a copy stands, when a recall is overdue, who may be given what, and how a copy's file is called."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mappa_desk.domain.contacts import MayGet
from mappa_desk.domain.copies import CopyEvent, CopyEventKind
from mappa_desk.domain.copies_rules import (
    CHAIR_ONLY,
    NUMBERED,
    ONE_BY_ONE,
    CopyState,
    copy_file_name,
    copy_state,
    kind_refusal,
    on_the_list,
    recall_overdue,
)
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, MinutesStatus

K, S = CopyEventKind, CopyState
DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def _events(*kinds: CopyEventKind) -> list[CopyEvent]:
    return [
        CopyEvent(
            id=f"{number:032x}", meeting_id="m", document_id="d", event_kind=kind, happened_on=DAY, at=AT
        )
        for number, kind in enumerate(kinds)
    ]


def _given(recall_by: date | None) -> DocumentGiven:
    return DocumentGiven(
        id="d",
        meeting_id="m",
        document=DocumentKind.MINUTES,
        edition="minutes",
        version=1,
        status=MinutesStatus.APPROVED,
        recall_by=recall_by,
        at=AT,
    )


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ((), S.OUT),
        ((K.RECALLED,), S.RECALLED),
        ((K.RECALLED, K.RETURNED), S.RETURNED),
        ((K.DESTROYED,), S.DESTROYED),
        ((K.LOST,), S.LOST),
        ((K.LOST, K.FOUND), S.OUT),
        ((K.RECALLED, K.LOST, K.FOUND), S.RECALLED),
        ((K.WRONG_RECIPIENT, K.LOST, K.LOST, K.FOUND), S.WRONG_HANDS),
        ((K.RETURNED, K.FOUND), S.OUT),
        ((K.RECALLED, K.DESTROYED, K.FOUND), S.OUT),
        ((K.RETURNED, K.LOST, K.FOUND), S.OUT),
        ((K.FOUND,), S.OUT),
        ((K.RECALLED, K.FOUND), S.RECALLED),
        ((K.WRONG_RECIPIENT,), S.WRONG_HANDS),
        ((K.WRONG_RECIPIENT, K.RECALLED), S.RECALLED),
    ],
)
def test_a_copy_stands_where_its_events_put_it(kinds: tuple[CopyEventKind, ...], state: CopyState) -> None:
    """The last event counts; what was found stands as before it was missed."""
    assert copy_state(_events(*kinds)) is state


@pytest.mark.parametrize(
    ("recall_by", "kinds", "overdue"),
    [
        (None, (), False),
        (date(2026, 11, 23), (), False),
        (date(2026, 11, 22), (), True),
        (date(2026, 11, 22), (K.RECALLED,), True),
        (date(2026, 11, 22), (K.LOST,), True),
        (date(2026, 11, 22), (K.WRONG_RECIPIENT,), True),
        (date(2026, 11, 22), (K.RETURNED,), False),
        (date(2026, 11, 22), (K.DESTROYED,), False),
        (date(2026, 11, 22), (K.DESTROYED, K.FOUND), True),
    ],
)
def test_a_recall_is_overdue_from_the_day_after(
    recall_by: date | None, kinds: tuple[CopyEventKind, ...], overdue: bool
) -> None:
    """Until somebody says that the copy is back or destroyed; a lost one is still owed."""
    assert recall_overdue(_given(recall_by), _events(*kinds), DAY) is overdue


@pytest.mark.parametrize(
    ("kind", "documents", "allowed"),
    [
        (DocumentKind.MINUTES, (MayGet.MINUTES,), True),
        (DocumentKind.MINUTES, (MayGet.ACTIONS, MayGet.AGENCY_ACTIONS, MayGet.INVITATION), False),
        (DocumentKind.ATTENDEE_COPY, (), False),
        (DocumentKind.ERRATUM, (MayGet.ACTIONS,), False),
        (DocumentKind.ACTIONS, (MayGet.AGENCY_ACTIONS,), False),
        (DocumentKind.ACTIONS, (MayGet.MINUTES,), True),
        (DocumentKind.AGENCY_SLIP, (MayGet.AGENCY_ACTIONS,), True),
        (DocumentKind.INVITATION, (), True),
        (DocumentKind.EXECUTIVE_SUMMARY, (), True),
    ],
)
def test_the_list_says_who_gets_what(
    kind: DocumentKind, documents: tuple[MayGet, ...], allowed: bool
) -> None:
    """Minutes stand for the lists in them; what is not given out by the list needs nothing of it."""
    assert on_the_list(kind, documents) is allowed


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (DocumentKind.CHAIR_DRAFT, "chair alone"),
        (DocumentKind.RUNNING_BOOK, "chair alone"),
        (DocumentKind.RUNNING_SHEET, "by itself"),
        (DocumentKind.COVERING_LETTER, "by itself"),
    ],
)
def test_what_is_made_once_is_not_given_out_in_copies(kind: DocumentKind, why: str) -> None:
    """The chair's own papers and a letter to one person."""
    assert why in kind_refusal(kind)
    assert kind not in NUMBERED


def test_every_other_kind_is_given_out() -> None:
    """And only kinds that are made once are not."""
    refused = {kind for kind in DocumentKind if kind_refusal(kind)}
    assert refused == CHAIR_ONLY | ONE_BY_ONE


@pytest.mark.parametrize(
    ("kind", "facts", "name"),
    [
        (DocumentKind.MINUTES, {"version": 2, "number": 3}, "LAN-0417-M03-minutes-v2-copy-03.pdf"),
        (DocumentKind.MINUTES, {"version": 0, "number": 112}, "LAN-0417-M03-minutes-draft-copy-112.pdf"),
        (DocumentKind.ACTIONS, {"version": 1, "large": True}, "LAN-0417-M03-actions-v1-large.pdf"),
        (DocumentKind.INVITATION, {"version": 0, "number": 1}, "LAN-0417-M03-invitation-01.pdf"),
    ],
)
def test_a_file_is_called_by_references(kind: DocumentKind, facts: dict[str, int], name: str) -> None:
    """Papers before the meeting have no version."""
    assert copy_file_name("LAN-0417-M03", kind, **facts) == name
