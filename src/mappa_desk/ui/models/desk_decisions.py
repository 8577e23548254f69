"""The fields of a decision as they are typed, and their way into a draft and back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace

from mappa_desk.domain.contributions import Handling
from mappa_desk.domain.decisions import Decision, DecisionKind, Dissent
from mappa_desk.ui.models.desk_words import tr

KIND_WORDS = {
    DecisionKind.OTHER: "Something else",
    DecisionKind.LEVEL: "The level",
    DecisionKind.DISCLOSURE: "Disclosure",
    DecisionKind.PROCEED: "Going on without an agency",
    DecisionKind.PROPORTIONALITY: "Proportionality",
}


@dataclass(frozen=True, slots=True)
class DecisionFields:
    """What stands in the card. `words` is the line it came from, `entry_id` an entry that it changes."""

    decided: str = ""
    because: str = ""
    also_considered: str = ""
    dissent: tuple[tuple[str, str], ...] = ()
    """Pairs of agency code and reason."""
    nobody: bool = False
    resolved: str = ""
    kind: str = DecisionKind.OTHER.value
    level: int = 0
    effect: str = ""
    words: str = ""
    entry_id: str = ""
    handling: str = Handling.NORMAL.value
    """How far the line it came from may travel."""

    @property
    def blank(self) -> bool:
        """True when nothing was typed that could be lost."""
        texts = (self.decided, self.because, self.also_considered, self.resolved, self.effect)
        return not any(text.strip() for text in texts) and not self.dissent

    @property
    def dissents(self) -> tuple[Dissent, ...]:
        """Who disagreed and why."""
        return tuple(Dissent(agency=agency, why=why) for agency, why in self.dissent)


def fields_of(decision: Decision) -> DecisionFields:
    """The card of a decision that was taken."""
    return DecisionFields(
        decided=decision.decided,
        because=decision.because,
        also_considered=decision.also_considered,
        dissent=tuple((view.agency, view.why) for view in decision.dissent),
        nobody=decision.dissent_asked and not decision.dissent,
        resolved=decision.resolved,
        kind=decision.decision_kind.value,
        level=int(decision.level or 0),
        effect=decision.takes_effect.strftime("%d/%m/%Y") if decision.takes_effect else "",
        entry_id=decision.entry_id,
    )


def to_text(card: DecisionFields) -> str:
    """The card as one text for a draft."""
    return json.dumps(asdict(card), ensure_ascii=False, separators=(", ", ": "))


def from_text(text: str) -> DecisionFields | None:
    """The card that a draft holds, None when it holds none."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    known = {field.name for field in fields(DecisionFields)}
    card = DecisionFields(**{name: value for name, value in found.items() if name in known})
    pairs = tuple((str(pair[0]), str(pair[1])) for pair in card.dissent if len(pair) == 2)
    return replace(card, dissent=pairs)


def kind_choices() -> tuple[tuple[str, str], ...]:
    """Keys and words of what a decision may be about."""
    return tuple((kind.value, tr(words)) for kind, words in KIND_WORDS.items())
