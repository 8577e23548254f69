"""Makes one recipient's copy of a finished document: the copy's mark is added, nothing is drawn over.

A document is rendered once as its master; each copy is that file with "Copy 3 of 12: Housing" behind the
foot of every page, on the first page as real text in the structure tree. A copy claims PDF/UA-1 and no
longer PDF/A-2a, which forbids encryption and is for the archive.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from mappa_desk.documents.line_breaking import Span, Typesetter
from mappa_desk.documents.rendering import CopyMark, MissingGlyph
from mappa_desk.documents.stamp_drawing import FACE, DrawnMark, draw_mark
from mappa_desk.documents.tagged_canvas import CopyPlace
from mappa_desk.documents.tagged_finishing import structure_element
from mappa_desk.documents.tagged_metadata import DocumentFacts, xmp_packet
from mappa_desk.documents.tagged_structure import Element
from mappa_desk.documents.typefaces import faces
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.errors import RuleError

LONGEST_PASSPHRASE = 127
"""Bytes that revision 6 reads of a passphrase (ISO 32000-2, 7.6.4.3.3)."""

_PLACE = re.compile(rb"^/CopyMark <</At \[(.+)\] /Under \[(.+)\] /Size ([\d.]+)>> DP$", re.MULTILINE)
_PARAGRAPH = re.compile(rb"^/P <</MCID (\d+)>> BDC$", re.MULTILINE)
_MARK = "/CopyOf"
"""On the catalog of a copy, so that no copy is stamped twice."""
_OWNER_BYTES = 12
"""Of chance in the owner's passphrase, which nobody is told. Making a key takes longer for a longer one."""
_NO_PLACE = "This document has no place for the mark of a copy."


class Master:
    """A finished, unencrypted document, read once for all its copies. One thread at a time."""

    def __init__(self, data: bytes, *, wording: Mapping[str, str]) -> None:
        """Raises RuleError for a document without a place for the mark, and for one that is a copy."""
        self._wording = wording
        self._pdf = pikepdf.open(BytesIO(data))
        if _MARK in self._pdf.Root:
            raise RuleError("This file is a copy already. Copies are made from the master.")
        self._pages = [page.obj for page in self._pdf.pages]
        codes = [page.Contents.read_bytes() for page in self._pages]
        self._places = [_place_in(code) for code in codes]
        above = _PARAGRAPH.findall(codes[0].partition(b"\n/CopyMark ")[0])
        if not above:
            raise RuleError(_NO_PLACE, field="kind")
        self._marks = _marks_of(self._pdf, int(self._pages[0].StructParents))
        self._elements = len(self._marks)
        self._foot = self._marks[int(above[-1])]
        self._beside_foot = _kids(self._foot.P)
        self._real = self._pdf.make_stream(b"")
        self._artifacts = {place: self._pdf.make_stream(b"") for place in self._places}
        for number, (page, place) in enumerate(zip(self._pages, self._places, strict=True)):
            page.Contents = Array([page.Contents, self._artifacts[place] if number else self._real])
        self._fonts: dict[tuple[str, ...], dict[str, Object]] = {}
        """The faces of marks, by what they draw beyond ASCII: a copy has no letter of another's name."""
        self._letters: tuple[str, ...] | None = None
        """What the faces draw that the pages have now; None before the first copy."""
        _settle_claims(self._pdf)

    def stamped(self, copy: CopyMark, *, passphrase: str = "") -> bytes:
        """The recipient's copy. It holds nothing of the copies that were made before it.

        With a `passphrase` it is encrypted with AES-256, revision 6; reading aloud and printing stay allowed,
        and nobody has the rights of an owner. What the file says of itself stays as in the master: a title
        by kind and reference, and no recipient. Without a passphrase the same arguments give the same bytes.
        Raises RuleError for a recipient whose mark is longer than a line, and for a passphrase longer than
        127 bytes. No exception holds the passphrase.
        """
        password = _prepared(passphrase)
        drawn = draw_mark(copy_words(copy, self._wording), self._places, first=self._elements)
        self._real.write(drawn.real)
        for place, code in drawn.artifacts.items():
            self._artifacts[place].write(code)
        self._take_fonts(drawn)
        self._take_paragraph(drawn)
        return _saved(self._pdf, password)

    def _take_fonts(self, drawn: DrawnMark) -> None:
        """Puts the faces of this mark in the place of those of the one before, where they differ."""
        if drawn.letters == self._letters:
            return
        self._letters = drawn.letters
        fonts = self._fonts.get(drawn.letters)
        if fonts is None:
            fonts = self._fonts[drawn.letters] = _adopted_fonts(self._pdf, drawn)
        for page in self._pages:
            held = page.Resources.Font
            for name in [str(key) for key in held]:
                if name.startswith(FACE) and name not in fonts:
                    del held[name]
            for name, font in fonts.items():
                held[name] = font

    def _take_paragraph(self, drawn: DrawnMark) -> None:
        """Puts the paragraph of this mark behind that of the foot, in the place of the one before."""
        made: dict[Element, Object] = {}
        above = self._foot.P
        paragraph = structure_element(self._pdf, drawn.paragraph, above, self._pages, made)
        del self._marks[self._elements :]
        for element in drawn.marks:
            self._marks.append(made[element])
        behind = 1 + next(at for at, kid in enumerate(self._beside_foot) if _is_same(kid, self._foot))
        above.K = Array([*self._beside_foot[:behind], paragraph, *self._beside_foot[behind:]])


def stamp(master: bytes, copy: CopyMark, *, wording: Mapping[str, str], passphrase: str = "") -> bytes:
    """One recipient's copy of a finished, unencrypted document, as `Master.stamped` makes it."""
    return Master(master, wording=wording).stamped(copy, passphrase=passphrase)


def protected(document: bytes, passphrase: str) -> bytes:
    """A finished document as it is, encrypted as `Master.stamped` encrypts. Raises RuleError as that."""
    password = _prepared(passphrase)
    with pikepdf.open(BytesIO(document)) as pdf:
        _settle_claims(pdf)
        return _saved(pdf, password)


def copy_words(copy: CopyMark, wording: Mapping[str, str]) -> str:
    """What the mark says: "Copy 3 of 12: Housing"."""
    words = Wording(wording)
    return words("paper.copy", number=copy.number, copies=copy.copies, recipient=copy.recipient)


def missing_in(copy: CopyMark, *, wording: Mapping[str, str]) -> tuple[MissingGlyph, ...]:
    """The characters of a mark that the faces cannot draw, to be told before anything is written."""
    typesetter = Typesetter(faces())
    typesetter.place = Wording(wording)("paper.copy_place")
    typesetter.boxes([Span(copy_words(copy, wording), quiet=True)])
    return typesetter.missing


def _prepared(passphrase: str) -> str:
    """The passphrase as reading programs prepare what is typed (SASLprep composes it, RFC 4013)."""
    password = unicodedata.normalize("NFKC", passphrase)
    if len(password.encode("utf-8", "surrogatepass")) > LONGEST_PASSPHRASE:
        raise RuleError(
            f"A passphrase of a PDF file has at most {LONGEST_PASSPHRASE} characters.", field="passphrase"
        )
    if any("\ud800" <= letter <= "\udfff" for letter in password):
        raise RuleError("This passphrase holds half a character. Type it anew.", field="passphrase")
    return password


def _place_in(code: bytes) -> CopyPlace:
    found = _PLACE.findall(code)
    if len(found) != 1:
        raise RuleError(_NO_PLACE, field="kind")
    beside, under, size = found[0]
    return CopyPlace(_room(beside), _room(under), float(size))


def _room(numbers: bytes) -> tuple[float, float, float]:
    x, baseline, width = map(float, numbers.split())
    return x, baseline, width


def _adopted_fonts(pdf: Pdf, drawn: DrawnMark) -> dict[str, Object]:
    """The faces of the mark by their names in the copy: subsets of their own, under tags of their own."""
    fonts = {}
    with pikepdf.open(BytesIO(drawn.file())) as source:
        held = source.pages[0].obj.Resources.Font
        for ours, theirs in drawn.names.items():
            font = pdf.copy_foreign(held[theirs])
            face = str(font.BaseFont).partition("+")[2]
            font.BaseFont = font.FontDescriptor.FontName = Name(f"/COPYA{ours[-1]}+{face}")
            fonts[ours] = font
    return fonts


def _marks_of(pdf: Pdf, key: int) -> Object:
    """The elements of a page by marked-content id."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    return next(numbers[at + 1] for at in range(0, len(numbers), 2) if int(numbers[at]) == key)


def _kids(element: Object) -> list[Object]:
    return list(element.K) if isinstance(element.K, Array) else [element.K]


def _is_same(kid: Object, other: Object) -> bool:
    return isinstance(kid, Dictionary) and kid.objgen == other.objgen


def _settle_claims(pdf: Pdf) -> None:
    """Takes back the claim to PDF/A with its colour intent. What the file says of itself stays."""
    told = pdf.docinfo
    written = datetime.strptime(str(told.CreationDate)[:16], "D:%Y%m%d%H%M%S").replace(tzinfo=UTC)
    facts = DocumentFacts(str(told.Title), str(told.get("/Author", "")), written)
    if "/OutputIntents" in pdf.Root:
        del pdf.Root.OutputIntents
    packet = xmp_packet(facts, archive=False)
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root[_MARK] = Name.Master


def _saved(pdf: Pdf, password: str) -> bytes:
    encryption = (
        pikepdf.Encryption(
            owner=secrets.token_urlsafe(_OWNER_BYTES),
            user=password,
            R=6,
            allow=pikepdf.Permissions(
                accessibility=True,
                extract=False,
                modify_annotation=False,
                modify_assembly=False,
                modify_form=False,
                modify_other=False,
                print_lowres=True,
                print_highres=True,
            ),
        )
        if password
        else None
    )
    target = BytesIO()
    pdf.save(
        target,
        min_version="1.7",
        deterministic_id=encryption is None,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        encryption=encryption,
    )
    return target.getvalue()
