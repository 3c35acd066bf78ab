"""The log in a SQL database.

Rules it keeps (its contract is `events.log`; the triggers that refuse changes are in the first migration):

- A write transaction holds the database's write lock from its first statement, so positions and versions that
  it reads can't change under it. Positions come from the frontier, never from a sequence of the database.
- Records, frontier, texts and whatever else is written through the writer's connection commit together.
- What is read comes from the canonical bytes; the columns beside them only find it.
- A reader fetches chunks and holds no transaction between two of them, so it neither blocks a writer nor
  keeps the write-ahead log from being emptied, however long it takes.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from heapq import merge
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from events.canonical import encode
from events.envelopes import unwrap
from events.errors import LogUnavailable
from events.event import Record
from events.log import Head, StoredHead, StoredRecord, Text
from events.merkle import Frontier
from events.sql_writer import SqlWriter
from events.times import stamp

CHUNK = 500  # rows fetched at a time

_HEAD = """
    SELECT frontier.size, frontier.nodes, log.recorded_at
    FROM frontier LEFT JOIN log ON log.position = frontier.size
"""
_LAST = "SELECT coalesce(max(position), 0) FROM log"
_PAGE = "SELECT position, data FROM log WHERE position > ? AND position <= ? ORDER BY position LIMIT ?"
_PAGE_OF_TYPE = """
    SELECT position, data FROM log WHERE type = ? AND position > ? AND position <= ? ORDER BY position LIMIT ?
"""
_BY_ID = "SELECT position, data FROM log WHERE id = ?"
_KNOWN = "SELECT id FROM log WHERE id IN (SELECT value FROM json_each(?))"
_BY_SUBJECT = "SELECT position, data FROM log WHERE subject = ? ORDER BY position"
_RECORDED_AT = "SELECT recorded_at FROM log WHERE position = ?"
# SQLite lets another client put any type into any column; the casts see to it that verification gets the right one.
_STORED_HEAD = "SELECT (SELECT coalesce(max(position), 0) FROM log), size, nodes FROM frontier"
_STORED_PAGE = """
    SELECT position, id, type, schema_version, subject, CAST(recorded_at AS TEXT), causation_id,
        CAST(data AS BLOB), CAST(leaf AS BLOB)
    FROM log WHERE position > ? AND position <= ? ORDER BY position LIMIT ?
"""
_TEXT = "SELECT CAST(salt AS BLOB), CAST(text AS TEXT) FROM texts WHERE digest = ?"


class SqlEventLog:
    """The log and its texts in a database whose schema is up to date; see `events.log.EventLog`.

    Every method raises `LogUnavailable` where the database fails.

    Attributes:
        engine: Where it lives. Its transactions must begin with the write lock (see `service.database`).
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def write(self, recorded_at: datetime) -> Iterator[SqlWriter]:
        """Open a write transaction; see `events.log.EventLog.write`."""
        with self._failures_named(), self.engine.begin() as connection:
            writer = SqlWriter(connection, stamp(recorded_at))
            yield writer
            writer.finish()

    def head(self) -> Head:
        """Size and root as of the last commit."""
        ((size, nodes, recorded_at),) = self._rows(_HEAD)
        return Head(size=size, root=Frontier.from_bytes(size, nodes).root(), recorded_at=recorded_at)

    def read(self, after: int = 0, *, upto: int | None = None, types: Iterable[str] | None = None) -> Iterator[Record]:
        """Records up to the head as it is when iteration begins; see `events.log.EventLog.read`.

        Raises:
            MalformedEvent: The bytes at a position aren't the envelope of that position.
        """
        ((last,),) = self._rows(_LAST)
        end = last if upto is None else min(upto, last)
        if types is None:
            rows = self._pages(_PAGE, (), after, end)
        else:
            rows = merge(*(self._pages(_PAGE_OF_TYPE, (name,), after, end) for name in sorted(set(types))))
        for position, canonical in rows:
            yield unwrap(canonical, position)

    def find(self, event_id: str) -> Record | None:
        """The record of this event id."""
        return next((unwrap(canonical, position) for position, canonical in self._rows(_BY_ID, (event_id,))), None)

    def known(self, event_ids: Sequence[str]) -> set[str]:
        """Which of these event ids are in the log."""
        return {event_id for (event_id,) in self._rows(_KNOWN, (encode(event_ids).decode(),))}

    def read_subject(self, subject: str) -> tuple[Record, ...]:
        """All records of one subject, in order; its version is their number."""
        return tuple(unwrap(canonical, position) for position, canonical in self._rows(_BY_SUBJECT, (subject,)))

    def position_at(self, moment: datetime) -> int:
        """The last position recorded at or before the moment: a binary search, since the times never fall."""
        limit = stamp(moment)
        ((high,),) = self._rows(_LAST)
        low = 0
        while low < high:
            middle = (low + high + 1) // 2
            ((recorded_at,),) = self._rows(_RECORDED_AT, (middle,))
            low, high = (middle, high) if recorded_at <= limit else (low, middle - 1)
        return low

    def text(self, digest: str) -> Text | None:
        """A text by its salted digest; None if it was erased or never stored."""
        rows = self._rows(_TEXT, (digest,))
        return next((Text(digest=digest, salt=salt, text=text) for salt, text in rows), None)

    def stored_head(self) -> StoredHead:
        """See `events.log.EventLog.stored_head`."""
        ((last, size, nodes),) = self._rows(_STORED_HEAD)
        return StoredHead(last, size, nodes)

    def stored_records(self, upto: int) -> Iterator[StoredRecord]:
        """See `events.log.EventLog.stored_records`."""
        return map(StoredRecord._make, self._pages(_STORED_PAGE, (), 0, upto))

    def _pages(self, page: str, chosen: tuple[str, ...], after: int, end: int) -> Iterator[tuple[Any, ...]]:
        """Rows page by page; the first column of each is its position."""
        while rows := self._rows(page, (*chosen, after, end, CHUNK)):
            yield from rows
            if len(rows) < CHUNK:
                return
            after = rows[-1][0]

    def _rows(self, statement: str, parameters: tuple[object, ...] = ()) -> list[Any]:
        """The rows of one query, which is a read transaction of its own."""
        with self._failures_named(), closing(self.engine.raw_connection()) as connection:
            # The driver's own cursor: SQLAlchemy's rows would cost a replay a quarter of its speed.
            cursor = connection.cursor()
            cursor.execute(statement, parameters)
            return list(cursor.fetchall())

    @contextmanager
    def _failures_named(self) -> Iterator[None]:
        driver = self.engine.dialect.loaded_dbapi
        try:
            yield
        except (DBAPIError, driver.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            if isinstance(cause, driver.OperationalError) or type(cause) is driver.DatabaseError:
                raise LogUnavailable(
                    f"the database can't be used: {cause}; what was recorded before is safe"
                ) from error
            raise
