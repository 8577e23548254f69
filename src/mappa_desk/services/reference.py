"""Reads the data files that come with the program and gives them as validated values.

A new edition of an agenda or a list is a new file, not a release of code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.agendas import AgendaTemplate, ItemTemplate
from mappa_desk.domain.areas import AreaForm, AreaStandard
from mappa_desk.domain.chase_rules import in_order, wording_fault
from mappa_desk.domain.chasing import Rung
from mappa_desk.domain.errors import ReferenceFault
from mappa_desk.domain.expansion import is_short_form, writing_fault
from mappa_desk.domain.reference import Reference
from mappa_desk.domain.specialists import Specialist
from mappa_desk.domain.wording import Abbreviation, StandardWording

Value = TypeVar("Value")
Table = dict[str, Any]
_ABBREVIATIONS, _STANDARD_WORDING = "abbreviations.toml", "standard_wording.toml"
_NOT_BY_KEY = (_ABBREVIATIONS, _STANDARD_WORDING)
"""Files among the wording that hold records, not words by key."""


def load_reference() -> Reference:
    """Everything under `mappa_desk._generated.data`, validated.

    Raises ReferenceFault with one sentence that names the file and the place when a file is missing,
    is no TOML, or holds something that the domain does not know.
    """
    return read_reference(files("mappa_desk._generated") / "data")


def read_reference(folder: Traversable) -> Reference:
    """The same from a folder that holds `agendas`, `reference` and `wording`. Raises ReferenceFault."""
    lists = folder / "reference"
    reasons = _reasons(lists / "settle_reasons.toml")
    agencies = _agencies(lists / "agencies.toml")
    agendas = _agendas(folder / "agendas", reasons)
    return Reference(
        agendas=agendas,
        agencies=agencies,
        core_panel=_core_panel(lists / "agencies.toml", agencies),
        invitees=_invitees(lists / "invitees.toml", agencies),
        standards=_standards(lists / "standards.toml"),
        form=_form(lists / "form.toml"),
        wording=_wording(folder / "wording"),
        settle_reasons=reasons,
        vague_verbs=_vague_verbs(lists / "vague_verbs.toml"),
        abbreviations=_abbreviations(folder / "wording" / _ABBREVIATIONS, agencies),
        standard_wording=_standard_wording(folder / "wording" / _STANDARD_WORDING, agendas),
        ladder=_ladder(lists / "escalation.toml"),
    )


def _agendas(folder: Traversable, reasons: Mapping[str, str]) -> tuple[AgendaTemplate, ...]:
    templates: dict[str, AgendaTemplate] = {}
    for file in _toml_files(folder):
        table = _read(file)
        _only_fields(AgendaTemplate, table, file.name)
        for index, row in enumerate(_rows(table, "items", file.name)):
            _only_fields(ItemTemplate, row, file.name, f"items[{index}]")
        template = _checked(AgendaTemplate, table, file.name)
        if template.code in templates:
            raise _fault(file.name, "code", f"the agenda {template.code} is already in another file")
        _check_items(template, reasons, file.name)
        templates[template.code] = template
    return tuple(templates.values())


def _check_items(template: AgendaTemplate, reasons: Mapping[str, str], name: str) -> None:
    codes: set[str] = set()
    for index, item in enumerate(template.items):
        if item.code in codes:
            raise _fault(name, f"items[{index}].code", f"the item {item.code} comes twice")
        codes.add(item.code)
        for reason in item.settle_reasons:
            if reason not in reasons:
                raise _fault(name, f"items[{index}].settle_reasons", f"there is no reason {reason}")


def _agencies(file: Traversable) -> tuple[Agency, ...]:
    rows = [
        {"id": row.pop("code", None), "agency_class": row.pop("class", None), **row}
        for row in _rows(_read(file), "agencies", file.name)
    ]
    for index, row in enumerate(rows):
        _only_fields(Agency, row, file.name, f"agencies[{index}]")
    agencies = _checked(tuple[Agency, ...], rows, file.name, "agencies")
    taken: set[str] = set()
    for index, agency in enumerate(agencies):
        for code in (agency.code, *agency.aliases):
            if code in taken or code != code.lower() or not code.isalnum():
                raise _fault(file.name, f"agencies[{index}]", f"the code {code} is taken or is no short code")
            taken.add(code)
    return tuple(sorted(agencies, key=lambda agency: (agency.order, agency.name)))


def _core_panel(file: Traversable, agencies: tuple[Agency, ...]) -> tuple[str, ...]:
    codes = _checked(tuple[str, ...], _read(file).get("core_panel"), file.name, "core_panel")
    known = {agency.code for agency in agencies if agency.active}
    for index, code in enumerate(codes):
        if code not in known:
            raise _fault(file.name, f"core_panel[{index}]", f"there is no agency {code} at work")
    if not codes or len(set(codes)) != len(codes):
        raise _fault(file.name, "core_panel", "the panel is empty or names an agency twice")
    return codes


def _invitees(file: Traversable, agencies: tuple[Agency, ...]) -> tuple[Specialist, ...]:
    rows = _rows(_read(file), "invitees", file.name)
    for index, row in enumerate(rows):
        _only_fields(Specialist, row, file.name, f"invitees[{index}]")
    invitees = _checked(tuple[Specialist, ...], rows, file.name, "invitees")
    known, taken = {agency.code for agency in agencies}, set[str]()
    for index, invitee in enumerate(invitees):
        if invitee.agency not in known or invitee.code in taken:
            raise _fault(file.name, f"invitees[{index}]", "the code comes twice, or there is no such agency")
        taken.add(invitee.code)
    return invitees


def _standards(file: Traversable) -> tuple[AreaStandard, ...]:
    table = _read(file)
    shared = {name: table.get(name, "") for name in ("source", "edition")}
    rows = [{**shared, "id": row.pop("code", None), **row} for row in _rows(table, "standards", file.name)]
    for index, row in enumerate(rows):
        _only_fields(AreaStandard, row, file.name, f"standards[{index}]")
    standards = _checked(tuple[AreaStandard, ...], rows, file.name, "standards")
    if len({standard.id for standard in standards}) != len(standards):
        raise _fault(file.name, "standards", "a code comes twice")
    return standards


def _ladder(file: Traversable) -> tuple[Rung, ...]:
    table = _read(file)
    shared = {"source": table.get("source", "")}
    rows = [{**shared, "id": row.pop("code", None), **row} for row in _rows(table, "rungs", file.name)]
    for index, row in enumerate(rows):
        _only_fields(Rung, row, file.name, f"rungs[{index}]")
    rungs = _checked(tuple[Rung, ...], rows, file.name, "rungs")
    for index, rung in enumerate(rungs):
        wrong = wording_fault(rung.wording)
        if wrong:
            raise _fault(file.name, f"rungs[{index}].wording", wrong.rstrip("."))
    if len({rung.id for rung in rungs}) != len(rungs) or len({rung.position for rung in rungs}) != len(rungs):
        raise _fault(file.name, "rungs", "a code or a place comes twice")
    return in_order(rungs)


def _form(file: Traversable) -> AreaForm:
    table = {"id": "form", **_read(file)}
    _only_fields(AreaForm, table, file.name)
    return _checked(AreaForm, table, file.name)


def _reasons(file: Traversable) -> dict[str, str]:
    return _checked(dict[str, str], _read(file).get("reasons"), file.name, "reasons")


def _vague_verbs(file: Traversable) -> tuple[str, ...]:
    return _checked(tuple[str, ...], _read(file).get("verbs"), file.name, "verbs")


def _wording(folder: Traversable) -> dict[str, str]:
    wording: dict[str, str] = {}
    for file in _toml_files(folder):
        if file.name in _NOT_BY_KEY:
            continue
        for key, words in _flat(_read(file), file.name):
            if key in wording:
                raise _fault(file.name, key, "these words are already in another file")
            wording[key] = words
    return wording


def _abbreviations(file: Traversable, agencies: tuple[Agency, ...]) -> tuple[Abbreviation, ...]:
    forms = _checked(dict[str, str], _read(file).get("abbreviations"), file.name, "abbreviations")
    codes = {code for agency in agencies for code in (agency.code, *agency.aliases)}
    for short, words in forms.items():
        if not is_short_form(short) or short in codes or not words.strip():
            raise _fault(file.name, f"abbreviations.{short}", "this is no short form, or an agency's code")
    return tuple(Abbreviation(id=short, opens_to=words) for short, words in forms.items())


def _standard_wording(file: Traversable, agendas: tuple[AgendaTemplate, ...]) -> tuple[StandardWording, ...]:
    rows = [{"id": row.pop("code", None), **row} for row in _rows(_read(file), "wording", file.name)]
    for index, row in enumerate(rows):
        _only_fields(StandardWording, row, file.name, f"wording[{index}]")
    wordings = _checked(tuple[StandardWording, ...], rows, file.name, "wording")
    known, taken = {item.code for template in agendas for item in template.items}, set[str]()
    for index, wording in enumerate(wordings):
        wrong = writing_fault(wording.text)
        if wrong or wording.id in taken or not known.issuperset(wording.items):
            what = wrong.rstrip(".") or "the code comes twice, or there is no such agenda item"
            raise _fault(file.name, f"wording[{index}]", what)
        taken.add(wording.id)
    return wordings


def _flat(table: Table, name: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        place = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _flat(value, name, f"{place}.")
        elif isinstance(value, str):
            yield place, value
        else:
            raise _fault(name, place, "words are wanted here")


def _toml_files(folder: Traversable) -> list[Traversable]:
    found = [file for file in folder.iterdir() if file.name.endswith(".toml")] if folder.is_dir() else []
    if not found:
        raise _fault(folder.name, "", "there is no data file in this folder")
    return sorted(found, key=lambda file: file.name)


def _read(file: Traversable) -> Table:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise _fault(file.name, "", "the file is missing") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _fault(file.name, "", f"it cannot be read: {error}") from error


def _rows(table: Table, key: str, name: str) -> list[Table]:
    rows = table.get(key)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _fault(name, key, "a list of tables is wanted here")
    return rows


def _only_fields(kind: type, row: Table, name: str, place: str = "") -> None:
    """A misspelt key must not pass unseen, and pydantic lets a plain dataclass ignore what it lacks."""
    known = {field.name for field in fields(kind)}
    for key in row:
        if key not in known:
            raise _fault(name, _path(place, (key,)), "this name is not known here")


def _checked(kind: type[Value], value: object, name: str, place: str = "") -> Value:
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise _fault(name, _path(place, first["loc"]), first["msg"]) from error


def _path(place: str, steps: tuple[int | str, ...]) -> str:
    names = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return "".join((place, *names)).removeprefix(".")


def _fault(name: str, place: str, what: str) -> ReferenceFault:
    where = f"{name}, {place}" if place else name
    return ReferenceFault(f"The data file {where} is wrong: {what}.", place=where)
