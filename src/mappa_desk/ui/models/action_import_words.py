"""Words of the dry run of a spreadsheet: what columns become, what is thought of a row."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from mappa_desk.domain.action_import import Becomes, PlannedRow, RowDoing, Verdict
from mappa_desk.domain.actions import Channel
from mappa_desk.ui.models.tracker_words import CHANNELS


def tr(text: str) -> str:
    """Words of this page in the user's language."""
    return QCoreApplication.translate("action_import", text)


_BECOMES = {
    Becomes.SKIP: "Not taken",
    Becomes.CASE: "Case",
    Becomes.NUMBER: "Number",
    Becomes.MEETING_ON: "Given on",
    Becomes.TEXT: "Action",
    Becomes.PURPOSE: "Purpose",
    Becomes.AGENCY: "Agency",
    Becomes.OWNER: "Owner",
    Becomes.ROLE: "Role",
    Becomes.DUE: "Due",
    Becomes.STATE: "State",
    Becomes.DONE_ON: "Done on",
    Becomes.UPDATE: "Update",
    Becomes.TOLD_BY: "Told by",
    Becomes.EVIDENCE: "Evidence",
    Becomes.PRIORITY: "Priority",
    Becomes.LABELS: "Labels",
}
_VERDICTS = {
    Verdict.ACCEPTED: ("Good", "tick", "done"),
    Verdict.DOUBTED: ("In doubt", "triangle", "warning"),
    Verdict.REFUSED: ("Refused", "octagon", "danger"),
}
CHANNELS_OF_FILES = (Channel.SPREADSHEET, Channel.SECURE_MAIL, Channel.ORDINARY_MAIL, Channel.FORM)
"""How a spreadsheet may have come, the likeliest first."""


def becomes(value: Becomes) -> str:
    """What a column becomes."""
    return tr(_BECOMES[value])


def verdict(value: Verdict) -> str:
    """What is thought of a row."""
    return tr(_VERDICTS[value][0])


def verdict_icon(value: Verdict) -> str:
    """Its icon."""
    return _VERDICTS[value][1]


def verdict_tone(value: Verdict) -> str:
    """Its colour role."""
    return _VERDICTS[value][2]


def channel(value: Channel) -> str:
    """How it came, "In a spreadsheet"."""
    return tr(CHANNELS[value])


def said(row: PlannedRow) -> str:
    """What is said of a row, behind what it is about where it is no new action."""
    if row.doing is RowDoing.UPDATE:
        return f"{tr('Update of {tag}.').format(tag=row.tag)} {row.sentence}".strip()
    if row.doing is RowDoing.SAME:
        return f"{tr('Nothing new.')} {row.sentence}".strip()
    return row.sentence


def doubted(count: int) -> str:
    """The box that takes the doubted rows too."""
    one = tr("Take the row in doubt too")
    return one if count == 1 else tr("Take the {count} rows in doubt too").format(count=f"{count:,}")


def rows(count: int) -> str:
    """As in "1 row", "12 rows"."""
    return tr("1 row") if count == 1 else tr("{count} rows").format(count=f"{count:,}")
