"""Bounds of requests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request.

    Attributes:
        total: Seconds for all of it, redirects and body included; a body that drips can't stretch them.
        connect, silence: Seconds to connect, and between two pieces of the answer.
        body: Most bytes of a body, before and after decompression.
        ratio, ratio_after: Most bytes out for one byte in, once so many are out.
        headers: Most bytes of headers.
        redirects: Most redirects in a row.
        reply: Bytes kept of what answers a POST.
    """

    total: float = 30.0
    connect: float = 10.0
    silence: float = 20.0
    body: int = 10_000_000
    ratio: int = 100
    ratio_after: int = 1_000_000
    headers: int = 64_000
    redirects: int = 5
    reply: int = 16_384
