"""Short forms and standard wording of a vault: shipped, changed, switched off, added, deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from meeting_room import Room

from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.wording import Abbreviation
from mappa_desk.domain.wording_book import ListedAbbreviation, ListedWording, Origin
from mappa_desk.services import areas, contributions, gaps, minutes
from mappa_desk.services.wording import (
    drop_abbreviation,
    drop_wording,
    save_abbreviation,
    save_wording,
    switch_abbreviation,
    switch_wording,
    wording_book,
)


def short_form(room: Room, short: str) -> ListedAbbreviation | None:
    """As a second connection finds it on the disk."""
    book = wording_book(room.reopened())
    assert book == wording_book(room.work)
    return next((one for one in book.abbreviations if one.record.short == short), None)


def wording(room: Room, code: str) -> ListedWording | None:
    return next((one for one in wording_book(room.reopened()).wordings if one.record.id == code), None)


def test_a_new_vault_has_the_starter_set_and_keeps_nothing_of_it(room: Room) -> None:
    book = wording_book(room.work)
    assert len(book.abbreviations) == len(room.work.reference.abbreviations)
    assert len(book.wordings) == len(room.work.reference.standard_wording)
    assert {one.origin for one in (*book.abbreviations, *book.wordings)} == {Origin.SHIPPED}
    assert book.forms()["lp"] == "licence period"
    with room.work.reading() as reading:
        assert reading.all(Abbreviation) == ()


def test_an_own_short_form_is_kept_in_small_letters_and_changes(room: Room) -> None:
    save_abbreviation(room.work, short=" TKX ", opens_to=" to keep an exclusion zone ", new=True)
    listed = short_form(room, "tkx")
    assert listed is not None and listed.origin is Origin.OWN
    assert listed.record.opens_to == "to keep an exclusion zone"
    save_abbreviation(room.work, short="tkx", opens_to="to keep")
    changed = short_form(room, "tkx")
    assert changed is not None and changed.record.opens_to == "to keep"
    shorts = [one.record.short for one in wording_book(room.work).abbreviations]
    assert shorts == sorted(shorts)


def test_a_shipped_one_is_changed_and_reads_as_it_came_again(room: Room) -> None:
    save_abbreviation(room.work, short="lp", opens_to="licence")
    listed = short_form(room, "lp")
    assert listed is not None and (listed.origin, listed.record.opens_to) == (Origin.CHANGED, "licence")
    back = drop_abbreviation(room.work, short="lp").value
    assert back is not None and back.opens_to == "licence period"
    listed = short_form(room, "lp")
    assert listed is not None and listed.origin is Origin.SHIPPED
    save_abbreviation(room.work, short="lp", opens_to="licence again")
    listed = short_form(room, "lp")
    assert listed is not None and listed.record.opens_to == "licence again"


def test_switched_off_it_opens_nothing_and_stays_in_the_list(room: Room) -> None:
    switch_abbreviation(room.work, short="np", active=False)
    assert "np" not in wording_book(room.reopened()).forms()
    listed = short_form(room, "np")
    assert listed is not None and not listed.record.active and listed.origin is Origin.SHIPPED
    switch_abbreviation(room.work, short="np", active=True)
    assert "np" in wording_book(room.reopened()).forms()


def test_an_own_one_is_deleted_and_can_be_made_again(room: Room) -> None:
    save_abbreviation(room.work, short="tkx", opens_to="one", new=True)
    assert drop_abbreviation(room.work, short="tkx").value is None
    assert short_form(room, "tkx") is None
    save_abbreviation(room.work, short="tkx", opens_to="two", new=True)
    listed = short_form(room, "tkx")
    assert listed is not None and listed.record.opens_to == "two"


@pytest.mark.parametrize(
    ("short", "words", "field", "said"),
    [
        ("", "words", "short", "1 to 20 letters and digits"),
        ("l p", "words", "short", "1 to 20 letters and digits"),
        ("pol:", "words", "short", "1 to 20 letters and digits"),
        ("12", "words", "short", "not digits alone"),
        ("x" * 21, "words", "short", "1 to 20"),
        ("pol", "police", "short", "“pol” is the code of Police"),
        ("NHS", "health", "short", "“nhs” is the code of Health"),
        ("LP", "again", "short", "“lp” is in the list already"),
        ("tkx", "  ", "opens_to", "What does it open to?"),
        ("tkx", "x " * 300, "opens_to", "it may have 500"),
        ("tkx", "one\ntwo", "opens_to", "one line"),
    ],
)
def test_what_is_no_short_form_is_refused_with_its_reason(
    room: Room, short: str, words: str, field: str, said: str
) -> None:
    with pytest.raises(RuleError, match=said) as refused:
        save_abbreviation(room.work, short=short, opens_to=words, new=True)
    assert refused.value.field == field
    assert {one.origin for one in wording_book(room.work).abbreviations} == {Origin.SHIPPED}


def test_an_agency_that_takes_a_short_form_for_its_code_wins(room: Room) -> None:
    save_abbreviation(room.work, short="tkx", opens_to="words", new=True)
    kept = next(one for one in areas.area_view(room.work).agencies if one.code == "pol")
    areas.save_agency(room.work, agency=replace(kept, aliases=(*kept.aliases, "tkx")))
    assert "tkx" not in wording_book(room.work).forms()


def test_a_wording_is_made_changed_switched_and_deleted(room: Room) -> None:
    made = save_wording(room.work, title="Visit", text="Seen on [date].", items=("risk", "risk")).value
    listed = wording(room, made.id)
    assert listed is not None and listed.origin is Origin.OWN and listed.record.items == ("risk",)
    save_wording(room.work, code=made.id, title="Visit made", text="Seen.", items=())
    switch_wording(room.work, code=made.id, active=False)
    listed = wording(room, made.id)
    assert listed is not None and (listed.record.title, listed.record.active) == ("Visit made", False)
    assert drop_wording(room.work, code=made.id).value is None
    assert wording(room, made.id) is None


def test_a_shipped_wording_is_changed_and_comes_back(room: Room) -> None:
    code = room.work.reference.standard_wording[0].id
    save_wording(room.work, code=code, title="Other", text="Other.")
    listed = wording(room, code)
    assert listed is not None and listed.origin is Origin.CHANGED
    drop_wording(room.work, code=code)
    listed = wording(room, code)
    assert listed is not None and listed.record == room.work.reference.standard_wording[0]
    switch_wording(room.work, code=code, active=False)
    assert code not in {one.id for one in wording_book(room.work).offered("before")}


def test_own_wordings_stand_behind_the_shipped_ones_by_title(room: Room) -> None:
    for title in ("zebra", "Apple"):
        save_wording(room.work, title=title, text="Text.")
    assert [one.record.title for one in wording_book(room.work).wordings[-2:]] == ["Apple", "zebra"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " ", "text": "Text"}, "title"),
        ({"title": "x" * 101, "text": "Text"}, "title"),
        ({"title": "Title", "text": "\n"}, "text"),
        ({"title": "Title", "text": "word " * 1_001}, "text"),
        ({"title": "Title", "text": "On [date"}, "text"),
        ({"title": "Title", "text": "Text", "items": ("nowhere",)}, "items"),
        ({"title": "Title", "text": "Text", "code": "nowhere"}, ""),
    ],
)
def test_what_is_no_wording_is_refused(room: Room, facts: dict[str, object], field: str) -> None:
    with pytest.raises(RuleError) as refused:
        save_wording(room.work, **facts)  # type: ignore[arg-type]  # facts by name
    assert refused.value.field == field
    assert {one.origin for one in wording_book(room.work).wordings} == {Origin.SHIPPED}


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda work: drop_abbreviation(work, short="lp"), RuleError),
        (lambda work: drop_wording(work, code="risk_summary"), RuleError),
        (lambda work: switch_abbreviation(work, short="nowhere", active=False), NotFound),
        (lambda work: switch_wording(work, code="nowhere", active=False), NotFound),
    ],
)
def test_what_is_not_there_cannot_be_changed(
    room: Room, call: Callable[[object], object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        call(room.work)


def test_minutes_with_an_unfilled_blank_are_not_approved(room: Room) -> None:
    meeting = room.running()
    seen = room.look(meeting)
    speaker = next(row for row in seen.attendance if row.agency == "pol")
    entry = contributions.keep_line(
        room.work, meeting_id=meeting.id, item="risk", text="Seen on ⟦date⟧.", agency="pol",
        attendance_id=speaker.id,
    ).value  # fmt: skip
    found = [gap for gap in gaps.gaps(room.work, meeting_id=meeting.id) if gap.code == "blank"]
    assert [(gap.blocking, gap.record_id) for gap in found] == [(True, entry.id)]
    with pytest.raises(AssertionError, match="a blank to fill"):
        room.finish(meeting)
    assert room.look(meeting).meeting.state.value == "closed"
    with pytest.raises(RuleError):
        minutes.approve(
            room.work, meeting_id=meeting.id, approved_by="Siân Morris", on=room.work.today(),
            how=minutes.ApprovedHow.AT_DESK,
        )  # fmt: skip
    contributions.revise_entry(
        room.work, entry_id=entry.id, revision=entry.revision, text="Seen on 4 November."
    )
    assert not [gap for gap in gaps.gaps(room.work, meeting_id=meeting.id) if gap.code == "blank"]
