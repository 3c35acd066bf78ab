"""A test message, for someone who sets up a receiver. Sent once; neither outbox nor log keeps it."""

import asyncio
from dataclasses import dataclass, field

from events.times import stamp
from service.clock import Clock, human_id
from service.delivery.endpoints import Target
from service.delivery.payload import render_ping
from service.delivery.schedule import Outcome
from service.delivery.sender import post
from service.delivery.signing import signed_headers
from service.fetching.door import Door


@dataclass(frozen=True, slots=True)
class Ping:
    """What came of a test message.

    Attributes:
        message: Its id, as in ``webhook-id``.
        answer: The start of the receiver's answer.
    """

    message: str
    outcome: Outcome
    duration_ms: int
    answer: bytes = field(repr=False)


async def ping(target: Target, door: Door, clock: Clock) -> Ping:
    """Send a signed ``test.ping`` to an endpoint, once."""
    now, message = clock(), f"msg_{human_id()}"
    body = render_ping(target.id, stamp(now))
    start = asyncio.get_running_loop().time()
    outcome, answer = await post(door, target.url, body, signed_headers(message, body, target.secret, now))
    duration = asyncio.get_running_loop().time() - start
    return Ping(message, outcome, round(duration * 1000), answer)
