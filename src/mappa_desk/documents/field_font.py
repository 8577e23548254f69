"""The font of a form's fields: Source Sans 3 with every character that a field can draw.

A program that draws what was typed needs a font with one byte for each character. So those of Windows, which
are enough for British names, stand where every program expects them, and Welsh and Polish letters stand in
codes that Windows leaves free. What cannot be drawn is kept in the field as it was typed all the same.
"""

from __future__ import annotations

import struct
from functools import cache
from itertools import chain

from pikepdf import Array, Dictionary, Name, Object, Pdf
from reportlab.pdfbase.ttfonts import TTFontMaker

from mappa_desk.documents.publishing import one_at_a_time
from mappa_desk.documents.typefaces import faces

FONT = "/SourceSans3"
"""Its name among the resources of the form."""

_FREE = {
    0x01: "Wcircumflex", 0x02: "wcircumflex", 0x03: "Ycircumflex", 0x04: "ycircumflex", 0x05: "Wgrave",
    0x06: "wgrave", 0x07: "Wacute", 0x08: "wacute", 0x0B: "Wdieresis", 0x0C: "wdieresis", 0x0E: "Ygrave",
    0x0F: "ygrave", 0x10: "Aogonek", 0x11: "aogonek", 0x12: "Cacute", 0x13: "cacute", 0x14: "Eogonek",
    0x15: "eogonek", 0x16: "Lslash", 0x17: "lslash", 0x18: "Nacute", 0x19: "nacute", 0x1A: "Sacute",
    0x1B: "sacute", 0x1C: "Zacute", 0x1D: "zacute", 0x1E: "Zdotaccent", 0x1F: "zdotaccent",
}  # fmt: skip
_LETTERS = dict(zip(_FREE, "ŴŵŶŷẀẁẂẃẄẅỲỳĄąĆćĘęŁłŃńŚśŹźŻż", strict=True))
_NONSYMBOLIC = 32
_NAME = Name("/FIELDS+SourceSans3-Regular")


def add_field_font(pdf: Pdf) -> Object:
    """Embeds the font and gives its dictionary, an indirect object of `pdf`."""
    data, face = _subset(), faces().regular.font.face
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=_NAME,
            Flags=_NONSYMBOLIC,
            FontBBox=Array([round(edge) for edge in face.bbox]),
            ItalicAngle=0,
            Ascent=round(face.ascent),
            Descent=round(face.descent),
            CapHeight=round(face.capHeight),
            StemV=80,
            FontFile2=pdf.make_stream(data, Length1=len(data)),
        )
    )
    characters = _characters()
    widths = faces().regular.widths
    differences = Array()
    for code, name in _FREE.items():
        differences.append(code)
        differences.append(Name(f"/{name}"))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=_NAME,
            FirstChar=1,
            LastChar=255,
            Widths=Array([widths.get(ord(one), 0) if one else 0 for one in characters.values()]),
            FontDescriptor=descriptor,
            Encoding=Dictionary(
                Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=differences
            ),
            ToUnicode=pdf.make_stream(_to_unicode({code: one for code, one in characters.items() if one})),
        )
    )


@cache
def _subset() -> bytes:
    """The face with the glyphs of the fields, and a map of Unicode to them as non-symbolic fonts need one.

    reportlab makes the subset with a map of its own kind, which is put in place of here.
    """
    face = faces().regular.font.face
    wanted = sorted(
        code for code in map(ord, filter(None, _characters().values())) if code in face.charToGlyph
    )
    glyphs: dict[int, int] = {0: 0}
    places = {code: glyphs.setdefault(face.charToGlyph[code], len(glyphs)) for code in wanted}
    with one_at_a_time:
        data = face.makeSubset(wanted)
    (count,) = struct.unpack_from(">H", data, 4)
    maker = TTFontMaker()
    for number in range(count):
        tag, _sum, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        maker.add(tag.decode("ascii"), data[offset : offset + length])
    maker.add("cmap", _unicode_map(places))
    made: bytes = maker.makeStream()
    return made


def _unicode_map(places: dict[int, int]) -> bytes:
    """A table "cmap" (OpenType) of platform 3, encoding 1, format 4, with a segment for each character."""
    codes = [*sorted(places), 0xFFFF]
    deltas = [*((places[code] - code) % 0x10000 for code in codes[:-1]), 1]
    count = len(codes)
    power = 1 << (count.bit_length() - 1)
    search = (2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
    words = chain((4, 16 + 8 * count, 0), search, codes, (0,), codes, deltas, [0] * count)
    return struct.pack(">HHHHL", 0, 1, 3, 1, 12) + b"".join(struct.pack(">H", word) for word in words)


@cache
def _characters() -> dict[int, str]:
    """What each code of the font stands for; empty for one that is free."""
    return {code: _character(code) for code in range(1, 256)}


def _character(code: int) -> str:
    """What a code of the font stands for; empty for a code that is free."""
    if code in _LETTERS:
        return _LETTERS[code]
    if code < 0x20 or code == 0x7F:
        return ""
    try:
        return bytes([code]).decode("cp1252")
    except UnicodeDecodeError:
        return ""


def _to_unicode(characters: dict[int, str]) -> bytes:
    lines = [f"<{code:02X}> <{ord(one):04X}>" for code, one in characters.items()]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")
