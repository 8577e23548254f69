"""The pieces of a Word file that python-docx has no names for, and the neutral file that it is kept in.

Nothing in the file tells who made it, when or with what; the same content gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from mappa_desk.documents.line_breaking import normal_form
from mappa_desk.documents.typefaces import REPLACEMENT

FACE = "Arial"
"""A face that every Word has; the faces of the PDF are not on the chair's machine."""
INK = RGBColor(0x1A, 0x1D, 0x21)
QUIET_INK = RGBColor(0x4A, 0x52, 0x5C)
RULE = "8A929C"
LANGUAGE = "en-GB"

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEMPLATE_PARTS = ("thumbnail", "customXml", "extended-properties", "stylesWithEffects")
"""Ends of the relationship types of what the library's template carries along and no document needs."""
_AFTER_BORDERS = ("w:gutterAtTop", "w:hideSpellingErrors", "w:proofState", "w:defaultTabStop", "w:compat")
_OLDEST = (1980, 1, 1, 0, 0, 0)
_HEADINGS = {"Heading 1": (20, 0, 8), "Heading 2": (15, 16, 4), "Heading 3": (12.5, 9, 2)}
_HEADINGS |= {"Heading 4": (12, 9, 2)}


def plain(text: str) -> str:
    """Text as it may stand in XML: composed, without line ends; what XML forbids shows as a box."""
    return _ILLEGAL.sub(REPLACEMENT, normal_form(text))


def element(tag: str, **attributes: object) -> BaseOxmlElement:
    """An element such as "w:pBdr" with attributes of the same namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def unnumbered(paragraph: Paragraph) -> None:
    """Word counts no line of the paragraph."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        element("w:suppressLineNumbers"), "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def field(code: str, half_points: int) -> BaseOxmlElement:
    """A field that Word fills in when the file is opened, such as PAGE, in quiet type of that size."""
    made = element("w:fldSimple", instr=code)
    run, look = element("w:r"), element("w:rPr")
    look.append(element("w:color", val=str(QUIET_INK)))
    look.append(element("w:sz", val=half_points))
    run.append(look)
    words = OxmlElement("w:t")
    words.text = "1"
    run.append(words)
    made.append(run)
    return made


def new_document(sizes: Mapping[str, float]) -> WordDocument:
    """An empty A4 document in British English with our faces. `sizes` are margins in mm by side."""
    document = Document()
    for part in (document.part.package, document.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(_TEMPLATE_PARTS):
                del part.rels[key]
    _set_language(document)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _set_face(normal, 11.5)
    normal.paragraph_format.space_after = Pt(4)
    for name, (size, before, after) in _HEADINGS.items():
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _set_face(style, size)
        style.font.bold, style.font.italic = True, False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.paragraph_format.tab_stops.clear_all()
    _number_lines_in(document, 8.5)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(sizes["left"]), Mm(sizes["right"])
    section.top_margin = section.bottom_margin = Mm(sizes["top"])
    section.header_distance = section.footer_distance = Mm(10)
    return document


def _set_face(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(size), INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FACE)


def _number_lines_in(document: WordDocument, size: float) -> None:
    """The look of the numbers of lines; borders that leave head and foot alone; no traces of editing."""
    style = document.styles.add_style("line number", WD_STYLE_TYPE.CHARACTER)
    style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(size), QUIET_INK
    settings = document.settings.element
    for name in ("w:rsids", "w:savePreviewPicture"):
        for found in settings.findall(qn(name)):
            settings.remove(found)
    for name in ("w:bordersDoNotSurroundHeader", "w:bordersDoNotSurroundFooter"):
        settings.insert_element_before(element(name), *_AFTER_BORDERS)


def _set_language(document: WordDocument) -> None:
    for part in (document.styles.element, document.settings.element):
        for tag in ("w:lang", "w:themeFontLang"):
            for found in part.iter(qn(tag)):
                for name in list(found.attrib):
                    del found.attrib[name]
                found.set(qn("w:val"), LANGUAGE)


def neutral_file(document: WordDocument, *, title: str, dated: datetime) -> bytes:
    """The file of a document: no author, the given date, and the same bytes for the same content."""
    core = document.core_properties
    core.title, core.language = title, LANGUAGE
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = core.category = ""
    core.created = core.modified = dated.replace(tzinfo=None)
    core.revision = 1
    saved, target = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(target, "w", ZIP_DEFLATED) as file:
        for name in source.namelist():
            info = ZipInfo(name, _OLDEST)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            file.writestr(info, source.read(name))
    return target.getvalue()
