"""Change events with defaults, for tests that care about one or two of their fields."""

from typing import Any

import msgspec

from events.canonical import encode
from events.event import Event, EventData, Record
from events.ids import name_based
from events.rounds import Cell, DatesChanged, Support

RECORDED_AT = "2024-01-15T09:30:00.000000Z"


def support(number: int = 1, **fields: Any) -> Support:
    """A claim as a cell cites it; each number has an origin and a time of its own."""
    defaults = {
        "claim": f"revision-{number}/{number}",
        "value": "2024-01-24/2024-01-25",
        "publisher": f"Agency {number}",
        "origin": f"agency-{number}",
        "said_at": f"2024-01-15T09:{number % 60:02d}:00.000000Z",
        "speaker": "host",
    }
    return Support(**{**defaults, **fields})


def cell(value: str | tuple[str, ...] | None = "2024-01-24/2024-01-25", **fields: Any) -> Cell:
    """A cell with two supporting claims."""
    defaults = {"standing": "official", "step": "plan", "origins": 2, "support": (support(1), support(2))}
    return Cell(value=value, **{**defaults, **fields})


def change(kind: type[EventData] = DatesChanged, **fields: Any) -> Any:
    """The body of a change: by default round 21 gets its dates. Fields its type doesn't have are left out."""
    defaults = {
        "process": "astana",
        "round": "astana-21",
        "number": 21,
        "field": "dates",
        "cell": cell(),
        "previous": None,
        "basis": 7,
        "resolver": "1",
        "notify": True,
    }
    wanted = {field.name for field in msgspec.structs.fields(kind)}
    return kind(**{name: value for name, value in {**defaults, **fields}.items() if name in wanted})


def event(data: EventData, key: int | str = 1) -> Event:
    """An event of this body; the key makes its id."""
    subject = getattr(data, "round", None)
    return Event(id=name_based(data.TYPE, key), subject=f"round/{subject}" if subject else "process/astana", data=data)


def record(data: EventData, key: int | str = 1, position: int = 8) -> Record:
    """The record of such an event as a log would give it."""
    made = event(data, key)
    return Record(
        position=position,
        id=made.id,
        type=data.TYPE,
        schema_version=data.VERSION,
        subject=made.subject,
        recorded_at=RECORDED_AT,
        causation_id=None,
        canonical=b"",
        data=encode(data),
    )
