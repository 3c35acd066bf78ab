"""One poll of one feed: ask what is new, read it, and hand it in."""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from service.clock import Clock
from service.feeds.entries import articles_of
from service.feeds.recording import Answered, Failed, Outcome
from service.feeds.tables import FeedRow
from service.fetching.door import Door, Response
from service.fetching.errors import FeedUnreadable, FetchError
from service.fetching.worker import ParseWorkers
from service.incoming import IncomingArticle

Capture = Callable[[Sequence[IncomingArticle]], object]
"""Takes articles into the log, and returns once they are committed. To be given an article twice does no harm."""

BATCH = 10  # articles handed in at a time; to read one takes up to a tenth of a second

_ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"

# What can go back into a header as it came: visible ASCII (RFC 9110, section 5.5), of a sane length.
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,512}")


@dataclass(frozen=True, slots=True)
class Means:
    """What it takes to poll."""

    door: Door
    workers: ParseWorkers
    capture: Capture
    clock: Clock


async def poll_feed(feed: FeedRow, means: Means) -> Outcome:
    """Poll a feed. Its validators count only once what came with them is captured: they are in what is returned.

    Whatever is the feed's fault, or that of the way there, is an outcome. What is raised is a fault of ours.
    """
    try:
        answer = await means.door.fetch(feed.url, _question(feed))
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return Answered(feed.etag, feed.last_modified, 0)
        if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
            return _refusal(answer.status)
        return await _take(feed, answer, means)
    except FetchError as error:
        return Failed(error.reason, permanent=error.permanent)
    except FeedUnreadable as error:
        return Failed(error.reason, permanent=False)


async def _take(feed: FeedRow, answer: Response, means: Means) -> Answered:
    parsed = await means.workers.parse(answer.body, answer.headers, answer.url, means.clock())
    articles = articles_of(feed, parsed)
    for start in range(0, len(articles), BATCH):
        # A thread can't be cancelled, so who stops has to wait for the batch in hand.
        await asyncio.to_thread(means.capture, articles[start : start + BATCH])
    if not parsed.whole:
        # Entries may be missing from it, so it must come in full again, even unchanged.
        return Answered(None, None, len(articles))
    etag, last_modified = (_validator(answer.headers.get(name)) for name in ("etag", "last-modified"))
    return Answered(etag, last_modified, len(articles))


def _question(feed: FeedRow) -> Mapping[str, str]:
    """The headers of a conditional request (RFC 9110, section 13.1)."""
    validators = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {"Accept": _ACCEPT} | {name: value for name, value in validators.items() if value}


def _refusal(status: int) -> Failed:
    try:
        answer = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        answer = str(status)
    return Failed(f"it answered {answer}", permanent=status == HTTPStatus.GONE)


def _validator(value: str | None) -> str | None:
    return value if value and _VALIDATOR.fullmatch(value) else None
