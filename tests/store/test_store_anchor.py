"""The anchor file: two slots in turn, torn writes and forgeries."""

from __future__ import annotations

from pathlib import Path

import pytest

from mappa_desk.domain.errors import VaultDamaged
from mappa_desk.store import anchor
from mappa_desk.store.anchor import Anchor, Mark

KEY = b"k" * 32
START = Mark(0, 0, bytes(32))


def a_mark(number: int) -> Mark:
    """The mark of a commit."""
    return Mark(number, number * 2, bytes([number]) * 32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An anchor at its start."""
    made = tmp_path / "anchor"
    anchor.make(made, KEY, START)
    return made


def test_the_newest_mark_is_read(path: Path) -> None:
    assert anchor.read(path, KEY) == START
    opened = Anchor(path, KEY)
    for number in (1, 2, 3):
        opened.set(a_mark(number))
        assert anchor.read(path, KEY) == a_mark(number)
    opened.close()


def test_a_synced_anchor_reads_the_same(path: Path) -> None:
    opened = Anchor(path, KEY, sync=True)
    opened.set(a_mark(1))
    opened.close()
    assert anchor.read(path, KEY) == a_mark(1)


def test_a_write_torn_at_any_place_leaves_the_mark_before(path: Path, tmp_path: Path) -> None:
    opened = Anchor(path, KEY)
    for number in (1, 2):
        opened.set(a_mark(number))
    before = path.read_bytes()
    opened.set(a_mark(3))
    opened.close()
    after = path.read_bytes()
    torn = tmp_path / "torn"
    for cut in range(len(after)):
        torn.write_bytes(after[:cut] + before[cut:])
        assert anchor.read(torn, KEY) in (a_mark(2), a_mark(3))


def test_every_flipped_byte_is_harmless_or_falls_back_one(path: Path) -> None:
    opened = Anchor(path, KEY)
    for number in (1, 2):
        opened.set(a_mark(number))
    opened.close()
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert anchor.read(path, KEY) in (a_mark(1), a_mark(2))


@pytest.mark.parametrize("content", [b"", b"\0" * 1024, b"MDAN" * 256, b"x"])
def test_an_anchor_without_a_whole_slot_is_damage(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(VaultDamaged) as damaged:
        anchor.read(path, KEY)
    assert damaged.value.where == "anchor"


def test_a_missing_anchor_is_damage(tmp_path: Path) -> None:
    with pytest.raises(VaultDamaged) as damaged:
        anchor.read(tmp_path / "anchor", KEY)
    assert damaged.value.where == "anchor"


def test_nobody_forges_an_anchor_without_the_key(path: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged"
    anchor.make(forged, b"other key".ljust(32), a_mark(9))
    path.write_bytes(forged.read_bytes())
    with pytest.raises(VaultDamaged):
        anchor.read(path, KEY)
