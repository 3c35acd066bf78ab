"""Weighing: the fold that decides what changes.

- What it holds follows from the readings, rules and deadlines in the log; never from its own output, a clock or chance.
- The cells it ends with are the same for the same readings, rules and deadlines in any order.
- It gives the same events, with the same ids, each time it takes the same log.
- Under rules that adopt another resolver it decides nothing, but keeps account of what is recorded; once its own
  version is adopted, all that differs comes out as one rebase.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Self

import msgspec

from events.canonical import encode
from events.catalogue import decode
from events.claims import ClaimsExtracted
from events.event import Event, Record
from events.rules import DeadlinePassed, ProcessRules, RulesAdopted
from projections.effects import CHANGE_TYPES, effects_of
from projections.view import PlainView, View
from projections.weighing.changes import Basis, basis_of, rebased
from projections.weighing.comparing import differences
from projections.weighing.readings import Readings
from projections.weighing.rounds import Cells, Rounds

RESOLVER_VERSION = "1"
"""Version of the weighing; raised whenever the same claims may give other cells."""

_INPUTS = frozenset({RulesAdopted.TYPE, ClaimsExtracted.TYPE, DeadlinePassed.TYPE})


class Snapshot(msgspec.Struct, frozen=True):
    """Everything weighing holds, as `Weighing.dump` writes it."""

    rules: RulesAdopted | None
    passed: date | None
    readings: tuple[tuple[int, msgspec.Raw], ...]
    view: PlainView


class Weighing:
    """Takes the log record by record and says what each changes."""

    def __init__(self) -> None:
        self._rules: RulesAdopted | None = None
        self._passed: date | None = None
        self._readings = Readings()
        self._unweighed: set[str] = set()
        self._processes: dict[str, Rounds] = {}
        self._named: dict[str, set[str]] = {}
        self._view = View()

    @property
    def adopted(self) -> bool:
        """Whether the log has adopted this version of the weighing."""
        return self._rules is not None and self._rules.resolver.version == RESOLVER_VERSION

    def take(self, record: Record) -> tuple[Event, ...]:
        """Take one record, in order of position.

        Returns:
            The changes it causes, ready to be appended in this order; none for a record that is itself a change.

        Raises:
            UnknownEventType, MalformedEvent: See `events.catalogue.decode`.
        """
        if record.type in CHANGE_TYPES:
            if not self.adopted:
                self._view.fold(record)
            return ()
        notify = self._gather(record)
        if notify is None or not self.adopted:
            return ()
        basis = basis_of(record, RESOLVER_VERSION, notify=notify)
        events = self._settle(basis)
        if record.type == RulesAdopted.TYPE and events:
            return (rebased(events, basis),)
        return events

    def take_together(self, records: Iterable[Record]) -> tuple[Event, ...]:
        """Take many records and weigh them once: the changes from what was held to what they give, at the last of them.

        For views that nobody recorded, such as what had been published by some day. Errors as `take`.
        """
        last = None
        for record in records:
            last = record if self._gather(record) is not None else last
        return self._settle(basis_of(last, RESOLVER_VERSION, notify=False)) if last else ()

    @property
    def view(self) -> View:
        """What is held: the view that all changes so far give."""
        return self._view

    def recall(self, records: Iterable[Record], upto: int) -> None:
        """Catch up with a log whose changes are recorded: much faster than taking it record by record.

        Args:
            records: The log from its first record on, to its head.
            upto: The last position that had been weighed. What came in after it still is to be taken.

        Raises:
            UnknownEventType, MalformedEvent: See `events.catalogue.decode`.
        """
        for record in records:
            if record.type in CHANGE_TYPES:
                self._view.fold(record)
            elif record.position <= upto:
                self._gather(record)
        self._weigh()

    def dump(self) -> bytes:
        """Everything held, as canonical bytes."""
        readings = tuple((position, msgspec.Raw(content)) for position, content in self._readings.recorded())
        return encode(Snapshot(self._rules, self._passed, readings, self._view.plain()))

    @classmethod
    def load(cls, snapshot: bytes) -> Self:
        """What `dump` wrote, ready to take the records after it.

        Raises:
            msgspec.DecodeError: These bytes aren't such a dump.
        """
        held = msgspec.json.decode(snapshot, type=Snapshot)
        weighing = cls()
        weighing._rules, weighing._passed = held.rules, held.passed
        weighing._readings = Readings((position, bytes(content)) for position, content in held.readings)
        weighing._unweighed = set(weighing._readings.articles())
        weighing._view = View.from_plain(held.view)
        weighing._weigh()
        return weighing

    def _gather(self, record: Record) -> bool | None:
        """Take in what a record brings, and say whether its changes go out as messages; None if it brings nothing."""
        if record.type not in _INPUTS:
            return None
        match decode(record):
            case ClaimsExtracted() as reading:
                self._readings.add(record.position, reading, record.data)
                self._unweighed.add(reading.article)
                return reading.notify
            case DeadlinePassed() as deadline:
                day = date.fromisoformat(deadline.day)
                self._passed = max(self._passed or day, day)
                return deadline.notify
            case RulesAdopted() as rules:
                self._rules = rules
                self._processes, self._named = {}, {}
                self._unweighed = set(self._readings.articles())
        return False

    def _weigh(self) -> dict[str, dict[str, Cells]]:
        """Weigh what was gathered: the cells of the rounds it touches, by process and round."""
        extractors = (self._rules.extractor, *self._rules.carries) if self._rules else ()
        batches: dict[str, dict[str, ClaimsExtracted | None]] = {}
        for article in sorted(self._unweighed):
            reading = self._readings.counting(article, extractors)
            named = {claim.process for claim in reading.claims} if reading else set()
            for process in named | self._named.get(article, set()):
                batches.setdefault(process, {})[article] = reading
            self._named[article] = named
        self._unweighed = set()
        for process in sorted(batches):
            self._rounds(process).put(batches[process])
        weighed = {process: self._processes[process].settle(self._passed) for process in sorted(self._processes)}
        return {process: cells for process, cells in weighed.items() if cells or process in batches}

    def _rounds(self, process: str) -> Rounds:
        if process not in self._processes:
            rules = self._rules.processes if self._rules else ()
            own: ProcessRules | None = next((r for r in rules if r.process == process), None)
            self._processes[process] = Rounds(process, own)
        return self._processes[process]

    def _settle(self, basis: Basis) -> tuple[Event, ...]:
        """The changes from what is held to what is weighed, which is held from then on."""
        events = tuple(self._changes(basis))
        for event in events:
            for effect in effects_of(event.data):
                self._view.apply(effect, basis.position)
        return events

    def _changes(self, basis: Basis) -> Iterator[Event]:
        anew = not self._processes  # under newly adopted rules all that is held may have lost its ground
        weighed = self._weigh()
        for process in sorted({*weighed, *self._view.processes()} if anew else weighed):
            cells = weighed.get(process, {})
            if anew:
                cells = {round_.id: {} for round_ in self._view.rounds(process)} | cells
            yield from differences(self._view, self._rounds(process), cells, basis)
