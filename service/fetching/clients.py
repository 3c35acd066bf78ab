"""Many httpx clients of one connection each, lent one at a time."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from service.fetching.backend import GuardedBackend, GuardedTransport
from service.fetching.limits import Limits

# Idle clients kept for the connection they hold open; to close the others costs a handshake at most.
_MOST_IDLE = 64


class Clients:
    """Lends clients; those that come back whole are lent again, best to where they are connected already."""

    def __init__(self, backend: GuardedBackend, trust: ssl.SSLContext, agent: str, limits: Limits) -> None:
        self._backend, self._trust, self._agent, self._limits = backend, trust, agent, limits
        self._idle: list[tuple[str, httpx.AsyncClient]] = []

    @asynccontextmanager
    async def lend(self, target: httpx.URL) -> AsyncIterator[httpx.AsyncClient]:
        """A client for one exchange with the target's host."""
        origin = f"{target.scheme}://{target.netloc.decode('ascii')}"
        client = self._take(origin)
        try:
            yield client
        except BaseException:
            # An exchange cut short can leave the connection in a state that nothing good follows from.
            await client.aclose()
            raise
        self._idle.append((origin, client))
        if len(self._idle) > _MOST_IDLE:
            await self._idle.pop(0)[1].aclose()

    async def close(self) -> None:
        """Close what is idle."""
        while self._idle:
            await self._idle.pop()[1].aclose()

    def _take(self, origin: str) -> httpx.AsyncClient:
        for index, (connected, client) in enumerate(self._idle):
            if connected == origin:
                del self._idle[index]
                return client
        if len(self._idle) == _MOST_IDLE:
            return self._idle.pop(0)[1]
        return httpx.AsyncClient(
            transport=GuardedTransport(self._backend, self._trust),
            headers={"User-Agent": self._agent},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=httpx.Timeout(self._limits.silence, connect=self._limits.connect),
            trust_env=False,
        )
