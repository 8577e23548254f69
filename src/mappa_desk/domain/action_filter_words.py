"""The line that is typed to find actions: marks, plain words as on the capture line, and words of text.

`is:open @health due:<7d due:>23/1 case:LAN-0417 #label carried:>2 priority:urgent owner:"A Name" -#label
text`. "open", "overdue" and the like are marks before the first word of text; a date phrase that ends a run
of words is a day, as in "open by 30/11". A minus turns a mark round, a backslash and quotation marks keep
what is behind or in them as text. What is not understood stays text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from mappa_desk.domain.action_filter import LATER, NOW, PLAIN_PAIRS, PLAIN_WORDS, ActionFilter, folded
from mappa_desk.domain.action_filter_chips import FILTER_MARKS, FilterChip, FilterPart, ParsedFilter
from mappa_desk.domain.action_filter_days import beside, read_day
from mappa_desk.domain.action_filter_terms import PRIORITIES, PRIORITY_WORDS, STATES, agency_named
from mappa_desk.domain.action_filter_tokens import Token, split_line
from mappa_desk.domain.actions import ActionState, Deadline, DeadlineKind
from mappa_desk.domain.agencies import Agency
from mappa_desk.domain.calendar_words import distance, short_date
from mappa_desk.domain.capture_dates import trailing_date
from mappa_desk.domain.working_days import IsHoliday

__all__ = ["FILTER_MARKS", "LINE_LIMIT", "FilterChip", "FilterPart", "ParsedFilter", "parse_filter"]

LINE_LIMIT = 500
"""Most characters of a line that is read, and of one that is kept by name."""
MOST_PARTS = 60
"""Most marks and words of a line that are read."""
_LONGEST_RUN = 5
"""So many words at most name an agency or a day behind a mark."""

_COUNT = re.compile(r"\d{1,3}")


def parse_filter(
    words: str, *, today: date, agencies: Iterable[Agency], is_holiday: IsHoliday
) -> ParsedFilter:
    """How the line `words` reads, as it stands after each key. Days are read as on the capture line, from
    `today` on, so that "fri" is the next Friday. Never raises for any text.
    """
    reader = _Reader(words, tuple(agencies), today, is_holiday, ActionFilter())
    reader.read()
    chips = tuple(sorted(reader.chips, key=lambda chip: (chip.start, chip.end)))
    return ParsedFilter(words, reader.find, chips, tuple(reader.leftovers))


@dataclass(slots=True)
class _Reader:
    """Reads one line once, from the left."""

    line: str
    agencies: tuple[Agency, ...]
    today: date
    is_holiday: IsHoliday
    find: ActionFilter
    chips: list[FilterChip] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    at: int = 0
    has_text: bool = False
    lone: dict[str, FilterChip] = field(default_factory=dict)

    def read(self) -> None:
        """Reads every part: each mark where it stands, each run of plain words when it has ended."""
        tokens = split_line(self.line[:LINE_LIMIT])
        self.tokens = tokens[:MOST_PARTS]
        run: list[Token] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.is_bare:
                run.append(token)
                self.at += 1
                continue
            self._run(run)
            run = []
            steps = self._mark(token)
            if not steps:
                self._text(token)
            self.at += steps or 1
        self._run(run)
        rest = self.line[tokens[MOST_PARTS].start :] if len(tokens) > MOST_PARTS else self.line[LINE_LIMIT:]
        if rest.strip():
            self.leftovers.append(rest.strip())

    def _run(self, run: list[Token]) -> None:
        """Plain words: marks before the first word of text, a date at the end, text."""
        left = run[: len(run) - self._date_words(run)] if run else []
        while left:
            steps, said = self._plain_mark(left)
            if steps:
                self._flag(replace(left[0], end=left[steps - 1].end), said)
            else:
                self._text(left[0])
            left = left[steps or 1 :]

    def _plain_mark(self, left: list[Token]) -> tuple[int, str]:
        """How many of these words are a mark, and which."""
        said = left[0].value.lower()
        if left[0].escaped or (self.has_text and set(said) != {"!"}):
            return 0, ""
        if set(said) == {"!"}:
            return 1, "urgent"
        second = left[1].value.lower() if len(left) > 1 and not left[1].escaped else ""
        pair = PLAIN_PAIRS.get((said, second))
        return (2, pair) if pair else (int(said in PLAIN_WORDS), said)

    def _date_words(self, run: list[Token]) -> int:
        """Reads the date phrase at the end of a run. Gives how many of its words that is."""
        start, end = run[0].start, run[-1].end
        phrase = trailing_date(self.line, start, end, today=self.today, is_holiday=self.is_holiday)
        if phrase is None or phrase.escaped:
            return 0
        inside = [token for token in run if token.start >= phrase.start]
        before = run[: len(run) - len(inside)]
        if before and before[-1].raw.lower() == "due":
            inside.insert(0, before[-1])
        self._due(inside[0].start, end, phrase.deadline, "<=")
        return len(inside)

    def _mark(self, token: Token) -> int:
        read = _MARKS.get(token.mark)
        return 0 if read is None or (token.op and token.mark not in _COMPARED) else read(self, token)

    def _text(self, token: Token) -> None:
        value = token.as_text
        found = bool(folded(value))
        if token.mark or not found:
            self.leftovers.append(token.raw)
        if found:
            self.has_text = self.has_text or not token.minus
            self._add("not_words" if token.minus else "words", value)
            self._chip(FilterPart.TEXT, token, f"Without “{value}”" if token.minus else f"“{value}”")

    # What each mark does: it gives how many parts of the line it took, 0 when it is none.

    def read_is(self, token: Token) -> int:
        """`is:open` and the like."""
        return int(self._flag(token, token.value.lower().replace("_", "-")))

    def _flag(self, token: Token, said: str) -> bool:
        yes = not token.minus
        if said in ("open", "settled", "closed"):
            is_open = (said == "open") is yes
            self._one("open_only", is_open, FilterPart.STATE, token, "Open" if is_open else "Settled")
        elif said == "overdue":
            self._one("overdue", yes, FilterPart.OVERDUE, token, "Overdue" if yes else "Not overdue")
        elif said == "unowned":
            self._without_owner(token)
        elif said in ("undated", "dated"):
            self._without_day(token, (said == "undated") is yes)
        elif said in ("unaccepted", "accepted"):
            lacks = (said == "unaccepted") is yes
            words = "Not accepted" if lacks else "Accepted"
            self._one("not_accepted", lacks, FilterPart.ACCEPTANCE, token, words)
        elif said in PRIORITIES:
            self._priority(token, said)
        elif said in STATES:
            for state in STATES[said]:
                self._add("states" if yes else "not_states", state)
            self._chip(FilterPart.STATE, token, _other(yes, said.replace("-", " ")))
        else:
            return False
        return True

    def read_state(self, token: Token) -> int:
        """`state:done_late`: one state alone."""
        said = token.value.lower().replace("-", "_")
        if said not in {state.value for state in ActionState}:
            return 0
        self._add("not_states" if token.minus else "states", ActionState(said))
        self._chip(FilterPart.STATE, token, _other(not token.minus, said.replace("_", " ")))
        return 1

    def read_agency(self, token: Token) -> int:
        """`@health`, `@adult social care`; who is no agency is an owner."""
        for steps, value in self._values(token):
            agency = agency_named(value, self.agencies, whole=steps > 1)
            if agency is not None:
                self._add("not_agencies" if token.minus else "agencies", agency.code)
                last = self.tokens[self.at + steps - 1]
                self._chip(
                    FilterPart.AGENCY,
                    token,
                    agency.name if not token.minus else f"Not {agency.name}",
                    last.end,
                )
                return steps
        return self.read_owner(token) if token.mark == "@" else 0

    def read_owner(self, token: Token) -> int:
        """`owner:lloyd`, `owner:"Ann Lloyd"`, `owner:none`."""
        if not token.quoted and token.value.lower() in ("none", "nobody"):
            return self._without_owner(token)
        if not folded(token.value):
            return 0
        self._add("not_owner" if token.minus else "owner", token.value)
        self._chip(FilterPart.OWNER, token, _not(not token.minus, f"Owner {token.value}"))
        return 1

    def read_no(self, token: Token) -> int:
        """`no:date`, `no:owner`, `no:agency`."""
        said = token.value.lower()
        if said == "owner":
            return self._without_owner(token)
        if said == "agency":
            self._add("not_agencies" if token.minus else "agencies", "")
            self._chip(FilterPart.AGENCY, token, "With an agency" if token.minus else "Without agency")
        if said == "date":
            self._without_day(token, not token.minus)
        return int(said in ("agency", "date"))

    def read_case(self, token: Token) -> int:
        """`case:LAN-0417`."""
        if not folded(token.value):
            return 0
        self._add("not_cases" if token.minus else "cases", token.value)
        self._chip(FilterPart.CASE, token, _not(not token.minus, f"Case {token.value}"))
        return 1

    def read_label(self, token: Token) -> int:
        """`#label`."""
        label = token.value.lower()
        if not folded(label):
            return 0
        self._add("not_labels" if token.minus else "labels", label)
        self._chip(FilterPart.LABEL, token, _not(not token.minus, f"Label {label}"))
        return 1

    def read_priority(self, token: Token) -> int:
        """`priority:urgent`, `priority:release`, `priority:normal`."""
        said = token.value.lower().replace("_", "-")
        return self._priority(token, said) if said in PRIORITIES else 0

    def read_look(self, token: Token) -> int:
        """`look:now`, `look:later`."""
        said = token.value.lower()
        if said not in (NOW, LATER):
            return 0
        now = (said == NOW) is not token.minus
        words = "To be looked at now" if now else "Put aside until later"
        self._one("look", NOW if now else LATER, FilterPart.LOOK, token, words)
        return 1

    def read_carried(self, token: Token) -> int:
        """`carried:>2`, `redated:1`."""
        if not _COUNT.fullmatch(token.value) or token.minus or token.quoted:
            return 0
        number, name = int(token.value), token.mark
        least = number + (token.op == ">") if token.op in (">", ">=", "=", "") else None
        most = number - (token.op == "<") if token.op in ("<", "<=", "=", "") else None
        if most is not None and most < 0:
            return 0
        part, verb = (
            (FilterPart.CARRIED, "Carried") if name == "carried" else (FilterPart.REDATED, "Re-dated")
        )
        if least is not None:
            self._set(f"{name}_at_least", max(least, getattr(self.find, f"{name}_at_least")))
        if most is not None:
            had = getattr(self.find, f"{name}_at_most")
            self._set(f"{name}_at_most", most if had is None else min(most, had))
        limit = f"at least {least}" if most is None else f"at most {most}" if least is None else str(number)
        self._chip(part, token, f"{verb} {limit}")
        return 1

    def read_due(self, token: Token) -> int:
        """`due:<7d`, `due:23/1..30/1`, `due:none`, `due:meeting`."""
        said = token.value.lower()
        if said in ("none", "never") and not token.op:
            self._without_day(token, not token.minus)
            return 1
        if said == "meeting" and not token.op:
            yes = not token.minus
            self._one("at_next_meeting", yes, FilterPart.DUE, token, _not(yes, "Due at the next meeting"))
            return 1
        if token.minus:
            return 0
        first, dots, last = token.value.partition("..")
        if dots and not token.op:
            return self._between(token, first, last)
        for steps, value in self._values(token):
            deadline = read_day(value, today=self.today, is_holiday=self.is_holiday)
            if deadline is not None:
                self._due(token.start, self.tokens[self.at + steps - 1].end, deadline, token.op)
                return steps
        return 0

    def _between(self, token: Token, first: str, last: str) -> int:
        ends = [read_day(end, today=self.today, is_holiday=self.is_holiday) for end in (first, last)]
        days = [end.on for end in ends if end is not None and end.on is not None]
        if len(days) < len(ends):
            return 0
        self._bounds(*days)
        self._chip(FilterPart.DUE, token, f"Due {short_date(days[0])} to {short_date(days[1])}")
        return 1

    def _values(self, token: Token) -> list[tuple[int, str]]:
        """The value of a mark with the plain words behind it, the longest first, and how many parts it is."""
        found = [(1, token.value)]
        if token.quoted:
            return found
        for steps in range(2, _LONGEST_RUN + 1):
            at = self.at + steps - 1
            if at >= len(self.tokens) or not self.tokens[at].is_bare or self.tokens[at].escaped:
                break
            found.append((steps, f"{found[-1][1]} {self.tokens[at].value}"))
        return found[::-1]

    def _due(self, start: int, end: int, deadline: Deadline, op: str) -> None:
        token = Token(start, end)
        if deadline.kind is DeadlineKind.NEXT_MEETING:
            self._one("at_next_meeting", True, FilterPart.DUE, token, "Due at the next meeting")
        elif deadline.kind is DeadlineKind.BEFORE_RELEASE:
            self._priority(token, "release")
        else:
            day = deadline.on or self.today
            first = beside(day, int(op == ">")) if op in (">", ">=", "=", "") else None
            last = beside(day, -int(op == "<")) if op in ("<", "<=", "=", "") else None
            self._bounds(first, last)
            shown = first or last or day
            way = "from" if last is None else "up to" if first is None else "on"
            words = f"Due {way} {short_date(shown)}, {distance(shown, self.today)}"
            self._chip(FilterPart.DUE, token, words)

    def _bounds(self, first: date | None, last: date | None) -> None:
        if first is not None:
            self._set("due_from", max(first, self.find.due_from or first))
        if last is not None:
            self._set("due_to", min(last, self.find.due_to or last))

    def _priority(self, token: Token, said: str) -> int:
        yes = not token.minus
        self._add("priorities" if yes else "not_priorities", PRIORITIES[said])
        self._chip(FilterPart.PRIORITY, token, _not(yes, PRIORITY_WORDS[PRIORITIES[said]]))
        return 1

    def _without_owner(self, token: Token) -> int:
        lacks = not token.minus
        self._one("no_owner", lacks, FilterPart.OWNER, token, "Without owner" if lacks else "With an owner")
        return 1

    def _without_day(self, token: Token, lacks: bool) -> None:
        self._one("no_date", lacks, FilterPart.DUE, token, "Without date" if lacks else "With a date")

    def _one(self, name: str, value: object, part: FilterPart, token: Token, words: str) -> None:
        """Sets what can only be so or otherwise: the last one said counts, and its chip alone is shown."""
        self._set(name, value)
        if name in self.lone:
            self.chips.remove(self.lone[name])
        self.lone[name] = self._chip(part, token, words)

    def _add(self, name: str, value: object) -> None:
        had: tuple[object, ...] = getattr(self.find, name)
        if value not in had:
            self._set(name, (*had, value))

    def _set(self, name: str, value: Any) -> None:
        self.find = replace(self.find, **{name: value})

    def _chip(self, part: FilterPart, token: Token, words: str, end: int = 0) -> FilterChip:
        chip = FilterChip(part, token.start, end or token.end, words)
        self.chips.append(chip)
        return chip


def _not(yes: bool, words: str) -> str:
    return words if yes else f"Not {words[0].lower()}{words[1:]}"


def _other(yes: bool, state: str) -> str:
    """ "Not done" is a state itself, so what is not done, or not "not done", is said in another way."""
    return state.capitalize() if yes else f"Other than {state}"


_COMPARED = frozenset({"due", "carried", "redated"})
"""Keys whose value may have a sign before it."""
_MARKS: Mapping[str, Callable[[_Reader, Token], int]] = MappingProxyType(
    {
        "@": _Reader.read_agency,
        "agency": _Reader.read_agency,
        "#": _Reader.read_label,
        "label": _Reader.read_label,
        "is": _Reader.read_is,
        "state": _Reader.read_state,
        "owner": _Reader.read_owner,
        "no": _Reader.read_no,
        "case": _Reader.read_case,
        "priority": _Reader.read_priority,
        "look": _Reader.read_look,
        "due": _Reader.read_due,
        "carried": _Reader.read_carried,
        "redated": _Reader.read_carried,
    }
)
