"""The day an article was said: from its dateline, else from its publication in the zone of its dateline."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from config.dossier import Dossier
from events.claims import Anchor
from service.extraction.dates import DateExpression
from service.extraction.document import Sentence
from service.extraction.indexed_words import Words
from service.extraction.placing import place
from service.extraction.reckoning import Setting

_DATELINE_WORDS = 12  # a dateline stands within so many words from the start of the body
_SUMMARY = 5  # sentences above a dateline, at most
_DATELINE_DAYS = 4  # a dateline further from publication is something else


@dataclass(frozen=True, slots=True)
class Said:
    """When and where an article was said: its anchor (None without a date) and the city of its dateline."""

    day: date | None
    anchor: Anchor | None
    city: str | None
    sentence: Sentence | None = None


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def said(
    words: Words,
    sentences: tuple[Sentence, ...],
    dates: list[DateExpression],
    text: str,
    published: datetime | None,
    dossier: Dossier,
) -> Said:
    """When and where an article was said."""
    body, city = _dateline(words, sentences, text)
    zones: dict[str, str] = dossier.sections.get("zones", {})
    zone = zones.get(city or "", "UTC")
    if published is None:
        return Said(None, None, city, body)
    day = published.astimezone(_zone(zone)).date()
    written = _dateline_day(body, dates, day, words) if body and city else None
    if written:
        return Said(written, Anchor(day=written.isoformat(), source="dateline", zone=zone), city, body)
    return Said(day, Anchor(day=day.isoformat(), source="published", zone=zone), city, body)


def _dateline(words: Words, sentences: tuple[Sentence, ...], text: str) -> tuple[Sentence | None, str | None]:
    """The sentence that opens with the dateline, which may stand below a summary, and its city."""
    body = [each for each in sentences if not each.title]
    for at, each in enumerate(body[:_SUMMARY]):
        opens = at == 0 or each.paragraph != body[at - 1].paragraph
        city = _dateline_city(words, each, text) if opens else None
        if city:
            return each, city
    return None, None


def _dateline_city(words: Words, body: Sentence, text: str) -> str | None:
    """The city that opens the body ("ASTANA, January 24", "SOCHI.", "Nur-Sultan, BT –")."""
    hit = words.starts(body.first, "places")
    if hit is None or hit.key == "host_capital":
        return None
    after = hit.last
    capitals = text[hit.start : hit.end].isupper()
    stop = after < len(words.tokens.words) and words.tokens.words[after] in (",", ".", "-", "(", "/", ":")
    if not stop or (words.tokens.words[after] == "-" and words.tokens.glued(after)):
        return None
    return hit.key if capitals or words.tokens.words[after] in ("-", ",") else None


def _dateline_day(body: Sentence, dates: list[DateExpression], day: date, words: Words) -> date | None:
    for expression in dates:
        if not body.first < expression.first < body.first + _DATELINE_WORDS:
            continue
        if expression.form not in ("day", "day_month_first") or expression.first > body.first + 4:
            return None
        span = place(expression, Setting(day))
        close = span is not None and abs((span.first - day).days) <= _DATELINE_DAYS
        return span.first if span and close else None
    del words
    return None
