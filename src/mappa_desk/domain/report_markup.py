"""The small parts of reading HTML: tags, attributes, hidden styles, numbers of lists. Nothing is drawn."""

from __future__ import annotations

import html
import re

from mappa_desk.domain import report_text as kinds

_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
TAG_END = re.compile(r"""(?:[^>"']|"[^"]*"|'[^']*')*+>""")
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
LONG_NUMBER = re.compile("&#[xX]?[0-9a-fA-F]{9,};?")
_BRACE = re.compile("([{}])")
_NOTE = re.compile(r"/\*.*?(?:\*/|$)", re.S)
_CSS_NOISE = re.compile(r"/\*.*?(?:\*/|$)|\s+|!important", re.S)
_HIDES = re.compile(
    r"(?:^|[;{])(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all"
    r"|font-size:0(?![.\d])|opacity:0(?![.\d]))"
)
_SIMPLE = re.compile(r"^([a-z][a-z0-9]*)?([.#][\w-]+)?$")
MSO_LIST = re.compile(r"mso-list:\s*l\d+\s+level(\d)")

MOST_SHEET = 200_000
"""Characters of a style sheet that are looked through."""
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
BLOCKS = frozenset(
    "address article aside body caption center dd details dialog dir div dl dt fieldset figcaption figure"  # noqa: SIM905
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav ol p pre section summary ul"
    " blockquote li".split()
)
RAW = {"script": kinds.SCRIPTS, "style": "", "title": "", "iframe": kinds.OBJECTS, "noembed": "", "xmp": ""}
WHOLE = {
    "svg": kinds.PICTURES, "picture": kinds.PICTURES, "object": kinds.OBJECTS, "video": kinds.OBJECTS,
    "audio": kinds.OBJECTS, "canvas": kinds.PICTURES, "applet": kinds.OBJECTS, "select": kinds.FIELDS,
    "del": kinds.DELETIONS, "template": "", "noscript": "", "xml": "",
}  # fmt: skip
"""Left out with everything inside, and what each counts as."""
COUNTED = {
    "img": kinds.PICTURES, "v:imagedata": kinds.PICTURES, "image": kinds.PICTURES, "embed": kinds.OBJECTS,
    "textarea": kinds.FIELDS,
}  # fmt: skip
"""What these count as; a text field's own words are taken."""
CLOSED_BY = {
    "p": (("p",), frozenset(("td", "th", "div", "li", "table", "blockquote", "body"))),
    "li": (("li",), frozenset(("ul", "ol", "menu", "table"))),
    "tr": (("td", "th", "tr"), frozenset(("table",))),
    "td": (("td", "th"), frozenset(("table", "tr"))),
    "th": (("td", "th"), frozenset(("table", "tr"))),
    "dd": (("dd", "dt"), frozenset(("dl", "table"))),
    "dt": (("dd", "dt"), frozenset(("dl", "table"))),
}
COMMENT_STYLES = ("mso-element:comment-list", "mso-special-character:comment")
LOOK_BACK = 24
BULLETS = frozenset(("\u00b7", "o", "\u00a7", "\u00d8", "\u00fc", "v", "q", "\u2022", "-", "\u2013", "*"))


def fragment(markup: str) -> str:
    """What stands between the fragment marks, with the style sheets before it; all where there are none."""
    start = markup.find("<!--StartFragment")
    if start < 0:
        return markup
    begin = markup.find("-->", start) + 3
    end = markup.find("<!--EndFragment", begin)
    if begin < 3:
        return markup
    lowered = markup[:start].lower()
    first, last = lowered.find("<style"), lowered.rfind("</style>")
    sheets = markup[first : last + 8] if 0 <= first < last else ""
    return sheets + (markup[begin:end] if end >= 0 else markup[begin:])


def hides(style: str) -> bool:
    """True when these declarations keep an element from being seen."""
    return bool(_HIDES.search(_CSS_NOISE.sub("", style.lower())))


def hiding_selectors(sheet: str) -> set[str]:
    """Names, classes and ids that a style sheet hides for every medium. Only simple ones are understood."""
    found: set[str] = set()
    preludes: list[str] = []
    words = ""
    for piece in _BRACE.split(sheet[:MOST_SHEET].replace("<!--", "").replace("-->", "")):
        if piece == "{":
            preludes.append(words.strip().lower())
        elif piece == "}":
            selector = preludes.pop() if preludes else ""
            if not any(prelude.startswith("@") for prelude in (*preludes, selector)) and hides(words):
                names = (name.strip() for name in _NOTE.sub("", selector).split(","))
                found.update(name for name in names if name and _SIMPLE.match(name))
        words = "" if piece in ("{", "}") else piece
    return found


def numeral(count: int, form: str) -> str:
    """A number of a list as HTML writes it: 1, a, A, i, I."""
    if form in ("a", "A") and 0 < count <= 26:
        return chr(ord(form) + count - 1)
    if form in ("i", "I") and 0 < count < 100:
        tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[count // 10]
        ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[count % 10]
        return tens + ones if form == "i" else (tens + ones).upper()
    return str(count)


def attributes_of(inside: str) -> dict[str, str]:
    """The attributes inside a tag; the first of a name counts, a style is in small letters."""
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(inside[:20_000]):
        value = one[2] or ""
        if value[:1] in "\"'" and len(value) > 1:
            value = value[1:-1]
        if "&" in value:
            value = html.unescape(LONG_NUMBER.sub("", value))
        name = one[1].lower()
        found.setdefault(name, value.lower() if name == "style" else value)
    return found


def bare(address: str) -> str:
    """An address as people write it in a text: without its scheme and what ends it."""
    address = address.lower().strip().removeprefix("mailto:").removeprefix("tel:")
    return re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")
