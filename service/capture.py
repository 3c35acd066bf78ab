"""Capture: articles on their way in become events, each with its reading, in one commit a batch.

- An article whose text is in the log already adds nothing.
- A known article with another text is a revision; the old one stays.
- Text, event and reading are committed together or not at all.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec import structs

from events.articles import ArticleCaptured, ArticleRevised, TextRef
from events.claims import ClaimsExtracted
from events.event import Event
from events.ids import name_based
from events.log import EventLog, Text
from events.sealing import seal, text_digest
from events.times import stamp
from service.clock import Clock
from service.extraction.article import Article
from service.incoming import IncomingArticle
from service.origins import origin_of
from service.reading import Reader, Readings


@dataclass(frozen=True, slots=True)
class Captured:
    """How a batch was taken: numbers of new articles, new revisions, and articles known already."""

    new: int = 0
    revised: int = 0
    known: int = 0

    def __add__(self, other: "Captured") -> "Captured":
        return Captured(self.new + other.new, self.revised + other.revised, self.known + other.known)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """An incoming article with the ids its natural key gives."""

    incoming: IncomingArticle
    text: str
    article: str
    revision: str

    @property
    def subject(self) -> str:
        return f"article/{self.article}"


def _arrival(incoming: IncomingArticle) -> _Arrival:
    text = as_article(incoming).text
    plain = hashlib.sha256(text.encode()).hexdigest()
    return _Arrival(
        incoming,
        text,
        article=name_based("article", incoming.publisher, incoming.key),
        revision=name_based("revision", incoming.publisher, incoming.key, plain),
    )


def as_article(incoming: IncomingArticle) -> Article:
    """The incoming article as the extractor takes it."""
    return Article(incoming.title, incoming.body, incoming.lang, incoming.published, incoming.publisher)


@dataclass(frozen=True, slots=True)
class Capture:
    """Takes batches of incoming articles into the log.

    Attributes:
        new_salt: Gives 16 random bytes; each text is committed to under a salt of its own.
    """

    log: EventLog
    reader: Reader
    clock: Clock
    new_salt: Callable[[], bytes]

    def __call__(self, batch: Sequence[IncomingArticle]) -> Captured:
        """Append what the batch brings anew, in its order, and say how much that was."""
        arrivals = {arrival.revision: arrival for arrival in map(_arrival, batch)}
        known = self.log.known(list(arrivals))
        fresh = [arrival for arrival in arrivals.values() if arrival.revision not in known]
        taken = Captured(known=len(batch) - len(fresh))
        if not fresh:
            return taken
        readings = [self.reader.read(as_article(arrival.incoming)) for arrival in fresh]
        now = self.clock()
        latest: dict[str, str] = {}  # what this transaction appended; a reader doesn't see it yet
        with self.log.write(now) as writer:
            # Another process may have taken some while these were read; what it took stands, texts included.
            overtaken = self.log.known([arrival.revision for arrival in fresh])
            taken += Captured(known=len(overtaken))
            for arrival, readings_of in zip(fresh, readings, strict=True):
                if arrival.revision in overtaken:
                    continue
                before = latest.get(arrival.article) or self._latest_revision(arrival)
                latest[arrival.article] = arrival.revision
                text = self._text(arrival)
                writer.put_text(text)
                captured = _captured(arrival, text, readings_of.lang, now, before)
                events = [Event(id=arrival.revision, subject=arrival.subject, data=captured, causation_id=before)]
                # A revision that names no process any more says so by an empty reading; else the old one would count.
                if readings_of.processes or before is not None:
                    events.append(reading_event(arrival.revision, captured, readings_of, text, self.reader.extractor))
                writer.append(events)
                taken += Captured(new=before is None, revised=before is not None)
        return taken

    def _latest_revision(self, arrival: _Arrival) -> str | None:
        """Id of the newest revision in the log. Inside the write lock, so nothing can slip in between."""
        kinds = {ArticleCaptured.TYPE, ArticleRevised.TYPE}
        ids = [record.id for record in self.log.read_subject(arrival.subject) if record.type in kinds]
        return ids[-1] if ids else None

    def _text(self, arrival: _Arrival) -> Text:
        salt = self.new_salt()
        return Text(digest=text_digest(salt, arrival.text), salt=salt, text=arrival.text)


def _captured(arrival: _Arrival, text: Text, lang: str, now: datetime, before: str | None) -> ArticleCaptured:
    """The body of the event: a first capture, or a revision of the revision `before`."""
    incoming = arrival.incoming
    published = incoming.published
    captured = ArticleCaptured(
        article=arrival.article,
        publisher=incoming.publisher,
        feed=incoming.feed,
        address=incoming.address,
        lang=lang,
        published=stamp(published) if published else None,
        first_seen=stamp(now),
        said_at=stamp(min(published, now) if published else now),
        origin=origin_of(incoming),
        notify=incoming.notify,
        text=TextRef(digest=text.digest, length=len(text.text), title_length=len(incoming.title)),
    )
    if before is None:
        return captured
    return ArticleRevised(**structs.asdict(captured), replaces=before)


def reading_event(revision: str, captured: ArticleCaptured, readings: Readings, text: Text, extractor: str) -> Event:
    """The reading of a revision as an event.

    Args:
        revision: Id of the event that captured it.
        captured: The body of that event.
        readings: What the article says.
        text: The text of the revision, as stored.
        extractor: Names the rules it was read by.

    Raises:
        QuoteMismatch: A claim's evidence isn't a slice of the text.
    """
    event_id = name_based("claims.extracted", revision, extractor)
    reading = ClaimsExtracted(
        article=captured.article,
        revision=revision,
        extractor=extractor,
        publisher=captured.publisher,
        lang=readings.lang,
        said_at=captured.said_at,
        origin=captured.origin,
        notify=captured.notify,
        processes=readings.processes,
        claims=seal(readings.claims, event_id, text.text, text.salt),
    )
    return Event(id=event_id, subject=f"article/{captured.article}", data=reading, causation_id=revision)
