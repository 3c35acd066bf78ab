"""Adoption: from one set of rules to another, on purpose, without a word to anyone.

Every revision is read again by the rules of this release; a reading is appended only where its claims differ from those
that count now. Then `rules.adopted` switches, and the projector records all cells that differ as one `view.rebased`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from msgspec.structs import replace as replace_fields

from events.articles import ArticleCaptured, ArticleRevised
from events.catalogue import decode_as
from events.claims import Claim, ClaimsExtracted
from events.event import Event
from events.log import Text
from events.rules import RulesAdopted
from events.times import moment
from service.bootstrap import open_projector, release_rules
from service.capture import reading_event
from service.extraction.article import Article
from service.reading import Reader
from service.rules import adopted_rules, adoption, differences
from service.services import Services

BATCH = 50  # readings a commit


@dataclass(frozen=True, slots=True)
class Adoption:
    """How an adoption went.

    Attributes:
        switched: Whether there was anything to adopt.
        read: Revisions read again.
        changed: Readings that differ and were appended.
        unread: Revisions whose text was erased; their old readings stand.
        position: Where the log stands now.
    """

    switched: bool
    read: int = 0
    changed: int = 0
    unread: int = 0
    position: int = 0


def adopt(services: Services, progress: Callable[[int], None] = lambda _: None) -> Adoption:
    """Adopt the rules of this release. The caller holds the projector lock.

    Stopped half way, it changes nothing that anyone sees, and can be run again.
    """
    reader, rules = release_rules()
    old = adopted_rules(services.log)
    if old is None or not differences(old, rules):
        return Adoption(switched=False, position=open_projector(services).run_to_head())
    outcome = _read_again(services, reader, old, progress)
    carried = tuple(dict.fromkeys((old.extractor, *old.carries)))
    with services.log.write(services.clock()) as writer:
        writer.append([adoption(replace_fields(rules, carries=carried))])
    return replace(outcome, position=open_projector(services).run_to_head())


def _read_again(services: Services, reader: Reader, old: RulesAdopted, progress: Callable[[int], None]) -> Adoption:
    outcome, events = Adoption(switched=True), []
    standing = _standing_readings(services, (old.extractor, *old.carries))
    for record in services.log.read(types=[ArticleCaptured.TYPE, ArticleRevised.TYPE]):
        captured = decode_as(ArticleCaptured, record)
        text = services.log.text(captured.text.digest)
        if text is None:
            outcome = replace(outcome, unread=outcome.unread + 1)
            continue
        event = reading_event(record.id, captured, reader.read(_to_read(captured, text)), text, reader.extractor)
        if _differs(event, standing.get(record.id)):
            events.append(event)
            outcome = replace(outcome, changed=outcome.changed + 1)
        outcome = replace(outcome, read=outcome.read + 1)
        progress(record.position)
    for batch in _batches(events):
        with services.log.write(services.clock()) as writer:
            writer.append(batch)
    return outcome


def _to_read(captured: ArticleCaptured, text: Text) -> Article:
    title = text.text[: captured.text.title_length]
    body = text.text[len(title) :].removeprefix("\n\n") if title else text.text
    published = moment(captured.published) if captured.published else None
    return Article(title, body, captured.lang, published, captured.publisher)


def _standing_readings(services: Services, extractors: tuple[str, ...]) -> dict[str, ClaimsExtracted]:
    """The reading of each revision that counts now."""
    found: dict[str, ClaimsExtracted] = {}
    for record in services.log.read(types=[ClaimsExtracted.TYPE]):
        reading = decode_as(ClaimsExtracted, record)
        held = found.get(reading.revision)
        ranks = {extractor: rank for rank, extractor in enumerate(extractors)}
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
    return [replace_fields(claim, id="") for claim in reading.claims]


def _batches(events: list[Event]) -> Iterator[list[Event]]:
    for start in range(0, len(events), BATCH):
        yield events[start : start + BATCH]
