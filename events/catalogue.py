"""Every event type this release knows, by its string."""

from typing import TypeVar

import msgspec

from events import articles, claims, endpoints, feeds, rounds, rules
from events.canonical import UNREADABLE
from events.errors import MalformedEvent, UnknownEventType
from events.event import EventData, Record

_Data = TypeVar("_Data", bound=EventData)

CHANGES: tuple[type[rounds.Change], ...] = (
    rounds.RoundAnnounced,
    rounds.RoundWithdrawn,
    rounds.DatesChanged,
    rounds.StatusChanged,
    rounds.VenueChanged,
    rounds.ParticipantsChanged,
    rounds.AgendaChanged,
    rounds.OutcomeReported,
    rounds.ConflictOpened,
    rounds.ConflictResolved,
    rounds.Corroborated,
)

_KINDS: tuple[type[EventData], ...] = (
    rules.RulesAdopted,
    rules.ViewRebased,
    rules.DeadlinePassed,
    rules.ProjectorSkipped,
    feeds.FeedAdded,
    feeds.FeedRemoved,
    feeds.FeedFailed,
    feeds.FeedRecovered,
    articles.ArticleCaptured,
    articles.ArticleRevised,
    claims.ClaimsExtracted,
    *CHANGES,
    rounds.RoundMerged,
    rounds.RoundSplit,
    rounds.ProcessStatusChanged,
    endpoints.EndpointAdded,
    endpoints.EndpointDisabled,
    endpoints.EndpointRemoved,
    endpoints.MessageDelivered,
    endpoints.MessageAbandoned,
)

TYPES: dict[str, type[EventData]] = {kind.TYPE: kind for kind in _KINDS}

_decoders = {name: msgspec.json.Decoder(kind) for name, kind in TYPES.items()}


def decode(record: Record) -> EventData:
    """The typed body of a record.

    Raises:
        UnknownEventType: A newer release wrote it.
        MalformedEvent: Its bytes don't fit its type.
    """
    kind = TYPES.get(record.type)
    if kind is None or record.schema_version > kind.VERSION:
        raise UnknownEventType(record.type, record.schema_version)
    try:
        data: EventData = _decoders[record.type].decode(record.data)
    except UNREADABLE as error:
        raise MalformedEvent(f"position {record.position} isn't a valid {record.type}: {error}") from error
    return data


def decode_as(kind: type[_Data], record: Record) -> _Data:
    """The body of a record whose type the caller knows; errors as `decode`."""
    data = decode(record)
    if not isinstance(data, kind):
        raise MalformedEvent(f"position {record.position} is a {record.type}, not a {kind.TYPE}")
    return data
