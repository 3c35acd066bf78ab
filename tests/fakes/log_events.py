"""Events for tests of the log, where what they say doesn't matter, and some where it does."""

from datetime import UTC, datetime

from events.articles import ArticleCaptured, TextRef
from events.claims import Claim, ClaimsExtracted, Evidence, Speaker
from events.event import Event
from events.feeds import FeedAdded, FeedRecovered
from events.ids import name_based
from events.log import Text
from events.sealing import seal, text_digest
from events.times import stamp

NOON = datetime(2024, 1, 19, 12, 0, tzinfo=UTC)

BODY = "Astana hosts the meeting\n\nThe 21st round meets on 24–25 January in Astana, the ministry said."


def event(key: str | int = 1, *, subject: str = "feed/f", failures: int = 3) -> Event:
    """An event whose id comes from its key."""
    return Event(id=name_based("test", key), subject=subject, data=FeedRecovered(feed="f", failures=failures))


def events(count: int, *, subject: str = "feed/f", start: int = 0) -> list[Event]:
    """So many of them, with different ids."""
    return [event(key, subject=subject) for key in range(start, start + count)]


def added(key: str | int = 1) -> Event:
    """An event of another type."""
    data = FeedAdded(feed="f", host="feeds.example", publisher="Daily", lang="en")
    return Event(id=name_based("added", key), subject="feed/f", data=data)


def text(body: str = BODY, salt: bytes = b"0123456789abcdef") -> Text:
    """A text with its digest."""
    return Text(digest=text_digest(salt, body), salt=salt, text=body)


def captured(stored: Text, key: str | int = 1) -> Event:
    """The capture of a text whose title is its first line."""
    revision = name_based("article", key)
    data = ArticleCaptured(
        article=f"a-{key}",
        publisher="Daily",
        feed=None,
        address=None,
        lang="en",
        published=None,
        first_seen=stamp(NOON),
        said_at=stamp(NOON),
        origin="daily",
        notify=False,
        text=TextRef(digest=stored.digest, length=len(stored.text), title_length=stored.text.find("\n\n")),
    )
    return Event(id=revision, subject=f"article/a-{key}", data=data)


def claim(quoted: str = "24–25 January", body: str = BODY) -> Claim:
    """An unsealed claim that quotes these words of the text."""
    start = body.index(quoted)
    return Claim(
        process="astana",
        round="21",
        field="dates",
        value="2024-01-24/2024-01-25",
        speaker=Speaker(kind="host"),
        rule="test",
        evidence=(Evidence(start=start, end=start + len(quoted)),),
    )


def reading(capture: Event, stored: Text, *claims: Claim) -> Event:
    """The claims of a captured text, sealed."""
    event_id = name_based("reading", capture.id)
    data = ClaimsExtracted(
        article="a-1",
        revision=capture.id,
        extractor="test-1",
        publisher="Daily",
        lang="en",
        said_at=stamp(NOON),
        origin="daily",
        notify=False,
        processes=("astana",),
        claims=seal(claims, event_id, stored.text, stored.salt),
    )
    return Event(id=event_id, subject=capture.subject, data=data, causation_id=capture.id)
