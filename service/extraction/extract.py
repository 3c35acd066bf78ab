"""Reads an article: ``extract(article, lexicons, dossier) -> Reading``. Pure: no clock, no network, no chance."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from config.dossier import Dossier
from config.lexicon import Lexicon, Lexicons
from events.claims import Claim
from service.extraction import actors, outcomes, topics
from service.extraction.article import Article, Reading
from service.extraction.build import Groundwork, build_document, lay_groundwork
from service.extraction.calendar_spans import DAY, CalendarSpan, read_edtf
from service.extraction.closing_day import find_closing_day
from service.extraction.context import Context
from service.extraction.date_claims import date_claims
from service.extraction.default_dates import find_default_dates
from service.extraction.document import Document, Tense
from service.extraction.language import choose_lexicon
from service.extraction.layout import lay_out
from service.extraction.process import process_claims
from service.extraction.relevance import is_relevant, may_be_relevant, names_round
from service.extraction.rendering import render_dates
from service.extraction.status import status_claims
from service.extraction.timing import LONGEST, find_dated
from service.extraction.venue import venue_claims

EXTRACTOR_VERSION = "1"
"""Version of the reading code; changes whenever the claims it makes may."""

READ_LIMIT = 40_000
"""Code points of an article that are read. A long report has a tenth of it; what lies beyond is stored all the same."""


def extract(article: Article, lexicons: Lexicons, dossier: Dossier) -> Reading:
    """Read an article for one process.

    Returns:
        Its claims in text order. An article that doesn't speak of the process has none and isn't relevant.
    """
    title = article.title[:READ_LIMIT]
    article = replace(article, title=title, body=article.body[: READ_LIMIT - len(title)])
    lexicon = choose_lexicon(article, lexicons)
    if not may_be_relevant(article.text, lexicon):
        return Reading(relevant=False, lang=lexicon.lang, claims=())
    page = lay_out(article, lexicon)
    ground = lay_groundwork(article, page, lexicon, dossier)
    if not (is_relevant(page) or names_round(page, ground.mentions)):
        return Reading(relevant=False, lang=lexicon.lang, claims=())
    document, dated = _settled(ground, dossier)
    claims = sorted(_claims(document, dated, ground, lexicon, dossier), key=_in_text_order)
    return Reading(relevant=True, lang=lexicon.lang, claims=tuple(claims))


def _settled(ground: Groundwork, dossier: Dossier) -> tuple[Document, list[Claim]]:
    """The document and its dates; settled anew where the main round's dates show that the wording was misread."""
    document, context = build_document(ground, dossier)
    dated = list(_dates(document, context, ground))
    tense = _tense_by_dates(document, context, ground, dated)
    if tense is None or tense == context.tense or context.main is None:
        return document, dated
    document, context = build_document(ground, dossier, (context.main, tense))
    return document, list(_dates(document, context, ground))


def _tense_by_dates(document: Document, context: Context, ground: Groundwork, dated: list[Claim]) -> Tense | None:
    today = ground.said.day
    if today is None or context.main is None:
        return None
    text = render_dates(claim for claim in dated if claim.round == context.main)
    if text is None:
        return "past" if context.tense == "none" and _closed(document, context.main) else None
    span = read_edtf(text)
    if not span.first <= today <= span.last:
        return "past" if span.last < today else "planned"
    return _tense_today(document, context, dated, span, today)


def _tense_today(
    document: Document, context: Context, dated: list[Claim], span: CalendarSpan, today: date
) -> Tense | None:
    """The main round's tense on one of its days, or within the window in which it falls."""
    if context.tense == "past":
        return "ongoing" if span.exact and today < span.last else None
    begun = span.exact and (span.first < today or not _announced(document, context.main, dated))
    if not begun or span.last > span.first + DAY * LONGEST:
        return None
    return "past" if span.last == today and _closed(document, context.main) else "ongoing"


def _closed(document: Document, main: str | None) -> bool:
    """Whether a sentence about the main round tells of the acts that end one."""
    return any(
        each.has("closing") and not each.has("result.future") and any(span.key == main for span in each.rounds)
        for each in document.sentences
    )


def _announced(document: Document, main: str | None, dated: list[Claim]) -> bool:
    """Whether the sentences that date the main round speak of what is to come."""
    starts = {each.start for claim in dated if claim.round == main for each in claim.evidence}
    return any(each.start in starts and each.has("status.planned", "status.will") for each in document.sentences)


def _dates(document: Document, context: Context, ground: Groundwork) -> Iterator[Claim]:
    found = find_dated(ground, document, context)
    found += find_default_dates(ground, document, context, found)
    return date_claims(document, ground, [*found, *find_closing_day(ground, document, found)])


def _claims(
    document: Document, dated: list[Claim], ground: Groundwork, lexicon: Lexicon, dossier: Dossier
) -> Iterator[Claim]:
    dates: dict[str, str] = {}
    for key in document.tenses:
        text = render_dates(claim for claim in dated if claim.round == key)
        if text is not None:
            dates[key] = text
    yield from dated
    yield from venue_claims(document, ground, dossier, dates)
    yield from status_claims(document, ground, dates, dated)
    yield from process_claims(document)
    for reader in (actors, topics, outcomes):
        yield from reader.read(document, lexicon, dossier)


def _in_text_order(claim: Claim) -> tuple[int, int, str, str]:
    first = claim.evidence[0]
    return first.start, first.end, claim.field, claim.value
