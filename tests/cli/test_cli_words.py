"""Words that were saved outside the vault are shown by the passphrase alone."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from mappa_desk.domain.elsewhere import UnkeptCopy, UnkeptWords, WordsState
from mappa_desk.services.elsewhere import save_elsewhere
from mappa_desk.wiring import PRACTICE_PASSPHRASE, Wiring

AT = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)


def test_saved_words_are_shown_without_their_vault(
    call, vault: Path, passphrase: Path, tmp_path: Path
) -> None:
    wiring = Wiring(data_folder=tmp_path)
    words = UnkeptWords(
        state=WordsState.ENTRY, text="Llŷr: seen twice", at=AT, item_title="Risk", speaker="Police"
    )
    copy = UnkeptCopy(meeting_id="0" * 32, reference="LAN-0417-M03", saved_at=AT, words=(words,))
    file = save_elsewhere(
        wiring.open(vault, PRACTICE_PASSPHRASE), copy=copy, target=tmp_path / "saved.mappawords"
    )
    wiring.close()
    shutil.rmtree(vault)
    said = call("words", file, "--passphrase-file", passphrase)
    assert (said.code, said.err) == (0, "")
    assert "LAN-0417-M03" in said.out and "Risk, Police: Llŷr: seen twice" in said.out
    passphrase.write_text("another\n", encoding="utf-8")
    refused = call("words", file, "--passphrase-file", passphrase)
    assert (refused.code, refused.out) == (1, "") and "does not open this file" in refused.err
