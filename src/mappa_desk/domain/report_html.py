"""Plain text out of HTML from outside: a clipboard, a mail. It is read for its words and never shown.

A reader of its own rather than the library's: it takes time in proportion to the text whatever the markup
is, and it knows what Word, Outlook, LibreOffice and spreadsheets put on a clipboard. Nothing is fetched.
Hidden text (display: none and its kin) is left out and counted in words.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from mappa_desk.domain import report_text as kinds
from mappa_desk.domain.report_markup import (
    BLOCKS,
    BULLETS,
    CLOSED_BY,
    COUNTED,
    LONG_NUMBER,
    LOOK_BACK,
    MSO_LIST,
    RAW,
    TAG,
    TAG_END,
    VOID,
    WHOLE,
    attributes_of,
    bare,
    fragment,
    hides,
    hiding_selectors,
    numeral,
)
from mappa_desk.domain.report_text import Flow, Losses, ReportText

MOST_MARKUP = 4_000_000
"""Characters of HTML that are read at all."""


def from_html(markup: str, *, most_elements: int = 0) -> ReportText:
    """The words of a page or of a piece of one, and what was left out.

    Of a clipboard with fragment marks only the fragment counts. `most_elements` bounds the time that it takes
    where somebody waits; 0 is no bound. Raises ReportTooLong.
    """
    if len(markup) > MOST_MARKUP or (most_elements and markup.count("<") > 2 * most_elements):
        raise kinds.ReportTooLong("This text is too large to be taken in.")
    return _Reader(fragment(markup)).read()


@dataclass(slots=True)
class _Open:
    """An element that is open."""

    tag: str
    hidden: bool = False
    whole: bool = False
    exact: bool = False
    quoted: bool = False
    href: str = ""
    numbers: str = ""
    count: int = 0
    marker: bool = False


class _Reader:
    """Goes through the markup once, from the left."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._losses = Losses()
        self._flow = Flow(self._losses)
        self._stack: list[_Open] = []
        self._open: dict[str, int] = {}
        self._hidden = self._whole = self._exact = 0
        self._quotes_hold = True
        self._hiding: set[str] = set()
        self._link: list[str] = []
        self._marker: list[str] = []
        self._level = 0

    def read(self) -> ReportText:
        markup, place = self._markup, 0
        while place < len(markup):
            tag = markup.find("<", place)
            if tag < 0:
                self._text(markup[place:])
                break
            if tag > place:
                self._text(markup[place:tag])
            place = self._markup_at(tag)
        while self._stack:
            self._pop()
        return self._flow.result()

    def _markup_at(self, place: int) -> int:
        """Reads what begins with "<" here; gives the place behind it."""
        markup = self._markup
        following = markup[place + 1 : place + 2]
        if following == "!":
            if markup.startswith("<!--", place):
                return self._behind(markup.find("-->", place + 4), 3)
            return self._behind(markup.find(">", place), 1)
        if following == "?":
            return self._behind(markup.find(">", place), 1)
        found = TAG.match(markup, place)
        if found is None:
            self._text("<")
            return place + 1
        end = self._tag_end(found.end())
        name = found[2].lower()
        if found[1]:
            self._end(name)
        else:
            inside = markup[found.end() : end - 1]
            self._start(name, inside)
            if name in RAW:
                return self._raw(name, end)
        return end

    def _behind(self, found: int, length: int) -> int:
        return len(self._markup) if found < 0 else found + length

    def _tag_end(self, place: int) -> int:
        """Place behind the tag. A quote that is never closed is remembered: it is looked for only once."""
        if self._quotes_hold:
            found = TAG_END.match(self._markup, place)
            if found is not None:
                return found.end()
            self._quotes_hold = False
        return self._behind(self._markup.find(">", place), 1)

    def _raw(self, name: str, place: int) -> int:
        """Jumps over an element whose content is no markup; a style sheet is looked through."""
        found = re.compile(f"</{name}", re.I).search(self._markup, place)
        end = found.start() if found else len(self._markup)
        if name == "style":
            self._hiding |= hiding_selectors(self._markup[place:end])
        if kind := RAW[name]:
            self._losses.add(kind)
        self._end(name)
        return self._behind(self._markup.find(">", end), 1) if found else end

    # Elements

    def _start(self, tag: str, inside: str) -> None:
        self._close_for(tag)
        attributes = attributes_of(inside) if inside.strip(" /\n\r\t") else {}
        style = attributes.get("style", "")
        state = _Open(tag)
        state.hidden = self._hides(tag, attributes, style)
        state.whole = (
            tag in WHOLE or "mso-element:comment-list" in style or "mso-special-character:comment" in style
        )
        if tag in WHOLE and not self._whole and not self._hidden and WHOLE[tag]:
            self._losses.add(WHOLE[tag])
        if "mso-element:comment" in style and "mso-element:comment-list" not in style:
            self._losses.add(kinds.COMMENTS)
        seen = not (self._hidden or self._whole or state.hidden or state.whole)
        if seen:
            self._begin(state, attributes, style)
        if tag in VOID or (inside.endswith("/") and ":" in tag):
            return
        self._stack.append(state)
        self._open[tag] = self._open.get(tag, 0) + 1
        self._hidden += state.hidden
        self._whole += state.whole
        self._exact += state.exact

    def _begin(self, state: _Open, attributes: dict[str, str], style: str) -> None:
        """What a visible element means for the flow."""
        tag, flow = state.tag, self._flow
        if tag in BLOCKS:
            flow.block()
        if tag in COUNTED:
            self._losses.add(COUNTED[tag])
        if tag == "br":
            flow.line_break()
        elif tag == "input":
            self._input(attributes)
        elif tag == "a":
            state.href, self._link = attributes.get("href", "").strip(), []
        elif tag in ("s", "strike") or "line-through" in style:
            self._losses.add(kinds.STRUCK)
        elif tag in ("ul", "ol", "menu", "dir"):
            self._begin_list(state, attributes)
        elif tag == "li":
            self._point(attributes)
        elif tag == "blockquote" and attributes.get("type", "").lower() == "cite":
            state.quoted = True
            flow.quote(1)
        else:
            self._word_list(state, style)
        self._table(tag)
        state.exact = tag in ("pre", "textarea") or "white-space:pre" in style.replace(" ", "")

    def _word_list(self, state: _Open, style: str) -> None:
        """A point of a list as Word puts it on the clipboard: a paragraph with its mark in a span."""
        tag = state.tag
        if tag == "p" and (found := MSO_LIST.search(style)):
            self._level = int(found[1]) - 1
        elif tag == "span" and "mso-list:ignore" in style.replace(" ", ""):
            state.marker, self._marker = True, []

    def _table(self, tag: str) -> None:
        if tag == "table":
            self._flow.begin_table()
        elif tag == "tr":
            self._flow.begin_row()
        elif tag in ("td", "th"):
            self._flow.begin_cell()

    def _begin_list(self, state: _Open, attributes: dict[str, str]) -> None:
        if state.tag == "ol":
            state.numbers = attributes.get("type") or "1"
            start = attributes.get("start", "1")
            state.count = int(start) - 1 if start.isdigit() and len(start) < 6 else 0

    def _point(self, attributes: dict[str, str]) -> None:
        lists = [one for one in self._stack[-LOOK_BACK:] if one.tag in ("ul", "ol", "menu", "dir")]
        level = max(0, len(lists) - 1)
        if not lists or not lists[-1].numbers:
            self._flow.marker("- ", level)
            return
        value = attributes.get("value", "")
        lists[-1].count = int(value) if value.isdigit() and len(value) < 6 else lists[-1].count + 1
        self._flow.marker(f"{numeral(lists[-1].count, lists[-1].numbers)}. ", level)

    def _input(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("type", "text").lower()
        if kind in ("checkbox", "radio"):
            self._flow.text("[x] " if "checked" in attributes else "[ ] ")
        elif kind != "hidden":
            self._losses.add(kinds.FIELDS)

    def _close_for(self, tag: str) -> None:
        """A paragraph, point or cell that was not closed ends where the next begins."""
        closing, fence = CLOSED_BY.get("p" if tag in BLOCKS and tag != "li" else tag, ((), frozenset()))
        if not any(self._open.get(name) for name in closing):
            return
        for back, one in enumerate(reversed(self._stack[-LOOK_BACK:]), start=1):
            if one.tag in closing:
                for _ in range(back):
                    self._pop()
                return
            if one.tag in fence:
                return

    def _end(self, tag: str) -> None:
        if tag == "br" or (tag == "p" and not self._open.get("p")):
            self._flow.line_break()
        if not self._open.get(tag):
            return
        while self._pop() != tag:
            pass

    def _pop(self) -> str:
        """Closes the innermost element; gives its name."""
        state = self._stack.pop()
        self._open[state.tag] -= 1
        seen = not (self._hidden or self._whole)
        self._hidden -= state.hidden
        self._whole -= state.whole
        self._exact -= state.exact
        if seen:
            self._finish(state)
        return state.tag

    def _finish(self, state: _Open) -> None:
        tag, flow = state.tag, self._flow
        if tag == "p" and flow.is_line_empty:
            flow.blank()
        if tag in BLOCKS:
            flow.block()
        if tag == "a" and state.href and not state.href.startswith("#"):
            if bare(state.href) not in bare("".join(self._link)):
                self._losses.add(kinds.LINKS)
        elif state.quoted:
            flow.quote(-1)
        elif state.marker:
            self._mark("".join(self._marker).strip())
        elif tag == "table":
            flow.end_table()
        elif tag in ("td", "th"):
            flow.end_cell()

    def _mark(self, words: str) -> None:
        is_bullet = words in BULLETS or (len(words) == 1 and not words.isalnum())
        self._flow.marker("- " if is_bullet else f"{words} ", self._level)

    # Words

    def _text(self, raw: str) -> None:
        words = html.unescape(LONG_NUMBER.sub("\N{REPLACEMENT CHARACTER}", raw)) if "&" in raw else raw
        if self._whole:
            return
        if self._hidden:
            self._losses.hidden(words)
        elif self._stack and any(one.marker for one in self._stack[-6:]):
            self._marker.append(words.replace("\u00a0", " "))
        else:
            if self._open.get("a"):
                self._link.append(words[:2_000])
            self._flow.text(words, exact=bool(self._exact))

    def _hides(self, tag: str, attributes: dict[str, str], style: str) -> bool:
        if "hidden" in attributes or (style and hides(style)):
            return True
        if not self._hiding:
            return False
        named = [f".{name}" for name in attributes.get("class", "").lower().split()]
        if "id" in attributes:
            named.append(f"#{attributes['id'].lower()}")
        return any(
            one in self._hiding for name in ("", tag) for one in ([name + end for end in named] + [tag])
        )
