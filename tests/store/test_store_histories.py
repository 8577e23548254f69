"""Histories: only added to, sealed by approval, imported as they were, named by the audit and by undo."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from datetime import UTC, date, datetime

import pytest
from make_fixture_vault import content
from vault_help import Desk, Ids, a_meeting

from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Level, Standing
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import RuleError, StaleRevision, StoreBug
from mappa_desk.domain.linked import EntryTrace, TraceKind
from mappa_desk.domain.meetings import ClosedPart, Meeting, MeetingState
from mappa_desk.domain.minutes import Approval, ApprovedHow, DocumentGiven
from mappa_desk.domain.people import Person
from mappa_desk.domain.records import Record
from mappa_desk.store.kept import Revision, StepPart
from mappa_desk.store.tables import APPEND_ONLY, SEALED_KINDS


def append_only_records(desk: Desk) -> list[Record]:
    """One record of each of some kinds that are only added to."""
    at = datetime(2026, 11, 22, 15, tzinfo=UTC)
    return [
        Standing(id=desk.new_id(), case_id=desk.case.id, since=date(2026, 1, 1), level=Level.TWO),
        ActionEvent(id=desk.new_id(), action_id="a", at=at, event_kind=ActionEventKind.MADE),
        Approval(
            id=desk.new_id(),
            meeting_id=desk.meeting.id,
            version=1,
            approved_by="Chair",
            how=ApprovedHow.AT_DESK,
            approved_on=date(2026, 11, 23),
            at=at,
        ),
        EntryTrace(
            id=desk.new_id(),
            trace_kind=TraceKind.MOVED,
            at=at,
            from_meeting_id=desk.meeting.id,
            from_entry_id="e",
            to_meeting_id="m",
            to_entry_id="f",
        ),
        *of_later_schemas(desk, APPEND_ONLY),
    ]


def of_later_schemas(desk: Desk, kinds: Collection[str]) -> list[Record]:
    """One record of each of these kinds that came with schema 3 or later, for the desk's meeting."""
    before = len(content(Ids(), "0002"))
    owners = {"case_id": desk.case.id, "meeting_id": desk.meeting.id}
    return [
        dataclasses.replace(
            record, id=desk.new_id(), **{name: one for name, one in owners.items() if hasattr(record, name)}
        )
        for record in content(Ids(), "0005")[before:]
        if record.KIND in kinds and record.KIND not in (DocumentGiven.KIND, ActionEvent.KIND)
    ]


def test_histories_are_only_added_to(desk: Desk) -> None:
    for record in append_only_records(desk):
        assert record.KIND in APPEND_ONLY
        with desk.vault.writing(by="chair") as uow:
            kept = uow.save(record)
        with pytest.raises(RuleError), desk.vault.writing(by="chair") as uow:
            uow.save(kept)
        with pytest.raises(RuleError), desk.vault.writing(by="chair") as uow:
            uow.remove(kept)


@pytest.mark.parametrize("name", sorted(APPEND_ONLY | {"revision", "audit"}))
@pytest.mark.parametrize("statement", ['DELETE FROM "{}"', 'UPDATE "{}" SET rowid = rowid + 1'])
def test_the_database_itself_refuses_to_change_a_history(desk: Desk, name: str, statement: str) -> None:
    with desk.vault.writing(by="chair") as uow:
        for record in append_only_records(desk):
            uow.save(record)
    if name in ("sealed", "document_given"):
        with desk.vault.writing(by="chair") as uow:
            uow.connection.exec_driver_sql(_EXTRA[name].format(desk.meeting.id))
    with pytest.raises(StoreBug), desk.vault.writing(by="chair") as uow:
        uow.connection.exec_driver_sql(statement.format(name))


_EXTRA = {
    "sealed": "INSERT INTO sealed VALUES ('s', 1, '{}', 1, '', 'AAAA', '')",
    "document_given": "INSERT INTO document_given VALUES"
    " ('d', 1, '{}', 'minutes', '', 1, 'draft', '', '', 0, 0, '', '', '', '', 0, NULL, 0, '[]', 0, '')",
}


def sealed_records(desk: Desk) -> list[Record]:
    """One record of each kind that approval seals."""
    meeting_id = desk.meeting.id
    at = datetime(2026, 11, 22, 15, tzinfo=UTC)
    return [
        desk.entry(),
        Decision(id=desk.new_id(), meeting_id=meeting_id, entry_id="e", number=1, decided="Level 2"),
        AgendaItem(
            id=desk.new_id(), meeting_id=meeting_id, number=1, code="risk", title="Risk", short_title="Risk"
        ),
        Attendance(id=desk.new_id(), meeting_id=meeting_id, seat=1, agency="pol", name="A. Officer"),
        ClosedPart(id=desk.new_id(), meeting_id=meeting_id, started_at=at),
        *of_later_schemas(desk, SEALED_KINDS),
    ]


def test_approved_minutes_have_no_path_that_changes_them(desk: Desk) -> None:
    with desk.vault.writing(by="chair") as uow:
        kept = [uow.save(record) for record in sealed_records(desk)]
        action = uow.save(an_action(desk))
    with desk.vault.writing(by="chair") as uow:
        meeting = uow.save(dataclasses.replace(desk.meeting, state=MeetingState.APPROVED))
    for record in [*kept, meeting]:
        with pytest.raises(RuleError, match="sealed"), desk.vault.writing(by="chair") as uow:
            uow.save(record)
        with pytest.raises(RuleError, match="sealed"), desk.vault.writing(by="chair") as uow:
            uow.remove(record)
        for statement in (f'UPDATE "{record.KIND}" SET revision = 9', f'DELETE FROM "{record.KIND}"'):
            with pytest.raises(StoreBug), desk.vault.writing(by="chair") as uow:
                uow.connection.exec_driver_sql(statement)
    for record in sealed_records(desk):
        with pytest.raises(RuleError, match="sealed"), desk.vault.writing(by="chair") as uow:
            uow.save(record)
    with desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(action, settled_note="life goes on"))


def an_action(desk: Desk) -> Action:
    """An action of the desk's meeting that is not kept yet."""
    return Action(
        id=desk.new_id(),
        case_id=desk.case.id,
        meeting_id=desk.meeting.id,
        entry_id="e",
        tag="M03-07",
        text="Visit on Tuesday",
        owner_agency="pol",
    )


def test_audit_entries_know_their_case(desk: Desk) -> None:
    at = datetime(2026, 11, 22, 15, tzinfo=UTC)
    with desk.vault.writing(by="chair") as uow:
        action = uow.save(an_action(desk))
        uow.save(ActionEvent(id=desk.new_id(), action_id=action.id, at=at, event_kind=ActionEventKind.MADE))
        uow.save(Person(id=desk.new_id(), name="A. Chair"))
        uow.save(ActionEvent(id=desk.new_id(), action_id="gone", at=at, event_kind=ActionEventKind.MADE))
        assert [one.case_id for one in uow.audit(4)] == [desk.case.id, desk.case.id, "", ""]


def test_a_history_comes_in_as_it_was(desk: Desk) -> None:
    long_ago = datetime(2020, 5, 1, 9, tzinfo=UTC)
    first = dataclasses.replace(desk.entry("first"), revision=1)
    second = dataclasses.replace(first, text="second", revision=2)
    past = [Revision(1, long_ago, "anna", first), Revision(2, long_ago, "ben", second)]
    gone = dataclasses.replace(desk.entry("gone"), revision=1)
    with desk.vault.writing(by="importer") as uow:
        uow.insert_history(Entry, past)
        uow.insert_history(Entry, [Revision(1, long_ago, "anna", gone), Revision(2, long_ago, "anna", None)])
        assert uow.changes.of("entry") == {first.id, gone.id}
    with desk.vault.reading() as reading:
        assert reading.get(Entry, first.id) == second
        assert list(reading.revisions(Entry, first.id)) == past
        assert reading.find(Entry, gone.id) is None
        assert {(one.verb, one.by) for one in reading.audit(4)} == {("imported", "importer")}
    with desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(second, text="third"))
    with pytest.raises(StaleRevision), desk.vault.writing(by="importer") as uow:
        uow.insert_history(Entry, past)
    for broken in ([], [Revision(2, long_ago, "", second)], [Revision(1, long_ago, "", None)]):
        with pytest.raises(StoreBug), desk.vault.writing(by="importer") as uow:
            uow.insert_history(Entry, broken)
    assert desk.vault.verify().sound


def test_an_import_brings_approved_minutes_whole_and_adds_nothing_to_others(desk: Desk) -> None:
    long_ago = datetime(2020, 5, 1, 9, tzinfo=UTC)
    approved = a_meeting(desk.new_id, desk.case, number=1, state=MeetingState.APPROVED, revision=1)
    entry = desk.entry("first", meeting_id=approved.id, revision=1)
    with desk.vault.writing(by="importer") as uow:
        uow.insert_history(Meeting, [Revision(1, long_ago, "anna", approved)])
        uow.insert_history(Entry, [Revision(1, long_ago, "anna", entry)])
    late = desk.entry("late", meeting_id=approved.id, revision=1)
    with pytest.raises(RuleError, match="sealed"), desk.vault.writing(by="importer") as uow:
        uow.insert_history(Entry, [Revision(1, long_ago, "anna", late)])
    with desk.vault.reading() as reading:
        assert reading.all(Entry, meeting_id=approved.id) == (entry,)


def test_one_unit_makes_a_step_of_each_meeting_that_it_changes(desk: Desk) -> None:
    with desk.vault.writing(by="chair") as uow:
        other = uow.save(a_meeting(desk.new_id, desk.case, number=4))
    with desk.vault.writing(by="chair") as uow:
        entry = uow.save(desk.entry("one"))
        first = uow.step_now(desk.meeting.id, "1 answer")
        assert uow.step_now(desk.meeting.id, "Nothing") == 0
        moved = uow.save(dataclasses.replace(other, place="Hall"))
        second = uow.step_now(other.id, "2 answers")
        uow.save(append_only_records(desk)[0])
    with desk.vault.reading() as reading:
        (here,), (there,) = reading.steps(desk.meeting.id), reading.steps(other.id)
    assert (here.id, here.label, here.parts) == (first, "1 answer", (StepPart("entry", entry.id, 0, 1),))
    assert (there.id, there.label) == (second, "2 answers")
    assert there.parts == (StepPart("meeting", other.id, other.revision, moved.revision),)
    with pytest.raises(StoreBug), desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(entry, text="two"))
        uow.step_now(desk.meeting.id, "Lost")
        raise StoreBug("Not kept")
    with desk.vault.reading() as reading:
        assert [one.label for one in reading.steps(desk.meeting.id)] == ["1 answer"]


def test_steps_say_what_undo_takes_back(desk: Desk) -> None:
    with desk.vault.writing(by="chair") as uow:
        entry = uow.save(desk.entry("one"))
        again = uow.save(dataclasses.replace(entry, text="two"))
        uow.save(append_only_records(desk)[0])
        uow.step(desk.meeting.id, "Entry at 10:14")
    with desk.vault.writing(by="chair") as uow:
        uow.remove(again)
        uow.step(desk.meeting.id, "Entry removed")
    with desk.vault.writing(by="chair") as uow:
        uow.step(desk.meeting.id, "Nothing")
    with desk.vault.reading() as reading:
        made, removed = reading.steps(desk.meeting.id)
        assert (made.label, made.by, made.undone) == ("Entry at 10:14", "chair", False)
        assert made.parts == (StepPart("entry", entry.id, 0, 2),)
        assert removed.parts == (StepPart("entry", entry.id, 2, 3),)
        assert reading.steps("another") == ()
    with desk.vault.writing(by="chair") as uow:
        uow.mark_undone(removed.id)
    with desk.vault.reading() as reading:
        assert [one.undone for one in reading.steps(desk.meeting.id)] == [False, True]
    with desk.vault.writing(by="chair") as uow:
        uow.mark_undone(removed.id, undone=False)
    with desk.vault.reading() as reading:
        assert [one.undone for one in reading.steps(desk.meeting.id)] == [False, False]
    with pytest.raises(StoreBug), desk.vault.writing(by="chair") as uow:
        uow.mark_undone(99)


def test_a_note_is_an_audit_entry_of_a_few_plain_words(desk: Desk) -> None:
    with desk.vault.writing(by="chair") as uow:
        uow.note("printed", "meeting", desk.meeting.id)
        uow.note("unlocked")
    with desk.vault.reading() as reading:
        printed, unlocked = reading.audit(2)
        assert (printed.verb, printed.record_id, printed.revision, printed.digest) == (
            "printed",
            desk.meeting.id,
            0,
            "",
        )
        assert (unlocked.verb, unlocked.kind, unlocked.case_id) == ("unlocked", "", "")
        assert printed.case_id == desk.case.id
        assert unlocked.prev == printed.hash
    with desk.vault.writing(by="chair") as uow:
        uow.note("exported", "case", desk.case.id)
        uow.note("read back", "action", "nowhere")
        assert [one.case_id for one in uow.audit(2)] == [desk.case.id, ""]
    for verb in ("", "Printed", "printed: Kit Marsh", "x" * 41):
        with pytest.raises(StoreBug), desk.vault.writing(by="chair") as uow:
            uow.note(verb)
