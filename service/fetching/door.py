"""The one door for all outbound HTTP: feeds, and the messages to endpoints.

What it promises:

- Only public targets are contacted, or such as the operator allowed; see `service.fetching.targets`. That
  holds for every hop of a redirect, and for the address connected to, not just the one looked up.
- An answer takes bounded time, and its body bounded memory, also when decompressed.
- Proxy settings, netrc and cookies play no part. Certificates are checked.
- Errors, representations and the logs of the libraries hold no more of an address than its host.
"""

import asyncio
import logging
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from types import TracebackType
from typing import Self, cast

import httpx

from config.settings import Settings
from service.fetching.backend import GuardedBackend, trust_store
from service.fetching.clients import Clients
from service.fetching.decoding import BodyRefused, BoundedBody
from service.fetching.deny import Network
from service.fetching.errors import FetchError
from service.fetching.faults import plainly
from service.fetching.limits import Limits
from service.fetching.targets import Resolver, parse_target, system_resolver

_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Response:
    """An answer.

    Attributes:
        status: HTTP status; any, also those of errors.
        headers: Looked up without regard to case.
        body: Decompressed; empty unless the status is 2xx, or it answers a POST.
        url: The address that answered, after redirects. It can carry tokens.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    url: str = field(repr=False)


def user_agent(contact: str | None) -> str:
    """Who Roundlog says it is. `contact` is an address or page of the operator."""
    name = f"Roundlog/{version('roundlog')}"
    return f"{name} (+{contact})" if contact else name


def open_door(settings: Settings) -> "Door":
    """The door as the settings have it."""
    return Door(allowed=settings.allow_private, agent=user_agent(settings.contact))


class Door:
    """Makes requests; see the promises above. Use it as an async context manager, on one event loop.

    How many requests run at once is up to the callers.

    Args:
        allowed: Networks that may be reached though they aren't public.
        agent: User-Agent, see `user_agent`.
        limits: Bounds of each request.
        resolve: How names are looked up; the operating system's way unless given.
        trust: Which certificates count; those of the system and of certifi unless given.
    """

    def __init__(
        self,
        *,
        allowed: Sequence[Network],
        agent: str,
        limits: Limits | None = None,
        resolve: Resolver = system_resolver,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._clients = Clients(GuardedBackend(allowed, resolve), trust or trust_store(), agent, self._limits)
        # At INFO and DEBUG these write whole addresses.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._clients.close()

    async def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Response:
        """GET an address, following redirects.

        Raises:
            TargetRefused: It, or a redirect, leads where Roundlog doesn't go.
            FetchError: No whole answer within the limits.
        """
        sent = {"Accept-Encoding": "gzip, deflate", **(headers or {})}
        target = parse_target(url)
        with plainly(_host(target), self._limits):
            async with asyncio.timeout(self._limits.total):
                for _ in range(self._limits.redirects + 1):
                    answer = await self._get(target, sent)
                    if isinstance(answer, Response):
                        return answer
                    target = answer
        raise FetchError(_host(target), f"it redirects more than {self._limits.redirects} times")

    async def post(self, url: str, content: bytes, headers: Mapping[str, str] | None = None) -> Response:
        """POST bytes. Redirects are answers like others; of a long reply only the start is read.

        Raises:
            TargetRefused: The address leads where Roundlog doesn't go.
            FetchError: No answer within the limits.
        """
        sent = {"Accept-Encoding": "identity", **(headers or {})}
        target = parse_target(url)
        with plainly(_host(target), self._limits):
            async with (
                asyncio.timeout(self._limits.total),
                self._request("POST", target, sent, content) as answer,
            ):
                reply = bytearray()
                async with _pieces(answer) as pieces:
                    async for piece in pieces:
                        reply += piece
                        if len(reply) >= self._limits.reply:
                            break
                return _response(answer, bytes(reply[: self._limits.reply]))

    async def _get(self, target: httpx.URL, headers: Mapping[str, str]) -> Response | httpx.URL:
        """One hop: the answer, or where it leads on to."""
        async with self._request("GET", target, headers) as answer:
            location = answer.headers.get("location")
            if answer.status_code in _REDIRECTS and location:
                return _onward(target, location)
            has_body = answer.is_success or answer.status_code == httpx.codes.NOT_MODIFIED
            return _response(answer, await self._read(target, answer) if has_body else b"")

    async def _read(self, target: httpx.URL, answer: httpx.Response) -> bytes:
        try:
            body = BoundedBody(
                answer.headers.get_list("content-encoding", split_commas=True),
                limit=self._limits.body,
                ratio=self._limits.ratio,
                ratio_after=self._limits.ratio_after,
            )
            async with _pieces(answer) as pieces:
                async for piece in pieces:
                    body.feed(piece)
            return body.finish()
        except BodyRefused as error:
            raise FetchError(_host(target), str(error)) from None

    @asynccontextmanager
    async def _request(
        self, method: str, target: httpx.URL, headers: Mapping[str, str], content: bytes | None = None
    ) -> AsyncIterator[httpx.Response]:
        async with (
            self._clients.lend(target) as client,
            client.stream(method, target, headers=dict(headers), content=content) as answer,
        ):
            if sum(len(name) + len(value) for name, value in answer.headers.raw) > self._limits.headers:
                raise FetchError(_host(target), "its headers are too long")
            yield answer


def _response(answer: httpx.Response, body: bytes) -> Response:
    return Response(answer.status_code, answer.headers, body, str(answer.request.url))


def _pieces(answer: httpx.Response) -> AbstractAsyncContextManager[AsyncGenerator[bytes, None]]:
    """The body as it comes, compressed or not. Closed at once where it isn't read to its end."""
    return aclosing(cast("AsyncGenerator[bytes, None]", answer.aiter_raw()))


def _host(target: httpx.URL) -> str:
    return target.raw_host.decode("ascii")


def _onward(target: httpx.URL, location: str) -> httpx.URL:
    try:
        onward = target.join(location)
    except (httpx.InvalidURL, ValueError):
        raise FetchError(_host(target), "it redirects to something that isn't an address") from None
    return parse_target(str(onward))
