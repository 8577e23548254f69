"""The entries, decisions and actions of the sample review."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from mappa_desk.domain.actions import Acceptance, Action, Deadline, DeadlineKind
from mappa_desk.domain.contributions import Entry, EntryKind, Handling, IssueOutcome
from mappa_desk.domain.decisions import Decision, DecisionKind, Dissent

DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "full_review.toml").read_text("utf-8"))
STARTED = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    """A moment so many minutes after the start."""
    return STARTED + timedelta(minutes=minutes)


def entry(position: int, item: str, text: str, **more: Any) -> Entry:
    """An entry with the id "e001" and so on."""
    return Entry(
        id=f"e{position:03}",
        meeting_id="m03",
        position=position,
        item=item,
        text=text,
        captured_at=at(position % 78),
        **more,
    )


def due(day: date) -> Deadline:
    """A deadline on a day."""
    return Deadline(kind=DeadlineKind.DATE, on=day)


class SampleRecord:
    """Makes the entries of the full review with their decisions and actions."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._day = date(2026, 9, 1)

    def made(self) -> tuple[tuple[Entry, ...], tuple[Decision, ...], tuple[Action, ...]]:
        """Entries in order, decisions and actions by number."""
        decisions: list[Decision] = []
        actions: list[Action] = []
        for code, (number, title, _) in DATA["items"].items():
            self._item(code, number, title)
            for row in DATA["decisions"]:
                if row["item"] == code:
                    decisions.append(self._decision(row, len(decisions) + 1))
            for row in DATA["actions"]:
                if row["item"] == code:
                    actions.append(self._action(row, len(actions) + 1))
        return tuple(self._entries), tuple(decisions), tuple(actions)

    def _item(self, code: str, number: int, title: str) -> None:
        rounds = {"contributions": 3, "changes": 1, "victims": 1, "risk": 1, "plan": 1, "person": 1}
        for _ in range(rounds.get(code, 0)):
            self._round(code)
        if code == "contributions":
            self._unusual(code)
        elif code not in rounds and code not in ("last_minutes", "close"):
            words = DATA["brief"]["summed_up"].format(number=number, title=title.lower())
            self._add(code, words, entry_kind=EntryKind.NOTE)

    def _round(self, code: str) -> None:
        speakers = {agency: row_id for row_id, (agency, *_) in reversed(DATA["people"].items())}
        speakers |= {"prob": "om"}
        for matter in DATA["matters"]:
            self._day += timedelta(days=1)
            said = matter["text"].format(day=f"{self._day.day} {self._day:%B %Y}")
            agency = matter["agency"]
            more: dict[str, Any] = {"agency": agency, "attendance_id": speakers[agency]}
            if agency == "hsg":
                more |= {"entry_kind": EntryKind.WRITTEN_REPORT, "report_dated": "10 November 2026"}
            self._add(code, said, **more)

    def _unusual(self, code: str) -> None:
        """A nil return, a refusal, a settled issue, and what may not go to everybody."""
        csc = {"agency": "csc", "attendance_id": "tm"}
        police = {"agency": "pol", "attendance_id": "ds"}
        unusual = DATA["unusual"]
        self._add(code, "", agency="hlth", attendance_id="rw", entry_kind=EntryKind.NIL_RETURN)
        self._add(code, unusual["refusal"], entry_kind=EntryKind.REFUSAL, **csc)
        self._add(
            code,
            unusual["issue"],
            agency="vlo",
            attendance_id="vl",
            entry_kind=EntryKind.ISSUE,
            outcome=IssueOutcome.NO_ACTION,
            outcome_reason=unusual["issue_reason"],
        )
        self._add(code, unusual["closed"], closed_part_id="cp1", handling=Handling.SANITISE, **police)
        named = {"handling": Handling.NAMED_RECIPIENTS, "recipients": ("csc", "prob")}
        self._add(code, unusual["named"], **csc, **named)
        self._add(code, unusual["not_for_person"], handling=Handling.NOT_FOR_PERSON, **police)

    def _add(self, code: str, text: str, **more: Any) -> Entry:
        made = entry(len(self._entries) + 1, code, text, **more)
        self._entries.append(made)
        return made

    def _decision(self, row: dict[str, Any], number: int) -> Decision:
        dissent = (Dissent(agency=row["against"], why=row["why"]),) if "against" in row else ()
        return Decision(
            id=f"d{number}",
            meeting_id="m03",
            entry_id=self._add(row["item"], row["decided"], entry_kind=EntryKind.DECISION).id,
            number=number,
            decision_kind=DecisionKind(row["kind"]),
            heading=row["heading"],
            decided=row["decided"],
            because=row["because"],
            also_considered=row.get("considered", ""),
            dissent=dissent,
            dissent_asked=row["asked"],
            resolved=row.get("resolved", ""),
            takes_effect=date(2026, 11, 12) if dissent else None,
        )

    def _action(self, row: dict[str, Any], number: int) -> Action:
        behalf = number == 7
        by = due(date(2026, 11, row["day"])) if row["day"] else None
        return Action(
            id=f"a{number}",
            case_id="c1",
            meeting_id="m03",
            entry_id=self._add(row["item"], row["text"], entry_kind=EntryKind.ACTION).id,
            tag=f"M03-{number:02d}",
            text=row["text"],
            purpose=row.get("purpose", ""),
            owner_agency=row["agency"],
            owner_name="" if behalf else DATA["people"][row["owner"]][1],
            owner_role="manager of the approved premises" if behalf else row["role"],
            owner_attendance_id=None if behalf else row["owner"],
            on_behalf_taken_by="Tom Reilly, Probation" if behalf else "",
            deadline=by or Deadline(kind=DeadlineKind.NEXT_MEETING, on=date(2027, 1, 14)),
            urgent=number == 11,
            acceptance=Acceptance.ON_BEHALF if behalf else Acceptance.ACCEPTED,
            accepted_at=at(68),
        )
