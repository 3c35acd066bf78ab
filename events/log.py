"""What every store of the log promises (see `tests/contract`)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec

from events.event import Event, Record


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A text beside the log: its salted digest (hex), the salt, and the text itself."""

    digest: str
    salt: bytes
    text: str


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """How far the log reaches.

    Attributes:
        size: Number of records, which is also the last position.
        root: Merkle tree hash over the canonical bytes of all records (RFC 6962, section 2.1), 32 bytes.
        recorded_at: Of the last record; None while the log is empty.
    """

    size: int
    root: bytes
    recorded_at: str | None


class StoredRecord(NamedTuple):
    """A record just as a store holds it, its copies beside the canonical bytes; only verification wants this."""

    position: int
    id: str
    type: str
    schema_version: int
    subject: str
    recorded_at: str
    causation_id: str | None
    canonical: bytes
    leaf: bytes


class StoredHead(NamedTuple):
    """What a store says of its extent, as of one moment.

    Attributes:
        last: Highest position there is; 0 while there is none.
        size, nodes: The frontier it keeps (see `events.merkle.Frontier`), unchecked.
    """

    last: int
    size: int
    nodes: bytes


class Writer(Protocol):
    """An open write transaction. It holds the write lock from its first moment until it commits or rolls back.

    Everything done through it is committed together when the `with` block ends, or not at all if it raises.
    """

    def append(self, events: Sequence[Event], *, expected_version: int | None = None) -> tuple[Record, ...]:
        """Append events in order and return their records.

        An event whose id is in the log already appends nothing and returns the record that is there. With
        `expected_version`, all events must have one subject, and the log must hold just that many events of it.

        Raises:
            WrongExpectedVersion: The subject has moved on (not raised when every id is there already).
        """
        ...

    def put_text(self, text: Text) -> None:
        """Store a text beside the log; a digest that is there already stays as it is."""
        ...


class EventLog(Protocol):
    """An append-only log with gapless positions, and the texts beside it."""

    def write(self, recorded_at: datetime) -> AbstractContextManager[Writer]:
        """Open a write transaction; what it appends carries `recorded_at`, or the last record's time if later."""
        ...

    def head(self) -> Head:
        """Size and root as of the last commit."""
        ...

    def read(self, after: int = 0, *, upto: int | None = None, types: Iterable[str] | None = None) -> Iterator[Record]:
        """Records with position > `after` (and <= `upto`), in order, in bounded memory; only `types` if given."""
        ...

    def find(self, event_id: str) -> Record | None:
        """The record of this event id."""
        ...

    def known(self, event_ids: Sequence[str]) -> set[str]:
        """Which of these event ids are in the log."""
        ...

    def read_subject(self, subject: str) -> tuple[Record, ...]:
        """All records of one subject, in order; its version is their number."""
        ...

    def position_at(self, moment: datetime) -> int:
        """The last position recorded at or before the moment; 0 if there is none."""
        ...

    def text(self, digest: str) -> Text | None:
        """A text by its salted digest; None if it was erased or never stored."""
        ...

    def stored_head(self) -> StoredHead:
        """The extent of the log as the store keeps it, for verification."""
        ...

    def stored_records(self, upto: int) -> Iterator[StoredRecord]:
        """Everything the store holds at positions <= `upto`, in order, unchecked, for verification."""
        ...
