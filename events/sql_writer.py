"""Appending: what happens inside one write transaction of the log."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from events.canonical import encode
from events.catalogue import decode
from events.envelopes import unwrap, wrap
from events.errors import LogUnavailable, WrongExpectedVersion
from events.event import Event, Record
from events.log import Text
from events.merkle import Frontier, leaf_hash

_HEAD = """
    SELECT frontier.size, frontier.nodes, log.recorded_at
    FROM frontier LEFT JOIN log ON log.position = frontier.size
"""
_BY_IDS = "SELECT position, data FROM log WHERE id IN (SELECT value FROM json_each(?))"
_VERSION = "SELECT count(*) FROM log WHERE subject = ?"
_INSERT = """
    INSERT INTO log (position, id, type, schema_version, subject, recorded_at, causation_id, data, leaf)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADVANCE = "UPDATE frontier SET size = ?, nodes = ?"
_PUT_TEXT = "INSERT INTO texts (digest, salt, text) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING"


class SqlWriter:
    """An open write transaction, see `events.log.Writer`.

    Attributes:
        connection: The transaction, for rows that must commit together with the events. Don't end it, nor
            undo appends by savepoints.
    """

    def __init__(self, connection: Connection, recorded_at: str) -> None:
        self.connection = connection
        # The driver's own cursor: SQLAlchemy's care for results would double the cost of a single append.
        self._cursor = connection.connection.cursor()
        self._cursor.execute(_HEAD)
        ((size, nodes, last),) = self._cursor.fetchall()
        self._frontier = Frontier.from_bytes(size, nodes)
        self._stored_size = size
        self._recorded_at = recorded_at if last is None else max(recorded_at, last)
        self._broken = False

    def append(self, events: Sequence[Event], *, expected_version: int | None = None) -> tuple[Record, ...]:
        """See `events.log.Writer.append`.

        Raises:
            WrongExpectedVersion: As there.
            MalformedEvent: The data of an event doesn't fit its type.
            ValueError: There is an expected version, but more than one subject.
        """
        known = self._find(event.id for event in events)
        fresh = {event.id: event for event in events if event.id not in known}
        if fresh:
            if expected_version is not None:
                self._expect(expected_version, {event.subject for event in events})
            known |= self._insert(fresh.values())
        return tuple(known[event.id] for event in events)

    def put_text(self, text: Text) -> None:
        """See `events.log.Writer.put_text`."""
        self._cursor.execute(_PUT_TEXT, (text.digest, text.salt, text.text))

    def finish(self) -> None:
        """Write the frontier; the log calls this before it commits.

        Raises:
            LogUnavailable: An insert failed half way, and whoever called it went on as if it hadn't.
        """
        if self._broken:
            raise LogUnavailable("an append failed, so nothing of this transaction can be committed: retry it")
        if self._frontier.size != self._stored_size:
            self._cursor.execute(_ADVANCE, (self._frontier.size, self._frontier.to_bytes()))

    def _find(self, event_ids: Iterable[str]) -> dict[str, Record]:
        self._cursor.execute(_BY_IDS, (encode(list(event_ids)).decode(),))
        records = (unwrap(canonical, position) for position, canonical in self._cursor.fetchall())
        return {record.id: record for record in records}

    def _expect(self, version: int, subjects: set[str]) -> None:
        if len(subjects) > 1:
            raise ValueError("an expected version is that of one subject")
        subject = subjects.pop()
        self._cursor.execute(_VERSION, (subject,))
        ((actual,),) = self._cursor.fetchall()
        if actual != version:
            raise WrongExpectedVersion(subject, version, actual)

    def _insert(self, events: Iterable[Event]) -> dict[str, Record]:
        first = self._frontier.size + 1
        records = [wrap(event, position, self._recorded_at) for position, event in enumerate(events, first)]
        for record in records:
            decode(record)  # what no reader could decode must not get in: it would stay for ever
        leaves = [leaf_hash(record.canonical) for record in records]
        rows = [_row(record, leaf) for record, leaf in zip(records, leaves, strict=True)]
        self._broken = True
        self._cursor.executemany(_INSERT, rows)
        self._broken = False
        self._frontier = self._frontier.extended(leaves)
        return {record.id: record for record in records}


def _row(record: Record, leaf: bytes) -> tuple[object, ...]:
    return (
        record.position,
        record.id,
        record.type,
        record.schema_version,
        record.subject,
        record.recorded_at,
        record.causation_id,
        record.canonical,
        leaf,
    )
