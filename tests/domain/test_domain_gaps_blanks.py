"""A blank that nobody filled blocks approval wherever it stands; brackets that people type do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from domain_builders import whole_view

from mappa_desk.domain.contributions import EntryKind
from mappa_desk.domain.decisions import Dissent
from mappa_desk.domain.gaps import find_gaps
from mappa_desk.domain.views import DeskView, Gap


def blank_gaps(view: DeskView) -> list[Gap]:
    return [gap for gap in find_gaps(view) if gap.code == "blank"]


def with_entry(view: DeskView, **changes: object) -> DeskView:
    place = next(at for at, one in enumerate(view.entries) if one.entry_kind is EntryKind.CONTRIBUTION)
    entries = [*view.entries]
    entries[place] = replace(entries[place], **changes)
    return replace(view, entries=tuple(entries))


def with_decision(view: DeskView, **changes: object) -> DeskView:
    return replace(view, decisions=(replace(view.decisions[0], **changes), *view.decisions[1:]))


def with_action(view: DeskView, **changes: object) -> DeskView:
    return replace(view, actions=(replace(view.actions[0], **changes), *view.actions[1:]))


def test_an_entry_with_blanks_blocks_and_the_link_leads_to_it() -> None:
    view = with_entry(whole_view(), text="Released on ⟦date⟧ to ⟦place⟧.")
    (gap,) = blank_gaps(view)
    entry = next(one for one in view.entries if "⟦" in one.text)
    assert gap.blocking and gap.record_id == entry.id and gap.item == entry.item
    assert gap.sentence.endswith("has 2 blanks to fill.")
    assert "date" not in gap.sentence


@pytest.mark.parametrize("text", ["He said [sic] so", "Seen [date]", "⟦⟧", "⟦", "a ⟦ b"])
def test_brackets_that_somebody_typed_are_no_gap(text: str) -> None:
    assert blank_gaps(with_entry(whole_view(), text=text)) == []


def test_an_entry_in_the_bin_has_no_gap() -> None:
    assert blank_gaps(with_entry(whole_view(), text="On ⟦date⟧", removed=True)) == []


@pytest.mark.parametrize("field", ["heading", "decided", "because", "also_considered", "resolved"])
def test_each_text_of_a_decision_is_looked_at(field: str) -> None:
    view = with_decision(whole_view(), **{field: "On ⟦date⟧"})
    (gap,) = blank_gaps(view)
    assert gap.sentence == f"Decision {view.decisions[0].number} has a blank to fill."
    assert gap.record_id == view.decisions[0].entry_id and gap.blocking


def test_so_is_the_reason_of_who_disagreed() -> None:
    view = with_decision(
        whole_view(), dissent=(Dissent(agency="hsg", why="Because ⟦reason⟧"),), resolved="So"
    )
    assert len(blank_gaps(view)) == 1


@pytest.mark.parametrize("field", ["text", "purpose"])
def test_so_is_an_action(field: str) -> None:
    view = with_action(whole_view(), **{field: "Visit ⟦place⟧"})
    (gap,) = blank_gaps(view)
    assert gap.sentence == f"Action {view.actions[0].place} has a blank to fill."
    assert blank_gaps(with_action(view, removed=True)) == []


def test_a_record_whose_entry_is_in_the_bin_has_no_gap() -> None:
    view = with_decision(whole_view(), decided="On ⟦date⟧", entry_id="gone")
    view = with_action(view, text="On ⟦date⟧", entry_id="gone")
    assert blank_gaps(view) == []


def test_the_entry_of_a_decision_is_not_counted_beside_it() -> None:
    view = with_decision(whole_view(), decided="On ⟦date⟧")
    entries = tuple(
        replace(one, text="On ⟦date⟧", entry_kind=EntryKind.DECISION)
        if one.id == view.decisions[0].entry_id
        else one
        for one in view.entries
    )
    assert len(blank_gaps(replace(view, entries=entries))) == 1
