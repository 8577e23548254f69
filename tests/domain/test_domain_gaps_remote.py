"""Those who take part from elsewhere: what was not asked or confirmed is worth a look and never blocks."""

from __future__ import annotations

import pytest
from domain_builders import STARTED, whole_view, with_one

from mappa_desk.domain.attendance import Mode, RemoteCheck
from mappa_desk.domain.gaps import find_gaps
from mappa_desk.domain.gaps_people import not_confirmed


def _check(attendance_id: str = "pol1", **said: bool | None) -> RemoteCheck:
    answers = {"alone": True, "not_overheard": True, "not_recording": True, **said}
    return RemoteCheck(id="r", meeting_id="m3", attendance_id=attendance_id, at=STARTED, **answers)


def _remote_gaps(*checks: RemoteCheck) -> list[tuple[str, str, bool]]:
    view = whole_view(attendance=with_one("pol1", mode=Mode.VIDEO), remote_checks=checks)
    return [
        (gap.code, gap.sentence, gap.blocking) for gap in find_gaps(view) if gap.code.startswith("remote")
    ]


def test_nobody_asked_is_one_gap_with_the_names() -> None:
    assert _remote_gaps() == [
        (
            "remote_not_asked",
            "Not asked whether alone, not overheard and not recording: Alun Pritchard, Police.",
            False,
        )
    ]


def test_what_was_not_confirmed_is_named_and_the_last_answer_counts() -> None:
    doubt = _check(alone=False, not_recording=None)
    assert _remote_gaps(doubt) == [
        ("remote_doubt", "Alun Pritchard, Police did not confirm: alone, not recording.", False)
    ]
    assert _remote_gaps(doubt, _check()) == []


def test_a_check_of_somebody_who_left_the_list_is_no_gap() -> None:
    assert _remote_gaps(_check(), _check("gone", alone=False)) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, ()),
        ({"alone": None}, ("alone",)),
        ({"not_overheard": False}, ("not overheard",)),
        ({"alone": False, "not_overheard": None, "not_recording": False},
         ("alone", "not overheard", "not recording")),
    ],
)  # fmt: skip
def test_what_is_not_confirmed_in_words(said: dict[str, bool | None], words: tuple[str, ...]) -> None:
    assert not_confirmed(_check(**said)) == words
