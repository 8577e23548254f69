"""What each paper before a meeting may draw on: its audience, then its allow-list of fields.

As with the minutes, a field that is not listed is in no paper, so that a field added later stays out until
somebody lists it, and the renderer gets the projection and nothing else.

Who reads what:

* The agenda goes to everybody who is invited. It tells when, where and what is talked about, and which
  agencies come; of the person the reference and initials, or the name where the area prints names, and the
  reference alone when a third party is invited. A copy for one agency adds that agency's own open actions.
* The invitation goes to one agency. An agency cannot search its records for a reference, so that it holds
  the name, other names and birth date where the area names people in invitations; the ViSOR reference goes
  only to the responsible authorities. Telling a third party anything is a disclosure: it gets reference and
  time.
* The running book is the chair's own: prompts, words to say, what was decided and what is open, restricted
  parts too. It names the person. Addresses stay out, as nobody chairs by them.
* The running sheet lies open on the table: initials, numbers of actions with owner and date, no word of the
  case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto
from types import MappingProxyType

from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.agencies import AgencyClass
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.edition_fields import paths
from mappa_desk.domain.editions import GENERAL, Edition, blanked, by_initials
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentKind, PreviousAction
from mappa_desk.domain.preparation import PapersSnapshot

_OWN_ACTION = "id meeting_id tag text owner_role owner_agency deadline urgent state carried"
_HEADED = "id area_name handling_short print_names verified"
_SENT = f"{_HEADED} logo logo_says"

AGENDA_FIELDS = paths(
    papers_snapshot="case meeting items attendance agencies form open_actions taken_on",
    case="id reference name practice",
    meeting="id number kind level state planned_on planned_at planned_minutes place chair minutes_by",
    item="id meeting_id number code title short_title group minutes",
    attendance="id seat agency role is_chair observer",
    previous_action="action",
    action=_OWN_ACTION,
    deadline="kind on",
    agency="id name agency_class order",
    form=_SENT,
)
INVITATION_FIELDS = paths(
    papers_snapshot=(
        "case meeting previous_meeting attendance agencies form open_actions statement reply_by ask_for "
        "taken_on name_in_invitation day"
    ),
    case="id reference name also_known_as date_of_birth visor_reference lead_agency lead_officer practice",
    meeting="id number kind level state planned_on planned_at planned_minutes place chair started_at",
    attendance="id seat agency name role is_chair observer",
    previous_action="action",
    action=_OWN_ACTION,
    deadline="kind on",
    agency="id name agency_class order",
    form=f"{_SENT} statement_edition",
    agency_sheet="agency slots arrives leaves gaps",
    sheet_slot="at ends reference",
    stretch="begins ends",
)
RUNNING_BOOK_FIELDS = paths(
    papers_snapshot=(
        "case meeting previous_meeting items attendance agencies form open_actions last_decisions standings "
        "statement taken_on restricted"
    ),
    case=(
        "id reference name also_known_as date_of_birth category level lead_agency lead_officer whereabouts "
        "release_on visor_reference summary practice"
    ),
    meeting=(
        "id case_id number kind level category state planned_on planned_at planned_minutes place chair "
        "chair_agency minutes_by started_at lead_agency lead_officer brief_why brief_risk"
    ),
    item=(
        "id meeting_id number code title short_title say prompts record needs heard_in group statutory "
        "minutes"
    ),
    attendance=(
        "id meeting_id seat agency name role state mode deputy_for observer is_chair report_received "
        "report_dated paperwork_sent absence_reason"
    ),
    previous_action="action events handling recipients in_closed_part stayed_agencies",
    action=(
        "id case_id meeting_id entry_id tag text purpose owner_name owner_role owner_agency "
        "owner_attendance_id on_behalf_taken_by deadline urgent state acceptance accepted_at objection "
        "carried"
    ),
    deadline="kind on said",
    action_event=(
        "id action_id meeting_id at event_kind note told_by due_before due_after owner_before owner_after"
    ),
    decision=(
        "id meeting_id entry_id number decision_kind heading decided because also_considered dissent "
        "dissent_asked resolved takes_effect level"
    ),
    dissent="agency why",
    standing="id case_id since category level lead_agency meeting_id reason",
    agency="id name agency_class order",
    form=f"{_HEADED} statement_edition statement_short",
)
RUNNING_SHEET_FIELDS = paths(
    papers_snapshot="case meeting items attendance agencies form open_actions statement taken_on",
    case="id reference name practice",
    meeting="id number kind level state planned_on planned_at planned_minutes place chair minutes_by",
    item="id meeting_id number code title short_title needs group minutes",
    attendance="id seat agency name role is_chair observer",
    previous_action="action",
    action="id meeting_id tag owner_agency deadline state",
    deadline="kind on",
    agency="id name agency_class order",
    form=f"{_HEADED} statement_short",
)

_BY_NAME = GENERAL | {Handling.NAMED_RECIPIENTS}
PAPER_EDITIONS: Mapping[DocumentKind, Edition] = MappingProxyType(
    {
        edition.kind: edition
        for edition in (
            Edition(DocumentKind.AGENDA, AGENDA_FIELDS, _BY_NAME),
            Edition(DocumentKind.RUNNING_BOOK, RUNNING_BOOK_FIELDS, _BY_NAME),
            Edition(DocumentKind.RUNNING_SHEET, RUNNING_SHEET_FIELDS, frozenset(Handling)),
            Edition(DocumentKind.INVITATION, INVITATION_FIELDS, _BY_NAME),
        )
    }
)
"""Unsanitised intelligence is in none; of such an action the running sheet has number and date."""

_FOR_NOBODY_ELSE = {
    DocumentKind.RUNNING_BOOK: "The running book is the chair’s own and goes to no agency.",
    DocumentKind.RUNNING_SHEET: "The running sheet is for the meeting’s own table and goes to no agency.",
}


class Known(Enum):
    """By what a paper lets its reader know the person."""

    NAME = auto()
    INITIALS = auto()
    REFERENCE = auto()


def check_paper_reader(kind: DocumentKind, *, agency: str = "", recipient: str = "") -> None:
    """Raises RuleError for an invitation without an agency and for a chair's paper that is to go to one."""
    if kind is DocumentKind.INVITATION and not agency:
        raise RuleError("Say which agency is invited.", field="agency")
    if kind in _FOR_NOBODY_ELSE and (agency or recipient):
        raise RuleError(_FOR_NOBODY_ELSE[kind], field="agency")


def project_paper(snapshot: PapersSnapshot, kind: DocumentKind, *, agency: str = "") -> PapersSnapshot:
    """The snapshot with what this paper may hold for this reader and nothing else.

    What is not listed has its default. `form.print_names` of the result says whether it holds the name, which
    is reduced to initials or left out elsewhere. An invitation needs its `agency`, and an agenda may have
    one: such a copy holds that agency's open actions as far as it may read them, and no other's. Raises
    RuleError as `check_paper_reader`.
    """
    check_paper_reader(kind, agency=agency)
    edition = PAPER_EDITIONS[kind]
    is_outside = bool(agency) and not _may_be_told(snapshot, agency)
    known = person_known_by(snapshot, kind, agency=agency)
    seen = replace(
        snapshot,
        open_actions=() if is_outside else _actions_for(snapshot, edition, agency),
        day=tuple(sheet for sheet in snapshot.day if sheet.agency == agency),
        form=replace(snapshot.form, print_names=known is Known.NAME),
    )
    if known is not Known.NAME:
        seen = replace(seen, case=by_initials(seen.case))
    if known is Known.REFERENCE:
        seen = replace(seen, case=replace(seen.case, name=""))
    if kind is DocumentKind.AGENDA:
        # Number 0 is what the chair sees to before the room fills.
        seen = replace(seen, items=tuple(item for item in seen.items if item.number))
    elif kind is DocumentKind.INVITATION:
        seen = _for_one_agency(seen, agency, is_outside=is_outside)
    return blanked(seen, edition.fields)


def person_known_by(snapshot: PapersSnapshot, kind: DocumentKind, *, agency: str = "") -> Known:
    """By what a paper lets its reader know the person: a third party or unknown agency by reference alone.

    An agenda for everybody is for the one among those invited who may know least.
    """
    if kind is DocumentKind.RUNNING_BOOK:
        return Known.NAME
    if kind is DocumentKind.RUNNING_SHEET:
        return Known.INITIALS
    readers = (agency,) if agency else {row.agency for row in snapshot.attendance if row.agency}
    if not all(_may_be_told(snapshot, reader) for reader in readers):
        return Known.REFERENCE
    named = snapshot.name_in_invitation if kind is DocumentKind.INVITATION else snapshot.form.print_names
    return Known.NAME if named else Known.INITIALS


def _class_of(snapshot: PapersSnapshot, agency: str) -> AgencyClass:
    """What the agency is to MAPPA; a third party when the area does not know it."""
    found = (one.agency_class for one in snapshot.agencies if one.code == agency)
    return next(found, AgencyClass.THIRD_PARTY)


def _may_be_told(snapshot: PapersSnapshot, agency: str) -> bool:
    return _class_of(snapshot, agency) is not AgencyClass.THIRD_PARTY


def _actions_for(snapshot: PapersSnapshot, edition: Edition, agency: str) -> tuple[PreviousAction, ...]:
    """The open actions of one paper: all for the chair and the record, an agency's own for that agency."""
    still_open = (
        past
        for past in snapshot.open_actions
        if past.action.state is ActionState.OPEN
        and not past.action.removed
        and past.handling in edition.handling
    )
    if edition.kind in _FOR_NOBODY_ELSE:
        return tuple(still_open)
    return tuple(past for past in still_open if agency and _may_have(past, agency))


def _may_have(past: PreviousAction, agency: str) -> bool:
    if past.action.owner_agency != agency:
        return False
    if past.in_closed_part and agency not in past.stayed_agencies:
        return False
    return past.handling is not Handling.NAMED_RECIPIENTS or agency in past.recipients


def _for_one_agency(snapshot: PapersSnapshot, agency: str, *, is_outside: bool) -> PapersSnapshot:
    """An invitation's own people, times and identifiers."""
    case = snapshot.case
    if is_outside:
        case = replace(case, lead_agency="", lead_officer="")
    if _class_of(snapshot, agency) is not AgencyClass.RESPONSIBLE_AUTHORITY or not snapshot.form.print_names:
        case = replace(case, visor_reference="")
    needed = {agency, case.lead_agency}
    return replace(
        snapshot,
        case=case,
        previous_meeting=None if is_outside else snapshot.previous_meeting,
        attendance=tuple(row for row in snapshot.attendance if row.agency == agency),
        agencies=tuple(one for one in snapshot.agencies if one.code in needed),
        ask_for=() if is_outside else snapshot.ask_for,
    )
