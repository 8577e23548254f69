"""The next review in words, for the page in brief and for the last part of the minutes."""

from __future__ import annotations

from mappa_desk.documents.minutes_source import MinutesSource
from mappa_desk.domain.calendar_words import long_date


def next_review_words(source: MinutesSource) -> str:
    """ "Thursday 14 January 2027 at 10:00, Level 3, Room 2 and by video.", or why there is none."""
    words, review = source.words, source.snapshot.meeting.next_review
    if review is None or (review.on is None and not review.none_because):
        return words("paper.close.review_not_set")
    if review.on is None:
        return words("paper.close.review_none", reason=review.none_because)
    day = long_date(review.on)
    text = words("paper.close.review_on", day=day)
    if review.at:
        text = words("paper.close.review_at", day=day, time=review.at)
    if review.level is not None:
        text += words("paper.close.review_level", level=int(review.level))
    if review.place:
        text += words("paper.close.review_place", place=review.place)
    return text + words("paper.close.review_end")
