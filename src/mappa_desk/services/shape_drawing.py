"""The shapes in which minutes leave the program beside the PDF, and who draws each of them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.services.drawing import Order, draw, minutes_of

if TYPE_CHECKING:
    from mappa_desk.documents.rendering import Rendered


class Shape(StrEnum):
    """The kinds of file that a document can be written as; the value is the ending of the name."""

    PDF = "pdf"
    WORD = "docx"
    TEXT = "txt"
    HTML = "html"


MINUTES_KINDS = (DocumentKind.MINUTES, DocumentKind.ATTENDEE_COPY, DocumentKind.AGENCY_COPY)
"""The kinds that can be written in every shape."""


def shape_of(target: Path) -> Shape:
    """The shape that the ending of a name asks for; a PDF for any other ending."""
    ending = target.suffix.removeprefix(".").casefold()
    if ending == "htm":
        return Shape.HTML
    return next((shape for shape in Shape if shape.value == ending), Shape.PDF)


def draw_as(order: Order, shape: Shape) -> Rendered:
    """The finished document in that shape; the same order gives the same bytes.

    Only a PDF has pages: `pages` is 0 for any other. Raises RuleError for a document that is no minutes.
    """
    if shape is Shape.PDF:
        return draw(order)
    if order.kind not in MINUTES_KINDS:
        raise RuleError(
            f"Only minutes are written as .{shape.value}. Give this document a name that ends in .pdf.",
            field="target",
        )
    if order.large:
        raise RuleError(
            "Large print is a PDF. In any other file the reader sets the size of the type.", field="target"
        )
    # The layout library costs a sixth of a second to import; nothing before the first document needs it.
    from mappa_desk.documents.minutes_docx import minutes_docx  # noqa: PLC0415 - start-up time
    from mappa_desk.documents.minutes_html import minutes_html  # noqa: PLC0415 - start-up time
    from mappa_desk.documents.minutes_text import minutes_text  # noqa: PLC0415 - start-up time
    from mappa_desk.documents.rendering import Rendered  # noqa: PLC0415 - start-up time

    makers = {Shape.WORD: minutes_docx, Shape.TEXT: minutes_text, Shape.HTML: minutes_html}
    snapshot, facts = minutes_of(order)
    data = makers[shape](snapshot, wording=order.wording, seal=order.seal, copy=order.mark, facts=facts)
    return Rendered(data, 0, "", ())
