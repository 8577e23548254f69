"""The minutes as plain text, for a system that takes nothing else and for a braille line.

The same parts in the same order as the PDF. The head of a column is said before each of its cells, as a
screen reader does; the marking stands at head and foot.
"""

from __future__ import annotations

from collections.abc import Mapping

from mappa_desk.documents.copy_facts import CopyFacts
from mappa_desk.documents.minutes import compose_minutes, furniture_words
from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.documents.plain_shapes import foot_lines, head_lines
from mappa_desk.documents.rendering import CopyMark
from mappa_desk.documents.text_paper import TextPaper, wrapped
from mappa_desk.documents.wordings import Wording
from mappa_desk.domain.minutes import MinutesSnapshot


def minutes_text(
    snapshot: MinutesSnapshot,
    *,
    wording: Mapping[str, str],
    seal: str = "",
    copy: CopyMark | None = None,
    facts: CopyFacts | None = None,
) -> bytes:
    """The minutes as text in UTF-8 with a byte order mark and Windows line ends.

    Arguments as for `render_minutes`; a pure function of them too. Lines have at most 78 characters, but for
    a run without a space. Control characters show as a box. Raises RuleError when the wording lacks a word.
    """
    source = MinutesSource(snapshot, Wording(wording), facts)
    words = furniture_words(source, seal, copy)
    paper = TextPaper()
    compose_minutes(paper, source)
    head = [line for text in head_lines(words) for line in wrapped(text)]
    foot = [line for text in foot_lines(words) for line in wrapped(text)]
    lines = [*head, "", *paper.lines, "", *foot]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
