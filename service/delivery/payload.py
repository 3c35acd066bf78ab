"""The body of a message, made from a change record: ``{"type", "timestamp", "data"}`` (Standard Webhooks)."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from events.canonical import encode
from events.catalogue import decode
from events.event import Record
from events.rounds import Cell, Change, ProcessStatusChanged, RoundMerged, RoundSplit, Support
from service.delivery.event_types import ALERTS, TEST_PING
from service.delivery.summary import Alert, clip, summarize

MAX_BYTES = 20_000
"""A body stays below this, as the Standard Webhooks specification asks."""

MAX_REFERENCES = 3  # claims cited for a value, and as many against it
MAX_QUOTE = 300  # code points

QuoteOf = Callable[[str], str | None]
"""Gives the sentence behind a claim by the claim's id; None where its text was erased."""


def read_alert(record: Record) -> Alert | None:
    """The typed body of a record that goes out as a message; None where none is to go out.

    Raises:
        UnknownEventType, MalformedEvent: See `events.catalogue.decode`.
    """
    if record.type not in ALERTS:
        return None
    data = decode(record)
    if isinstance(data, Change | RoundMerged | RoundSplit | ProcessStatusChanged) and data.notify:
        return data
    return None


def render_body(record: Record, alert: Alert, quote_of: QuoteOf | None = None) -> bytes:
    """The canonical bytes of the message for a change, below `MAX_BYTES`.

    Where a body would be too long, first the quotes go, then everything but what names the change; the latter
    carries ``"truncated": true``.

    Args:
        record: The change as it stands in the log.
        alert: Its typed body.
        quote_of: Looks up the sentence behind a claim; without it no quotes are given.
    """
    body = b""
    for data in _drafts(record, alert, quote_of):
        body = encode({"type": record.type, "timestamp": record.recorded_at, "data": data})
        if len(body) < MAX_BYTES:
            break
    return body


def render_ping(endpoint: str, timestamp: str) -> bytes:
    """The body of a test message to an endpoint."""
    data = {"endpoint": endpoint, "summary": "A test from Roundlog: this endpoint can be reached."}
    return encode({"type": TEST_PING, "timestamp": timestamp, "data": data})


def _drafts(record: Record, alert: Alert, quote_of: QuoteOf | None) -> Iterator[dict[str, object]]:
    """The data of the message, each draft shorter than the one before."""
    named = {
        "id": record.id,
        "position": record.position,
        "basis": alert.basis,
        "process": alert.process,
        "summary": summarize(alert),
    }
    yield {**named, **_details(alert, quote_of)}
    yield {**named, **_details(alert, None)}
    yield {**named, "round": getattr(alert, "round", None), "truncated": True}


def _details(alert: Alert, quote_of: QuoteOf | None) -> dict[str, object]:
    """What the change says, by its kind."""
    if isinstance(alert, RoundMerged):
        return {"round": alert.round, "into": alert.into}
    if isinstance(alert, RoundSplit):
        return {"round": alert.round, "off": alert.off}
    details: dict[str, object] = {
        "round": None,
        "number": None,
        "field": "status",
        "value": alert.cell.value,
        "previous": alert.previous,
        "cell": _cell(alert.cell, quote_of),
    }
    if isinstance(alert, Change):
        details |= {"round": alert.round, "number": alert.number, "field": alert.field}
    return details


def _cell(cell: Cell, quote_of: QuoteOf | None) -> dict[str, object]:
    return {
        **{name: getattr(cell, name) for name in ("value", "detail", "flags", "standing", "step", "origins")},
        "support": _references(cell.support, quote_of),
        "support_count": len(cell.support),
        "dissent": _references(cell.dissent, quote_of),
        "dissent_count": len(cell.dissent),
    }


def _references(claims: Sequence[Support], quote_of: QuoteOf | None) -> list[dict[str, object]]:
    """The claims to cite, each with its sentence where there is one to give."""
    references = []
    for claim in _foremost(claims):
        reference: dict[str, object] = msgspec.to_builtins(claim)
        quote = quote_of(claim.claim) if quote_of else None
        references.append({**reference, "quote": clip(quote, MAX_QUOTE)} if quote else reference)
    return references


def _foremost(claims: Sequence[Support]) -> list[Support]:
    """The latest claims of as many origins as can be: ten copies of a report mustn't hide a second origin."""
    latest = {claim.origin: claim for claim in claims}
    others = [claim for claim in claims if latest[claim.origin] is not claim]
    return ([*others, *(claim for claim in claims if latest[claim.origin] is claim)])[-MAX_REFERENCES:]
