"""The parts of a filter line: between blanks, in quotation marks, behind a mark or a key with its colon."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mappa_desk.domain.limits import clean

_TOKEN = re.compile(
    r"(?P<minus>-(?=[^\W\d_]|[\"@#]))?(?P<escape>\\(?=\S))?"
    r"(?:(?P<mark>[@#])(?=\S)|(?P<key>[A-Za-z]+):(?=\S))?"
    r"(?P<op>(?<=:)(?:[<>]=?|=)(?=\S))?"
    r"(?:\"(?P<quoted>(?:\\.|[^\"\\])*\\?)(?:\"|\Z)|(?P<bare>\S+))"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One part of the line, its span end exclusive."""

    start: int
    end: int
    value: str = ""
    """What stands behind the mark and its sign, without quotation marks, blanks joined."""
    raw: str = ""
    minus: bool = False
    mark: str = ""
    """An "@", a "#", or a key such as "due" in small letters."""
    op: str = ""
    """The sign before a value: "<", "<=", ">", ">=", "=" or nothing."""
    quoted: bool = False
    escaped: bool = False

    @property
    def is_bare(self) -> bool:
        """True for a plain word, with or without a backslash before it."""
        return not (self.minus or self.mark or self.quoted)

    @property
    def as_text(self) -> str:
        """What is looked for when it is no mark."""
        return one_line(self.raw.removeprefix("-")) if self.mark else self.value


def one_line(text: str) -> str:
    """A text as a filter keeps it: nothing in it that cannot be shown, blanks joined."""
    return " ".join(clean(text).split())


def split_line(line: str) -> list[Token]:
    """The parts of a line from the left. Everything but blanks is in one of them."""
    return [_token(line, part) for part in _TOKEN.finditer(line)]


def _token(line: str, part: re.Match[str]) -> Token:
    if part["escape"]:
        # A backslash makes everything behind it text, marks and all.
        value = one_line(line[part.end("escape") : part.end()])
        return Token(part.start(), part.end(), value, part[0], minus=bool(part["minus"]), escaped=True)
    quoted = part["quoted"] is not None
    return Token(
        start=part.start(),
        end=part.end(),
        value=one_line(re.sub(r"\\(.)", r"\1", part["quoted"]) if quoted else part["bare"]),
        raw=part[0],
        minus=bool(part["minus"]),
        mark=(part["mark"] or part["key"] or "").lower(),
        op=part["op"] or "",
        quoted=quoted,
    )
