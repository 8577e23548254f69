"""Replies of agencies, keyed or pasted action by action, with where they came from."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from mappa_desk.domain.actions import ActionEventKind, Channel
from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.chase_views import AwaitedLine, CallLine, DoNowLine, LadderLine
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.domain.views import ActionRow
from mappa_desk.services.action_lives import take_back
from mappa_desk.services.action_replies import Reply, record_replies
from mappa_desk.ui.chase_host import ChaseHost
from mappa_desk.ui.chase_reply_days import OfCard, ReplyDays
from mappa_desk.ui.models import dates
from mappa_desk.ui.models.chase import ChaseLine
from mappa_desk.ui.models.chase_answers import ActionAnswer, CardOffers, ReplyCard, ReplySource
from mappa_desk.ui.models.chase_pasted import take_apart
from mappa_desk.ui.models.chase_words import outcomes, ways_in
from mappa_desk.ui.models.desk_fields import Choice
from mappa_desk.ui.views.chase_reply import ReplyPane

Lines = tuple[ChaseLine, ...]


class ChaseReplies(QObject):
    """Opens the pane of a reply, and keeps what was keyed: all of it or none."""

    def __init__(self, page: ChaseHost) -> None:
        super().__init__(page.view)
        self._page = page
        self._pane: ReplyPane | None = None
        self._source = ReplySource(Channel.SECURE_MAIL.value, "", "")
        self._chases: dict[str, str] = {}

    def unkept(self) -> bool:
        """True while something is keyed that nothing has kept."""
        return self._pane is not None and bool(self._pane.answers())

    def key(self, lines: Lines) -> None:
        """Open the pane for the actions of these lines; those of one agency come from one reply."""
        page, side = self._page, self._page.side
        first = lines[0]
        same = tuple(line for line in lines if line.agency == first.agency)
        rows = {row.action.id: row for line in same for row in _rows(line)}
        self._chases = {
            row.action.id: line.source.chase.id
            for line in same
            if isinstance(line.source, AwaitedLine)
            for row in line.source.actions
        }
        today = page.office.work().today()
        source = ReplySource(self._source.came_by, "", dates.typed(today))
        if len(rows) == 1:
            title = self.tr("Reply on {number}").format(number=next(iter(rows.values())).reference)
        else:
            title = self.tr("Reply of {agency}").format(agency=first.agency_name or self.tr("no agency"))
        reviews = page.facts.reviews if page.facts is not None else {}
        days = ReplyDays(side, rows, reviews, today)
        cards = [self._card(row) for row in rows.values()]
        pane = ReplyPane(title, cards, ways=ways_in(), offers=self._offers(days), source=source)
        references = {action_id: row.reference for action_id, row in rows.items()}
        side.open("", pane, scrolls=False)
        side.closed = self._closed
        self._pane = pane
        pane.left.connect(side.close)
        pane.pasted.connect(lambda text: self._take(pane, days, text, references))
        pane.kept.connect(lambda: self._keep(pane, days, same))
        pane.setFocus()
        others = len({line.agency for line in lines}) - 1
        said = (
            title if not others else self.tr("{title}. The other agencies stay ticked.").format(title=title)
        )
        page.say(said)

    def _closed(self) -> None:
        self._pane = None

    def _offers(self, days: ReplyDays) -> CardOffers:
        facts = self._page.facts
        names = [Choice(one.code, one.name) for one in facts.agencies if one.active] if facts else []
        return CardOffers(
            outcomes=outcomes(),
            agencies=[Choice("", self.tr("No agency")), *names],
            happened=days.happened,
            due=days.due,
            settled=days.settled,
        )

    def _card(self, row: ActionRow) -> ReplyCard:
        due, today = row.action.deadline.on, self._page.office.work().today()
        said = self.tr("due {day}").format(day=dates.day(due)) if due else self.tr("no date")
        late = due is not None and due < today
        tone = "danger" if late else "muted"
        action = row.action
        return ReplyCard(action.id, row.reference, action.text, said, tone, action.owner_agency)

    def _take(self, pane: ReplyPane, days: ReplyDays, text: str, references: dict[str, str]) -> None:
        if not text.strip():
            pane.take({}, "")
            return
        reply = take_apart(text, references)
        if not reply.found:
            pane.take({}, self.tr("No number of these actions stands in it."))
            return
        count = dates.counted(len(reply.found), self.tr("action"), self.tr("actions"))
        said = self.tr("Found words for {actions}.").format(actions=count)
        if reply.rest:
            said += " " + self.tr("Not taken: “{words}”").format(words=reply.rest[:120])
        pane.take({one: days.with_day(pasted) for one, pasted in reply.found.items()}, said)
        self._page.say(said)

    def _keep(self, pane: ReplyPane, days: ReplyDays, lines: Lines) -> None:
        page = self._page
        try:
            replies = self._replies(pane, days)
        except DeskError as error:
            pane.show_error(str(error), *_where(error))
            page.say(str(error))
            return
        source = pane.source()
        pane.set_busy(True)

        def kept(outcome: Outcome[Any]) -> None:
            self._source = source
            page.side.close()
            page.let_go(lines)
            ids = [action.id for action in outcome.value]
            count = dates.counted(len(ids), self.tr("answer"), self.tr("answers"))
            who = lines[0].agency_name
            said = self.tr("{answers} of {who} kept.") if who else self.tr("{answers} kept.")
            words = said.format(answers=count, who=who)
            if any(one.outcome is ActionEventKind.TRANSFERRED for one in replies):
                words += " " + self.tr("The new owner has not accepted yet.")
            page.read(lambda: page.done(words, lambda work: take_back(work, action_ids=ids)))

        def refused(error: Exception) -> None:
            if self._pane is not pane or not isinstance(error, DeskError):
                page.office.shell.report(error)
                return
            pane.set_busy(False)
            pane.show_error(
                str(error), error.field if isinstance(error, RuleError) else "", _named(error, pane)
            )
            page.say(str(error))

        page.change(lambda work: record_replies(work, replies=replies), kept, refused)

    def _replies(self, pane: ReplyPane, days: ReplyDays) -> tuple[Reply, ...]:
        source, answers = pane.source(), pane.answers()
        if not answers:
            raise RuleError(self.tr("Key what they say of at least one action."), field="outcome")
        on = self._page.side.must_have_day(source.on, name="on")
        return tuple(self._reply(one, source, days, on) for one in answers)

    def _reply(self, one: ActionAnswer, source: ReplySource, days: ReplyDays, reply_day: date) -> Reply:
        kind = ActionEventKind(one.outcome or ActionEventKind.UPDATED.value)
        on = days.settled_on(one, reply_day)
        due = days.new_date(one) if kind is ActionEventKind.REDATED else None
        if kind is ActionEventKind.TRANSFERRED:
            days.check_owner(one)
        if kind is ActionEventKind.UPDATED and not (one.words or one.evidence):
            raise OfCard(self.tr("What was said?"), field="note", action_id=one.action_id)
        if kind in _NEEDS_REASON and not one.words:
            raise OfCard(self.tr("A reason is needed here."), field="note", action_id=one.action_id)
        agency, name, role = one.owner
        return Reply(
            action_id=one.action_id,
            outcome=kind,
            came_by=Channel(source.came_by),
            told_by=source.told_by,
            note=one.words,
            evidence=one.evidence,
            on=on,
            due=due,
            owner_agency=agency,
            owner_name=name,
            owner_role=role,
            chase_id=self._chases.get(one.action_id),
        )


_NEEDS_REASON = (ActionEventKind.REDATED, ActionEventKind.OVERTAKEN, ActionEventKind.NOT_DONE)


def _where(error: DeskError) -> tuple[str, str]:
    field = error.field if isinstance(error, RuleError) else ""
    return field, error.action_id if isinstance(error, OfCard) else ""


def _named(error: DeskError, pane: ReplyPane) -> str:
    """The action whose number the sentence names, empty for none."""
    found = [card for card in pane.cards if card.number.split("-", 2)[-1] in str(error)]
    return found[0].action_id if len(found) == 1 else ""


def _rows(line: ChaseLine) -> tuple[ActionRow, ...]:
    source = line.source
    if isinstance(source, CallLine | AwaitedLine):
        return source.actions
    return (source.row,) if isinstance(source, DoNowLine | LadderLine) else ()
