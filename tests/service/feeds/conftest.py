"""A real database, a real web server on loopback, a real door and real parse workers; only the clock is a test's."""

from collections.abc import AsyncIterator, Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest
from fakes.feed_server import FeedServer, feed_server
from fakes.polling import Kept, World

from service.feeds.poller import Poller
from service.feeds.polling import Means
from service.fetching.door import Door
from service.fetching.limits import Limits
from service.fetching.worker import ParseLimits, ParseWorkers


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    opened = World(tmp_path / "roundlog.db")
    yield opened
    opened.log.engine.dispose()


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as served:
        yield served


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
async def means(world: World, kept: Kept) -> AsyncIterator[Means]:
    limits = Limits(total=5.0, silence=5.0, body=1_000_000)
    async with Door(allowed=[ip_network("127.0.0.1/32")], agent="Roundlog/test", limits=limits) as door:
        with ParseWorkers(2, ParseLimits(deadline=3.0)) as workers:
            yield Means(door, workers, kept, world.clock)


@pytest.fixture
async def poller(world: World, means: Means) -> AsyncIterator[Poller]:
    made = Poller(world.services, means, jitter=lambda: 0.0)
    yield made
    await made.close()
