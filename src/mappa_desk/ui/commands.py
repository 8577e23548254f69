"""The one table of commands: name, keys, where they work, their menu place and their words.

F1, the palette, tooltips and shortcuts are all made from it. Nobody else sets a key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from mappa_desk.ui.command_shapes import Command, Menu, Scope
from mappa_desk.ui.commands_action_import import action_import_commands
from mappa_desk.ui.commands_chair import chair_commands
from mappa_desk.ui.commands_chase import chase_commands
from mappa_desk.ui.commands_documents import document_commands
from mappa_desk.ui.commands_forms import form_commands
from mappa_desk.ui.commands_tracker import tracker_commands
from mappa_desk.ui.commands_write_up import write_up_commands

__all__ = ("TABLE", "Command", "Menu", "Scope", "bind", "command", "refusal", "with_key")


def _everywhere() -> tuple[Command, ...]:
    go, program, documents = Menu.GO, Menu.PROGRAM, Menu.DOCUMENTS
    here = Scope.EVERYWHERE
    return (
        Command("palette", "Go, do or find", ("Ctrl+K",), here, go, in_palette=False),
        Command("go_start", "Go to the start page", (), here, go),
        Command("go_cases", "Go to the cases", (), here, go),
        Command("go_meetings", "Go to the meetings", (), here, go),
        Command("go_panel_day", "Go to the panel day", (), here, go),
        Command("go_actions", "Go to the actions", (), here, go),
        Command("go_clocks", "Go to the clocks", (), here, go),
        Command("go_people", "Go to the people", (), here, go),
        Command("go_documents", "Go to the documents", (), here, go),
        Command("settings", "Open the settings", ("Ctrl+,",), here, go),
        Command("go_abbreviations", "Go to the abbreviations", (), here, go),
        Command("go_wording", "Go to the standard wording", (), here, go),
        Command("go_ladder", "Go to the escalation ladder", (), here, go),
        Command("back", "Go back", ("Alt+Left",), here, go),
        Command("next_region", "Go to the next region", ("F6",), here, go, in_palette=False),
        Command("previous_region", "Go to the region before", ("Shift+F6",), here, go, in_palette=False),
        Command(
            "escape", "Close what lies on top, or go back to the line", ("Esc",), here, go, in_palette=False
        ),
        Command("find_here", "Find on this page", ("Ctrl+F",), here, go),
        Command("find_next", "Find the next one", ("F3",), here, go, in_palette=False),
        Command("close_view", "Close this view", ("Ctrl+W",), here, go),
        Command("open_case", "Open a case", (), here, Menu.MEETING),
        Command("plan_meeting", "Plan a meeting", (), here, Menu.MEETING),
        Command("start_now", "Start a meeting now", (), here, Menu.MEETING),
        Command("plan_panel_day", "Plan a panel day", (), here, Menu.MEETING),
        Command("add_contact", "Add somebody to the contact book", (), here, Menu.PEOPLE),
        Command("import_contacts", "Take in contacts from a file", (), here, Menu.PEOPLE),
        Command("merge_person", "Merge this person with another entry", (), here, Menu.PEOPLE),
        Command("export_contacts", "Write the contact book as a table", (), here, Menu.PEOPLE),
        Command("start_next_case", "Start the next case with those who stay", (), here, Menu.MEETING),
        Command("preview", "Preview and print", ("Ctrl+P",), here, documents),
        Command("system_copy", "Copy the minutes for the case system", (), here, documents),
        Command("write_up", "Write up the minutes", (), here, documents),
        Command(
            "put_right", "Put right: move a part elsewhere or destroy it by order", (), here, Menu.MEETING
        ),
        Command("save_now", "Write everything now", ("Ctrl+S",), here, program),
        Command("undo", "Undo", ("Ctrl+Z",), here, program, typed=True, in_palette=False),
        Command("redo", "Redo", ("Ctrl+Y",), here, program, typed=True, in_palette=False),
        Command("curtain", "Curtain on or off", ("Ctrl+.", "F12"), here, program),
        Command("lock", "Lock now", ("Ctrl+L",), here, program),
        Command("next_misspelt", "Next misspelt word, with suggestions", ("Ctrl+;", "F7"), here, program),
        Command("suggestions", "Suggestions for the word at the caret", ("Shift+F7",), here, program),
        Command("spelling", "Spelling marks on or off", (), here, program),
        Command("text_larger", "Larger text", ("Ctrl++", "Ctrl+="), here, program),
        Command("text_smaller", "Smaller text", ("Ctrl+-",), here, program),
        Command("text_normal", "Text at its normal size", ("Ctrl+0",), here, program),
        Command("scheme_light", "Light colours", (), here, program),
        Command("scheme_dark", "Dark colours", (), here, program),
        Command("scheme_system", "Colours of the system", (), here, program),
        Command("show_keys", "Keys of this screen", ("F1", "Ctrl+/"), here, program),
    )


def _speakers() -> tuple[Command, ...]:
    seats = tuple(
        Command(
            f"speaker_{seat}",
            f"Speaker from seat {seat}",
            (f"Ctrl+{seat}",),
            Scope.DESK,
            Menu.LINE,
            in_palette=False,
        )
        for seat in range(1, 10)
    )
    return (
        *seats,
        Command("speaker_0", "The chair speaks", ("Ctrl+0",), Scope.DESK, Menu.LINE, in_palette=False),
        Command("pick_speaker", "Pick who speaks", ("Ctrl+G",), Scope.DESK, Menu.LINE),
    )


def _desk() -> tuple[Command, ...]:
    desk, line, meeting, record = Scope.DESK, Menu.LINE, Menu.MEETING, Menu.RECORD
    return (
        Command(
            "keep_line", "Keep the line", ("Return", "Ctrl+Return"), desk, line, typed=True, in_palette=False
        ),
        Command(
            "line_break",
            "Line break in the entry",
            ("Shift+Return",),
            desk,
            line,
            typed=True,
            in_palette=False,
        ),
        Command(
            "take_offered",
            "Take the owner that is offered, or go to the next blank",
            ("Tab",),
            desk,
            line,
            typed=True,
            in_palette=False,
        ),
        Command("turn_action", "Action on or off", ("Ctrl+T",), desk, line),
        Command("turn_decision", "Decision on or off", ("Ctrl+D",), desk, line),
        Command("turn_issue", "Issue raised on or off", ("Ctrl+I",), desk, line),
        Command("nothing_to_add", "Nothing to add", ("Ctrl+Shift+N",), desk, line),
        Command("declines_to_share", "Declines to share, with the reason", (), desk, line),
        Command("pick_kind", "Kind of entry", (), desk, line),
        Command("handling", "Handling of this entry", ("Ctrl+Shift+H",), desk, line),
        Command("standard_wording", "Standard wording", ("Ctrl+Space",), desk, line),
        Command(
            "last_entry", "Last entry, from an empty line", ("Up",), desk, line, typed=True, in_palette=False
        ),
        Command("next_item", "Next item", ("Ctrl+PgDown",), desk, meeting),
        Command("previous_item", "Item before", ("Ctrl+PgUp",), desk, meeting),
        Command("jump_item", "Jump to an item", ("Ctrl+J",), desk, meeting),
        Command("statement_read", "Stamp the statement as read", ("Ctrl+R", "F9"), desk, meeting),
        Command("statement_how", "Stamp the statement, how and who did not agree", (), desk, meeting),
        Command("show_since", "Since last time", (), desk, meeting),
        Command("move_entry", "Move the entry to another item", ("Ctrl+Shift+M",), desk, record),
        Command("copy_entry", "Copy the entry to a linked record", (), desk, record),
        Command("move_entry_case", "Move the entry to another person's record", (), desk, record),
        Command("park_entry", "Park the entry for later", (), desk, record),
        Command("settle_issue", "Settle the issue", (), desk, record),
        Command("entry_life", "Original words of the entry", ("Alt+Return",), desk, record),
        Command("show_bin", "Bin: bring removed entries back", (), desk, record),
        Command("show_people", "People and roll-call", ("Ctrl+Shift+P",), desk, Menu.PEOPLE),
        Command("show_actions", "Actions of this meeting", ("Ctrl+Shift+T",), desk, meeting),
        Command("day_cases", "The day's cases", ("Ctrl+Tab",), desk, meeting),
        Command("next_case", "Change over to the next case", (), desk, meeting),
        Command("start_meeting", "Start the meeting", (), desk, meeting),
        Command("pause_meeting", "Pause the meeting, or go on", (), desk, meeting),
        Command("show_times", "Times of this meeting", (), desk, meeting),
        Command("fold_agenda", "Fold the agenda to numbers, or unfold it", (), desk, meeting),
        Command("fold_side", "Fold the panel at the side away, or bring it back", (), desk, meeting),
        Command("chair_card", "Chair's card on or off", (), desk, meeting),
        Command("room", "Room on or off", (), desk, meeting),
        Command("closed_part", "Begin or end a closed part", (), desk, meeting),
        Command("read_back", "Read the actions back", (), desk, meeting),
        Command("read_back_item", "Read back the actions of this item", (), desk, meeting),
        Command("adjourn_meeting", "Adjourn the meeting", (), desk, meeting),
        Command("cancel_meeting", "Cancel the meeting", (), desk, meeting),
        Command("meeting_not_held", "Record that the meeting was not held", (), desk, meeting),
        Command("hand_over_chair", "Hand over the chair", (), desk, meeting),
        Command("hand_over_keys", "Hand over the keys", (), desk, meeting),
        Command("close_meeting", "Close the meeting", (), desk, meeting),
        Command("ready_to_finalise", "Ready to finalise?", (), desk, meeting),
        Command("next_review", "Set the next review", (), desk, meeting),
        Command("circulation", "Circulation list", (), desk, meeting),
        Command("edit_meeting", "Edit the meeting's facts", (), desk, meeting),
        Command("take_in_report", "Take in a report from a file", (), desk, record),
        Command("paste_report", "Take in a report from the clipboard", (), desk, record),
        Command("summarise_report", "Summarise a report beside its whole text", (), desk, record),
        Command("save_elsewhere", "Save a copy of unkept words elsewhere", (), desk, Menu.PROGRAM),
        Command("take_in_words", "Take in words that were saved elsewhere", (), desk, Menu.PROGRAM),
        Command("add_person", "Add somebody to the list", (), desk, Menu.PEOPLE),
        Command("who_may_help", "Who else may help?", (), desk, Menu.PEOPLE),
        Command("ask_remote", "Ask those who take part from elsewhere", (), desk, Menu.PEOPLE),
    )


def _lists() -> tuple[Command, ...]:
    record, roll, back = Scope.RECORD, Scope.ROLL_CALL, Scope.READ_BACK
    people, read_back, circle = Menu.PEOPLE, Menu.READ_BACK, Scope.CIRCULATION
    return (
        Command("edit_entry", "Edit the entry", ("F2",), record, Menu.RECORD, in_palette=False),
        Command("remove_entry", "Remove the entry", ("Delete",), record, Menu.RECORD, in_palette=False),
        Command("entry_up", "Move the entry up", ("Alt+Up",), record, Menu.RECORD, in_palette=False),
        Command("entry_down", "Move the entry down", ("Alt+Down",), record, Menu.RECORD, in_palette=False),
        Command("split_entry", "Split the entry at the caret", ("Ctrl+Shift+Return",), record, Menu.RECORD),
        Command("join_entry", "Join with the entry before", ("Ctrl+Shift+J",), record, Menu.RECORD),
        Command(
            "choose_more",
            "Choose several entries",
            ("Shift+Up", "Shift+Down"),
            record,
            Menu.RECORD,
            typed=True,
            in_palette=False,
        ),
        Command("undo_record", "Undo the last change of the record", ("Ctrl+Z",), record, Menu.RECORD),
        Command("redo_record", "Redo it", ("Ctrl+Y",), record, Menu.RECORD),
        Command("in_room", "In the room", ("P",), roll, people, in_palette=False),
        Command("on_video", "On video", ("V",), roll, people, in_palette=False),
        Command("on_telephone", "On the telephone", ("T",), roll, people, in_palette=False),
        Command("deputy", "Deputy for", ("D",), roll, people, in_palette=False),
        Command("apologies", "Apologies", ("A",), roll, people, in_palette=False),
        Command("no_reply", "No reply", ("N",), roll, people, in_palette=False),
        Command("written_report", "Written report on or off", ("W",), roll, people, in_palette=False),
        Command("went_out", "Out", ("O",), roll, people, in_palette=False),
        Command("came_in", "In", ("I",), roll, people, in_palette=False),
        Command("take_off_list", "Take off the list", ("Delete",), roll, people, in_palette=False),
        Command("observer", "Observer on or off", ("S",), roll, people, in_palette=False),
        Command(
            "heard_cell",
            "Round after or before; Enter lets the agency speak",
            ("Right", "Left"),
            roll,
            people,
            typed=True,
            in_palette=False,
        ),
        Command("accept_action", "Accepted", ("A",), back, read_back, in_palette=False),
        Command("accept_on_behalf", "Accepted on behalf", ("B",), back, read_back, in_palette=False),
        Command("change_action", "Change it here", ("C",), back, read_back, in_palette=False),
        Command("object_action", "Objects", ("O",), back, read_back, in_palette=False),
        Command("undo_stamp", "Take back the stamp", ("Ctrl+Z",), back, read_back, in_palette=False),
        Command("action_before", "Action before", ("Left",), back, read_back, in_palette=False),
        Command("action_after", "Next action", ("Right",), back, read_back, in_palette=False),
        Command("gets_minutes", "Minutes on or off", ("M",), circle, people, in_palette=False),
        Command("gets_actions", "Action list on or off", ("A",), circle, people, in_palette=False),
        Command(
            "gets_own_actions", "Own agency's actions on or off", ("O",), circle, people, in_palette=False
        ),
        Command(
            "off_circulation", "Take off the circulation list", ("Delete",), circle, people, in_palette=False
        ),
        Command("page_before", "Page before", ("PgUp",), Scope.PREVIEW, Menu.DOCUMENTS, in_palette=False),
        Command("page_after", "Next page", ("PgDown",), Scope.PREVIEW, Menu.DOCUMENTS, in_palette=False),
        Command("write_pdf", "Write the PDF", (), Scope.PREVIEW, Menu.DOCUMENTS),
        Command("slot_earlier", "Move the case earlier", ("Alt+Up",), Scope.PANEL_DAY, Menu.MEETING),
        Command("slot_later", "Move the case later", ("Alt+Down",), Scope.PANEL_DAY, Menu.MEETING),
        Command("edit_slot", "Change time and length of the case", ("F2",), Scope.PANEL_DAY, Menu.MEETING),
    )


TABLE: tuple[Command, ...] = (
    *_everywhere(),
    *_speakers(),
    *_desk(),
    *_lists(),
    *write_up_commands(),
    *chair_commands(),
    *form_commands(),
    *document_commands(),
    *tracker_commands(),
    *chase_commands(),
    *action_import_commands(),
)
_BY_NAME = {command.name: command for command in TABLE}

_LETTERS = (
    Scope.ROLL_CALL,
    Scope.READ_BACK,
    Scope.MARKS,
    Scope.CORRECTIONS,
    Scope.CIRCULATION,
    Scope.DOCUMENTS,
    Scope.COPIES,
    Scope.TRACKER,
    Scope.CHASE,
)
"""Lists without a caret, where single letters are commands."""
_NEVER = {"F10", "Shift+F10", "Ctrl+Esc", "Ctrl+Shift+U"}
_KEPT_FOR_OTHERS = ("Ins", "CapsLock", "NumLock", "Num+", "Meta+")
_EDITOR = {f"Ctrl+{key}" for key in ("A", "C", "V", "X", "Home", "End", "Backspace", "Del")}
_EDITOR |= {"Ctrl+Shift+Z", "Alt+Backspace"}


def command(name: str) -> Command:
    """The command of this name. Raises KeyError when the table has none."""
    return _BY_NAME[name]


def with_key(words: str, name: str) -> str:
    """A tooltip: the words and the command's keys in brackets."""
    keys = command(name).keys_text
    return f"{words} ({keys})" if keys else words


def refusal(key: str, scope: Scope) -> str:
    """Why this key may not be used in this scope; empty when it may."""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
    modifiers, _, last = text.rpartition("+") if not text.endswith("++") else (text[:-2], "", "+")
    held = set(modifiers.split("+")) - {""}
    letters_free = scope in _LETTERS
    reasons = {
        "is not a key": not text,
        "is AltGr on many keyboards": {"Ctrl", "Alt"} <= held,
        "is kept for mnemonics": held == {"Alt"} and len(last) == 1,
        "is kept for the system or a screen reader": text in _NEVER or text.startswith(_KEPT_FOR_OTHERS),
        "changes the input language": held == {"Ctrl", "Shift"} and last.isdigit(),
        "belongs to the text field": text in _EDITOR,
        "is printable, and those always type": not held - {"Shift"} and len(last) == 1 and not letters_free,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def bind(widget: QWidget, scope: Scope, handlers: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """Give `widget` the keys of these commands; each runs its handler. Gives the actions by name.

    Keys of `EVERYWHERE` work in the whole window, others while the focus is in `widget`.
    Raises KeyError for a name that the table does not have and ValueError for one of another scope.
    """
    actions: dict[str, QAction] = {}
    for name, call in handlers.items():
        entry = command(name)
        if entry.scope is not scope:
            raise ValueError(f"{name} belongs to the scope {entry.scope}, not {scope}")
        action = QAction(entry.words, widget)
        action.setObjectName(f"{name}_action")
        if entry.keys and not entry.typed:
            action.setShortcuts([QKeySequence(key) for key in entry.keys])
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut
            if scope is Scope.EVERYWHERE
            else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        action.triggered.connect(lambda _checked=False, run=call: run())
        widget.addAction(action)
        actions[name] = action
    return actions
