"""Doors to a web server on loopback, and sockets that count who knocks."""

import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from ipaddress import ip_network
from ssl import SSLContext

import pytest
from fakes.feed_server import FeedServer, feed_server

from service.fetching.backend import trust_store
from service.fetching.door import Door
from service.fetching.limits import Limits

LOOPBACK = ip_network("127.0.0.1/32")
"""One address, so that its neighbours stay forbidden."""


class Listener:
    """A socket that nobody may reach."""

    def __init__(self, address: str, port: int = 0) -> None:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._socket = socket.create_server((address, port), family=family)
        self._socket.setblocking(False)
        self.port: int = self._socket.getsockname()[1]

    def connections(self) -> int:
        count = 0
        while True:
            try:
                self._socket.accept()[0].close()
            except BlockingIOError:
                return count
            count += 1

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as served:
        yield served


@pytest.fixture
def listener() -> Iterator[Callable[..., Listener]]:
    opened: list[Listener] = []

    def listen(address: str, port: int = 0) -> Listener:
        opened.append(Listener(address, port))
        return opened[-1]

    yield listen
    for each in opened:
        each.close()


@pytest.fixture(scope="session")
def trust() -> SSLContext:
    """What every door would make for itself, made once."""
    return trust_store()


@pytest.fixture
async def open_door(trust: SSLContext) -> AsyncIterator[Callable[..., Door]]:
    async with AsyncExitStack() as stack:
        doors: list[Door] = []

        def make(**arguments: object) -> Door:
            door = Door(**{"allowed": [LOOPBACK], "agent": "Roundlog/test", "trust": trust, **arguments})  # type: ignore[arg-type]
            stack.push_async_exit(door)
            doors.append(door)
            return door

        yield make


@pytest.fixture
def door(open_door: Callable[..., Door]) -> Door:
    return open_door()


@pytest.fixture
def tight() -> Limits:
    """Limits that a test reaches soon."""
    return Limits(total=0.5, connect=0.3, silence=0.3, body=100_000, ratio=10, ratio_after=20_000, headers=2_000)
