"""A part destroyed by order: gone from every state, every seal and every page, and told where it stood."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from meeting_room import PASSPHRASE, Room

from mappa_desk.domain.actions import Action, ActionEventKind
from mappa_desk.domain.agendas import MeetingKind
from mappa_desk.domain.chair_drafts import ApprovalPaper, ChairMark
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.corrections import Correction, Erratum
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.erasures import ERASABLE, GONE, erased
from mappa_desk.domain.errors import DiskFull, NotFound, RuleError
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentGiven, DocumentKind, SealedMinutes
from mappa_desk.domain.people import Person
from mappa_desk.domain.put_right import Erasure
from mappa_desk.domain.reports import ReceivedReport, ReportSource
from mappa_desk.domain.system_copies import SystemCopy
from mappa_desk.domain.views import Draft
from mappa_desk.domain.write_up import FINISHED, WriteUpTick
from mappa_desk.services import (
    actions,
    case_files,
    contributions,
    decisions,
    drafts,
    erasure,
    errata,
    handouts,
    links,
    meetings,
    minutes,
    search,
    splitting,
    transfers,
)
from mappa_desk.store import key

SECRET = "Zebracrossing"
ORDER = {"order_reference": "ORD-2026-7", "ordered_by": "Data protection officer"}


def _bare_pages() -> ModuleType:
    path = Path(__file__).resolve().parent.parent / "store" / "bare_pages.py"
    spec = importlib.util.spec_from_file_location("bare_pages_of_the_store", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = _bare_pages()


def found(room: Room, *words: str) -> set[str]:
    """The words that stand in any page of the vault's files."""
    read: set[str] = PAGES.found(room.folder, key.unwrap(room.folder, PASSPHRASE), words)
    return read


def keep(room: Room, meeting: Meeting, text: str, item: str = "risk", **more: object) -> Entry:
    """An entry with words of its own as typed."""
    told = {"agency": "pol", "words": f"pol: {text}", **more}
    return contributions.keep_line(
        room.work, meeting_id=meeting.id, item=item, text=text, **told  # type: ignore[arg-type]  # by name
    ).value  # fmt: skip


def destroy(room: Room, meeting: Meeting, kind: str, record_id: str, **more: object) -> erasure.Erased:
    """Carries out an order of today."""
    told = {**ORDER, "ordered_on": room.work.today(), **more}
    return erasure.erase_part(
        room.work, meeting_id=meeting.id, record=(kind, record_id), **told  # type: ignore[arg-type]  # by name
    ).value  # fmt: skip


def test_sealed_minutes_lose_the_part_in_every_version_and_say_so(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    said = keep(room, meeting, f"{SECRET} was seen at the school gate on Monday")
    after = keep(room, meeting, "Waterlilies are out")
    contributions.revise_entry(
        room.work, entry_id=said.id, revision=1, text=f"{SECRET} was seen at the school on Monday"
    )
    room.finish(meeting)
    handouts.write_document(
        room.work,
        meeting_id=meeting.id,
        kind=DocumentKind.MINUTES,
        target=tmp_path / "m.pdf",
        recipient="Pat",
    )
    point = errata.ErratumPoint(place="1.1", wrong="ten", right="two", reason="Misheard")
    errata.issue_errata(room.work, meeting_id=meeting.id, points=(point,), agreed_by="Siân Morris")
    case_files.export_case(room.work, reference="LAN-0417", target=tmp_path / "before.json")
    (room.folder / "record.db.before-0002").write_bytes(b"x")
    plan = erasure.plan_erasure(room.work, meeting_id=meeting.id, record=(Entry.KIND, said.id))
    assert plan.versions == ((meeting.id, 1), (meeting.id, 2)) and len(plan.places) == 1
    assert found(room, SECRET, "Waterlilies") == {SECRET, "Waterlilies"}
    told = destroy(room, meeting, Entry.KIND, said.id)
    assert told.finished
    assert found(room, SECRET, "Waterlilies") == {"Waterlilies"}

    (line,) = told.erasures
    assert (line.version, line.place, line.order_reference) == (3, plan.places[0], "ORD-2026-7")
    (sealed,) = told.sealed
    shot = minutes.snapshot(room.work, meeting_id=meeting.id)
    assert (shot.version, shot.erasures, len(shot.errata)) == (3, told.erasures, 1)
    assert [one.text for one in shot.entries if one.id in (said.id, after.id)] == [
        GONE,
        "Waterlilies are out",
    ]
    assert sealed.seal_code
    assert erasure.destroyed_versions(room.work, meeting_id=meeting.id) == (1, 2)
    with pytest.raises(RuleError, match="destroyed by order"), room.work.reading() as reading:
        minutes.snapshot_and_seal(room.work, reading, meeting.id, version=1)
    with room.work.reading() as reading:
        kept = reading.all(SealedMinutes, order_by="version", meeting_id=meeting.id)
        assert [(one.version, bool(one.seal_code)) for one in kept] == [(1, False), (2, False), (3, True)]
        assert {one.body.text for one in reading.revisions(Entry, said.id) if one.body} == {GONE}
        (given,) = reading.all(DocumentGiven, meeting_id=meeting.id)
        assert (given.recipient, given.sha256, given.seal_code) == ("Pat", "", "")
        assert reading.get(Meeting, meeting.id).state.value == "approved"
        verbs = [one.verb for one in reading.audit()]
    assert erasure.NOTE in verbs
    assert search.find(room.work, words=SECRET) == ()
    assert room.vault.verify().faults == ()

    holds = told.holds
    assert [one.recipient for one in holds.copies] == ["Pat"]
    assert [by for _, by in holds.case_files] == ["Jo Parry"]
    assert [path.name for path in holds.backups] == ["record.db.before-0002"]
    sentences = "\n".join(holds.sentences())
    went = r"Minutes, version 1, went to Pat on \w{3} \d{1,2} \w{3} \d{4}, copy 1 of 1\.\n"
    assert re.match(went, sentences)
    assert SECRET not in sentences and "Pat" in sentences and "record.db.before-0002" in sentences
    out = case_files.export_case(room.work, reference="LAN-0417", target=tmp_path / "after.json")
    assert SECRET not in out.read_text("utf-8") and SECRET in (tmp_path / "before.json").read_text("utf-8")
    other = Room(tmp_path / "other")
    (result,) = case_files.import_files(other.work, paths=[out])
    assert result.new and other.vault.verify().faults == ()
    assert minutes.snapshot(other.work, meeting_id=meeting.id) == shot
    other.close()
    with pytest.raises(RuleError, match="approved"):
        contributions.revise_entry(room.work, entry_id=said.id, revision=2, text="Again")
    assert handouts.render(room.work, meeting_id=meeting.id, kind=DocumentKind.MINUTES).pages


def test_an_action_goes_from_the_minutes_of_later_meetings_too(room: Room) -> None:
    first = room.running()
    made = room.act(first, text=f"{SECRET} visit")
    made = actions.revise_action(
        room.work, action=replace(made, purpose=f"{SECRET} why", owner_name=f"{SECRET} owner")
    ).value
    room.finish(first)
    case_id = first.case_id
    room.clock.go_on(days=30)
    with room.work.reading() as reading:
        case = reading.all(type(room.look(first).case))[0]
    assert case.id == case_id
    second = room.running(case, MeetingKind.REVIEW)
    actions.review_action(
        room.work,
        action_id=made.id,
        meeting_id=second.id,
        outcome=ActionEventKind.DONE,
        note=f"{SECRET} told",
    )
    room.finish(second)
    assert SECRET in repr(minutes.snapshot(room.work, meeting_id=second.id))
    told = destroy(room, first, Action.KIND, made.id)
    assert {(one.meeting_id, one.version) for one in told.erasures} == {(first.id, 2), (second.id, 2)}
    assert [one.meeting_id for one in told.sealed] == [first.id, second.id]
    assert not found(room, SECRET)
    for meeting in (first, second):
        assert SECRET not in repr(minutes.snapshot(room.work, meeting_id=meeting.id))
    assert actions.tracker(room.work) == ()
    assert room.vault.verify().faults == ()


def test_a_draft_loses_it_from_its_past_its_halves_and_its_undo(room: Room) -> None:
    meeting = room.running()
    whole = keep(room, meeting, f"Before it. {SECRET} behind it")
    head, tail = splitting.split_entry(
        room.work, entry_id=whole.id, revision=1, first="Before it.", second=f"{SECRET} behind it"
    ).value
    drafts.keep_draft(
        room.work, draft=Draft(meeting_id=meeting.id, place=f"entry:{tail.id}", text=f"{SECRET} half")
    )
    binned = keep(room, meeting, f"{SECRET} behind it")
    told = destroy(room, meeting, Entry.KIND, tail.id)
    assert [one.version for one in told.erasures] == [0] and told.sealed == ()
    assert [one.record_id for one in told.holds.same_words] == [binned.id]
    assert "same words" in "\n".join(told.holds.sentences())
    destroy(room, meeting, Entry.KIND, binned.id)
    assert not found(room, SECRET)
    assert room.look(meeting).can_undo == "Statement read at 10:00", "nothing of it can be undone into sight"
    assert SECRET not in repr(room.look(meeting))
    with room.work.reading() as reading:
        assert {one.body.text for one in reading.revisions(Entry, head.id) if one.body} == {"Before it."}
    assert minutes.snapshot(room.work, meeting_id=meeting.id).erasures[0] == told.erasures[0]


def test_what_was_joined_moved_or_said_of_it_goes_too(room: Room) -> None:
    wrong, meeting = room.running(room.case("LAN-0500")), room.running(room.case("LAN-0417"))
    typed = keep(room, wrong, f"{SECRET} one")
    (said,) = transfers.move_to_record(
        room.work, entry_ids=(typed.id,), to_meeting_id=meeting.id, reason="Wrong record"
    ).value
    contributions.move_entry(room.work, entry_ids=(said.id,), item="risk")
    more = keep(room, meeting, f"{SECRET} two")
    with room.work.writing() as uow:
        row = uow.get(Entry, said.id)
        uow.save(replace(row, agency="pol", attendance_id=None))
    joined = splitting.join_entries(room.work, entry_ids=(said.id, more.id)).value
    at = room.work.now()
    ids = {"meeting_id": meeting.id}
    with room.work.writing() as uow:
        asked = uow.save(
            Correction(id=room.ids(), asked_by="Pat", asked_on=room.work.today(), record_kind=Entry.KIND,
                       record_id=joined.id, what=f"{SECRET} asked", noted_at=at, erratum_id="", **ids)
        )  # fmt: skip
        wrongly = uow.save(
            Erratum(id=room.ids(), version=2, place="9.3", wrong=f"{SECRET} w", right="r", reason="x",
                    agreed_by="Chair", at=at, **ids)
        )  # fmt: skip
        uow.save(replace(asked, erratum_id=wrongly.id))
        uow.save(ChairMark(id=room.ids(), record_id=joined.id, point=f"{SECRET} marked", noted_at=at, **ids))
        uow.save(WriteUpTick(id=room.ids(), record_id=joined.id, code=FINISHED, words=SECRET, **ids))
        uow.save(
            ReceivedReport(id=room.ids(), entry_id=joined.id, source=ReportSource.DOCX,
                           file_name=f"{SECRET}.docx", sha256="ab", at=at, **ids)
        )  # fmt: skip
    assert destroy(room, meeting, Entry.KIND, joined.id).finished
    assert not found(room, SECRET)
    assert room.vault.verify().faults == ()


def test_a_decision_a_front_sheet_a_paper_and_a_block_typed_elsewhere(room: Room, tmp_path: Path) -> None:
    meeting = room.running()
    decision = decisions.take_decision(
        room.work,
        meeting_id=meeting.id,
        item="risk",
        decided=f"{SECRET} decided",
        because=f"{SECRET} why",
        dissent_asked=True,
    ).value
    change = replace(room.look(meeting).meeting, brief_why=f"{SECRET} front")
    meetings.edit_meeting(room.work, meeting=change)
    room.finish(meeting)
    with room.work.writing() as uow:
        uow.save(
            ApprovalPaper(id=room.ids(), meeting_id=meeting.id, version=1, file_name="scan.pdf", sha256="ab",
                          size=3, content=SECRET, at=room.work.now())
        )  # fmt: skip
        uow.save(
            SystemCopy(id=room.ids(), meeting_id=meeting.id, version=1, block=1, blocks=2, sha256="ab",
                       system="ViSOR", reference="V-1", entered_on=room.work.today(), at=room.work.now())
        )  # fmt: skip
        uow.note("approval paper written", Meeting.KIND, meeting.id)
    plan = erasure.plan_erasure(
        room.work,
        meeting_id=meeting.id,
        record=(Decision.KIND, decision.id),
        also=((Meeting.KIND, meeting.id),),
    )
    assert plan.papers == 1 and plan.holds.papers == ("scan.pdf",)
    kept = destroy(room, meeting, Decision.KIND, decision.id, also=((Meeting.KIND, meeting.id),))
    assert found(room, SECRET) == {SECRET}, "the paper is kept unless it is named"
    assert "scan.pdf" in "\n".join(kept.holds.sentences())
    sentences = "\n".join(kept.holds.sentences())
    assert "ViSOR" in sentences and "written out once" in sentences
    assert [one.place for one in kept.erasures] == ["Decision 1", "Front sheet"]
    gone = destroy(room, meeting, Meeting.KIND, meeting.id, papers=True)
    assert gone.holds.papers == () and not found(room, SECRET)
    shot = minutes.snapshot(room.work, meeting_id=meeting.id)
    assert (shot.meeting.brief_why, shot.version, len(shot.erasures)) == (GONE, 2, 2)
    with room.work.reading() as reading:
        assert reading.all(SystemCopy)[0].sha256 == ""
        assert [one.version for one in reading.all(Erasure, order_by="at")] == [2, 2, 0]
    assert room.vault.verify().faults == ()


def test_some_words_of_a_paragraph_may_stay(room: Room) -> None:
    meeting = room.running()
    said = keep(room, meeting, f"He moved. {SECRET} told us")
    answer = room.act(meeting)
    room.finish(meeting)
    with pytest.raises(RuleError, match="one paragraph"):
        destroy(room, meeting, Action.KIND, answer.id, left="He moved.")
    with pytest.raises(RuleError, match="one paragraph"):
        destroy(room, meeting, Meeting.KIND, meeting.id, left="He moved.")
    destroy(room, meeting, Entry.KIND, said.id, left=" He moved. ")
    (left,) = [one for one in minutes.snapshot(room.work, meeting_id=meeting.id).entries if one.id == said.id]
    assert (left.text, left.agency) == ("He moved.", "pol")
    assert not found(room, SECRET)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"order_reference": " "}, "Under which reference"),
        ({"ordered_by": ""}, "Who ordered it"),
        ({"ordered_on": "tomorrow"}, "still to come"),
        ({"also": ((Person.KIND, "x"),)}, "not erased by itself"),
        ({"also": ((Entry.KIND, "f" * 32),)}, "does not hold"),
        ({"also": "other"}, "another meeting"),
    ],
)
def test_an_order_that_does_not_fit_destroys_nothing(
    room: Room, more: dict[str, object], sentence: str
) -> None:
    meeting, other = room.running(room.case("LAN-0417")), room.running(room.case("LAN-0500"))
    said, there = keep(room, meeting, SECRET), keep(room, other, "Elsewhere")
    told = dict(more)
    if told.get("ordered_on"):
        told["ordered_on"] = room.work.today() + timedelta(days=1)
    if told.get("also") == "other":
        told["also"] = ((Entry.KIND, there.id),)
    with pytest.raises((RuleError, NotFound), match=sentence):
        destroy(room, meeting, Entry.KIND, said.id, **told)
    assert [one.text for one in room.view(meeting).entries] == [SECRET]


def test_a_copy_in_another_record_is_named(room: Room) -> None:
    here, there = room.running(room.case("LAN-0417")), room.running(room.case("LAN-0500"))
    links.link_cases(room.work, case_id=here.case_id, reference="LAN-0500", why="Household")
    said = keep(room, here, f"{SECRET} for both of them")
    copied = links.copy_entry(room.work, entry_id=said.id, to_meeting_id=there.id, item="risk").value
    told = destroy(room, here, Entry.KIND, said.id)
    assert told.holds.elsewhere == ("LAN-0500-M01",)
    back = destroy(room, there, Entry.KIND, copied.id)
    assert back.holds.elsewhere == ("LAN-0417-M01",)
    assert not found(room, SECRET)


def test_a_full_disk_leaves_the_rewriting_for_later(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = room.running()
    said = keep(room, meeting, SECRET)

    def full() -> bool:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(room.vault, "purge", full)
    assert not destroy(room, meeting, Entry.KIND, said.id).finished
    monkeypatch.undo()
    assert room.vault.purge()


def test_every_kind_that_can_be_named_has_a_way_to_lose_its_words() -> None:
    assert {one.KIND for one in ERASABLE} >= {"entry", "decision", "action", "meeting"}
    with pytest.raises(KeyError):
        erased(Person(id="x", name="A"))
    assert EntryKind.NOTE.value == "note"
