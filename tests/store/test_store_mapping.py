"""Every record of the domain has a table, and every field comes back as it was."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_strategies import records
from sqlalchemy import CheckConstraint
from vault_help import Desk, Ids, a_case

import mappa_desk.domain
from mappa_desk.domain.actions import Action
from mappa_desk.domain.agendas import AgendaItem
from mappa_desk.domain.attendance import Attendance, Interval
from mappa_desk.domain.cases import Case
from mappa_desk.domain.contributions import Entry
from mappa_desk.domain.errors import RuleError, StoreBug
from mappa_desk.domain.minutes import DocumentGiven
from mappa_desk.domain.records import Record
from mappa_desk.store.mapping import mapper
from mappa_desk.store.tables import RECORD_TYPES, ROWS, table
from mappa_desk.store.tables.base import Moment, moment_text
from mappa_desk.store.vault import Vault


def every_record_type() -> set[type[Record]]:
    """All subclasses of Record that the domain defines."""
    modules = [
        importlib.import_module(f"mappa_desk.domain.{module.name}")
        for module in pkgutil.iter_modules(mappa_desk.domain.__path__)
    ]
    named = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    return {one for one in named if issubclass(one, Record) and one is not Record}


def test_every_record_of_the_domain_has_a_table() -> None:
    assert set(ROWS) == every_record_type()
    assert len(RECORD_TYPES) == len(ROWS)


@pytest.mark.parametrize("record_type", list(ROWS), ids=lambda one: one.KIND)
def test_every_field_has_a_column_of_its_own(record_type: type[Record]) -> None:
    columns = set(table(ROWS[record_type]).c.keys())
    fields = {field.name for field in dataclasses.fields(record_type)}
    assert fields <= columns
    assert columns - fields <= {"due"}
    assert table(ROWS[record_type]).name == record_type.KIND


@pytest.mark.parametrize("record_type", list(ROWS), ids=lambda one: one.KIND)
def test_every_enum_column_is_checked(record_type: type[Record]) -> None:
    m = mapper(record_type)
    rules = " ".join(str(rule.sqltext) for rule in m.table.constraints if isinstance(rule, CheckConstraint))
    checked = set(m.enums) - ({"document"} if record_type is DocumentGiven else set())
    for name in checked:  # the register names kinds of document that earlier editions did not know
        assert f'"{name}" IN (' in rules


@pytest.mark.parametrize("record_type", list(ROWS), ids=lambda one: one.KIND)
def test_every_field_comes_back_as_it_was(vault: Vault, record_type: type[Record]) -> None:
    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def comes_back(data: st.DataObject) -> None:
        record = data.draw(records(record_type))
        m = mapper(record_type)
        with pytest.raises(LookupError), vault.writing(by="chair") as uow:
            uow.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            kept = uow.save(record)
            assert uow.get(record_type, record.id) == kept == dataclasses.replace(record, revision=1)
            assert uow.revisions(record_type, record.id)[0].body == kept
            assert m.from_json(m.to_json(kept)) == kept
            raise LookupError  # foreign keys point nowhere: nothing of it is to be committed

    comes_back()


def test_moments_come_back_in_utc_inside_tuples_too(vault: Vault, new_id: Ids) -> None:
    local = datetime.fromisoformat("2026-07-01T10:00:00+01:00")
    row = Attendance(
        id=new_id(), meeting_id="m", seat=1, agency="pol", name="A", intervals=(Interval(local),)
    )
    kept = mapper(Attendance).in_utc(row)
    assert kept.intervals[0].in_at == local
    assert kept.intervals[0].in_at.tzinfo is UTC
    assert mapper(Attendance).to_json(kept).count("2026-07-01T09:00:00Z") == 1


def test_a_moment_without_its_zone_is_refused(new_id: Ids) -> None:
    naive = datetime(2026, 7, 1, 10)  # noqa: DTZ001  that is what is refused
    row = Attendance(
        id=new_id(), meeting_id="m", seat=1, agency="pol", name="A", intervals=(Interval(naive),)
    )
    with pytest.raises(StoreBug):
        mapper(Attendance).in_utc(row)
    with pytest.raises(ValueError, match="zone"):
        moment_text(naive)
    dialect: Callable[[], None] = lambda: None  # noqa: E731  never used
    assert Moment().process_bind_param(None, dialect) is None  # type: ignore[arg-type]  # never used
    assert Moment().process_result_value(None, dialect) is None  # type: ignore[arg-type]  # never used


def test_half_a_character_is_refused_and_nothing_kept(vault: Vault, new_id: Ids) -> None:
    case = a_case(new_id, name="Kit \ud83d Marsh")
    with pytest.raises(RuleError), vault.writing(by="chair") as uow:
        uow.save(case)
    with vault.reading() as reading:
        assert reading.all(Case) == ()


def test_what_is_no_record_is_a_bug_that_says_nothing_of_the_text(desk: Desk) -> None:
    kept = desk.keep("Kingfisher")
    m = mapper(Entry)
    for column, value in (("handling", "Kingfisher"), ("recipients", '["Kingfisher", 1]')):
        row = list(m.to_row(kept).values())
        row[m.fields.index(column)] = value
        with pytest.raises(StoreBug) as told:
            m.from_row(row)
        assert "Kingfisher" not in "".join(traceback.format_exception(told.value))
    body = m.to_json(kept).replace('"position":10', '"position":"ten"')
    with pytest.raises(StoreBug) as told:
        m.from_json(body)
    assert "Kingfisher" not in "".join(traceback.format_exception(told.value))


def test_a_refused_save_says_nothing_of_the_text(desk: Desk) -> None:
    action = Action(
        id=desk.new_id(), case_id=desk.case.id, meeting_id=desk.meeting.id, entry_id="", tag="M03-01",
        text="Kingfisher", carried=-1,
    )  # fmt: skip
    with pytest.raises(StoreBug) as told, desk.vault.writing(by="chair") as uow:
        uow.save(action)
    assert "Kingfisher" not in "".join(traceback.format_exception(told.value))
    assert "carried" in str(told.value)


def test_a_type_without_a_table_is_a_bug() -> None:
    class Planted(AgendaItem):
        KIND: ClassVar[str] = "planted"

    with pytest.raises(StoreBug):
        mapper(Planted)
