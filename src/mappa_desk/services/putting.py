"""Files that are no documents of a meeting, such as tables: put in place, and noted in the audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from mappa_desk.services.placing import (
    digest_of_standing,
    flush_name,
    numbered,
    put_in_place,
    set_beside,
    stands,
    take_away,
)
from mappa_desk.services.work import Work
from mappa_desk.store.work import UnitOfWork


def put_files(
    work: Work,
    files: Sequence[tuple[bytes, Path]],
    *,
    verb: str,
    keep_old: bool = False,
    also: Callable[[UnitOfWork], None] | None = None,
) -> tuple[Path, ...]:
    """Writes files where the user asked for them, each whole or not at all, and notes so in the audit.

    All are set beside their places before the first takes its name, so that a full disk leaves none. A file
    that another program holds open stays, and with `keep_old` each that is there; the new one then gets the
    next numbered name, as does each but the first of these with the same name. Gives the names that were
    written. `also` is noted with it. Raises RuleError, DiskFull, DiskGone. Durable on return.
    """
    places: list[Path] = []
    beside: list[Path] = []
    try:
        for data, target in files:
            free = not stands(target) if keep_old else digest_of_standing(target) is not None
            free = free and target not in places
            places.append(target if free else numbered(target, taken=places))
            beside.append(set_beside(data, places[-1], token=work.new_id()))
        with work.writing() as uow:
            uow.note(verb)
            if also is not None:
                also(uow)
        for ready, place in zip(beside, places, strict=True):
            put_in_place(ready, place)
    except BaseException:
        for left in beside:
            take_away(left)
        raise
    for place in places:
        flush_name(place)
    return tuple(places)
