"""No way leads into a sealed record: every service that touches a meeting is called on approved minutes."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import typing
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from meeting_room import Room

from mappa_desk import services
from mappa_desk.domain.actions import Deadline
from mappa_desk.domain.chair_drafts import MarkState
from mappa_desk.domain.corrections import CorrectionState
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.errors import DeskError
from mappa_desk.domain.mark_words import ReadMark
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import Approval, ApprovedHow, SealedMinutes
from mappa_desk.domain.views import Draft
from mappa_desk.services import (
    actions,
    case_files,
    chair_marks,
    contributions,
    corrections,
    decisions,
    drafts,
    errata,
    meetings,
    minutes,
)
from mappa_desk.services.copies import Recipient
from mappa_desk.services.errata import ErratumPoint
from mappa_desk.store.tables import APPEND_ONLY, RECORD_TYPES, SEALED_KINDS
from mappa_desk.store.work import Reading

OF_A_MEETING = {
    "meeting_id", "meeting", "entry_id", "entry_ids", "attendance", "attendance_id", "attendance_ids",
    "decision", "action", "action_id", "mark_id", "correction_id", "paragraph_key", "record_id", "copy_id",
    "to_meeting_id",
}  # fmt: skip
"""A service with one of these touches the record of a meeting."""

BY_ORDER = {"erasure.erase_part"}
"""Destroys a part by order of somebody who may: it is the one way by which a sealed version goes."""


def _services() -> list[tuple[str, Callable[..., Any]]]:
    found = []
    for module in pkgutil.iter_modules(services.__path__):
        room = importlib.import_module(f"{services.__name__}.{module.name}")
        for name, call in inspect.getmembers(room, inspect.isfunction):
            if call.__module__ != room.__name__ or name.startswith("_"):
                continue
            signature = inspect.signature(call)
            changes = str(signature.return_annotation).startswith("Outcome")
            if changes and OF_A_MEETING & set(signature.parameters):
                found.append((f"{module.name}.{name}", call))
    return sorted(found)


def _picture(reading: Reading, meeting_id: str) -> dict[str, object]:
    """Every record of a meeting that its seal covers, and all that was ever sealed."""
    kinds = {RECORD_TYPES[kind] for kind in SEALED_KINDS} | {Decision, Approval, SealedMinutes}
    held: dict[str, object] = {
        kind.KIND: reading.all(kind, order_by="id", meeting_id=meeting_id)
        for kind in kinds
        if kind is not Meeting
    }
    held[Meeting.KIND] = reading.get(Meeting, meeting_id)
    return held


class _Approved:
    """An approved meeting that held one of everything, and values for every parameter of every service."""

    def __init__(self, room: Room, folder: Path) -> None:
        self.room = room
        self.meeting = room.running()
        meeting_id = self.meeting.id
        self.entry = contributions.keep_line(
            room.work, meeting_id=meeting_id, item="contributions", text="Words to keep", agency="pol"
        ).value
        self.other = contributions.keep_line(
            room.work, meeting_id=meeting_id, item="contributions", text="Other words", agency="pol"
        ).value
        self.action = room.act(self.meeting)
        (self.mark,) = chair_marks.note_marks(
            room.work, meeting_id=meeting_id, marks=(ReadMark(0, "Shorter"),)
        ).value
        room.finish(self.meeting)
        view = room.look(self.meeting)
        self.correction = corrections.note_correction(
            room.work, meeting_id=meeting_id, asked_by="A Rees", what="Wrong"
        ).value
        self.file = folder / "paper.txt"
        self.file.write_bytes(b"words")
        person = view.attendance[0]
        self.values: dict[str, Any] = {
            "meeting_id": meeting_id,
            "to_meeting_id": meeting_id,
            "meeting": replace(view.meeting, place="Another room"),
            "entry_id": self.entry.id,
            "entry_ids": (self.other.id,),
            "record_id": self.entry.id,
            "copy_id": self.entry.id,
            "paragraph_key": f"entry:{self.entry.id}",
            "revision": self.entry.revision,
            "attendance": replace(person, name="Somebody else"),
            "attendance_id": person.id,
            "attendance_ids": (person.id,),
            "decision": replace(view.decisions[0], decided="Something else"),
            "action": replace(self.action, text="Something else"),
            "action_id": self.action.id,
            "mark_id": self.mark.id,
            "correction_id": self.correction.id,
            "case_id": view.case.id,
            "item": "plan",
            "items": ("victims",),
            "agency": "prob",
            "owner_agency": "prob",
            "recipients": ("prob",),
            "stayed": (person.id,),
            "after_id": self.other.id,
            "find": "Words",
            "put": "Deeds",
            "only": None,
            "deadline": Deadline(),
            "how": ApprovedHow.AT_DESK,
            "target": folder / "out.pdf",
            "marks": (ReadMark(1, "x"),),
            "draft_number": None,
            "points": (ErratumPoint(place="1", wrong="a", right="b", reason="c"),),
            "agreed_by": "Siân Morris",
            "review": view.meeting.next_review,
            "panel_day_id": None,
            "words": None,
            "lines": (),
            "reason": "for this test",
        }

    def value(self, name: str, kind: Any) -> Any:
        """A value for a parameter, by its name or else by its type."""
        if kind == Sequence[Recipient]:
            return (Recipient(name="Somebody", agency="prob", because="Asked"),)
        if name in self.values and not (name == "how" and kind is str):
            return self.values[name]
        options = [one for one in typing.get_args(kind) if one is not type(None)]
        origins = [typing.get_origin(one) for one in (kind, *options)]
        if Mapping in origins or origins[0] is tuple:
            return {} if Mapping in origins else ()
        if options:
            kind = options[0]
        today = self.room.work.today()
        made = {str: "other words", int: 1, bool: True, Path: self.file, type(today): today}
        if kind in made:
            return made[kind]
        if isinstance(kind, type) and issubclass(kind, Enum):
            return list(kind)[-1]
        assert is_dataclass(kind), f"no value for {name}: {kind}"
        hints = typing.get_type_hints(kind)
        return kind(**{one.name: self.value(one.name, hints[one.name]) for one in fields(kind)})

    def call(self, call: Callable[..., Any]) -> Exception | None:
        """Calls a service with a value for every parameter; gives why it was refused."""
        kinds = typing.get_type_hints(call)
        given = {name: self.value(name, kinds[name]) for name in list(inspect.signature(call).parameters)[1:]}
        try:
            call(self.room.work, **given)
        except DeskError as error:
            return error
        return None


@pytest.fixture
def approved(room: Room, tmp_path: Path) -> _Approved:
    return _Approved(room, tmp_path)


def test_no_service_changes_a_sealed_record(approved: _Approved) -> None:
    room, meeting_id = approved.room, approved.meeting.id
    with room.work.reading() as reading:
        before = _picture(reading, meeting_id)
    sealed = before.pop(SealedMinutes.KIND)
    frozen = minutes.snapshot(room.work, meeting_id=meeting_id)
    every = _services()
    assert len(every) > 60
    refused = 0
    for name, call in every:
        if name in BY_ORDER or name == "errata.issue_errata":
            continue
        refused += approved.call(call) is not None
        with room.work.reading() as reading:
            after = _picture(reading, meeting_id)
        assert after.pop(SealedMinutes.KIND) == sealed, name
        assert after == before, name
    assert refused > 50
    assert minutes.snapshot(room.work, meeting_id=meeting_id) == frozen


def test_an_erratum_adds_a_version_and_changes_nothing_else(approved: _Approved) -> None:
    room, meeting_id = approved.room, approved.meeting.id
    with room.work.reading() as reading:
        before = _picture(reading, meeting_id)
    assert approved.call(errata.issue_errata) is None
    with room.work.reading() as reading:
        after = _picture(reading, meeting_id)
    (first,) = typing.cast(tuple[SealedMinutes, ...], before.pop(SealedMinutes.KIND))
    sealed = typing.cast(tuple[SealedMinutes, ...], after.pop(SealedMinutes.KIND))
    assert first in sealed and len(sealed) == 2
    assert after == before


def test_what_only_adds_cannot_be_changed_by_the_store_either(approved: _Approved) -> None:
    with approved.room.work.reading() as reading:
        (sealed,) = reading.all(SealedMinutes, meeting_id=approved.meeting.id)
        (approval,) = reading.all(Approval, meeting_id=approved.meeting.id)
    assert {SealedMinutes.KIND, Approval.KIND, "erratum", "approval_paper", "chair_draft"} <= APPEND_ONLY
    for record in (replace(sealed, seal_code="0000"), replace(approval, approved_by="Nobody")):
        with pytest.raises(Exception, match=r"."), approved.room.work.writing() as uow:
            uow.save(record)
    for gone in (sealed, approval):
        with pytest.raises(Exception, match=r"."), approved.room.work.writing() as uow:
            uow.remove(gone)
    with approved.room.work.reading() as reading:
        assert reading.all(SealedMinutes, meeting_id=approved.meeting.id) == (sealed,)
        assert reading.all(Approval, meeting_id=approved.meeting.id) == (approval,)


def test_a_view_from_before_the_approval_changes_nothing(room: Room) -> None:
    """Somebody's window still shows the draft: what they send is refused, and no draft of words stays."""
    meeting = room.running()
    entry = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="contributions", text="Words", agency="pol"
    ).value
    stale = room.look(meeting)
    room.finish(meeting)
    with room.work.reading() as reading:
        before = _picture(reading, meeting.id)
    for send in (
        lambda: contributions.revise_entry(
            room.work, entry_id=entry.id, revision=entry.revision, text="Others"
        ),
        lambda: decisions.take_decision(
            room.work, meeting_id=meeting.id, item="plan", decided="x", because="y"
        ),
        lambda: actions.make_action(room.work, meeting_id=meeting.id, item="plan", text="Call"),
        lambda: chair_marks.note_marks(room.work, meeting_id=stale.meeting.id, marks=(ReadMark(0, "x"),)),
    ):
        with pytest.raises(DeskError, match="approved"):
            send()
    with room.work.reading() as reading:
        assert _picture(reading, meeting.id) == before
    with pytest.raises(DeskError):
        minutes.approve(
            room.work, meeting_id=meeting.id, approved_by="S", how=ApprovedHow.AT_DESK, on=room.work.today()
        )


def test_half_typed_words_stop_the_approval(room: Room) -> None:
    meeting = room.running()
    room.say_the_needed(meeting, room.look(meeting).case.level)
    meetings.close_meeting(room.work, meeting_id=meeting.id)
    drafts.keep_draft(room.work, draft=Draft(meeting_id=meeting.id, place="entry:x", text="half"))
    with pytest.raises(DeskError, match="half-typed"):
        minutes.approve(
            room.work, meeting_id=meeting.id, approved_by="S", how=ApprovedHow.AT_DESK, on=room.work.today()
        )


def test_no_import_of_a_case_file_touches_sealed_minutes(approved: _Approved, tmp_path: Path) -> None:
    room, meeting = approved.room, approved.meeting
    target = tmp_path / "case.json"
    case_files.export_case(room.work, reference="LAN-0417", target=target)
    with room.work.reading() as reading:
        before = _picture(reading, meeting.id)
    whole = target.read_text(encoding="utf-8")
    told = json.loads(whole)
    for entry in told["meetings"][0]["entries"]:
        entry["text"] = entry["text"].replace("Words to keep", "Words to lose")
    for text in (whole, whole.replace("Words to keep", "Words to lose"), json.dumps(told)):
        target.write_text(text, encoding="utf-8")
        with suppress(DeskError):
            case_files.import_files(room.work, paths=(target,))
        with room.work.reading() as reading:
            assert _picture(reading, meeting.id) == before


def test_corrections_live_on_after_the_seal_and_touch_nothing_that_is_sealed(approved: _Approved) -> None:
    room = approved.room
    with room.work.reading() as reading:
        before = _picture(reading, approved.meeting.id)
    corrections.settle_correction(
        room.work, correction_id=approved.correction.id, state=CorrectionState.NEXT_MEETING
    )
    with pytest.raises(DeskError):
        chair_marks.settle_mark(room.work, mark_id=approved.mark.id, state=MarkState.DONE)
    with room.work.reading() as reading:
        assert _picture(reading, approved.meeting.id) == before
