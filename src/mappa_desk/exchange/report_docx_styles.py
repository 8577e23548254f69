"""What a Word file's other parts say about its text: links, hidden styles, how lists are numbered."""

from __future__ import annotations

from dataclasses import dataclass, field

from mappa_desk.domain.report_markup import numeral

_OFF = frozenset(("0", "false", "off", "none"))
_FORMS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_BULLET_FORMS = frozenset(("bullet", "none", ""))
MOST_LEVELS = 9


def is_on(attributes: dict[str, str]) -> bool:
    """Whether a toggle such as w:vanish is on: it is, unless its value says otherwise."""
    return attributes.get("val", "1").lower() not in _OFF


class Relations:
    """Which relation ids lead to addresses outside the file."""

    def __init__(self) -> None:
        self.outside: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element of the relations part."""
        if name == "Relationship" and attributes.get("Type", "").endswith("/hyperlink"):
            self.outside.add(attributes.get("Id", ""))


@dataclass(slots=True)
class _Style:
    hidden: bool = False
    list_id: str = ""
    level: int = 0
    based_on: str = ""


class Styles:
    """Styles that hide their text or number their paragraphs."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._present: _Style | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element of the styles part."""
        if name == "style":
            self._present = self._styles.setdefault(attributes.get("styleId", ""), _Style())
        elif self._present is None:
            return
        elif name == "vanish":
            self._present.hidden = is_on(attributes)
        elif name == "numId":
            self._present.list_id = attributes.get("val", "")
        elif name == "ilvl":
            self._present.level = _small(attributes.get("val", "0"))
        elif name == "basedOn":
            self._present.based_on = attributes.get("val", "")

    def end(self, name: str) -> None:
        """An element ended."""
        if name == "style":
            self._present = None

    def hides(self, style: str) -> bool:
        """True when text of this style is not shown."""
        return any(one.hidden for one in self._line(style))

    def list_of(self, style: str) -> tuple[str, int]:
        """The list and level that a style puts its paragraphs in; an empty id for none."""
        for one in self._line(style):
            if one.list_id:
                return one.list_id, one.level
        return "", 0

    def _line(self, style: str) -> list[_Style]:
        """A style and those it is based on; a circle ends."""
        found: list[_Style] = []
        while style in self._styles and len(found) < 12:
            found.append(self._styles[style])
            style = found[-1].based_on
        return found


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a file: what stands before each point, counted as the points come."""

    _shapes: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)
    _shape: str = ""
    _list: str = ""
    _level: _Level | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element of the numbering part."""
        value = attributes.get("val", "")
        if name == "abstractNum":
            self._shape = attributes.get("abstractNumId", "")
            self._shapes[self._shape] = {}
        elif name == "num":
            self._list = attributes.get("numId", "")
        elif name == "abstractNumId" and self._list:
            self._lists[self._list] = value
        elif name == "lvl" and self._shape:
            self._level = self._shapes[self._shape].setdefault(_small(attributes.get("ilvl", "0")), _Level())
        elif self._level is not None and name == "numFmt":
            self._level.form = value
        elif self._level is not None and name == "lvlText":
            self._level.text = value
        elif self._level is not None and name == "start":
            self._level.start = _small(value)

    def end(self, name: str) -> None:
        """An element ended."""
        if name == "abstractNum":
            self._shape = ""
        elif name == "num":
            self._list = ""
        elif name == "lvl":
            self._level = None

    def marker(self, list_id: str, level: int) -> str:
        """What stands before the next point of a list at a level: "- ", "3. ", "2.1 "."""
        levels = self._shapes.get(self._lists.get(list_id, ""), {})
        level = min(level, MOST_LEVELS - 1)
        shape = levels.get(level)
        if shape is None or shape.form in _BULLET_FORMS:
            return "- "
        counts = self._counts.setdefault(list_id, [0] * MOST_LEVELS)
        counts[level] = counts[level] + 1 if counts[level] else shape.start
        counts[level + 1 :] = [0] * (MOST_LEVELS - level - 1)
        text = shape.text or f"%{level + 1}."
        for place in range(MOST_LEVELS):
            if f"%{place + 1}" in text:
                form = levels[place].form if place in levels else "decimal"
                text = text.replace(f"%{place + 1}", numeral(max(1, counts[place]), _FORMS.get(form, "1")))
        return f"{text.strip()} " if text.strip() else "- "


def _small(words: str) -> int:
    """A number of the file, 0 to 9,999; 0 for what is none."""
    return int(words) if words.isdecimal() and words.isascii() and len(words) < 5 else 0
