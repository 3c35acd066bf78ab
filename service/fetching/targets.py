"""Where requests may go.

Rules:

- The address is http or https, holds no name or password, and spells its host in the usual way.
- Every IP address its host resolves to is public, or lies in a network the operator allowed. One that
  isn't is enough to refuse, since an attacker can mix them.
- Callers connect to an address from here, never to the host by name: a second look-up may answer otherwise.
"""

import asyncio
import re
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from ipaddress import AddressValueError, IPv4Address, ip_address

import httpx

from service.fetching.deny import Address, Network, denial
from service.fetching.errors import FetchError, TargetRefused

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Gives all IP addresses of a host, as text, for a port. Raises OSError where the name can't be looked up."""

# Left to themselves, parsers differ on what blanks, controls and backslashes mean in an address.
_ODD = re.compile(r"[\x00-\x20\x7f\\]")
_PORTS = range(1, 65_536)
# A name that ends so is an IPv4 address in some spelling (WHATWG URL, "ends in a number").
_NUMERIC_LABEL = re.compile(r"(?:[0-9]+|0[xX][0-9a-fA-F]*)\Z")


def parse_target(url: str) -> httpx.URL:
    """Read an address and check its form, without looking anything up. A fragment is dropped.

    Raises:
        TargetRefused: It isn't one Roundlog fetches from.
    """
    if _ODD.search(url):
        raise TargetRefused("the address", "it holds blanks, control characters or backslashes")
    try:
        target = httpx.URL(url).copy_with(fragment=None)
        host, credentials = target.raw_host.decode("ascii"), target.userinfo
    except (httpx.InvalidURL, ValueError):
        # From None, for the parser's own message repeats parts of the address.
        raise TargetRefused("the address", "it isn't a valid one") from None
    if target.scheme not in {"http", "https"} or not host:
        raise TargetRefused(host or "the address", "only full http and https addresses are fetched")
    if credentials:
        raise TargetRefused(host, "an address may not hold a user name or password")
    if not _is_usual(host) or (target.port is not None and target.port not in _PORTS):
        raise TargetRefused(host, "its host is spelled in an unusual way")
    return target


def _is_usual(host: str) -> bool:
    if "%" in host or host.endswith("."):
        return False
    if not _NUMERIC_LABEL.search(host.rpartition(".")[2]) or ":" in host:
        return True
    try:
        IPv4Address(host)
    except AddressValueError:
        return False
    return True


async def checked_addresses(host: str, port: int, allowed: Sequence[Network], resolve: Resolver) -> tuple[Address, ...]:
    """Every IP address of the host, all of them allowed.

    Raises:
        TargetRefused: One of them isn't.
        FetchError: The name can't be looked up.
    """
    try:
        addresses: tuple[Address, ...] = (ip_address(host),)
    except ValueError:
        addresses = await _look_up(host, port, resolve)
    for address in addresses:
        kind = denial(address, allowed)
        if kind is not None:
            raise TargetRefused(host, f"{address} is {kind}; to allow it, list its network in ROUNDLOG_ALLOW_PRIVATE")
    return addresses


async def _look_up(host: str, port: int, resolve: Resolver) -> tuple[Address, ...]:
    try:
        found = dict.fromkeys(await resolve(host, port))
    except (OSError, UnicodeError):
        found = {}
    if not found:
        raise FetchError(host, "its name can't be looked up")
    return tuple(ip_address(text) for text in found)


async def check_target(url: str, allowed: Sequence[Network] = (), resolve: Resolver | None = None) -> None:
    """Refuse at save time what would be refused at fetch time. Nothing is contacted but the name server.

    A name that can't be looked up now passes: it may be later, and is checked again then.

    Raises:
        TargetRefused: The address is of the wrong form or not public.
    """
    target = parse_target(url)
    host = target.raw_host.decode("ascii")
    try:
        await checked_addresses(host, target.port or 0, allowed, resolve or system_resolver)
    except FetchError as error:
        if error.permanent:
            raise


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """Ask the operating system.

    Each look-up has a daemon thread to itself: one that hangs holds up neither other work nor the exit.
    """
    answer: Future[list[str]] = Future()

    def ask() -> None:
        answer.set_running_or_notify_cancel()
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            answer.set_exception(error)
        else:
            answer.set_result([str(info[4][0]) for info in found])

    threading.Thread(target=ask, name="look-up", daemon=True).start()
    return await asyncio.wrap_future(answer)
