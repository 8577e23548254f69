"""The short form of the kill campaign: six kills of the real window in the middle of typing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from kill_campaign import Campaign

KILLS = 6


@pytest.mark.campaign
def test_no_acknowledged_save_and_at_most_a_second_of_typing_is_lost(tmp_path: Path):
    campaign = Campaign.begin(tmp_path / "vault", seed=7)
    faults = [f"round {played.number}: {fault}" for _ in range(KILLS) for played in [campaign.play()]
              for fault in played.faults]  # fmt: skip
    assert faults == []
    assert sum(len(played.saved) for played in campaign.rounds) > 0, "nothing was ever saved: no proof"
    assert sum(played.typed for played in campaign.rounds) > KILLS * 5
