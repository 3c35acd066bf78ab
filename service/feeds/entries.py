"""Entries of a feed as articles on their way in."""

import hashlib
from collections.abc import Iterator

from service.addresses import canonical_address
from service.feeds.tables import FeedRow
from service.fetching.entries import ParsedEntry, ParsedFeed
from service.incoming import IncomingArticle


def articles_of(feed: FeedRow, parsed: ParsedFeed) -> tuple[IncomingArticle, ...]:
    """The entries that say something, in the feed's order.

    On the first poll of a feed they are history, so they notify only where its operator asked for that.
    """
    notify = feed.notify or feed.last_success_at is not None
    return tuple(_articles(feed, parsed, notify=notify))


def _articles(feed: FeedRow, parsed: ParsedFeed, *, notify: bool) -> Iterator[IncomingArticle]:
    for entry in parsed.entries:
        if not entry.title and not entry.text:
            continue
        address = canonical_address(entry.link) if entry.link else None
        yield IncomingArticle(
            publisher=feed.publisher,
            key=entry.id or address or _key_of_words(entry),
            address=address,
            title=entry.title,
            body=entry.text,
            lang=feed.lang or entry.lang,
            # An Atom entry must give `updated` alone (RFC 4287, section 4.1.2); RSS 1.0 has one date for both.
            published=entry.published or entry.updated,
            feed=feed.id,
            notify=notify,
        )


def _key_of_words(entry: ParsedEntry) -> str:
    """A name for an entry that gives neither id nor address (RSS 2.0 demands neither): what it is headed by."""
    return f"sha256:{hashlib.sha256((entry.title or entry.text).encode()).hexdigest()}"
