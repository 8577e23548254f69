"""Every edition with hostile text everywhere: it is drawn, says what it should, and passes veraPDF."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from edition_samples import order_of
from hostile_samples import HOSTILE, with_text
from vera import is_here, verdicts

from mappa_desk.documents.comparing import deviations
from mappa_desk.documents.reading_back import read_back
from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.editions import AS_MINUTES
from mappa_desk.domain.executive_summaries import written_for
from mappa_desk.domain.minutes import DocumentKind, MinutesStatus
from mappa_desk.services.drawing import DRAWERS, Order, draw


def hostile_order(kind: DocumentKind, text: str, wording: dict[str, str], *, large: bool) -> Order:
    """One kind of a meeting in which the text stands everywhere, also in what was written for a summary."""
    order = order_of(kind, wording, large=large)
    snapshot = with_text(text)
    parts = ("risk", "supervision", "licence")
    says = tuple(
        replace(one, id=f"s-{part}", text=f"For the executive summary, {part}: {text}", item="risk")
        for part, one in zip(parts, snapshot.entries[:3], strict=True)
    )
    quiet = replace(snapshot, attendance=(), circulation=()) if kind is _SUMMARY else snapshot
    meeting = replace(snapshot.meeting, chair="", minutes_by="", lead_officer="")
    quiet = replace(quiet, meeting=meeting) if kind is _SUMMARY else quiet
    if kind is _SUMMARY:
        quiet = replace(quiet, actions=(), previous_actions=())
    snapshot = replace(
        quiet,
        entries=(*snapshot.entries, *says),
        agencies=tuple(replace(one, name=text or one.name) for one in snapshot.agencies),
        form=replace(snapshot.form, area_name=text),
        status=MinutesStatus.DRAFT if kind is DocumentKind.ACTIONS_NOW else MinutesStatus.APPROVED,
    )
    request = replace(order.request, asked_by=text, organisation=text) if order.request else None
    person = next((row.id for row in snapshot.attendance), "") if order.person else ""
    return replace(order, snapshot=snapshot, request=request, person=person)


_WORST = ("markup", "bidi", "lines", "nothing", "emoji", "surrogate", "run")
_SUMMARY = DocumentKind.EXECUTIVE_SUMMARY


def made(kind: DocumentKind, text: str, wording: dict[str, str], *, large: bool) -> Rendered:
    return draw(hostile_order(kind, text, wording, large=large))


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize("kind", DRAWERS)
def test_hostile_text_is_drawn_as_it_is(
    kind: DocumentKind, large: bool, wording: dict[str, str], tmp_path: Path
) -> None:
    paths = []
    for name in _WORST[-3:] if large and kind in AS_MINUTES else _WORST:
        rendered = made(kind, HOSTILE[name], wording, large=large)
        assert deviations(read_back(rendered.data), rendered.told, pages=rendered.pages) == (), name
        if name in ("emoji", "run") and (kind is DocumentKind.AGENCY_COPY or kind not in AS_MINUTES):
            paths.append(tmp_path / f"{name}.pdf")
            paths[-1].write_bytes(rendered.data)
    if paths and is_here():
        assert {key: one.failures for key, one in verdicts(paths).items() if not one.passed} == {}


def test_the_samples_reach_the_summary(wording: dict[str, str]) -> None:
    order = hostile_order(_SUMMARY, HOSTILE["markup"], wording, large=False)
    assert sum(written_for(one) is not None for one in order.snapshot.entries) == 3
    assert sum("&amp;" in part.text for part in draw(order).told.parts) == 4
    assert order.snapshot.entries[0].text == HOSTILE["markup"]
