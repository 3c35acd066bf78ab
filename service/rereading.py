"""Reading the whole log again: which revisions read otherwise by other rules.

- Only texts that are still there are read; the reading of an erased one stands.
- A reading that says the same as the one that counts now is no news, whatever rules it is by.
- What was read is kept (`service.kept_readings`), so that reading again, or going on after a crash, costs little.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from events.articles import ArticleCaptured, ArticleRevised
from events.catalogue import decode_as
from events.claims import Claim, ClaimsExtracted
from events.event import Event
from events.log import EventLog, Text
from events.rules import RulesAdopted
from events.times import moment
from service.capture import reading_event
from service.extraction.article import Article
from service.kept_readings import KeptReadings
from service.reading import Reader, Readings
from service.reading_pool import cores, reading_pool
from service.services import Services

CHUNK = 50  # revisions handed to a worker at a time
RECORDS_A_WORKER = 2_000  # records of the log for which starting one more process pays

Progress = Callable[[int], None]
"""Told the position reached, from time to time."""


@dataclass(slots=True)
class Rereading:
    """How far reading again has come.

    Attributes:
        read: Revisions read, or found among the readings kept.
        kept: Of these, the ones found there.
        changed: Readings that differ from those that count now.
        unread: Revisions whose text was erased.
    """

    read: int = 0
    kept: int = 0
    changed: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class _Revision:
    """A revision to be read."""

    id: str
    position: int
    captured: ArticleCaptured
    text: Text

    @property
    def article(self) -> Article:
        text, captured = self.text.text, self.captured
        title = text[: captured.text.title_length]
        body = text[len(title) :].removeprefix("\n\n") if title else text
        published = moment(captured.published) if captured.published else None
        return Article(title, body, captured.lang, published, captured.publisher)


@dataclass(slots=True)
class Rereader:
    """Reads a log again by other rules than it goes by.

    Attributes:
        rules: Those the log goes by.
        workers: Processes to read with; by default as many as there are cores, fewer for a small log.
        progress: Told the position of each chunk when it is done.
        outcome: Filled while `differing` is iterated.
    """

    services: Services
    reader: Reader
    rules: RulesAdopted
    workers: int | None = None
    progress: Progress = lambda _: None
    outcome: Rereading = field(default_factory=Rereading)

    def differing(self) -> Iterator[Event]:
        """Readings that differ from those that count now, as events ready to be appended, in order of the log.

        Raises:
            RoundlogError: Readings can't be kept in the data folder, or a process that reads was killed.
        """
        if self.reader.extractor == self.rules.extractor:
            return  # the same words and code: nothing can read otherwise
        log = self.services.log
        standing = _standing_readings(log, (self.rules.extractor, *self.rules.carries))
        with KeptReadings(self.services.settings.data_dir, self.reader.extractor) as kept:
            for revision, readings in self._readings(kept):
                event = reading_event(revision.id, revision.captured, readings, revision.text, self.reader.extractor)
                if _differs(event, standing.get(revision.id)):
                    self.outcome.changed += 1
                    yield event

    def _readings(self, kept: KeptReadings) -> Iterator[tuple[_Revision, Readings]]:
        """Every revision with its reading, from what is kept or from the workers, in order of the log."""
        waiting: deque[tuple[list[_Revision], list[_Revision]]] = deque()

        def to_read() -> Iterator[list[Article]]:
            for chunk in self._chunks():
                missing = [revision for revision in chunk if revision.text.digest not in kept]
                waiting.append((chunk, missing))
                yield [revision.article for revision in missing]

        with reading_pool(self.reader, self.workers or self._enough_workers()) as read:
            for readings in read(to_read()):
                chunk, missing = waiting.popleft()
                fresh = dict(zip((revision.text.digest for revision in missing), readings, strict=True))
                if fresh:
                    kept.keep(list(fresh.items()))
                for revision in chunk:
                    yield revision, fresh.get(revision.text.digest) or kept.get(revision.text.digest)
                self.outcome.read += len(chunk)
                self.outcome.kept += len(chunk) - len(missing)
                self.progress(chunk[-1].position)

    def _chunks(self) -> Iterator[list[_Revision]]:
        chunk: list[_Revision] = []
        for revision in self._revisions():
            chunk.append(revision)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _revisions(self) -> Iterator[_Revision]:
        log = self.services.log
        for record in log.read(upto=log.head().size, types=[ArticleCaptured.TYPE, ArticleRevised.TYPE]):
            captured = decode_as(ArticleCaptured, record)
            text = log.text(captured.text.digest)
            if text is None:
                self.outcome.unread += 1
            else:
                yield _Revision(record.id, record.position, captured, text)

    def _enough_workers(self) -> int:
        return min(cores(), 1 + self.services.log.head().size // RECORDS_A_WORKER)


def _standing_readings(log: EventLog, extractors: tuple[str, ...]) -> dict[str, ClaimsExtracted]:
    """The reading of each revision that counts now, the extractors given in order of preference."""
    ranks = {extractor: rank for rank, extractor in enumerate(extractors)}
    found: dict[str, ClaimsExtracted] = {}
    for record in log.read(types=[ClaimsExtracted.TYPE]):
        reading = decode_as(ClaimsExtracted, record)
        held = found.get(reading.revision)
        if reading.extractor in ranks and (held is None or ranks[reading.extractor] <= ranks[held.extractor]):
            found[reading.revision] = reading
    return found


def _differs(event: Event, standing: ClaimsExtracted | None) -> bool:
    data = event.data
    if not isinstance(data, ClaimsExtracted):
        return False
    if standing is None:
        return bool(data.processes)
    return (standing.processes, _without_ids(standing)) != (data.processes, _without_ids(data))


def _without_ids(reading: ClaimsExtracted) -> list[Claim]:
    """Claims as they would be in any reading: an id names the reading it is from."""
    return [replace(claim, id="") for claim in reading.claims]
