"""Documents of the samples, each rendered once for the whole run."""

from __future__ import annotations

from pathlib import Path

import pytest
from document_samples import SEAL, empty_meeting, full_review
from every_kind import every_document
from hostile_samples import HOSTILE, with_text
from later_samples import MARKS_BY, chair_draft_of, chair_gaps, second_version
from pdf_reading import Node, read_structure
from sample_wording import shipped_wording

from mappa_desk.documents.actions import render_actions
from mappa_desk.documents.chair_draft import ChairDraftRendered, render_chair_draft
from mappa_desk.documents.minutes import render_minutes
from mappa_desk.documents.rendering import CopyMark, Rendered
from mappa_desk.domain.cases import Level
from mappa_desk.domain.minutes import MinutesSnapshot, MinutesStatus


@pytest.fixture(scope="session")
def wording() -> dict[str, str]:
    """The words that the program ships."""
    return shipped_wording()


@pytest.fixture(scope="session")
def documents(wording: dict[str, str], chair_draft: ChairDraftRendered) -> dict[str, Rendered]:
    """Every kind of document by name: approved minutes, a grouped draft, an empty meeting, action lists."""
    full = full_review()
    draft = full_review(status=MinutesStatus.DRAFT, level=Level.TWO)
    copy = CopyMark(number=3, copies=12, recipient="Housing")
    return {
        "minutes": render_minutes(full, wording=wording, seal=SEAL, copy=copy),
        "draft": render_minutes(draft, wording=wording),
        "empty": render_minutes(empty_meeting(), wording=wording),
        "actions": render_actions(full, wording=wording),
        "agency-actions": render_actions(full, wording=wording, agency="hsg", seal=SEAL),
        "version-2": render_minutes(second_version(), wording=wording, seal=SEAL),
        "chair-draft": chair_draft.rendered,
    }


@pytest.fixture(scope="session")
def chair_draft(wording: dict[str, str]) -> ChairDraftRendered:
    """The draft for the chair, with gaps of every kind."""
    return render_chair_draft(
        chair_draft_of(), gaps=chair_gaps(), marks_by=MARKS_BY, number=2, wording=wording
    )


@pytest.fixture(scope="session")
def kinds(wording: dict[str, str]) -> dict[str, dict[str, Rendered]]:
    """Every kind of document by its name, of an empty meeting and of a full one."""
    sizes = {"empty": empty_meeting(), "demo": full_review()}
    return {size: every_document(snapshot, wording) for size, snapshot in sizes.items()}


@pytest.fixture(scope="session")
def hostile(wording: dict[str, str]) -> dict[str, Rendered]:
    """Minutes in which a hostile text stands everywhere, by the name of the text."""
    return {name: render_minutes(with_text(text), wording=wording) for name, text in HOSTILE.items()}


@pytest.fixture(scope="session")
def files(documents: dict[str, Rendered], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The documents as files."""
    folder = tmp_path_factory.mktemp("documents")
    for name, rendered in documents.items():
        (folder / f"{name}.pdf").write_bytes(rendered.data)
    return {name: folder / f"{name}.pdf" for name in documents}


@pytest.fixture
def show(wording: dict[str, str]):
    """Gives the structure of a snapshot's minutes."""

    def show(snapshot: MinutesSnapshot) -> Node:
        return read_structure(render_minutes(snapshot, wording=wording).data)

    return show
