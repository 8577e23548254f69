"""Kills the window in the middle of typing, over and over, and counts what the vault lost: nothing may be.

    python tests/journeys/kill_campaign.py --times 200 [--seed 1]

Each round starts a process that types into the real desk on the same vault, kills it with SIGKILL at a random
moment, opens the vault and compares it with what the process had said before it died:

- every entry that the window had shown as saved is there, once, in order, whole;
- what was typed up to a second before the kill is there, as an entry or as the draft of the line;
- the vault's own checks find no fault.

It prints one line a round and the sums. Exit 1 when anything was lost.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "ui"))

from desk_room import PASSPHRASE, REFERENCE, make_vault

from mappa_desk.domain.views import DeskView
from mappa_desk.services import meetings
from mappa_desk.services.desk import desk_view
from mappa_desk.services.steady_clock import SteadyClock
from mappa_desk.services.work import Work
from mappa_desk.store.vault import Vault
from mappa_desk.wiring import fresh_id

TYPIST = Path(__file__).with_name("kill_typist.py")
ALLOWED_NS = 1_000_000_000
"""At most this much typing may be lost."""


@dataclass
class Round:
    """What one killed process had said, and what was missing afterwards."""

    number: int
    saved: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    typed: int = 0
    lost_ms: float = 0.0


@dataclass
class Campaign:
    """A vault, and the rounds that were played on it."""

    folder: Path
    meeting_id: str
    seed: int
    rounds: list[Round] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    """Texts of the entries that were on the disk after the last round, in order."""

    @classmethod
    def begin(cls, folder: Path, seed: int) -> Campaign:
        """A fresh vault with a running meeting."""
        meeting_id = make_vault(folder)
        campaign = cls(folder, meeting_id, seed)
        with campaign._vault() as opened:
            meetings.start_meeting(opened.work, meeting_id=meeting_id)
        return campaign

    def _vault(self) -> Opened:
        return Opened(self.folder)

    def play(self) -> Round:
        """Start a typist, kill it, look at the disk."""
        number = len(self.rounds)
        chance = random.Random(self.seed * 1000 + number)
        said, died_at = self._typing(number, chance.uniform(0.05, 1.8), chance.randrange(1 << 30))
        played = Round(number)
        with self._vault() as opened:
            view = desk_view(opened.work, meeting_id=self.meeting_id)
            faults = opened.vault.verify().faults
            self._compare(played, said, view, died_at)
            played.faults.extend(f"check: {fault}" for fault in faults)
            self.expected = [entry.text for entry in view.entries]
        self.rounds.append(played)
        return played

    def _typing(self, number: int, seconds: float, seed: int) -> tuple[list[dict[str, object]], int]:
        command = [sys.executable, str(TYPIST), str(self.folder), self.meeting_id, str(seed), str(number)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None and process.stderr is not None
        first = process.stdout.readline()
        if not first:
            raise RuntimeError(process.stderr.read())
        time.sleep(seconds)
        died_at = time.monotonic_ns()
        process.send_signal(signal.SIGKILL)
        rest, _errors = process.communicate()
        lines = [first, *rest.splitlines()]
        said = []
        for line in lines:
            try:
                said.append(json.loads(line))
            except ValueError:  # the last line may be cut by the kill
                break
        return said, died_at

    def _compare(self, played: Round, said: list[dict[str, object]], view: DeskView, died_at: int) -> None:
        kept = [entry.text for entry in view.entries]
        draft = view.draft.text if view.draft is not None else ""
        if kept[: len(self.expected)] != self.expected:
            played.faults.append("entries of earlier rounds changed")
        fresh = kept[len(self.expected) :]
        played.saved = [str(one["text"]) for one in said if one["event"] == "saved"][len(self.expected) :]
        if fresh[: len(played.saved)] != played.saved:
            played.faults.append(f"saved and gone: {played.saved} is not the beginning of {fresh}")
        sent = [str(one["text"]) for one in said if one["event"] == "kept"]
        if fresh != sent[: len(fresh)] and fresh[:-1] != sent[: len(fresh) - 1]:
            played.faults.append(f"entries in another order: {fresh} of {sent}")
        played.typed = sum(one["event"] == "key" for one in said)
        played.lost_ms = _lost(said, fresh, draft, died_at) / 1e6
        if played.lost_ms * 1e6 > ALLOWED_NS:
            played.faults.append(f"{played.lost_ms:.0f} ms of typing are gone")


class Opened:
    """The vault, open for a look."""

    def __init__(self, folder: Path) -> None:
        clock = SteadyClock()
        self.vault = Vault.open(folder, PASSPHRASE, clock=clock, new_id=fresh_id)
        self.work = Work(vault=self.vault, clock=clock, new_id=fresh_id, reference=REFERENCE)

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_error: object) -> None:
        self.vault.close()


def _lost(said: list[dict[str, object]], fresh: list[str], draft: str, died_at: int) -> int:
    """Nanoseconds between the first key that the disk has not, and the kill. 0 when it has them all."""
    line = str(said[0].get("line", ""))
    done = 0
    for one in said[1:]:
        text = str(one["text"])
        if one["event"] == "kept":
            line = ""
            if done < len(fresh) and fresh[done] == text:
                done += 1
            continue
        if one["event"] != "key" or text == line:
            continue
        line = text
        on_disk = done < len(fresh) and fresh[done].startswith(text)
        on_disk = on_disk or draft.startswith(text) or any(kept == text for kept in fresh)
        if not on_disk:
            return died_at - int(str(one["at"]))
    return 0


def main() -> int:
    """Play the rounds and print them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        campaign = Campaign.begin(Path(folder) / "vault", asked.seed)
        for _ in range(asked.times):
            played = campaign.play()
            print(
                f"{played.number:4}  {played.typed:4} keys  {len(played.saved):3} saved  "
                f"{played.lost_ms:6.0f} ms lost  {'; '.join(played.faults) or 'nothing missing'}"
            )
        rounds = campaign.rounds
        print(
            f"{len(rounds)} kills, {sum(one.typed for one in rounds)} keys, "
            f"{sum(len(one.saved) for one in rounds)} saves acknowledged, "
            f"{sum(bool(one.faults) for one in rounds)} rounds with a loss, "
            f"most typing lost {max(one.lost_ms for one in rounds):.0f} ms"
        )
        return int(any(one.faults for one in rounds))


if __name__ == "__main__":
    sys.exit(main())
