"""The capture line's presenter: who speaks, what kind, how it reads, and how it gets to the disk."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from mappa_desk.domain.actions import Action
from mappa_desk.domain.capture import NIL_TEXT, ChipKind, Understanding, understand
from mappa_desk.domain.contributions import EntryKind, Handling
from mappa_desk.domain.errors import DeskError, RuleError
from mappa_desk.domain.limits import check_text
from mappa_desk.domain.people import Person
from mappa_desk.domain.text_places import units
from mappa_desk.services.calendar import is_bank_holiday
from mappa_desk.ui.capture_hints import Hints
from mappa_desk.ui.capture_keeping import LineKeeper, shown_chips
from mappa_desk.ui.capture_owners import OwnerHelp
from mappa_desk.ui.capture_pasting import Pasting
from mappa_desk.ui.capture_speakers import Voice, voice_from_seat, voice_of, voice_of_agency, voice_of_prefix
from mappa_desk.ui.desk_state import DeskState
from mappa_desk.ui.models import desk_words as words
from mappa_desk.ui.models.desk_words import tr
from mappa_desk.ui.models.record import Chip

LONG_LINE = 2_000
"""From here on a line is read anew only once the keys rest."""
REST_MS = 150


class Capture(QObject):
    """Joins the line with the services. Every text that leaves the line stands in the record at once."""

    changed = Signal()
    """The line, its speaker or its kind changed: its draft is due."""
    kept = Signal()
    """The line was emptied because its text is on its way."""

    def __init__(self, state: DeskState) -> None:
        super().__init__(state)
        self._state = state
        self._panel = state.panel.capture
        self._voice: Voice | None = None
        self._still = False
        self._kind: EntryKind | None = None
        self._told = EntryKind.CONTRIBUTION
        self._handling = Handling.NORMAL
        self._suppressed: dict[ChipKind, str] = {}
        self._prefix = ""
        self._people: tuple[Person, ...] = ()
        self._release_days = 0
        self._keeper = LineKeeper(state)
        self._keeper.came_back.connect(self._on_came_back)
        self._hints = Hints(state, self._tell_hint)
        self._keeper.action_kept.connect(self._hints.landed)
        self._pasting = Pasting(state)
        self._keeper.report_kept.connect(self._pasting.on_kept)
        self._owners = OwnerHelp(state, self._panel.line)
        self._read: Understanding | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._show)
        self._panel.set_prefix_reader(self._names_speaker)
        self._panel.kept.connect(self.keep)
        self._panel.edited.connect(self._on_edited)
        self._panel.prefix_taken.connect(self._on_prefix_taken)
        self._panel.prefix_given_back.connect(self._on_prefix_given_back)
        self._panel.refused.connect(self._on_refused)
        state.viewed.connect(self.show_line)

    # What is set

    @property
    def voice(self) -> Voice | None:
        """The speaker of the line."""
        return self._voice

    @property
    def kind(self) -> EntryKind:
        """The kind of the line as it reads now."""
        return self.reading().kind

    @property
    def chosen_kind(self) -> EntryKind | None:
        """The kind that a chord chose, None where the line decides."""
        return self._kind

    @property
    def owners(self) -> OwnerHelp:
        """The list of owners that is offered while one is typed."""
        return self._owners

    def set_people(self, people: tuple[Person, ...]) -> None:
        """The contact book, for owners who are not in the room."""
        self._people = people
        self._owners.set_people(people)

    def hint_of(self, action: Action) -> str:
        """What is weakest in an action as it stands; empty when nothing is."""
        return self._hints.of_action(action)

    def set_release_days(self, days: int) -> None:
        """How many days before a release the area wants such an action done."""
        self._release_days = days
        self._show()

    def set_voice(self, voice: Voice | None, *, still: bool = False) -> None:
        """Set or clear the speaker."""
        self._voice, self._still = voice, still and voice is not None
        self._say_change()

    def speak(self, seat: int) -> None:
        """Set the speaker by seat and say who it is."""
        voice = voice_from_seat(self._state.view, seat, self._voice)
        if voice is None:
            self._panel.show_refusal(tr("Nobody sits at {seat}.").format(seat=seat))
            return
        self.set_voice(voice)
        self._state.shell.announce(voice.name)

    def turn(self, kind: EntryKind) -> None:
        """Turn a kind on, or back to a plain line."""
        if self.reading().kind is kind:
            self._kind = None
            if self.reading(fresh=True).kind is kind:
                self._suppressed[ChipKind.KIND] = ""
        else:
            self._kind = kind
            self._suppressed.pop(ChipKind.KIND, None)
        self._say_change()
        self._state.shell.announce(tr(words.KINDS[self.kind]))

    def set_kind(self, kind: EntryKind) -> None:
        """Set the kind of the line."""
        self._kind = None if kind is EntryKind.CONTRIBUTION else kind
        if kind is EntryKind.CONTRIBUTION:
            self._suppressed[ChipKind.KIND] = ""
        else:
            self._suppressed.pop(ChipKind.KIND, None)
        self._say_change()

    def set_handling(self, handling: Handling) -> None:
        """How far the entry that is being typed may travel."""
        self._handling = handling
        self._say_change()

    @property
    def handling(self) -> Handling:
        """How far the line may travel."""
        return self._handling

    def take_handling(self) -> Handling:
        """Give away how far the entry may travel that was begun on the line; the next one is unrestricted."""
        taken, self._handling = self._handling, Handling.NORMAL
        if taken is not Handling.NORMAL:
            self._show()
        return taken

    def unchip(self) -> bool:
        """Turn the newest chip back into text, the speaker's code last. False when there is none."""
        newest = self.reading().newest
        if newest is None:
            return self._panel.give_prefix_back()
        self._suppressed[newest.kind] = self._panel.text()[newest.start : newest.end].strip()
        self._say_change()
        self._state.shell.announce(tr("{chip}: text again").format(chip=newest.words))
        return True

    def restore(
        self,
        text: str,
        caret: int,
        anchor: int,
        voice: Voice | None,
        kind: EntryKind | None,
        *,
        handling: Handling = Handling.NORMAL,
    ) -> None:
        """Put a half-typed line back as it was."""
        self._voice, self._still, self._kind = voice, False, kind
        self._handling = handling
        self._panel.set_line(text, caret, anchor)
        self._pasting.restore(text, kind)
        self._owners.close()
        self._show()

    # Reading

    def reading(self, *, fresh: bool = True) -> Understanding:
        """How the line reads as it stands."""
        if self._read is None or fresh:
            self._read = self._understand(self._panel.text())
        return self._read

    def _understand(self, text: str) -> Understanding:
        view = self._state.view
        review = view.meeting.next_review
        return understand(
            text,
            attendance=view.attendance,
            agencies=view.agencies,
            people=self._people,
            today=self._state.today(),
            kind=self._kind,
            speaker=self._voice.agency if self._voice else "",
            is_holiday=is_bank_holiday,
            suppressed=frozenset(self._suppressed),
            next_meeting_on=review.on if review else None,
            release_on=view.case.release_on,
            release_days=self._release_days,
        )

    def _names_speaker(self, text: str) -> bool:
        return self._state.ready and voice_of_prefix(self._state.view, text) is not None

    # What happens in the field

    def _on_edited(self) -> None:
        text = self._panel.text()
        if not text:
            self._prefix = ""
        self._suppressed = {kind: said for kind, said in self._suppressed.items() if text and said in text}
        if len(text) > LONG_LINE:
            self._rest.start()
        else:
            before = self._told
            self._show()
            if text and self._told is not before:
                self._state.shell.announce(tr(words.KINDS[self._told]))
        self.changed.emit()

    def _on_prefix_taken(self, prefix: str) -> None:
        voice = voice_of_prefix(self._state.view, prefix)
        if voice is not None:
            self._prefix = prefix
            self.set_voice(voice)
            self._state.shell.announce(voice.name)

    def _on_prefix_given_back(self, prefix: str) -> None:
        self._prefix = ""
        self._suppressed[ChipKind.SPEAKER] = prefix.strip()
        self.set_voice(None)

    def _on_refused(self, sentence: str) -> None:
        self._panel.show_refusal(sentence)
        self._state.shell.announce(sentence)

    def show_line(self) -> None:
        """Show speaker, kind and chips as they stand. What the row under the line says stays."""
        self._show()

    def _say_change(self) -> None:
        """Something was set by a key: what the row said before is over."""
        self._panel.set_hint("")
        self._show()
        self.changed.emit()

    def _tell_hint(self, hint: str) -> None:
        self._panel.set_hint(hint)
        if hint:
            self._state.shell.announce(hint)

    def _show(self) -> None:
        self._rest.stop()
        if not self._state.ready:
            return
        read = self.reading()
        voice = self._voice
        if voice is None:
            self._panel.set_speaker("", "", still=False)
        else:
            self._panel.set_speaker(voice.seat, voice.name, still=self._still)
        self._panel.set_kind(read.kind)
        self._told = read.kind
        self._owners.set_kind(self._kind)
        chips = shown_chips(read)
        handling = tr(words.HANDLING[self._handling]) if self._handling is not Handling.NORMAL else ""
        if handling:
            chips = (*chips, Chip("padlock", handling, "private"))
        told = any(chip.kind is ChipKind.KIND for chip in read.chips) or read.kind is EntryKind.CONTRIBUTION
        kind = "" if told else tr(words.KINDS[read.kind])
        self._panel.set_chips(chips, ". ".join(part for part in (kind, read.described, handling) if part))

    # Keeping

    def keep(self) -> bool:
        """Send the line to the disk and empty it. False when there was nothing, or it was refused."""
        text = self._panel.text()
        if not text.strip():
            if text:
                self._panel.empty()
            return False
        try:
            check_text(text)
            read = self._understand(text)
            if not read.text.strip():
                raise RuleError(tr("An action needs words besides its owner and its date."))
        except DeskError as error:
            self._on_refused(str(error))
            return False
        hint = self._hints.of_line(read)
        pasted = self._pasting.take(read.kind)
        self._keeper.send(read, self._voice, self._prefix + text, self._handling, pasted=pasted)
        self._panel.empty()
        self._owners.close()
        self._kind, self._prefix, self._handling = None, "", Handling.NORMAL
        self._suppressed.clear()
        if read.agency and (self._voice is None or self._voice.agency != read.agency):
            row = self._state.attendance(read.attendance_id or "")
            name = self._state.agency(read.agency)
            self._voice = voice_of(self._state.view, row) if row else Voice(read.agency, name, "")
        self._still = self._voice is not None
        self._show()
        self._tell_hint(hint)
        self.kept.emit()
        return True

    def nothing_to_add(self) -> bool:
        """Record that the speaker has nothing to add. False when nobody is set."""
        if self._voice is None:
            self._panel.show_refusal(tr("Who has nothing to add? Set the speaker first."))
            return False
        read = Understanding(words=NIL_TEXT, text=NIL_TEXT, kind=EntryKind.NIL_RETURN)
        self._keeper.send(read, self._voice, NIL_TEXT, Handling.NORMAL)
        self._still = True
        self._show()
        self._state.shell.announce(tr("{who}: nothing to add").format(who=self._voice.name))
        return True

    def _on_came_back(self, number: int, sentence: str) -> None:
        """Refused: the words go back into an empty line, else they stay where they are."""
        if not self._panel.text().strip():
            self.take_back(number)
        self._on_refused(sentence)

    def take_back(self, number: int) -> None:
        """Put the words of a refused entry back into the line."""
        found = self._state.give_back(number)
        if found is not None:
            typed = found.entry.words
            kind = found.entry.entry_kind
            voice = voice_of_agency(self._state.view, found.entry.agency, found.entry.attendance_id)
            end = units(typed)
            chosen = None if kind is EntryKind.CONTRIBUTION else kind
            self.restore(typed, end, end, voice, chosen, handling=found.entry.handling)
