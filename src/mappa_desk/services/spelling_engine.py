"""The dictionary in a process of its own: it reads a request a line and answers with a line.

The library holds the interpreter while it loads the dictionary and while it thinks of suggestions (a tenth of
a second each), so a thread beside the window would make keys wait. Words come through a pipe; nothing is
written anywhere, and the process ends when the pipe does.
"""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from typing import IO, Any

from hunspell import Hunspell

LANGUAGE = "en_GB"
DATA = "mappa_desk._generated.data.spelling"


class Dictionary:
    """The shipped dictionary, loaded. Raises OSError when its files cannot be read."""

    def __init__(self) -> None:
        with as_file(files(DATA)) as folder:
            # The encoding is that of the path: a user's folder may be named in any language.
            self._library = Hunspell(LANGUAGE, hunspell_data_dir=str(folder), system_encoding="utf-8")

    def is_right(self, word: str) -> bool:
        """True when the dictionary holds the word or makes it by its rules."""
        return bool(self._library.spell(word))

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What may have been meant, likeliest first."""
        return tuple(self._library.suggest(word))


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more. A request is JSON: `check` words, or `suggest` one."""
    dictionary = Dictionary()
    for line in requests:
        asked: dict[str, Any] = json.loads(line)
        if "suggest" in asked:
            answer = {"suggestions": list(dictionary.suggestions(asked["suggest"]))}
        else:
            answer = {"wrong": [word for word in asked["check"] if not dictionary.is_right(word)]}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
