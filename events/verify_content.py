"""Verification of one record's content: that it can be read, and that its text and quotes are what it commits to."""

from collections.abc import Iterator

from events.articles import ArticleCaptured
from events.catalogue import decode, decode_as
from events.claims import Claim, ClaimsExtracted
from events.errors import MalformedEvent, QuoteMismatch, UnknownEventType
from events.event import Record
from events.log import EventLog, Text
from events.sealing import quote, text_digest


def content_problems(log: EventLog, record: Record) -> Iterator[str]:
    """What is wrong with the content of a record, a sentence each."""
    try:
        data = decode(record)
    except (MalformedEvent, UnknownEventType) as error:
        yield str(error)
        return
    if isinstance(data, ArticleCaptured):
        yield from _text_problems(log, data)
    elif isinstance(data, ClaimsExtracted):
        yield from _claim_problems(log, record.id, data)


def _text_problems(log: EventLog, captured: ArticleCaptured) -> Iterator[str]:
    ref = captured.text
    text = log.text(ref.digest)
    if text is None:
        yield f"its text {ref.digest} is erased or lost"
    elif not _is_its_own(text):
        yield f"its text {ref.digest} isn't the one that was captured"
    elif ref.length != len(text.text) or not 0 <= ref.title_length <= ref.length:
        yield f"its text {ref.digest} hasn't the length that was captured"


def _is_its_own(text: Text) -> bool:
    try:
        return text_digest(text.salt, text.text) == text.digest
    except ValueError:
        return False


def _claim_problems(log: EventLog, reading: str, extracted: ClaimsExtracted) -> Iterator[str]:
    try:
        captured = log.find(extracted.revision)
        if captured is None:
            yield f"its revision {extracted.revision} isn't in the log"
            return
        text = log.text(decode_as(ArticleCaptured, captured).text.digest)
    except (MalformedEvent, UnknownEventType) as error:
        yield f"its revision can't be read: {error}"
        return
    for number, claim in enumerate(extracted.claims, 1):
        if claim.id != f"{reading}/{number}":
            yield f"its claim {number} has the id {claim.id}"
        if text is not None:  # a missing text is reported where it was captured
            yield from _quote_problems(text, claim)


def _quote_problems(text: Text, claim: Claim) -> Iterator[str]:
    for evidence in claim.evidence:
        try:
            quote(text, evidence)
        except (QuoteMismatch, ValueError) as error:
            yield f"a quote of claim {claim.id} fails: {error}"
