"""The parts of the shell that draw nothing: which banner shows, what an error says."""

from __future__ import annotations

import pytest

from mappa_desk.domain import errors
from mappa_desk.ui.ports import Banner
from mappa_desk.ui.shell_banners import BannerQueue
from mappa_desk.ui.shell_faults import banner_for


def test_the_gravest_banner_shows_and_the_earlier_one_waits() -> None:
    queue = BannerQueue()
    mild, grave = Banner("figure", "Not confirmed.", grave=1), Banner("disk", "The disk is full.", grave=3)
    queue.show(mild)
    queue.show(grave)
    assert queue.top is grave
    queue.show(Banner("other", "Something.", grave=2))
    assert queue.top is grave
    queue.clear("disk")
    assert queue.top is not None and queue.top.key == "other"
    queue.clear("other")
    assert queue.top is mild
    queue.clear("figure")
    assert queue.top is None


def test_a_banner_takes_the_place_of_the_one_with_its_key() -> None:
    queue = BannerQueue()
    queue.show(Banner("written", "Written as a.pdf."))
    queue.show(Banner("written", "Written as b.pdf."))
    assert queue.top == Banner("written", "Written as b.pdf.")
    queue.clear("written")
    assert queue.top is None


@pytest.mark.parametrize(
    ("error", "grave", "words"),
    [
        (errors.DiskFull("No room."), 3, "The disk is full."),
        (errors.DiskGone("No answer."), 3, "The vault's drive does not answer."),
        (errors.VaultReadOnly("Cannot write."), 3, "This vault is open for reading."),
        (errors.StaleRevision("Changed at 11:20."), 2, "This was changed elsewhere a moment ago."),
        (errors.RuleError("A case needs its reference."), 1, "A case needs its reference."),
        (errors.KnownStoreError("The vault cannot do this."), 2, "The vault cannot do this."),
    ],
)
def test_an_error_is_said_by_who_can_mend_it(qapp, error, grave, words) -> None:
    banner = banner_for(error)
    assert (banner.grave, banner.lead) == (grave, words)


def test_a_fault_of_ours_shows_no_text_of_a_case(qapp) -> None:
    banner = banner_for(ValueError("Llŷr Owain Gŵyr-Bowen, 1 Sea View"))
    assert "Llŷr" not in f"{banner.lead} {banner.sentence} {banner.details}"


def test_a_retry_becomes_the_banner_s_action(qapp) -> None:
    tried: list[bool] = []
    banner = banner_for(errors.DiskFull("No room."), lambda: tried.append(True))
    assert [action.words for action in banner.actions] == ["Try again"]
    banner.actions[0].call()
    assert tried == [True]


def test_a_passing_banner_goes_with_the_page_that_it_came_to() -> None:
    queue = BannerQueue()
    kept, due = Banner("kept", "Circulation list kept.", passing=True), Banner("due", "Due today.")
    queue.show(kept)
    queue.show(due)
    queue.turn()
    assert queue.top is kept
    queue.turn()
    assert queue.top is due
    queue.show(kept)
    queue.turn()
    queue.show(kept)
    queue.turn()
    queue.clear("due")
    assert queue.top is kept, "told anew, it comes along once more"
