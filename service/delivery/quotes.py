"""The sentence behind a claim, for people who read an alert."""

from events.articles import ArticleCaptured
from events.catalogue import decode, decode_as
from events.claims import Claim, ClaimsExtracted
from events.log import EventLog
from service.delivery.payload import QuoteOf


def quotes_from(log: EventLog) -> QuoteOf:
    """A look-up of quotes in the log and the texts beside it; None where the text was erased."""

    def quote_of(claim_id: str) -> str | None:
        revision = log.find(claim_id.rpartition("/")[0])
        if revision is None:
            return None
        article = decode(revision)
        claim = _find_claim(log, revision.subject, claim_id)
        text = log.text(article.text.digest) if isinstance(article, ArticleCaptured) else None
        if claim is None or text is None:
            return None
        return " … ".join(text.text[part.start : part.end] for part in claim.evidence)

    return quote_of


def _find_claim(log: EventLog, subject: str, claim_id: str) -> Claim | None:
    for record in log.read_subject(subject):
        if record.type == ClaimsExtracted.TYPE:
            for claim in decode_as(ClaimsExtracted, record).claims:
                if claim.id == claim_id:
                    return claim
    return None
