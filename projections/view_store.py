"""The stored view: rows that hold what folding the changes gives, kept up to date in the transaction that appends them.

A row holds the canonical bytes of its cell and the position of the event that set it, so that a view folded anew can be
compared with it byte by byte.
"""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, delete, insert, select

from events.canonical import encode
from events.errors import MalformedEvent
from events.event import Record
from events.rounds import Cell
from projections.effects import Clear, Effect, Link, Put, effects
from projections.tables import ViewTable
from projections.view import Merged, Place, View

_CELLS = ViewTable.metadata.tables["cells"]
_LINKS = ViewTable.metadata.tables["links"]
_PROJECTOR = ViewTable.metadata.tables["projector"]

_decode_cell = msgspec.json.Decoder(Cell).decode


def apply(connection: Connection, record: Record) -> None:
    """Bring the rows up to date with one record; records that aren't changes do nothing. Does not commit.

    Raises:
        UnknownEventType, MalformedEvent: See `events.catalogue.decode`.
    """
    for effect in effects(record):
        _apply(connection, effect, record.position)


def _apply(connection: Connection, effect: Effect, position: int) -> None:
    match effect:
        case Put(subject, field, process, number, cell):
            connection.execute(delete(_CELLS).where(_CELLS.c.subject == subject, _CELLS.c.field == field))
            if cell is not None:
                row = {"subject": subject, "field": field, "process": process, "number": number}
                connection.execute(insert(_CELLS).values(**row, cell=encode(cell), position=position))
        case Clear(subject):
            connection.execute(delete(_CELLS).where(_CELLS.c.subject == subject))
        case Link(round_, process, into):
            connection.execute(delete(_LINKS).where(_LINKS.c.round == round_))
            if into is not None:
                link = {"round": round_, "process": process, "into": into, "position": position}
                connection.execute(insert(_LINKS).values(**link))


def load(connection: Connection) -> View:
    """The stored view.

    Raises:
        MalformedEvent: A row doesn't hold a cell; the view is to be rebuilt.
    """
    view = View()
    for row in connection.execute(select(_CELLS)):
        try:
            place = Place(row.process, row.number, _decode_cell(_raw(row.cell)), row.position)
        except msgspec.DecodeError as error:
            raise MalformedEvent(
                f"the stored view is damaged at {row.subject} {row.field}: run `roundlog replay --rebuild`"
            ) from error
        view.cells.setdefault(row.subject, {})[row.field] = place
    for row in connection.execute(select(_LINKS)):
        view.links[row.round] = Merged(row.process, row.into, row.position)
    return view


def _raw(stored: object) -> bytes:
    """The bytes of a cell; a tampered row may hold text or anything else in their place."""
    return stored if isinstance(stored, bytes) else str(stored).encode()


def truncate(connection: Connection) -> None:
    """Remove all rows of the view; the position stays. Does not commit."""
    connection.execute(delete(_CELLS))
    connection.execute(delete(_LINKS))


def position(connection: Connection) -> int:
    """The last position that has been weighed; 0 if none has."""
    return connection.execute(select(_PROJECTOR.c.position)).scalar() or 0


def set_position(connection: Connection, position: int) -> None:
    """Say how far the log has been weighed. Does not commit."""
    connection.execute(delete(_PROJECTOR))
    connection.execute(insert(_PROJECTOR).values(only=1, position=position))


def differences(connection: Connection, view: View) -> list[str]:
    """What the stored rows say otherwise than a folded view, a line each; empty when they are the same."""
    cells: dict[str, object] = {
        f"{row.subject} {row.field}": (row.process, row.number, _raw(row.cell), row.position)
        for row in connection.execute(select(_CELLS))
    }
    folded: dict[str, object] = {
        f"{subject} {field}": (place.process, place.number, encode(place.cell), place.position)
        for subject, field, place in view.rows()
    }
    links = {f"link of round/{row.round}": tuple(row[1:]) for row in connection.execute(select(_LINKS))}
    merged = {f"link of round/{r}": (link.process, link.into, link.position) for r, link in view.links.items()}
    return [*_compare({**cells, **links}, {**folded, **merged})]


def _compare(stored: dict[str, object], folded: dict[str, object]) -> Iterator[str]:
    for name in sorted({*stored, *folded}):
        if name not in folded:
            yield f"{name}: a row of the stored view that no recorded change gives"
        elif name not in stored:
            yield f"{name}: missing from the stored view"
        elif stored[name] != folded[name]:
            yield f"{name}: the row of the stored view differs from what the recorded changes give"
