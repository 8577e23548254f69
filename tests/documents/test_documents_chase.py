"""The call for updates and the do-now list: what they hold, what they leave out, where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from document_samples import full_review
from every_kind import AGENCY, every_document
from pdf_placing import placed_text

from mappa_desk.documents.call_for_updates import render_call_for_updates
from mappa_desk.documents.reading_back import read_back
from mappa_desk.domain.actions import ActionState
from mappa_desk.domain.editions import project
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot

CALL, NOW, SLIP = DocumentKind.CALL_FOR_UPDATES, DocumentKind.DO_NOW, DocumentKind.AGENCY_SLIP
LONG = "Write to the landlord, again and again. " * 40


def call(snapshot: MinutesSnapshot, wording: dict[str, str], *, large: bool = False) -> str:
    projected = project(snapshot, CALL, agency=AGENCY)
    made = render_call_for_updates(
        projected, agency=AGENCY, reply_by=date(2026, 11, 20), wording=wording, large=large
    )
    assert made.missing == ()
    return read_back(made.data).text


def test_the_call_holds_the_agencys_own_open_actions_and_no_purpose(wording: dict[str, str]) -> None:
    snapshot = full_review()
    said = call(snapshot, wording)
    own = [one for one in snapshot.actions if one.owner_agency == AGENCY and one.state is ActionState.OPEN]
    others = [one for one in snapshot.actions if one.owner_agency != AGENCY]
    assert own
    assert others
    assert all(one.text in said for one in own)
    assert not any(one.text in said for one in others)
    assert not any(one.purpose in said for one in snapshot.actions if one.purpose)
    assert not any(row.name in said for row in snapshot.attendance if row.name)


def test_a_call_without_actions_says_so(wording: dict[str, str]) -> None:
    bare = replace(full_review(), actions=(), previous_actions=())
    assert "No action is open for this agency." in call(bare, wording)
    assert "No action is open for this agency." in call(bare, wording, large=True)


@pytest.mark.parametrize("kind", [CALL, NOW, SLIP])
def test_the_number_of_a_long_action_stands_beside_its_words(
    wording: dict[str, str], kind: DocumentKind
) -> None:
    snapshot = full_review()
    grown = tuple(replace(one, text=LONG) if one.owner_agency == AGENCY else one for one in snapshot.actions)
    made = every_document(replace(snapshot, actions=grown), wording, only=[kind])[kind.value]
    placed = [one for one in placed_text(made.data) if not one.artifact]
    labels = [one for one in placed if one.bold and one.text.strip().isdigit() and one.x < 60]
    assert labels, "the text goes on below the table under its number"
    for label in labels:
        beside = [one for one in placed if (one.page, one.y) == (label.page, label.y) and one is not label]
        assert all(one.x >= label.x + 20 for one in beside)
