"""The small words of the domain: references, records, errors, changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from domain_builders import STARTED, action, agency, attendance, case, meeting

from mappa_desk.domain.areas import AreaStandard
from mappa_desk.domain.attendance import AttendanceState, Interval
from mappa_desk.domain.changes import Changes, Outcome
from mappa_desk.domain.clock import Clock
from mappa_desk.domain.errors import DeskError, FileRefused, ReferenceFault, RuleError, StoreBug, VaultDamaged
from mappa_desk.domain.identifiers import (
    action_reference,
    action_tag,
    case_reference_fault,
    meeting_reference,
    split_action_reference,
    split_meeting_reference,
)
from mappa_desk.domain.records import Record


def test_references_are_built_and_taken_apart() -> None:
    assert meeting_reference("LAN-0417", 3) == "LAN-0417-M03"
    assert action_tag(3, 7) == "M03-07"
    assert action_reference("LAN-0417", "M03-07") == "LAN-0417-M03-07"
    assert split_meeting_reference(" LAN-0417-M03 ") == ("LAN-0417", 3)
    assert split_meeting_reference("LAN-0417") is None
    assert split_action_reference("LAN-0417-M03-07") == ("LAN-0417", "M03-07")
    assert split_action_reference("LAN-0417-M03") is None


@pytest.mark.parametrize(
    "reference", ["", "a b", "a/b", "../x", "x..y", "LAN-0417-M03", "LAN-0417-M03-07", "x" * 41]
)
def test_some_words_are_no_case_reference(reference: str) -> None:
    assert case_reference_fault(reference)


def test_a_plain_reference_has_no_fault() -> None:
    assert case_reference_fault("LAN-0417") == ""


def test_records_know_their_short_forms() -> None:
    assert meeting(3).tag == "M03"
    assert action("M03-07").place == 7
    assert agency("pol", "Police").code == "pol"
    assert case().revision == 0
    assert Record.KIND == ""


def test_presence_follows_state_and_intervals() -> None:
    row = attendance("pol", state=AttendanceState.DEPUTY)
    assert row.took_part
    assert not row.is_in
    inside = replace(row, intervals=(Interval(STARTED),))
    assert inside.is_in
    assert not replace(row, intervals=(Interval(STARTED, STARTED),)).is_in
    assert not replace(row, state=AttendanceState.APOLOGIES).took_part


def test_a_figure_is_verified_by_somebody_on_a_day() -> None:
    figure = AreaStandard(id="x", title="X", value=1, unit="weeks")
    assert not figure.verified
    assert not replace(figure, verified_on=date(2026, 1, 1)).verified
    assert replace(figure, verified_on=date(2026, 1, 1), verified_by="Co-ordinator").verified


def test_changes_add_up() -> None:
    changes = Changes(frozenset({("entry", "a")})) | Changes(frozenset({("action", "b")}))
    assert changes.of("entry") == {"a"}
    assert changes
    assert not Changes()
    assert Outcome(1).changes == Changes()


def test_errors_say_what_they_are_about() -> None:
    assert RuleError("No.", field="text").field == "text"
    assert VaultDamaged("Cut.", where="anchor").where == "anchor"
    refused = FileRefused("No.", faults=("case.name",))
    assert (refused.field, refused.faults) == ("file", ("case.name",))
    fault = ReferenceFault("Wrong.", place="form.toml")
    assert fault.place == "form.toml"
    assert isinstance(fault, StoreBug)
    assert not isinstance(fault, DeskError)


def test_a_clock_gives_the_moment() -> None:
    class Still:
        def now(self) -> datetime:
            return datetime(2026, 11, 12, tzinfo=UTC)

    clock: Clock = Still()
    assert clock.now().year == 2026
