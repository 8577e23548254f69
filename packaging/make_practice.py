"""Makes resources/practice/*.json out of packaging/practice/*.toml: `python packaging/make_practice.py`.

Each written case is lived through from its first meeting on with the real services, under a clock and ids
that are the same in every run, and is then exported as a case file. A test proves that the files are what
this gives.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from mappa_desk.domain.actions import ActionEventKind, Deadline, DeadlineKind
from mappa_desk.domain.agendas import AgendaTemplate, MeetingKind
from mappa_desk.domain.cases import Case, Category, Level, Whereabouts
from mappa_desk.domain.people import Person
from mappa_desk.domain.reference import Reference
from mappa_desk.services.actions import review_action
from mappa_desk.services.areas import seed_area
from mappa_desk.services.case_files import export_case
from mappa_desk.services.cases import case_by_reference, edit_case, open_case
from mappa_desk.services.people import add_keyholder
from mappa_desk.services.reference import load_reference
from mappa_desk.services.scripted_meeting import action_by_tag, hold
from mappa_desk.services.scripts import Script, ScriptClock, british_moment, script_of
from mappa_desk.services.work import Work
from mappa_desk.store.key import KeyCost
from mappa_desk.store.vault import Vault

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "packaging" / "practice"
TARGET = ROOT / "resources" / "practice"
FIRST_DAY = date(2025, 1, 6)

_SPEAKER = re.compile(
    r"(?P<who>[a-z0-9_]*)(?:#(?P<key>\w+))?(?:!(?P<kind>\w+))?(?:@(?P<dated>[^~]+))?(?:~(?P<handling>\w+))?"
    r"(?:=(?P<recipients>[a-z+]+))?"
)
_LIFE = re.compile(r"(?P<when>M\d\d|\d{4}-\d\d-\d\d) (?P<outcome>\w+)(?: (?P<due>\d{4}-\d\d-\d\d))?")
_SETTLED = {
    "before": "all_in_hand",
    "opening": "covered_elsewhere",
    "apologies": "all_present",
    "last_minutes": "agreed_no_corrections",
    "last_actions": "no_open_actions",
    "changes": "covered_elsewhere",
    "diversity": "considered_none",
    "victims": "unchanged",
    "proportionality": "considered_proportionate",
    "person": "person_told_nothing_received",
    "records": "records_current",
    "read_back": "no_actions_made",
    "close": "covered_elsewhere",
}

Table = dict[str, Any]


@dataclass
class SteadyIds:
    """Ids that are the same in every run: a count under the name of what is being made."""

    name: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    def __call__(self) -> str:
        """The next id."""
        count = self.counts.get(self.name, 0)
        self.counts[self.name] = count + 1
        return hashlib.sha256(f"mappa-desk practice {self.name} {count}".encode()).hexdigest()[:32]


@dataclass
class Stage:
    """The vault in which the cases are lived through."""

    work: Work
    clock: ScriptClock
    ids: SteadyIds
    keyholders: dict[str, Person] = field(default_factory=dict)


def make_case_files(folder: Path) -> tuple[Path, ...]:
    """Writes the case file of every written case into a folder that holds none of them yet."""
    reference = load_reference()
    tables = [_read(file, reference) for file in sorted(SOURCE.glob("*.toml"))]
    with tempfile.TemporaryDirectory() as hidden:
        ids = SteadyIds("vault")
        clock = ScriptClock(british_moment(FIRST_DAY, "09:00"))
        vault = Vault.create(
            Path(hidden) / "vault", "practice", clock=clock, new_id=ids, practice=True, cost=KeyCost.cheap()
        )
        with vault:
            stage = Stage(Work(vault, clock, ids, reference), clock, ids)
            seed_area(stage.work)
            for name in sorted({table["minutes_by"] for table in tables}):
                ids.name = name
                person, _, role = name.partition(", ")
                stage.keyholders[name] = add_keyholder(
                    stage.work, name=person, role=role, agency="prob"
                ).value
            return tuple(_live_through(stage, table, folder) for table in tables)


def _read(file: Path, reference: Reference) -> Table:
    """A written case, the actions of each meeting in the order of the agenda, as they will be numbered."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    order = {item.code: item.number for agenda in reference.agendas for item in agenda.items}
    for meeting in table.get("meetings", ()):
        meeting.get("actions", []).sort(key=lambda action: order[action["item"]])
    return table


def _live_through(stage: Stage, table: Table, folder: Path) -> Path:
    """Opens the case, holds its meetings and what lies between them in the order of time, and exports it."""
    reference = table["reference"]
    stage.ids.name = reference
    stage.clock.moment = british_moment(table["opened"], "09:30")
    work = stage.work.signed(stage.keyholders[table["minutes_by"]])
    facts = {
        key: value for key, value in table.items() if key in Case.__dataclass_fields__ and key != "reference"
    }
    open_case(work, reference=reference, **_typed(facts))
    for on, happening in sorted(_happenings(table), key=lambda pair: pair[0]):
        stage.clock.put(british_moment(on, "09:00"))
        if "people" in happening:
            hold(work, stage.clock, _script(work, table, happening))
        elif "life" in happening:
            _between(work, table, happening)
        else:
            case = case_by_reference(work, reference=reference)
            changes = {key: value for key, value in happening.items() if key not in ("on", "reason")}
            edit_case(work, case=replace(case, **_typed(changes)), reason=happening.get("reason", ""))
    stage.clock.put(stage.clock.moment + timedelta(minutes=5))
    return export_case(work, reference=reference, target=folder / f"{reference}.json")


def _happenings(table: Table) -> Iterator[tuple[date, Table]]:
    """Meetings, changes of the case and what was told between meetings, each with its day."""
    for number, meeting in enumerate(table.get("meetings", ()), start=1):
        meeting["number"] = number
        yield meeting["on"], meeting
        for place, action in enumerate(meeting.get("actions", ()), start=1):
            for line in action.get("life", ()):
                found = _life(line)
                if not found["when"].startswith("M"):
                    yield (
                        date.fromisoformat(found["when"]),
                        {**found, "life": True, "tag": f"M{number:02d}-{place:02d}"},
                    )
    for change in table.get("changes", ()):
        yield change["on"], change


def _life(line: str) -> Table:
    """ "M02 carried 2026-03-20 | why | told by" as a table."""
    head, *rest = (part.strip() for part in line.split("|"))
    found = _LIFE.fullmatch(head)
    if found is None:
        raise ValueError(f"This is no line of an action's life: {line}")
    note, told_by = (*rest, "", "")[:2]
    return {**found.groupdict(), "note": note, "told_by": told_by}


def _between(work: Work, table: Table, told: Table) -> None:
    case = case_by_reference(work, reference=table["reference"])
    due = Deadline(kind=DeadlineKind.DATE, on=date.fromisoformat(told["due"])) if told["due"] else None
    review_action(
        work, action_id=action_by_tag(work, case.id, told["tag"]).id, meeting_id=None,
        outcome=ActionEventKind(told["outcome"]), note=told["note"], told_by=told["told_by"], due=due,
    )  # fmt: skip


def _script(work: Work, table: Table, meeting: Table) -> Script:
    """The written meeting as a script, its steps in the order of the agenda."""
    number = meeting["number"]
    case = case_by_reference(work, reference=table["reference"])
    kind = MeetingKind(meeting.get("kind", "initial" if number == 1 else "review"))
    level = Level(meeting.get("level", case.level))
    people = {key: _invited(table["people"][key], words) for key, words in meeting["people"].items()}
    plain = {
        "reference": table["reference"],
        "kind": kind.value,
        "level": int(level),
        "on": meeting["on"],
        "at": meeting["at"],
        "minutes": meeting.get("minutes", 0),
        "place": meeting.get("place", table["place"]),
        "chair": meeting.get("chair", table["chair"]),
        "chair_agency": meeting.get("chair_agency", table["chair_agency"]),
        "minutes_by": table["minutes_by"],
        "brief_why": meeting.get("why", ""),
        "brief_risk": meeting.get("risk", ""),
        "people": people,
        "steps": list(_steps(work.reference.agenda(kind, level), table, meeting)),
    }
    if "approved" in meeting:
        plain["approval"] = meeting["approved"]
    return script_of(plain)


def _invited(person: Table, words: str) -> Table:
    """The list's line for somebody: "room", "deputy: Name, Role", "apologies: report's date"."""
    state, _, rest = (part.strip() for part in words.partition(":"))
    if state in ("room", "video", "telephone"):
        return {**person, "state": "attended", "mode": state, "report": rest}
    if state == "deputy":
        name, _, role = rest.partition(", ")
        return {**person, "state": state, "deputy": name, "deputy_role": role}
    return {**person, "state": state, "report": rest}


def _steps(agenda: AgendaTemplate, table: Table, meeting: Table) -> Iterator[Table]:
    clock = british_moment(meeting["on"], meeting["at"])
    reviews = list(_reviews(table, meeting["number"]))
    unsettled = []
    for item in agenda.items:
        steps = [{"item": item.code, **step} for step in _steps_of(item.code, meeting, reviews)]
        yield {"at": f"{clock:%H:%M}", "item": item.code}
        yield from steps
        clock += timedelta(minutes=item.minutes or 1)
        silent = not any(step.get("say") or step.get("decide") or step.get("act") for step in steps)
        if silent and item.code in _SETTLED:
            unsettled.append(item.code)
    yield {"at": f"{clock:%H:%M}", "close": True}
    if meeting.get("settled", True):
        own = {code: reason for reason, codes in meeting.get("settle", {}).items() for code in codes}
        for code in unsettled:
            yield {"settle": {"items": [code], "reason": own.get(code, _SETTLED[code])}}


def _steps_of(code: str, meeting: Table, reviews: list[Table]) -> Iterator[Table]:
    if code == "statement":
        yield {"statement": meeting.get("statement", "read")}
    if code == "last_actions":
        yield from ({"review": review} for review in reviews)
    for speaker, text in meeting.get("said", {}).get(code, ()):
        yield {"say": text, **_speaker(speaker)}
    for step in meeting.get("moves", ()):
        if step["item"] == code:
            yield step
    for decision in meeting.get("decisions", ()):
        if decision["item"] == code:
            inner = {key: value for key, value in decision.items() if key not in ("item", "settles")}
            yield {"settles": decision.get("settles", ""), "decide": {"asked": True, **inner}}
    for action in meeting.get("actions", ()):
        if action["item"] == code:
            inner = {key: value for key, value in action.items() if key not in ("item", "settles", "life")}
            yield {"settles": action.get("settles", ""), "act": inner}
    if code == "read_back" and meeting.get("actions"):
        yield {"read_back": True}
    if code == "next_review":
        yield {"next_review": meeting["next"]}


def _reviews(table: Table, number: int) -> Iterator[Table]:
    """What the meeting with this number makes of the open actions of those before it."""
    for earlier in table["meetings"]:
        for place, action in enumerate(earlier.get("actions", ()), start=1):
            for line in action.get("life", ()):
                found = _life(line)
                if found["when"] == f"M{number:02d}":
                    due = {"due": date.fromisoformat(found["due"])} if found["due"] else {}
                    if found["outcome"] == "done":
                        due = {"on": min(action.get("due", date.max), table["meetings"][number - 1]["on"])}
                    told = {key: found[key] for key in ("outcome", "note", "told_by")}
                    yield {"tag": f"M{earlier['number']:02d}-{place:02d}", **told, **due}


def _speaker(words: str) -> Table:
    """ "hlth!refusal", "educ!written_report@10 November 2025", "pol!issue#maps", "vlo~not_for_person"."""
    found = _SPEAKER.fullmatch(words)
    if found is None:
        raise ValueError(f"This is no speaker: {words}")
    named = {"who": found["who"], "kind": found["kind"], "report_dated": found["dated"]}
    named |= {"handling": found["handling"], "key": found["key"]}
    named["recipients"] = found["recipients"].split("+") if found["recipients"] else ()
    return {key: value for key, value in named.items() if value}


def _typed(facts: Table) -> Table:
    """The facts of a case as the domain has them."""
    kinds = {"category": Category, "level": Level, "whereabouts": Whereabouts}
    return {
        key: kinds[key](value) if key in kinds else tuple(value) if isinstance(value, list) else value
        for key, value in facts.items()
    }


def main() -> None:
    """Replaces the case files of the practice cases."""
    with tempfile.TemporaryDirectory() as folder:
        for made in make_case_files(Path(folder)):
            (TARGET / made.name).write_bytes(made.read_bytes())
            print(made.name, f"{made.stat().st_size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
