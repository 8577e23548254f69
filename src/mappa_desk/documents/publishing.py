"""Runs platypus over a composed document and finishes the file."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from threading import Lock

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from mappa_desk.documents import page_grid as grid
from mappa_desk.documents.composing import Composer
from mappa_desk.documents.page_furniture import Furniture
from mappa_desk.documents.rendering import Rendered
from mappa_desk.documents.tagged_canvas import TaggedCanvas
from mappa_desk.documents.tagged_finishing import finished
from mappa_desk.documents.tagged_metadata import DocumentFacts, plain_text
from mappa_desk.documents.telling import is_drawing, told_by
from mappa_desk.documents.typefaces import faces

one_at_a_time = Lock()
"""A reportlab font keeps state while a document is built, so two threads take turns."""


def publish(
    composer: Composer, furniture: Furniture, *, title: str, author: str, dated: datetime
) -> Rendered:
    """The finished document. `dated` is aware, in UTC, and comes from the record."""
    told = told_by(composer.told, furniture.words, title=title, author=author)
    if not is_drawing():
        return Rendered(b"", 0, title, composer.typesetter.missing, told)
    drawn = BytesIO()
    canvases: list[TaggedCanvas] = []

    def make_canvas(filename: BytesIO, **options: object) -> TaggedCanvas:
        canvas = TaggedCanvas(filename, furniture=furniture, **options)
        canvases.append(canvas)
        return canvas

    frame = Frame(
        grid.LEFT,
        grid.BOTTOM,
        grid.FULL_WIDTH,
        grid.PAGE_DEPTH,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    with one_at_a_time:
        template = BaseDocTemplate(
            drawn,
            pagesize=(grid.PAGE_WIDTH, grid.PAGE_HEIGHT),
            pageTemplates=[PageTemplate(frames=[frame])],
            invariant=1,
            pageCompression=0,
            initialFontName=faces().regular.font.fontName,
            title=plain_text(title),
        )
        template.build(composer.story(), canvasmaker=make_canvas)
    canvas = canvases[0]
    data = finished(
        drawn.getvalue(),
        composer.root,
        canvas.page_marks,
        canvas.bookmarks,
        DocumentFacts(title, author, dated),
    )
    return Rendered(data, canvas.page_count, title, composer.typesetter.missing, told)
