"""Ids that never change and the references that people read: CASE, CASE-M03, CASE-M03-07."""

from __future__ import annotations

import re
from collections.abc import Callable

NewId = Callable[[], str]
"""Gives a fresh record id: 32 lower-case hexadecimal characters."""

_MEETING = re.compile(r"^(?P<case>.+)-M(?P<number>\d{2,})$")
_CASE = re.compile(r"[^\W_](?:[\w.'&()-]{0,38}[^\W_])?")
_ACTION = re.compile(r"^(?P<case>.+)-(?P<tag>M\d{2,}-\d{2,})$")


def meeting_reference(case_reference: str, number: int) -> str:
    """Full reference of a meeting, "LAN-0417-M03"."""
    return f"{case_reference}-M{number:02d}"


def action_tag(meeting_number: int, place: int) -> str:
    """Number of an action within its case, "M03-07": stable for life."""
    return f"M{meeting_number:02d}-{place:02d}"


def action_reference(case_reference: str, tag: str) -> str:
    """Full reference of an action, "LAN-0417-M03-07"."""
    return f"{case_reference}-{tag}"


def split_meeting_reference(reference: str) -> tuple[str, int] | None:
    """Case reference and meeting number of "LAN-0417-M03", or None when it is not of that form."""
    found = _MEETING.match(reference.strip())
    return (found["case"], int(found["number"])) if found else None


def split_action_reference(reference: str) -> tuple[str, str] | None:
    """Case reference and action tag of "LAN-0417-M03-07", or None when it is not of that form."""
    found = _ACTION.match(reference.strip())
    return (found["case"], found["tag"]) if found else None


def case_reference_fault(reference: str) -> str:
    """What is wrong with a case reference, in words that follow "The reference"; empty when nothing is.

    Without blanks, slashes or colons it is safe in file names and on the command line.
    """
    if not _CASE.fullmatch(reference) or ".." in reference:
        return "must be letters and digits such as LAN-0417, 40 characters at most, without blanks or slashes"
    if split_meeting_reference(reference) or split_action_reference(reference):
        return "reads like the reference of a meeting or an action"
    return ""
