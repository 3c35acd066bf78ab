"""The sentence behind a claim, for people who read an alert."""

from events.log import EventLog
from service.delivery.payload import QuoteOf
from service.evidence import find_source


def quotes_from(log: EventLog) -> QuoteOf:
    """A look-up of quotes in the log and the texts beside it; None where the text was erased."""

    def quote_of(claim_id: str) -> str | None:
        source = find_source(log, claim_id)
        return source.quote if source else None

    return quote_of
