"""Words that are destroyed: in no revision, no row, no page; and the record stays sound and says so."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import random
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from bare_pages import found
from sqlalchemy.exc import IntegrityError
from vault_help import PASSPHRASE, Desk

from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import RuleError, StoreBug
from mappa_desk.domain.meetings import MeetingState
from mappa_desk.domain.minutes import SealedMinutes
from mappa_desk.domain.put_right import Erasure
from mappa_desk.domain.records import AnyRecord
from mappa_desk.store import files, key, schema, upgrading
from mappa_desk.store.queries.notes import notes_about
from mappa_desk.store.queries.same_words import records_with
from mappa_desk.store.queries.search import find_text
from mappa_desk.store.vault import UnitOfWork, Vault

Open = Callable[..., Vault]
SECRET = "Zebracrossing"
GUARDS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"


def gone(entry: Entry) -> Entry:
    """The entry without its words."""
    return dataclasses.replace(entry, text="", words="")


def kept_and_changed(desk: Desk, at: int = 1) -> Entry:
    """An entry of three revisions whose words are all to go, and a neighbour that stays."""
    entry = desk.keep(f"{SECRET} first " + "word " * 300, words=f"pol: {SECRET}", position=at)
    for text in (f"{SECRET} second", f"{SECRET} third"):
        with desk.vault.writing(by="ben") as uow:
            entry = uow.save(dataclasses.replace(entry, text=text))
    return entry


def test_no_page_of_any_file_holds_the_words(desk: Desk, folder: Path) -> None:
    data_key = key.unwrap(folder, PASSPHRASE)
    entry = kept_and_changed(desk)
    stays = desk.keep("Waterlilies", position=9)
    assert found(folder, data_key, [SECRET, "Waterlilies"]) == {SECRET, "Waterlilies"}
    with desk.vault.writing(by="chair") as uow:
        assert uow.erase(Entry, gone, entry.id) == 3
        assert uow.changes.of("entry") == {entry.id}
    assert desk.vault.purge()
    assert found(folder, data_key, [SECRET, "Waterlilies"]) == {"Waterlilies"}
    with desk.vault.reading() as reading:
        states = reading.revisions(Entry, entry.id)
        assert [(one.number, one.by, one.body.text) for one in states if one.body] == [
            (1, "chair", ""),
            (2, "ben", ""),
            (3, "ben", ""),
        ]
        assert reading.get(Entry, entry.id) == gone(entry)
        assert find_text(reading, SECRET, 10) == ()
        assert [hit.record_id for hit in find_text(reading, "Waterlilies", 10)] == [stays.id]
        told = [(one.verb, one.by, one.revision) for one in reading.audit(4)]
        assert told == [("made", "chair", 1)] + [("erased", "chair", n) for n in (1, 2, 3)]
    assert desk.vault.verify().sound


def indexed_words(folder: Path) -> set[str]:
    """Every word of the search index, which its pages hold in parts only."""
    with closing(driver.connect(str(folder / files.DATABASE), isolation_level=None)) as bare:
        bare.execute(f"PRAGMA key = \"x'{key.unwrap(folder, PASSPHRASE).hex()}'\"")
        bare.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'search_index', 'row')")
        return {term for (term,) in bare.execute("SELECT term FROM temp.terms")}


def test_it_is_gone_after_closing_and_opening_too(desk: Desk, folder: Path, open_vault: Open) -> None:
    entry = kept_and_changed(desk)
    desk.keep("Waterlilies", position=9)
    with desk.vault.writing(by="chair") as uow:
        uow.erase(Entry, gone, entry.id)
    desk.vault.close()
    assert not found(folder, key.unwrap(folder, PASSPHRASE), [SECRET])
    assert indexed_words(folder) & {SECRET.lower(), "third", "waterlilies"} == {"waterlilies"}
    with open_vault() as vault:
        assert vault.verify().sound
        with vault.writing(by="chair") as uow:
            uow.save(dataclasses.replace(uow.get(Entry, entry.id), text="Again"))
        assert vault.verify().sound


def test_many_words_among_many_leave_no_trace_in_freed_space(desk: Desk, folder: Path) -> None:
    drawn = random.Random(33)
    kept: list[Entry] = []
    for batch in range(12):
        with desk.vault.writing(by="chair") as uow:
            for at in range(25):
                number = batch * 25 + at
                text = f"token{number:05d}x " + "word " * drawn.randint(3, 150)
                kept.append(uow.save(desk.entry(text, position=number)))
    for entry in drawn.sample(kept, 60):
        with desk.vault.writing(by="chair") as uow:
            uow.save(dataclasses.replace(entry, text=entry.text + "more " * drawn.randint(1, 60)))
    numbers = sorted(drawn.sample(range(len(kept)), 80))
    with desk.vault.writing(by="chair") as uow:
        uow.erase(Entry, gone, *(kept[number].id for number in numbers))
    assert desk.vault.purge()
    stay = [f"token{number:05d}x" for number in range(len(kept)) if number not in numbers]
    words = [f"token{number:05d}x" for number in range(len(kept))]
    assert found(folder, key.unwrap(folder, PASSPHRASE), words) == set(stay)
    assert desk.vault.verify().sound


def test_a_purge_that_a_reader_puts_off_is_done_later(desk: Desk, folder: Path, open_vault: Open) -> None:
    data_key = key.unwrap(folder, PASSPHRASE)
    entry = kept_and_changed(desk)
    assert desk.vault.purge(), "nothing was erased, so nothing is due"
    with open_vault(read_only=True) as other, other.reading() as reading:
        assert reading.get(Entry, entry.id).text
        with desk.vault.writing(by="chair") as uow:
            uow.erase(Entry, gone, entry.id)
        assert not desk.vault.purge()
        assert found(folder, data_key, [SECRET])
    desk.vault.checkpoint()
    assert not found(folder, data_key, [SECRET])


def test_a_purge_that_a_crash_put_off_is_done_at_the_next_opening(
    desk: Desk, folder: Path, tmp_path: Path, open_vault: Open
) -> None:
    entry = kept_and_changed(desk)
    with desk.vault.writing(by="chair") as uow:
        uow.erase(Entry, gone, entry.id)
    left = {path.name: path.read_bytes() for path in folder.iterdir()}
    desk.vault.close()
    for name, content in left.items():
        (folder / name).write_bytes(content)
    assert found(folder, key.unwrap(folder, PASSPHRASE), [SECRET])
    open_vault().close()
    assert not found(folder, key.unwrap(folder, PASSPHRASE), [SECRET])


def test_it_reaches_into_approved_minutes_and_leaves_the_guards_standing(desk: Desk) -> None:
    entry = kept_and_changed(desk)
    at = datetime(2026, 11, 22, 15, tzinfo=UTC)
    minutes = SealedMinutes(
        id=desk.new_id(),
        meeting_id=desk.meeting.id,
        version=1,
        sealed_at=at,
        seal_code="7K2M",
        snapshot_json=f'{{"text":"{SECRET}"}}',
    )
    with desk.vault.writing(by="chair") as uow:
        sealed = uow.save(minutes)
        uow.save(dataclasses.replace(desk.meeting, state=MeetingState.APPROVED))
        guards = uow.connection.exec_driver_sql(GUARDS).all()
    with desk.vault.writing(by="chair") as uow:
        assert uow.erase(Entry, gone, entry.id) == 3
        assert uow.erase(SealedMinutes, _empty, sealed.id) == 1
        assert uow.connection.exec_driver_sql(GUARDS).all() == guards
    with desk.vault.reading() as reading:
        assert reading.get(SealedMinutes, sealed.id).snapshot_json == ""
        assert reading.connection.exec_driver_sql(GUARDS).all() == guards
    with pytest.raises(RuleError, match="sealed"), desk.vault.writing(by="chair") as uow:
        uow.save(uow.get(Entry, entry.id))
    for name in ("revision", "entry", "sealed", "audit"):
        with pytest.raises(StoreBug), desk.vault.writing(by="chair") as uow:
            uow.connection.exec_driver_sql(f"UPDATE {name} SET rowid = rowid + 1")
        with pytest.raises(StoreBug), desk.vault.writing(by="chair") as uow:
            uow.connection.exec_driver_sql(f"REPLACE INTO {name} SELECT * FROM {name}")
    assert desk.vault.verify().sound


def _empty(minutes: SealedMinutes) -> SealedMinutes:
    return dataclasses.replace(minutes, snapshot_json="", seal_code="")


def test_what_was_removed_or_never_held_them_stays_as_it_is(desk: Desk) -> None:
    entry = kept_and_changed(desk)
    plain = desk.keep("")
    with desk.vault.writing(by="chair") as uow:
        uow.remove(entry)
        uow.note("printed")
    with desk.vault.writing(by="chair") as uow:
        assert uow.erase(Entry, gone, plain.id) == 0
        assert not uow.erased
        assert uow.erase(Entry, gone, entry.id, plain.id) == 3
    with desk.vault.reading() as reading:
        assert reading.find(Entry, entry.id) is None
        assert [one.body is None for one in reading.revisions(Entry, entry.id)] == [False] * 3 + [True]
    assert desk.vault.verify().sound


def test_an_erasure_that_fails_leaves_everything(desk: Desk) -> None:
    entry = kept_and_changed(desk)
    order = Erasure(
        id=desk.new_id(), meeting_id=desk.meeting.id, version=0, place="9.3", record_kind="entry",
        record_id=entry.id, order_reference="ORD-1", ordered_by="Officer", ordered_on=date(2026, 11, 22),
        at=datetime(2026, 11, 22, 15, tzinfo=UTC),
    )  # fmt: skip
    with desk.vault.writing(by="chair") as uow:
        uow.save(order)

    def renamed(record: AnyRecord) -> AnyRecord:
        return dataclasses.replace(record, id="another")

    wrongs: tuple[Callable[[UnitOfWork], int], ...] = (
        lambda uow: uow.erase(Entry, gone, "nowhere"),
        lambda uow: uow.erase(Erasure, renamed, order.id),
        lambda uow: uow.erase(Entry, renamed, entry.id),
        lambda uow: uow.erase(Entry, lambda one: dataclasses.replace(one, meeting_id="nowhere"), entry.id),
    )
    for wrong in wrongs:
        with pytest.raises(StoreBug), desk.vault.writing(by="chair") as uow:
            wrong(uow)
        with (
            pytest.raises(StoreBug, match="none of it"),
            desk.vault.writing(by="chair") as uow,
            contextlib.suppress(StoreBug, IntegrityError),
        ):
            wrong(uow)
    with desk.vault.reading() as reading:
        assert reading.get(Entry, entry.id) == entry
    assert desk.vault.verify().sound


def test_a_row_that_is_not_its_newest_revision_is_not_erased(desk: Desk) -> None:
    entry = kept_and_changed(desk)
    with desk.vault.writing(by="chair") as uow:
        uow.connection.exec_driver_sql("DELETE FROM entry")
        uow.note("printed")
    with pytest.raises(StoreBug, match="newest"), desk.vault.writing(by="chair") as uow:
        uow.erase(Entry, gone, entry.id)


BODY = f"replace(body, '{SECRET}', '')"
IMITATIONS = {
    f"UPDATE revision SET body = {BODY} WHERE number = 3 AND kind = 'entry'": "is not what was saved",
    "UPDATE audit SET verb = 'erased' WHERE verb = 'changed'": "was altered",
    "INSERT INTO audit SELECT (SELECT max(seq) FROM audit) + 1, at, by, 'erased', kind, record_id, revision,"
    " case_id, zeroblob(32), hash, hash FROM audit WHERE kind = 'entry' AND revision = 3": (
        "Audit entry 6 was altered"
    ),
}


@pytest.mark.parametrize("statement", list(IMITATIONS))
def test_an_imitation_is_found(desk: Desk, folder: Path, open_vault: Open, statement: str) -> None:
    kept_and_changed(desk)
    desk.vault.close()
    _tampered(folder, statement)
    with open_vault(read_only=True) as vault:
        faults = vault.verify().faults
    assert any(IMITATIONS[statement] in fault for fault in faults), faults


def test_another_link_for_a_revision_is_found_even_when_it_fits(desk: Desk) -> None:
    entry = kept_and_changed(desk)
    with desk.vault.reading() as reading:
        (link,) = (one for one in reading.audit() if one.record_id == entry.id and one.revision == 3)
    with desk.vault.writing(by="chair") as uow:
        again = (3, link.case_id, bytes.fromhex(link.digest))
        uow._append("changed", "entry", entry.id, again)
    assert desk.vault.verify().faults == (f"Revision 3 of entry {entry.id} is vouched for out of order.",)


def test_what_was_put_back_after_an_erasure_is_found(desk: Desk, folder: Path, open_vault: Open) -> None:
    entry = kept_and_changed(desk)
    with desk.vault.writing(by="chair") as uow:
        uow.erase(Entry, gone, entry.id)
    desk.vault.close()
    _tampered(folder, "UPDATE revision SET body = replace(body, '\"text\":\"\"', '\"text\":\"He left.\"')"
              " WHERE number = 2 AND kind = 'entry'")  # fmt: skip
    with open_vault() as vault:
        assert vault.verify().faults == (f"Revision 2 of entry {entry.id} is not what was saved.",)


def _tampered(folder: Path, statement: str) -> None:
    with closing(driver.connect(str(folder / files.DATABASE), isolation_level=None)) as bare:
        bare.execute(f"PRAGMA key = \"x'{key.unwrap(folder, PASSPHRASE).hex()}'\"")
        for (name,) in bare.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            bare.execute(f"DROP TRIGGER {name}")
        assert bare.execute(statement).rowcount > 0


def test_the_register_keeps_its_rows_their_order_and_its_guards_later(
    tmp_path: Path,
) -> None:
    database, data_key = tmp_path / "old.db", key.new_data_key()
    files.make_private_file(database)
    ids = [f"{number * 7919 % 97:032x}" for number in range(1, 60)]
    columns = (
        "rowid, id, revision, meeting_id, document, edition, version, status, agency, recipient,"
        " copy_number, copies, how, seal_code, sha256, file_name, pages, at"
    )
    register = f"SELECT {columns} FROM document_given ORDER BY rowid"
    guards = "SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'document_given' AND type = 'trigger'"
    with closing(driver.connect(str(database), isolation_level=None)) as old:
        old.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        for revision in ("0001", "0002"):
            for statement in schema.frozen_statements(revision):
                old.execute(statement)
        old.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        old.execute("INSERT INTO alembic_version VALUES ('0002')")
        for at, one in enumerate(ids):
            old.execute(
                "INSERT INTO document_given VALUES (?, 1, 'm', 'minutes', 'full', 1, 'approved', 'pol', ?,"
                " 1, 2, 'printed', '7K2M', 'ab', 'file.pdf', ?, '2026-11-22T14:10:00+00:00')",
                (one, f"Recipient {at}", at),
            )
        before, guarded = old.execute(register).fetchall(), old.execute(guards).fetchall()
    assert len(before) == len(ids) and len(guarded) == 2
    with closing(driver.connect(str(database), isolation_level=None)) as old:
        old.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        _with_meeting(old)
    upgrading.migrate(database, data_key)
    with closing(driver.connect(str(database), isolation_level=None)) as new:
        new.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        assert new.execute(register).fetchall() == before
        assert [name for name, _ in new.execute(guards)] == [name for name, _ in guarded]
        for statement in ("DELETE FROM document_given", "UPDATE document_given SET pages = 9"):
            with pytest.raises(driver.DatabaseError, match="append only"):
                new.execute(statement)
        new.execute(
            "INSERT INTO document_given SELECT 'new', 1, meeting_id, 'chair-draft', edition, version, status,"
            " agency, recipient, 0, 0, how, '', '', '', 1, NULL, 0, '[]', 0, at FROM document_given LIMIT 1"
        )
        left = new.execute("SELECT name FROM sqlite_schema WHERE name = 'document_given_before'").fetchall()
        assert left == []


def _with_meeting(old: driver.Connection) -> None:
    """A case and a meeting "m" for the register's rows, every other column at its emptiest."""
    for name, values in (("case", {"id": "c"}), ("meeting", {"id": "m", "case_id": "c"})):
        columns = old.execute(f'PRAGMA table_info("{name}")').fetchall()
        row = [values.get(column[1], _least(column[2])) for column in columns]
        marks = ", ".join("?" * len(row))
        old.execute("PRAGMA ignore_check_constraints = ON")
        old.execute(f'INSERT INTO "{name}" VALUES ({marks})', row)


def _least(kind: str) -> object:
    return 0 if kind in ("INTEGER", "BOOLEAN") else ""


def test_records_that_hold_certain_words_are_found_in_any_state(desk: Desk) -> None:
    said = 'He said "no"\tand left. Größe'
    first = desk.keep(said)
    with desk.vault.writing(by="chair") as uow:
        uow.save(dataclasses.replace(first, text="Other"))
        sealed = SealedMinutes(
            id=desk.new_id(), meeting_id=desk.meeting.id, version=1, seal_code="",
            sealed_at=datetime(2026, 11, 22, 15, tzinfo=UTC),
            snapshot_json=json.dumps({"text": said}, ensure_ascii=False),
        )  # fmt: skip
        uow.save(sealed)
    with desk.vault.reading() as reading:
        assert records_with(reading, said) == (("entry", first.id), ("sealed", sealed.id))
        assert records_with(reading, "Größer") == ()


def test_the_notes_about_a_record_are_found_without_what_was_saved_of_it(desk: Desk) -> None:
    with desk.vault.writing(by="anna") as uow:
        uow.note("printed", "meeting", desk.meeting.id)
        uow.note("exported", "case", desk.case.id)
        uow.note("read", "meeting", desk.meeting.id)
    with desk.vault.reading() as reading:
        assert [one.verb for one in notes_about(reading, "meeting", desk.meeting.id)] == ["printed", "read"]
        assert [one.by for one in notes_about(reading, "case", desk.case.id)] == ["anna"]
