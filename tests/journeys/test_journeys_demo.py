"""The demonstration from end to end, as a process without a display: what it holds, writes and leaves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from journey_program import Demonstration, run

from mappa_desk.domain.actions import Acceptance, ActionState
from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.attendance import AttendanceState
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.minutes import MinutesSnapshot, MinutesStatus
from mappa_desk.services.handouts import register
from mappa_desk.services.meetings import meeting_by_reference
from mappa_desk.services.minutes import snapshot
from mappa_desk.services.work import Work
from mappa_desk.wiring import PRACTICE_PASSPHRASE, Wiring

REFERENCE = "LAN-0417-M03"
NEXT = "LAN-0417-M04"
_FIRST = "pol"
"""Code of the agency that gets a slip, a copy and a form."""


@pytest.fixture(scope="module")
def work(demo: Demonstration) -> Iterator[Work]:
    wiring = Wiring(data_folder=demo.vault.parent)
    yield wiring.open(demo.vault, PRACTICE_PASSPHRASE, read_only=True)
    wiring.close()


@pytest.fixture(scope="module")
def minutes(work: Work) -> MinutesSnapshot:
    return snapshot(work, meeting_id=meeting_by_reference(work, reference=REFERENCE).id)


def test_twelve_people_of_nine_agencies(minutes: MinutesSnapshot) -> None:
    assert len(minutes.attendance) == 12
    assert len({row.agency for row in minutes.attendance}) == 9


def test_one_comes_late_and_hears_the_statement(minutes: MinutesSnapshot) -> None:
    started = minutes.meeting.started_at
    assert started is not None
    (late,) = [row for row in minutes.attendance if row.took_part and row.intervals[0].in_at != started]
    assert late.name == "Kasia Wójcik"
    first, second = minutes.statements
    assert late.id not in first.heard_by
    assert late.id in second.heard_by


def test_one_deputy_and_two_absent_one_with_a_report(minutes: MinutesSnapshot) -> None:
    states = [row.state for row in minutes.attendance]
    assert states.count(AttendanceState.DEPUTY) == 1
    absent = [row for row in minutes.attendance if not row.took_part]
    assert sorted(row.report_received for row in absent) == [False, True]


def test_every_item_of_the_agenda_has_been_discussed(minutes: MinutesSnapshot) -> None:
    assert {item.state for item in minutes.items} == {ItemState.DISCUSSED}
    assert {entry.item for entry in minutes.entries} == {item.code for item in minutes.items}


def test_there_are_words_for_a_real_meeting(minutes: MinutesSnapshot) -> None:
    assert sum(len(entry.text.split()) for entry in minutes.entries) >= 6000


def test_five_decisions_one_with_dissent_and_each_with_its_reason(minutes: MinutesSnapshot) -> None:
    assert len(minutes.decisions) == 5
    assert [bool(decision.dissent) for decision in minutes.decisions].count(True) == 1
    assert all(decision.because and decision.dissent_asked for decision in minutes.decisions)


def test_fourteen_actions_eight_of_them_carried_over(minutes: MinutesSnapshot) -> None:
    assert len(minutes.actions) == 6
    assert len(minutes.previous_actions) == 8
    listed = [*minutes.actions, *(previous.action for previous in minutes.previous_actions)]
    assert all(action.state is ActionState.OPEN and action.deadline.on for action in listed)
    assert [action.carried for action in listed].count(0) == 6
    accepted = [action.acceptance for action in minutes.actions]
    assert sorted(accepted) == [Acceptance.ACCEPTED] * 5 + [Acceptance.ON_BEHALF]


def test_it_is_closed_approved_at_the_desk_and_sealed_with_nothing_missing(minutes: MinutesSnapshot) -> None:
    assert minutes.meeting.state is MeetingState.APPROVED
    assert (minutes.status, minutes.gap_count) == (MinutesStatus.APPROVED, 0)
    assert minutes.approval is not None and minutes.approval.how.value == "at_desk"
    assert minutes.approval.despite_gaps_because == ""
    assert minutes.case.practice


def test_each_document_is_written_and_its_path_printed(demo: Demonstration, work: Work) -> None:
    printed = [Path(line) for line in demo.said.splitlines() if line.endswith(".pdf")]
    names = sorted(path.name.removeprefix(f"{REFERENCE}-") for path in printed)
    owners = ["ap", "csc", "educ", "fire", "hlth", "hsg", "pol", "prob", "vlo"]
    before = ["agenda", "running-book", "running-sheet", *(f"invitation-{code}" for code in owners)]
    before += [f"contribution-form-{_FIRST}", f"call-for-updates-{_FIRST}"]
    after = ["minutes.pdf", "actions.pdf", *(f"actions-{code}.pdf" for code in owners)]
    after += [
        "do-now.pdf",
        "minutes-large.pdf",
        "executive-summary.pdf",
        "covering-letter.pdf",
        "attendee-copy.pdf",
    ]
    after += [f"agency-copy-{_FIRST}.pdf", f"agency-slip-{_FIRST}.pdf"]
    assert names == sorted([*after, *(f"{NEXT}-{name}.pdf" for name in before)])
    assert all(path.read_bytes().startswith(b"%PDF-") for path in printed)
    given = [
        one.file_name
        for reference in (REFERENCE, NEXT)
        for one in register(work, meeting_id=meeting_by_reference(work, reference=reference).id)
    ]
    assert given == [path.name for path in printed]


def test_what_it_says_can_be_checked(demo: Demonstration) -> None:
    assert f"Its passphrase: {PRACTICE_PASSPHRASE}\n" in demo.said
    assert "12 people of 9 agencies" in demo.said
    assert "5 decisions (1 with dissent), 14 actions (8 carried over)" in demo.said


def test_the_vault_is_sound(work: Work) -> None:
    assert work.vault.verify().sound


def test_a_second_run_finds_the_meeting_held_and_writes_the_same_minutes(
    demo: Demonstration, tmp_path: Path
) -> None:
    again = run("demo", "--vault", demo.vault, "--out", tmp_path)
    assert (again.code, again.err) == (0, "")
    name = f"{REFERENCE}-minutes.pdf"
    assert (tmp_path / name).read_bytes() == (demo.out / name).read_bytes()


def test_a_vault_of_real_cases_is_left_alone(tmp_path: Path) -> None:
    wiring = Wiring(data_folder=tmp_path)
    folder = tmp_path / "real"
    wiring.create(folder, "a passphrase", practice=False, understood=wiring.recovery_sentence)
    wiring.close()
    refused = run("demo", "--vault", folder, "--out", tmp_path / "documents")
    assert refused.code == 1
    assert len(refused.err.splitlines()) == 1
    assert not (tmp_path / "documents").exists()
