"""Finds the heads of a tracker among its first rows and guesses what each column holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from mappa_desk.domain.action_import import REPEATED, Becomes, Cell, Layout, Sheet
from mappa_desk.domain.capture_people import plain

LOOKED_AT = 30
"""Rows among which the heads are looked for, and rows by which a column is judged."""
_HEADS: Mapping[Becomes, str] = {
    Becomes.CASE: (
        "case|case ref|case reference|case no|case number|mappa ref|mappa reference|mappa no|"
        "mappa id|mappa number|offender ref|offender reference|subject ref|nominal ref|person ref|"
        "reference of the case|visor|visor ref|visor reference|visor no|crn"
    ),
    Becomes.NUMBER: (
        "no|number|action no|action number|action ref|action reference|action id|item|item no|ref|"
        "reference|id|ref no|reference no|nr|serial|s/n|#"
    ),
    Becomes.MEETING_ON: (
        "date|meeting|meeting date|date of meeting|date raised|raised|raised on|date set|set on|"
        "date given|given on|date allocated|date agreed|opened|date opened|made on|date of action|"
        "panel date"
    ),
    Becomes.TEXT: (
        "action|actions|action required|required action|action agreed|agreed action|action point|"
        "action points|what|task|description|action description|details|action details|words|"
        "what is to be done|action to be taken"
    ),
    Becomes.PURPOSE: "purpose|why|reason|rationale|risk|objective|pillar|linked risk",
    Becomes.AGENCY: (
        "agency|lead agency|organisation|organization|responsible agency|owning agency|service|org|"
        "agency responsible|owner agency|owner's agency"
    ),
    Becomes.OWNER: (
        "owner|action owner|by whom|who|whom|lead|lead officer|responsible|responsible officer|"
        "person responsible|assigned to|allocated to|officer|owner name|name of owner|named officer|"
        "responsibility|lead person|owner's name|owner/agency|agency/owner|agency / owner|"
        "owner / agency|owner and agency"
    ),
    Becomes.ROLE: "role|job title|post|owner role|role of owner|rank|grade|rank/role|owner's role|job",
    Becomes.DUE: (
        "due|due date|date due|by when|when|deadline|target date|target|timescale|timescales|"
        "completion due|to be completed by|complete by|by|review date|due by|due on|"
        "date for completion|target completion date|time scale"
    ),
    Becomes.STATE: (
        "state|status|rag|rag status|progress|outcome|open/closed|open / closed|completed?|complete?|"
        "complete|done?|done|complete y/n|completed y/n|completed|current status|action status|"
        "result|y/n|%|% complete"
    ),
    Becomes.DONE_ON: (
        "date completed|completed on|completion date|date closed|closed on|date done|done on|"
        "actual completion date|date of completion|settled on|closed date|date discharged|settled"
    ),
    Becomes.UPDATE: (
        "update|updates|latest update|comment|comments|notes|note|reply|response|"
        "done on / what happened|what happened|progress update|progress notes|agency update|remarks|"
        "answer|action taken|update / outcome|update/outcome|outcome / update|outcome/comments|"
        "update from agency|settled note|last line"
    ),
    Becomes.TOLD_BY: (
        "updated by|told by|reply from|update from|completed by|name of respondent|answered by|reported by"
    ),
    Becomes.EVIDENCE: "evidence|proof|evidence of completion|attachment",
    Becomes.PRIORITY: "priority|urgency|importance|risk level",
    Becomes.LABELS: "label|labels|tag|tags|theme|themes",
}
_OF = {word: becomes for becomes, words in _HEADS.items() for word in words.split("|")}
_CASE_LIKE = re.compile(r"[A-Za-z]{1,6}[\s/-]?\d{3,6}(?:/\d{2})?")
_UPDATE = re.compile(r"\b(?:updates?|comments?)(?: \d+)?$")
_UNDER = re.compile(r"[_\s]+")


def found_layout(
    sheet: Sheet, *, is_case: Callable[[str], bool] | None = None, earlier: Sequence[tuple[Layout, str]] = ()
) -> Layout:
    """Where the heads are and what each column becomes. Without heads every column is left out.

    `is_case` says whether words are the reference of a case, else their look does. `earlier` are layouts of
    trackers that were taken in before, each with the name of its file: the same heads are read the same way.
    """
    best = max(_candidates(sheet), key=lambda found: found[0], default=None)
    if best is None:
        width = max((len(row) for row in sheet.rows), default=0)
        heads = tuple(f"Column {_letter(at)}" for at in range(width))
        return Layout(heads=heads, becomes=(Becomes.SKIP,) * width, body=0)
    layout = best[1]
    for known, name in earlier:
        if _folded(known.heads) == _folded(layout.heads):
            return Layout(heads=layout.heads, becomes=known.becomes, body=layout.body, known_from=name)
    return _with_case(sheet, layout, is_case or looks_like_case)


def _candidates(sheet: Sheet) -> Iterator[tuple[tuple[int, int, bool], Layout]]:
    """Rows, and pairs of rows, that may be the heads: most columns known, then the highest, then the pair."""
    for at in range(min(LOOKED_AT, len(sheet.rows))):
        for deep in (1, 2):
            heads = _heads(sheet.rows[at : at + deep])
            becomes = guessed(heads)
            known = sum(one is not Becomes.SKIP for one in becomes)
            pair = deep == 2 and len({cell for cell in sheet.rows[at] if cell != ""}) > 1
            if Becomes.TEXT in becomes and known > 1:
                last = at + deep - 1
                yield (known, -last, pair), Layout(heads=heads, becomes=becomes, body=last + 1)


def guessed(heads: Sequence[str]) -> tuple[Becomes, ...]:
    """What each column most likely becomes, by its head; what is taken is not given twice."""
    found: list[Becomes] = []
    for head in heads:
        becomes = _meaning(head)
        taken = becomes in found and becomes not in REPEATED
        found.append(Becomes.SKIP if taken else becomes)
    return tuple(found)


def is_head_again(cells: Sequence[Cell], layout: Layout) -> bool:
    """True for a row that says the heads once more, as on a second page."""
    said = [fold(cell) for cell in cells if isinstance(cell, str) and cell]
    heads = set(map(fold, layout.heads))
    known = [word for word in said if word in heads or word in _OF]
    return len(said) > 1 and len(known) == len(said)


def fold(words: str) -> str:
    """A head for comparing: small letters, one blank, without stops, stars and colons."""
    return _UNDER.sub(" ", plain(words).replace("’", "'")).strip(" .:*()-")


def looks_like_case(words: str) -> bool:
    """True for letters and digits such as LAN-0417; "M03" and 21/0417 are none."""
    return _CASE_LIKE.fullmatch(words.strip()) is not None


def _meaning(head: str) -> Becomes:
    said = fold(head)
    found = _OF.get(said) or _OF.get(said.rstrip("?")) or _OF.get(f"{said}?")
    if found is None and "(" in head:
        found = _OF.get(fold(head.partition("(")[0]))
    return found or (Becomes.UPDATE if _UPDATE.search(said) else Becomes.SKIP)


def _heads(rows: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """The heads that one or two rows make: the lower words where they are known, else both."""
    upper = [cell if isinstance(cell, str) else "" for cell in rows[0]]
    if len(rows) == 1:
        return tuple(" ".join(head.split()) for head in upper)
    lower = [cell if isinstance(cell, str) else "" for cell in rows[1]]
    made, last = [], ""
    for above, below in zip(upper, lower, strict=True):
        last = above or last
        both = f"{last} {below}" if below and below != above else above
        alone = _meaning(both) is Becomes.SKIP and _meaning(below) is not Becomes.SKIP
        made.append(" ".join((below if alone else both).split()))
    return tuple(made)


def _with_case(sheet: Sheet, layout: Layout, is_case: Callable[[str], bool]) -> Layout:
    """The layout with the column of the case found by its cells, where no head has named it."""
    if Becomes.CASE in layout.becomes:
        return layout
    body = sheet.rows[layout.body : layout.body + LOOKED_AT]
    for at, becomes in enumerate(layout.becomes):
        cells = [row[at] for row in body if row[at] != ""]
        fits = sum(isinstance(cell, str) and is_case(cell) for cell in cells)
        if becomes in (Becomes.SKIP, Becomes.NUMBER) and cells and fits * 2 > len(cells):
            return replace(layout, becomes=_told_anew(layout, at))
    return layout


def _told_anew(layout: Layout, case_at: int) -> tuple[Becomes, ...]:
    """The columns with this one as the case; another one that could be the number is the number then."""
    found = [Becomes.CASE if at == case_at else one for at, one in enumerate(layout.becomes)]
    if Becomes.NUMBER not in found:
        for at, head in enumerate(layout.heads):
            if found[at] is Becomes.SKIP and _meaning(head) is Becomes.NUMBER:
                found[at] = Becomes.NUMBER
                break
    return tuple(found)


def _folded(heads: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(fold, heads))


def _letter(at: int) -> str:
    """The letters by which spreadsheets name a column: A, Z, AA."""
    return ("" if at < 26 else _letter(at // 26 - 1)) + chr(ord("A") + at % 26)
