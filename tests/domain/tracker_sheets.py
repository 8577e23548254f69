"""Agencies, people and sheets for the tests of trackers that come in."""

from __future__ import annotations

from datetime import date

from mappa_desk.domain.action_import import Sheet
from mappa_desk.domain.action_import_owners import Known
from mappa_desk.domain.agencies import Agency, AgencyClass
from mappa_desk.domain.people import Person

TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
GIVEN = date(2026, 11, 9)


def _agency(code: str, name: str, *aliases: str) -> Agency:
    return Agency(id=code, name=name, agency_class=AgencyClass.RESPONSIBLE_AUTHORITY, aliases=aliases)


KNOWN = Known(
    (
        _agency("pol", "Police", "police"),
        _agency("prob", "Probation", "nps"),
        _agency("hsg", "Housing"),
        _agency("csc", "Children’s social care"),
        _agency("dwp", "Department for Work and Pensions"),
    ),
    (
        Person(id="1", name="Priya Nair", role="Inspector", agency="pol"),
        Person(id="2", name="Ruth Ansah", role="Practitioner", agency="prob"),
        Person(id="3", name="Zuzanna Nowak", agency="hsg"),
    ),
)


def sheet(*rows: tuple[object, ...], name: str = "") -> Sheet:
    """A sheet with these rows, filled up to the longest."""
    width = max(map(len, rows))
    filled = tuple((*row, *[""] * (width - len(row))) for row in rows)
    return Sheet(name=name, rows=filled)  # type: ignore[arg-type]  # cells as they are typed
