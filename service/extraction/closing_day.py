"""Dates of a report that never gives them outright.

"The guarantors on Thursday signed a memorandum at the closing session": the day of the report's news is the last day of
the round. "Day two of Astana-3": the day it is said is the second. Such dates are weak: they stand only where the text
gives no better one.
"""

from service.extraction.build import Groundwork
from service.extraction.calendar_spans import DAY, days
from service.extraction.dates import DateExpression
from service.extraction.document import Document, Sentence
from service.extraction.placing import place
from service.extraction.reckoning import Setting
from service.extraction.timing import Dated

_NEWS = 3  # days that a report may come after the last day
_REMARK = 12  # words of a remark on the spot
_LEAD = 8  # sentences that carry the news


def find_closing_day(ground: Groundwork, document: Document, found: list[Dated]) -> list[Dated]:
    """The day on which the main round ended or is going on, where no date of it was found."""
    main = document.main
    exact = [each.span for each in found if each.key == main and each.span.exact]
    if main is None or any(span.last > span.first for span in exact):
        return []
    counted = _counted_day(ground, document, main)
    if counted:
        return [counted]
    if exact or document.tenses.get(main) != "past":
        return []
    for sentence in document.sentences[:_LEAD]:
        closes = sentence.has("holding.end", "closing") and not sentence.has("negation.not")
        if not closes or not any(span.key == main for span in sentence.rounds):
            continue
        for expression in ground.dates[sentence.index]:
            dated = _news_day(ground, document, sentence, expression, main)
            if dated:
                return [dated]
    return []


def _news_day(
    ground: Groundwork, document: Document, sentence: Sentence, expression: DateExpression, main: str
) -> Dated | None:
    today = ground.said.day
    deictic = expression.form in ("weekdays", "around_today", "day", "day_month_first") and not expression.prefix
    spoken = sentence.round_at(document.tokens.starts[expression.first]) == main
    span = place(expression, Setting(today, "past")) if deictic and spoken else None
    if span is None or today is None or not today - DAY * _NEWS <= span.last <= today:
        return None
    return Dated(main, span, "end", sentence, expression, "asserted", strong=False)


def _at_the_place(ground: Groundwork, document: Document, sentence: Sentence, main: str) -> bool:
    """Good morning from Astana, day two: said on the spot of a round that is not still to come."""
    if document.tenses.get(main) == "planned" or not sentence.has("relevance.place"):
        return False
    return sentence.last - sentence.first <= _REMARK and not ground.dates[sentence.index]


def _counted_day(ground: Groundwork, document: Document, main: str) -> Dated | None:
    """Day two of Astana-3: the day before and the day it is said."""
    today = ground.said.day
    names = frozenset(token for each in ground.mentions if each.number for token in range(each.first, each.last))
    for sentence in document.sentences:
        for hit in sentence.of("day_of"):
            near = (*range(hit.first - 2, hit.first), *range(hit.last, hit.last + 3))
            named = any(at in names for at in near) or _at_the_place(ground, document, sentence, main)
            if today is None or not named or hit.first in ground.words.dated or sentence.round_at(hit.start) != main:
                continue
            first = today if hit.key == "first" else today - DAY
            expression = DateExpression("counted_day", (), "", hit.first, hit.last)
            return Dated(main, days(first, first + DAY), "whole", sentence, expression, "asserted", strong=False)
    return None
