"""Dates that no word of their sentence ties to a round, in an article about one round.

"When will the sixth round be? – On the 14th and 15th.": where nothing better dates the main round, two days that stand
in a sentence about it, and that nothing else takes, are its days. So is a single day in a sentence that
holds little else. Such dates are weak.
"""

from collections.abc import Iterator

from events.claims import Modality
from service.extraction.build import Groundwork
from service.extraction.calendar_spans import DAY, CalendarSpan
from service.extraction.context import Context
from service.extraction.document import Document, Sentence, Tense
from service.extraction.governors import is_free, names_of
from service.extraction.placing import place
from service.extraction.reckoning import Direction, Setting
from service.extraction.timing import LONGEST, Dated

_SHORT = 8  # words of a sentence that holds little else than a date
_TENSES: dict[Tense, Direction] = {"planned": "planned", "past": "past"}


def find_default_dates(ground: Groundwork, document: Document, context: Context, found: list[Dated]) -> list[Dated]:
    """The main round's days where `found` has none of them: the first two days, else the first single day."""
    main = document.main
    if main is None or any(each.key == main and each.span.exact for each in found):
        return []
    taken = {(each.sentence.index, each.expression.first) for each in found}
    free = [
        each
        for each in _free(ground, document, context, main)
        if (each.sentence.index, each.expression.first) not in taken
    ]
    pairs = [each for each in free if each.span.last > each.span.first]
    return (pairs or free)[:1]


def _free(ground: Groundwork, document: Document, context: Context, main: str) -> Iterator[Dated]:
    names = names_of(ground.mentions, context.keys)
    setting = Setting(ground.said.day, _TENSES.get(document.tenses.get(main, "none"), "unknown"))
    for sentence in document.sentences:
        for expression in ground.dates[sentence.index]:
            if sentence.round_at(document.tokens.starts[expression.first]) != main or expression.prefix:
                continue
            span = place(expression, setting)
            if span is None or not _fits(span, ground, document.tenses.get(main, "none")):
                continue
            if any(hit.first < expression.first for hit in sentence.of("modality.retracted")):
                continue
            told = span.last > span.first or _short(sentence)
            if told and is_free(ground.words, sentence, expression, names):
                yield Dated(main, span, "whole", sentence, expression, _modality(document, main), strong=False)


def _fits(span: CalendarSpan, ground: Groundwork, tense: Tense) -> bool:
    """Whether the days are exact, few, and on the right side of the day it was said."""
    today = ground.said.day
    if not span.exact or span.last > span.first + DAY * LONGEST or today is None:
        return False
    return span.last >= today if tense == "planned" else span.first <= today if tense == "past" else True


def _short(sentence: Sentence) -> bool:
    return sentence.last - sentence.first <= _SHORT


def _modality(document: Document, main: str) -> Modality:
    return "expected" if document.tenses.get(main) == "planned" else "asserted"
