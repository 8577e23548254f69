"""Entries of the contact book that were one person: which leads to which, and what becomes of their facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from mappa_desk.domain.contacts import AddressKind, Contact, MayGet, PersonMerge
from mappa_desk.domain.people import Person

CHOICES = ("name", "role", "agency", "address", "telephone")
"""Facts of which only one can stay; the kept person's does, unless the other is taken."""


@dataclass(frozen=True, slots=True)
class MergeConflict:
    """One fact that the two entries tell differently."""

    field: str
    kept: str
    merged: str


def merged_into(merges: Iterable[PersonMerge]) -> dict[str, str]:
    """Under whom each merged person is found now, by id. `merges` are in any order.

    The newest line of a person counts; one that leads to the person themselves separates them again.
    """
    newest = {one.merged_person_id: one.kept_person_id for one in sorted(merges, key=lambda one: one.at)}
    step = {merged: kept for merged, kept in newest.items() if merged != kept}
    return {merged: _end(step, merged) for merged in step}


def conflicts(keep: tuple[Person, Contact], merge: tuple[Person, Contact]) -> tuple[MergeConflict, ...]:
    """The facts that both have and tell differently. Pairs of a person and their entry in the book."""
    found = []
    for name in CHOICES:
        kept, merged = _fact(keep, name), _fact(merge, name)
        if kept and merged and kept != merged:
            found.append(MergeConflict(name, kept, merged))
    return tuple(found)


def united(
    keep: tuple[Person, Contact], merge: tuple[Person, Contact], take: Collection[str] = ()
) -> tuple[Person, Contact]:
    """One person of two. `take` names the facts that come from the merged one where both have one.

    Lists are joined, notes stand one under the other, and what only one has stays.
    """
    (person, contact), (other, more) = keep, merge
    wanted = {name for name in CHOICES if _fact(merge, name) and (name in take or not _fact(keep, name))}
    facts = {name: getattr(other, name) for name in ("name", "role", "agency") if name in wanted}
    if "address" in wanted:
        contact = replace(
            contact,
            address=more.address,
            address_kind=more.address_kind,
            address_checked_on=more.address_checked_on,
            address_checked_by=more.address_checked_by,
        )
    notes = [note for note in (contact.note, more.note) if note]
    both = {person.id, other.id}
    return replace(person, **facts, holds_keys=person.holds_keys or other.holds_keys), replace(
        contact,
        telephone=more.telephone if "telephone" in wanted else contact.telephone,
        deputies=_joined(contact.deputies, more.deputies, without=both),
        panels=_joined(contact.panels, more.panels),
        may_get=tuple(one for one in MayGet if one in (*contact.may_get, *more.may_get)),
        note="\n".join(dict.fromkeys(notes)),
        active=contact.active or more.active,
    )


def redirected(ids: tuple[str, ...], merged: str, kept: str, *, of: str = "") -> tuple[str, ...]:
    """Ids of deputies with the kept person in place of the merged one, each once, never `of` themselves."""
    return _joined(tuple(kept if one == merged else one for one in ids), without={of})


def _fact(entry: tuple[Person, Contact], name: str) -> str:
    person, contact = entry
    if name == "address":
        return "" if contact.address_kind is AddressKind.NONE else contact.address
    return str(getattr(contact if name == "telephone" else person, name))


def _joined(*lists: tuple[str, ...], without: Collection[str] = ()) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for each in lists for one in each if one not in without))


def _end(step: dict[str, str], merged: str) -> str:
    seen = {merged}
    while (following := step.get(merged)) is not None and following not in seen:
        seen.add(following)
        merged = following
    return merged
