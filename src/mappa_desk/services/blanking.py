"""Records of an entry that went into another person's record, without any of its words."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from mappa_desk.domain.actions import Action, ActionEvent, Deadline
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.decisions import Decision

Words = TypeVar("Words", Entry, Action, ActionEvent, Decision)


def blank(record: Words) -> Words:
    """An entry, or the action, its history or the decision it once was, without any of its words."""
    if isinstance(record, Entry):
        bare = replace(record, text="", words="", outcome_reason="", report_dated="")
        return replace(bare, agency="", attendance_id=None, recipients=())
    if isinstance(record, Action):
        action = replace(record, text="", purpose="", settled_note="", objection="", deadline=Deadline())
        return replace(
            action,
            owner_name="",
            owner_role="",
            owner_agency="",
            owner_attendance_id=None,
            on_behalf_taken_by="",
        )
    if isinstance(record, ActionEvent):
        event = replace(record, note="", told_by="", due_before=None, due_after=None)
        return replace(event, owner_before="", owner_after="")
    decision = replace(record, heading="", decided="", because="", dissent=(), level=None)
    return replace(decision, also_considered="", resolved="", takes_effect=None)
