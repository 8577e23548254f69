"""Style that no linter knows: lengths, late imports, colours, docstrings, paragraphs and names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from glossary_table import instead_of, words_defined
from source_rules import (
    calls_paragraph,
    colour_faults,
    docstring_faults,
    late_import_faults,
    length_faults,
    name_faults,
)

from mappa_desk.domain import records
from mappa_desk.domain.minutes import MinutesSnapshot

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "mappa_desk"
OWN = [path for path in sorted(PACKAGE.rglob("*.py")) if "_generated" not in path.parts]
ALL = [
    *OWN,
    *sorted(path for top in ("tests", "packaging", "benchmarks") for path in (ROOT / top).rglob("*.py")),
]
DESCRIBED = [path for path in OWN if path.parent.name != "versions"]
WINDOW = [path for path in OWN if path.is_relative_to(PACKAGE / "ui")]
THEME = PACKAGE / "ui" / "theme.py"


def named(path: Path) -> str:
    """The path of a source file as a test's name."""
    return path.relative_to(ROOT).as_posix()


def faults_of(rule: Callable[[str], list[str]], paths: list[Path]) -> list[str]:
    """Apply a rule to files; give each fault with the file's name before it."""
    return [f"{named(path)}: {fault}" for path in paths for fault in rule(path.read_text("utf-8"))]


def test_no_file_is_too_long() -> None:
    assert faults_of(length_faults, ALL) == []


def test_a_long_file_is_named() -> None:
    assert length_faults("x = 1\n" * 401)
    assert not length_faults("x = 1\n" * 400)


def test_an_import_inside_a_function_gives_its_reason() -> None:
    assert faults_of(late_import_faults, OWN) == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("def f():\n    import json\n", 1),
        ("def f():\n    import json  # noqa: PLC0415\n", 1),
        ("def f():\n    import json  # noqa: PLC0415 (start-up time)\n", 0),
        ("def f():\n    # Loaded when behind only.\n    import json\n", 0),
        ("def f():\n    if x:\n        from a import b\n", 1),
        ("import json\n", 0),
    ],
)
def test_a_late_import_without_its_reason_is_named(source: str, count: int) -> None:
    assert len(late_import_faults(source)) == count


def test_colours_stand_in_the_theme_alone() -> None:
    assert faults_of(colour_faults, [path for path in WINDOW if path != THEME]) == []
    forms = [path.name for path in (ROOT / "forms").glob("*.ui") if "<color" in path.read_text("utf-8")]
    assert forms == []


def test_no_form_brings_a_style_sheet() -> None:
    assert [
        path.name for path in (ROOT / "forms").glob("*.ui") if "styleSheet" in path.read_text("utf-8")
    ] == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("x = '#B3261E'", 1),
        ("x = 'color: rgb(1, 2, 3)'", 1),
        ("x = QColor(1, 2, 3)", 1),
        ("x = QColor('red')", 1),
        ("x = Qt.GlobalColor.red", 1),
        ("x = Qt.GlobalColor.transparent", 0),
        ("x = QColor(role)", 0),
        ("x = 'item #3 of the list'", 0),
    ],
)
def test_a_planted_colour_is_named(source: str, count: int) -> None:
    assert len(colour_faults(source)) == count


def test_everything_public_says_what_it_is() -> None:
    assert faults_of(docstring_faults, sorted({*DESCRIBED} - {*WINDOW})) == []
    assert faults_of(partial(docstring_faults, methods=False), WINDOW) == []


def test_a_missing_docstring_is_named() -> None:
    assert docstring_faults('"""M."""\n\ndef keep():\n    pass\n') == ["line 3: keep has no docstring"]
    assert docstring_faults('"""M."""\n\nclass A:\n    """A."""\n    def go(self): ...\n') != []
    assert docstring_faults("x = 1\n") == ["the module has no docstring"]


def test_paragraphs_are_made_in_one_place_at_most() -> None:
    printed = (path for path in OWN if "documents" in path.parts)  # elsewhere a paragraph is one of the page
    makers = [named(path) for path in printed if calls_paragraph(path.read_text("utf-8"))]
    assert len(makers) <= 1, makers
    assert calls_paragraph("story.append(Paragraph(words, style))")
    assert calls_paragraph("story.append(platypus.Paragraph(words, style))")


def test_modules_and_forms_are_called_by_the_words_of_the_trade() -> None:
    instead = instead_of()
    stems = [path.stem for path in (*OWN, *(ROOT / "forms").glob("*.ui"))]
    assert [fault for stem in stems for fault in name_faults(stem, instead)] == []


@pytest.mark.parametrize("stem", ["utils", "case_helpers", "attendees", "task_list", "login", "db"])
def test_a_foreign_name_is_named(stem: str) -> None:
    assert len(name_faults(stem, instead_of())) == 1


def test_every_kind_of_record_stands_in_the_glossary() -> None:
    assert MinutesSnapshot is not None  # its module brings in every kind of record
    kinds = {kind.KIND: kind.__name__ for kind in records.Record.__subclasses__()}
    assert len(kinds) > 15
    assert {kind: name for kind, name in kinds.items() if kind not in words_defined()} == {}
