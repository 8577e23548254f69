"""Commands that only another page can do: where the palette leads for each, and what it says there.

The words by which they are found are those somebody would type, not those of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from mappa_desk.ui.command_shapes import Command, Scope

DESK = "desk"
"""Stands for the desk of the meeting that runs; while none does, for the list of meetings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where a command can be done, and how. Words are sources; `words_of` and the like translate them."""

    page: str
    """Name of a page, or `DESK`."""
    words_source: str = ""
    """What it does, said away from its page; empty where the words of the command say it."""
    then_source: str = ""
    """What to do next, once one is there. Empty: choosing it has done all."""
    found_by: str = ""
    """More words that find it."""
    record_id: str = ""
    show: str = ""
    changes: bool = True
    """False for what can also be done in a vault that is open for reading."""

    def words(self, command: Command) -> str:
        """What the row of the palette says."""
        return tr(self.words_source) if self.words_source else command.words

    def then(self, command: Command) -> str:
        """What is said on arrival."""
        if not command.keys and self.then_source.endswith("press {key}."):
            return tr(self.then_source.replace("press {key}.", "take it from Ctrl+K."))
        return tr(self.then_source).format(key=command.keys_text.split(" ")[0])


def tr(text: str) -> str:
    """Text of this module in the user's language."""
    return QCoreApplication.translate("elsewhere_commands", text)


_PRESS = "Choose the action in the list, then press {key}."
_LINE = "Choose its line, then press {key}."
_MEETING = "Choose the meeting and press Enter, then take it from Ctrl+K."
_PAPERS = "Choose the meeting and press Ctrl+Shift+D, then take it from Ctrl+K."
_AGAIN = "Choose the action in the list, then take it from Ctrl+K."


def _action(words: str, found_by: str) -> Way:
    return Way(page="actions", words_source=words, then_source=_PRESS, found_by=found_by)


def _list(then: str, found_by: str = "", words: str = "") -> Way:
    return Way(page="actions", words_source=words, then_source=then, found_by=found_by, changes=False)


def _part(part: str, words: str, then: str, found_by: str) -> Way:
    return Way(
        page="chase",
        words_source=words,
        then_source=then,
        found_by=found_by,
        record_id=part,
        changes=False,
    )


def _line(part: str, words: str, found_by: str) -> Way:
    return Way(page="chase", words_source=words, then_source=_LINE, found_by=found_by, record_id=part)


def _grouped(found_by: str) -> Way:
    return Way(page="actions", found_by=found_by, changes=False)


WAYS: Mapping[str, Way] = {
    "action_reply": _action("Record a reply about an action", "answer update response came told agency"),
    "action_outcome": _action(
        "Record the outcome of an action", "done late overtaken withdrawn not settle close complete"
    ),
    "action_date": _action("Give an action a new date", "redate re-date postpone change due deadline move"),
    "action_transfer": _action("Transfer an action to a new owner", "reassign change owner hand over give"),
    "action_accept": _action("Record the owner’s answer to an action", "accept accepted object acceptance"),
    "action_labels": _action("Label an action", "labels tag mark"),
    "action_priority": _action("Set the priority of an action", "urgent do now before release"),
    "action_look": _action("Say when to look at an action again", "put aside snooze later remind look-date"),
    "action_rung": _action("Move an action up a rung", "escalate escalation ladder overdue senior"),
    "action_topic": Way(
        page="actions", words_source="Go to where an action was made", then_source=_PRESS,
        found_by="source entry minutes", changes=False,
    ),
    "action_meeting": _list(_AGAIN, "source minutes"),
    "action_case": _list(_AGAIN),
    "tracker_overdue": Way(
        page="actions", found_by="late past due outstanding", show="is:overdue", changes=False
    ),
    "tracker_save_filter": _list(
        "Narrow the list with words, then take it from Ctrl+K.", "save search", "Keep a filter by name"
    ),
    "tracker_by_agency": _grouped("group"),
    "tracker_by_owner": _grouped("group"),
    "tracker_by_case": _grouped("group"),
    "tracker_by_due": _grouped("group date due"),
    "tracker_ungrouped": _grouped("group"),
    "tracker_print": _list(
        "Choose the action in the list, then press Print above it, or Ctrl+P.",
        "slip sheet agency list paper pdf e-mail draft mail",
        "Print the papers of an action",
    ),
    "tracker_export": _list(
        "Narrow the list to what the file is to hold, then press Export above it.",
        "spreadsheet excel xlsx csv calendar ics table file save download",
        "Export actions to a file",
    ),
    "note_change": Way(
        page="chase", then_source="Choose a line of its case, then press N.",
        found_by="urgent arrest moved changes recall released", record_id="changes",
    ),
    "chase_do_now": _part("do_now", "Do-now actions to be told", "Enter tells the chosen ones.",
                          "urgent telephone ring chase"),
    "chase_calls": _part(
        "calls", "Call for updates", "Space ticks the agencies, Enter writes their sheets.",
        "chase calls ask agencies sheets slips update review",
    ),
    "chase_ladder": _part("ladder", "Chase overdue actions by the ladder",
                          "Space ticks the actions, Enter moves them up a rung.",
                          "escalate escalation overdue late rung reminder"),
    "chase_answers": _part(
        "answers", "Ask again for answers and reports", "Space ticks the people, Enter asks them again.",
        "chase invitations reply replies outstanding awaited remind apologies",
    ),
    "chase_changes": _part("changes", "Changes that cannot wait", "Enter does what is due.",
                           "urgent arrest recall bring forward chase"),
    "chase_reply": _line("calls", "Key in the replies of an agency",
                         "reply answer came back update record sheet"),
    "chase_told": _line("do_now", "Record that an owner was told of a do-now action", "telephone rang told"),
    "chase_back": _line("do_now", "Record that an owner called back", "telephone rang confirm"),
    "merge_person": Way(
        page="people", found_by="duplicate twice same join",
        then_source="Open one of the two entries with Enter, then take it from Ctrl+K.",
    ),
    "export_contacts": Way(
        page="people", then_source="Take it from Ctrl+K again: all of the contact book is written.",
        found_by="export contacts spreadsheet csv people addresses", changes=False,
    ),
    **{
        name: Way(page="meetings", then_source=_MEETING, found_by=found_by)
        for name, found_by in {
            "preview": "pdf paper look",
            "write_up": "draft edit text",
            "make_chair_draft": "send approval",
            "chair_marks": "comments changes",
            "approve_minutes": "approval seal sign off final",
            "save_approval_paper": "sign",
            "corrections": "erratum wrong amend",
            "confirm_minutes": "agree true record previous",
            "circulation": "recipients distribution who gets copies send",
        }.items()
    },
    **{
        name: Way(page="meetings", then_source=_PAPERS, found_by=found_by)
        for name, found_by in {
            "system_copy": "visor delius paste",
            "other_shapes": "docx txt html export",
            "issue_copies": "send give out distribute",
            "show_copies": "register recipients",
            "recall_due": "return back destroy",
            "note_breach": "lost wrong recipient incident data",
            "note_request": "disclosure subject access court",
            "read_form": "contribution report returned filled",
        }.items()
    },
}  # fmt: skip


_BY_SCOPE: Mapping[Scope, Way] = {
    Scope.DESK: Way(page=DESK, then_source="There press {key}.", changes=False),
    Scope.RECORD: Way(
        page=DESK, then_source="Choose the entry with Up from an empty line, then press {key}.", changes=False
    ),
    Scope.WRITE_UP: Way(
        page="meetings", then_source="Open a closed meeting with Enter, then press {key}.", changes=False
    ),
    Scope.PANEL_DAY: Way(page="panel_day", then_source="Choose the case, then press {key}.", changes=False),
    Scope.PREVIEW: Way(page="meetings", then_source=_PAPERS, found_by="save file", changes=False),
}


def way_of(command: Command) -> Way | None:
    """Where a command can be done that the present page does not have; None when there is no such place."""
    if command.name in WAYS:
        return WAYS[command.name]
    return _BY_SCOPE.get(command.scope) if command.in_palette else None
