"""The header and its slots: the right passphrase, the wrong one, damage, and words that must be typed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from vault_help import PASSPHRASE, Ids, StepClock

from mappa_desk.domain.errors import (
    DeskError,
    RecoveryNotUnderstood,
    RuleError,
    VaultDamaged,
    VaultMissing,
    VaultNewer,
    WrongPassphrase,
)
from mappa_desk.store import files, header, key
from mappa_desk.store.key import KeyCost
from mappa_desk.store.vault import UNDERSTOOD, Vault

CAFE = "café au lait at nine"


def rewritten(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Alters the header and gives it a checksum that fits, as a forger would."""
    path = folder / files.HEADER
    value = json.loads(path.read_bytes().split(b"\n")[0])
    change(value)
    line = json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
    path.write_bytes(line + b"\n" + blake2b(line, digest_size=32).hexdigest().encode() + b"\n")


def test_the_passphrase_gives_the_same_key_each_time(make_vault: Callable[[], Vault], folder: Path) -> None:
    make_vault().close()
    first = key.unwrap(folder, PASSPHRASE)
    assert len(first) == 32
    assert key.unwrap(folder, PASSPHRASE) == first


def test_two_vaults_with_one_passphrase_share_no_key(tmp_path: Path, clock: StepClock, new_id: Ids) -> None:
    keys = set()
    for name in ("one", "two"):
        Vault.create(
            tmp_path / name, PASSPHRASE, clock=clock, new_id=new_id, practice=True, cost=KeyCost.cheap()
        ).close()
        keys.add(key.unwrap(tmp_path / name, PASSPHRASE))
    assert len(keys) == 2


def test_a_passphrase_typed_in_decomposed_letters_opens(
    tmp_path: Path, clock: StepClock, new_id: Ids
) -> None:
    folder = tmp_path / "vault"
    composed = unicodedata.normalize("NFC", CAFE)
    Vault.create(folder, composed, clock=clock, new_id=new_id, practice=True, cost=KeyCost.cheap()).close()
    decomposed = unicodedata.normalize("NFD", CAFE)
    assert decomposed != composed
    Vault.open(folder, decomposed, clock=clock, new_id=new_id).close()


@pytest.mark.parametrize(
    "wrong",
    [
        PASSPHRASE + " ",
        PASSPHRASE.upper(),
        "'",
        '"',
        "x'00'",
        "\0",
        PASSPHRASE + "\0",
        "\ud800",
        "🔑" * 5,
        "a" * 10_000,
    ],
)
def test_a_wrong_passphrase_is_named_and_changes_nothing(
    make_vault: Callable[[], Vault], open_vault: Callable[..., Vault], folder: Path, wrong: str
) -> None:
    make_vault().close()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(WrongPassphrase):
        open_vault(wrong)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    open_vault().close()


def test_odd_passphrases_open_what_they_made(tmp_path: Path, clock: StepClock, new_id: Ids) -> None:
    for number, odd in enumerate(['it\'s "this"', "a\0b", "\ud800", "🔑", "x" * 10_000]):
        folder = tmp_path / str(number)
        Vault.create(folder, odd, clock=clock, new_id=new_id, practice=True, cost=KeyCost.cheap()).close()
        Vault.open(folder, odd, clock=clock, new_id=new_id).close()


def test_an_empty_passphrase_is_refused(
    folder: Path,
    clock: StepClock,
    new_id: Ids,
    make_vault: Callable[[], Vault],
    open_vault: Callable[..., Vault],
) -> None:
    with pytest.raises(RuleError) as refused:
        Vault.create(folder, "", clock=clock, new_id=new_id, practice=True, cost=KeyCost.cheap())
    assert refused.value.field == "passphrase"
    assert not folder.exists()
    make_vault().close()
    with pytest.raises(RuleError):
        open_vault("")


def test_every_flipped_byte_of_the_header_is_damage(make_vault: Callable[[], Vault], folder: Path) -> None:
    make_vault().close()
    path = folder / files.HEADER
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x01]) + whole[place + 1 :])
        with pytest.raises(VaultDamaged) as damaged:
            header.read(folder)
        assert damaged.value.where == "header"


def test_every_cut_of_the_header_is_damage(make_vault: Callable[[], Vault], folder: Path) -> None:
    make_vault().close()
    path = folder / files.HEADER
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(VaultDamaged):
            header.read(folder)
    path.write_bytes(whole + b"more")
    with pytest.raises(VaultDamaged):
        header.read(folder)


def test_a_header_with_a_fitting_checksum_but_altered_words_is_damage(
    make_vault: Callable[[], Vault], open_vault: Callable[..., Vault], folder: Path
) -> None:
    make_vault().close()
    rewritten(folder, lambda value: value.update(practice=False, understood_no_recovery=UNDERSTOOD))
    with pytest.raises(VaultDamaged) as damaged:
        open_vault()
    assert damaged.value.where == "header"


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value["slots"][0]["kdf"].update(memory_kib=2**40),
        lambda value: value["slots"][0]["kdf"].update(memory_kib=1),
        lambda value: value["slots"][0]["kdf"].update(lanes=0),
        lambda value: value["slots"][0]["kdf"].update(time_cost=0),
        lambda value: value["slots"][0]["kdf"].update(name="md5"),
        lambda value: value["slots"][0].pop("salt", value["slots"][0].pop("kdf")),
        lambda value: value["slots"][0].update(wrapped="zz"),
        lambda value: value.update(slots=3),
        lambda value: value.update(format="one"),
    ],
)
def test_a_header_that_no_edition_wrote_is_damage(
    make_vault: Callable[[], Vault], folder: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    make_vault().close()
    rewritten(folder, change)
    with pytest.raises(VaultDamaged):
        header.read(folder)


def test_a_wrapped_key_that_fits_its_check_but_does_not_open_is_damage(
    make_vault: Callable[[], Vault], folder: Path
) -> None:
    make_vault().close()
    for wrapped in ("00" * 40, "00"):
        rewritten(folder, lambda value, wrapped=wrapped: value["slots"][0].update(wrapped=wrapped))
        with pytest.raises(VaultDamaged):
            key.unwrap(folder, PASSPHRASE)


def test_a_later_format_is_not_touched(make_vault: Callable[[], Vault], folder: Path) -> None:
    make_vault().close()
    rewritten(folder, lambda value: value.update(format=2))
    with pytest.raises(VaultNewer):
        header.read(folder)


def test_a_folder_without_a_vault(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        header.read(tmp_path)
    with pytest.raises(VaultMissing):
        header.read(tmp_path / "nowhere")
    file = tmp_path / "file"
    file.write_text("not a folder")
    with pytest.raises(VaultMissing):
        header.read(file)


def test_a_missing_header_beside_a_record_is_damage(make_vault: Callable[[], Vault], folder: Path) -> None:
    make_vault().close()
    (folder / files.HEADER).unlink()
    with pytest.raises(VaultDamaged) as damaged:
        header.read(folder)
    assert damaged.value.where == "header"


def test_a_second_slot_opens_too(make_vault: Callable[[], Vault], folder: Path) -> None:
    make_vault().close()
    data_key = key.unwrap(folder, PASSPHRASE)
    first = header.read(folder)
    both = replace(first, slots=(*first.slots, key.make_slot(data_key, "a second phrase", KeyCost.cheap())))
    files.replace_private_file(folder / files.HEADER, both.as_bytes(data_key))
    files.replace_private_file(folder / files.HEADER, both.as_bytes(data_key))
    assert key.unwrap(folder, "a second phrase") == key.unwrap(folder, PASSPHRASE) == data_key
    with pytest.raises(WrongPassphrase):
        key.unwrap(folder, "a third phrase")


@pytest.mark.parametrize("words", ["", "there is no recovery", "There is no recovery.", "yes"])
def test_a_vault_for_real_cases_needs_the_exact_words(
    folder: Path, clock: StepClock, new_id: Ids, words: str
) -> None:
    with pytest.raises(RecoveryNotUnderstood):
        Vault.create(
            folder,
            PASSPHRASE,
            clock=clock,
            new_id=new_id,
            practice=False,
            understood_no_recovery=words,
            cost=KeyCost.cheap(),
        )
    assert not folder.exists()


def test_a_vault_for_real_cases_keeps_the_words(folder: Path, clock: StepClock, new_id: Ids) -> None:
    with Vault.create(
        folder,
        PASSPHRASE,
        clock=clock,
        new_id=new_id,
        practice=False,
        understood_no_recovery=UNDERSTOOD,
        cost=KeyCost.cheap(),
    ) as vault:
        assert not vault.practice
    Vault.open(folder, PASSPHRASE, clock=clock, new_id=new_id).close()
    data_key = key.unwrap(folder, PASSPHRASE)
    silent = replace(header.read(folder), understood_no_recovery="")
    files.replace_private_file(folder / files.HEADER, silent.as_bytes(data_key))
    with pytest.raises(RecoveryNotUnderstood):
        Vault.open(folder, PASSPHRASE, clock=clock, new_id=new_id)


def test_the_shipped_cost_is_sound_and_far_above_the_cheap_one() -> None:
    assert KeyCost.shipped().sound
    assert KeyCost.cheap().sound
    assert KeyCost.shipped().memory_kib >= 64 * 1024
    assert issubclass(WrongPassphrase, DeskError)
