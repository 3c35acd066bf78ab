"""Between events, the canonical bytes of their envelopes, and records."""

import msgspec

from events.canonical import UNREADABLE, encode
from events.errors import MalformedEvent
from events.event import Envelope, Event, Record

_decoder = msgspec.json.Decoder(Envelope)


def wrap(event: Event, position: int, recorded_at: str) -> Record:
    """The record that an event becomes at a position; `recorded_at` as `events.times.stamp` writes it."""
    data = encode(event.data)
    envelope = Envelope(
        position=position,
        id=event.id,
        type=event.data.TYPE,
        schema_version=event.data.VERSION,
        subject=event.subject,
        recorded_at=recorded_at,
        causation_id=event.causation_id,
        data=msgspec.Raw(data),
    )
    return _record(envelope, encode(envelope), data)


def unwrap(canonical: bytes, position: int) -> Record:
    """The record in the bytes that a store holds at a position.

    Raises:
        MalformedEvent: The bytes aren't an envelope, or are one of another position.
    """
    try:
        envelope = _decoder.decode(canonical)
    except UNREADABLE as error:
        raise MalformedEvent(f"position {position} isn't an envelope: {error}") from error
    if envelope.position != position:
        raise MalformedEvent(f"position {position} holds the envelope of position {envelope.position}")
    return _record(envelope, canonical, bytes(envelope.data))


def _record(envelope: Envelope, canonical: bytes, data: bytes) -> Record:
    return Record(
        position=envelope.position,
        id=envelope.id,
        type=envelope.type,
        schema_version=envelope.schema_version,
        subject=envelope.subject,
        recorded_at=envelope.recorded_at,
        causation_id=envelope.causation_id,
        canonical=canonical,
        data=data,
    )
