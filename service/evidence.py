"""Evidence: from a claim's id back to the sentence, the article and the positions that carry it."""

from dataclasses import dataclass

from events.articles import ArticleCaptured
from events.catalogue import decode_as
from events.claims import Claim, ClaimsExtracted
from events.event import Record
from events.log import EventLog
from events.sealing import quote

ELLIPSIS = " … "  # between the slices of one quote


@dataclass(frozen=True, slots=True)
class Source:
    """What a claim rests on.

    Attributes:
        claim: The claim.
        quote: Its sentence, verified against the recorded digest; None where the text was erased.
        article: The body of the event that captured the revision.
        captured: The record of that event.
        reading: The record of the reading the claim is from.
        extractor: The rules it was read by.
    """

    claim: Claim
    quote: str | None
    article: ArticleCaptured
    captured: Record
    reading: Record
    extractor: str


def find_source(log: EventLog, claim_id: str) -> Source | None:
    """The source of a claim; None where no reading in the log has it.

    Raises:
        QuoteMismatch: The stored text isn't what was quoted.
    """
    reading = log.find(claim_id.rpartition("/")[0])
    if reading is None:
        return None
    extracted = decode_as(ClaimsExtracted, reading)
    claim = next((claim for claim in extracted.claims if claim.id == claim_id), None)
    captured = log.find(extracted.revision)
    if claim is None or captured is None:
        return None
    article = decode_as(ArticleCaptured, captured)
    words = _quote(log, article, claim)
    return Source(claim, words, article, captured, reading, extracted.extractor)


def quote_from(log: EventLog, reading: ClaimsExtracted, claim_id: str) -> str | None:
    """The words of a claim of a reading, whether that is in the log or not; None where the text was erased.

    Raises:
        QuoteMismatch: The stored text isn't what was quoted.
    """
    claim = next((claim for claim in reading.claims if claim.id == claim_id), None)
    captured = log.find(reading.revision)
    if claim is None or captured is None:
        return None
    return _quote(log, decode_as(ArticleCaptured, captured), claim)


def _quote(log: EventLog, article: ArticleCaptured, claim: Claim) -> str | None:
    text = log.text(article.text.digest)
    return ELLIPSIS.join(quote(text, part) for part in claim.evidence) if text else None
