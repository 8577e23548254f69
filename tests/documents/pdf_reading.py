"""Reads a finished file back without our own code: its structure tree with the text of each element."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf

_BFCHAR = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>")


@dataclass
class Node:
    """A structure element: its tag, attributes, and in order its text and the elements in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    kids: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, in reading order."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def walk(self) -> Iterator[Node]:
        """It and every element in it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def all(self, *tags: str) -> list[Node]:
        """Elements of these tags, in reading order."""
        return [node for node in self.walk() if node.tag in tags]


def read_structure(data: bytes) -> Node:
    """The structure tree. Content that is neither tagged nor an artifact raises AssertionError."""
    with pikepdf.open(BytesIO(data)) as pdf:
        marked = {page.obj.objgen: _marked_text(page) for page in pdf.pages}
        return _node(pdf.Root.StructTreeRoot.K, marked, None)


def read_outline(data: bytes) -> list[str]:
    """The outline, each line set in by its depth, with the page it leads to."""
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        lines: list[str] = []

        def walk(item: pikepdf.Object | None, depth: int) -> None:
            while item is not None:
                lines.append(f"{'  ' * depth}{item.Title} ({numbers[item.Dest[0].objgen]})")
                walk(item.get("/First"), depth + 1)
                item = item.get("/Next")

        if "/Outlines" in pdf.Root:
            walk(pdf.Root.Outlines.get("/First"), 0)
        return lines


def tight(text: str) -> str:
    """Text in composed form without spaces and line ends, as two readings of it are compared."""
    return re.sub(r"[\s\u2028\u2029]+", "", unicodedata.normalize("NFC", text))


def shape(node: Node, depth: int = 0) -> list[str]:
    """The tree as lines: tag, attributes, and the text that stands directly in the element."""
    own = "".join(kid for kid in node.kids if isinstance(kid, str))
    marks = "".join(f" {name}={value}" for name, value in sorted(node.attributes.items()))
    lines = [f"{'  ' * depth}{node.tag}{marks}{f': {own}' if own else ''}".rstrip()]
    for kid in node.kids:
        if isinstance(kid, Node):
            lines += shape(kid, depth + 1)
    return lines


def _node(element: pikepdf.Object, marked: dict, page: pikepdf.Object | None) -> Node:
    own_page = element.get("/Pg", page)
    attributes = {
        str(key).removeprefix("/"): str(value)
        for key, value in element.get("/A", {}).items()
        if str(key) != "/O"
    }
    node = Node(str(element.S).removeprefix("/"), attributes)
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            node.kids.append(marked[own_page.objgen][int(kid)])
        elif kid.get("/Type") == "/MCR":
            node.kids.append(marked[kid.Pg.objgen][int(kid.MCID)])
        elif kid.get("/Type") == "/OBJR":
            node.attributes["field"] = _field_name(kid.Obj)
        else:
            node.kids.append(_node(kid, marked, own_page))
    if "/ActualText" in element:
        node.kids = [str(element.ActualText)]
    return node


def _field_name(widget: pikepdf.Object) -> str:
    """The name that a screen reader says for a field to fill in."""
    return str(widget.get("/TU", widget.get("/Parent", {}).get("/TU", "")))


def _marked_text(page: pikepdf.Page) -> dict[int, str]:
    """Text of a page by marked-content id; empty for one without."""
    fonts = {str(name): unicode_map(font) for name, font in page.Resources.Font.items()}
    found: dict[int, list[str]] = {}
    opened: list[int | None] = []
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" else {}
            opened.append(int(properties["/MCID"]) if "/MCID" in properties else None)
        elif name == "EMC":
            opened.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in ("Tj", "S", "f"):
            assert opened, "content outside every sequence"
            if name == "Tj" and opened[-1] is not None:
                text = "".join(font[code] for code in bytes(operands[0]))
                found.setdefault(opened[-1], []).append(text)
    assert not opened
    return defaultdict(str, {number: "".join(texts) for number, texts in found.items()})


def unicode_map(font: pikepdf.Object) -> dict[int, str]:
    """The character of each code of a font, by its ToUnicode map."""
    rows = _BFCHAR.findall(font.ToUnicode.read_bytes())
    return {int(code, 16): chr(int(value, 16)) for code, value in rows}


def marks_in_reading_order(data: bytes) -> list[tuple[int, int]]:
    """Page number and marked-content id of all content in the order of the structure tree."""
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        found: list[tuple[int, int]] = []

        def walk(element: pikepdf.Object, page: pikepdf.Object | None) -> None:
            page = element.get("/Pg", page)
            kids = element.get("/K", pikepdf.Array())
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if not isinstance(kid, pikepdf.Dictionary):
                    found.append((numbers[page.objgen], int(kid)))
                elif kid.get("/Type") == "/MCR":
                    found.append((numbers[kid.Pg.objgen], int(kid.MCID)))
                else:
                    walk(kid, page)

        walk(pdf.Root.StructTreeRoot.K, None)
        return found
