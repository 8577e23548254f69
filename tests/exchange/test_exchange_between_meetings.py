"""What was kept between meetings travels with its case: actions that came in, replies, calls, changes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from exchange_vaults import live_case, vault_work

from mappa_desk.domain.actions import Action, ActionEventKind, Channel, Priority
from mappa_desk.domain.chasing import ChangeKind, Chase, ChaseKind
from mappa_desk.domain.errors import FileRefused
from mappa_desk.services import action_lives, urgent_changes
from mappa_desk.services.case_files import export_case, import_files
from mappa_desk.services.search import find
from mappa_desk.services.work import Work


def _between(work: Work) -> str:
    """A case with an action that came in, a call that was answered, marks taken back, and a change."""
    case = live_case(work, "LAN-0001")
    bare = Action(
        id=work.new_id(), case_id=case.id, meeting_id=None, entry_id=None, tag="",
        text="Fit the Zwickau lock", owner_agency="hsg", source_number="HS/17",
    )  # fmt: skip
    with work.writing() as uow:
        kept = action_lives.came_in(work, uow, bare, note="Row 3", came_by=Channel.SPREADSHEET)
        asked = uow.save(
            Chase(
                id=work.new_id(), case_id=case.id, round_id="r1", chase_kind=ChaseKind.CALL, agency="hsg",
                action_ids=(kept.id,), how=Channel.SECURE_MAIL, at=work.now(),
            )
        )  # fmt: skip
    action_lives.record_reply(
        work, action_id=kept.id, note="Fitted", outcome=ActionEventKind.DONE, came_by=Channel.FORM,
        told_by="Ola Nowak", evidence="Invoice 4", chase_id=asked.id,
    )  # fmt: skip
    marks = {"labels_add": ("lock",), "priority": Priority.BEFORE_RELEASE}
    action_lives.mark_action(work, action_ids=(kept.id,), **marks)  # type: ignore[arg-type]  # by name
    action_lives.take_back(work, action_ids=(kept.id,))
    urgent_changes.add_change(
        work, case_id=case.id, change_kind=ChangeKind.RECALL, happened_on=date(2026, 5, 29), text="Recalled"
    )
    return kept.id


def test_a_case_with_all_that_came_between_its_meetings_is_the_same_in_another_vault(tmp_path: Path) -> None:
    with vault_work(tmp_path / "here") as here, vault_work(tmp_path / "there") as there:
        action_id = _between(here)
        told = action_lives.life(here, action_id=action_id)
        first = export_case(here, reference="LAN-0001", target=tmp_path / "one.json")
        (result,) = import_files(there, paths=[first])
        assert (result.new, result.actions) == (True, 2)
        assert (
            export_case(there, reference="LAN-0001", target=tmp_path / "two.json").read_bytes()
            == first.read_bytes()
        )
        again = action_lives.life(there, action_id=action_id)
        assert [line.event for line in again.lines] == [line.event for line in told.lines]
        assert [line.stands for line in again.lines] == [True, True, False, False]
        assert again.action == told.action and again.reference == "LAN-0001-M00-01"
        assert urgent_changes.urgent_changes(there) == urgent_changes.urgent_changes(here)
        assert find(there, words="Zwickau")[0].record_id == action_id
        back = action_lives.take_back(there, action_ids=(action_id,)).value[0]
        assert back.settled_on is None, "what was kept elsewhere can be taken back here"
        assert there.vault.verify().sound


@pytest.mark.parametrize(
    ("where", "told", "fault"),
    [
        (("actions", "action", "tag"), "M01-09", "must begin with M00"),
        (("urgent_changes", "", "case_id"), "f" * 32, "urgent_changes"),
        (("chases", "", "action_ids"), ["f" * 32], "chases"),
    ],
)
def test_a_file_that_does_not_hang_together_is_refused(
    tmp_path: Path, where: tuple[str, str, str], told: object, fault: str
) -> None:
    with vault_work(tmp_path / "here") as here, vault_work(tmp_path / "there") as there:
        _between(here)
        file = export_case(here, reference="LAN-0001", target=tmp_path / "one.json")
        plain = json.loads(file.read_text())
        rows, inner, name = where
        row = next(one for one in plain[rows] if not inner or one[inner]["meeting_id"] is None)
        (row[inner] if inner else row)[name] = told
        file.write_text(json.dumps(plain))
        with pytest.raises(FileRefused) as refused:
            import_files(there, paths=[file])
        assert fault in str(refused.value)
