"""The unit of work: what is kept with each save, what is refused, and that it is all or nothing."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest
from vault_help import Desk, Ids, a_case, a_meeting

from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case, Level, Standing
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import NotFound, RuleError, StaleRevision, StoreBug
from mappa_desk.domain.meetings import ClosedPart, Meeting, MeetingState
from mappa_desk.domain.minutes import Approval, ApprovedHow
from mappa_desk.domain.people import Person
from mappa_desk.domain.records import Record
from mappa_desk.domain.views import Draft
from mappa_desk.store.kept import Revision, StepPart
from mappa_desk.store.tables import APPEND_ONLY
from mappa_desk.store.vault import Vault


class Stop(Exception):
    """Raised by a test to leave a unit the hard way."""


def test_a_save_keeps_row_revision_audit_and_words(desk: Desk) -> None:
    kept = desk.keep("He moved on Tuesday.")
    assert kept.revision == 1
    with desk.vault.reading() as reading:
        assert reading.get(Entry, kept.id) == kept
        (revision,) = reading.revisions(Entry, kept.id)
        assert (revision.number, revision.by, revision.body) == (1, "chair", kept)
        last = reading.audit(1)[0]
        assert (last.verb, last.kind, last.record_id, last.revision) == ("made", "entry", kept.id, 1)
        assert (last.by, last.case_id) == ("chair", desk.case.id)
        assert last.at == revision.at


def test_each_change_counts_the_revision_up(desk: Desk) -> None:
    kept = desk.keep("one")
    for number, text in enumerate(["two", "three"], start=2):
        with desk.vault.writing(by="other") as uow:
            kept = uow.save(dataclasses.replace(kept, text=text))
            assert uow.changes.touched == {("entry", kept.id)}
        assert kept.revision == number
    with desk.vault.reading() as reading:
        assert [one.body.text for one in reading.revisions(Entry, kept.id) if one.body] == [
            "one",
            "two",
            "three",
        ]
        assert [one.by for one in reading.revisions(Entry, kept.id)] == ["chair", "other", "other"]
        assert [one.verb for one in reading.audit(3)] == ["made", "changed", "changed"]


def test_a_save_from_an_older_revision_is_refused_and_the_newer_stays(desk: Desk) -> None:
    first = desk.keep("one")
    with desk.vault.writing(by="chair") as uow:
        second = uow.save(dataclasses.replace(first, text="two"))
    for stale in (first, dataclasses.replace(first, revision=0), dataclasses.replace(first, revision=7)):
        with pytest.raises(StaleRevision), desk.vault.writing(by="chair") as uow:
            uow.save(dataclasses.replace(stale, text="mine"))
        with pytest.raises(StaleRevision), desk.vault.writing(by="chair") as uow:
            uow.remove(stale)
    with desk.vault.reading() as reading:
        assert reading.get(Entry, first.id) == second
        assert len(reading.revisions(Entry, first.id)) == 2
    assert desk.vault.verify().sound


def test_a_stale_save_that_is_caught_leaves_the_rest_of_the_unit(desk: Desk) -> None:
    first = desk.keep("one")
    with desk.vault.writing(by="chair") as uow:
        other = uow.save(desk.entry("other"))
        for stale in (dataclasses.replace(first, revision=0), dataclasses.replace(first, revision=5)):
            with pytest.raises(StaleRevision):
                uow.save(stale)
    with desk.vault.reading() as reading:
        assert reading.find(Entry, other.id) == other
    assert desk.vault.verify().sound


def test_any_exception_undoes_the_whole_unit(desk: Desk) -> None:
    kept = desk.keep("one")
    with desk.vault.reading() as reading:
        before = reading.audit()
    with pytest.raises(Stop), desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(kept, text="two"))
        uow.save(a_case(desk.new_id, reference="LAN-1"))
        uow.keep_draft(Draft(meeting_id=desk.meeting.id, place="line", text="half"))
        raise Stop
    with desk.vault.reading() as reading:
        assert reading.get(Entry, kept.id) == kept
        assert reading.audit() == before
        assert reading.drafts() == ()
    desk.keep("after")
    assert desk.vault.verify().sound


def test_a_removed_record_keeps_its_past_and_comes_back(desk: Desk) -> None:
    kept = desk.keep("one")
    with desk.vault.writing(by="chair") as uow:
        uow.remove(kept)
        assert uow.changes.of("entry") == {kept.id}
    with desk.vault.reading() as reading:
        assert reading.find(Entry, kept.id) is None
        with pytest.raises(NotFound):
            reading.get(Entry, kept.id)
        past = reading.revisions(Entry, kept.id)
        assert [one.body for one in past] == [kept, None]
    for wrong in (0, 1, 3):
        with pytest.raises(StaleRevision), desk.vault.writing(by="chair") as uow:
            uow.save(dataclasses.replace(kept, revision=wrong))
    with desk.vault.writing(by="chair") as uow:
        back = uow.save(dataclasses.replace(kept, revision=past[-1].number))
    assert back.revision == 3
    with desk.vault.reading() as reading:
        assert reading.get(Entry, kept.id) == back
        assert [one.verb for one in reading.audit(3)] == ["made", "removed", "brought back"]
    assert desk.vault.verify().sound


def test_changing_a_record_that_was_never_kept_is_stale(desk: Desk) -> None:
    with pytest.raises(StaleRevision), desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(desk.entry(), revision=1))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("level", 9),
        ("whereabouts", "moon"),
        ("category", 0),
        ("opened_on", None),
        ("practice", 2),
        ("addresses", "{}"),
    ],
)
def test_the_table_refuses_what_the_domain_does_not_know(desk: Desk, column: str, value: object) -> None:
    with pytest.raises(StoreBug), desk.vault.writing(by="chair") as uow:
        uow.connection.exec_driver_sql(f'UPDATE "case" SET "{column}" = ?', (value,))
    with desk.vault.reading() as reading:
        assert reading.all(Case) == (desk.case,)


def test_a_refused_save_is_a_bug_and_keeps_nothing(desk: Desk) -> None:
    with pytest.raises(StoreBug, match="refuses"), desk.vault.writing(by="chair") as uow:
        uow.save(a_meeting(desk.new_id, desk.case, number=-1))
    with desk.vault.reading() as reading:
        assert reading.all(Meeting) == (desk.meeting,)


def test_nothing_is_kept_after_a_refused_save_even_when_it_was_caught(desk: Desk) -> None:
    with pytest.raises(StoreBug, match="none of it"), desk.vault.writing(by="chair") as uow:
        uow.save(desk.entry())
        with pytest.raises(StoreBug, match="refuses"):
            uow.save(dataclasses.replace(desk.meeting, planned_minutes=-5))
    with desk.vault.reading() as reading:
        assert reading.all(Entry) == ()
        assert reading.all(Meeting) == (desk.meeting,)


def test_a_meeting_of_no_case_is_refused_at_the_end(vault: Vault, new_id: Ids) -> None:
    orphan = a_meeting(new_id, a_case(new_id))
    with pytest.raises(StoreBug), vault.writing(by="chair") as uow:
        uow.save(orphan)
    with vault.reading() as reading:
        assert reading.all(Meeting) == ()
    assert vault.verify().sound


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
    " ('d', 1, '{}', 'minutes', '', 1, 'draft', '', '', 0, 0, '', '', '', '', 0, '')",
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


def test_drafts_are_kept_without_a_trace_in_the_audit(desk: Desk) -> None:
    draft = Draft(meeting_id=desk.meeting.id, place="line", text="half a li", caret=9, anchor=3, agency="pol")
    with desk.vault.reading() as reading:
        before = reading.audit()
    desk.vault.keep_draft(draft)
    desk.vault.keep_draft(dataclasses.replace(draft, text="half a line", caret=11))
    with desk.vault.writing(by="chair") as uow:
        uow.keep_draft(Draft(meeting_id=desk.meeting.id, place="entry:1", text="other", revision=4))
    with desk.vault.reading() as reading:
        assert reading.draft(desk.meeting.id, "line") == dataclasses.replace(
            draft, text="half a line", caret=11
        )
        assert reading.draft(desk.meeting.id, "nowhere") is None
        assert [one.place for one in reading.drafts()] == ["entry:1", "line"]
        assert reading.audit() == before
    desk.vault.drop_draft(desk.meeting.id, "line")
    with desk.vault.writing(by="chair") as uow:
        uow.drop_draft(desk.meeting.id, "entry:1")
        uow.drop_draft(desk.meeting.id, "never there")
    with desk.vault.reading() as reading:
        assert reading.drafts() == ()


def test_a_draft_joins_the_unit_it_is_kept_in(desk: Desk) -> None:
    draft = Draft(meeting_id=desk.meeting.id, place="line", text="half")
    desk.vault.keep_draft(draft)
    with pytest.raises(Stop), desk.vault.writing(by="chair") as uow:
        uow.save(desk.entry())
        desk.vault.drop_draft(desk.meeting.id, "line")
        raise Stop
    with desk.vault.reading() as reading:
        assert reading.draft(desk.meeting.id, "line") == draft


def test_all_takes_equality_emptiness_and_order(desk: Desk) -> None:
    texts = ["b", "c", "a"]
    for number, text in enumerate(texts):
        desk.keep(text, position=-10 * number, agency="pol" if number else "", outcome=None)
    with desk.vault.reading() as reading:
        assert [one.text for one in reading.all(Entry)] == texts
        assert [one.text for one in reading.all(Entry, meeting_id=desk.meeting.id)] == texts
        assert [one.text for one in reading.all(Entry, order_by="text")] == ["a", "b", "c"]
        assert [one.text for one in reading.all(Entry, order_by="position")] == ["a", "c", "b"]
        assert [one.text for one in reading.all(Entry, order_by="-position")] == ["b", "c", "a"]
        assert [one.text for one in reading.all(Entry, order_by=("-agency", "text"))] == ["a", "c", "b"]
        assert [one.text for one in reading.all(Entry, agency="pol", outcome=None, removed=False)] == [
            "c",
            "a",
        ]
        assert reading.all(Meeting, state=MeetingState.RUNNING) == (desk.meeting,)
        assert reading.all(Meeting, state=MeetingState.PLANNED) == ()
        assert reading.all(Meeting, planned_on=date(2026, 11, 22), level=Level.TWO) == (desk.meeting,)
        assert reading.all(Case, also_known_as=()) == (desk.case,)
        for wrong in ({"order_by": "nothing"}, {"nothing": 1}):
            with pytest.raises(StoreBug):
                reading.all(Entry, **wrong)
