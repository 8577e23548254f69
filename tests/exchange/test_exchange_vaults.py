"""Cases out of one vault and into another: the same bytes, all or nothing, and nothing twice."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from exchange_vaults import live_case, meetings_of, vault_work, with_summary
from hypothesis import given, settings
from hypothesis import strategies as st

from mappa_desk.domain.attendance import Attendance
from mappa_desk.domain.cases import Case
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import FileRefused, NotFound, RuleError
from mappa_desk.domain.limits import clean
from mappa_desk.domain.people import Person
from mappa_desk.services.case_files import export_case, import_files
from mappa_desk.services.search import find
from mappa_desk.services.work import Work


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Work]:
    with vault_work(tmp_path / "here") as work:
        yield work


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Work]:
    with vault_work(tmp_path / "there") as work:
        yield work


@pytest.fixture
def exported(here: Work, tmp_path: Path) -> Path:
    live_case(here, "LAN-0001")
    return export_case(here, reference="LAN-0001", target=tmp_path / "one.json")


def audit_length(work: Work) -> int:
    with work.reading() as reading:
        return len(reading.audit())


def test_a_case_comes_out_of_the_second_vault_as_it_came_out_of_the_first(
    there: Work, exported: Path, tmp_path: Path
) -> None:
    (result,) = import_files(there, paths=[exported])
    assert (result.reference, result.new, result.meetings, result.actions) == ("LAN-0001", True, 1, 1)
    again = export_case(there, reference="LAN-0001", target=tmp_path / "two.json")
    assert again.read_bytes() == exported.read_bytes()
    assert there.vault.verify().sound


def test_histories_travel_with_their_times_and_names(here: Work, there: Work, exported: Path) -> None:
    import_files(there, paths=[exported])
    with here.reading() as ours, there.reading() as theirs:
        for case in ours.all(Case):
            assert theirs.revisions(Case, case.id) == ours.revisions(Case, case.id)
        changed = [entry for entry in ours.all(Entry) if entry.revision == 2]
        assert [r.body.text for r in theirs.revisions(Entry, changed[0].id) if r.body] == [
            "x",
            changed[0].text,
        ]
        person = ours.all(Person)[0]
        assert theirs.revisions(Entry, changed[0].id)[0].by == person.id
        assert theirs.get(Person, person.id) == person


def test_what_was_removed_travels_as_a_history_without_a_record(there: Work, exported: Path) -> None:
    plain = json.loads(exported.read_text())
    gone = [
        record_id
        for record_id, life in plain["histories"]["attendance"].items()
        if life[-1]["removed"] and life[0]["body"]["name"] == "Not Needed"
    ]
    assert len(gone) == 1
    import_files(there, paths=[exported])
    with there.reading() as reading:
        assert reading.find(Attendance, gone[0]) is None
        assert reading.revisions(Attendance, gone[0])[-1].body is None


def test_what_was_imported_is_found(there: Work, exported: Path) -> None:
    import_files(there, paths=[exported])
    assert find(there, words="first line")


def test_importing_what_is_already_there_changes_nothing(here: Work, there: Work, exported: Path) -> None:
    import_files(there, paths=[exported])
    for work in (here, there):
        before = audit_length(work)
        (result,) = import_files(work, paths=[exported, exported])
        assert not result.new
        assert audit_length(work) == before


def test_a_dry_run_changes_nothing(there: Work, exported: Path) -> None:
    before = audit_length(there)
    (result,) = import_files(there, paths=[exported], dry_run=True)
    assert result.new
    assert audit_length(there) == before
    with there.reading() as reading:
        assert reading.all(Case) == ()


def test_a_different_record_under_the_same_reference_is_refused(
    here: Work, there: Work, exported: Path
) -> None:
    import_files(there, paths=[exported])
    with there.reading() as reading:
        case = reading.all(Case)[0]
    with_summary(there, case, "Changed since")
    for dry_run in (True, False):
        with pytest.raises(FileRefused, match=r"^Nothing was imported\. one\.json: .* under LAN-0001\.$"):
            import_files(there, paths=[exported], dry_run=dry_run)


@pytest.mark.parametrize("other", ["LAN-0001", "lan-0001"])
def test_another_case_of_the_same_reference_is_refused(there: Work, exported: Path, other: str) -> None:
    live_case(there, other)
    with pytest.raises(FileRefused, match="different record under"):
        import_files(there, paths=[exported])


def test_one_bad_file_refuses_all_and_every_fault_is_named(
    here: Work, there: Work, exported: Path, tmp_path: Path
) -> None:
    plain = json.loads(exported.read_text())
    plain["reference"] = plain["case"]["reference"] = "LAN-0002"
    plain["meetings"][0]["entries"][0]["text"] = 5
    plain["case"]["level"] = 9
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(plain))
    with pytest.raises(FileRefused, match=r"^Nothing was imported\. bad\.json: ") as caught:
        import_files(there, paths=[exported, bad])
    assert caught.value.faults == (
        "bad.json: case.level: must be one of 1, 2 or 3",
        "bad.json: meetings[0].entries[0].text: must be text",
    )
    with there.reading() as reading:
        assert reading.all(Case) == ()


def test_a_file_that_fails_late_takes_the_earlier_ones_back(
    there: Work, exported: Path, tmp_path: Path
) -> None:
    plain = json.loads(exported.read_text())
    plain["reference"] = plain["case"]["reference"] = "LAN-0002"
    twin = tmp_path / "twin.json"
    twin.write_text(json.dumps(plain))
    with pytest.raises(FileRefused, match="another record under the same id"):
        import_files(there, paths=[exported, twin])
    with there.reading() as reading:
        assert reading.all(Case) == ()


def test_two_files_that_say_different_things_of_one_case_are_refused(
    there: Work, exported: Path, tmp_path: Path
) -> None:
    plain = json.loads(exported.read_text())
    plain["case"]["summary"] = "Another"
    other = tmp_path / "other.json"
    other.write_text(json.dumps(plain))
    with pytest.raises(FileRefused, match=r"other\.json: another file brings a different record"):
        import_files(there, paths=[exported, other])


def test_two_cases_share_the_people_who_acted_in_both(here: Work, there: Work, tmp_path: Path) -> None:
    for reference in ("LAN-0001", "LAN-0002"):
        live_case(here, reference)
    files = [
        export_case(here, reference=reference, target=tmp_path / f"{reference}.json")
        for reference in ("LAN-0001", "LAN-0002")
    ]
    assert [result.new for result in import_files(there, paths=files)] == [True, True]
    with there.reading() as reading:
        assert len(reading.all(Person)) == 1


def test_a_real_case_never_comes_into_a_practice_vault(there: Work, tmp_path: Path) -> None:
    with vault_work(tmp_path / "real", practice=False) as real:
        live_case(real, "LAN-0009")
        file = export_case(real, reference="LAN-0009", target=tmp_path / "real.json")
    with pytest.raises(FileRefused, match="is no practice case"):
        import_files(there, paths=[file])


def test_an_emptied_seal_is_refused_unless_an_order_stands_in_the_file(
    there: Work, practice_file: Path, tmp_path: Path
) -> None:
    plain = json.loads(practice_file.read_text("utf-8"))
    sealed = plain["meetings"][0]["sealed"][0]
    sealed["snapshot_json"], sealed["seal_code"] = "", ""
    emptied = tmp_path / "emptied.json"
    emptied.write_text(json.dumps(plain), "utf-8")
    with pytest.raises(FileRefused, match="names no order for it"):
        import_files(there, paths=[emptied])


def test_a_sealed_text_that_was_changed_is_refused(there: Work, practice_file: Path, tmp_path: Path) -> None:
    plain = json.loads(practice_file.read_text(encoding="utf-8"))
    sealed = plain["meetings"][0]["sealed"][0]
    sealed["snapshot_json"] = sealed["snapshot_json"].replace("Level 3", "Level 2", 1)
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(plain), encoding="utf-8")
    with pytest.raises(FileRefused, match="does not fit the sealed minutes"):
        import_files(there, paths=[changed])


@pytest.mark.parametrize("change", ["another meeting", "another version", "no seal", "a draft"])
def test_a_seal_belongs_to_its_meeting_and_its_version(
    there: Work, practice_file: Path, tmp_path: Path, change: str
) -> None:
    plain = json.loads(practice_file.read_text("utf-8"))
    first, second = plain["meetings"][:2]
    sealed = first["sealed"][0]
    if change == "another meeting":
        for name in ("snapshot_json", "seal_code"):
            sealed[name] = second["sealed"][0][name]
    elif change == "another version":
        sealed["version"] = 2
    elif change == "no seal":
        first["sealed"] = []
        plain["histories"]["sealed"].pop(sealed["id"])
    else:
        first["meeting"]["state"] = "closed"
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(plain), "utf-8")
    with pytest.raises(FileRefused, match=r"another meeting or version|does not fit the sealed minutes"):
        import_files(there, paths=[changed])


def test_minutes_are_confirmed_for_a_meeting_of_the_file_alone(
    there: Work, practice_file: Path, tmp_path: Path
) -> None:
    plain = json.loads(practice_file.read_text("utf-8"))
    part = plain["meetings"][0]
    told = {
        "id": "f" * 32, "revision": 1, "meeting_id": part["meeting"]["id"], "as_presented": False,
        "confirmed_meeting_id": "e" * 32, "version": 1, "changes": ["x"], "at": "2026-08-06T09:00:00Z",
    }  # fmt: skip
    part["confirmations"] = [told]
    life = [{"number": 1, "at": "2026-08-06T09:00:00Z", "by": "", "body": None, "removed": False}]
    plain["histories"].setdefault("minutes_confirmation", {})["f" * 32] = life
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(plain), "utf-8")
    with pytest.raises(FileRefused) as refused:
        import_files(there, paths=[changed])
    assert any("confirmed_meeting_id" in fault for fault in refused.value.faults)


def test_files_that_cannot_be_read_are_refused(there: Work, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.json", tmp_path, Path(os.devnull)):
        with pytest.raises(FileRefused, match="There is no file"):
            import_files(there, paths=[path])


def test_an_export_never_replaces_a_file(here: Work, exported: Path) -> None:
    before = exported.read_bytes()
    with pytest.raises(RuleError, match=r"There is a file one\.json already"):
        export_case(here, reference="LAN-0001", target=exported)
    assert exported.read_bytes() == before


def test_an_export_is_for_its_owner_alone_and_is_noted(here: Work, exported: Path) -> None:
    assert exported.stat().st_mode & 0o777 == 0o600
    with here.reading() as reading:
        assert reading.audit(1)[0].verb == "exported"
    assert {path.name for path in exported.parent.iterdir() if path.is_file()} == {"one.json"}


def test_a_case_that_is_not_there_is_not_exported(here: Work, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no case LAN-0404"):
        export_case(here, reference="LAN-0404", target=tmp_path / "no.json")


words = st.text(min_size=1, max_size=60).map(clean)


@settings(max_examples=12)
@given(words, st.integers(min_value=1, max_value=2))
def test_whatever_was_typed_comes_back_from_a_second_vault_as_the_same_bytes(text: str, cases: int) -> None:
    with TemporaryDirectory() as hidden:
        folder = Path(hidden)
        with vault_work(folder / "a") as first, vault_work(folder / "b") as second:
            files = []
            for number in range(cases):
                case = live_case(first, f"LAN-{number}", text)
                assert meetings_of(first, case.id)
                target = folder / f"{number}.json"
                files.append(export_case(first, reference=case.reference, target=target))
            import_files(second, paths=files)
            for number, file in enumerate(files):
                again = export_case(second, reference=f"LAN-{number}", target=folder / f"again-{number}.json")
                assert again.read_bytes() == file.read_bytes()
