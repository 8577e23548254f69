"""Gaps in what a meeting leaves behind: decisions, actions, and the outcome of actions from before."""

from __future__ import annotations

from collections.abc import Iterator

from mappa_desk.domain.action_wording import has_two_actions, owner_hint, vague_verb
from mappa_desk.domain.actions import Acceptance, Action, ActionState, DeadlineKind
from mappa_desk.domain.agendas import Need
from mappa_desk.domain.cases import Category, Level
from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.decisions import Decision, DecisionKind
from mappa_desk.domain.gaps_places import Places
from mappa_desk.domain.levels import leaves_mappa
from mappa_desk.domain.views import DeskView, Gap

_ASKED = {
    DecisionKind.LEVEL: (Need.LEVEL_DECISION, "The level decision is not recorded."),
    DecisionKind.DISCLOSURE: (Need.DISCLOSURE_DECISION, "The disclosure decision is not recorded."),
}


def decision_gaps(view: DeskView, places: Places) -> Iterator[Gap]:
    """Decisions that are missing, have no reason, or for which nobody asked who disagreed."""
    standing = [decision for decision in view.decisions if decision.entry_id in places.entry]
    for kind, (need, sentence) in _ASKED.items():
        if places.needs(need) and all(decision.decision_kind is not kind for decision in standing):
            yield places.of_meeting(f"{kind.value}_decision", sentence, True, places.holding(need))
    for decision in standing:
        yield from _gaps_of_decision(decision, view, places)


def _gaps_of_decision(decision: Decision, view: DeskView, places: Places) -> Iterator[Gap]:
    name = f"Decision {decision.number}"
    if not decision.because.strip():
        yield _of_decision(decision, places, "decision_reason", f"{name} has no reason.", True)
    if not decision.dissent and not decision.dissent_asked:
        yield _of_decision(decision, places, "dissent", f"{name} does not say who disagreed.", True)
    for view_against in decision.dissent:
        if not view_against.why.strip():
            sentence = f"{name} does not say why {places.agency(view_against.agency)} disagreed."
            yield _of_decision(decision, places, "dissent_reason", sentence, False)
    if decision.dissent and not decision.resolved.strip():
        sentence = f"{name} does not say how the disagreement was resolved."
        yield _of_decision(decision, places, "dissent_resolved", sentence, False)
    if decision.decision_kind is DecisionKind.LEVEL:
        category = view.meeting.category or view.case.category
        if decision.level is None and not leaves_mappa(view):
            sentence = f"{name} does not say which level."
            if category is Category.THREE:
                sentence = f"{name} names no level. If the person leaves MAPPA, say why no review follows."
            yield _of_decision(decision, places, "level_missing", sentence, True)
        elif category is Category.THREE and decision.level is Level.ONE:
            sentence = (
                f"{name} puts Category 3 at Level 1. The person stays at Level 2 or 3, or leaves MAPPA."
            )
            yield _of_decision(decision, places, "level_category", sentence, True)


def action_gaps(view: DeskView, places: Places, vague_verbs: tuple[str, ...]) -> Iterator[Gap]:
    """Actions of this meeting without owner or date; and wording and read-back that are worth a look."""
    for action in view.actions:
        if not action.removed:
            yield from _gaps_of_action(action, view, places, vague_verbs)


def _gaps_of_action(
    action: Action, view: DeskView, places: Places, vague_verbs: tuple[str, ...]
) -> Iterator[Gap]:
    name, deadline = f"Action {action.place}", action.deadline
    if owner_hint(action):
        alone = f"names {places.agency(action.owner_agency)} and no person or role"
        said = alone if action.owner_agency else "has no owner"
        yield _of_action(action, places, "owner", f"{name} {said}.", True)
    review = view.meeting.next_review
    if deadline.kind is DeadlineKind.NONE or (deadline.kind is DeadlineKind.DATE and deadline.on is None):
        yield _of_action(action, places, "due", f"{name} has no date.", True)
    elif deadline.kind is DeadlineKind.NEXT_MEETING and review is not None and review.none_because.strip():
        sentence = f"{name} is due at the next meeting, and there is none."
        yield _of_action(action, places, "due_no_meeting", sentence, True)
    elif deadline.kind is DeadlineKind.BEFORE_RELEASE and deadline.on is None:
        sentence = f"{name} is due before release, and the release date is not known."
        yield _of_action(action, places, "due_release", sentence, False)
    elif deadline.on is not None and deadline.on < view.meeting.planned_on:
        yield _of_action(action, places, "due_past", f"{name} is due before this meeting.", False)
    verb = vague_verb(action.text, vague_verbs)
    if verb:
        sentence = f"{name} begins with “{verb}”, which nobody can tick off."
        yield _of_action(action, places, "vague", sentence, False)
    if has_two_actions(action.text):
        yield _of_action(action, places, "two_actions", f"{name} reads like two actions.", False)
    if _is_kept_from_owner(action, view, places):
        sentence = f"{name} is kept from {places.agency(action.owner_agency)}, which owns it: tell them."
        yield _of_action(action, places, "owner_not_told", sentence, False)
    if action.acceptance is Acceptance.NOT_READ_BACK:
        yield _of_action(action, places, "not_read_back", f"{name} was not read back.", False)
    elif action.acceptance is Acceptance.OBJECTED and not action.objection.strip():
        sentence = f"{name} was objected to, and the reason is not recorded."
        yield _of_action(action, places, "objection", sentence, False)


def _is_kept_from_owner(action: Action, view: DeskView, places: Places) -> bool:
    """True when neither the minutes nor the list for the owner's agency will hold the action."""
    entry = places.entry.get(action.entry_id or "")
    if entry is None or not action.owner_agency:
        return False
    if entry.handling is Handling.NAMED_RECIPIENTS and action.owner_agency not in entry.recipients:
        return True
    agency_of = {row.id: row.agency for row in view.attendance}
    stayed = {part.id: {agency_of.get(row_id) for row_id in part.stayed} for part in view.closed_parts}
    return action.owner_agency not in stayed.get(entry.closed_part_id or "", {action.owner_agency})


def past_action_gaps(view: DeskView, places: Places, carried_prompt: int) -> Iterator[Gap]:
    """Actions from before that are open and got no outcome; and those that are carried again and again."""
    item = places.holding(Need.ACTION_OUTCOMES)
    for past in view.past_actions:
        action = past.action
        if action.state is not ActionState.OPEN or action.removed:
            if past.left_open and not past.settled_here and not action.removed:
                sentence = (
                    f"Action {action.tag} was settled only since this meeting, which gave it no outcome."
                )
                yield _of_action(action, places, "outcome_since", sentence, False, item=item)
            continue
        if not past.settled_here:
            sentence = f"Action {action.tag} is open from before and has no outcome."
            yield _of_action(action, places, "outcome", sentence, True, item=item)
        elif action.carried >= carried_prompt:
            sentence = f"Action {action.tag} has been carried over {action.carried} times."
            yield _of_action(action, places, "carried", sentence, False, item=item)


def _of_decision(decision: Decision, places: Places, code: str, sentence: str, blocking: bool) -> Gap:
    return Gap(
        code=code,
        sentence=sentence,
        blocking=blocking,
        item=places.item_of(decision.entry_id),
        record_kind=Decision.KIND,
        record_id=decision.id,
    )


def _of_action(
    action: Action, places: Places, code: str, sentence: str, blocking: bool, *, item: str = ""
) -> Gap:
    return Gap(
        code=code,
        sentence=sentence,
        blocking=blocking,
        item=item or places.item_of(action.entry_id or ""),
        record_kind=Action.KIND,
        record_id=action.id,
    )
