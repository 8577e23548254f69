"""Makes a tagged, archivable file of what the canvas drew: structure tree, outline, claims, colour intent.

The result claims PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from mappa_desk.documents.srgb_profile import srgb_profile
from mappa_desk.documents.tagged_metadata import (
    CREATOR,
    LANGUAGE,
    PRODUCER,
    DocumentFacts,
    pdf_date,
    plain_text,
    text_string,
    xmp_packet,
)
from mappa_desk.documents.tagged_structure import Attribute, Bookmark, Element, Mark

_LONGEST_BOOKMARK = 120


def finished(
    drawn: bytes,
    root: Element,
    page_marks: Sequence[Sequence[Element]],
    bookmarks: Sequence[Bookmark],
    facts: DocumentFacts,
) -> bytes:
    """The finished file. `page_marks` names for each page the element of each marked-content id."""
    with pikepdf.open(BytesIO(drawn)) as pdf:
        pages = [page.obj for page in pdf.pages]
        _add_structure(pdf, root, page_marks, pages)
        _add_outline(pdf, bookmarks, pages)
        _add_claims(pdf, facts)
        target = BytesIO()
        pdf.save(
            target,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return target.getvalue()


def _add_structure(
    pdf: Pdf, root: Element, page_marks: Sequence[Sequence[Element]], pages: Sequence[Object]
) -> None:
    made: dict[Element, Object] = {}
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = structure_element(pdf, root, tree, pages, made)
    numbers = Array()
    for index, (page, elements) in enumerate(zip(pages, page_marks, strict=True)):
        page.StructParents = index
        page.Tabs = Name.S
        numbers.append(index)
        numbers.append(pdf.make_indirect(Array([made[element] for element in elements])))
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(pages)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def structure_element(
    pdf: Pdf, element: Element, parent: Object, pages: Sequence[Object], made: dict[Element, Object]
) -> Object:
    """Writes an element and all below it that was drawn; `made` gets the object of each."""
    own = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent))
    made[element] = own
    if element.actual:
        own.ActualText = pikepdf.Object.parse(text_string(element.actual).encode())
    if element.alt:
        own.Alt = pikepdf.Object.parse(text_string(element.alt).encode())
    if element.attributes:
        own.A = Dictionary({"/" + key: _attribute(value) for key, value in element.attributes.items()})
    first_page = next((kid[0] for kid in element.kids if not isinstance(kid, Element)), None)
    if first_page is not None:
        own.Pg = pages[first_page]
    kids: list[Object | int] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            if not kid.is_bare:
                kids.append(structure_element(pdf, kid, own, pages, made))
        else:
            kids.append(_mark(kid, first_page, pages))
    if len(kids) == 1:
        own.K = kids[0]
    elif kids:
        own.K = Array(kids)
    return own


def _attribute(value: Attribute) -> Object | int:
    if isinstance(value, tuple):
        return Array([round(one, 2) for one in value])
    return Name(value) if isinstance(value, str) else value


def _mark(mark: Mark, first_page: int | None, pages: Sequence[Object]) -> Object | int:
    page, number = mark
    return number if page == first_page else Dictionary(Type=Name.MCR, Pg=pages[page], MCID=number)


def _add_outline(pdf: Pdf, bookmarks: Sequence[Bookmark], pages: Sequence[Object]) -> None:
    """Writes the outline. A bookmark deeper by more than one than the last hangs one below it."""
    outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    open_above: list[Object] = [outlines]
    for bookmark in bookmarks:
        depth = min(bookmark.depth, len(open_above) - 1)
        del open_above[depth + 1 :]
        parent = open_above[-1]
        place = Array([pages[bookmark.page], Name.XYZ, 0, round(bookmark.top, 2), 0])
        item = pdf.make_indirect(Dictionary(Title=String(_short(bookmark.title)), Parent=parent, Dest=place))
        if "/Last" in parent:
            item.Prev = parent.Last
            parent.Last.Next = item
        else:
            parent.First = item
        parent.Last = item
        for above in open_above:
            above.Count = int(above.get("/Count", 0)) + 1
        open_above.append(item)
    if bookmarks:
        pdf.Root.Outlines = outlines
        pdf.Root.PageMode = Name.UseOutlines


def _short(title: str) -> str:
    words = " ".join(plain_text(title).split())
    return words if len(words) <= _LONGEST_BOOKMARK else words[: _LONGEST_BOOKMARK - 2].rstrip() + " …"


def _add_claims(pdf: Pdf, facts: DocumentFacts) -> None:
    root = pdf.Root
    root.Lang = String(LANGUAGE)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    profile = pdf.make_stream(srgb_profile(), N=3, Alternate=Name.DeviceRGB)
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=profile,
            )
        ]
    )
    root.Metadata = pdf.make_stream(xmp_packet(facts), Type=Name.Metadata, Subtype=Name.XML)
    date = String(pdf_date(facts.dated))
    pdf.docinfo = pdf.make_indirect(
        Dictionary(
            Title=String(plain_text(facts.title)),
            Author=String(plain_text(facts.author)),
            Creator=String(CREATOR),
            Producer=String(PRODUCER),
            CreationDate=date,
            ModDate=date,
        )
    )
