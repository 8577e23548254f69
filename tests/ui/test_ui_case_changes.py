"""The page of a case shows what could not wait, and leads to the meeting that it brought."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QAbstractButton

from mappa_desk.domain.chasing import ChangeKind
from mappa_desk.services import urgent_changes
from mappa_desk.services.cases import case_by_reference


def test_what_could_not_wait_stands_above_the_meetings_of_its_case(hands) -> None:
    case = case_by_reference(hands.work, reference="LAN-0405")
    today = hands.work.today()
    told = {"case_id": case.id, "told_by": "Duty sergeant"}
    changes = [
        urgent_changes.add_change(
            hands.work, change_kind=kind, happened_on=today - timedelta(days=days), text=text, **told
        ).value
        for kind, days, text in (
            (ChangeKind.ADDRESS_LOST, 2, "Locked out"),
            (ChangeKind.ARREST, 0, "Arrested"),
        )
    ]
    brought = urgent_changes.arrange_meeting(
        hands.work, change_id=changes[0].id, on=today + timedelta(days=3)
    ).value
    hands.go("case", case.id)
    page = hands.shell.page
    lines = page.view._ui.meetings_rows.findChildren(QAbstractButton)
    shown = [line.accessibleName() or line.text() for line in lines][:2]
    assert [text.split(", ")[:3] for text in shown] == [
        ["Arrest", "Arrested", "Duty sergeant"],
        ["Address lost", "Locked out", "Duty sergeant"],
    ]
    page.view.meeting_chosen.emit(f"change:{changes[1].id}")
    assert hands.place == ("case", case.id)
    page.view.meeting_chosen.emit(f"change:{changes[0].id}")
    hands.settle()
    assert hands.place == ("meeting", brought.id)
