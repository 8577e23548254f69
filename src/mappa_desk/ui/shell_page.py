"""What one page is given of the shell. Once it is left it can no longer change what the next one shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from mappa_desk.ui.ports import ShellPort

_ONLY_WHILE_SHOWN = {"header", "navigate", "replace", "back", "preview", "run", "curtain", "announce",
                     "second_window"}  # fmt: skip
"""The rest tells of saves and errors, which may come after the page has gone."""


class PageShell:
    """Hands everything on to the shell while its page is shown."""

    def __init__(self, shell: ShellPort) -> None:
        self._shell = shell
        self.is_shown = True

    def __getattr__(self, name: str) -> Callable[..., Any]:
        call: Callable[..., Any] = getattr(self._shell, name)

        def hand_on(*words: Any, **wishes: Any) -> Any:
            return call(*words, **wishes) if self.is_shown or name not in _ONLY_WHILE_SHOWN else None

        return hand_on

    @property
    def port(self) -> ShellPort:
        """The same, as pages know it."""
        return cast(ShellPort, self)
