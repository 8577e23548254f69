"""What tests ask of minutes: the table of facts, the labelled paragraphs; and a bare meeting."""

from __future__ import annotations

from dataclasses import replace

from document_samples import FORM
from hostile_samples import with_text
from pdf_reading import Node

from mappa_desk.domain.minutes import MinutesSnapshot

Texts = dict[str, str]


def facts(tree: Node) -> Texts:
    """The table of facts."""
    table = tree.all("Table")[0]
    return {row.all("TH")[0].text: row.all("TD")[0].text for row in table.all("TR")}


def labels(tree: Node) -> Texts:
    """Labelled paragraphs, the first of each label."""
    found: Texts = {}
    for item in tree.all("LI"):
        found.setdefault(item.all("Lbl")[0].text, item.all("LBody")[0].text)
    return found


def bare(**changes: object) -> MinutesSnapshot:
    """A meeting with one item and what is given."""
    base = with_text("x")
    plain = {"entries": (), "decisions": (), "actions": (), "previous_actions": (), "form": FORM}
    plain |= {"confirmation": None, "circulation": (), "errata": (), "erasures": ()}
    return replace(base, **{**plain, **changes})  # type: ignore[arg-type] # fields of a snapshot
