"""The life of an action read: each move of its day with its reason, what was taken back, its chips."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from mappa_desk.domain.action_lives import ActionLife, LifeLine
from mappa_desk.domain.actions import (
    Acceptance,
    Action,
    ActionEvent,
    ActionEventKind,
    ActionState,
    Channel,
    Deadline,
    DeadlineKind,
)
from mappa_desk.domain.chasing import Rung
from mappa_desk.ui.models.tracker_life import LifeModel, facts, life_rows, named, standing_chips

TODAY = date(2026, 11, 23)
FIRST, SECOND = date(2026, 10, 30), date(2026, 11, 10)
KIND = ActionEventKind
NAMES = {"hlth": "Health"}
RUNG = Rung(
    id="reminder", position=1, title="First reminder", to_whom="The owner", days=1, wording="{numbers}"
)


def line(kind: ActionEventKind, step: int = 0, *, tag: str = "", rung_title: str = "", **changes) -> LifeLine:
    event = ActionEvent(
        id=f"{step:032x}", action_id="a", at=datetime(2026, 11, 1, 9, tzinfo=UTC) + timedelta(days=step),
        event_kind=kind, meeting_id="m" if tag else None, **changes,
    )  # fmt: skip
    return LifeLine(event=event, meeting_tag=tag, rung_title=rung_title)


def life(*lines: LifeLine, **changes) -> ActionLife:
    own = {
        name: changes.pop(name) for name in ("carried", "redated", "rung", "prompts_chair") if name in changes
    }
    late = changes.pop("overdue", False)
    values = {
        "owner_agency": "hlth", "owner_role": "Clinical lead",
        "deadline": Deadline(kind=DeadlineKind.DATE, on=SECOND), **changes,
    }  # fmt: skip
    action = Action(id="a", case_id="c", meeting_id="m", entry_id="e", tag="M02-08", text="Send it", **values)
    return ActionLife(
        action=action, case_reference="LAN-0417", reference="LAN-0417-M02-08", agency_name="Health",
        lines=lines, overdue=late, days_left=-13 if late else 5,
        **{"carried": 0, "redated": 0, **own},
    )  # fmt: skip


def test_the_beginning_says_who_and_by_when() -> None:
    given = line(KIND.MADE, tag="M02", owner_after="Clinical lead, hlth", due_after=FIRST)
    (row,) = life_rows(life(given), NAMES)
    assert (row.title, row.text) == ("Given", "Clinical lead, Health, due Fri 30 Oct 2026.")
    assert row.when == "Sun 1 Nov 2026, 09:00, at M02" and row.last
    assert row.spoken == "Sun 1 Nov 2026, 09:00, at M02. Given. Clinical lead, Health, due Fri 30 Oct 2026"


def test_each_move_of_the_day_says_why_and_what_it_was() -> None:
    days = {"due_before": FIRST, "due_after": SECOND}
    moved = line(
        KIND.REDATED, note="The clinic was closed", told_by="Ceri", came_by=Channel.TELEPHONE, **days
    )
    (row,) = life_rows(life(moved))
    assert row.title == "New date: Tue 10 Nov 2026"
    assert row.text == "The clinic was closed. It was Fri 30 Oct 2026. Told by Ceri, by telephone."


def test_a_carry_with_a_new_day_is_one_line_and_two_moves_are_two() -> None:
    days = {"due_before": FIRST, "due_after": SECOND}
    carried = line(KIND.CARRIED, 1, tag="M03", note="No answer", **days)
    bare = line(KIND.REDATED, 2, tag="M03", **days)
    again = line(KIND.REDATED, 3, note="Ill", due_before=SECOND, due_after=TODAY)
    rows = life_rows(life(carried, bare, again))
    assert [row.title for row in rows] == ["Carried to Tue 10 Nov 2026", "New date: Mon 23 Nov 2026"]
    assert rows[0].text == "No answer. It was Fri 30 Oct 2026."
    assert [row.last for row in rows] == [False, True]


def test_what_was_taken_back_stays_and_does_not_stand() -> None:
    told = line(KIND.UPDATED, 1, note="Half done", evidence="Letter of 3 November")
    back = line(KIND.UPDATED, 2, note="Taken back")
    lines = [LifeLine(event=one.event, stands=False) for one in (told, back)]
    rows = life_rows(life(*lines))
    assert [(row.title, row.stands, row.tone) for row in rows] == [
        ("Update", False, "muted"), ("Taken back", False, "muted"),
    ]  # fmt: skip
    assert rows[0].text == "Half done. Letter of 3 November." and rows[1].text == ""


def test_a_reminder_names_its_rung_and_a_transfer_both_owners() -> None:
    reminded = line(KIND.CHASED, rung="reminder", rung_title="First reminder", came_by=Channel.SECURE_MAIL)
    handed = line(KIND.TRANSFERRED, 1, owner_before="Clinical lead, hlth", owner_after="Duty manager, hsg")
    rows = life_rows(life(reminded, handed), {**NAMES, "hsg": "Housing"})
    assert rows[0].title == "Reminder: first reminder" and rows[0].text == "By secure e-mail."
    (plain,) = life_rows(life(line(KIND.CHASED, rung="reminder", rung_title="Reminder")))
    assert plain.title == "Reminder", "a rung of that very name is not said twice"
    assert rows[1].title == "Transferred to Duty manager, Housing"
    assert rows[1].text == "From Clinical lead, Health."


@pytest.mark.parametrize("kind", list(KIND))
def test_every_kind_of_line_has_words_and_a_shape_of_its_own(kind) -> None:
    (row,) = life_rows(life(line(kind)))
    assert row.title and row.icon and row.when


def test_chips_say_how_it_stands_in_words() -> None:
    late = life(
        overdue=True, carried=2, redated=1, rung=RUNG, prompts_chair=True, labels=("licence",), urgent=True
    )
    assert [(chip.text, chip.tone) for chip in standing_chips(late, TODAY)] == [
        ("Overdue, 13 days", "danger"), ("Carried twice", "warning"), ("New date once", "muted"),
        ("First reminder", "muted"), ("Urgent: do now", "warning"), ("#licence", "accent"),
    ]  # fmt: skip
    done = life(state=ActionState.DONE, settled_on=FIRST)
    assert [chip.text for chip in standing_chips(done, TODAY)] == ["Done, Fri 30 Oct 2026"]
    later = life(look_on=TODAY + timedelta(days=4), acceptance=Acceptance.OBJECTED)
    assert [chip.text for chip in standing_chips(later, TODAY)] == [
        "Open", "Look again Fri 27 Nov 2026", "The owner objects",
    ]  # fmt: skip


def test_the_facts_say_who_when_and_whether_they_said_yes() -> None:
    assert facts(life()) == "Health, Clinical lead. Due Tue 10 Nov 2026. Not accepted yet."
    behalf = life(acceptance=Acceptance.ON_BEHALF, on_behalf_taken_by="Ceri", deadline=Deadline())
    assert facts(behalf).endswith("No date. Accepted on behalf of its owner by Ceri.")
    waits = life(deadline=Deadline(kind=DeadlineKind.BEFORE_RELEASE), prompts_chair=True)
    assert "Due before release." in facts(waits) and facts(waits).endswith("what stands in its way.")
    assert named("Somebody", {}) == "Somebody" and named("", NAMES) == ""


def test_the_model_of_a_life_keeps_qt_s_contract(qapp) -> None:
    model = LifeModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_rows(life_rows(life(line(KIND.MADE), line(KIND.UPDATED, 1, note="So"))))
    assert model.rowCount() == 2 and model.data(model.index(1, 0)) == model.rows[1].spoken
    model.set_rows(())
    assert model.rowCount() == 0 and tester.model() is model
