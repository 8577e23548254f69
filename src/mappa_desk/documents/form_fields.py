"""The fields of a fillable form (ISO 32000-1, 12.7), put into a finished file as its structure says.

The composer leaves a bare Form element for each field; here it gets its widget, so that a screen reader comes
to the field where the eye does. There are no scripts and no actions, nothing is sent anywhere. Every widget
has an appearance of its own and NeedAppearances stays away: PDF/UA and PDF/A want it so, and a program that
fills fields makes them anew. The file claims PDF/UA-1 and no PDF/A, since whoever fills it writes into it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from mappa_desk.documents.field_font import FONT, add_field_font
from mappa_desk.documents.page_grid import INK
from mappa_desk.documents.tagged_metadata import DocumentFacts, xmp_packet
from mappa_desk.documents.tagged_structure import Element

_PRINT = 4
_READ_ONLY = 1
_MULTILINE = 1 << 12
_RADIO = 1 << 15
_OFF = Name("/Off")
_ROUND = 0.5523
"""How far the handles of a quarter circle stand out, of its radius."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What one widget is."""

    name: str
    """Of the field; the widgets of a group of radio buttons share it."""
    says: str
    """What a screen reader calls it."""
    size: float = 12.0
    """Of the type in it, in points."""
    multiline: bool = False
    choice: str = ""
    """Export name; only for a radio button."""
    group_says: str = ""
    """What a screen reader calls the whole group."""
    fixed: str = ""
    """What stands in a field that cannot be changed; ASCII."""


class FieldElement(Element):
    """A Form element. It joins its owner when it is drawn, behind what the owner holds by then."""

    __slots__ = ("owner", "page", "rect", "spec")

    def __init__(self, spec: FieldSpec, owner: Element) -> None:
        super().__init__("Form")
        self.spec = spec
        self.owner = owner
        self.page = -1
        self.rect = (0.0, 0.0, 0.0, 0.0)

    @property
    def is_bare(self) -> bool:
        """Never: its widget is put in when the file is finished."""
        return False

    def put(self, page: int, x: float, y: float, width: float, height: float) -> None:
        """Says where its widget stands: index of the page, lower left corner and size in points."""
        self.owner.kids.append(self)
        self.page, self.rect = page, (x, y, x + width, y + height)


def with_fields(data: bytes, root: Element, facts: DocumentFacts) -> bytes:
    """The finished file with a widget for each Form element of its structure. The same input, same bytes."""
    elements = [one for one in root.walk() if isinstance(one, FieldElement)]
    with pikepdf.open(BytesIO(data)) as pdf:
        _Fields(pdf).add(elements)
        del pdf.Root["/OutputIntents"]
        pdf.Root.Metadata = pdf.make_stream(
            xmp_packet(facts, archive=False), Type=Name.Metadata, Subtype=Name.XML
        )
        target = BytesIO()
        pdf.save(
            target,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return target.getvalue()


class _Fields:
    """Adds the fields to one file."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._resources = pdf.make_indirect(Dictionary(Font=Dictionary({FONT: add_field_font(pdf)})))
        self._groups: dict[str, Object] = {}
        self._fields = Array()

    def add(self, elements: Sequence[FieldElement]) -> None:
        """Puts in the widget of each element; the structure of the file has a Form for each, in order."""
        root = self._pdf.Root
        tree = root.StructTreeRoot
        key, numbers = int(tree.ParentTreeNextKey), tree.ParentTree.Nums
        for element, form in zip(elements, _forms(tree.K), strict=True):
            page = self._pages[element.page]
            widget = self._widget(element, page)
            widget.StructParent = key
            form.K = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)
            numbers.append(key)
            numbers.append(form)
            key += 1
            if "/Annots" not in page:
                page.Annots = Array()
            page.Annots.append(widget)
        tree.ParentTreeNextKey = key
        root.AcroForm = Dictionary(Fields=self._fields, DR=self._resources, DA=String(_default_look(12.0)))

    def _widget(self, element: FieldElement, page: Object) -> Object:
        spec = element.spec
        look = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                Rect=Array([round(edge, 2) for edge in element.rect]),
                F=_PRINT,
                P=page,
                TU=String(spec.says),
            )
        )
        return self._radio(look, element) if spec.choice else self._text(look, element)

    def _text(self, widget: Object, element: FieldElement) -> Object:
        spec = element.spec
        widget.FT = Name.Tx
        widget.T = String(spec.name)
        widget.DA = String(_default_look(spec.size))
        widget.Ff = (_MULTILINE if spec.multiline else 0) | (_READ_ONLY if spec.fixed else 0)
        content = "/Tx BMC\nEMC"
        if spec.fixed:
            widget.V = String(spec.fixed)
            escaped = spec.fixed.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            content = f"/Tx BMC q BT {_default_look(spec.size)} 2 4 Td ({escaped}) Tj ET Q EMC"
        widget.AP = Dictionary(N=self._appearance(content, element))
        self._fields.append(widget)
        return widget

    def _radio(self, widget: Object, element: FieldElement) -> Object:
        spec = element.spec
        group = self._groups.get(spec.name)
        if group is None:
            group = self._pdf.make_indirect(
                Dictionary(
                    FT=Name.Btn,
                    Ff=_RADIO,
                    T=String(spec.name),
                    TU=String(spec.group_says),
                    V=_OFF,
                    Kids=Array(),
                )
            )
            self._groups[spec.name] = group
            self._fields.append(group)
        group.Kids.append(widget)
        widget.Parent = group
        widget.AS = _OFF
        ring = _circle(element.rect, 1.0, "S")
        dot = _circle(element.rect, 0.5, "f")
        widget.AP = Dictionary(
            N=Dictionary(
                {
                    f"/{spec.choice}": self._appearance(f"{ring} {dot}", element),
                    "/Off": self._appearance(ring, element),
                }
            )
        )
        return widget

    def _appearance(self, content: str, element: FieldElement) -> Stream:
        left, low, right, high = element.rect
        return self._pdf.make_stream(
            content.encode("ascii"),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, round(right - left, 2), round(high - low, 2)]),
            Resources=self._resources,
        )


def _forms(element: Object) -> Iterator[Object]:
    """The Form elements of a structure in its order."""
    if Name.Form == element.S:
        yield element
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _forms(kid)


def _default_look(size: float) -> str:
    red, green, blue = INK
    return f"{FONT} {size:g} Tf {red:.3f} {green:.3f} {blue:.3f} rg"


def _circle(rect: tuple[float, float, float, float], part: float, paint: str) -> str:
    """A circle in the middle of a square box, of so much of its breadth."""
    middle = (rect[2] - rect[0]) / 2
    radius = part * (middle - 0.75)
    hand = radius * _ROUND
    colour = " ".join(f"{value:.3f}" for value in INK)
    near, far, low, high = middle - radius, middle + radius, middle - hand, middle + hand
    return (
        f"{colour} {'RG' if paint == 'S' else 'rg'} 1 w {far:.2f} {middle:.2f} m "
        f"{far:.2f} {high:.2f} {high:.2f} {far:.2f} {middle:.2f} {far:.2f} c "
        f"{low:.2f} {far:.2f} {near:.2f} {high:.2f} {near:.2f} {middle:.2f} c "
        f"{near:.2f} {low:.2f} {low:.2f} {near:.2f} {middle:.2f} {near:.2f} c "
        f"{high:.2f} {near:.2f} {far:.2f} {low:.2f} {far:.2f} {middle:.2f} c {paint}"
    )
