"""Faults that are planted into finished files, to see that each is found by what should find it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
from pdf_checks import walk_elements
from pikepdf import Array, Dictionary, Name

Plant = Callable[[pikepdf.Pdf], None]


def _all(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    return [element for element in walk_elements(pdf.Root.StructTreeRoot.K) if str(element.S) == tag]


def without_language(pdf: pikepdf.Pdf) -> None:
    """Nobody knows how to pronounce it."""
    del pdf.Root.Lang


def unmarked(pdf: pikepdf.Pdf) -> None:
    """The file does not say that it is tagged."""
    del pdf.Root.MarkInfo


def without_intent(pdf: pikepdf.Pdf) -> None:
    """Colours mean nothing in fifty years."""
    del pdf.Root.OutputIntents


def untagged_text(pdf: pikepdf.Pdf) -> None:
    """Text outside the structure."""
    font = str(next(iter(pdf.pages[0].Resources.Font.keys())))
    pdf.pages[0].contents_add(f"BT {font} 12 Tf 50 50 Td (loose) Tj ET".encode())


def skipped_heading(pdf: pikepdf.Pdf) -> None:
    """From level 1 to level 4."""
    _all(pdf, "/H2")[0].S = Name.H4


def head_without_scope(pdf: pikepdf.Pdf) -> None:
    """A head of a table that heads nothing."""
    del _all(pdf, "/TH")[0].A


def with_script(pdf: pikepdf.Pdf) -> None:
    """Something runs when the file is opened."""
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('x')")


def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    """A font that the reader's machine must have."""
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    del font.FontDescriptor.FontFile2


def table_without_heads(pdf: pikepdf.Pdf) -> None:
    """No head at all: veraPDF does not ask for one, `pdf_checks` does."""
    for cell in _all(pdf, "/TH"):
        cell.S = Name.TD


def without_title(pdf: pikepdf.Pdf) -> None:
    """The metadata name no title."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        del metadata["dc:title"]


def title_not_shown(pdf: pikepdf.Pdf) -> None:
    """The window of the reader shows the file's name instead."""
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def claim_dropped(pdf: pikepdf.Pdf) -> None:
    """The metadata do not claim PDF/UA."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        del metadata["pdfuaid:part"]


def archive_claim_dropped(pdf: pikepdf.Pdf) -> None:
    """The metadata do not claim PDF/A."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        del metadata["pdfaid:part"]


def figure_without_words(pdf: pikepdf.Pdf) -> None:
    """A picture that says nothing to who cannot see it."""
    _all(pdf, "/P")[-1].S = Name.Figure


def list_item_without_body(pdf: pikepdf.Pdf) -> None:
    """An item of a list that holds a paragraph directly."""
    _all(pdf, "/LBody")[0].S = Name.P


def row_outside_a_table(pdf: pikepdf.Pdf) -> None:
    """A row of a table that is in no table."""
    _all(pdf, "/Table")[0].S = Name.Sect


def text_without_characters(pdf: pikepdf.Pdf) -> None:
    """A font whose glyphs stand for no characters: nothing can be read aloud or searched for."""
    for font in pdf.pages[0].Resources.Font.values():
        if "/ToUnicode" in font:
            del font.ToUnicode


def unknown_tag(pdf: pikepdf.Pdf) -> None:
    """A tag that no reader knows, mapped to none that one does."""
    _all(pdf, "/P")[0].S = Name.Lanmere


def link_without_words(pdf: pikepdf.Pdf) -> None:
    """A link outside the structure."""
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([10, 10, 100, 40]),
        F=4,
        A=Dictionary(S=Name.URI, URI="https://mail.example"),
    )
    pdf.pages[0].Annots = Array([pdf.make_indirect(link)])


def encrypted(pdf: pikepdf.Pdf) -> None:
    """Nothing: what makes the fault is how the file is saved."""


def field_without_name(pdf: pikepdf.Pdf) -> None:
    """A field to fill in that tells a screen reader nothing."""
    for page in pdf.pages:
        for one in page.get("/Annots", []):
            for field in (one, one.get("/Parent", one)):
                if "/TU" in field:
                    del field.TU


FAULTS: tuple[tuple[Plant, str], ...] = (
    (without_language, "ua1"),
    (unmarked, "ua1"),
    (untagged_text, "ua1"),
    (skipped_heading, "ua1"),
    (head_without_scope, "ua1"),
    (without_title, "ua1"),
    (title_not_shown, "ua1"),
    (claim_dropped, "ua1"),
    (figure_without_words, "ua1"),
    (list_item_without_body, "ua1"),
    (row_outside_a_table, "ua1"),
    (text_without_characters, "ua1"),
    (unknown_tag, "ua1"),
    (link_without_words, "ua1"),
    (without_intent, "2a"),
    (with_script, "2a"),
    (font_not_embedded, "2a"),
    (archive_claim_dropped, "2a"),
    (encrypted, "2a"),
)
"""What veraPDF must find, and by which profile."""
FORM_FAULTS: tuple[tuple[Plant, str], ...] = ((field_without_name, "ua1"),)
"""The same for a form to fill in."""


def plant_into(source: Path, plant: Plant, target: Path) -> None:
    """Writes the file `source` with one fault to `target`. Raises IndexError where it has no place for it."""
    with pikepdf.open(source) as pdf:
        plant(pdf)
        if plant is encrypted:
            pdf.save(target, encryption=pikepdf.Encryption(owner="x", user="", R=6))
        else:
            pdf.save(target)
