"""The fields that documents may hold, listed one by one. What is not here is in no document.

Kept out of the minutes on purpose: what is read aloud and the chair's prompts, the line as it was typed in
the room, times spent on items, reasons for approving with gaps, the person's addresses, and when paperwork
was sent. Kept out of action lists: every name of a person, every entry, and what the case is about.
"""

from __future__ import annotations


def paths(**kinds: str) -> frozenset[str]:
    """The allow-list "kind.field" of kinds with the names of their fields."""
    return frozenset(f"{kind}.{name}" for kind, names in kinds.items() for name in names.split())


MINUTES_FIELDS = paths(
    snapshot=(
        "case meeting previous_meeting items attendance statements closed_parts handovers entries decisions "
        "actions previous_actions agencies form status version approval gap_count taken_on as_of "
        "remote_checks confirmation circulation errata erasures"
    ),
    minutes_confirmation="id revision meeting_id confirmed_meeting_id version as_presented changes at",
    circulation_line="id revision meeting_id position name role agency documents why",
    erratum="id revision meeting_id version place wrong right reason asked_by agreed_by at",
    erasure="id revision meeting_id version place record_kind order_reference ordered_by ordered_on at",
    case=(
        "id revision reference name also_known_as date_of_birth category level lead_agency lead_officer "
        "whereabouts release_on visor_reference summary practice"
    ),
    meeting=(
        "id revision case_id number kind level category state planned_on planned_at place chair "
        "chair_agency minutes_by started_at ended_at lead_agency lead_officer level_after next_review "
        "adjourned_to ended_because brief_why brief_risk"
    ),
    next_review="on at level place invite none_because",
    item="id revision meeting_id number code title short_title heard_in group statutory state reason",
    attendance=(
        "id revision meeting_id seat agency name role state mode deputy_for observer is_chair "
        "report_received report_dated intervals absence_reason"
    ),
    interval="in_at out_at",
    remote_check="id revision meeting_id attendance_id at alone not_overheard not_recording",
    statement_reading="id revision meeting_id at edition how heard_by declined_by",
    closed_part="id revision meeting_id started_at ended_at stayed reason",
    handover="id revision meeting_id of at from_whom to_whom",
    entry=(
        "id revision meeting_id item position entry_kind agency attendance_id text captured_at handling "
        "recipients closed_part_id report_dated settles_issue_id outcome outcome_reason"
    ),
    decision=(
        "id revision meeting_id entry_id number decision_kind heading decided because also_considered "
        "dissent dissent_asked resolved takes_effect level"
    ),
    dissent="agency why",
    action=(
        "id revision case_id meeting_id entry_id tag text purpose owner_name owner_role owner_agency "
        "owner_attendance_id on_behalf_taken_by deadline urgent state acceptance accepted_at objection "
        "carried settled_on settled_note"
    ),
    deadline="kind on said",
    action_event=(
        "id revision action_id meeting_id at event_kind note told_by due_before due_after owner_before "
        "owner_after"
    ),
    previous_action="action events handling recipients in_closed_part stayed_agencies",
    agency="id revision name agency_class order",
    form=(
        "id revision area_name form_title form_edition approved_by_board_on departs_because "
        "statement_edition handling_text handling_short front_sheet print_names logo logo_says section_order "
        "verified"
    ),
    approval="id revision meeting_id version approved_by how approved_on reference at",
)
"""The full minutes. Name, other names and birth date only where the area's form prints names."""

ACTION_LIST_FIELDS = paths(
    snapshot="case meeting actions previous_actions agencies form status version approval taken_on as_of",
    case="id reference practice",
    meeting="id number kind level state planned_on started_at ended_at next_review",
    next_review="on",
    action=(
        "id meeting_id tag text purpose owner_role owner_agency deadline urgent state acceptance carried "
        "settled_on"
    ),
    deadline="kind on",
    previous_action="action",
    agency="id name order",
    form="id area_name handling_text handling_short verified",
    approval="id version approved_on",
)
"""The action list and the list of one agency: no name of a person, no word of the discussion."""

CALL_FIELDS = paths(
    snapshot="case meeting actions previous_actions agencies form status version approval taken_on as_of",
    case="id reference practice",
    meeting="id number kind level state planned_on started_at next_review",
    next_review="on",
    action="id meeting_id tag text owner_role owner_agency deadline urgent state carried",
    deadline="kind on",
    previous_action="action",
    agency="id name order",
    form="id area_name handling_text handling_short verified",
    approval="id version approved_on",
)
"""The call for updates: as the action list, without why an action was given: the sheet comes back by post."""

_HEAD = {
    "case": "id reference practice",
    "form": "id area_name handling_text handling_short verified",
    "approval": "id version approved_on",
}
"""What head, foot and first lines of the shorter papers need."""
_NAMED_HEAD = {
    **_HEAD,
    "case": "id reference name also_known_as date_of_birth practice",
    "form": "id area_name handling_text handling_short print_names logo logo_says verified",
}

SUMMARY_FIELDS = paths(
    **{
        **_NAMED_HEAD,
        "case": "id reference name also_known_as date_of_birth category level practice",
        "snapshot": "case meeting entries agencies form status version approval taken_on as_of",
        "meeting": "id number kind level category state planned_on level_after next_review",
        "next_review": "on",
        "entry": "id item position text",
        "agency": "id name order",
    }
)
"""The executive summary: what the record holds as a field of its own, and words that were written for it.

No attendance: which agencies were there is read from it, and then the names of agencies are all that stays.
"""

LETTER_FIELDS = paths(
    **{
        **_NAMED_HEAD,
        "snapshot": "case meeting form status version approval taken_on as_of",
        "meeting": "id number kind level state planned_on",
    }
)
"""The covering letter: about whom and of when the minutes are, and nothing that they say."""

ERRATUM_FIELDS = paths(
    **{
        **_HEAD,
        "snapshot": "case meeting form status version approval taken_on as_of errata",
        "meeting": "id number kind level state planned_on",
        "erratum": "id meeting_id version place wrong right reason asked_by agreed_by at",
    }
)
"""The paper of errata: for everybody who has the minutes, by the reference alone."""
