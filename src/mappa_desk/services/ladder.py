"""The area's escalation ladder: shipped as data, changed and confirmed by the area."""

from __future__ import annotations

import re
from dataclasses import replace

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chase_rules import in_order, wording_fault
from mappa_desk.domain.chasing import Rung
from mappa_desk.domain.errors import NotFound, RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.working_days import MOST_DAYS
from mappa_desk.services.filing import required
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

_NO_CODE = re.compile(r"[^a-z0-9]+")
MOST_RUNGS = 12


def ladder(work: Work) -> tuple[Rung, ...]:
    """The rungs in use, lowest first: the area's own, and the shipped ones that it has not changed."""
    with work.reading() as reading:
        return in_order(all_rungs(reading, work))


def whole_ladder(work: Work) -> tuple[Rung, ...]:
    """Every rung, those out of use among them, lowest first: what the settings show."""
    with work.reading() as reading:
        return tuple(sorted(all_rungs(reading, work), key=lambda one: (one.position, one.id)))


def all_rungs(reading: Reading, work: Work) -> tuple[Rung, ...]:
    """The same inside a transaction, in no order of their own."""
    kept = {rung.id: rung for rung in reading.all(Rung, order_by="position")}
    shipped = [kept.pop(rung.id, rung) for rung in work.reference.ladder]
    return (*shipped, *kept.values())


def save_rung(work: Work, *, rung: Rung) -> Outcome[Rung]:
    """Saves a rung; one with an empty id is new and gets its code from its title.

    A rung whose days, office, wording or source changed is unverified again until somebody confirms it. The
    days grow from rung to rung. Raises RuleError with its field, StaleRevision. Durable on return.
    """
    checked = checked_rung(rung)
    with work.writing() as uow:
        every = all_rungs(uow, work)
        wanted = coded_rung(checked, every)
        _check_place(wanted, every)
        kept = uow.save(wanted)
        return Outcome(kept, uow.changes)


def checked_rung(rung: Rung) -> Rung:
    """The rung as it may be kept, wherever it stands. Raises RuleError with its field."""
    title = required(rung.title, "A rung needs a title.", field="title")
    to_whom = required(rung.to_whom, "Say who is written to.", field="to_whom")
    fault = wording_fault(rung.wording)
    if fault:
        raise RuleError(fault, field="wording")
    if not 0 <= rung.days <= MOST_DAYS:
        raise RuleError(f"The days are from 0 to {MOST_DAYS:,}.", field="days")
    return replace(
        rung,
        title=title,
        to_whom=to_whom,
        wording=check_text(rung.wording.strip(), field="wording"),
        source=check_text(rung.source.strip(), field="source"),
    )


def coded_rung(wanted: Rung, every: tuple[Rung, ...]) -> Rung:
    """The rung with a code, if it is new; unverified again, if what was confirmed of it changed."""
    before = next((one for one in every if one.id == wanted.id), None)
    if before is None:
        return replace(wanted, id=_code(wanted.title, every), revision=0)
    if _said(before) != _said(wanted):
        return replace(wanted, verified_by="", verified_on=None)
    return wanted


def confirm_rung(work: Work, *, code: str, by: str) -> Outcome[Rung]:
    """Notes who confirmed a rung against a source today. Raises NotFound, RuleError. Durable on return."""
    name = required(by, "Who confirms it? A name is needed.", field="by")
    with work.writing() as uow:
        rung = next((one for one in all_rungs(uow, work) if one.id == code), None)
        if rung is None:
            raise NotFound(f"There is no rung {code}.", field="rung")
        kept = uow.save(replace(rung, verified_by=name, verified_on=work.today()))
        return Outcome(kept, uow.changes)


def _check_place(wanted: Rung, every: tuple[Rung, ...]) -> None:
    others = [one for one in every if one.id != wanted.id and one.active]
    if not wanted.active:
        if not others:
            raise RuleError("The ladder needs at least one rung.", field="active")
        return
    if len(others) >= MOST_RUNGS:
        raise RuleError(f"The ladder takes {MOST_RUNGS} rungs.", field="position")
    for one in others:
        if one.position == wanted.position:
            raise RuleError(f"“{one.title}” has this place already.", field="position")
        below = one.position < wanted.position
        if (below and one.days > wanted.days) or (not below and one.days < wanted.days):
            where = "no less than" if below else "no more than"
            raise RuleError(
                f"The days are {where} the {one.days} of “{one.title}”, which stands "
                f"{'below' if below else 'above'}.",
                field="days",
            )


def _said(rung: Rung) -> tuple[int, str, str, str]:
    return rung.days, rung.to_whom, rung.wording, rung.source


def _code(title: str, every: tuple[Rung, ...]) -> str:
    """A code of the words of the title that no other rung has."""
    plain = _NO_CODE.sub("_", title.casefold()).strip("_")[:24] or "rung"
    taken = {one.id for one in every}
    number, code = 1, plain
    while code in taken:
        number += 1
        code = f"{plain}_{number}"
    return code
