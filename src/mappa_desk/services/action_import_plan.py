"""The dry run of a spreadsheet: each row against the vault, accepted, doubted or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher

from mappa_desk.domain.action_import import Layout, PlannedRow, RowDoing, RowSaid, Sheet, Verdict
from mappa_desk.domain.action_import_dates import quoted
from mappa_desk.domain.action_import_owners import Known
from mappa_desk.domain.action_import_rows import Reader, case_over, named_case, rows_said
from mappa_desk.domain.actions import Action, ActionEventKind, ActionState, Deadline
from mappa_desk.domain.calendar_words import short_date
from mappa_desk.domain.capture_people import plain
from mappa_desk.domain.carry_over import SETTLING
from mappa_desk.domain.cases import Case
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.identifiers import split_action_reference
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.people import Person
from mappa_desk.services.action_import_cases import (
    OPEN_IT,
    CaseFinder,
    closed_by_itself,
    reference_to_open,
)
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.filing import area_agencies
from mappa_desk.services.work import Work
from mappa_desk.store.queries.actions import events_of_case
from mappa_desk.store.work import Reading

STATES = {
    ActionState.OPEN: "open",
    ActionState.DONE: "done",
    ActionState.DONE_LATE: "done late",
    ActionState.OVERTAKEN: "overtaken by events",
    ActionState.NOT_DONE: "not done",
    ActionState.WITHDRAWN: "withdrawn",
}
NEEDS_REASON = (ActionEventKind.OVERTAKEN, ActionEventKind.NOT_DONE, ActionEventKind.WITHDRAWN)
OWNER_LIMIT = 300
"""Characters of a name or a role; what is longer is no owner."""
LOOKED_THROUGH = 30
"""The newest actions of one number among which words that are nearly the same are looked for."""
_NEARLY = 0.6
"""How alike the words of two rows with one number are, from 0 to 1, when they are one action."""
_DONE = (ActionState.DONE, ActionState.DONE_LATE)


class Trial:
    """One dry run: the vault as it is, and the rows one after the other."""

    def __init__(
        self, work: Work, reading: Reading, *, case_id: str, cases: Mapping[str, str], finder: CaseFinder
    ) -> None:
        self._reading, self._today = reading, work.today()
        self._finder, self._cases, self._over = finder, cases, finder.by_id(case_id)
        agencies = tuple(one for one in area_agencies(reading, work) if one.active)
        self._known = Known(agencies, reading.all(Person))
        self._held: dict[str, _Held] = {}
        self._seen: dict[tuple[str, str, str], int] = {}
        self._places: dict[str, int] = {}
        """How far the actions with the words of this one were gone through, by its id."""
        self.unknown: dict[str, None] = {}
        """Cases that nobody knows, in the order of the sheet."""

    @property
    def over(self) -> str:
        """Reference of the case of rows that name none."""
        return self._over.reference if self._over else ""

    def planned(self, sheet: Sheet, layout: Layout) -> tuple[PlannedRow, ...]:
        """Every row with what it becomes."""
        reader = Reader(
            known=self._known,
            today=self._today,
            case_in=self._finder.reference_in,
            is_holiday=is_bank_holiday,
        )
        if self._over is None:
            self._over = self._finder.by_mark(case_over(sheet, layout, self._finder.reference_in))
        return tuple(map(self._plan, rows_said(sheet, layout, reader)))

    def _plan(self, said: RowSaid) -> PlannedRow:
        fault = said.fault or _too_long(said)
        if fault:
            return _refused(said, fault)
        case, new_reference, doubts = self._case(said)
        if case is None and not new_reference:
            return PlannedRow(said=said, verdict=Verdict.DOUBTED, doing=RowDoing.NEW, sentences=doubts)
        action, more, fault = self._action(said, case) if case else (None, (), "")
        if fault:
            return _refused(said, fault)
        reference = case.reference if case else new_reference
        row = PlannedRow(
            said=said,
            verdict=Verdict.ACCEPTED,
            doing=RowDoing.NEW,
            case_id=case.id if case else "",
            case_reference=reference,
            opens_case=case is None,
        )
        again, doubled = self._again(said, reference, action)
        if doubled:
            return _refused(said, doubled)
        doubts = (*doubts, *more, *again)
        return self._update(row, action, doubts) if action else self._new(row, case, doubts)

    def _case(self, said: RowSaid) -> tuple[Case | None, str, tuple[str, ...]]:
        """The case of a row, or the reference to open one under, and the doubts about it."""
        words = said.case
        wish = self._cases.get(words, "")
        chosen = self._finder.by_id(wish)
        if wish == OPEN_IT:
            reference, fault = reference_to_open(words)
            chosen = self._finder.by_mark(reference)
            if chosen is None and fault:
                return None, "", (f"The reference {quoted(words)} {fault}.",)
            if chosen is None:
                return None, reference, (f"Taking it in opens {reference}.",)
        if chosen is not None:
            return chosen, "", self._closed(chosen)
        if not words:
            case = self._finder.by_mark(said.action_number) or self._over
            return case, "", self._closed(case) if case else ("It names no case.",)
        case = self._finder.by_mark(words)
        doubts: tuple[str, ...] = ()
        if case is None:
            case = self._finder.by_mark(named_case(words, self._finder.reference_in))
            if case is not None and case.reference.casefold() not in words.casefold():
                doubts = (f"{quoted(words)} is taken as {case.reference}, by the name.",)
        if case is None:
            self.unknown[words] = None
            return None, "", (f"The vault holds no case {quoted(words)}.",)
        if said.case_above:
            doubts = (*doubts, f"It names no case; taken as above, {case.reference}.")
        return case, "", (*doubts, *self._closed(case))

    def _closed(self, case: Case) -> tuple[str, ...]:
        """The doubt about a case that is closed."""
        if case.closed_on is None:
            return ()
        again = " Taking it in opens it again." if closed_by_itself(self._reading, case) else ""
        return (f"{case.reference} is closed.{again}",)

    def _action(self, said: RowSaid, case: Case) -> tuple[Action | None, tuple[str, ...], str]:
        """The action that a row is about, the doubts about that, and why the row is refused."""
        number = said.action_number.strip()
        split = split_action_reference(number.upper())
        if split and self._finder.by_mark(split[0]) not in (case, None):
            return None, (), f"Its number {quoted(number)} is of another case."
        held = self._of(case)
        ours = split is not None and self._finder.by_mark(split[0]) is case
        tag = split[1] if split and ours else number.upper()
        found = held.numbered(tag, number, said.text)
        if found is not None:
            other = said.text and not _same(found.text, said.text)
            return found, (f"{found.tag} reads otherwise: {quoted(found.text)}.",) if other else (), ""
        same = held.by_text.get(_folded(said.text), ())
        if same:
            alike = self._next_of(same)
            doubt = f"Its words are those of {alike.tag}, so it is taken as that one."
            if len(same) > 1:
                return alike, (f"{len(same)} actions read so; it is taken as {alike.tag}.",), ""
            return alike, () if alike.import_id and not number else (doubt,), ""
        if not said.text:
            several = len(held.by_source.get(_folded(number), ()))
            has = f"{several} actions with the number" if several > 1 else "no action"
            return None, (), f"{case.reference} has {has} {quoted(number)}, and the row has no words."
        return None, self._new_number(held, case, tag, number), ""

    def _next_of(self, same: Sequence[Action]) -> Action:
        """The first of these that no row was about yet, else the last of them."""
        at = self._places.get(same[0].id, 0)
        while at < len(same) - 1 and ("", "", same[at].id) in self._seen:
            at += 1
        self._places[same[0].id] = at
        return same[at]

    def _new_number(self, held: _Held, case: Case, tag: str, number: str) -> tuple[str, ...]:
        """The doubt about the number of a new action."""
        taken = held.by_source.get(_folded(number), ())
        if taken:
            return (f"{taken[-1].tag} has the number {quoted(number)} too; taken as a new one.",)
        if _is_tag(tag):
            return (f"{case.reference} has no action {quoted(number)}; taken as a new one.",)
        return ()

    def _again(self, said: RowSaid, reference: str, action: Action | None) -> tuple[tuple[str, ...], str]:
        """The doubt about a row that says what another has said, or why it is refused."""
        if action is not None:
            before = self._seen.setdefault(("", "", action.id), said.number)
            return (), "" if before == said.number else f"Row {before} is about {action.tag} too."
        for kind, words in (("number", said.action_number), ("words", said.text)):
            before = (
                self._seen.setdefault((reference, kind, _folded(words)), said.number)
                if words
                else said.number
            )
            if before != said.number:
                return (f"Row {before} has the same {kind}.",), ""
        return (), ""

    def _new(self, row: PlannedRow, case: Case | None, doubts: tuple[str, ...]) -> PlannedRow:
        said = row.said
        outcome = said.state.outcome
        more = [*said.doubts, *said.owner.doubts, said.due.doubt, said.state.doubt]
        if outcome is not None and said.state.on is None:
            more.append(f"It says {_say(outcome)} and not on which day.")
        if outcome in NEEDS_REASON and not said.update:
            more.append(f"It says {_say(outcome)} and not why.")
        found = (*doubts, *filter(None, more))
        return replace(row, sentences=found, verdict=_verdict(found), outcome=outcome, note=said.update)

    def _update(self, row: PlannedRow, action: Action, doubts: tuple[str, ...]) -> PlannedRow:
        said, more = row.said, list(doubts)
        told = self._held[action.case_id].told.get(action.id, set())
        news = said.update if said.update and _folded(said.update) not in told else ""
        outcome = self._outcome(action, said, more)
        due = self._due(action, said, more) if outcome is None else None
        if said.state.doubt and (outcome or news or action.state is ActionState.OPEN):
            more.append(said.state.doubt)
        if _other_owner(action, said):
            more.append("It names another owner; the owner stays. Transfer the action in the tracker.")
        changes = bool(news or outcome or due)
        if not changes and not more:
            more.append(f"{action.tag} holds all of it.")
            verdict = Verdict.ACCEPTED
        else:
            verdict = _verdict(tuple(more))
        return replace(
            row,
            verdict=verdict,
            doing=RowDoing.UPDATE if changes else RowDoing.SAME,
            sentences=tuple(more),
            action_id=action.id,
            tag=action.tag,
            revision=action.revision,
            outcome=outcome,
            due=due,
            note=news,
        )

    def _outcome(self, action: Action, said: RowSaid, doubts: list[str]) -> ActionEventKind | None:
        outcome = said.state.outcome
        kept = STATES[action.state]
        if outcome is None:
            if said.state.said and not said.state.doubt and action.state is not ActionState.OPEN:
                doubts.append(f"{action.tag} is settled as {kept}, the row says open. It stays settled.")
            return None
        wanted = SETTLING[outcome]
        if action.state is ActionState.OPEN:
            if said.state.on is None:
                doubts.append(f"It says {_say(outcome)} and not on which day; today is taken.")
            if outcome in NEEDS_REASON and not said.update:
                doubts.append(f"It says {_say(outcome)} and not why.")
            return outcome
        if action.state is not wanted and not {action.state, wanted} <= set(_DONE):
            doubts.append(
                f"{action.tag} is settled as {kept}, the row says {STATES[wanted]}. It stays as it is."
            )
        return None

    def _due(self, action: Action, said: RowSaid, doubts: list[str]) -> Deadline | None:
        wanted, kept = said.due.deadline, action.deadline
        if (
            not said.due_given
            or action.state is not ActionState.OPEN
            or wanted.on is None
            or wanted.on == kept.on
        ):
            return None
        before = short_date(kept.on) if kept.on else "no date"
        doubts.append(f"It gives another date: {short_date(wanted.on)} in place of {before}.")
        if said.due.doubt:
            doubts.append(said.due.doubt)
        return wanted

    def _of(self, case: Case) -> _Held:
        if case.id not in self._held:
            self._held[case.id] = _Held(self._reading, case)
        return self._held[case.id]


class _Held:
    """The actions of a case as a row may mean them, and what their histories say."""

    def __init__(self, reading: Reading, case: Case) -> None:
        actions = reading.all(Action, order_by="tag", case_id=case.id, removed=False)
        self.by_tag = {one.tag: one for one in actions}
        self.by_source: dict[str, list[Action]] = {}
        self.by_both: dict[tuple[str, str], Action] = {}
        for one in actions:
            if one.source_number.strip():
                self.by_source.setdefault(_folded(one.source_number), []).append(one)
                self.by_both.setdefault((_folded(one.source_number), _folded(one.text)), one)
        self.by_text: dict[str, list[Action]] = {}
        for one in actions:
            self.by_text.setdefault(_folded(one.text), []).append(one)
        self.told: dict[str, set[str]] = {}
        for line in events_of_case(reading, case.id):
            self.told.setdefault(line.action_id, set()).add(_folded(line.note))

    def numbered(self, tag: str, number: str, text: str) -> Action | None:
        """The action with this number, ours or that of an earlier spreadsheet with the same words, nearly."""
        if tag in self.by_tag:
            return self.by_tag[tag]
        earlier = self.by_source.get(_folded(number), ())
        if len(earlier) > 1 and not text.strip():
            return None
        number_and_words = _folded(number), _folded(text)
        same = self.by_both.get(number_and_words) if text.strip() else None
        return same or next((one for one in earlier[-LOOKED_THROUGH:] if _reworded(one.text, text)), None)


def settled_on(said: RowSaid, today: date) -> date:
    """The day on which an action that the vault holds was settled, as a row says it."""
    return min(said.state.on or today, today)


def _too_long(said: RowSaid) -> str:
    try:
        texts = (said.text, said.purpose, said.update, said.evidence, said.action_number, said.told_by)
        owner = (said.owner.name, said.owner.role, *said.owner.others)
        for words in (*texts, *owner, " ".join(said.labels)):
            check_text(words)
        if max(map(len, owner)) > OWNER_LIMIT:
            return f"Its owner has more than {OWNER_LIMIT} characters."
    except RuleError as error:
        return str(error)
    return ""


def _refused(said: RowSaid, sentence: str) -> PlannedRow:
    return PlannedRow(said=said, verdict=Verdict.REFUSED, doing=RowDoing.NOTHING, sentences=(sentence,))


def _verdict(doubts: tuple[str, ...]) -> Verdict:
    return Verdict.DOUBTED if doubts else Verdict.ACCEPTED


def _say(outcome: ActionEventKind) -> str:
    return STATES[SETTLING[outcome]]


def _other_owner(action: Action, said: RowSaid) -> bool:
    owner = said.owner
    agency = bool(owner.agency and action.owner_agency and owner.agency != action.owner_agency)
    name = bool(owner.name and action.owner_name and not _same(owner.name, action.owner_name))
    return agency or name


def _is_tag(words: str) -> bool:
    return split_action_reference(f"X-{words}") is not None


def _same(one: str, other: str) -> bool:
    return bool(other.strip()) and _folded(one) == _folded(other)


def _reworded(one: str, other: str) -> bool:
    """True where the words are nearly those, or none are given."""
    alike = SequenceMatcher(None, _folded(one)[:200], _folded(other)[:200], autojunk=False).ratio()
    return not other.strip() or alike > _NEARLY


def _folded(words: str) -> str:
    """Words for comparing. A CSV that was saved as a workbook keeps the apostrophe of a guarded cell."""
    return " ".join(plain(words).split()).rstrip(".").lstrip("'")
