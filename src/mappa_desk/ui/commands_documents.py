"""The commands of a meeting's documents, of the copies that were given out, and of checking a document."""

from __future__ import annotations

from mappa_desk.ui.command_shapes import Command, Menu, Scope


def document_commands() -> tuple[Command, ...]:
    """The part of the table that belongs to documents and their copies."""
    here, menu = Scope.EVERYWHERE, Menu.DOCUMENTS
    documents, copies = Scope.DOCUMENTS, Scope.COPIES
    return (
        Command("meeting_documents", "Documents of this meeting", ("Ctrl+Shift+D",), here, menu),
        Command("other_shapes", "Minutes as a Word file, plain text or a web page", (), here, menu),
        Command("check_document", "Check a document or its code", (), here, menu),
        Command("issue_copies", "Issue copies of the chosen document", (), here, menu),
        Command("show_copies", "Copies given out of this meeting", (), here, menu),
        Command("recall_due", "Copies that are due back", (), here, menu),
        Command("note_breach", "Note a breach", (), here, menu),
        Command("note_request", "Note a request for minutes", (), here, menu),
        Command("print_document", "Print the document", ("P",), documents, menu, in_palette=False),
        Command("save_document", "Save the document as a file", ("S",), documents, menu, in_palette=False),
        Command("issue_document", "Issue copies of it", ("I",), documents, menu, in_palette=False),
        Command("copy_recalled", "Asked back", ("A",), copies, menu, in_palette=False),
        Command("copy_returned", "Returned", ("R",), copies, menu, in_palette=False),
        Command("copy_destroyed", "Destroyed", ("D",), copies, menu, in_palette=False),
        Command("copy_lost", "Lost", ("L",), copies, menu, in_palette=False),
        Command("copy_wrong", "With the wrong recipient", ("W",), copies, menu, in_palette=False),
        Command("copy_found", "Found again", ("F",), copies, menu, in_palette=False),
    )
