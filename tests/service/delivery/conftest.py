"""A real log with endpoints, a real door, and receivers on loopback."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from fakes.changes import change, event
from fakes.clock import HandClock
from fakes.receiver import Receiver
from sqlalchemy import text

from events.catalogue import decode
from events.event import EventData, Record
from events.sql_log import SqlEventLog
from service.database import migrate, open_engine
from service.delivery.endpoints import Endpoints, Target
from service.delivery.outbox import enqueue
from service.delivery.sender import Sender
from service.fetching.door import Door

LOOPBACK = (ip_network("127.0.0.0/8"),)


class World:
    """One database, and what a test asks of it."""

    def __init__(self, database: Path) -> None:
        self.engine = open_engine(f"sqlite:///{database}")
        migrate(self.engine)
        self.log, self.clock = SqlEventLog(self.engine), HandClock()
        self.endpoints = Endpoints(self.log, self.clock)
        self._keys = 0

    def subscribe(self, receiver: Receiver, *types: str) -> Target:
        target = self.endpoints.add(receiver.url, types)
        receiver.secret = target.secret
        return target

    def append(self, *changes: EventData) -> tuple[Record, ...]:
        """Append changes and enqueue their messages in one transaction, as the projector does."""
        with self.log.write(self.clock()) as writer:
            records = writer.append([event(data, self._key()) for data in changes])
            enqueue(writer.connection, records)
        return records

    def append_rounds(self, *numbers: int) -> tuple[Record, ...]:
        return self.append(*(change(round=f"astana-{number}", number=number) for number in numbers))

    def rows(self, query: str) -> list[dict[str, object]]:
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(query)).mappings()]

    def states(self) -> list[object]:
        return [row["state"] for row in self.rows("SELECT state FROM messages ORDER BY position, endpoint")]

    def told(self) -> list[EventData]:
        """What the log says of messages and endpoints, in order."""
        return [decode(record) for record in self.log.read() if record.type.startswith(("message.", "endpoint."))]

    def wait(self, **time: float) -> None:
        self.clock.move(timedelta(**time))

    def _key(self) -> int:
        self._keys += 1
        return self._keys


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "roundlog.db")
    yield made
    made.engine.dispose()


@pytest.fixture
def open_receiver(world: World) -> Iterator[Callable[..., Receiver]]:
    """Opens receivers whose clock is the world's, with the answers they are to give."""
    with ExitStack() as stack:
        yield lambda *script: stack.enter_context(Receiver(*script, clock=world.clock))


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with Door(allowed=LOOPBACK, agent="Roundlog/test") as opened:
        yield opened


@pytest.fixture
async def sender(world: World, door: Door) -> AsyncIterator[Sender]:
    made = Sender(world.log, door, world.clock, jitter=lambda: 0.0)
    yield made
    await made.close()
