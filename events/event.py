"""The envelope: what every event carries besides its own data."""

from typing import ClassVar

import msgspec


class EventData(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The part of an event that its type defines. Subclasses set `TYPE`; a changed shape raises `VERSION`."""

    TYPE: ClassVar[str]
    VERSION: ClassVar[int] = 1


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An event ready to be appended; the log adds position and `recorded_at`.

    Attributes:
        id: UUID in text form: name-based (see `events.ids`) or, for human acts, version 7.
        subject: What it is about, such as ``article/<id>``, ``round/<id>``, ``feed/<id>``, ``rules``.
        data: The typed body.
        causation_id: Id of the event that led to this one, or None.
    """

    id: str
    subject: str
    data: EventData
    causation_id: str | None = None


class Envelope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole record as its canonical bytes hold it. `data` stays undecoded until someone needs it."""

    position: int
    id: str
    type: str
    schema_version: int
    subject: str
    recorded_at: str
    causation_id: str | None
    data: msgspec.Raw


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One record of the log as it was read.

    Attributes:
        position: Gapless number from 1.
        recorded_at: UTC, see `events.times`; never falls from one position to the next.
        canonical: The canonical bytes of the whole envelope: what is hashed, exported and verified.
        data: The canonical bytes of the body alone; `events.catalogue.decode` types them.
    """

    position: int
    id: str
    type: str
    schema_version: int
    subject: str
    recorded_at: str
    causation_id: str | None
    canonical: bytes
    data: bytes
