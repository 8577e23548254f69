"""Texts that mean harm, by accident or not, put together at random: no two meetings hold the same."""

from __future__ import annotations

import random
import unicodedata

from hostile_samples import HOSTILE
from leaks_making import Canaries

PIECES = (
    *(text for name, text in HOSTILE.items() if name not in ("run", "long", "surrogate")),
    "<script>app.alert(1)</script>", "javascript:alert(1)", "https://example.invalid/?q=1",
    "mailto:a@b.invalid",     "<img src='file:///etc/passwd'/>",
    "&lt;b&gt; &#x202e; &nbsp; &amp;amp;", "]]> <!-- --> <![CDATA[x]]>",
    "<?xpacket end='w'?>",     "(\\) Tj ET BT (x", "\\\\ \\( \\) \\012 \\r",
    "%PDF-1.7 %%EOF endstream endobj 1 0 obj", "<FEFF0041> <</S/URI>>",     "/P <</MCID 7>> BDC",
    "EMC", "{title} {0} {} %s %(x)s $x ${x}", "\u202eevil\u202c", "\u2066iso\u2069",
    "a\u200db\u200cc\u2060d",     "\u0301 alone", "Z̷̢̛͎̱͝a̶l̸g̴o̵",
    "क्षत्रिय ภาษาไทย עברית العربية 한국어 中文", "𝒳 𐍈 🏳️‍🌈 👩🏽‍⚕️ 🇬🇧",     "e\u0300\u0301\u0302",
    "ﬁ ligature ǆ ß ẞ ſ", "½ ² ™ © € £ – — … “ ” ‘ ’", "-" * 200,
    "0123456789" * 40,     "\t\t\ttabs\t", "\x00\x01\x1f\x7f\x80\x9f", "\ufeff\ufffe\uffff\ufffd",
    "\u2028\u2029\x85\x0b\x0c", "…", ".", "1.", "Action 12.",     "O’Brien", "a" * 90,
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3,
)  # fmt: skip


def hostile_text(chance: random.Random) -> str:
    """One text: pieces, plain words and letters of any plane, sometimes nothing and sometimes a long run."""
    kind = chance.random()
    if kind < 0.04:
        return chance.choice(["", " ", "\n", "\u00a0", "\u200b"])
    if kind < 0.07:
        return "".join(chance.choice("abcxyz01") for _ in range(chance.randrange(300, 2_000)))
    parts = []
    for _ in range(chance.randrange(1, 5)):
        turn = chance.random()
        if turn < 0.5:
            parts.append(chance.choice(PIECES))
        elif turn < 0.75:
            parts.append("".join(_letter(chance) for _ in range(chance.randrange(1, 30))))
        else:
            parts.append("He was seen at the address on the day before")
    return chance.choice([" ", "", "\n", "\r\n"]).join(parts)


def _letter(chance: random.Random) -> str:
    """Any letter that a text can hold, those of the first planes more often."""
    while True:
        one = chr(
            chance.choice([chance.randrange(0x250), chance.randrange(0x3000), chance.randrange(0x110000)])
        )
        if unicodedata.category(one) != "Cs":
            return one


class HostileTexts(Canaries):
    """Fills every text of a record with a hostile one, and remembers which field got which."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.texts: list[tuple[str, str, str]] = []
        """Field, id of the record, text."""
        self._hostile = random.Random(f"texts {seed}")

    def word(self, path: str, owner: str) -> str:
        """A hostile text; a reference stays as the vault asks for it."""
        if path == "case.reference":
            return "LAN-0417"
        text = hostile_text(self._hostile)
        self.texts.append((path, owner, text))
        return text
