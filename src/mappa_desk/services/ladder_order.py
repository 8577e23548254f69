"""Keeps a rung of the escalation ladder in its place: the days say which stands below which."""

from __future__ import annotations

from dataclasses import replace

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chasing import Rung
from mappa_desk.domain.errors import RuleError
from mappa_desk.services.ladder import MOST_RUNGS, all_rungs, checked_rung, coded_rung, save_rung
from mappa_desk.services.work import Work


def keep_rung(work: Work, *, rung: Rung) -> Outcome[Rung]:
    """Saves a rung where its days put it: above every other in use that has as many days or fewer.

    One whose place fits its days stays there, and a rung out of use has none. The rungs above make room,
    which changes neither their order nor what was confirmed of them. Raises as `save_rung`, and nothing is
    changed then. Durable on return.
    """
    if not rung.active:
        return save_rung(work, rung=rung)
    checked = checked_rung(rung)
    with work.writing() as uow:
        every = all_rungs(uow, work)
        others = sorted(
            (one for one in every if one.id != rung.id and one.active), key=lambda one: (one.position, one.id)
        )
        if len(others) >= MOST_RUNGS:
            raise RuleError(f"The ladder takes {MOST_RUNGS} rungs.", field="title")
        wanted = coded_rung(checked, every)
        if not _fits(wanted, others):
            below = [one for one in others if one.days <= wanted.days]
            place = below[-1].position + 1 if below else 1
            free = place + 1
            for one in others[len(below) :]:
                if one.position < free:
                    uow.save(replace(one, position=free))
                free = max(one.position, free) + 1
            wanted = replace(wanted, position=place)
        kept = uow.save(wanted)
        return Outcome(kept, uow.changes)


def _fits(rung: Rung, others: list[Rung]) -> bool:
    """True when the rung's place is free and the days grow through it."""
    return all(
        one.position != rung.position
        and (one.days <= rung.days if one.position < rung.position else one.days >= rung.days)
        for one in others
    )
