"""Serves the dispatches on loopback as one feed a publisher; the feeds grow as the demo's clock advances."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler

from service.demo.dispatch import Dispatch
from service.demo.formats import FOUNDED, Format, render_atom, render_rdf, render_rss
from service.demo.loopback import LoopbackServer

FORMATS: tuple[tuple[str, str, Format], ...] = (
    ("rss", "application/rss+xml", render_rss),
    ("atom", "application/atom+xml", render_atom),
    ("rdf", "application/rdf+xml", render_rdf),
)
"""Extension, media type and writer; publishers take them in turn."""


@dataclass(frozen=True, slots=True)
class DemoFeed:
    """What one publisher offers: `path` on the server, and all its dispatches, oldest first."""

    publisher: str
    path: str
    media_type: str
    write: Format
    dispatches: tuple[Dispatch, ...]

    def out(self, clock: datetime) -> list[Dispatch]:
        """What has been published by then, newest first."""
        return [dispatch for dispatch in reversed(self.dispatches) if dispatch.published <= clock]


@dataclass(frozen=True, slots=True)
class Page:
    """A feed as it stands at one moment, with its two validators (RFC 9110, section 8.8)."""

    media_type: str
    content: bytes
    etag: str
    changed: datetime


class FeedServer(LoopbackServer):
    """The publishers of the demo.

    Attributes:
        feeds: All feeds, by path.
        clock: The demo's clock: entries published later are not there yet. Set it to make the feeds grow.
        answers: Path and status code of every answer so far.
    """

    def __init__(self, dispatches: Sequence[Dispatch], clock: datetime) -> None:
        self.feeds = {feed.path: feed for feed in arrange(dispatches)}
        self.clock = clock
        self.answers: list[tuple[str, int]] = []
        super().__init__(_FeedHandler)

    def page(self, path: str) -> Page | None:
        """The feed at `path` at this moment, or None where there is none."""
        feed = self.feeds.get(path)
        if feed is None:
            return None
        out = feed.out(self.clock)
        content = feed.write(feed.publisher, self.url + path, out)
        changed = out[0].published if out else FOUNDED
        return Page(feed.media_type, content, f'"{sha256(content).hexdigest()[:16]}"', changed)

    def later(self) -> list[Dispatch]:
        """What is still to come, oldest first."""
        dispatches = [dispatch for feed in self.feeds.values() for dispatch in feed.dispatches]
        coming = [dispatch for dispatch in dispatches if dispatch.published > self.clock]
        return sorted(coming, key=lambda dispatch: dispatch.published)

    def polled(self) -> int:
        """How many feeds were asked for at least once."""
        return len({path for path, _status in tuple(self.answers)})


def arrange(dispatches: Sequence[Dispatch]) -> list[DemoFeed]:
    """One feed a publisher, in the order of their first dispatch, the formats in turn."""
    by_publisher: dict[str, list[Dispatch]] = {}
    for dispatch in dispatches:
        by_publisher.setdefault(dispatch.publisher, []).append(dispatch)
    feeds = []
    for number, (publisher, own) in enumerate(by_publisher.items()):
        extension, media_type, write = FORMATS[number % len(FORMATS)]
        feeds.append(DemoFeed(publisher, f"/{own[0].slug}.{extension}", media_type, write, tuple(own)))
    return feeds


class _FeedHandler(BaseHTTPRequestHandler):
    server: FeedServer

    def do_GET(self) -> None:
        page = self.server.page(self.path)
        if page is None:
            self._answer(HTTPStatus.NOT_FOUND)
        elif self._has(page):
            self._answer(HTTPStatus.NOT_MODIFIED, page)
        else:
            self._answer(HTTPStatus.OK, page)

    def _has(self, page: Page) -> bool:
        """Whether the client holds this page already. RFC 9110, section 13.2.2: If-None-Match goes first."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return page.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and page.changed <= parsedate_to_datetime(since)
        except (ValueError, TypeError):  # not a date, or one without zone: as if it weren't there
            return False

    def _answer(self, status: HTTPStatus, page: Page | None = None) -> None:
        self.server.answers.append((self.path, status.value))
        body = page.content if page and status is HTTPStatus.OK else b""
        self.send_response(status)
        if page:
            self.send_header("ETag", page.etag)
            self.send_header("Last-Modified", format_datetime(page.changed, usegmt=True))
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", page.media_type if page else "text/plain")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Keep quiet: the demo shows its own progress."""
