"""Opens a written PDF again and gives what is in it: text along the structure tree, furniture, facts, extras.

It shares no code with the modules that draw. Text comes from the content streams by each font's ToUnicode
map, in the order of the structure tree; what is no part of the tree is given apart, page by page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from mappa_desk.documents.reading_content import LARGEST_STREAM, PageText, page_text
from mappa_desk.documents.reading_extras import Extras, extras_of
from mappa_desk.domain.errors import FileLocked, FileRefused

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of a file that is read."""
LARGEST_TEXT = 256 * 1024 * 1024
"""Bytes of all pages together when they are unpacked."""
MOST_PAGES = 5_000
MOST_OBJECTS = 500_000
_DEEPEST = 60
"""Levels of the structure tree and of the outline."""
_TRIED_IN_VAIN = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
_BLOCKS = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "TH", "TD", "Caption", "Note"})


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text in reading order. In a cell of several paragraphs a newline stands between them."""

    tag: str
    text: str
    page: int
    """From 1; 0 for a block without content."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Text of an artifact: head, foot, a heading printed again, the number of a line."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A PDF as it was read."""

    pages: int
    blocks: tuple[Block, ...]
    artifacts: tuple[Outside, ...]
    loose: tuple[Outside, ...]
    """Text that is neither in the structure tree nor an artifact."""
    hidden: tuple[str, ...]
    """Words of the structure tree that are not on the page: alternate texts, expansions, titles."""
    outline: tuple[str, ...]
    title: str
    language: str
    info: Mapping[str, str]
    """The document information, by key."""
    metadata: tuple[str, ...]
    """Every text in the XMP packet."""
    encryption: str
    """"AES-256, revision 6"; empty for a file that anybody can open."""
    readable_aloud: bool
    """False when the file forbids screen readers to take its text."""
    extras: Extras
    unreadable: int = 0
    """Characters without a place in their font's map."""

    @property
    def text(self) -> str:
        """All blocks, one to a line."""
        return "\n".join(block.text for block in self.blocks)


def read_back(source: Path | bytes, passphrase: str = "") -> ReadBack:
    """What a PDF holds. Raises FileLocked when `passphrase` does not open it, FileRefused for no PDF, a
    broken one or one beyond what this program writes. Nothing in the file is followed or run."""
    data = source if isinstance(source, bytes) else read_bytes(source)
    if b"%PDF-" not in data[:1024]:
        raise FileRefused("This file is no PDF.")
    try:
        with _opened(data, passphrase) as pdf:
            return _Reading(pdf).made()
    except pikepdf.PasswordError:
        if passphrase:
            raise FileLocked("This passphrase does not open the PDF.") from None
        raise FileLocked("This PDF opens with a passphrase only.") from None
    except _TRIED_IN_VAIN as error:
        # pikepdf names a wrong kind of object by the exception of whatever was tried with it.
        raise FileRefused("This PDF is broken and cannot be read.") from error


def _opened(data: bytes, passphrase: str) -> Pdf:
    """The file, opened without the passphrase where it needs none."""
    try:
        return pikepdf.open(BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        if not passphrase:
            raise
        return pikepdf.open(BytesIO(data), password=passphrase, suppress_warnings=True)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises FileRefused for none, for a folder and for one that is too large."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FileRefused(f"The file cannot be read: {error.strerror or type(error).__name__}.") from error
    if len(data) > LARGEST_FILE:
        raise FileRefused("This file is larger than any that this program writes.")
    return data


@dataclass
class _Found:
    blocks: list[Block] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


class _Reading:
    """Reads one open file."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        if len(pdf.pages) > MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
            raise FileRefused("This PDF has more pages or parts than any that this program writes.")
        fonts: dict[tuple[int, int], object] = {}
        size = 0
        self._pages: list[PageText] = []
        for page in pdf.pages:
            self._pages.append(page_text(page, fonts))
            size += self._pages[-1].size
            if size > LARGEST_TEXT:
                raise FileRefused("This PDF unpacks to more than any that this program writes.")
        self._numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        self._used: set[tuple[int, int]] = set()
        self._steps = 0

    def made(self) -> ReadBack:
        pdf, found = self._pdf, _Found()
        tree = pdf.Root.get("/StructTreeRoot")
        if isinstance(tree, Dictionary) and "/K" in tree:
            for kid in _listed(tree.K):
                self._walk(kid, 0, found, 0)
        pages = list(enumerate(self._pages, start=1))
        permissions = pdf.allow if pdf.is_encrypted else None
        return ReadBack(
            pages=len(self._pages),
            blocks=tuple(found.blocks),
            artifacts=tuple(Outside(number, text) for number, page in pages for text in page.artifacts),
            loose=tuple(self._loose(pages)),
            hidden=tuple(found.hidden),
            outline=tuple(self._outline()),
            title=str(pdf.docinfo.get("/Title", "")),
            language=str(pdf.Root.get("/Lang", "")),
            info=MappingProxyType({str(key)[1:]: str(value) for key, value in pdf.docinfo.items()}),
            metadata=_metadata(pdf),
            encryption=_encryption(pdf),
            readable_aloud=permissions is None or permissions.accessibility,
            extras=extras_of(pdf),
            unreadable=sum(page.unreadable for page in self._pages),
        )

    def _loose(self, pages: list[tuple[int, PageText]]) -> Iterator[Outside]:
        for number, page in pages:
            texts = [
                *page.loose,
                *(page.marked[mark] for mark in page.marked if (number, mark) not in self._used),
            ]
            for text in texts:
                if text.strip():
                    yield Outside(number, text)

    def _walk(self, element: Object, page: int, found: _Found, depth: int) -> None:
        """Adds the blocks of an element that is no block itself."""
        if not isinstance(element, Dictionary):
            return
        page = self._page_of(element, page)
        tag = self._tag(element, found, depth)
        if tag in _BLOCKS or self._holds_text(element):
            found.blocks.append(self._block(element, tag, page, found, depth))
            return
        for kid in _listed(element.get("/K")):
            self._walk(kid, page, found, depth + 1)

    def _block(self, element: Object, tag: str, page: int, found: _Found, depth: int) -> Block:
        kids = _listed(element.get("/K"))
        if tag in ("TD", "TH") and kids and all(_is_element(kid) and str(kid.S) == "/P" for kid in kids):
            inner = [self._text(kid, self._page_of(kid, page), found, depth + 1) for kid in kids]
            return Block(tag, "\n".join(text for text, _ in inner), inner[0][1])
        text, first = self._text(element, page, found, depth)
        return Block(tag, text, first)

    def _text(self, element: Object, page: int, found: _Found, depth: int) -> tuple[str, int]:
        """All text of an element, and the page that it begins on."""
        self._tag(element, found, depth)
        texts, first = [], 0
        for kid in _listed(element.get("/K")):
            if _is_element(kid):
                text, on = self._text(kid, self._page_of(kid, page), found, depth + 1)
            else:
                text, on = self._content(kid, page)
            texts.append(text)
            first = first or on
        if "/ActualText" in element:
            return str(element.ActualText), first
        return "".join(texts), first

    def _content(self, kid: Object | int, page: int) -> tuple[str, int]:
        if isinstance(kid, Dictionary):
            if kid.get("/Type") != "/MCR":
                return "", 0
            page, kid = self._page_of(kid, page), int(kid.MCID)
        mark = int(kid)
        self._used.add((page, mark))
        if not 1 <= page <= len(self._pages):
            return "", 0
        return self._pages[page - 1].marked.get(mark, ""), page

    def _holds_text(self, element: Object) -> bool:
        kids = _listed(element.get("/K"))
        return "/ActualText" in element or any(
            not isinstance(kid, Dictionary) or kid.get("/Type") == "/MCR" for kid in kids
        )

    def _tag(self, element: Object, found: _Found, depth: int) -> str:
        self._steps += 1
        if depth > _DEEPEST or self._steps > MOST_OBJECTS:
            raise FileRefused("The structure of this PDF is deeper than any that this program writes.")
        found.hidden += [str(element[key]) for key in ("/Alt", "/E", "/T", "/Title") if key in element]
        return str(element.get("/S", "")).removeprefix("/")

    def _page_of(self, element: Object, page: int) -> int:
        own = element.get("/Pg")
        return self._numbers.get(own.objgen, 0) if isinstance(own, Dictionary) else page

    def _outline(self) -> Iterator[str]:
        root = self._pdf.Root.get("/Outlines")
        waiting = [root.get("/First")] if isinstance(root, Dictionary) else []
        seen = 0
        while waiting:
            item = waiting.pop()
            seen += 1
            if not isinstance(item, Dictionary) or seen > MOST_OBJECTS:
                continue
            yield str(item.get("/Title", ""))
            waiting += [item.get("/Next"), item.get("/First")]


def _listed(kids: Object | None) -> list[Object]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _is_element(kid: Object | int) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


_BETWEEN_TAGS = re.compile(r">([^<>]+)<|=\"([^\"<>]*)\"")


def _metadata(pdf: Pdf) -> tuple[str, ...]:
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, Stream):
        return ()
    data = stream.read_bytes()[:LARGEST_STREAM]
    found = _BETWEEN_TAGS.findall(data.decode("utf-8", "replace"))
    texts = (html.unescape(inside or value).strip() for inside, value in found)
    return tuple(text for text in texts if text)


def _encryption(pdf: Pdf) -> str:
    if not pdf.is_encrypted:
        return ""
    how = pdf.encryption
    return f"{_METHODS.get(how.stream_method.name, 'an old method')}-{how.bits}, revision {how.R}"


_METHODS = {"aes": "AES", "aesv3": "AES", "rc4": "RC4"}
