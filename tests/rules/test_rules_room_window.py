"""The Room window can import nothing that knows a case, a name or a contribution."""

from __future__ import annotations

import grimp
import pytest

WINDOW = ("mappa_desk.ui.views.room", "mappa_desk.ui.models.room", "mappa_desk.ui.widgets.room_actions")
MAY_KNOW = {"mappa_desk.domain.room_picture"}
"""All that these modules may reach of the domain, straight or round a corner."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Every import of the program."""
    return grimp.build_graph("mappa_desk", cache_dir=None)


def knows(graph: grimp.ImportGraph, module: str) -> set[str]:
    """What a module can reach of the record: domain, services and everything below them."""
    rooms = tuple(f"mappa_desk.{room}." for room in ("domain", "services", "store", "documents", "exchange"))
    reached = graph.find_upstream_modules(module)
    return {found for found in reached if found.startswith(rooms)} - MAY_KNOW


@pytest.mark.parametrize("module", WINDOW)
def test_room_s_window_knows_its_own_picture_and_nothing_of_the_record(graph, module: str) -> None:
    assert knows(graph, module) == set()


def test_its_picture_imports_nothing_of_the_program(graph) -> None:
    assert graph.find_upstream_modules("mappa_desk.domain.room_picture") == set()


def test_a_planted_import_is_found(graph) -> None:
    planted = grimp.build_graph("mappa_desk", cache_dir=None)
    planted.add_import(importer="mappa_desk.ui.icons", imported="mappa_desk.domain.views")
    assert "mappa_desk.domain.cases" in knows(planted, WINDOW[0])


def test_one_place_alone_makes_a_picture_out_of_the_record(graph) -> None:
    makers = graph.find_modules_directly_imported_by("mappa_desk.ui.room")
    assert graph.find_modules_that_directly_import("mappa_desk.domain.room") == {"mappa_desk.ui.room"}
    assert "mappa_desk.ui.views.room" in makers
    assert graph.find_modules_that_directly_import("mappa_desk.ui.views.room") == {"mappa_desk.ui.room"}
