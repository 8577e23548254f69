"""Which banner shows: one at a time, a graver one goes first and the earlier waits."""

from __future__ import annotations

from mappa_desk.ui.ports import Banner


class BannerQueue:
    """Holds the banners whose cause stands. Pure: it draws nothing."""

    def __init__(self) -> None:
        self._standing: dict[str, Banner] = {}
        self._carried: set[str] = set()
        """Passing banners that came along to the page they belong to."""

    def show(self, banner: Banner) -> None:
        """Add it, or put it in place of the one with the same key."""
        self._standing[banner.key] = banner
        self._carried.discard(banner.key)

    def clear(self, key: str) -> None:
        """The cause is gone."""
        self._standing.pop(key, None)

    def turn(self) -> None:
        """Another page is shown: passing banners come along once, and are left behind the next time."""
        for key in [key for key, banner in self._standing.items() if banner.passing]:
            if key in self._carried:
                self.clear(key)
            self._carried ^= {key}

    @property
    def top(self) -> Banner | None:
        """The one to show: the gravest, and among equals the one that has waited longest."""
        return max(self._standing.values(), key=lambda banner: banner.grave, default=None)
