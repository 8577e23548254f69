"""The columns of the contact book, of a dry run, and of a circulation list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.circulation_rules import GIVEN, CirculationRow
from mappa_desk.domain.contact_book import BookRow
from mappa_desk.domain.contact_import import PlannedRow
from mappa_desk.domain.contacts import AddressKind, MayGet
from mappa_desk.ui.models import contact_words as words
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.tables import Column, RowsModel


def _tr(text: str) -> str:
    return QCoreApplication.translate("contacts", text)


def book_model() -> RowsModel[BookRow]:
    """The contact book. Keys are person ids."""
    columns: tuple[Column[BookRow], ...] = (
        Column(_tr("Agency"), lambda row: row.agency_name or _tr("No agency"), share=0, grouped=True),
        Column(_tr("Name"), _name, bold=True, share=0),
        Column(_tr("Role"), lambda row: row.person.role, share=2),
        Column(_tr("Address"), _address, share=6),
        Column(
            _tr("Checked"),
            checked,
            lambda row: row.contact.address_checked_on,
            share=0,
            tone=lambda row: "warning" if row.old_check else "",
            icon=lambda row: "triangle" if row.old_check else "",
        ),
        Column(_tr("Deputy"), lambda row: ", ".join(one.name for one in row.deputies)),
        Column(_tr("Panels"), lambda row: ", ".join(row.contact.panels)),
        Column(_tr("May get"), lambda row: words.gets(row.contact.may_get)),
    )
    return RowsModel(columns, lambda row: row.key)


def _name(row: BookRow) -> str:
    names = [one.name for one in row.also if one.name != row.person.name]
    name = _tr("{name}, also {others}").format(name=row.person.name, others=", ".join(names))
    name = name if names else row.person.name
    return name if row.contact.active else _tr("{name} (left)").format(name=name)


def _address(row: BookRow) -> str:
    if row.contact.address_kind is AddressKind.NONE:
        return ""
    return f"{words.kind(row.contact.address_kind)}: {row.contact.address}"


def checked(row: BookRow) -> str:
    """When the address was checked, in words; empty where there is no address."""
    if not row.contact.address:
        return ""
    on = row.contact.address_checked_on
    if on is None:
        return _tr("Not checked")
    return _tr("{day}, old").format(day=dates.plain_day(on)) if row.old_check else dates.plain_day(on)


def planned_model(agencies: dict[str, str]) -> RowsModel[PlannedRow]:
    """The dry run of a file; `agencies` are names by code. Keys are the numbers of the rows."""
    columns: tuple[Column[PlannedRow], ...] = (
        Column(_tr("Row"), lambda row: str(row.number), lambda row: row.number, right=True, share=0),
        Column(
            _tr("What"),
            lambda row: words.doing(row.doing),
            share=0,
            tone=lambda row: words.doing_tone(row.doing),
            icon=lambda row: words.doing_icon(row.doing),
        ),
        Column(_tr("Name"), lambda row: row.person.name, bold=True, share=0),
        Column(_tr("Agency"), lambda row: agencies.get(row.person.agency, row.person.agency), share=0),
        Column(_tr("What it says"), planned_words, share=4),
    )
    return RowsModel(columns, lambda row: str(row.number))


def planned_words(row: PlannedRow) -> str:
    """What a row says: why it cannot be taken, what changes, or what is new."""
    if row.fault:
        return row.fault
    parts = [
        _tr("{field}: {before} → {after}").format(
            field=words.field(name),
            before=words.said(name, before) or "–",
            after=words.said(name, after) or "–",
        )
        for name, before, after in row.facts
    ]
    if not parts:
        contact = row.contact
        parts = [one for one in (row.person.role, contact.address, contact.telephone) if one]
        parts += [", ".join(contact.panels)] if contact.panels else []
    return ". ".join(one for one in ("; ".join(parts), row.remark) if one)


_HEADS = {MayGet.MINUTES: "Minutes", MayGet.ACTIONS: "Actions", MayGet.AGENCY_ACTIONS: "Own actions"}


def circulation_model(months: int) -> RowsModel[CirculationRow]:
    """The circulation list of a meeting. Keys are the ids of its lines."""

    def column(get: MayGet) -> Column[CirculationRow]:
        return Column(
            _tr(_HEADS[get]),
            lambda row: _tr("Yes") if get in row.line.documents else "",
            share=0,
            icon=lambda row: "tick" if get in row.line.documents else "",
        )

    columns: tuple[Column[CirculationRow], ...] = (
        Column(_tr("Agency"), lambda row: row.agency_name, share=0),
        Column(_tr("Name"), lambda row: row.line.name, bold=True, share=0),
        Column(_tr("Because"), lambda row: words.came(row.came), share=0),
        *(column(get) for get in GIVEN),
        Column(
            _tr("Look twice"),
            lambda row: words.looks(row.looks, months),
            share=4,
            tone=lambda row: "warning" if row.looks else "",
            icon=lambda row: "triangle" if row.looks else "",
        ),
        Column(_tr("Why"), lambda row: row.line.why, share=2),
    )
    return RowsModel(columns, lambda row: row.key)
