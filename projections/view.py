"""The view: what is held of every round, as a plain fold of the recorded changes.

Folding the log up to a position gives what was held then, whatever the code does today.
"""

import re
from collections.abc import Iterator
from typing import Self

import msgspec

from events.event import Record
from events.rounds import Cell
from projections.effects import PROCESS_FIELD, Clear, Effect, Link, Put, effects, process_subject, round_subject


class Place(msgspec.Struct, frozen=True):
    """A cell in the view.

    Attributes:
        process: Id of the process.
        number: The round's number; None while provisional, and for a process.
        position: Of the event that set the cell.
    """

    process: str
    number: int | None
    cell: Cell
    position: int


class Merged(msgspec.Struct, frozen=True):
    """A round that turned out to be another; `position` of the event that said so."""

    process: str
    into: str
    position: int


class RoundView(msgspec.Struct, frozen=True):
    """One round as the view has it: its id, number (None while provisional) and cells by field."""

    id: str
    number: int | None
    cells: dict[str, Place]


class PlainView(msgspec.Struct, frozen=True):
    """A view as a plain value: its cells as subject, field and place, by these; its links by round."""

    cells: tuple[tuple[str, str, Place], ...]
    links: dict[str, Merged]


class View:
    """All cells, by subject and field, and the links of merged rounds.

    Attributes:
        cells: Subject (``round/<id>``, ``process/<id>``) to field to cell.
        links: Id of a merged round to what it turned out to be.
    """

    def __init__(self) -> None:
        self.cells: dict[str, dict[str, Place]] = {}
        self.links: dict[str, Merged] = {}

    def fold(self, record: Record) -> None:
        """Take one record of the log, in order; records that aren't changes do nothing.

        Raises:
            UnknownEventType, MalformedEvent: See `events.catalogue.decode`.
        """
        for effect in effects(record):
            self.apply(effect, record.position)

    def apply(self, effect: Effect, position: int) -> None:
        """Take one effect of the event at a position."""
        match effect:
            case Put(subject, field, process, number, cell) if cell is not None:
                self.cells.setdefault(subject, {})[field] = Place(process, number, cell, position)
            case Put(subject, field):
                fields = self.cells.get(subject, {})
                fields.pop(field, None)
                if not fields:
                    self.cells.pop(subject, None)
            case Clear(subject):
                self.cells.pop(subject, None)
            case Link(round_, process, into) if into is not None:
                self.links[round_] = Merged(process, into, position)
            case Link(round_):
                self.links.pop(round_, None)

    def processes(self) -> list[str]:
        """Ids of all processes, in order."""
        return sorted({place.process for fields in self.cells.values() for place in fields.values()})

    def rounds(self, process: str) -> list[RoundView]:
        """The rounds of a process: the numbered by number, then the provisional by id."""
        prefix = round_subject("")
        found = [
            RoundView(subject.removeprefix(prefix), next(iter(fields.values())).number, fields)
            for subject, fields in self.cells.items()
            if subject.startswith(prefix) and next(iter(fields.values())).process == process
        ]
        return sorted(found, key=lambda r: (r.number is None, r.number or 0, r.id))

    def process(self, process: str) -> Place | None:
        """The cell of the process as a whole."""
        return self.cells.get(process_subject(process), {}).get(PROCESS_FIELD)

    def find(self, process: str, name: str) -> RoundView | None:
        """A round by its number as text or by its id; the id of a merged round gives the one it turned out to be."""
        id_ = f"{process}-{int(name)}" if re.fullmatch(r"[0-9]{1,9}", name) else name
        for _ in range(len(self.links) + 1):  # merges chain, and can't go in circles for longer than this
            if id_ not in self.links:
                break
            id_ = self.links[id_].into
        return next((round_ for round_ in self.rounds(process) if round_.id == id_), None)

    def rows(self) -> Iterator[tuple[str, str, Place]]:
        """Every cell with its subject and field, by these."""
        for subject in sorted(self.cells):
            for field in sorted(self.cells[subject]):
                yield subject, field, self.cells[subject][field]

    def plain(self) -> PlainView:
        """The whole view as a value to be encoded; equal for equal views."""
        return PlainView(tuple(self.rows()), dict(sorted(self.links.items())))

    @classmethod
    def from_plain(cls, plain: PlainView) -> Self:
        """The view that `plain` made a value of."""
        view = cls()
        for subject, field, place in plain.cells:
            view.cells.setdefault(subject, {})[field] = place
        view.links.update(plain.links)
        return view
