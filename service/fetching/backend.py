"""Connections that go only where they may, whatever the layers above ask for."""

import ssl
from collections.abc import Iterable, Sequence

import certifi
import httpcore
import httpx

from service.fetching.deny import Network
from service.fetching.targets import Resolver, checked_addresses


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Looks a host up once, checks every answer, and connects to one of the checked addresses.

    The host's name still stands in the Host header, in SNI and in the check of the certificate, since the
    layers above take it from the request.
    """

    def __init__(self, allowed: Sequence[Network], resolve: Resolver) -> None:
        self._allowed, self._resolve = allowed, resolve
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first checked address that answers.

        Raises:
            TargetRefused, FetchError: See `checked_addresses`.
            httpcore.ConnectError, httpcore.ConnectTimeout: None of them answers.
        """
        addresses = await checked_addresses(host, port, self._allowed, self._resolve)
        for address in addresses[:-1]:
            try:
                return await self._plain.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._plain.connect_tcp(str(addresses[-1]), port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        """Wait, between httpcore's own retries."""
        await self._plain.sleep(seconds)


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx over one guarded connection.

    One, because httpcore scans its whole pool at each request: with fifty connections in it, it is several
    times slower than with one. Many clients of one connection don't slow down.
    """

    def __init__(self, backend: GuardedBackend, trust: ssl.SSLContext) -> None:
        super().__init__(verify=trust, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=trust,
            max_connections=1,
            max_keepalive_connections=1,
            keepalive_expiry=5.0,
            network_backend=backend,
        )


def trust_store() -> ssl.SSLContext:
    """The certificates of the system and of certifi. Costs some 80 ms, so make one and share it."""
    trust = ssl.create_default_context()
    trust.load_verify_locations(certifi.where())
    return trust
