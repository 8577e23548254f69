"""Plain text out of a Word file (.docx), part by part, with the standard library's expat alone.

A file from outside is hostile until it was read: sizes are checked before anything is unpacked, a document
type declaration ends the reading (so no entity is ever expanded), and what Word would not show as text of
the report - tracked deletions, hidden words, comments, heads and feet - is counted instead of taken.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from mappa_desk.domain.errors import FileRefused
from mappa_desk.domain.report_text import COMMENTS, OBJECTS, PICTURES, ReportText
from mappa_desk.exchange.report_docx_body import Body
from mappa_desk.exchange.report_docx_styles import Numbering, Relations, Styles

MOST_ENTRIES = 4_000
MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes that all entries together may say they have; pictures are never unpacked."""
MOST_PART = 64 * 1024 * 1024
"""Bytes of one part that is read."""
MOST_RATIO = 500
"""How many times smaller a part that is read may be packed: more is a bomb."""
DEEPEST = 400
"""Elements inside one another; Word writes some dozens."""
_CHUNK = 64 * 1024

_NOT_WORD = "This is not a Word file of the kind .docx, or it is damaged."
_PROTECTED = "This file has a password or is an older Word file (.doc). Save it as .docx without a password."
_MACROS = "This Word file holds macros and is not read. Save it as .docx, or copy its text and paste it."
_BOMB = "This file unpacks to far more than a report can hold; it is not read."
_ENTITIES = "This file declares entities of its own, which no Word file does; it is not read."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, expat.ExpatError, EOFError, OSError,
    ValueError, LookupError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What the standard library raises over a package whose directory or content lies."""

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def read_docx(data: bytes) -> ReportText:
    """The words of a Word file and what was left out. Raises FileRefused with one plain sentence."""
    if data.startswith(OLE):
        raise FileRefused(_PROTECTED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _Package(package).read()
    except _DAMAGE:
        raise FileRefused(_NOT_WORD) from None


class _Package:
    """The parts of one file."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._infos = {info.filename: info for info in package.infolist()}

    def read(self) -> ReportText:
        self._check()
        main = self._main_part()
        folder, _, name = main.rpartition("/")
        relations, styles, numbering = Relations(), Styles(), Numbering()
        self._if_there(f"{folder}/_rels/{name}.rels", relations.start)
        self._if_there(f"{folder}/styles.xml", styles.start, styles.end)
        self._if_there(f"{folder}/numbering.xml", numbering.start, numbering.end)
        body = Body(relations, styles, numbering)
        self._parse(main, body.start, body.end, body.text)
        for kind in ("footnotes", "endnotes"):
            body.begin_notes(kind)
            self._if_there(f"{folder}/{kind}.xml", body.start, body.end, body.text)
        self._count_rest(folder, body)
        return body.result()

    def _check(self) -> None:
        infos = self._infos.values()
        if any(name.lower().endswith("vbaproject.bin") for name in self._infos):
            raise FileRefused(_MACROS)
        if any(info.flag_bits & 1 for info in infos):
            raise FileRefused(_PROTECTED)
        if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_UNPACKED:
            raise FileRefused(_BOMB)
        if "[Content_Types].xml" not in self._infos:
            raise FileRefused(_NOT_WORD)

    def _main_part(self) -> str:
        found: list[str] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
                found.append(attributes.get("Target", "").lstrip("/"))

        self._if_there("_rels/.rels", start)
        main = found[0] if found else "word/document.xml"
        if main not in self._infos:
            raise FileRefused(_NOT_WORD)
        return main

    def _count_rest(self, folder: str, body: Body) -> None:
        """What is not part of the text: comments, heads and feet of pages."""
        counted = [0]
        words: list[str] = []

        def comment(name: str, _attributes: dict[str, str]) -> None:
            counted[0] += name == "comment"

        self._if_there(f"{folder}/comments.xml", comment)
        body.losses.add(COMMENTS, counted[0])
        for name in sorted(self._infos):
            inside = name.removeprefix(f"{folder}/")
            if inside.startswith(("header", "footer")) and inside.endswith(".xml") and "/" not in inside:
                heads = Body(Relations(), Styles(), Numbering())
                self._parse(name, heads.start, heads.end, heads.text)
                words.append(heads.result().text)
        body.losses.head(" ".join(words))

    def _if_there(
        self, name: str, start: Start, end: End | None = None, text: Callable[[str], None] | None = None
    ) -> None:
        if name in self._infos:
            self._parse(name, start, end, text)

    def _parse(
        self, name: str, start: Start, end: End | None = None, text: Callable[[str], None] | None = None
    ) -> None:
        """Streams one part through expat. Names come without their namespace."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        depth = 0

        def opened(full: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > DEEPEST:
                raise FileRefused(_NOT_WORD)
            start(_local(full), {_local(key): value for key, value in attributes.items()})

        def closed(full: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(_local(full))

        def declared(*_words: object) -> None:
            raise FileRefused(_ENTITIES)

        parser.StartElementHandler, parser.EndElementHandler = opened, closed
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared
        if text is not None:
            parser.CharacterDataHandler = text
        for chunk in self._chunks(name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, counted as they come: what the directory says is not believed."""
        info, size = self._infos[name], 0
        with self._package.open(info) as part:
            while chunk := part.read(_CHUNK):
                size += len(chunk)
                if size > MOST_PART or (size > 1_000_000 and size > MOST_RATIO * max(1, info.compress_size)):
                    raise FileRefused(_BOMB)
                yield chunk


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


__all__ = ["OBJECTS", "PICTURES", "read_docx"]
