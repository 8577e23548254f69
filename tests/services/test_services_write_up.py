"""Writing up: every text is saved where it is kept, the shorthand stays, one undo takes each step back."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from meeting_room import Room
from write_up_hand import decide, keep, look, revise, text_of

from mappa_desk.domain.agendas import ItemState
from mappa_desk.domain.contributions import PARKED, Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.errors import NotFound, RuleError, StaleRevision
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.views import Draft
from mappa_desk.services import (
    contributions,
    drafts,
    handouts,
    items,
    meetings,
    undo,
    write_up,
)


def test_each_text_of_the_page_is_saved_where_it_is_kept_and_undone_in_one_step(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "Seen twice")
    issue = keep(room, meeting, "No keys", kind=EntryKind.ISSUE)
    contributions.settle_issue(
        room.work, entry_id=issue.id, outcome=IssueOutcome.NO_ACTION, reason="They were found"
    )
    decision, action = decide(room, meeting), room.act(meeting)
    items.settle_items(
        room.work,
        meeting_id=meeting.id,
        items=("victims",),
        state=ItemState.NOTHING_TO_RECORD,
        reason="No victim is known",
    )
    for key, name in {
        "front:brief_why": "Front sheet",
        "front:brief_risk": "Front sheet",
        "item:victims:reason": "Victims",
        f"entry:{said.id}": "Entry of 10:00",
        f"entry:{issue.id}:outcome_reason": "Entry of 10:00",
        f"decision:{decision.id}:heading": "Decision 1",
        f"decision:{decision.id}:decided": "Decision 1",
        f"decision:{decision.id}:because": "Decision 1",
        f"decision:{decision.id}:also_considered": "Decision 1",
        f"decision:{decision.id}:dissent:0": "Decision 1",
        f"decision:{decision.id}:dissent:1": "Decision 1",
        f"decision:{decision.id}:resolved": "Decision 1",
        f"action:{action.id}:text": "Action 1",
        f"action:{action.id}:purpose": "Action 1",
    }.items():
        before = look(room, meeting)
        assert before.paragraphs[before.places[key]].editable
        draft = Draft(meeting_id=meeting.id, place=key, text="half")
        drafts.keep_draft(room.work, draft=draft)
        revise(room, meeting, key, f"  Anew in {name}. ")
        after = look(room, meeting)
        assert text_of(after, key) == f"Anew in {name}."
        assert {one.words for one in after.view.entries} == {one.words for one in before.view.entries}
        with room.work.reading() as reading:
            assert reading.drafts() == ()
        assert after.view.can_undo == f"{name}: changed"
        undo.undo(room.work, meeting_id=meeting.id)
        assert text_of(look(room, meeting), key) == text_of(before, key)
        undo.redo(room.work, meeting_id=meeting.id)
        assert text_of(look(room, meeting), key) == f"Anew in {name}."


def test_the_words_of_a_decision_and_of_an_action_stay_those_of_their_entries(room: Room) -> None:
    meeting = room.running()
    decision, action = decide(room, meeting), room.act(meeting)
    revise(room, meeting, f"decision:{decision.id}:decided", "The zone goes")
    revise(room, meeting, f"action:{action.id}:text", "Ring the landlord")
    entries = {one.id: one for one in room.view(meeting).entries}
    assert entries[decision.entry_id].text == "The zone goes"
    assert entries[decision.entry_id].words == "=zone stays"
    assert entries[action.entry_id].text == "Ring the landlord"


def test_a_paragraph_that_was_changed_elsewhere_is_not_written_over(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "Seen twice")
    key = f"entry:{said.id}"
    contributions.move_entry(room.work, entry_ids=(said.id,), item="plan")
    revise(room, meeting, key, "Seen twice.", revision=1)  # its place changed meanwhile, not its words
    for stale in (1, 2, 9, 0):
        with pytest.raises(StaleRevision, match="choose one"):
            revise(room, meeting, key, "Seen never", revision=stale)
    assert text_of(look(room, meeting), key) == "Seen twice."
    meetings.go_to_item(room.work, meeting_id=meeting.id, item="plan")
    revise(room, meeting, "front:brief_why", "The place ends.", revision=meeting.revision)


def test_a_text_that_stays_the_same_is_no_step(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "Seen twice")
    undone = room.look(meeting).can_undo
    assert not revise(room, meeting, f"entry:{said.id}", " Seen twice\n")
    assert room.look(meeting).can_undo == undone


def test_texts_that_cannot_be_saved_are_refused_in_one_sentence(room: Room) -> None:
    meeting = room.running()
    said, decision, action = keep(room, meeting, "Seen"), decide(room, meeting), room.act(meeting)
    gone = keep(room, meeting, "Gone")
    contributions.remove_entry(room.work, entry_id=gone.id)
    before = room.view(meeting)

    def refused(key: str, text: str = "", revision: int = 1) -> str:
        with pytest.raises((RuleError, StaleRevision)) as error:
            write_up.revise(room.work, meeting_id=meeting.id, paragraph_key=key, revision=revision, text=text)
        return str(error.value)

    assert refused(f"entry:{said.id}", " ") == "An entry cannot be empty; remove it instead."
    assert refused(f"decision:{decision.id}:decided") == "What was decided?"
    assert refused(f"action:{action.id}:text") == "An action needs words; remove it instead."
    assert refused("item:risk:reason", "Because").startswith("This item was not settled empty")
    assert refused(f"entry:{gone.id}", "Back", 2) == "This entry was removed while it was edited."
    for key in ("front:chair", "item:none:reason", "entry:0", "speaker:1", "decision:x", "new:1", "",
                f"decision:{decision.id}:dissent:7", f"decision:{decision.id}:dissent:x",
                f"entry:{said.id}:words"):  # fmt: skip
        with pytest.raises(NotFound):
            write_up.revise(room.work, meeting_id=meeting.id, paragraph_key=key, revision=1, text="x")
    other = room.running(room.case("LAN-0500"))
    with pytest.raises(NotFound):
        write_up.revise(
            room.work, meeting_id=other.id, paragraph_key=f"entry:{said.id}", revision=1, text="x"
        )
    assert room.view(meeting) == before


def test_approved_minutes_refuse_everything_in_one_sentence(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "Seen twice")
    room.finish(meeting)
    before = look(room, meeting)
    here = {"meeting_id": meeting.id}
    for call in (
        lambda: revise(room, meeting, f"entry:{said.id}", "Seen"),
        lambda: revise(room, meeting, "front:brief_why", "Seen"),
        lambda: write_up.replace_all(room.work, **here, find="Seen", put="Met"),
        lambda: write_up.open_abbreviations(room.work, **here),
        lambda: write_up.tick(room.work, **here, record_id=said.id),
        lambda: write_up.move_paragraph(room.work, entry_id=said.id, by=1),
        lambda: write_up.new_entry_after(room.work, **here, after_id=said.id, text="More"),
    ):
        with pytest.raises(RuleError, match="approved and can no longer change"):
            call()
    assert look(room, meeting) == before
    assert write_up.propose_front_sheet(room.work, **here).why


def test_a_new_paragraph_takes_speaker_and_restrictions_and_has_no_shorthand(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "Seen twice", handling=Handling.NOT_FOR_PERSON)
    keep(room, meeting, "Behind")
    place = f"new:{said.id}"
    drafts.keep_draft(room.work, draft=Draft(meeting_id=meeting.id, place=place, text="And"))
    new = {"meeting_id": meeting.id, "text": " And once more. "}
    made = write_up.new_entry_after(room.work, **new, after_id=said.id).value
    assert [one.text for one in room.view(meeting).entries] == ["Seen twice", "And once more.", "Behind"]
    assert (made.agency, made.handling, made.words, made.entry_kind) == (
        "pol", Handling.NOT_FOR_PERSON, "", EntryKind.CONTRIBUTION,
    )  # fmt: skip
    assert made.captured_at > said.captured_at
    with room.work.reading() as reading:
        assert reading.drafts() == ()
    decision = decide(room, meeting)
    note = write_up.new_entry_after(room.work, **new, after_id=decision.entry_id).value
    assert (note.entry_kind, note.agency, note.item) == (EntryKind.NOTE, "", "plan")
    first = write_up.new_entry_after(room.work, **new, item="victims").value
    assert (first.entry_kind, first.item) == (EntryKind.NOTE, "victims")
    nil = keep(room, meeting, "Nothing to add", kind=EntryKind.NIL_RETURN)
    told = write_up.new_entry_after(room.work, **new, after_id=nil.id).value
    assert told.entry_kind is EntryKind.CONTRIBUTION
    assert undo.undo(room.work, meeting_id=meeting.id).value.startswith("New entry of")
    with pytest.raises(RuleError, match="nothing to keep"):
        write_up.new_entry_after(room.work, meeting_id=meeting.id, after_id=said.id, text=" ")
    other = room.running(room.case("LAN-0500"))
    with pytest.raises(RuleError, match="not in this meeting"):
        write_up.new_entry_after(room.work, meeting_id=other.id, after_id=said.id, text="x")


def _order(room: Room, meeting: Meeting) -> list[tuple[str, str]]:
    page = look(room, meeting)
    return [(one.item, one.text) for one in page.paragraphs if one.key.startswith(("entry:", "action:"))
            and one.field == "text"]  # fmt: skip


def test_an_entry_moves_up_and_down_and_over_the_edge_of_its_item(room: Room) -> None:
    meeting = room.running()
    one, two = keep(room, meeting, "One"), keep(room, meeting, "Two")
    room.act(meeting, "Act one")
    three = keep(room, meeting, "Three", item="plan")
    act = room.act(meeting, "Act two")

    def moved(entry_id: str, by: int) -> list[tuple[str, str]]:
        before = _order(room, meeting)
        write_up.move_paragraph(room.work, entry_id=entry_id, by=by)
        after = _order(room, meeting)
        assert undo.undo(room.work, meeting_id=meeting.id).value == "Entry of 10:00: moved"
        assert _order(room, meeting) == before
        undo.redo(room.work, meeting_id=meeting.id)
        assert _order(room, meeting) == after
        return after

    assert moved(two.id, -1)[:2] == [("risk", "Two"), ("risk", "One")]
    assert moved(two.id, 1)[:2] == [("risk", "One"), ("risk", "Two")]
    assert moved(two.id, 1) == [
        ("risk", "One"), ("plan", "Two"), ("plan", "Three"), ("plan", "Act one"), ("plan", "Act two"),
    ]  # fmt: skip
    assert moved(act.entry_id, -1)[3:] == [("plan", "Act two"), ("plan", "Act one")]
    assert moved(three.id, -1)[1:3] == [("plan", "Three"), ("plan", "Two")]
    assert moved(three.id, -1)[:2] == [("risk", "One"), ("risk", "Three")]
    assert moved(one.id, 1)[:2] == [("risk", "Three"), ("risk", "One")]
    assert moved(three.id, -1)[0] == ("victims", "Three")


def test_moving_into_an_item_finds_a_place_whatever_the_order_of_the_room(room: Room) -> None:
    meeting = room.running()
    keep(room, meeting, "Late", item="plan")
    first, second = keep(room, meeting, "One"), keep(room, meeting, "Two")
    write_up.move_paragraph(room.work, entry_id=second.id, by=1)
    assert _order(room, meeting) == [("risk", "One"), ("plan", "Two"), ("plan", "Late")]
    write_up.move_paragraph(room.work, entry_id=first.id, by=1)
    assert _order(room, meeting)[:2] == [("plan", "One"), ("plan", "Two")]
    with room.work.writing() as uow:
        for entry in uow.all(Entry, meeting_id=meeting.id):
            uow.save(replace(entry, position=5))
    by_time = [text for _, text in _order(room, meeting)]
    last, middle = by_time[2], by_time[1]
    entry = next(one for one in room.look(meeting).entries if one.text == last)
    write_up.move_paragraph(room.work, entry_id=entry.id, by=-1)
    assert [text for _, text in _order(room, meeting)][1:] == [last, middle]
    write_up.move_paragraph(room.work, entry_id=entry.id, by=1)
    assert [text for _, text in _order(room, meeting)] == by_time


def test_there_is_an_edge_to_the_page(room: Room) -> None:
    meeting = room.running()
    codes = [item.code for item in room.look(meeting).items]
    top, bottom = keep(room, meeting, "Top", item=codes[0]), keep(room, meeting, "End", item=codes[-1])
    lost, parked = keep(room, meeting, "Lost", item=""), keep(room, meeting, "Later", item=PARKED)
    for entry, by, words in (
        (top, -1, "first item"),
        (bottom, 1, "last item"),
        (lost, -1, "Unsorted stands above"),
        (parked, -1, "Parked stands above"),
        (top, 2, "by one place"),
    ):
        with pytest.raises(RuleError, match=words):
            write_up.move_paragraph(room.work, entry_id=entry.id, by=by)
    write_up.move_paragraph(room.work, entry_id=lost.id, by=1)
    write_up.move_paragraph(room.work, entry_id=parked.id, by=1)
    assert [item for item, _ in _order(room, meeting)] == [codes[0], codes[0], codes[0], codes[-1]]


def test_replacing_is_one_step_over_every_text_and_never_touches_shorthand(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, "The flat. A Flat, flatly put: flat")
    decision, action = decide(room, meeting), room.act(meeting, "Find a flat")
    revise(room, meeting, f"decision:{decision.id}:because", "The flat is lost")
    revise(room, meeting, "front:brief_why", "No flat")
    before = look(room, meeting)
    told = {"meeting_id": meeting.id, "find": "flat", "put": "home"}
    assert write_up.replace_all(room.work, **told, whole_words=True).value == 6
    page = look(room, meeting)
    assert text_of(page, f"entry:{said.id}") == "The home. A home, flatly put: home"
    assert text_of(page, f"decision:{decision.id}:because") == "The home is lost"
    assert text_of(page, f"action:{action.id}:text") == "Find a home"
    assert text_of(page, "front:brief_why") == "No home"
    assert {one.words for one in page.view.entries} == {one.words for one in before.view.entries}
    assert undo.undo(room.work, meeting_id=meeting.id).value == "Replaced in 6 places"
    assert look(room, meeting).paragraphs == tuple(
        replace(one, revision=now.revision)
        for one, now in zip(before.paragraphs, look(room, meeting).paragraphs, strict=True)
    )
    only = (f"entry:{said.id}",)
    assert write_up.replace_all(room.work, **told, match_case=True, only=only).value == 3
    assert room.look(meeting).can_undo == "Replaced in 3 places"
    assert text_of(look(room, meeting), f"entry:{said.id}") == "The home. A Flat, homely put: home"


def test_a_replacement_that_would_empty_a_text_changes_nothing(room: Room) -> None:
    meeting = room.running()
    keep(room, meeting, "First flat")
    keep(room, meeting, "flat")
    before = room.view(meeting)
    with pytest.raises(RuleError, match="cannot be empty"):
        write_up.replace_all(room.work, meeting_id=meeting.id, find="flat", put="")
    with pytest.raises(RuleError, match="nothing to find"):
        write_up.replace_all(room.work, meeting_id=meeting.id, find=" ", put="x")
    assert write_up.replace_all(room.work, meeting_id=meeting.id, find="none", put="x").value == 0
    assert write_up.replace_all(room.work, meeting_id=meeting.id, find="flat", put="flat").value == 0
    assert room.view(meeting) == before


def test_abbreviations_are_opened_where_the_page_uses_them_first(room: Room) -> None:
    meeting = room.running()
    late = keep(room, meeting, "The AP and the RMP", item="plan")
    early = keep(room, meeting, "At an AP. The VLOs met RSPCA staff", item="risk")
    again = keep(room, meeting, "The VLO rang", item="risk")
    left = keep(room, meeting, "On ViSOR", item="risk")
    write_up.tick(room.work, meeting_id=meeting.id, record_id=left.id, code="abbreviation", words="ViSOR")
    assert write_up.open_abbreviations(room.work, meeting_id=meeting.id).value == 3
    page = look(room, meeting)
    assert text_of(page, f"entry:{early.id}") == (
        "At an approved premises (AP). The victim liaison officers (VLOs) met RSPCA staff"
    )
    assert text_of(page, f"entry:{again.id}") == "The VLO rang"
    assert text_of(page, f"entry:{late.id}") == "The AP and the risk management plan (RMP)"
    assert text_of(page, f"entry:{left.id}") == "On ViSOR"
    assert page.view.can_undo == "Abbreviations opened in 3 places"
    assert write_up.open_abbreviations(room.work, meeting_id=meeting.id).value == 0
    undo.undo(room.work, meeting_id=meeting.id)
    assert text_of(look(room, meeting), f"entry:{late.id}") == "The AP and the RMP"


def test_the_page_reads_in_the_order_and_with_the_numbers_of_the_document(room: Room) -> None:
    meeting = room.running()
    row = next(row for row in room.look(meeting).attendance if row.agency == "prob")
    keep(room, meeting, "Nobody knows where this belongs", item="")
    keep(room, meeting, "Second part of the plan", item="plan")
    keep(room, meeting, "First words of the risk")
    room.act(meeting, "Ring the landlord of the flat")
    keep(room, meeting, "Raw intelligence", handling=Handling.SANITISE)
    keep(room, meeting, "Probation saw it otherwise", attendance_id=row.id)
    keep(room, meeting, "No keys to the flat", kind=EntryKind.ISSUE)
    decide(room, meeting)
    keep(room, meeting, "Declined on advice", kind=EntryKind.REFUSAL)
    keep(room, meeting, "Behind the decision", item="plan")
    page = look(room, meeting)
    told = [one for one in page.paragraphs if one.item != "front" and one.text and one.tag != "Sanitise"]
    told = [one for one in told if one.key != "item:"]  # the document has other words for it
    printed = handouts.render(room.work, meeting_id=meeting.id, kind=DocumentKind.MINUTES)
    document = pypdfium2.PdfDocument(printed.data)
    text = _letters(" ".join(leaf.get_textpage().get_text_range() for leaf in document))
    document.close()
    at = 0
    for one in told:
        lead = "" if one.kind == "decision" else one.lead
        words = _letters(f"{one.label}{lead}{one.text}{one.after}")
        found = text.find(words, at)
        assert found >= 0, f"{one.key} stands elsewhere in the document, or reads otherwise"
        at = found
    assert "Rawintelligence" not in text


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
