"""What a recorded change does to the view, for the view in memory and the stored one alike.

- A change puts its cell in the place of the one before. One without support and dissent leaves: nothing speaks of it.
- A withdrawn or merged round loses all its cells; a merged one leaves a link to the round it turned out to be.
- A split takes the link away; the changes that follow it fill the cells.
- A rebase is its changes, one after the other.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from events.catalogue import CHANGES, TYPES, decode
from events.errors import MalformedEvent, UnknownEventType
from events.event import EventData, Record
from events.rounds import Cell, Change, ProcessStatusChanged, RoundMerged, RoundSplit, RoundWithdrawn
from events.rules import RebasedCell, ViewRebased

CHANGE_TYPES = frozenset(
    {kind.TYPE for kind in CHANGES} | {ProcessStatusChanged.TYPE, RoundMerged.TYPE, RoundSplit.TYPE, ViewRebased.TYPE}
)
"""Types of the events that change the view."""

PROCESS_FIELD = "process"
"""The field of a process's only cell."""


class Put(NamedTuple):
    """A cell takes its place; None takes it away."""

    subject: str
    field: str
    process: str
    number: int | None
    cell: Cell | None


class Clear(NamedTuple):
    """All cells of a subject leave."""

    subject: str


class Link(NamedTuple):
    """A round's id answers with another round from now on; `into` None ends that."""

    round: str
    process: str
    into: str | None


Effect = Put | Clear | Link


def round_subject(round_: str) -> str:
    """The subject of events about a round."""
    return f"round/{round_}"


def process_subject(process: str) -> str:
    """The subject of events about a process."""
    return f"process/{process}"


def effects(record: Record) -> Iterator[Effect]:
    """What a record does to the view; nothing for an event that isn't a change.

    Raises:
        UnknownEventType, MalformedEvent: See `events.catalogue.decode`.
    """
    if record.type not in CHANGE_TYPES:
        return
    data = decode(record)
    if isinstance(data, ViewRebased):
        for change in data.changes:
            yield from effects_of(_rebased(change, record.position))
    else:
        yield from effects_of(data)


def effects_of(data: EventData) -> Iterator[Effect]:
    """What the body of a change, other than a rebase, does to the view."""
    match data:
        case RoundWithdrawn():
            yield Clear(round_subject(data.round))
        case Change():
            yield Put(round_subject(data.round), data.field, data.process, data.number, _spoken_of(data.cell))
        case ProcessStatusChanged():
            yield Put(process_subject(data.process), PROCESS_FIELD, data.process, None, _spoken_of(data.cell))
        case RoundMerged():
            yield Clear(round_subject(data.round))
            yield Link(data.round, data.process, data.into)
        case RoundSplit():
            yield Link(data.round, data.process, None)


def _spoken_of(cell: Cell) -> Cell | None:
    return cell if cell.support or cell.dissent else None


def _rebased(change: RebasedCell, position: int) -> EventData:
    kind = TYPES.get(change.type)
    if kind is None:
        raise UnknownEventType(change.type, 1)
    try:
        data: EventData = msgspec.json.decode(change.data, type=kind)
    except msgspec.DecodeError as error:
        raise MalformedEvent(f"position {position} holds no valid {change.type}: {error}") from error
    return data
