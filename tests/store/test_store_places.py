"""Places, histories and undo steps that are asked for without reading a whole record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from vault_help import Desk, a_case, a_meeting

from mappa_desk.domain.actions import Action, ActionEvent, ActionEventKind
from mappa_desk.store.queries import actions, places, steps, tracker_rows
from mappa_desk.store.queries.search import find_text

TODAY = date(2026, 11, 23)


def _action(desk: Desk, tag: str, **values: object) -> Action:
    told = {
        "case_id": desk.case.id,
        "meeting_id": desk.meeting.id,
        "entry_id": "e",
        "text": "Visit",
        **values,
    }
    with desk.vault.writing(by="chair") as uow:
        return uow.save(Action(id=desk.new_id(), tag=tag, **told))  # type: ignore[arg-type]  # by name


def test_positions_of_a_meeting(desk: Desk) -> None:
    with desk.vault.writing(by="chair") as uow:
        other = uow.save(a_meeting(desk.new_id, desk.case, number=4))
    desk.keep(position=9_000, meeting_id=other.id)
    with desk.vault.reading() as reading:
        assert places.last_position(reading, desk.meeting.id) == 0
        assert places.next_position(reading, desk.meeting.id, 0) is None
    for position in (10, 30):
        desk.keep(position=position, item="risk")
    removed = desk.keep(position=40, item="plan")
    with desk.vault.writing(by="chair") as uow:
        uow.save(replace(removed, removed=True))
    with desk.vault.reading() as reading:
        assert places.last_position(reading, desk.meeting.id) == 40
        found = [places.next_position(reading, desk.meeting.id, at) for at in (0, 10, 30, 40)]
        assert found == [10, 30, 40, None]
        held = [places.holds_entries(reading, desk.meeting.id, item) for item in ("risk", "plan", "")]
        assert held == [True, False, False]


def test_the_highest_number_of_an_action_is_counted_as_a_number(desk: Desk) -> None:
    with desk.vault.reading() as reading:
        assert places.last_action_place(reading, desk.meeting.id) == 0
    for tag in ("M03-09", "M03-10", "M03-101"):
        _action(desk, tag, removed=tag.endswith("101"))
    with desk.vault.writing(by="chair") as uow:
        other = uow.save(a_meeting(desk.new_id, desk.case, number=2))
    _action(desk, "M02-300", meeting_id=other.id)
    with desk.vault.reading() as reading:
        assert places.last_action_place(reading, desk.meeting.id) == 101


def test_what_came_in_from_elsewhere_is_counted_in_its_case(desk: Desk) -> None:
    _action(desk, "M03-07")
    with desk.vault.reading() as reading:
        assert places.last_outside_place(reading, desk.case.id) == 0
    for tag in ("M00-09", "M00-10"):
        _action(desk, tag, meeting_id=None, entry_id=None, source_number=f"Row {tag[-2:]}")
    with desk.vault.reading() as reading:
        assert places.last_outside_place(reading, desk.case.id) == 10
        (hit,) = find_text(reading, "row 09")
        assert (hit.reference[-6:], hit.meeting_id) == ("M00-09", "")


def test_the_histories_of_a_case_come_together_and_in_order(desk: Desk) -> None:
    kept = [_action(desk, "M03-01"), _action(desk, "M03-02"), _action(desk, "M03-03", removed=True)]
    with desk.vault.writing(by="chair") as uow:
        other = uow.save(a_case(desk.new_id, reference="LAN-0999"))
    foreign = _action(desk, "M01-01", case_id=other.id)
    with desk.vault.writing(by="chair") as uow:
        for hour, of in ((12, kept[0]), (10, kept[1]), (11, kept[2]), (11, foreign), (12, kept[1])):
            uow.save(
                ActionEvent(
                    id=desk.new_id(),
                    action_id=of.id,
                    at=datetime(2026, 11, 22, hour, tzinfo=UTC),
                    event_kind=ActionEventKind.UPDATED,
                )
            )
    with desk.vault.reading() as reading:
        found = actions.events_of_case(reading, desk.case.id)
        assert actions.events_of_case(reading, "none") == ()
    assert [event.action_id for event in found] == [kept[1].id, kept[0].id, kept[1].id]


def test_undo_and_redo_have_one_turning_point(desk: Desk) -> None:
    def point() -> tuple[str, str]:
        with desk.vault.reading() as reading:
            done, undone = steps.turning_point(reading, desk.meeting.id)
        return (done.label if done else "", undone.label if undone else "")

    assert point() == ("", "")
    for label in ("one", "two", "three"):
        with desk.vault.writing(by="chair") as uow:
            uow.save(desk.entry(label))
            uow.step(desk.meeting.id, label)
    assert point() == ("three", "")
    for label, after in (("three", ("two", "three")), ("two", ("one", "two")), ("one", ("", "one"))):
        with desk.vault.writing(by="chair") as uow:
            done, _ = steps.turning_point(uow, desk.meeting.id)
            assert done is not None and done.label == label and len(done.parts) == 1
            uow.mark_undone(done.id)
        assert point() == after


def test_what_has_left_a_record_leaves_its_undo_steps(desk: Desk) -> None:
    made = []
    for label, count in (("one", 1), ("two", 2), ("three", 1)):
        with desk.vault.writing(by="chair") as uow:
            made.append([uow.save(desk.entry(label)) for _ in range(count)])
            uow.step(desk.meeting.id, label)
    gone = {("entry", made[0][0].id), ("entry", made[1][1].id)}
    with desk.vault.writing(by="chair") as uow:
        uow.note("moved to another record")
        steps.forget_in_steps(uow, desk.meeting.id, gone)
    with desk.vault.reading() as reading:
        left = {
            step.label: [part.record_id for part in step.parts] for step in reading.steps(desk.meeting.id)
        }
    assert left == {"two": [made[1][0].id], "three": [made[2][0].id]}


def test_the_row_of_an_action(desk: Desk) -> None:
    first, second = _action(desk, "M03-01"), _action(desk, "M03-02")
    with desk.vault.reading() as reading:
        rows = {place: tracker_rows.rows_at(reading, [place], today=TODAY) for place in (1, 2)}
        for action in (first, second):
            (row,) = rows[places.place_of_action(reading, action.id)]
            assert row.action.id == action.id
        assert places.place_of_action(reading, "nowhere") == 0
