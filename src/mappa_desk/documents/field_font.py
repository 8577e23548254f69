"""The font of a form's fields: Source Sans 3, embedded whole, since nobody knows what will be typed.

A program that draws what was typed needs a font with one byte for each character. The 218 characters of
Windows, which are enough for British names, stand where every program expects them; Welsh and Polish letters
stand in codes that Windows leaves free. What a program cannot draw is kept in the field as it was typed all
the same.
"""

from __future__ import annotations

from importlib import resources

from pikepdf import Array, Dictionary, Name, Object, Pdf

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


def add_field_font(pdf: Pdf) -> Object:
    """Embeds the font and gives its dictionary, an indirect object of `pdf`."""
    data = (resources.files("mappa_desk._generated") / "fonts" / "SourceSans3-Regular.ttf").read_bytes()
    font = faces().regular.font
    face = font.face
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/SourceSans3-Regular"),
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
    characters = {code: _character(code) for code in range(1, 256)}
    widths = faces().regular.widths
    differences = Array()
    for code, name in _FREE.items():
        differences.append(code)
        differences.append(Name(f"/{name}"))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/SourceSans3-Regular"),
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
