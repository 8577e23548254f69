"""Finding text: words are words, whatever they look like, and the index follows every save."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vault_help import Desk

from mappa_desk.domain.actions import Action
from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.chasing import ChangeKind, UrgentChange
from mappa_desk.domain.contributions import Entry, EntryKind
from mappa_desk.domain.decisions import Decision, Dissent
from mappa_desk.domain.views import Hit
from mappa_desk.store.queries import search
from mappa_desk.store.queries.search import excerpt, find_text


def found(desk: Desk, words: str, limit: int = 50) -> tuple[Hit, ...]:
    """The hits in the present vault."""
    with desk.vault.reading() as reading:
        return find_text(reading, words, limit)


def test_a_word_is_found_by_its_beginning_in_any_case_without_accents(desk: Desk) -> None:
    kept = desk.keep("Ŵyn saw José in Ynys Môn.")
    for words in ("jose", "JOSÉ", "jos", "wyn", "mon", "ynys jo", "José in Mon"):
        assert [hit.record_id for hit in found(desk, words)] == [kept.id], words
    for words in ("ose", "jos wyn ynysx", "jos ", "josex", "nobody"):
        assert found(desk, words) == (), words


def test_a_hit_says_where_it_belongs(desk: Desk) -> None:
    kept = desk.keep("He moved on Tuesday.", agency="pol")
    (hit,) = found(desk, "tuesday")
    assert hit == Hit(
        record_kind="entry",
        record_id=kept.id,
        case_reference="LAN-0417",
        reference="LAN-0417-M03",
        title="pol",
        excerpt="He moved on Tuesday.",
        at=kept.captured_at,
        meeting_id=desk.meeting.id,
    )


def test_every_kind_that_holds_words_is_found(desk: Desk) -> None:
    meeting_id = desk.meeting.id
    with desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(desk.case, also_known_as=("Kestrel",), visor_reference="V-77"))
        uow.save(dataclasses.replace(desk.meeting, place="Pheasant House"))
        uow.save(
            Attendance(id="a1", meeting_id=meeting_id, seat=1, agency="pol", name="Jay Wren", role="Sergeant")
        )
        uow.save(
            Decision(
                id="d1",
                meeting_id=meeting_id,
                entry_id="e",
                number=1,
                heading="Level",
                decided="Stay at Level 2",
                because="Siskin",
                dissent=(Dissent(agency="pol", why="Plover"),),
            )
        )
        uow.save(
            Action(
                id="t1",
                case_id=desk.case.id,
                meeting_id=meeting_id,
                entry_id="e",
                tag="M03-07",
                text="Visit Dunlin Road",
                owner_agency="pol",
                owner_name="R. Teal",
            )
        )
    expected = {
        "kit": ("case", "LAN-0417"),
        "kestrel": ("case", "LAN-0417"),
        "LAN-0417": ("case", "LAN-0417"),
        "v-77": ("case", "LAN-0417"),
        "pheasant": ("meeting", "LAN-0417-M03"),
        "wren": ("attendance", "LAN-0417-M03"),
        "siskin": ("decision", "LAN-0417-M03"),
        "plover": ("decision", "LAN-0417-M03"),
        "dunlin": ("action", "LAN-0417-M03-07"),
        "teal": ("action", "LAN-0417-M03-07"),
        "LAN-0417-M03-07": ("action", "LAN-0417-M03-07"),
    }
    for words, (kind, reference) in expected.items():
        assert (kind, reference) in [(hit.record_kind, hit.reference) for hit in found(desk, words)], words
    assert {hit.record_kind for hit in found(desk, "LAN-0417-M03")} == {"meeting", "action"}


def test_the_index_follows_changes_bins_removals_and_new_references(desk: Desk) -> None:
    kept = desk.keep("Kestrel")
    with desk.vault.writing(by="chair") as uow:
        kept = uow.save(dataclasses.replace(kept, text="Merlin"))
    assert found(desk, "kestrel") == ()
    assert len(found(desk, "merlin")) == 1
    with desk.vault.writing(by="chair") as uow:
        kept = uow.save(dataclasses.replace(kept, removed=True))
    assert found(desk, "merlin") == ()
    with desk.vault.writing(by="chair") as uow:
        kept = uow.save(dataclasses.replace(kept, removed=False))
    assert len(found(desk, "merlin")) == 1
    with desk.vault.writing(by="chair") as uow:
        kept = uow.save(dataclasses.replace(kept, entry_kind=EntryKind.ACTION))
    assert found(desk, "merlin") == ()
    with desk.vault.writing(by="chair") as uow:
        kept = uow.save(dataclasses.replace(kept, entry_kind=EntryKind.NOTE))
        uow.remove(kept)
    assert found(desk, "merlin") == ()
    with desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(kept, revision=kept.revision + 1))
        uow.save(dataclasses.replace(desk.case, reference="CUM-0001"))
    assert len(found(desk, "merlin")) == 1
    assert [hit.reference for hit in found(desk, "CUM-0001-M03")] == ["CUM-0001-M03"]
    assert found(desk, "LAN-0417") == ()


def test_a_removed_action_is_not_found(desk: Desk) -> None:
    action = Action(
        id="t1", case_id=desk.case.id, meeting_id=desk.meeting.id, entry_id="e", tag="M03-01", text="Dunlin"
    )
    with desk.vault.writing(by="chair") as uow:
        kept = uow.save(action)
    assert len(found(desk, "dunlin")) == 1
    with desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(kept, removed=True))
    assert found(desk, "dunlin") == ()


@pytest.mark.parametrize(
    "words",
    [
        "o'Brien", "C++", "100%", "re: x", "-smith", "(", ")", "", " ", "\0", "a\0b", '"', '""', "*", "^kit",
        "kit AND", "kit OR marsh", "NOT kit", "NEAR(kit marsh)", "body:kit", "kit; DROP TABLE entry", "--",
        "{kit}",
        "\ud800", "kit\ud800", "😀", "é" * 5_000, "a " * 5_000, "%_", "\\", "kit\n\tmarsh",
    ],
)  # fmt: skip
def test_no_input_is_syntax(desk: Desk, words: str) -> None:
    found(desk, words)
    assert len(found(desk, "kit marsh")) == 1


def test_punctuation_is_taken_for_what_it_is(desk: Desk) -> None:
    kept = desk.keep("Mr O'Brien's C++ course, 100% at -smith & co")
    for words in ("o'brien's", "c++", "100%", "-smith", "& co", '"course"', "course,"):
        assert [hit.record_id for hit in found(desk, words)] == [kept.id], words
    assert found(desk, "kit OR marsh") == ()


def test_any_text_can_be_searched_for(desk: Desk) -> None:
    desk.keep("The quick brown fox")

    @settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(max_size=30))
    def searched(words: str) -> None:
        found(desk, words)

    searched()


def test_few_hits_come_best_first_and_many_newest_first(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    best = desk.keep("heron", position=1)
    longer = [desk.keep("heron " + "other words " * 30, position=n) for n in range(2, 6)]
    assert found(desk, "heron")[0].record_id == best.id
    assert len(found(desk, "heron", limit=2)) == 2
    monkeypatch.setattr(search, "RANKED_UP_TO", 3)
    newest = [hit.record_id for hit in found(desk, "heron")]
    assert newest == [entry.id for entry in reversed([best, *longer])]


def test_the_index_can_be_made_anew(desk: Desk) -> None:
    kept = [desk.keep(f"heron {number}", position=number) for number in range(5)]
    with desk.vault.writing(by="chair") as uow:
        uow.connection.exec_driver_sql("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    assert found(desk, "heron") == ()
    assert "search index" in desk.vault.verify().faults[0]
    assert desk.vault.rebuild_index() == len(kept) + 2
    assert len(found(desk, "heron")) == 5
    assert desk.vault.verify().sound
    with desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(kept[0], text="egret"))
    assert len(found(desk, "heron")) == 4


def test_the_index_keeps_no_text_of_its_own(desk: Desk) -> None:
    desk.keep("heron")
    with desk.vault.reading() as reading:
        rows = reading.connection.exec_driver_sql("SELECT body FROM search_index").fetchall()
        assert {row[0] for row in rows} == {None}
        names = {row[0] for row in reading.connection.exec_driver_sql("SELECT name FROM sqlite_schema")}
        assert "search_index_content" not in names


def test_an_excerpt_shows_the_word_on_one_line() -> None:
    whole = "Start of it. " + "filler words " * 40 + "the  héron\nflew " + "and more of it " * 40
    cut = excerpt(whole, ["HERON"])
    assert "the héron flew" in cut
    assert "\n" not in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert len(cut) <= 170
    assert excerpt("short", ["nothing"]) == "short"
    assert excerpt("", ["nothing"]) == ""
    assert excerpt("x" * 500 + "heron", ["heron"]).startswith("… ")
    assert len(excerpt("x" * 500, ["x"])) <= 170


def test_a_hit_without_its_record_is_passed_over(desk: Desk) -> None:
    desk.keep("heron")
    with desk.vault.writing(by="chair") as uow:
        uow.connection.exec_driver_sql("UPDATE search_doc SET record_id = 'gone' WHERE kind = 'entry'")
    assert found(desk, "heron") == ()


def test_entries_of_the_bin_stay_readable_by_id(desk: Desk) -> None:
    kept = desk.keep("heron", removed=True)
    with desk.vault.reading() as reading:
        assert reading.get(Entry, kept.id) == kept
    assert found(desk, "heron") == ()


def test_a_change_that_could_not_wait_is_found_by_its_words_until_it_is_taken_off(desk: Desk) -> None:
    with desk.vault.writing(by="chair") as uow:
        change = uow.save(
            UrgentChange(
                id=desk.new_id(),
                case_id=desk.case.id,
                change_kind=ChangeKind.ARREST,
                text="Arrested in Zwickau",
                happened_on=date(2026, 11, 20),
                told_by="Duty sergeant",
                at=datetime(2026, 11, 20, tzinfo=UTC),
                meeting_id=desk.meeting.id,
            )
        )
    for words in ("zwick", "sergeant"):
        (hit,) = found(desk, words)
        assert (hit.record_kind, hit.record_id) == (UrgentChange.KIND, change.id)
        assert (hit.reference, hit.case_reference, hit.meeting_id) == (desk.case.reference,) * 2 + ("",)
    with desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(change, removed=True))
    assert found(desk, "zwick") == ()
