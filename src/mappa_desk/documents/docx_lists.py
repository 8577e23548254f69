"""Lists of a Word document whose labels are typed: real list items that Word never numbers anew."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from mappa_desk.documents.docx_parts import element


class TypedLists:
    """Makes paragraphs items of a list. Neighbours are items of one list until `end` is called."""

    def __init__(self, document: WordDocument) -> None:
        self._numbering = document.part.numbering_part.element
        known = [int(one.get(qn("w:abstractNumId"))) for one in self._numbering.findall(qn("w:abstractNum"))]
        self._kind = max(known, default=-1) + 1
        self._list: int | None = None
        level = element("w:lvl", ilvl="0")
        level.extend(
            [
                element("w:start", val="1"),
                element("w:numFmt", val="none"),
                element("w:suff", val="nothing"),
                element("w:lvlText", val=""),
                element("w:lvlJc", val="left"),
            ]
        )
        kind = element("w:abstractNum", abstractNumId=self._kind)
        kind.extend([element("w:multiLevelType", val="singleLevel"), level])
        first = self._numbering.find(qn("w:num"))
        if first is None:
            self._numbering.append(kind)
        else:
            first.addprevious(kind)

    def add(self, paragraph: Paragraph) -> None:
        """Makes a paragraph the next item of the list, or the first of a new one."""
        if self._list is None:
            self._list = self._numbering.add_num(self._kind).numId
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = self._list

    def end(self) -> None:
        """What comes next is no item of the same list."""
        self._list = None
