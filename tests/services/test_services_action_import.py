"""Actions from spreadsheets: tried out first, taken in as one change, taken back as one, replies too."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from meeting_room import Room

from mappa_desk.domain.action_filter import ActionFilter
from mappa_desk.domain.action_import import Becomes, ImportPlan, RowDoing, SheetFile, Verdict
from mappa_desk.domain.actions import Action, ActionState, Channel, DeadlineKind
from mappa_desk.domain.actions import ActionEventKind as E
from mappa_desk.domain.errors import RuleError, StaleRevision
from mappa_desk.domain.people import Person
from mappa_desk.exchange import sheet_reader, sheet_reader_process
from mappa_desk.services import action_import, actions, cases
from mappa_desk.services.action_export import action_template, export_actions
from mappa_desk.services.action_import_cases import OPEN_IT
from mappa_desk.services.action_replies import record_reply
from mappa_desk.services.work import Work

SHEETS = Path(__file__).resolve().parents[1] / "exchange" / "sheets"
EXPECTED = tomllib.loads((SHEETS / "sheets.toml").read_text("utf-8"))
BOOK = (
    ("Priya Nair", "Detective inspector", "pol"), ("Ruth Ansah", "Probation practitioner", "prob"),
    ("Zuzanna Nowak", "Move-on officer", "hsg"), ("Tom Reilly", "Ward manager", "hlth"),
    ("Amy Cole", "Security governor", "pris"),
)  # fmt: skip
TASKS = (
    "Confirm the licence address", "Tell the school", "Find the old file", "Ring the bank", "Copy the keys",
    "Write to the club",
)  # fmt: skip


def read(name: str) -> SheetFile:
    """A spreadsheet read in this process; that the other process reads the same is tested with the reader."""
    path = SHEETS / name
    answer = sheet_reader.read(path.suffix[1:], path.read_bytes())
    return sheet_reader_process._checked(answer, name, name)


@pytest.fixture
def tracked(room: Room) -> Room:
    """A room with four cases, six actions of a meeting, and a contact book."""
    meeting = room.running()
    case = cases.case_by_reference(room.work, reference="LAN-0417")
    cases.edit_case(room.work, case=replace(case, name="Gareth Poole", visor_reference="VS1234567"))
    room.case("LAN-0422", name="Marek Nowicki")
    room.case("LAN-0428", name="Dean Ashworth", release_on=date(2027, 1, 18))
    closed = room.case("LAN-0351")
    cases.edit_case(room.work, case=replace(closed, closed_on=date(2026, 6, 1)), reason="Moved")
    for text in TASKS:
        room.act(meeting, text, date(2026, 11, 27))
    with room.work.writing() as uow:
        for name, role, agency in BOOK:
            uow.save(Person(id=room.work.new_id(), name=name, role=role, agency=agency))
    return room


def tried(room: Room, name: str, **wishes: object) -> ImportPlan:
    return action_import.plan_import(room.work, file=read(name), **wishes)  # type: ignore[arg-type]  # by name


def counts(plan: ImportPlan) -> list[int]:
    return [plan.count(verdict) for verdict in Verdict]


def test_twelve_spreadsheets_come_out_as_written_beside_them(tracked: Room) -> None:
    with tracked.work.reading() as reading:
        before = reading.all(Action)
    found = {name: counts(tried(tracked, name)) for name in EXPECTED}
    assert found == {name: told["rows"] for name, told in EXPECTED.items()}
    with tracked.work.reading() as reading:
        assert reading.all(Action) == before


def actions_of(work: Work, reference: str = "LAN-0417") -> list[Action]:
    """The actions of a case that no meeting made, as a second connection finds them, by number."""
    case = cases.case_by_reference(work, reference=reference)
    with work.reading() as reading:
        found = reading.all(Action, order_by="tag", case_id=case.id, meeting_id=None, removed=False)
    return list(found)


def lines(work: Work, action: Action) -> list[tuple[E, str]]:
    return [(line.event_kind, line.note) for line in actions.history(work, action_id=action.id)]


def known(room: Room, tag: str) -> Action:
    with room.reopened().reading() as reading:
        return next(one for one in reading.all(Action, removed=False) if one.tag == tag and one.meeting_id)


def test_the_good_rows_are_taken_in_under_numbers_without_a_meeting_and_taken_back_as_one(
    tracked: Room,
) -> None:
    plan = tried(tracked, "02-merged-heads.xlsx")
    assert plan.layout.becomes[:6] == (
        Becomes.CASE,
        Becomes.NUMBER,
        Becomes.TEXT,
        Becomes.AGENCY,
        Becomes.OWNER,
        Becomes.DUE,
    )
    kept = action_import.take_in(tracked.work, plan=plan, rows=plan.takable(Verdict.ACCEPTED)).value
    assert (kept.accepted, kept.doubted, kept.refused, len(kept.action_ids)) == (4, 0, 0, 4)
    first, second = actions_of(tracked.reopened())
    assert (first.tag, first.source_number, first.meeting_id, first.import_id) == (
        "M00-01",
        "1.1",
        None,
        kept.id,
    )
    assert (first.owner_agency, first.owner_name, first.deadline.on) == (
        "hsg",
        "Zuzanna Nowak",
        date(2026, 11, 27),
    )
    assert lines(tracked.work, second) == [(E.MADE, "From a spreadsheet, row 6"), (E.UPDATED, "Club told")]
    made = actions.history(tracked.work, action_id=first.id)[0]
    assert (made.came_by, made.owner_after) == (Channel.SPREADSHEET, "Zuzanna Nowak, Move-on officer, hsg")
    assert action_import.imports(tracked.reopened()) == (kept,)
    undone = action_import.undo_import(tracked.work, import_id=kept.id).value
    assert undone.undone_at and not actions_of(tracked.reopened())
    with pytest.raises(RuleError, match="taken back already"):
        action_import.undo_import(tracked.work, import_id=kept.id)
    again = tried(tracked, "02-merged-heads.xlsx")
    assert counts(again) == [4, 1, 0]
    action_import.take_in(tracked.work, plan=again, rows=again.takable(*Verdict))
    assert [one.tag for one in actions_of(tracked.reopened())] == ["M00-03", "M00-04", "M00-05"]
    two = actions_of(tracked.work)[2]
    assert lines(tracked.work, two)[0][1].endswith("Named beside the owner: Health, Tom Reilly")


def test_the_same_tracker_brings_updates_when_it_comes_again(tracked: Room) -> None:
    plan = tried(tracked, "01-plain.xlsx")
    action_import.take_in(tracked.work, plan=plan, rows=plan.takable(*Verdict))
    again = tried(tracked, "01-plain.xlsx")
    assert {row.doing for row in again.rows} == {RowDoing.SAME} and not again.takable(*Verdict)
    assert "This very file was taken in on" in again.noted[0]
    file = read("01-plain.xlsx")
    sheet = file.sheets[0]
    changed = tuple(row if at != 1 else (*row[:6], "Done", "Seen there") for at, row in enumerate(sheet.rows))
    other = replace(file, sha256="other", sheets=(replace(sheet, rows=changed),))
    plan = action_import.plan_import(tracked.work, file=other)
    assert "same heads before" in plan.noted[0]
    assert [row.doing for row in plan.rows].count(RowDoing.UPDATE) == 1
    row = plan.rows[0]
    assert (row.tag, row.verdict, row.outcome) == ("M00-01", Verdict.DOUBTED, E.DONE)
    with pytest.raises(RuleError, match="nothing"):
        action_import.take_in(tracked.work, plan=plan, rows=[])
    with pytest.raises(RuleError, match="cannot be taken"):
        action_import.take_in(tracked.work, plan=plan, rows=[row.number, row.number + 1])


def test_replies_become_updates_and_are_taken_back_by_lines(tracked: Room) -> None:
    before = {tag: known(tracked, tag) for tag in ("M01-01", "M01-02", "M01-03", "M01-04", "M01-06")}
    plan = tried(tracked, "11-reply.xlsx", came_by=Channel.FORM)
    kept = action_import.take_in(tracked.work, plan=plan, rows=plan.takable(*Verdict)).value
    done = known(tracked, "M01-01")
    assert (done.state, done.settled_on) == (ActionState.DONE, tracked.work.today())
    line = actions.history(tracked.work, action_id=done.id)[-1]
    assert (line.note, line.told_by, line.came_by, line.evidence) == (
        "Seen with the landlord", "R. Ansah", Channel.FORM, "Letter 20/11",
    )  # fmt: skip
    assert known(tracked, "M01-02").state is ActionState.OPEN
    moved = known(tracked, "M01-03")
    assert moved.deadline.on == date(2026, 12, 11)
    assert lines(tracked.work, moved)[-1] == (E.REDATED, "The file is in the archive")
    new = actions_of(tracked.reopened())
    assert [(one.text, one.source_number) for one in new] == [("A task nobody knows", "LAN-0417-M09-01")]
    action_import.undo_import(tracked.work, import_id=kept.id)
    for tag, was in before.items():
        now = known(tracked, tag)
        assert (now.state, now.deadline, now.settled_on) == (was.state, was.deadline, was.settled_on)
        assert tag == "M01-05" or lines(tracked.work, now)[-1][1] == "Taken back"


def test_what_changed_since_stays_and_nothing_is_half_taken(tracked: Room) -> None:
    plan = tried(tracked, "11-reply.xlsx")
    first = known(tracked, "M01-01")
    actions.revise_action(tracked.work, action=replace(first, purpose="To know"))
    with pytest.raises(StaleRevision, match="M01-01"):
        action_import.take_in(tracked.work, plan=plan, rows=plan.takable(*Verdict))
    assert known(tracked, "M01-03").deadline.on == date(2026, 11, 27)
    plan = tried(tracked, "01-plain.xlsx")
    kept = action_import.take_in(tracked.work, plan=plan, rows=plan.takable(*Verdict)).value
    for made in actions_of(tracked.work, "LAN-0422"):
        record_reply(tracked.work, action_id=made.id, note="They rang")
    with pytest.raises(RuleError, match="M00-01, M00-02 changed since"):
        action_import.undo_import(tracked.work, import_id=kept.id)
    assert len(actions_of(tracked.reopened())) == 3


def test_a_case_that_is_not_there_is_a_doubt_until_somebody_says_which(tracked: Room) -> None:
    name = "08-cases-by-other-names.xlsx"
    plan = tried(tracked, name)
    assert plan.unknown_cases == ("LAN-0999", "Someone Else")
    unknown = next(row for row in plan.rows if row.said.case == "LAN-0999")
    assert unknown.sentence == "The vault holds no case “LAN-0999”." and not unknown.can_be_taken
    marek = cases.case_by_reference(tracked.work, reference="LAN-0422")
    told = {"LAN-0999": OPEN_IT, "Someone Else": marek.id}
    plan = tried(tracked, name, cases=told)
    assert not plan.unknown_cases
    opened = next(row for row in plan.rows if row.opens_case)
    assert opened.sentence == "Taking it in opens LAN-0999." and opened.verdict is Verdict.DOUBTED
    before = len(cases.list_cases(tracked.work))
    kept = action_import.take_in(tracked.work, plan=plan, rows=plan.takable(*Verdict)).value
    assert [one.text for one in actions_of(tracked.reopened(), "LAN-0999")] == ["Point 8 agreed"]
    assert len(cases.list_cases(tracked.work)) == before + 1 and kept.accepted == 6
    odd = tried(tracked, name, cases={"Someone Else": OPEN_IT})
    reference = next(row for row in odd.rows if row.said.case == "Someone Else")
    assert (reference.case_reference, reference.opens_case) == ("", False)


def test_states_of_a_finished_tracker_are_kept_as_they_were(tracked: Room) -> None:
    plan = tried(tracked, "07-states.xlsx")
    action_import.take_in(tracked.work, plan=plan, rows=plan.takable(*Verdict))
    found = {one.text.split()[1]: one for one in actions_of(tracked.reopened(), "LAN-0422")}
    states = [found[str(at)].state.value for at in range(1, 18)]
    assert states == [
        "done", "done", "done_late", "open", "open", "open", "done", "overtaken", "withdrawn", "not_done",
        "done", "open", "done", "not_done", "open", "done_late", "open",
    ]  # fmt: skip
    assert (found["13"].settled_on, found["1"].settled_on) == (None, date(2026, 11, 12))
    assert lines(tracked.work, found["8"])[-1] == (E.OVERTAKEN, "He moved away")
    assert lines(tracked.work, found["15"])[-1] == (E.UPDATED, "Waiting for Bob")


def test_dates_and_owners_come_out_as_they_were_meant(tracked: Room) -> None:
    plan = tried(tracked, "03-dates-as-text.xlsx")
    days = {row.said.text.split()[1]: row.said.due for row in plan.rows}
    assert {days[str(at)].deadline.on for at in (1, 2, 3, 4, 5, 6, 14, 15, 16, 17)} == {date(2026, 11, 27)}
    assert days["18"].deadline.on == date(2026, 11, 23) and days["11"].urgent
    sheets = tried(tracked, "09-several-sheets.xlsx")
    assert (sheets.sheet, sheets.case_over) == ("LAN-0428 actions", "LAN-0428")
    action_import.take_in(tracked.work, plan=sheets, rows=sheets.takable(*Verdict))
    search, _read, tell = actions_of(tracked.reopened(), "LAN-0428")
    assert lines(tracked.work, search)[-1][1] == "Latest update: Booked\nEarlier update: Asked"
    assert tell.deadline.kind is DeadlineKind.BEFORE_RELEASE and tell.deadline.on is not None
    text = tried(tracked, "10-unicode-text.txt")
    assert [row.said.text for row in text.rows][:2] == ['=HYPERLINK("x")', "Line one\nline two"]
    assert text.rows[0].note == "=1+1"


def test_columns_and_sheet_can_be_said_and_without_words_nothing_comes_in(tracked: Room) -> None:
    skipped = tuple(Becomes.SKIP for _ in range(8))
    plan = tried(tracked, "01-plain.xlsx", becomes=skipped)
    assert counts(plan) == [0, 0, 6] and "Say which one does" in plan.noted[0]
    cover = tried(tracked, "09-several-sheets.xlsx", sheet=0)
    assert cover.sheet == "Cover" and not cover.takable(*Verdict)
    case = cases.case_by_reference(tracked.work, reference="LAN-0422")
    chosen = tried(tracked, "09-several-sheets.xlsx", case_id=case.id)
    assert {row.case_reference for row in chosen.rows} == {"LAN-0422"}


def test_our_own_export_comes_back_without_a_change(tracked: Room, tmp_path: Path) -> None:
    plan = tried(tracked, "07-states.xlsx")
    action_import.take_in(tracked.work, plan=plan, rows=plan.takable(*Verdict))
    for shape in ("csv", "xlsx"):
        target = tmp_path / f"actions.{shape}"
        export_actions(tracked.work, find=ActionFilter(), target=target, shape=shape)
        file = action_import.read_sheet(target)
        back = action_import.plan_import(tracked.work, file=file)
        assert len(back.rows) == 23 and {row.doing for row in back.rows} == {RowDoing.SAME}
        assert counts(back) == [23, 0, 0], [row.sentence for row in back.rows if row.sentences]


def test_the_template_is_read_as_it_is_meant(tracked: Room, tmp_path: Path) -> None:
    path = action_template(tracked.work, target=tmp_path / "template.xlsx").value
    file = action_import.read_sheet(path)
    becomes = action_import.plan_import(tracked.work, file=file).layout.becomes
    assert Becomes.SKIP not in becomes and len(set(becomes)) == 15
