"""The outbox: one row for each change and endpoint that wants it, written in the commit of the change.

- A change that isn't to be notified, or a rebuilt view, makes no rows.
- A change has one message id for an endpoint, for ever; to enqueue it again adds nothing.
- An endpoint gets what is recorded after it was added, never what came before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, text

from events.event import Record
from events.ids import name_based
from service.delivery.event_types import wants
from service.delivery.payload import QuoteOf, read_alert, render_body

AT_ONCE = ""
"""As a message's `next_attempt_at`: sorts before every moment, whatever the clock has done."""

_SUBSCRIBERS = text(
    "SELECT id, types, created_at FROM endpoints WHERE disabled_at IS NULL AND removed_at IS NULL ORDER BY id"
)

_ENQUEUE = text(
    "INSERT INTO messages"
    " (id, endpoint, change, position, type, subject, body, attempts, refusals, next_attempt_at, state)"
    " VALUES (:id, :endpoint, :change, :position, :type, :subject, :body, 0, 0, :next_attempt_at, 'pending')"
    " ON CONFLICT (id) DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class _Subscriber:
    """What the outbox needs to know of an endpoint that is neither disabled nor removed."""

    id: str
    types: tuple[str, ...]
    since: str

    def takes(self, record: Record) -> bool:
        return self.since <= record.recorded_at and wants(self.types, record.type)


def message_id(change: str, endpoint: str) -> str:
    """The id under which a change (the event's id) goes to an endpoint."""
    return f"msg_{name_based('message', change, endpoint)}"


def enqueue(connection: Connection, records: Sequence[Record], quote_of: QuoteOf | None = None) -> None:
    """Put a message for each change and each endpoint that wants it into the outbox.

    Args:
        connection: In the open transaction that appended the records.
        records: Records just appended; those that are no changes, or not to be notified, are passed over.
        quote_of: See `service.delivery.payload.render_body`.
    """
    alerts = [(record, alert) for record in records if (alert := read_alert(record)) is not None]
    if not alerts:
        return
    subscribers = _subscribers(connection)
    rows: list[dict[str, object]] = []
    for record, alert in alerts:
        takers = [subscriber for subscriber in subscribers if subscriber.takes(record)]
        if takers:
            body = render_body(record, alert, quote_of)
            rows += [_row(record, taker.id, body) for taker in takers]
    if rows:
        connection.execute(_ENQUEUE, rows)


def _subscribers(connection: Connection) -> list[_Subscriber]:
    return [
        _Subscriber(row.id, msgspec.json.decode(row.types, type=tuple[str, ...]), row.created_at)
        for row in connection.execute(_SUBSCRIBERS)
    ]


def _row(record: Record, endpoint: str, body: bytes) -> dict[str, object]:
    return {
        "id": message_id(record.id, endpoint),
        "endpoint": endpoint,
        "change": record.id,
        "position": record.position,
        "type": record.type,
        "subject": record.subject,
        "body": body,
        "next_attempt_at": AT_ONCE,
    }
