"""From the difference between two sets of cells to the events that record it.

A change's type says what kind of news it is: another value (or detail, or flag) of a field; a conflict opened or
resolved, where only the dissent changed; else the value stands better or worse than before.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from events.canonical import encode
from events.event import Event, EventData, Record
from events.ids import name_based
from events.rounds import (
    AgendaChanged,
    Cell,
    Change,
    ConflictOpened,
    ConflictResolved,
    Corroborated,
    DatesChanged,
    OutcomeReported,
    ParticipantsChanged,
    ProcessStatusChanged,
    RoundAnnounced,
    RoundMerged,
    RoundSplit,
    RoundWithdrawn,
    StatusChanged,
    VenueChanged,
)
from events.rules import RebasedCell, ViewRebased
from projections.effects import process_subject, round_subject

_OF_FIELD: dict[str, type[Change]] = {
    "number": RoundAnnounced,
    "dates": DatesChanged,
    "venue": VenueChanged,
    "status": StatusChanged,
    "participants": ParticipantsChanged,
    "observers": ParticipantsChanged,
    "agenda": AgendaChanged,
    "outcomes": OutcomeReported,
}

_NOTHING = Cell(value=None, standing="single", step="report", origins=0, support=())
"""The cell of a field that nothing speaks of any more."""


class Basis(NamedTuple):
    """What causes changes: the record that was taken, and who weighs it.

    Attributes:
        position: Of the record.
        causation_id: Its id.
        resolver: Version of the weighing.
        notify: Whether the record lets changes go out as messages.
    """

    position: int
    causation_id: str
    resolver: str
    notify: bool


class Naming(NamedTuple):
    """Which round a change is about."""

    process: str
    round: str
    number: int | None


def round_changes(
    about: Naming, before: Mapping[str, Cell], after: Mapping[str, Cell], fields: Sequence[str], basis: Basis
) -> Iterator[Event]:
    """The events that lead from one set of cells of a round to another; none where they are the same."""
    if before and not after:
        yield _change(RoundWithdrawn, about, "number", before.get("number"), _NOTHING, basis)
        return
    for field in fields:
        old, new = before.get(field), after.get(field, _NOTHING)
        if old != new and (old is not None or new is not _NOTHING):
            yield _change(kind_of(field, old, new), about, field, old, new, basis)


def kind_of(field: str, old: Cell | None, new: Cell) -> type[Change]:
    """What kind of news a new cell is."""
    if old is None or (old.value, old.detail, old.flags) != (new.value, new.detail, new.flags):
        return _OF_FIELD[field]
    held, found = _opinions(old), _opinions(new)
    if found - held:
        return ConflictOpened
    return ConflictResolved if held and not found else Corroborated


def _opinions(cell: Cell) -> set[str]:
    """The values that speak against a cell."""
    return {support.value for support in cell.dissent}


def _change(kind: type[Change], about: Naming, field: str, old: Cell | None, new: Cell, basis: Basis) -> Event:
    data = kind(
        process=about.process,
        round=about.round,
        number=about.number,
        field=field,
        cell=new,
        previous=old.value if old else None,
        basis=basis.position,
        resolver=basis.resolver,
        notify=basis.notify,
    )
    return _event(round_subject(about.round), field, data, basis)


def course_change(process: str, old: Cell | None, new: Cell | None, basis: Basis) -> Iterator[Event]:
    """The event that leads from one cell of a process to another; none where they are the same."""
    if old == new:
        return
    cell = new or _NOTHING
    data = ProcessStatusChanged(
        process=process,
        cell=cell,
        previous=old.value if old and isinstance(old.value, str) else None,
        basis=basis.position,
        resolver=basis.resolver,
        notify=basis.notify,
    )
    yield _event(process_subject(process), "process", data, basis)


def merged(process: str, round_: str, into: str, basis: Basis) -> Event:
    """The event that ties a provisional round to the one it turned out to be."""
    data = RoundMerged(
        process=process,
        round=round_,
        into=into,
        basis=basis.position,
        resolver=basis.resolver,
        notify=basis.notify,
    )
    return _event(round_subject(round_), "link", data, basis)


def split(process: str, round_: str, off: str, basis: Basis) -> Event:
    """The event that undoes a merge."""
    data = RoundSplit(
        process=process, round=round_, off=off, basis=basis.position, resolver=basis.resolver, notify=basis.notify
    )
    return _event(round_subject(round_), "link", data, basis)


def rebased(events: Sequence[Event], basis: Basis) -> Event:
    """All changes of newly adopted rules in one event, which creates no messages."""
    changes = tuple(RebasedCell(type=event.data.TYPE, data=msgspec.Raw(encode(event.data))) for event in events)
    data = ViewRebased(basis=basis.position, resolver=basis.resolver, changes=changes)
    return _event("view", "rebased", data, basis)


def _event(subject: str, field: str, data: EventData, basis: Basis) -> Event:
    id_ = name_based("change", basis.position, basis.resolver, subject, field)
    return Event(id=id_, subject=subject, data=data, causation_id=basis.causation_id)


def basis_of(record: Record, resolver: str, *, notify: bool) -> Basis:
    """What a record gives its changes."""
    return Basis(record.position, record.id, resolver, notify)
