"""Half-typed lines: kept for a crash, no part of the record."""

from __future__ import annotations

from mappa_desk.domain.limits import check_text
from mappa_desk.domain.views import Draft
from mappa_desk.services.work import Work

LINE = "line"
"""Place of the capture line's draft."""


def keep_draft(work: Work, *, draft: Draft) -> None:
    """Keeps a half-typed line durably, without an audit entry; drops an empty one. Raises RuleError."""
    if draft.text:
        check_text(draft.text, field="text")
        work.vault.keep_draft(draft)
    else:
        work.vault.drop_draft(draft.meeting_id, draft.place)


def line_draft(work: Work, *, meeting_id: str) -> Draft | None:
    """The half-typed capture line of a meeting, if there is one."""
    with work.reading() as reading:
        return reading.draft(meeting_id, LINE)
