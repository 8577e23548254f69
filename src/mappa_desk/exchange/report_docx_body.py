"""The text of a Word file's body as a stream of elements: paragraphs, tables, lists, notes, boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from mappa_desk.domain import report_text as kinds
from mappa_desk.domain.report_text import Flow, Losses, ReportText
from mappa_desk.exchange.report_docx_styles import Numbering, Relations, Styles, is_on

_SKIPPED = {
    "del": kinds.DELETIONS,
    "moveFrom": kinds.DELETIONS,
    "Fallback": "",
    "altChunk": kinds.OBJECTS,
    "instrText": "",
    "delInstrText": "",
    "delText": "",
    "binData": "",
}
"""Left out with everything inside, and what each counts as."""
_TEXTS = frozenset(("t",))
_NOTE_MARK = {"footnotes": "footnote", "endnotes": "endnote"}


@dataclass(slots=True)
class _Run:
    """What the properties of a run say."""

    hidden: bool = False
    style_hidden: bool = False
    struck: bool = False


@dataclass(slots=True)
class _Paragraph:
    """What the properties of a paragraph say."""

    list_id: str = ""
    level: int = 0
    style: str = ""
    told: bool = False
    """Its number or dash was written."""
    held: bool = False
    """It held something, if only what is not shown."""
    boxes: list[Flow] = field(default_factory=list)


class Body:
    """Takes the elements of the main part, then of the notes, and gives the text."""

    def __init__(self, relations: Relations, styles: Styles, numbering: Numbering) -> None:
        self.losses = Losses()
        self._flow = Flow(self.losses)
        self._relations, self._styles, self._numbering = relations, styles, numbering
        self._skipping = 0
        self._paragraphs: list[_Paragraph] = []
        self._run: _Run | None = None
        self._in_text = False
        self._in_paragraph_properties = 0
        self._placeholder: list[bool] = []
        self._flows: list[Flow] = []
        self._was_struck = False
        self._notes = ""
        self._notes_told = False
        self._drawings: list[str] = []
        self._choices: list[str] = []
        self._result = -1
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "p": self._begin_paragraph, "r": self._begin_run, "tbl": lambda _: self._flow.begin_table(),
            "tr": lambda _: self._flow.begin_row(), "tc": lambda _: self._flow.begin_cell(),
            "tab": self._tab, "br": self._break, "cr": self._break,
            "noBreakHyphen": lambda _: self._words("-"), "sym": self._symbol, "vanish": self._vanish,
            "strike": self._strike, "dstrike": self._strike,
            "rStyle": self._run_style, "pStyle": self._paragraph_style, "numId": self._numbered,
            "ilvl": self._levelled, "hyperlink": self._link, "ins": self._inserted, "moveTo": self._inserted,
            "footnoteReference": self._note_reference, "endnoteReference": self._note_reference,
            "footnote": self._begin_note, "endnote": self._begin_note, "txbxContent": self._begin_box,
            "sdt": lambda _: self._placeholder.append(False), "showingPlcHdr": self._unfilled,
            "drawing": lambda _: self._drawings.append(kinds.PICTURES),
            "object": lambda _: self._drawings.append(kinds.OBJECTS),
            "pict": lambda _: self._drawings.append(""), "checked": self._ticked,
            "imagedata": self._picture, "chart": self._chart, "pPr": self._properties,
            "checkBox": lambda _: self._drop_list(-2), "ddList": lambda _: self._drop_list(0),
            "listEntry": self._list_entry, "result": self._list_result, "default": self._box_default,
        }  # fmt: skip
        self._ends: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph, "r": self._end_run, "tbl": self._end_table,
            "tc": self._end_cell, "txbxContent": self._end_box, "pPr": self._end_properties,
            "sdt": self._end_control, "drawing": self._end_drawing, "pict": self._end_drawing,
            "object": self._end_drawing, "ddList": self._end_drop_list, "checkBox": self._end_check_box,
        }  # fmt: skip

    # The stream

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._skipping:
            self._skipping += 1
            return
        if name in _SKIPPED and not (self._in_paragraph_properties and name == "del"):
            self._skipping = 1
            if _SKIPPED[name]:
                self.losses.add(_SKIPPED[name])
            return
        if name in _TEXTS:
            self._in_text = True
        elif (call := self._starts.get(name)) is not None:
            call(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipping:
            self._skipping -= 1
        elif name in _TEXTS:
            self._in_text = False
        elif (call := self._ends.get(name)) is not None:
            call()

    def text(self, words: str) -> None:
        """Character data."""
        if self._in_text and not self._skipping:
            self._words(words)

    def begin_notes(self, kind: str) -> None:
        """What comes next are the footnotes or endnotes."""
        self._flow.block()
        self._notes = _NOTE_MARK[kind]

    def result(self) -> ReportText:
        """The text of all that came."""
        return self._flow.result()

    # Words

    def _words(self, words: str) -> None:
        run = self._run
        if self._paragraphs:
            self._paragraphs[-1].held = True
        if self._placeholder and self._placeholder[-1]:
            return
        if run is not None and (run.hidden or run.style_hidden):
            self.losses.hidden(words)
            return
        if run is not None and run.struck != self._was_struck and words.strip():
            self._was_struck = run.struck
            if run.struck:
                self.losses.add(kinds.STRUCK)
        self._tell_marker()
        self._flow.text(words)

    def _tab(self, _attributes: dict[str, str]) -> None:
        if self._run is not None:
            self._words(" ")

    def _break(self, _attributes: dict[str, str]) -> None:
        if self._run is not None and not self._run.hidden:
            self._flow.line_break()

    def _symbol(self, attributes: dict[str, str]) -> None:
        code = attributes.get("char", "")
        known = len(code) == 4 and all(one in "0123456789abcdefABCDEF" for one in code)
        self._words(chr(int(code, 16)) if known and not 0xD800 <= int(code, 16) < 0xE000 else "\ue000")

    # Paragraphs and runs

    def _begin_paragraph(self, _attributes: dict[str, str]) -> None:
        self._flow.block()
        self._paragraphs.append(_Paragraph())

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop() if self._paragraphs else _Paragraph()
        if self._flow.is_line_empty and not paragraph.told and not paragraph.held:
            self._flow.blank()
        self._flow.block()
        for box in paragraph.boxes:
            for line in box.result().text.split("\n"):
                self._flow.text(line)
                self._flow.block()

    def _tell_marker(self) -> None:
        """Before the first word of a paragraph: the number or dash of its list."""
        if not self._paragraphs or self._paragraphs[-1].told:
            return
        paragraph = self._paragraphs[-1]
        paragraph.told = True
        list_id, level = paragraph.list_id, paragraph.level
        if not list_id and paragraph.style:
            list_id, level = self._styles.list_of(paragraph.style)
        if list_id and list_id != "0":
            self._flow.marker(self._numbering.marker(list_id, level), level)

    def _properties(self, _attributes: dict[str, str]) -> None:
        self._in_paragraph_properties += 1

    def _end_properties(self) -> None:
        self._in_paragraph_properties -= 1

    def _paragraph_style(self, attributes: dict[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].style = attributes.get("val", "")

    def _numbered(self, attributes: dict[str, str]) -> None:
        if self._paragraphs and self._in_paragraph_properties:
            self._paragraphs[-1].list_id = attributes.get("val", "")

    def _levelled(self, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "0")
        if self._paragraphs and value in "012345678":
            self._paragraphs[-1].level = int(value or "0")

    def _begin_run(self, _attributes: dict[str, str]) -> None:
        style = self._paragraphs[-1].style if self._paragraphs else ""
        self._run = _Run(style_hidden=bool(style) and self._styles.hides(style))

    def _end_run(self) -> None:
        self._run = None

    def _vanish(self, attributes: dict[str, str]) -> None:
        if self._run is not None and not self._in_paragraph_properties:
            self._run.hidden = is_on(attributes)
            self._run.style_hidden = self._run.style_hidden and self._run.hidden

    def _strike(self, attributes: dict[str, str]) -> None:
        if self._run is not None and not self._in_paragraph_properties:
            self._run.struck = is_on(attributes)

    def _run_style(self, attributes: dict[str, str]) -> None:
        if self._run is not None and self._styles.hides(attributes.get("val", "")):
            self._run.style_hidden = True

    def _link(self, attributes: dict[str, str]) -> None:
        if attributes.get("id", "") in self._relations.outside:
            self.losses.add(kinds.LINKS)

    def _inserted(self, _attributes: dict[str, str]) -> None:
        if not self._in_paragraph_properties:
            self.losses.add(kinds.INSERTED)

    def _end_cell(self) -> None:
        self._flow.end_cell()

    def _end_table(self) -> None:
        self._flow.end_table()

    # Notes, boxes, pictures, controls

    def _note_reference(self, attributes: dict[str, str]) -> None:
        self._words(f"[{attributes.get('id', '')[:6]}]")

    def _begin_note(self, attributes: dict[str, str]) -> None:
        self._flow.block()
        if attributes.get("type", "normal") != "normal":
            self._skipping = 1  # the line between text and notes
        elif attributes.get("id", "").isdecimal():
            self._flow.marker(f"[{attributes['id'][:6]}] ")

    def _begin_box(self, _attributes: dict[str, str]) -> None:
        if self._drawings:
            self._drawings[-1] = ""
        self._flows.append(self._flow)
        self._flow = Flow(self.losses)

    def _end_box(self) -> None:
        box, self._flow = self._flow, self._flows.pop()
        if self._paragraphs:
            self._paragraphs[-1].boxes.append(box)
            self._paragraphs[-1].held = True
        self._run = _Run()

    def _picture(self, _attributes: dict[str, str]) -> None:
        if self._drawings and not self._drawings[-1]:
            self._drawings[-1] = kinds.PICTURES

    def _chart(self, _attributes: dict[str, str]) -> None:
        if self._drawings:
            self._drawings[-1] = kinds.OBJECTS

    def _end_drawing(self) -> None:
        if self._paragraphs:
            self._paragraphs[-1].held = True
        if self._drawings and (kind := self._drawings.pop()):
            self.losses.add(kind)

    def _unfilled(self, attributes: dict[str, str]) -> None:
        if self._placeholder and is_on(attributes):
            self._placeholder[-1] = True
            self.losses.add(kinds.UNFILLED)

    def _end_control(self) -> None:
        if self._placeholder:
            self._placeholder.pop()

    # Fields of old forms

    def _drop_list(self, result: int) -> None:
        self._result, self._choices = result, []

    def _list_entry(self, attributes: dict[str, str]) -> None:
        self._choices.append(attributes.get("val", "")[:500])

    def _list_result(self, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "0")
        self._result = int(value) if value.isdecimal() and len(value) < 4 else 0

    def _end_drop_list(self) -> None:
        if 0 <= self._result < len(self._choices):
            self._words(self._choices[self._result])
        self._result = -1

    def _box_default(self, attributes: dict[str, str]) -> None:
        if self._result == -2 and is_on(attributes):
            self._choices = ["x"]

    def _ticked(self, attributes: dict[str, str]) -> None:
        if self._result == -2:
            self._choices = ["x"] if is_on(attributes) else []

    def _end_check_box(self) -> None:
        self._words("[x]" if self._choices else "[ ]")
        self._result, self._choices = -1, []
