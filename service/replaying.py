"""Replay: weigh the log anew in memory and compare the outcome with what was recorded.

Two folds are checked against each other and against the stored view:

- weighing every event must give just the changes that stand in the log, in their order, byte for byte;
- folding the recorded changes must give just the rows of the stored view.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Engine

from events.canonical import encode
from events.event import Event, Record
from events.sql_log import SqlEventLog
from projections import view_store
from projections.effects import CHANGE_TYPES
from projections.view import View
from projections.weighing import RESOLVER_VERSION, Weighing
from service.database import reading
from service.projector import ProjectorStopped, skipped_positions


@dataclass(slots=True)
class Replay:
    """The outcome of a replay.

    Attributes:
        position: Last position replayed.
        events: Records read.
        changes: Changes met.
        foreign: Those of them that another resolver made, so that this release can't weigh them again.
        view: The view that folding the recorded changes gives.
        findings: What differs, a line each, in order of position; empty when all is as recorded.
    """

    position: int = 0
    events: int = 0
    changes: int = 0
    foreign: int = 0
    view: View = field(default_factory=View)
    findings: list[str] = field(default_factory=list)


def replay(log: SqlEventLog, upto: int, progress: Callable[[int], None] = lambda _: None) -> Replay:
    """Weigh the log up to a position and compare each recorded change with what weighing gives now.

    Raises:
        ProjectorStopped: An event can't be weighed; the message says what to do.
    """
    outcome, weighing, due = Replay(), Weighing(), _Due()
    skipped = skipped_positions(log)
    for record in log.read(upto=upto):
        outcome.events += 1
        outcome.position = record.position
        outcome.view.fold(record)
        if record.type in CHANGE_TYPES:
            outcome.changes += 1
            if msgspec.json.decode(record.data, type=_Made).resolver == RESOLVER_VERSION:
                outcome.findings += due.meet(record)
            else:
                outcome.foreign += 1
        elif record.position not in skipped:
            due.expect(record.position, _weighed(weighing, record))
        progress(record.position)
    outcome.findings += due.missing(log)
    return outcome


def _weighed(weighing: Weighing, record: Record) -> tuple[Event, ...]:
    try:
        return weighing.take(record)
    except Exception as error:  # whatever weighing stumbles over stops the projector too
        raise ProjectorStopped(record.position, error) from error


class _Made(msgspec.Struct):
    """What every change says of its maker."""

    resolver: str


class _Due:
    """Changes that weighing gave and the log has yet to show."""

    def __init__(self) -> None:
        self._events: dict[str, tuple[int, Event]] = {}

    def expect(self, basis: int, events: tuple[Event, ...]) -> None:
        self._events |= {event.id: (basis, event) for event in events}

    def meet(self, record: Record) -> Iterator[str]:
        expected = self._events.pop(record.id, None)
        if expected is None:
            yield f"{_place(record)} is recorded, but weighing doesn't give it"
        elif encode(expected[1].data) != record.data or expected[1].subject != record.subject:
            yield f"{_place(record)} differs from what weighing gives"

    def missing(self, log: SqlEventLog) -> Iterator[str]:
        """Changes recorded nowhere, of events that the projector has come to; some stand far behind their basis."""
        with reading(log.engine).connect() as connection:
            projected = view_store.position(connection)
        recorded = log.known(list(self._events))
        for event_id, (basis, event) in self._events.items():
            if event_id not in recorded and basis <= projected:
                yield f"position {basis}: weighing gives {event.data.TYPE} of {event.subject}, but it isn't recorded"


def _place(record: Record) -> str:
    return f"position {record.position}: {record.type} of {record.subject}"


def compare_stored_view(engine: Engine, view: View) -> list[str]:
    """What differs between the stored view and a folded one, a line each."""
    with reading(engine).connect() as connection:
        return view_store.differences(connection, view)


def rebuild_view(log: SqlEventLog) -> int:
    """Drop the stored view and fold it anew from the recorded changes, in one commit. Sends nothing.

    The caller holds the projector lock.

    Returns:
        The position the view now stands at.
    """
    with log.engine.begin() as connection:
        position = view_store.position(connection)
        view_store.truncate(connection)
        for record in log.read(types=CHANGE_TYPES):
            view_store.apply(connection, record)
        view_store.set_position(connection, position)
    return position


def view_digest(view: View) -> str:
    """SHA-256 (hex) of the canonical bytes of a view: equal on every machine that folded the same changes."""
    return hashlib.sha256(encode(view.plain())).hexdigest()
