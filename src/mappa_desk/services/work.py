"""What every service is given: the vault, the clock, fresh ids, the reference data and who is at the keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from mappa_desk.domain.clock import Clock
from mappa_desk.domain.identifiers import NewId
from mappa_desk.domain.people import Person
from mappa_desk.domain.reference import Reference
from mappa_desk.store.vault import Vault
from mappa_desk.store.work import Reading, UnitOfWork


@dataclass(frozen=True, slots=True)
class _Standing:
    """A clock that stands at the moment when something was said."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@dataclass(frozen=True, slots=True)
class Work:
    """First argument of every service. `by` is the id of the person at the keys, empty before anyone said."""

    vault: Vault
    clock: Clock
    new_id: NewId
    reference: Reference
    by: str = ""

    def reading(self) -> AbstractContextManager[Reading]:
        """One read transaction."""
        return self.vault.reading()

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        """One write transaction, signed by who is at the keys: durable on leaving, undone by an exception."""
        with self.vault.writing(by=self.by) as uow:
            yield uow

    def signed(self, person: Person) -> Work:
        """The same work with another person at the keys."""
        return replace(self, by=person.id)

    def at(self, moment: datetime) -> Work:
        """The same work as of a moment (aware, in the laptop's zone), for what was said then.

        A disk that was full for a while must not make a record say that it was said later. Revisions and the
        audit bear the time at which it was kept, as ever.
        """
        return replace(self, clock=_Standing(moment))

    def now(self) -> datetime:
        """The present moment, aware, in UTC: the form in which moments are kept."""
        return self.clock.now().astimezone(UTC)

    def today(self) -> date:
        """The present day by the laptop's own zone."""
        return self.clock.now().date()

    def clock_time(self, moment: datetime) -> str:
        """A kept moment as a clock time of the laptop's zone, "10:14"."""
        return moment.astimezone(self.clock.now().tzinfo).strftime("%H:%M")

    def day_of(self, moment: datetime) -> date:
        """The day of a kept moment in the laptop's zone."""
        return moment.astimezone(self.clock.now().tzinfo).date()
