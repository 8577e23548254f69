"""Words of the contact book and of the circulation list as the window shows them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.circulation_rules import Came, Look
from mappa_desk.domain.contact_import import Doing, Fact
from mappa_desk.domain.contacts import AddressKind, MayGet


def _tr(text: str) -> str:
    return QCoreApplication.translate("contacts", text)


KINDS = {
    AddressKind.NONE: "None",
    AddressKind.SECURE_MAIL: "Secure mail",
    AddressKind.ORDINARY_MAIL: "Ordinary mail",
    AddressKind.BY_HAND: "By hand",
    AddressKind.POST: "Post",
}
_GETS = {
    MayGet.INVITATION: "Invitations",
    MayGet.MINUTES: "Minutes",
    MayGet.ACTIONS: "Action list",
    MayGet.AGENCY_ACTIONS: "Own agency’s actions",
}
_FIELDS = {
    "name": "Name",
    "role": "Role",
    "agency": "Agency",
    "holds_keys": "Sits at the keys",
    "address": "Address",
    "address_kind": "Kind of address",
    "address_checked_on": "Checked on",
    "address_checked_by": "Checked by",
    "telephone": "Telephone",
    "deputies": "Deputies",
    "panels": "Panels",
    "may_get": "May get",
    "note": "Note",
    "active": "At work",
}
_FACTS = {
    Fact.SKIP: "Not taken",
    Fact.NAME: "Name",
    Fact.GIVEN: "First name",
    Fact.FAMILY: "Surname",
    Fact.ROLE: "Role",
    Fact.AGENCY: "Agency",
    Fact.ADDRESS: "Address",
    Fact.ADDRESS_KIND: "Kind of address",
    Fact.CHECKED_ON: "Checked on",
    Fact.TELEPHONE: "Telephone",
    Fact.DEPUTIES: "Deputies",
    Fact.PANELS: "Panels",
    Fact.MAY_GET: "May get",
    Fact.NOTE: "Note",
}
_DOINGS = {
    Doing.ADD: ("New", "plus", ""),
    Doing.CHANGE: ("Changes", "pencil", ""),
    Doing.SAME: ("As it is", "dash", "muted"),
    Doing.BAD: ("Not taken", "octagon", "danger"),
}
_LOOKS = {
    Look.THIRD_PARTY: "third party",
    Look.NOT_INVITED: "was not invited",
    Look.LEFT: "left",
    Look.OBSERVER: "observer",
    Look.NOT_IN_BOOK: "not in the contact book",
    Look.NO_ADDRESS: "no address",
    Look.NOT_SECURE: "no secure address",
    Look.OLD_CHECK: "address not checked for a year",
    Look.OUT_OF_CLOSED_PART: "was out in a closed part",
}
_CAME = {
    Came.ATTENDED: "Came",
    Came.ABSENT: "Invited",
    Came.CONTACT: "Contact book",
    Came.ADDED: "Added",
}


def kind(value: AddressKind) -> str:
    """As in "Secure mail"."""
    return _tr(KINDS[value])


def gets(values: Iterable[MayGet]) -> str:
    """As in "Invitations, Minutes"."""
    return ", ".join(_tr(_GETS[one]) for one in values)


def field(name: str) -> str:
    """Name of a field as a history shows it."""
    return _tr(_FIELDS.get(name, name))


def fact(value: Fact) -> str:
    """What a column becomes."""
    return _tr(_FACTS[value])


def doing(value: Doing) -> str:
    """What taking in a row would do."""
    return _tr(_DOINGS[value][0])


def doing_icon(value: Doing) -> str:
    """Its icon."""
    return _DOINGS[value][1]


def doing_tone(value: Doing) -> str:
    """Its colour role."""
    return _DOINGS[value][2]


def looks(values: Iterable[Look], months: int = 12) -> str:
    """What is worth a second look, in words: "Observer, no secure address"."""
    old = _tr("address not checked for {months} months").format(months=months)
    said = ", ".join(old if one is Look.OLD_CHECK and months != 12 else _tr(_LOOKS[one]) for one in values)
    return said[:1].upper() + said[1:]


def came(value: Came) -> str:
    """Why somebody is on the list."""
    return _tr(_CAME[value])


def said(name: str, words: str) -> str:
    """A value of a history in words: codes of kinds and documents are opened, days are shown as days."""
    if name == "address_kind" and words in set(AddressKind):
        return kind(AddressKind(words))
    if name == "may_get" and words:
        return gets(MayGet(one) for one in words.split(", "))
    return words
