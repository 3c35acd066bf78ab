"""Endpoints: who is told of changes. Each coming and going is an event too, without address and secret."""

from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Row, text

from events.canonical import encode
from events.endpoints import EndpointAdded, EndpointRemoved
from events.event import Event, EventData
from events.sql_log import SqlEventLog
from events.times import stamp
from service.clock import Clock, human_id
from service.database import reading
from service.delivery.signing import new_secret
from service.errors import RoundlogError
from service.fetching.targets import parse_target

_ADD = text(
    "INSERT INTO endpoints (id, url, host, secret, types, created_at)"
    " VALUES (:id, :url, :host, :secret, :types, :created_at)"
)

_REMOVE = text("UPDATE endpoints SET removed_at = :now, url = '', secret = '' WHERE id = :id AND removed_at IS NULL")

_TARGET = text("SELECT id, host, url, secret, disabled_reason FROM endpoints WHERE id = :id AND removed_at IS NULL")

_LISTING = text(
    "SELECT id, host, types, created_at, disabled_reason FROM endpoints"
    " WHERE removed_at IS NULL ORDER BY created_at, id"
)

_COUNTS = text("SELECT state, count(*) AS messages FROM messages WHERE endpoint = :id GROUP BY state")

_LAST_SUCCESS = text(
    "SELECT max(a.started_at) FROM attempts AS a JOIN messages AS m ON m.id = a.message"
    " WHERE m.endpoint = :id AND a.status BETWEEN 200 AND 299"
)

_LAST_FAILURE = text(
    "SELECT a.started_at, a.status, a.error FROM attempts AS a JOIN messages AS m ON m.id = a.message"
    " WHERE m.endpoint = :id AND (a.status IS NULL OR a.status NOT BETWEEN 200 AND 299)"
    " ORDER BY a.started_at DESC LIMIT 1"
)


class EndpointUnknown(RoundlogError):
    """No endpoint has this id, or it was removed."""

    def __init__(self, endpoint: str) -> None:
        super().__init__(f"there is no endpoint {endpoint}: see `roundlog endpoints list`")


@dataclass(frozen=True, slots=True)
class Target:
    """Where an endpoint's messages go. Address and secret show in no repr.

    Attributes:
        disabled_reason: Why nothing is sent any more; None while it is in use.
    """

    id: str
    host: str
    url: str = field(repr=False)
    secret: str = field(repr=False)
    disabled_reason: str | None


@dataclass(frozen=True, slots=True)
class EndpointState:
    """An endpoint as a list shows it.

    Attributes:
        types: What it asked for; empty means all changes.
        pending, delivered, abandoned: Numbers of its messages.
        last_success: When the latest attempt that was delivered began.
        last_failure: When the latest one that wasn't began, and what came of it.
    """

    id: str
    host: str
    types: tuple[str, ...]
    created_at: str
    disabled_reason: str | None
    pending: int
    delivered: int
    abandoned: int
    last_success: str | None
    last_failure: tuple[str, str] | None


class Endpoints:
    """The endpoints of a log."""

    def __init__(self, log: SqlEventLog, clock: Clock) -> None:
        self._log, self._clock = log, clock

    def add(self, url: str, types: tuple[str, ...] = ()) -> Target:
        """Add an endpoint with a new secret; it gets what is recorded from now on.

        Args:
            url: Full address; the caller has checked that it may be contacted.
            types: See `service.delivery.event_types.parse_types`.

        Raises:
            TargetRefused: The address isn't an http or https one.
        """
        host = parse_target(url).raw_host.decode("ascii")
        target = Target(human_id(), host, url, new_secret(), None)
        added = _event(target.id, EndpointAdded(endpoint=target.id, host=host, types=types))
        with self._log.write(self._clock()) as writer:
            # The time of the record, since changes are compared with it; a clock may be behind the log.
            (record,) = writer.append([added])
            row = {"types": encode(types).decode(), "created_at": record.recorded_at}
            writer.connection.execute(_ADD, {"id": target.id, "url": url, "host": host, "secret": target.secret, **row})
        return target

    def remove(self, endpoint: str) -> None:
        """Remove an endpoint, and wipe its address and secret.

        Raises:
            EndpointUnknown: It isn't there.
        """
        now = self._clock()
        with self._log.write(now) as writer:
            if not writer.connection.execute(_REMOVE, {"id": endpoint, "now": stamp(now)}).rowcount:
                raise EndpointUnknown(endpoint)
            writer.append([_event(endpoint, EndpointRemoved(endpoint=endpoint))])

    def target(self, endpoint: str) -> Target:
        """Where an endpoint's messages go.

        Raises:
            EndpointUnknown: It isn't there.
        """
        with reading(self._log.engine).connect() as connection:
            row = connection.execute(_TARGET, {"id": endpoint}).mappings().one_or_none()
        if row is None:
            raise EndpointUnknown(endpoint)
        return Target(**row)

    def listing(self) -> list[EndpointState]:
        """All endpoints that weren't removed, oldest first."""
        return list_endpoints(self._log.engine)


def list_endpoints(engine: Engine) -> list[EndpointState]:
    """All endpoints that weren't removed, oldest first."""
    with reading(engine).connect() as connection:
        return [_state(connection, row) for row in connection.execute(_LISTING).all()]


def _state(connection: Connection, row: Row[Any]) -> EndpointState:
    about = {"id": row.id}
    counts = {count.state: count.messages for count in connection.execute(_COUNTS, about)}
    failure = connection.execute(_LAST_FAILURE, about).one_or_none()
    return EndpointState(
        id=row.id,
        host=row.host,
        types=msgspec.json.decode(row.types, type=tuple[str, ...]),
        created_at=row.created_at,
        disabled_reason=row.disabled_reason,
        pending=counts.get("pending", 0),
        delivered=counts.get("delivered", 0),
        abandoned=counts.get("abandoned", 0),
        last_success=connection.execute(_LAST_SUCCESS, about).scalar(),
        last_failure=failure and (failure.started_at, failure.error or f"HTTP {failure.status}"),
    )


def _event(endpoint: str, data: EventData) -> Event:
    return Event(id=human_id(), subject=f"endpoint/{endpoint}", data=data)
