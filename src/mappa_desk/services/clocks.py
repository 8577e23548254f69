"""The clocks of every case as of today, by the area's own figures."""

from __future__ import annotations

from mappa_desk.domain.clocks import ClockRules, ClocksView, figures, in_order, of_actions, soon_until
from mappa_desk.services.areas import area_standards
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.services.work import Work
from mappa_desk.store.queries import clocks as queries


def clocks(work: Work) -> ClocksView:
    """Every clock that runs today, those that ran out first, read in one transaction.

    Minutes to approve, reviews, first meetings after a referral, reports that are awaited, and for each case
    its actions that are overdue or due soon. Each but the last names the area's figure that it goes by, which
    is an unverified default until the area confirms it.
    """
    today = work.today()
    with work.reading() as reading:
        rules = ClockRules(area_standards(reading, work), is_bank_holiday)
        found = [rules.minutes(draft) for draft in queries.draft_minutes(reading, day_of=work.day_of)]
        held = queries.case_meetings(reading, on=today, day_of=work.day_of)
        of_cases = (rules.of_case(case) for case in held)
        found.extend(clock for clock in of_cases if clock is not None)
        found.extend(rules.reports(awaited) for awaited in queries.reports_awaited(reading, on=today))
        until = soon_until(today, rules.ahead)
        found.extend(map(of_actions, queries.case_actions(reading, on=today, until=until)))
    return ClocksView(today=today, ahead=rules.ahead, clocks=in_order(found), standards=tuple(figures(found)))
