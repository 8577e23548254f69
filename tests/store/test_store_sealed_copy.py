"""Words set down outside the vault: opened by its passphrase alone, refused when one byte was altered."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from vault_help import PASSPHRASE, Desk

from mappa_desk.domain.errors import FileRefused, WrongPassphrase
from mappa_desk.store import sealed_copy

WORDS = "He said: I shall be there on Monday 😀".encode()


def test_the_words_come_back_by_the_vault_and_by_its_passphrase(desk: Desk) -> None:
    content = desk.vault.seal_copy(WORDS)
    assert b"Monday" not in content
    assert desk.vault.open_copy(content) == WORDS
    assert sealed_copy.take_apart(content).opened_by_passphrase(PASSPHRASE) == WORDS


def test_two_copies_of_the_same_words_differ(desk: Desk) -> None:
    assert desk.vault.seal_copy(WORDS) != desk.vault.seal_copy(WORDS)


def test_a_wrong_passphrase_opens_nothing(desk: Desk) -> None:
    with pytest.raises(WrongPassphrase, match="does not open this file"):
        sealed_copy.take_apart(desk.vault.seal_copy(WORDS)).opened_by_passphrase("not this one")


def test_a_file_of_another_vault_is_refused(desk: Desk) -> None:
    first, line, sealed = desk.vault.seal_copy(WORDS).split(b"\n", 2)
    value = json.loads(line) | {"vault_id": "another"}
    foreign = b"\n".join((first, json.dumps(value).encode(), sealed))
    with pytest.raises(FileRefused, match="from another vault"):
        desk.vault.open_copy(foreign)


def test_every_altered_byte_of_the_words_is_noticed(desk: Desk) -> None:
    content = desk.vault.seal_copy(WORDS)
    begin = len(content) - len(WORDS) - 28
    for place in range(begin, len(content)):
        altered = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        with pytest.raises(FileRefused, match="damaged or was altered"):
            desk.vault.open_copy(altered)
    with pytest.raises(FileRefused):
        desk.vault.open_copy(content[:-3])
    with pytest.raises(FileRefused):
        desk.vault.open_copy(content[: begin + 5])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _content: b"",
        lambda _content: b"a letter to somebody",
        lambda content: content.replace(b"words 1", b"words 9", 1),
        lambda content: content.split(b"\n", 1)[0] + b"\n" + b"x" * 70_000,
        lambda content: content.split(b"\n", 1)[0] + b"\n{not json\n",
        lambda content: content.split(b"\n", 1)[0] + b'\n{"vault_id": "v"}\n',
        lambda content: content.split(b"\n", 1)[0] + b'\n{"slots": 7, "vault_id": "v"}\n',
    ],
)
def test_what_is_no_such_file_gets_one_sentence(desk: Desk, spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(FileRefused) as refused:
        desk.vault.open_copy(spoil(desk.vault.seal_copy(WORDS)))
    assert str(refused.value).endswith(".")


def test_a_spoilt_slot_is_damage_and_no_wrong_passphrase(desk: Desk) -> None:
    first, line, sealed = desk.vault.seal_copy(WORDS).split(b"\n", 2)
    value = json.loads(line)
    wrapped = bytearray.fromhex(value["slots"][0]["wrapped"])
    wrapped[0] ^= 1
    value["slots"][0]["wrapped"] = wrapped.hex()
    spoilt = b"\n".join((first, json.dumps(value).encode(), sealed))
    with pytest.raises(FileRefused):
        sealed_copy.take_apart(spoilt).opened_by_passphrase(PASSPHRASE)
