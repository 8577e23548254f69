"""Text of one page of a PDF by marked-content id, read from its content stream and its fonts' maps."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf
from pikepdf import Array, Dictionary, Object, Page, Stream

from mappa_desk.domain.errors import FileRefused

LARGEST_STREAM = 32 * 1024 * 1024
"""Bytes of one stream when it is unpacked."""
_DEEPEST = 8
"""Drawings within drawings."""
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_OPERATORS = "BT BDC BMC EMC Tf Tj TJ ' \" Do q Q"
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_CODE = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_SPACE = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
_UNKNOWN = "\ufffd"


@dataclass
class PageText:
    """The text of one page."""

    marked: dict[int, str] = field(default_factory=dict)
    """By marked-content id."""
    artifacts: list[str] = field(default_factory=list)
    """One text for each artifact that draws text."""
    loose: list[str] = field(default_factory=list)
    """Text outside every marked sequence, or in one that has no id and is no artifact."""
    unreadable: int = 0
    size: int = 0
    """Bytes of its content, unpacked."""


@dataclass
class FontMap:
    """What the codes of one font stand for."""

    width: int = 1
    """Bytes of a code."""
    letters: dict[int, str] = field(default_factory=dict)

    @cached_property
    def table(self) -> dict[int, str]:
        """The letter of each code of one byte."""
        return {code: self.letters.get(code) or _UNKNOWN for code in range(256)}


def page_text(page: Page, fonts: dict[tuple[int, int], object]) -> PageText:
    """The text of a page. `fonts` keeps the maps of fonts that several pages use.

    Raises FileRefused for a stream that is packed in a way this program does not write, or is too large.
    """
    reading = _PageReading(fonts)
    for stream in _streams(page.obj.get("/Contents")):
        reading.text.size += len(unpacked(stream))
    reading.read(page, page.obj.get("/Resources", Dictionary()), 0)
    reading.close()
    return reading.text


def unpacked(stream: Object) -> bytes:
    """The bytes of a stream, never more than `LARGEST_STREAM`: a small file cannot unpack to a giant one."""
    names = stream.get("/Filter", Array())
    filters = [str(name) for name in (names if isinstance(names, Array) else [names])]
    raw = stream.read_raw_bytes()
    if filters == ["/FlateDecode"] and "/DecodeParms" not in stream:
        unpacking = zlib.decompressobj()
        try:
            data = unpacking.decompress(raw, LARGEST_STREAM + 1)
        except zlib.error as error:
            raise FileRefused("This PDF is broken and cannot be read.") from error
    elif not filters:
        data = raw
    else:
        raise FileRefused("This PDF is packed in a way that this program does not write.")
    if len(data) > LARGEST_STREAM:
        raise FileRefused("A part of this PDF is larger than any that this program writes.")
    return data


def font_map(font: Object) -> FontMap:
    """The map of a font; without one every character is unreadable."""
    made = FontMap(width=2 if font.get("/Subtype") == "/Type0" else 1)
    stream = font.get("/ToUnicode")
    if not isinstance(stream, Stream):
        return made
    data = unpacked(stream)
    space = _SPACE.search(data)
    if space:
        made.width = max(1, len(space[1]) // 2)
    for kind, inside in _SECTION.findall(data):
        _add(made.letters, kind == b"bfrange", inside)
    return made


def _add(letters: dict[int, str], is_range: bool, inside: bytes) -> None:
    codes: list[bytes | list[bytes]] = []
    row: list[bytes] | None = None
    for code, opens, closes in _CODE.findall(inside):
        if opens:
            row = []
        elif closes:
            codes.append(row or [])
            row = None
        elif row is not None:
            row.append(code)
        else:
            codes.append(code)
    step = 3 if is_range else 2
    for start in range(0, len(codes) - step + 1, step):
        first, last, *_ = codes[start : start + step]
        target = codes[start + step - 1]
        if isinstance(first, list) or isinstance(last, list):
            continue
        low = int(first, 16)
        high = min(int(last, 16), low + 0xFFFF) if is_range else low
        for place, code in enumerate(range(low, high + 1)):
            if isinstance(target, list):
                if place < len(target):
                    letters[code] = _letters(target[place])
            else:
                letters[code] = _next(_letters(target), place)


def _letters(code: bytes) -> str:
    return bytes.fromhex(code.decode("ascii")).decode("utf-16-be", "replace")


def _next(text: str, place: int) -> str:
    return text[:-1] + chr(ord(text[-1]) + place) if text and place else text


def _streams(contents: Object | None) -> list[Object]:
    if contents is None:
        return []
    return list(contents) if isinstance(contents, Array) else [contents]


def _codes(operand: Object) -> bytes:
    """The codes that an operator shows, without the distances between them."""
    if isinstance(operand, Array):
        return b"".join(bytes(part) for part in operand if isinstance(part, pikepdf.String))
    return bytes(operand)


class _PageReading:
    """Reads the content of one page and of the drawings that it uses."""

    def __init__(self, fonts: dict[tuple[int, int], object]) -> None:
        self.text = PageText()
        self._fonts = fonts
        self._open: list[int | None] = []
        """For each open sequence its id, -1 for an artifact, None for any other."""
        self._artifact: list[str] = []
        self._loose: list[str] = []
        self._font = FontMap()

    def read(self, content: Page | Object, resources: Object, depth: int) -> None:
        """Adds the text of a page or of a drawing on it."""
        saved: list[FontMap] = []
        for step in pikepdf.parse_content_stream(content, _OPERATORS):
            if isinstance(step, pikepdf.ContentStreamInlineImage):
                continue
            operator, operands = str(step.operator), list(step.operands)
            if operator in _SHOWING:
                self._show(_codes(operands[-1]))
            elif operator == "Tf":
                self._font = self._map_of(resources.get("/Font", Dictionary()).get(str(operands[0])))
            elif operator == "q":
                saved.append(self._font)
            elif operator == "Q" and saved:
                self._font = saved.pop()
            elif operator == "Do":
                drawings = resources.get("/XObject", Dictionary())
                self._drawing(drawings.get(str(operands[0])), resources, depth)
            else:
                self._mark(operator, operands, resources)

    def _mark(self, operator: str, operands: Sequence[Object], resources: Object) -> None:
        match operator:
            case "BT":
                self._keep(self._artifact, self.text.artifacts)
            case "BDC":
                self._begin(str(operands[0]), self._properties(operands[1], resources))
            case "BMC":
                self._begin(str(operands[0]), Dictionary())
            case "EMC":
                self._end()

    def close(self) -> None:
        """Ends what the stream left open."""
        while self._open:
            self._end()
        self._keep_loose()

    def _drawing(self, drawing: Object | None, resources: Object, depth: int) -> None:
        if not isinstance(drawing, Stream) or drawing.get("/Subtype") != "/Form":
            return
        if depth >= _DEEPEST:
            raise FileRefused("This PDF has drawings within drawings, as this program never writes them.")
        self.text.size += len(unpacked(drawing))
        if self.text.size > LARGEST_STREAM:
            raise FileRefused("A part of this PDF is larger than any that this program writes.")
        font = self._font
        self.read(drawing, drawing.get("/Resources", resources), depth + 1)
        self._font = font

    def _properties(self, given: Object, resources: Object) -> Object:
        if isinstance(given, Dictionary):
            return given
        found = resources.get("/Properties", Dictionary()).get(str(given))
        return found if isinstance(found, Dictionary) else Dictionary()

    def _begin(self, tag: str, properties: Object) -> None:
        if not self._open:
            self._keep_loose()
        if "/MCID" in properties:
            self._open.append(int(properties["/MCID"]))
            self.text.marked.setdefault(int(properties["/MCID"]), "")
        elif tag == "/Artifact":
            self._open.append(-1)
        else:
            self._open.append(self._open[-1] if self._open else None)

    def _end(self) -> None:
        if self._open and self._open.pop() == -1 and -1 not in self._open:
            self._keep(self._artifact, self.text.artifacts)

    def _show(self, codes: bytes) -> None:
        text = self._read(codes)
        inside = self._open[-1] if self._open else None
        if inside is None:
            self._loose.append(text)
        elif inside == -1:
            self._artifact.append(text)
        else:
            self.text.marked[inside] += text

    def _read(self, codes: bytes) -> str:
        width, letters = self._font.width, self._font.letters
        if width == 1:
            text = codes.decode("latin-1").translate(self._font.table)
        else:
            places = range(0, len(codes), width)
            found = [letters.get(int.from_bytes(codes[at : at + width], "big"), "") for at in places]
            text = "".join(letter or _UNKNOWN for letter in found)
        self.text.unreadable += text.count(_UNKNOWN)
        return text

    def _map_of(self, font: Object | None) -> FontMap:
        if not isinstance(font, Dictionary):
            return FontMap()
        known = self._fonts.get(font.objgen) if font.is_indirect else None
        if not isinstance(known, FontMap):
            known = font_map(font)
            if font.is_indirect:
                self._fonts[font.objgen] = known
        return known

    def _keep_loose(self) -> None:
        self._keep(self._loose, self.text.loose)

    def _keep(self, parts: list[str], target: list[str]) -> None:
        text = "".join(parts)
        parts.clear()
        if text:
            target.append(text)
