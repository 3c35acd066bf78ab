"""Endpoints and messages: who is told of changes, and what became of the telling. Addresses and secrets stay out."""

from typing import ClassVar

from events.event import EventData


class EndpointAdded(EventData, frozen=True, kw_only=True):
    """A webhook subscriber. `types` are the event types it wants, ``*`` for a prefix; empty means all changes."""

    TYPE: ClassVar[str] = "endpoint.added"

    endpoint: str
    host: str
    types: tuple[str, ...]


class EndpointDisabled(EventData, frozen=True, kw_only=True):
    """Nothing more is sent there until it is added anew."""

    TYPE: ClassVar[str] = "endpoint.disabled"

    endpoint: str
    reason: str


class EndpointRemoved(EventData, frozen=True, kw_only=True):
    """Someone removed the endpoint."""

    TYPE: ClassVar[str] = "endpoint.removed"

    endpoint: str


class MessageDelivered(EventData, frozen=True, kw_only=True):
    """The receiver took the message, at this attempt (counted from 1)."""

    TYPE: ClassVar[str] = "message.delivered"

    message: str
    endpoint: str
    attempt: int


class MessageAbandoned(EventData, frozen=True, kw_only=True):
    """All attempts failed, or the endpoint is gone; the last reason is kept."""

    TYPE: ClassVar[str] = "message.abandoned"

    message: str
    endpoint: str
    attempts: int
    reason: str
