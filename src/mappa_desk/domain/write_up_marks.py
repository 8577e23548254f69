"""Marks in a text that is written up: what a stranger could not read in two years, or should not read at all.

A mark offers words to put in its place where they can be worked out; it changes nothing by itself. Found
are relative dates, abbreviations that nobody knows or that were not opened, names where a code belongs, a
missing speaker, a wall of pasted text and blanks. A doubtful word gets no mark: one that is wrong costs more
than one that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mappa_desk.domain.expansion import blanks
from mappa_desk.domain.write_up_dates import relative_dates
from mappa_desk.domain.write_up_said_names import said_names

RELATIVE_DATE = "relative_date"
ABBREVIATION = "abbreviation"
NAME = "name"
SPEAKER = "speaker"
WALL = "wall"
BLANK = "blank"
CAN_BE_LEFT = frozenset({RELATIVE_DATE, ABBREVIATION, NAME, WALL})
"""Codes of marks that may stay as they are; a missing speaker and a blank must be settled."""

SHORT = re.compile(r"(?<![\w&/@.’'-])(?:[A-Z]{2,7}|[A-Z][A-Za-z]*[A-Z][A-Za-z]*?)(?P<many>s)?(?![\w&@])")
"""Written like an abbreviation: capitals, or small letters between them as in "ViSOR"."""
_EVERYDAY_WORDS = """
UK GB EU USA US UN TV CCTV ID OK PC DC DS DI DCI DNA NHS CV GPS SIM PIN USB DVD CD BBC ITV MP BMW VW KFC
HIV GCSE NVQ MOT ATM PDF SMS VIP DIY BST GMT AM PM BA BSC MA PHD QC KC JP AA NA RAF IT HR PE FM AD BC
"""
_STRESSED_WORDS = """
NOT NO MUST NEVER ONLY ALL ANY AND OR DO IF IS WILL STOP URGENT NEW TO BUT ALONE NB PS RE YES ON OFF IN OUT
"""
_EVERYDAY = frozenset((*_EVERYDAY_WORDS.split(), *_STRESSED_WORDS.split()))
"""Everybody knows these, or they are a rank, or a word that was stressed: they are opened nowhere."""
_LONGEST_SHORT = 7
"""Longer runs of capitals are words."""
_ROMAN = re.compile(r"[IVX]{2,}")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_PLATE = re.compile(r"\b[A-Z]{1,3}\d{1,3}\s*$")
_ARTICLE = re.compile(r"\b(?P<article>[Aa]n?) $")
_VOWEL = re.compile(r"(?!uni|use|euro|one\b)(?:[aeiou]|hour|hono)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mark. `offer` takes the place of `[start:end]`; `start` = `end` marks the paragraph as a whole."""

    code: str
    start: int
    end: int
    words: str
    """What stands there now: by code and words a mark that was left is known again."""
    says: str
    offer: str = ""
    offer_says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkContext:
    """What the marks of one paragraph depend on."""

    day: date
    """The day on which it was said: that of the meeting."""
    known: Mapping[str, str]
    """What each known abbreviation opens to, by its letters as they are printed."""
    opened: frozenset[str] = frozenset()
    """Abbreviations that stand earlier in the document: only the first use is opened."""
    names: tuple[tuple[str, str], ...] = ()
    """Names that do not belong in the text, each with what to write instead."""
    long_entry: int = 1_500
    """Characters from which a text is a wall."""


def marks_in(text: str, context: MarkContext, *, speaker_missing: bool = False) -> tuple[Mark, ...]:
    """The marks of one text in its order; those of the whole paragraph come first. Never raises.

    Positions are indexes of Python, end exclusive.
    """
    found = [
        *_of_the_whole(text, context, speaker_missing),
        *_dates(text, context.day),
        *_abbreviations(text, context),
        *_names(text, context.names),
        *_blanks(text),
    ]
    return tuple(sorted(found, key=lambda mark: (mark.start, mark.end)))


def short_forms(text: str) -> Iterator[tuple[str, int]]:
    """What is written like an abbreviation in a text, without the s of several, and where it begins."""
    for found in SHORT.finditer(text):
        yield _bare(found), found.start()


def opened_form(short: str, opens_to: str, *, many: bool = False) -> str:
    """ "risk management plan (RMP)"; of several "victim liaison officers (VLOs)"."""
    words = opens_to
    if many and not words.endswith("s"):
        words = f"{words[:-1]}ies" if re.search(r"[^aeiou]y$", words) else f"{words}s"
    return f"{words} ({short}{'s' if many else ''})"


def _of_the_whole(text: str, context: MarkContext, speaker_missing: bool) -> Iterator[Mark]:
    if speaker_missing:
        yield Mark(code=SPEAKER, start=0, end=0, words="", says="Who said this? No speaker is noted.")
    if len(text) > context.long_entry:
        says = f"This has {len(text):,} characters. A summary would be read sooner."
        yield Mark(code=WALL, start=0, end=0, words="", says=says)


def _dates(text: str, day: date) -> Iterator[Mark]:
    for found in relative_dates(text, day):
        yield Mark(
            code=RELATIVE_DATE,
            start=found.start,
            end=found.end,
            words=text[found.start : found.end],
            says=found.says,
            offer=found.offer,
            offer_says=found.offer_says,
        )


def _abbreviations(text: str, context: MarkContext) -> Iterator[Mark]:
    met = set(context.opened)
    for found in SHORT.finditer(text):
        short, many = _bare(found), found["many"] is not None
        words = context.known.get(short)
        if words is None and found[0] in context.known:
            short, many, words = found[0], False, context.known[found[0]]
        if short in met or short in _EVERYDAY:
            continue
        if words is not None:
            met.add(short)
            if not _stands_opened(text, found.start(), found.end(), words):
                yield _to_open(text, found, short, words, many)
        elif short.isupper() and len(short) <= _LONGEST_SHORT and not _reads_otherwise(text, found):
            met.add(short)
            yield Mark(
                code=ABBREVIATION,
                start=found.start(),
                end=found.end(),
                words=found[0],
                says=f"{short} is not among the known abbreviations. Write it out where it is first used.",
            )


def _bare(found: re.Match[str]) -> str:
    return found[0].removesuffix("s") if found["many"] else found[0]


def _to_open(text: str, found: re.Match[str], short: str, words: str, many: bool) -> Mark:
    """The mark of a known abbreviation at its first use; an article before it is fitted to the words."""
    start, offer = found.start(), opened_form(short, words, many=many)
    article = _ARTICLE.search(text, max(0, start - 4), start)
    if article is None:
        if _begins_sentence(text, start):
            offer = offer[0].upper() + offer[1:]
    else:
        right = "an" if _VOWEL.match(offer) else "a"
        if right != article["article"].lower():
            start = article.start()
            offer = f"{right.capitalize() if article['article'][0] == 'A' else right} {offer}"
    return Mark(
        code=ABBREVIATION,
        start=start,
        end=found.end(),
        words=text[start : found.end()],
        says=f"{short} is used here for the first time and not opened.",
        offer=offer,
        offer_says=f"Write {offer}?",
    )


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" ")
    return not before or before[-1] in ".!?\n"


def _stands_opened(text: str, start: int, end: int, words: str) -> bool:
    """True for "risk management plan (RMP)" and for "RMP (risk management plan)"."""
    around = text[max(0, start - len(words) - 6) : end + len(words) + 4].casefold()
    in_brackets = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    behind = text[end : end + 2] == " ("
    return (in_brackets or behind) and words.casefold()[:6] in around


def _reads_otherwise(text: str, found: re.Match[str]) -> bool:
    """True for capitals that are no abbreviation to open: numerals, plates, references, shouted words."""
    start, end = found.span()
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    if _ROMAN.fullmatch(found[0]) or re.match(r"[-/ ]?\d", after) or _PLATE.search(before):
        return True
    if text[start - 1 : start] == "(" and after[:1] == ")":
        return True  # it is opened right before
    if re.match(r" \([a-zA-Z]", after):
        return True  # or right behind
    line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    near = re.search(r"[A-Z]{2,}\W{1,2}$", before) or re.match(r"\W{1,2}[A-Z]{2,}\b", after)
    return near is not None or (len(line) > 3 and line.isupper())


def _names(text: str, names: tuple[tuple[str, str], ...]) -> Iterator[Mark]:
    for said in said_names(text, names):
        yield Mark(
            code=NAME,
            start=said.start,
            end=said.end,
            words=text[said.start : said.end],
            says="This names somebody who is known in these minutes by a code."
            if said.code
            else "This holds a name that has a code in these minutes, or a relative's. Say who is meant.",
            offer=said.code,
            offer_says=f"Write {said.code}?" if said.code else "",
        )


def _blanks(text: str) -> Iterator[Mark]:
    for blank in blanks(text):
        words = text[blank.start : blank.end]
        yield Mark(code=BLANK, start=blank.start, end=blank.end, words=words, says="This blank is to fill.")
