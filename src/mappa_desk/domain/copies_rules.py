"""Who may be given which document, how a copy's file is called, and where a copy stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from mappa_desk.domain.contacts import MayGet
from mappa_desk.domain.copies import CopyEvent, CopyEventKind
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind


class CopyState(StrEnum):
    """Where a copy stands."""

    OUT = "out"
    """With its recipient, as far as anybody has said."""
    RECALLED = "recalled"
    """Asked back and still out."""
    RETURNED = "returned"
    DESTROYED = "destroyed"
    LOST = "lost"
    WRONG_HANDS = "wrong_hands"
    """With somebody whom it was not for."""


SETTLED = frozenset({CopyState.RETURNED, CopyState.DESTROYED})
"""States in which nobody outside holds the copy any more."""
MISSED = frozenset({CopyState.LOST, *SETTLED})
"""States in which a copy may be found."""

_BECOMES: Mapping[CopyEventKind, CopyState] = MappingProxyType(
    {
        CopyEventKind.RECALLED: CopyState.RECALLED,
        CopyEventKind.RETURNED: CopyState.RETURNED,
        CopyEventKind.DESTROYED: CopyState.DESTROYED,
        CopyEventKind.LOST: CopyState.LOST,
        CopyEventKind.WRONG_RECIPIENT: CopyState.WRONG_HANDS,
    }
)

_K = DocumentKind
NEEDS: Mapping[DocumentKind, tuple[MayGet, ...]] = MappingProxyType(
    {
        _K.MINUTES: (MayGet.MINUTES,),
        _K.ATTENDEE_COPY: (MayGet.MINUTES,),
        _K.AGENCY_COPY: (MayGet.MINUTES,),
        _K.ERRATUM: (MayGet.MINUTES,),
        _K.ACTIONS: (MayGet.ACTIONS, MayGet.MINUTES),
        _K.ACTIONS_NOW: (MayGet.ACTIONS, MayGet.MINUTES),
        _K.AGENCY_ACTIONS: (MayGet.AGENCY_ACTIONS, MayGet.ACTIONS, MayGet.MINUTES),
        _K.AGENCY_SLIP: (MayGet.AGENCY_ACTIONS, MayGet.ACTIONS, MayGet.MINUTES),
        _K.CALL_FOR_UPDATES: (MayGet.AGENCY_ACTIONS, MayGet.ACTIONS, MayGet.MINUTES),
    }
)
"""What the circulation list must say of somebody before they get a kind by it: any one of these.

Who has the minutes has the actions in them, so minutes stand for the lists too. A kind that is not here is
not given out by the circulation list: papers go out before there is one, a summary is asked for.
"""
NUMBERED = frozenset({*NEEDS, _K.EXECUTIVE_SUMMARY})
"""Kinds whose copies are numbered and marked; papers before a meeting are not."""
CHAIR_ONLY = frozenset({_K.CHAIR_DRAFT, _K.RUNNING_BOOK})
"""Made for the chair alone: nobody gets a copy."""
ONE_BY_ONE = frozenset({_K.COVERING_LETTER, _K.RUNNING_SHEET, _K.DO_NOW})
"""Made once each: an answer to one request, a sheet for the meeting's own table, a list for the telephone."""
STAYS_OPEN = frozenset({_K.CONTRIBUTION_FORM})
"""Never protected: it is filled in and read back."""


def on_the_list(kind: DocumentKind, documents: Collection[MayGet]) -> bool:
    """True when the documents that the circulation list gives somebody allow this kind."""
    return kind not in NEEDS or any(one in documents for one in NEEDS[kind])


def copy_state(events: Iterable[CopyEvent]) -> CopyState:
    """Where a copy stands by what became of it, oldest event first.

    A copy that was lost and found stands as before it was lost; one that was said to be returned or destroyed
    and is found is out.
    """
    state = before_loss = CopyState.OUT
    for event in events:
        if event.event_kind is CopyEventKind.FOUND:
            state = before_loss if state is CopyState.LOST else CopyState.OUT if state in SETTLED else state
            continue
        if event.event_kind is CopyEventKind.LOST and state is not CopyState.LOST:
            before_loss = CopyState.OUT if state in SETTLED else state
        state = _BECOMES[event.event_kind]
    return state


def recall_overdue(given: DocumentGiven, events: Iterable[CopyEvent], on: date) -> bool:
    """True from the day after the copy was to be back or destroyed, until somebody says that it is."""
    return given.recall_by is not None and given.recall_by < on and copy_state(events) not in SETTLED


def kind_refusal(kind: DocumentKind) -> str:
    """Why a kind is given out to nobody in copies; empty when it may be."""
    if kind in CHAIR_ONLY:
        return "This is for the chair alone: nobody gets a copy."
    if kind in ONE_BY_ONE:
        return "This is made once and not in copies: write it by itself."
    return ""


def copy_file_name(
    reference: str, kind: DocumentKind, *, version: int = 0, number: int = 0, large: bool = False
) -> str:
    """A neutral name by the meeting's full reference, "LAN-0417-M03-minutes-v1-copy-03.pdf".

    It names no person and no agency. `version` 0 is a draft, `number` 0 a single document. A paper before
    the meeting has no version and no copy number; `number` counts its files.
    """
    parts = [reference, kind.value]
    if kind in NUMBERED:
        parts.append(f"v{version}" if version else "draft")
    if large:
        parts.append("large")
    if number:
        parts.append(f"copy-{number:02d}" if kind in NUMBERED else f"{number:02d}")
    return f"{'-'.join(parts)}.pdf"
