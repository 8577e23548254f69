"""The minutes for an agency's own case system: blocks of plain text, and which of them were entered there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mappa_desk.domain.changes import Outcome
from mappa_desk.domain.editions import left_out as kept_from
from mappa_desk.domain.editions import project
from mappa_desk.domain.errors import RuleError
from mappa_desk.domain.identifiers import meeting_reference
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.meetings import Meeting
from mappa_desk.domain.minutes import DocumentKind, MinutesSnapshot, MinutesStatus
from mappa_desk.domain.system_blocks import SHIPPED_LENGTH, Block, blocks_of
from mappa_desk.domain.system_copies import SystemCopy
from mappa_desk.services.areas import area_standards
from mappa_desk.services.filing import required
from mappa_desk.services.handouts import left_out_words
from mappa_desk.services.minutes import snapshot_and_seal
from mappa_desk.services.work import Work
from mappa_desk.store.work import Reading

STANDARD = "system_block_length"
"""Code of the area's figure."""
_DRAFT, _PRACTICE = "draft", "practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """One block and what became of it: ticks of these very words, and of other words in its place."""

    block: Block
    ticked: tuple[SystemCopy, ...] = ()
    changed: tuple[SystemCopy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """The minutes of one meeting as blocks. `left_out` says in sentences what the copy does not hold."""

    meeting_id: str
    reference: str
    status: MinutesStatus
    version: int
    length: int
    restricted: bool
    blocks: tuple[BlockView, ...]
    left_out: tuple[str, ...]
    systems: tuple[str, ...]
    """Names of case systems that were used before, the last one first."""
    last: SystemCopy | None = None
    """The newest tick of this meeting: its system and reference are offered again."""
    others: tuple[SystemCopy, ...] = ()
    """Ticks whose words are in no block of this copy any more."""


def copy_view(work: Work, *, meeting_id: str, restricted: bool = False) -> CopyView:
    """The approved minutes, or the draft while there are none, as blocks of the area's length.

    What is restricted (closed parts, named recipients) is left out unless `restricted`, which is meant for
    the area's own file as its copy with annexes is; what is to be sanitised first is in neither. Raises
    NotFound, RuleError.
    """
    with work.reading() as reading:
        frozen, _seal = snapshot_and_seal(work, reading, meeting_id, DocumentKind.MINUTES)
        length = _length(reading, work)
        ticks = reading.all(SystemCopy, order_by="at", meeting_id=meeting_id)
        systems = [one.system for one in reading.all(SystemCopy, order_by="-at") if one.system]
    blocks = _blocks(work, frozen, restricted=restricted, length=length)
    standing = tuple(one for one in ticks if not one.removed)
    views = _views(blocks, standing)
    told = {one.id for view in views for one in (*view.ticked, *view.changed)}
    return CopyView(
        meeting_id=meeting_id,
        reference=_reference(frozen),
        status=frozen.status,
        version=frozen.version,
        length=length,
        restricted=restricted,
        blocks=views,
        left_out=left_out_words(kept_from(frozen, DocumentKind.MINUTES, annex=restricted)),
        systems=tuple(dict.fromkeys(systems)),
        last=standing[-1] if standing else None,
        others=tuple(one for one in standing if one.id not in told),
    )


def tick_block(
    work: Work,
    *,
    meeting_id: str,
    block: Block,
    version: int,
    system: str,
    entered_on: date,
    reference: str = "",
) -> Outcome[SystemCopy]:
    """Notes that a block was entered into a case system, on which day and under which reference there.

    Of an approved meeting too: what its minutes say does not change by it. Raises RuleError without a
    system's name, for a day to come, and for a block that is ticked with the same words already. Durable on
    return.
    """
    name = required(system, "Into which system was it entered?", field="system")
    with work.writing() as uow:
        uow.get(Meeting, meeting_id)
        if entered_on > work.today():
            raise RuleError("The day on which it was entered is still to come.", field="entered_on")
        for one in uow.all(SystemCopy, meeting_id=meeting_id, version=version, sha256=block.sha256):
            if not one.removed and one.system == name:
                raise RuleError("This block is ticked off for this system already.")
        saved = uow.save(
            SystemCopy(
                id=work.new_id(),
                meeting_id=meeting_id,
                version=version,
                block=block.number,
                blocks=block.of,
                sha256=block.sha256,
                system=name,
                reference=check_text(" ".join(reference.split()), field="reference"),
                entered_on=entered_on,
                at=work.now(),
            )
        )
        uow.note("entered into a case system", Meeting.KIND, meeting_id)
        return Outcome(saved, uow.changes)


def untick_block(work: Work, *, copy_id: str) -> Outcome[SystemCopy]:
    """Takes a tick back; that it stood stays in the history. Raises RuleError for one taken back already."""
    with work.writing() as uow:
        found = uow.get(SystemCopy, copy_id)
        if found.removed:
            raise RuleError("This tick was taken back already.")
        saved = uow.save(replace(found, removed=True))
        return Outcome(saved, uow.changes)


def _views(blocks: tuple[Block, ...], ticks: tuple[SystemCopy, ...]) -> tuple[BlockView, ...]:
    present = {block.sha256 for block in blocks}
    return tuple(
        BlockView(
            block=block,
            ticked=tuple(one for one in ticks if one.sha256 == block.sha256),
            changed=tuple(one for one in ticks if one.block == block.number and one.sha256 not in present),
        )
        for block in blocks
    )


def _blocks(work: Work, frozen: MinutesSnapshot, *, restricted: bool, length: int) -> tuple[Block, ...]:
    # The layout library costs a sixth of a second to import; nothing before the first document needs it.
    from mappa_desk.documents.minutes_plain import plain_minutes  # noqa: PLC0415 - start-up time

    projected = project(frozen, DocumentKind.MINUTES, annex=restricted)
    pieces = plain_minutes(projected, wording=work.reference.wording)
    notes = (
        _DRAFT if frozen.status is MinutesStatus.DRAFT else f"version {frozen.version}",
        _PRACTICE if frozen.case.practice else "",
    )
    note = ", ".join(one for one in notes if one)
    return blocks_of(pieces, reference=_reference(frozen), length=length, note=note)


def _reference(frozen: MinutesSnapshot) -> str:
    return meeting_reference(frozen.case.reference, frozen.meeting.number)


def _length(reading: Reading, work: Work) -> int:
    for standard in area_standards(reading, work):
        if standard.id == STANDARD:
            return int(standard.value)
    return SHIPPED_LENGTH
