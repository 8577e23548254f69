"""What one row of a short list says, in words ready to show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A row that leads somewhere. `key` is given back when it is chosen."""

    key: str
    title: str
    about: str = ""
    """Beside the title, in plain weight."""
    subtitle: str = ""
    lead: str = ""
    """At the left, bold: a time."""
    trailing: str = ""
    trailing_tone: str = "muted"
    icon: str = ""
    icon_tone: str = "text"
    button: str = ""
    """Words of the one filled button; a row that has one stands out."""

    @property
    def spoken(self) -> str:
        """Everything the row says, for a screen reader."""
        parts = (self.lead, self.title, self.about, self.subtitle, self.trailing)
        return ", ".join(part for part in parts if part)
