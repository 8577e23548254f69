"""Reference data of the trade, read from the data files once and handed to the rooms as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.agendas import AgendaTemplate, MeetingKind
from mappa_desk.domain.areas import AreaForm, AreaStandard
from mappa_desk.domain.cases import Level
from mappa_desk.domain.chasing import Rung
from mappa_desk.domain.errors import NotFound
from mappa_desk.domain.specialists import Specialist
from mappa_desk.domain.wording import Abbreviation, StandardWording


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Everything that is data and not code, validated."""

    agendas: tuple[AgendaTemplate, ...]
    agencies: tuple[Agency, ...]
    core_panel: tuple[str, ...] = ()
    """Codes of the agencies that are expected at a first meeting."""
    invitees: tuple[Specialist, ...] = ()
    """Specialists who may help, each with when."""
    standards: tuple[AreaStandard, ...]
    form: AreaForm
    """The shipped defaults of the area's form."""
    wording: Mapping[str, str]
    """Words of documents and of the command line by key, with {named} blanks."""
    settle_reasons: Mapping[str, str]
    """Reasons that may settle an item empty, by code."""
    vague_verbs: tuple[str, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    """The shipped short forms; a vault changes them, switches them off and adds its own."""
    standard_wording: tuple[StandardWording, ...] = ()
    """The shipped paragraphs, likewise."""
    ladder: tuple[Rung, ...] = ()
    """The shipped escalation ladder, lowest rung first; an area changes it and adds its own rungs."""

    def agenda(self, kind: MeetingKind, level: Level) -> AgendaTemplate:
        """The template for a kind of meeting at a level. Raises NotFound when the area has none."""
        for template in self.agendas:
            if template.kind is kind and template.level is level:
                return template
        raise NotFound(f"There is no agenda for a Level {int(level)} {kind.value} meeting.")
