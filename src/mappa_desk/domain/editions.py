"""What each document may draw on: an allow-list of fields, the handling flags it takes, and closed parts.

A field that is not listed here is in no document, so that a field added later stays out until somebody lists
it. The renderer gets the projection and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from mappa_desk.domain.cases import Case
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.edition_blanks import blanked, kind_of
from mappa_desk.domain.edition_fields import (
    ACTION_LIST_FIELDS,
    CALL_FIELDS,
    ERRATUM_FIELDS,
    LETTER_FIELDS,
    MINUTES_FIELDS,
    SUMMARY_FIELDS,
)
from mappa_desk.domain.edition_gate import IN_A_CLOSED_PART, Because, Gate, LeftOut, Reader, numbers_of
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.executive_summaries import check_summary, put_right, written_for
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot, MinutesStatus

__all__ = [
    "AS_MINUTES",
    "EDITIONS",
    "FROM_APPROVED",
    "GENERAL",
    "IN_A_CLOSED_PART",
    "LIVE_LISTS",
    "OF_ONE_AGENCY",
    "Because",
    "Edition",
    "LeftOut",
    "blanked",
    "by_initials",
    "kind_of",
    "left_out",
    "project",
]

GENERAL = frozenset({Handling.NORMAL, Handling.NOT_FOR_SUMMARY, Handling.NOT_FOR_PERSON})
"""Flags that every document for those who work with the person takes. Unsanitised intelligence is in none."""
FOR_THE_PERSON = frozenset({Handling.NORMAL})
"""Flags that a document takes which may reach the person discussed."""
AS_MINUTES = frozenset(
    {
        DocumentKind.MINUTES,
        DocumentKind.CHAIR_DRAFT,
        DocumentKind.ATTENDEE_COPY,
        DocumentKind.AGENCY_COPY,
    }
)
"""Kinds that hold the minutes themselves."""
OF_ONE_AGENCY = frozenset(
    {DocumentKind.AGENCY_ACTIONS, DocumentKind.AGENCY_SLIP, DocumentKind.CALL_FOR_UPDATES}
)
"""Lists that hold the actions of one agency alone."""
LIVE_LISTS = frozenset({DocumentKind.ACTIONS, DocumentKind.ACTIONS_NOW, DocumentKind.DO_NOW, *OF_ONE_AGENCY})
"""Kinds that tell how actions stand on the day they are printed; all others tell of the minutes."""
FROM_APPROVED = frozenset(
    {DocumentKind.EXECUTIVE_SUMMARY, DocumentKind.COVERING_LETTER, DocumentKind.ERRATUM}
)
"""Kinds that are made from approved minutes alone: they go to people who were not there, or answer them."""
_FOR_READERS = (AS_MINUTES - {DocumentKind.CHAIR_DRAFT}) | OF_ONE_AGENCY
_WITH_ANNEX = (DocumentKind.MINUTES, DocumentKind.CHAIR_DRAFT)


@dataclass(frozen=True, slots=True)
class Edition:
    """One kind of document: the fields it may hold, as "kind.field", and the handling flags it takes."""

    kind: DocumentKind
    fields: frozenset[str]
    handling: frozenset[Handling] = GENERAL


EDITIONS = MappingProxyType(
    {
        edition.kind: edition
        for edition in (
            Edition(DocumentKind.MINUTES, MINUTES_FIELDS),
            Edition(DocumentKind.CHAIR_DRAFT, MINUTES_FIELDS),
            Edition(DocumentKind.ACTIONS, ACTION_LIST_FIELDS),
            Edition(DocumentKind.AGENCY_ACTIONS, ACTION_LIST_FIELDS),
            Edition(DocumentKind.ATTENDEE_COPY, MINUTES_FIELDS),
            Edition(DocumentKind.AGENCY_COPY, MINUTES_FIELDS),
            Edition(DocumentKind.EXECUTIVE_SUMMARY, SUMMARY_FIELDS, FOR_THE_PERSON),
            Edition(DocumentKind.COVERING_LETTER, LETTER_FIELDS, FOR_THE_PERSON),
            Edition(DocumentKind.ERRATUM, ERRATUM_FIELDS),
            Edition(DocumentKind.ACTIONS_NOW, ACTION_LIST_FIELDS),
            Edition(DocumentKind.AGENCY_SLIP, ACTION_LIST_FIELDS),
            Edition(DocumentKind.CALL_FOR_UPDATES, CALL_FIELDS),
            Edition(DocumentKind.DO_NOW, ACTION_LIST_FIELDS),
        )
    }
)


def project(
    snapshot: MinutesSnapshot,
    kind: DocumentKind,
    *,
    agency: str = "",
    person: str = "",
    annex: bool = False,
    left: Sequence[str] = (),
) -> MinutesSnapshot:
    """The snapshot with what this document may hold and nothing else.

    What is not listed has its default. Removed entries, entries marked "sanitise", entries for named
    recipients and closed parts are left out, with the decisions and actions that stand on them. A copy for
    an `agency` holds what names it as a recipient and the closed parts in which all of its people stayed;
    for a `person` of it (id of the attendance row), those in which that person stayed. `annex` (for the
    area's own file) adds those of everybody. `left` are ids of entries, decisions, actions and errata that
    were ticked to be left out of this copy. A list of one agency's actions needs `agency` and holds that
    agency's alone. An executive summary holds of the entries only what was written for it. The name of the
    person is reduced to initials, and other names and the birth date go, unless the area's form prints names.
    Raises RuleError for a copy or list of one agency without an agency, for annexes in a list or in a copy
    for an agency, for a tick on nothing, for a summary, a letter or a paper of errata from minutes that are
    not approved, and for words of a summary that name somebody or that an erratum tells of without quoting.
    """
    reader = Reader(agency=agency, person=person, annex=annex, left=frozenset(left))
    gate = _gate(snapshot, kind, reader)
    visible = gate.let_through()
    if kind in OF_ONE_AGENCY:
        visible = _only_of(visible, agency)
    if kind is DocumentKind.EXECUTIVE_SUMMARY:
        visible = _summarised(visible, numbers_of(snapshot))
        check_summary(snapshot, visible)
    return _without_name(blanked(visible, EDITIONS[kind].fields))


def left_out(
    snapshot: MinutesSnapshot,
    kind: DocumentKind,
    *,
    agency: str = "",
    person: str = "",
    annex: bool = False,
    left: Sequence[str] = (),
) -> tuple[LeftOut, ...]:
    """What handling, a closed part or a tick keeps out of a copy, that its reader might look for in it.

    Minutes: entries, earlier actions, what was told of one in a closed part, and errata. A list: actions
    alone, and of one agency its own. A summary: what was written for it. Removed entries are not counted:
    they are no part of the record. Raises as `project`.
    """
    reader = Reader(agency=agency, person=person, annex=annex, left=frozenset(left))
    gate = _gate(snapshot, kind, reader)
    if kind in AS_MINUTES:
        return (*gate.entries_out(), *gate.past_out(), *gate.told_out(), *gate.errata_out())
    if kind is DocumentKind.EXECUTIVE_SUMMARY:
        written = {entry.id for entry in snapshot.entries if written_for(entry) is not None}
        return tuple(one for one in gate.entries_out() if one.record_id in written)
    if kind in LIVE_LISTS:
        own = _only_of(snapshot, agency) if kind in OF_ONE_AGENCY else snapshot
        past = () if kind is DocumentKind.ACTIONS_NOW else gate.past_out(own)
        return (*gate.actions_out(own), *past)
    return tuple(gate.errata_out()) if kind is DocumentKind.ERRATUM else ()


def _gate(snapshot: MinutesSnapshot, kind: DocumentKind, reader: Reader) -> Gate:
    _check_reader(kind, reader.agency, reader.annex)
    if kind in FROM_APPROVED and snapshot.status is MinutesStatus.DRAFT:
        raise RuleError("The minutes are not approved yet, and this is made from approved minutes.")
    if kind is DocumentKind.ACTIONS_NOW and snapshot.status is not MinutesStatus.DRAFT:
        raise RuleError("The minutes are approved. Give the action list in place of this page.", field="kind")
    if reader.left and kind is DocumentKind.CHAIR_DRAFT:
        raise RuleError("The draft for the chair holds every part.", field="left")
    if kind not in _FOR_READERS:
        reader = replace(reader, agency="", person="")
    gate = Gate(snapshot, EDITIONS[kind].handling, reader)
    gate.check_ticks()
    return gate


def _check_reader(kind: DocumentKind, agency: str, annex: bool) -> None:
    if kind in OF_ONE_AGENCY and not agency:
        raise RuleError("Say which agency the list of actions is for.", field="agency")
    if kind is DocumentKind.AGENCY_COPY and not agency:
        raise RuleError("Say which agency the copy is for.", field="agency")
    if annex and kind not in _WITH_ANNEX:
        raise RuleError("Only the full minutes have annexes.", field="annex")
    if annex and agency:
        raise RuleError(
            "The copy with every restricted part is for the area's own file, not for an agency.",
            field="annex",
        )


def _only_of(snapshot: MinutesSnapshot, agency: str) -> MinutesSnapshot:
    return replace(
        snapshot,
        actions=tuple(action for action in snapshot.actions if action.owner_agency == agency),
        previous_actions=tuple(
            past for past in snapshot.previous_actions if past.action.owner_agency == agency
        ),
        agencies=tuple(known for known in snapshot.agencies if known.code == agency),
    )


def _summarised(snapshot: MinutesSnapshot, numbers: Mapping[str, str]) -> MinutesSnapshot:
    """Only words written for the summary, agencies by name, and of the next review no more than the month."""
    kept = []
    for entry in snapshot.entries:
        found = written_for(entry)
        if found is not None and found.part is not None:
            words = put_right(found.words, numbers.get(entry.id, ""), snapshot.errata)
            kept.append(replace(entry, item=found.part.value, text=words))
    there = {row.agency for row in snapshot.attendance if row.took_part and not row.observer}
    meeting = snapshot.meeting
    review = meeting.next_review
    if review is not None and review.on is not None:
        meeting = replace(meeting, next_review=replace(review, on=review.on.replace(day=1)))
    return replace(
        snapshot,
        meeting=meeting,
        entries=tuple(kept),
        agencies=tuple(agency for agency in snapshot.agencies if agency.code in there),
    )


def _without_name(snapshot: MinutesSnapshot) -> MinutesSnapshot:
    if snapshot.form.print_names:
        return snapshot
    return replace(snapshot, case=by_initials(snapshot.case))


def by_initials(case: Case) -> Case:
    """The case with the name reduced to initials, without other names and birth date."""
    initials = " ".join(f"{word[0]}." for word in case.name.split())
    return replace(case, name=initials, also_known_as=(), date_of_birth=None)
