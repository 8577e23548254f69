"""What a text field takes: how much, and which characters.

Text is kept as it was typed. No Unicode normal form is forced on it, since a name must come back as it was
written. Only what no page can show is changed: line ends become a newline, control characters other than
newline and tab are left out, and half of a surrogate pair becomes the replacement mark, as it cannot be
written as UTF-8.
"""

from __future__ import annotations

import re
import unicodedata

from mappa_desk.domain.contributions import FIELD_LIMIT, RUN_LIMIT
from mappa_desk.domain.errors import RuleError

READER_LIMIT = 200
_LINE_END = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without what cannot be shown or stored. Clean text comes back unchanged."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _CONTROL.sub("", _LINE_END.sub("\n", text)))


def check_text(text: str, *, field: str = "") -> str:
    """The cleaned text, when it fits a field.

    Raises RuleError with one plain sentence when it is longer than 50,000 characters or holds a run of
    more than 2,000 without a space. The sentence holds no case text.
    """
    cleaned = clean(text)
    if len(cleaned) > FIELD_LIMIT:
        raise RuleError(
            f"This text has {len(cleaned):,} characters; a field takes {FIELD_LIMIT:,}.", field=field
        )
    if any(len(run) > RUN_LIMIT for run in cleaned.split()):
        raise RuleError(
            f"This text has more than {RUN_LIMIT:,} characters in a row without a space.", field=field
        )
    return cleaned


def check_reader(name: str, *, field: str = "recipient") -> str:
    """The name of a reader as it is printed on a copy: one line, blanks joined.

    Raises RuleError for more than 200 characters, and for characters that nobody sees, such as marks that
    turn the direction of writing: two copies must not differ in them alone.
    """
    line = " ".join(name.split())
    if len(line) > READER_LIMIT:
        raise RuleError(f"The name of a reader takes {READER_LIMIT} characters.", field=field)
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in line):
        raise RuleError("The reader’s name holds a character that cannot be seen. Type it anew.", field=field)
    return line
