"""Actions from a spreadsheet: read, tried out, taken in as one change, taken back as one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from mappa_desk.domain.action_import import (
    Becomes,
    ImportPlan,
    Layout,
    PlannedRow,
    RowDoing,
    SheetFile,
    Verdict,
)
from mappa_desk.domain.action_import_heads import found_layout, looks_like_case
from mappa_desk.domain.action_lives import own_note
from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind, ActionState, Channel
from mappa_desk.domain.calendar_words import count, short_date
from mappa_desk.domain.carry_over import SETTLING
from mappa_desk.domain.cases import Case
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chasing import ActionImport
from mappa_desk.domain.deadlines import is_overdue
from mappa_desk.domain.errors import RuleError, StaleRevision
from mappa_desk.domain.identifiers import split_action_reference
from mappa_desk.exchange.sheet_reader_process import read_sheets
from mappa_desk.services.action_history import action_events, note_event
from mappa_desk.services.action_import_cases import CaseFinder, close_opened, closed_by_itself, open_again
from mappa_desk.services.action_import_plan import NEEDS_REASON, Trial, settled_on
from mappa_desk.services.action_lives import came_in, take_back_in
from mappa_desk.services.action_replies import Reply, keep_reply
from mappa_desk.services.cases import start_case
from mappa_desk.services.due_dates import date_between
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading, UnitOfWork

_CHANGED = "{tags} changed since the dry run. Nothing was taken in; try it out again."
_AGAIN = "{rows} was taken in since the dry run. Nothing was taken in; try it out again."
_SINCE = "{tags} changed since it was taken in, so it cannot be taken back as one. Nothing was changed."


def read_sheet(path: Path) -> SheetFile:
    """The sheets of a spreadsheet, read in a process of its own. Nothing is kept.

    Raises FileRefused with one plain sentence. It waits; call it off the window's thread.
    """
    return read_sheets(path)


def best_sheet(file: SheetFile) -> int:
    """Place of the sheet that most likely holds the actions: a visible one, the most columns known."""

    def worth(at: int) -> tuple[bool, int, int]:
        sheet = file.sheets[at]
        known = sum(one is not Becomes.SKIP for one in found_layout(sheet).becomes)
        return not sheet.hidden, known, len(sheet.rows)

    return max(range(len(file.sheets)), key=worth)


def plan_import(
    work: Work,
    *,
    file: SheetFile,
    sheet: int | None = None,
    becomes: Sequence[Becomes] = (),
    case_id: str = "",
    cases: Mapping[str, str] | None = None,
    came_by: Channel = Channel.SPREADSHEET,
) -> ImportPlan:
    """What taking in a sheet would do, row by row. Nothing is kept.

    `becomes` says for each column what it becomes, if not what was guessed; `case_id` is the case of rows
    that name none, if not the one named over the heads. `cases` says which case is meant by words that no
    case of the vault has: its id, or `OPEN_IT`. A row with the number of a known action becomes an update.
    """
    place = best_sheet(file) if sheet is None else sheet
    chosen = file.sheets[place]
    with work.reading() as reading:
        finder = CaseFinder(reading.all(Case))
        layout = _layout(reading, file, place, finder)
        if becomes:
            layout = replace(layout, becomes=tuple(becomes))
        trial = Trial(work, reading, case_id=case_id, cases=cases or {}, finder=finder)
        rows = trial.planned(chosen, layout)
        noted = (*file.noted, *_noted(work, reading, file, layout), *_beside(file, place))
    return ImportPlan(
        file=file.name,
        sha256=file.sha256,
        sheet=chosen.name,
        layout=layout,
        rows=rows,
        unknown_cases=tuple(trial.unknown),
        case_over=trial.over,
        noted=noted,
        came_by=came_by,
    )


def take_in(work: Work, *, plan: ImportPlan, rows: Collection[int]) -> Outcome[ActionImport]:
    """Takes in these rows of a dry run, by their numbers, all of them or none, as one change.

    A new action gets the next number of its case without a meeting ("M00-02"). Raises RuleError when there is
    nothing to take in or a row cannot be taken, StaleRevision when an action was changed since the dry run.
    Durable on return.
    """
    wanted = plan.chosen(rows)
    if not wanted:
        raise RuleError("There is nothing to take in.", field="rows")
    if not all(row.can_be_taken for row in wanted):
        raise RuleError("One of these rows cannot be taken in.", field="rows")
    with work.writing() as uow:
        taking = _Taking(work, uow, plan)
        taking.check(wanted)
        for row in wanted:
            taking.take(row)
        kept = uow.save(
            ActionImport(
                id=taking.id,
                file_name=plan.file,
                sha256=plan.sha256,
                sheet=plan.sheet,
                columns=tuple(plan.layout.becomes),
                heads=plan.layout.heads,
                accepted=sum(row.verdict is Verdict.ACCEPTED for row in wanted),
                doubted=sum(row.verdict is Verdict.DOUBTED for row in wanted),
                refused=plan.count(Verdict.REFUSED),
                action_ids=tuple(taking.made),
                event_ids=tuple(taking.added),
                at=uow.at,
            )
        )
        uow.note("spreadsheet taken in", ActionImport.KIND, kept.id)
        return Outcome(kept, uow.changes)


def undo_import(work: Work, *, import_id: str) -> Outcome[ActionImport]:
    """Takes a whole spreadsheet back: what it made goes, what it changed is as it was before.

    Histories are only added to: an action that it changed gets a line that takes that back, and a case that
    it opened is closed unless anything else has happened in it. Raises RuleError when it was taken back
    already or anything of it changed since; then nothing is taken back. Durable on return.
    """
    with work.writing() as uow:
        kept = uow.get(ActionImport, import_id)
        if kept.undone_at is not None:
            raise RuleError("This spreadsheet was taken back already.")
        ids = frozenset(kept.event_ids)
        lines = [uow.get(ActionEvent, one) for one in kept.event_ids]
        changed = list(dict.fromkeys(one.action_id for one in lines if one.action_id not in kept.action_ids))
        actions = [uow.get(Action, one) for one in (*kept.action_ids, *changed)]
        since = [one.tag for one in actions if _changed_since(uow, one, kept, ids)]
        if since:
            raise RuleError(_SINCE.format(tags=_few(since)))
        for action in actions:
            if action.id in kept.action_ids:
                uow.save(replace(action, removed=True))
            else:
                take_back_in(work, uow, action_id=action.id, only=ids)
        close_opened(work, uow, kept)
        undone = uow.save(replace(kept, undone_at=uow.at))
        uow.note("spreadsheet taken back", ActionImport.KIND, kept.id)
        return Outcome(undone, uow.changes)


def case_choices(work: Work) -> tuple[tuple[str, str], ...]:
    """Reference and id of each case that is not closed, by reference: whom an unclear row may mean."""
    with work.reading() as reading:
        found = reading.all(Case, order_by="reference", closed_on=None)
    return tuple((case.reference, case.id) for case in found)


def imports(work: Work) -> tuple[ActionImport, ...]:
    """The spreadsheets that were taken in, the newest first, those taken back among them."""
    with work.reading() as reading:
        return reading.all(ActionImport, order_by="-at")


class _Taking:
    """One spreadsheet on its way into the vault."""

    def __init__(self, work: Work, uow: UnitOfWork, plan: ImportPlan) -> None:
        self._work, self._uow, self._plan = work.at(work.clock.now()), uow, plan
        self._opened: dict[str, Case] = {}
        self.id = work.new_id()
        self.made: list[str] = []
        self.added: list[str] = []

    def check(self, rows: Sequence[PlannedRow]) -> None:
        """Raises StaleRevision when an action that a row is about was changed since the dry run."""
        known = [(row, self._uow.find(Action, row.action_id)) for row in rows if row.action_id]
        changed = [row.tag for row, kept in known if kept is None or kept.revision != row.revision]
        if changed:
            raise StaleRevision(_CHANGED.format(tags=_few(changed)))
        held = self._held_of_this_file()
        again = [
            f"Row {row.number}"
            for row in rows
            if row.doing is RowDoing.NEW
            and (row.case_reference, row.said.action_number, row.said.text) in held
        ]
        if again:
            raise StaleRevision(_AGAIN.format(rows=_few(again)))

    def _held_of_this_file(self) -> frozenset[tuple[str, str, str]]:
        """Case, number and words of what was taken in of this very file and not taken back."""
        earlier = self._uow.all(ActionImport, sha256=self._plan.sha256, undone_at=None)
        found = (self._uow.find(Action, one) for each in earlier for one in each.action_ids)
        kept = [one for one in found if one is not None and not one.removed]
        cases = {one.case_id: self._uow.get(Case, one.case_id).reference for one in kept}
        return frozenset((cases[one.case_id], one.source_number, one.text) for one in kept)

    def take(self, row: PlannedRow) -> None:
        """Takes in one row."""
        before = {line.id for line in action_events(self._uow, row.action_id)} if row.action_id else set()
        action = self._update(row) if row.doing is RowDoing.UPDATE else self._make(row)
        self.added += [line.id for line in action_events(self._uow, action.id) if line.id not in before]

    def _make(self, row: PlannedRow) -> Action:
        said, case = row.said, self._case(row)
        note = f"From a spreadsheet, row {said.number}"
        if said.owner.others:
            note += f". Named beside the owner: {'; '.join(said.owner.others)}"
        fresh = Action(
            id=self._work.new_id(),
            case_id=case.id,
            meeting_id=None,
            entry_id=None,
            tag="",
            text=said.text,
            purpose=said.purpose,
            owner_agency=said.owner.agency,
            owner_name=said.owner.name,
            owner_role=said.owner.role,
            deadline=date_between(self._work, self._uow, said.due.deadline, case),
            urgent=said.urgent,
            before_release=said.before_release,
            labels=said.labels,
            source_number=said.action_number,
            import_id=self.id,
        )
        made = came_in(
            self._work,
            self._uow,
            _settled(fresh, row, self._work.today()),
            note=note,
            came_by=self._plan.came_by,
        )
        self.made.append(made.id)
        if row.outcome is not None or row.note:
            note_event(
                self._work,
                self._uow,
                made,
                ActionEventKind.UPDATED if row.outcome is None else ActionEventKind(made.state.value),
                note=own_note(row.note),
                told_by=said.told_by,
                came_by=self._plan.came_by,
                evidence=said.evidence,
            )
        return made

    def _update(self, row: PlannedRow) -> Action:
        said, outcome, note = row.said, row.outcome, row.note
        if outcome is None:
            outcome = ActionEventKind.UPDATED if row.due is None else ActionEventKind.REDATED
        if not note and outcome in (*NEEDS_REASON, ActionEventKind.REDATED):
            note = f"A spreadsheet says so without a reason, row {said.number}"
        settles = row.outcome is not None
        reply = Reply(
            action_id=row.action_id,
            outcome=outcome,
            came_by=self._plan.came_by,
            told_by=said.told_by,
            note=note,
            evidence=said.evidence,
            on=settled_on(said, self._work.today()) if settles else None,
            due=row.due,
        )
        return keep_reply(self._work, self._uow, reply)

    def _case(self, row: PlannedRow) -> Case:
        if not row.opens_case:
            case = self._uow.get(Case, row.case_id)
            return open_again(self._work, self._uow, case) if closed_by_itself(self._uow, case) else case
        if row.case_reference not in self._opened:
            self._opened[row.case_reference] = start_case(
                self._work,
                self._uow,
                Case(
                    id=self._work.new_id(),
                    reference=row.case_reference,
                    opened_on=self._work.today(),
                    practice=self._work.vault.practice,
                ),
            )
        return self._opened[row.case_reference]


def _settled(action: Action, row: PlannedRow, today: date) -> Action:
    """The action as the row says that it ended, on a day only where the row says one that has come."""
    if row.outcome is None:
        return action
    on = row.said.state.on
    late = row.outcome is ActionEventKind.DONE and on is not None and is_overdue(action, on)
    state = ActionState.DONE_LATE if late else SETTLING[row.outcome]
    has_come = on is not None and on <= today
    return replace(action, state=state, settled_on=on if has_come else None, settled_note=row.note)


def _changed_since(reading: Reading, action: Action, kept: ActionImport, ids: frozenset[str]) -> bool:
    """True when anything but this spreadsheet has touched the action from then on."""
    newest = reading.revisions(Action, action.id)[-1]
    lines = action_events(reading, action.id)
    later = any(line.id not in ids and line.at >= kept.at for line in lines)
    return later or newest.at > kept.at


def _layout(reading: Reading, file: SheetFile, place: int, finder: CaseFinder) -> Layout:
    earlier = [
        (Layout(heads=one.heads, becomes=tuple(map(Becomes, one.columns)), body=0), one.file_name)
        for one in reading.all(ActionImport, order_by="-at", undone_at=None)
    ]

    def is_case(words: str) -> bool:
        return not split_action_reference(words.upper()) and (
            bool(finder.by_mark(words)) or looks_like_case(words)
        )

    return found_layout(file.sheets[place], is_case=is_case, earlier=earlier)


def _noted(work: Work, reading: Reading, file: SheetFile, layout: Layout) -> tuple[str, ...]:
    noted = []
    for one in reading.all(ActionImport, order_by="-at", sha256=file.sha256, undone_at=None)[:1]:
        noted.append(f"This very file was taken in on {short_date(work.day_of(one.at))}.")
    if layout.known_from and not noted:
        noted.append("The columns are read as in the spreadsheet with the same heads before.")
    if Becomes.TEXT not in layout.becomes:
        noted.append("No column holds the words of the actions. Say which one does.")
    return tuple(noted)


def _beside(file: SheetFile, place: int) -> tuple[str, ...]:
    """What is said of other sheets that seem to hold actions too: one sheet is taken in at a time."""
    others = [
        one.name
        for at, one in enumerate(file.sheets)
        if at != place and not one.hidden and Becomes.TEXT in found_layout(one).becomes
    ]
    return (f"Another sheet seems to hold actions too: {_few(others)}.",) if others else ()


def _few(tags: Sequence[str]) -> str:
    said = ", ".join(tags[:3])
    return said if len(tags) <= 3 else f"{said} and {count(len(tags) - 3, 'other')}"
