"""The paragraphs of a decision's box and of an action: each field that can be worded is one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mappa_desk.domain.actions import Action, DeadlineKind
from mappa_desk.domain.calendar_words import long_date
from mappa_desk.domain.decisions import Decision
from mappa_desk.domain.wordings import Wording
from mappa_desk.domain.write_up_parts import GapsByPlace, Paragraph, ParagraphKind

_EVENTS = {DeadlineKind.NEXT_MEETING: "next_meeting", DeadlineKind.BEFORE_RELEASE: "before_release"}
_FIELDS_WITH_GAPS = ("because", "dissent", "resolved")


def decision_paragraphs(
    decision: Decision,
    *,
    part: str,
    label: str,
    tag: str,
    words: Wording,
    names: Mapping[str, str],
    gaps: GapsByPlace,
    finished: bool,
) -> Iterator[Paragraph]:
    """The box of a decision: heading, what was decided, why, what was set aside, who disagreed.

    A field that is still empty has its paragraph too, so that it can be filled; how a disagreement was
    resolved is asked for only where there is one.
    """
    rows = list(_rows(decision, words, names))
    whole = Paragraph(
        key="",
        kind=ParagraphKind.DECISION,
        text="",
        item=part,
        record_kind=Decision.KIND,
        record_id=decision.id,
        revision=decision.revision,
        entry_id=decision.entry_id,
        tag=tag,
        finished=finished,
    )
    for at, (field, lead, text, editable) in enumerate(rows):
        box = "top" if at == 0 else "bottom" if at == len(rows) - 1 else "middle"
        own = field.partition(":")[0]
        missing = gaps.at(decision.id, field=own) if own in _FIELDS_WITH_GAPS else 0
        if own == "decided":
            missing = gaps.at(decision.id, decision.entry_id)
        yield replace(
            whole,
            key=f"decision:{decision.id}:{field}",
            text=text,
            editable=editable,
            label="" if at else label,
            lead=lead,
            field=field if editable else "",
            box=box,
            gaps=missing,
        )


def action_paragraphs(
    action: Action, *, part: str, tag: str, words: Wording, agency: str, gaps: int, finished: bool
) -> Iterator[Paragraph]:
    """What is to be done, and why; `agency` is the owner's name as the document prints it."""
    text = Paragraph(
        key=f"action:{action.id}:text",
        kind=ParagraphKind.ACTION,
        text=action.text,
        editable=True,
        label=words("paper.items.action", number=action.place),
        lead=_owner_and_day(action, agency, words),
        item=part,
        record_kind=Action.KIND,
        record_id=action.id,
        field="text",
        revision=action.revision,
        entry_id=action.entry_id or "",
        tag=tag,
        gaps=gaps,
        finished=finished,
    )
    yield text
    yield replace(
        text,
        key=f"action:{action.id}:purpose",
        text=action.purpose,
        label="",
        lead=words("paper.items.action_why", purpose="").strip(),
        field="purpose",
        gaps=0,
    )


def _rows(
    decision: Decision, words: Wording, names: Mapping[str, str]
) -> Iterator[tuple[str, str, str, bool]]:
    """Field, lead, text, and whether it can be worded."""
    heading = words("paper.decision.heading", number=decision.number, heading="").strip()
    yield "heading", heading, decision.heading, True
    for field in ("decided", "because", "also_considered"):
        yield field, words(f"paper.decision.{field}"), getattr(decision, field), True
    disagreed = words("paper.decision.disagreed")
    if not decision.dissent:
        nobody = words("paper.decision.nobody" if decision.dissent_asked else "paper.decision.not_asked")
        yield "dissent", disagreed, nobody, False
    for at, view in enumerate(decision.dissent):
        said = words("paper.decision.dissent", agency=names.get(view.agency, view.agency), why="").strip()
        yield f"dissent:{at}", f"{disagreed} {said}" if at == 0 else said, view.why, True
    if decision.dissent or decision.resolved:
        yield "resolved", words("paper.decision.resolved"), decision.resolved, True
    if decision.takes_effect is not None:
        day = words("paper.decision.takes_effect_words", day=long_date(decision.takes_effect))
        yield "takes_effect", words("paper.decision.takes_effect"), day, False


def _owner_and_day(action: Action, agency: str, words: Wording) -> str:
    """ "Housing, move-on officer, by Friday 27 November 2026:"."""
    owner = agency or words("paper.actions.owner_none")
    role = action.owner_role or action.owner_name
    if action.deadline.on is not None:
        day = words("paper.items.action_by", day=long_date(action.deadline.on))
    else:
        event = _EVENTS.get(action.deadline.kind, "none")
        day = words("paper.items.action_at", deadline=words(f"paper.actions.by_{event}"))
    urgent = words("paper.items.action_urgent") if action.urgent else ""
    return f"{owner}{f', {role}' if role else ''}{day}{urgent}".strip()
