"""A figure that a meeting goes by, and that nobody in the area has confirmed yet."""

from __future__ import annotations

from mappa_desk.domain.areas import AreaStandard
from mappa_desk.services.areas import area_view
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.jobs import Err, Ok
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.ports import Banner, BannerAction

BANNER = "figure"


def tell_unconfirmed(state: DeskState) -> None:
    """Say how long the minutes may take while nobody has confirmed that; the action leads to the settings."""
    work, code = state.work(), f"minutes_level_{int(state.view.meeting.level)}"

    def read() -> AreaStandard | None:
        found = (standard for standard in area_view(work).standards if standard.id == code)
        return next((standard for standard in found if not standard.verified), None)

    def told(result: Ok[AreaStandard | None] | Err) -> None:
        if isinstance(result, Err) or result.value is None:
            return
        figure = tr("minutes in {n} {unit}.").format(n=f"{result.value.value:g}", unit=result.value.unit)
        confirm = BannerAction(tr("Confirm"), lambda: state.shell.navigate("settings", "standards"))
        lead = tr("Area standard not yet confirmed:")
        state.shell.show_banner(Banner(BANNER, lead, figure, 1, (confirm,)))

    state.jobs.store(read, told, state)
