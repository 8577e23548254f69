"""Reads the minutes back out of each of their shapes, as words in reading order without spaces."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from docx import Document
from docx.text.paragraph import Paragraph
from pdf_reading import Node, read_structure, tight

FOOT = "\r\n\r\n"
NOT_PRINTED = dict.fromkeys(map(chr, (*range(32), *range(127, 160), *range(55296, 57344))), "□")
"""What stands in the other shapes for a character that they cannot hold; the PDF keeps it beside its box."""


def pdf_words(data: bytes) -> str:
    """All that the structure tree holds."""
    return tight(_without_controls(read_structure(data).text))


def pdf_words_as_told(data: bytes) -> str:
    """The same with the head of a column before each of its cells, not once over all of them."""
    return tight(_without_controls("".join(_told(read_structure(data)))))


def docx_words(data: bytes) -> str:
    """Paragraphs and cells of the text, without head and foot."""
    found: list[str] = []
    for block in Document(BytesIO(data)).iter_inner_content():
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            found += [one.text for row in block.rows for cell in row.cells for one in cell.paragraphs]
    return tight("".join(found))


def html_words(data: bytes) -> str:
    """The text of head and main part. Raises ParseError for what is not well formed."""
    body = html_tree(data).find("body")
    assert body is not None
    return tight("".join(text for part in ("header", "main") for text in body.find(part).itertext()))


def text_words(data: bytes) -> str:
    """The text without the lines drawn under headings and without the foot."""
    told, _, _ = data.decode("utf-8-sig").rpartition(FOOT)
    lines = told.split("\r\n")
    kept = [line for before, line in zip(["", *lines], lines, strict=False) if not _is_rule(line, before)]
    return tight("".join(kept))


def html_tree(data: bytes) -> ElementTree.Element:
    """The file read as strictly as XML is."""
    text = data.decode("utf-8")
    assert text.startswith("<!DOCTYPE html>\n")
    return ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>\n"))


def docx_parts(data: bytes) -> dict[str, str]:
    """The parts of a Word file as text."""
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def _is_rule(line: str, before: str) -> bool:
    return len(line) > 1 and set(line) <= {line[0]} and line[0] in "=-~" and bool(before.strip())


def _told(node: Node) -> Iterator[str]:
    heads = (
        [cell.text for part in node.all("THead") for cell in part.all("TH")] if node.tag == "Table" else []
    )
    for kid in node.kids:
        if isinstance(kid, str):
            yield kid
        elif kid.tag == "TBody" and heads:
            for row in kid.all("TR"):
                cells = [cell for cell in row.kids if isinstance(cell, Node)]
                for head, cell in zip(heads, cells, strict=True):
                    yield f"{head}:{cell.text}"
        elif kid.tag != "THead":
            yield from _told(kid)


def _without_controls(text: str) -> str:
    return "".join(NOT_PRINTED.get(one, one) for one in text if one not in "\n\r\t\x0b\x0c\x1c\x1d\x1e\x85")
