"""What is doubtful or refused about a row of a spreadsheet, each said in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from meeting_room import Room

from mappa_desk.domain.action_import import Cell, ImportPlan, RowDoing, Sheet, SheetFile, Verdict
from mappa_desk.domain.actions import Action, ActionEventKind, ActionState
from mappa_desk.domain.chasing import ChangeKind
from mappa_desk.domain.errors import StaleRevision
from mappa_desk.domain.meetings import Meeting
from mappa_desk.services import action_import, action_import_plan, actions, cases, links, urgent_changes
from mappa_desk.services.action_import_cases import OPEN_IT
from mappa_desk.services.action_replies import record_reply

FRIDAY = date(2026, 11, 27)
HEADS = ("Case", "No", "Action", "Agency", "Owner", "Due", "Status", "Done on", "Update")


def file(*rows: tuple[Cell, ...], heads: tuple[str, ...] = HEADS) -> SheetFile:
    width = len(heads)
    cells = tuple((*row, *[""] * (width - len(row))) for row in (heads, *rows))
    return SheetFile(name="tracker.xlsx", sha256=str(hash(cells)), sheets=(Sheet(name="", rows=cells),))


def tried(room: Room, *rows: tuple[Cell, ...], **wishes: object) -> ImportPlan:
    return action_import.plan_import(room.work, file=file(*rows), **wishes)  # type: ignore[arg-type]  # by name


def taken(room: Room, *rows: tuple[Cell, ...]) -> None:
    plan = tried(room, *rows)
    action_import.take_in(room.work, plan=plan, rows=plan.takable(*Verdict))


@pytest.fixture
def met(room: Room) -> tuple[Room, Meeting, Action]:
    """A room, its meeting, and an action of Ann Lloyd, Probation, due on Friday."""
    meeting = room.running()
    return room, meeting, room.act(meeting, "Visit the address", FRIDAY)


def test_a_reply_that_fits_badly_says_why(met: tuple[Room, Meeting, Action]) -> None:
    room, meeting, _ = met
    settled = room.act(meeting, "Ring the ward", FRIDAY)
    record_reply(room.work, action_id=settled.id, outcome=ActionEventKind.DONE, note="Rang")
    undated = actions.make_action(room.work, meeting_id=meeting.id, item="plan", text="Ask").value
    plan = tried(
        room,
        ("LAN-0417", "M01-01", "", "Police", "Priya Nair", FRIDAY, "", "", "Seen"),
        ("LAN-0417", "M01-02", "", "", "", "", "Open"),
        ("LAN-0417", undated.tag, "Ask", "", "", "27 Nov", "Bob rang", "", ""),
        ("LAN-0422-M01-01", "", "Other", "", "", FRIDAY),
    )
    assert [row.sentence for row in plan.rows] == [
        "It names another owner; the owner stays. Transfer the action in the tracker.",
        "M01-02 is settled as done, the row says open. It stays settled.",
        "It gives another date: Fri 27 Nov 2026 in place of no date. “27 Nov” says no year; taken as Fri 27 "
        "Nov 2026. “Bob rang” is no state; taken as open, with these words in its history.",
        "The vault holds no case “LAN-0422-M01-01”.",
    ]
    assert [row.doing for row in plan.rows][:3] == [RowDoing.UPDATE, RowDoing.SAME, RowDoing.UPDATE]
    other = tried(
        room,
        ("LAN-0417", "M01-02", "", "", "", "", "Not done"),
        ("LAN-0417", "M01-02", "", "", "", "", "Complete", FRIDAY),
        ("LAN-0417", "M01-01", "", "", "", FRIDAY, "Not done", date(2026, 11, 20)),
    )
    assert "settled as done, the row says not done" in other.rows[0].sentence
    assert "is about M01-02 too" in other.rows[1].sentence
    assert other.rows[2].sentence == "It says not done and not why."
    action_import.take_in(room.work, plan=other, rows=[4])
    history = actions.history(room.work, action_id=met[2].id)
    assert history[-1].note == "A spreadsheet says so without a reason, row 4"
    late = tried(room, ("LAN-0417", "M01-02", "Ring the ward", "", "", "", "Done late", FRIDAY))
    assert (late.rows[0].doing, late.rows[0].verdict) == (RowDoing.SAME, Verdict.ACCEPTED)


def test_numbers_that_begin_anew_at_each_meeting_are_told_apart_by_their_words(room: Room) -> None:
    room.case("LAN-0417")
    taken(
        room,
        ("LAN-0417", 1.0, "Visit the hostel every week", "Police", "", FRIDAY),
        ("LAN-0417", 1.0, "Renew the exclusion map", "Police", "", FRIDAY),
    )
    plan = tried(
        room,
        ("LAN-0417", 1.0, "Renew the exclusion map.", "Police", "", FRIDAY, "", "", "Renewed"),
        ("LAN-0417", 1.0, "Visit the hostel each week", "Police", "", FRIDAY, "", "", "Weekly now"),
        ("LAN-0417", 1.0, "Buy a telephone", "Police", "", FRIDAY),
        ("LAN-0417", "", "renew the exclusion map", "Police", "", FRIDAY),
    )
    assert [row.tag for row in plan.rows] == ["M00-02", "M00-01", "", ""]
    assert "reads otherwise" in plan.rows[1].sentence
    assert "M00-02 has the number “1” too; taken as a new one." in plan.rows[2].sentence
    assert plan.rows[3].sentence == "Row 2 is about M00-02 too."


def test_words_that_a_meeting_has_used_are_that_action(met: tuple[Room, Meeting, Action]) -> None:
    room = met[0]
    plan = tried(
        room,
        ("LAN-0417", 5.0, "Visit the address", "Probation", "Ann Lloyd", FRIDAY, "", "", "Was there"),
        ("LAN-0417", "M01-07", "Something new", "Probation", "", FRIDAY),
        ("LAN-0417", "LAN-0428-M01-01", "Something new", "Probation", "", FRIDAY),
    )
    assert plan.rows[0].sentence == "Its words are those of M01-01, so it is taken as that one."
    assert plan.rows[1].sentence == "LAN-0417 has no action “M01-07”; taken as a new one."
    stranger = ("LAN-0417", "LAN-0999-M01-01", "", "Probation", "", FRIDAY, "Done", FRIDAY)
    unknown = tried(room, stranger).rows[0]
    assert (unknown.verdict, unknown.action_id) == (Verdict.REFUSED, ""), (
        "never the one with that number here"
    )
    over = tried(room, ("", *stranger[1:]), case_id=met[2].case_id).rows[0]
    assert (over.verdict, over.action_id) == (Verdict.REFUSED, "")
    room.case("LAN-0428")
    wrong = tried(room, ("LAN-0417", "LAN-0428-M01-01", "Something new", "Probation", "", FRIDAY))
    assert (wrong.rows[0].verdict, wrong.rows[0].sentence) == (
        Verdict.REFUSED, "Its number “LAN-0428-M01-01” is of another case.",
    )  # fmt: skip


def test_rows_are_taken_in_once_of_one_dry_run(room: Room) -> None:
    room.case("LAN-0417")
    rows = [("LAN-0417", one, f"Visit {one}", "Police", "", FRIDAY) for one in ("1", "2")]
    plan = tried(room, *rows)
    first, second = (row.number for row in plan.rows)
    kept = action_import.take_in(room.work, plan=plan, rows=[first]).value
    with pytest.raises(StaleRevision, match=f"Row {first} was taken in since"):
        action_import.take_in(room.work, plan=plan, rows=[first, second])
    action_import.take_in(room.work, plan=plan, rows=[second])
    action_import.undo_import(room.work, import_id=kept.id)
    again = action_import.take_in(room.work, plan=plan, rows=[first]).value
    assert len(again.action_ids) == 1, "what was taken back may come in again"


def test_which_case_is_meant_is_never_guessed_in_silence(room: Room) -> None:
    case = room.case("LAN-0417", name="Gareth Poole", also_known_as=("G. P.",))
    row = ("", "", "Visit", "Police", "", FRIDAY)
    none = tried(room, row)
    assert (none.rows[0].sentence, none.rows[0].can_be_taken) == ("It names no case.", False)
    by_name = tried(room, ("Poole, Gareth", *row[1:]))
    assert by_name.rows[0].sentence == "“Poole, Gareth” is taken as LAN-0417, by the name."
    assert not tried(room, ("Poole", *row[1:])).rows[0].case_reference
    room.case("LAN-0418", name="Gareth Poole")
    assert tried(room, ("Gareth Poole", *row[1:])).unknown_cases == ("Gareth Poole",)
    odd = tried(room, ("A" * 60, *row[1:]), cases={"A" * 60: OPEN_IT})
    assert "must be letters and digits" in odd.rows[0].sentence and not odd.rows[0].can_be_taken
    known = tried(room, ("Lan / 0417", *row[1:]), cases={"Lan / 0417": OPEN_IT})
    assert (known.rows[0].case_reference, known.rows[0].opens_case) == ("LAN-0417", False)
    cases.edit_case(room.work, case=replace(case, closed_on=room.work.today()), reason="Moved away")
    assert tried(room, ("LAN-0417", *row[1:])).rows[0].sentence == "LAN-0417 is closed."
    assert [reference for reference, _ in action_import.case_choices(room.work)] == ["LAN-0418"]


def test_a_case_is_opened_once_for_all_its_rows(room: Room) -> None:
    rows = tuple(("NEW-0001", float(at), f"Do {at}", "Police", "", FRIDAY) for at in range(3))
    plan = tried(room, *rows, cases={"NEW-0001": OPEN_IT})
    kept = action_import.take_in(room.work, plan=plan, rows=plan.takable(*Verdict)).value
    assert len(kept.action_ids) == 3 and len(cases.list_cases(room.work)) == 1


def test_a_case_that_a_spreadsheet_opened_is_closed_when_that_is_taken_back_and_opened_again(
    room: Room,
) -> None:
    row = ("NEW-0001", "1", "Do it", "Police", "", FRIDAY)
    for opens in ("", "NEW-0001 is closed. Taking it in opens it again."):
        plan = tried(room, row, cases={"NEW-0001": OPEN_IT})
        assert plan.rows[0].opens_case is not bool(opens) and opens in plan.rows[0].sentence
        kept = action_import.take_in(room.work, plan=plan, rows=plan.takable(*Verdict)).value
        assert cases.case_by_reference(room.work, reference="NEW-0001").closed_on is None
        action_import.undo_import(room.work, import_id=kept.id)
        case = cases.case_by_reference(room.reopened(), reference="NEW-0001")
        assert case.closed_on == room.work.today()
    reasons = [one.reason for one in cases.case_view(room.work, case_id=case.id).standings]
    assert (
        reasons
        == ["Case opened", *["Its spreadsheet was taken back", "Taken in from a spreadsheet again"] * 2][:4]
    )


@pytest.mark.parametrize("since", ["edited", "planned", "changed", "linked", "other", "was there"])
def test_a_case_in_which_something_else_happened_stays_open(room: Room, since: str) -> None:
    if since == "was there":
        room.case("NEW-0001")
    plan = tried(room, ("NEW-0001", "1", "Do it", "Police", "", FRIDAY), cases={"NEW-0001": OPEN_IT})
    kept = action_import.take_in(room.work, plan=plan, rows=plan.takable(*Verdict)).value
    case = cases.case_by_reference(room.work, reference="NEW-0001")
    if since == "edited":
        cases.edit_case(room.work, case=replace(case, name="Gareth Poole"))
    elif since == "planned":
        room.planned(case)
    elif since == "changed":
        urgent_changes.add_change(
            room.work,
            case_id=case.id,
            change_kind=ChangeKind.ARREST,
            happened_on=room.work.today(),
            text="Arrest",
        )
    elif since == "linked":
        links.link_cases(
            room.work, case_id=case.id, reference=room.case("LAN-0417").reference, why="One household"
        )
    elif since == "other":
        taken(room, ("NEW-0001", "2", "Do more", "Police", "", FRIDAY))
    action_import.undo_import(room.work, import_id=kept.id)
    assert cases.case_by_reference(room.reopened(), reference="NEW-0001").closed_on is None


def test_a_name_never_becomes_the_reference_of_a_case(room: Room) -> None:
    plan = tried(
        room, ("Marek Nowicki", "1", "Do it", "Police", "", FRIDAY), cases={"Marek Nowicki": OPEN_IT}
    )
    assert not plan.rows[0].can_be_taken and "a name must never become" in plan.rows[0].sentence


def test_only_the_first_of_many_tags_is_named(room: Room) -> None:
    room.case("LAN-0417")
    taken(room, *(("LAN-0417", float(at), f"Do {at}", "Police", "", FRIDAY) for at in range(6)))
    kept = action_import.imports(room.work)[0]
    for made in kept.action_ids:
        record_reply(room.work, action_id=made, note="Seen")
    with pytest.raises(Exception, match="M00-01, M00-02, M00-03 and 3 others changed"):
        action_import.undo_import(room.work, import_id=kept.id)


def test_a_mark_that_may_be_no_tick_is_asked_about_and_settles_nothing(
    met: tuple[Room, Meeting, Action],
) -> None:
    room = met[0]
    heads = ("Case", "No", "Action", "Agency", "Owner", "Due", "Done?", "Completion date", "Update")
    plan = action_import.plan_import(
        room.work,
        file=file(
            ("LAN-0417", "M01-01", "", "", "", "", "x"),
            ("LAN-0417", "7", "Ring the ward", "Police", "", FRIDAY, "Late"),
            ("LAN-0417", "8", "Ask the school", "Police", "", FRIDAY, "", date(2026, 12, 18)),
            ("LAN-0417", "9", "Fit a lock", "Police", "", FRIDAY, "Complete", date(2027, 12, 18)),
            heads=heads,
        ),
    )
    assert [row.verdict for row in plan.rows] == [Verdict.DOUBTED] * 4
    assert [row.doing for row in plan.rows] == [RowDoing.SAME, *[RowDoing.NEW] * 3]
    action_import.take_in(room.work, plan=plan, rows=plan.takable(*Verdict))
    with room.reopened().reading() as reading:
        kept = reading.all(Action, order_by="tag", removed=False)
    assert [(one.tag, one.state, one.settled_on) for one in kept] == [
        ("M00-01", ActionState.OPEN, None),
        ("M00-02", ActionState.OPEN, None),
        ("M00-03", ActionState.DONE_LATE, None),
        ("M01-01", ActionState.OPEN, None),
    ]


def test_a_row_that_may_be_about_several_actions_settles_none_in_silence(room: Room) -> None:
    room.case("LAN-0417")
    once = ("LAN-0417", 1.0, "Visit the hostel every week", "Police", "", FRIDAY)
    taken(room, once, ("LAN-0417", 1.0, "Renew the exclusion map", "Police", "", FRIDAY))
    bare = tried(room, ("LAN-0417", 1.0, "", "", "", "", "Done", date(2026, 11, 20)))
    assert bare.rows[0].verdict is Verdict.REFUSED and bare.rows[0].sentence == (
        "LAN-0417 has 2 actions with the number “1”, and the row has no words."
    )
    again = ("LAN-0417", "", "Give an update", "Police", "", FRIDAY)
    taken(room, again, again)
    plan = tried(room, (*again, "Done", date(2026, 11, 20)), again)
    assert [(row.tag, row.verdict, row.sentence) for row in plan.rows] == [
        ("M00-03", Verdict.DOUBTED, "2 actions read so; it is taken as M00-03."),
        ("M00-04", Verdict.DOUBTED, "2 actions read so; it is taken as M00-04."),
    ]
    third = tried(room, again, again, again)
    assert third.rows[2].sentence == "Row 3 is about M00-04 too."


def test_other_sheets_that_seem_to_hold_actions_are_told_of(room: Room) -> None:
    room.case("LAN-0417")
    one = file(("LAN-0417", "1", "Visit", "Police", "", FRIDAY)).sheets[0]
    sheets = (
        replace(one, name="LAN-0417"), replace(one, name="LAN-0422"), replace(one, name="Old", hidden=True),
        Sheet(name="Cover", rows=(("MAPPA", ""),)),
    )  # fmt: skip
    book = SheetFile(name="a.xlsx", sha256="b", sheets=sheets)
    plan = action_import.plan_import(room.work, file=book, sheet=0)
    assert plan.noted == ("Another sheet seems to hold actions too: LAN-0422.",)


def test_an_owner_as_long_as_a_cell_is_refused(room: Room) -> None:
    room.case("LAN-0417")
    heads = ("Case", "Action", "Agency", "Owner", "Role")
    rows = (("LAN-0417", "Visit", "Police", "", "r" * 3_000), ("LAN-0417", "Ring", "Police", "", "a b " * 90))
    plan = action_import.plan_import(room.work, file=file(*rows, heads=heads))
    assert [row.verdict for row in plan.rows] == [Verdict.REFUSED] * 2
    assert plan.rows[1].sentence == "Its owner has more than 300 characters."


def test_many_rows_of_one_number_are_looked_through_once(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.case("LAN-0417")
    rows = [("LAN-0417", 1.0, f"Ring {at} about {at * 7_919}", "Police", "", FRIDAY) for at in range(120)]
    taken(room, *rows)
    compared = 0
    nearly = action_import_plan._reworded

    def counted(one: str, other: str) -> bool:
        nonlocal compared
        compared += 1
        return nearly(one, other)

    monkeypatch.setattr(action_import_plan, "_reworded", counted)
    other = [(*row[:2], f"Write {row[2]} in other words", *row[3:]) for row in rows]
    plan = tried(room, *rows, *other)
    assert [row.doing for row in plan.rows[:120]] == [RowDoing.SAME] * 120
    assert 0 < compared <= 120 * action_import_plan.LOOKED_THROUGH


def test_a_finished_tracker_that_comes_in_while_a_meeting_runs_is_no_work_of_that_meeting(
    met: tuple[Room, Meeting, Action],
) -> None:
    room, meeting, _ = met
    taken(
        room,
        ("LAN-0417", "1", "Renew the map", "Police", "", FRIDAY, "Done", date(2026, 11, 20)),
        ("LAN-0417", "2", "Fit a lock", "Police", "", FRIDAY),
    )
    assert [past.action.tag for past in room.look(meeting).past_actions] == ["M00-02"]


def test_the_apostrophe_of_a_csv_that_was_saved_as_a_workbook_makes_no_other_action(room: Room) -> None:
    room.case("LAN-0417")
    taken(room, ("LAN-0417", "", "-1 visit a week", "Police", "", FRIDAY, "", "", "+44 rang"))
    plan = tried(room, ("LAN-0417", "", "'-1 visit a week", "Police", "", FRIDAY, "", "", "'+44 rang"))
    assert [(row.doing, row.tag, row.verdict) for row in plan.rows] == [
        (RowDoing.SAME, "M00-01", Verdict.ACCEPTED)
    ]
