"""Builds a `Document`: main text, names of rounds, stretches, who says it and how."""

from dataclasses import dataclass, replace

from config.dossier import Dossier
from config.lexicon import Lexicon
from service.extraction.anchors import Said, said
from service.extraction.article import Article
from service.extraction.context import Context, settle
from service.extraction.dates import DateExpression, find_dates
from service.extraction.document import Document, RoundSpan, Sentence, Tense
from service.extraction.indexed_words import Words, index_words
from service.extraction.layout import Page
from service.extraction.listing import number_items
from service.extraction.mention import Mention
from service.extraction.numbers import find_numerals
from service.extraction.placing import is_relative, place
from service.extraction.reckoning import Setting
from service.extraction.round_mentions import find_mentions
from service.extraction.speakers import is_background, modality_of, speaker_of
from service.extraction.stretches import cut_stretches
from service.extraction.time_words import time_words

_DATE_REACH = 3  # tokens between the name of a round and its date
_DATELINE_REACH = 3  # tokens between the start of a text and the day in its dateline


@dataclass(frozen=True, slots=True)
class Groundwork:
    """What is found in a text before anything is settled.

    Attributes:
        page: Its main text.
        words: Index of its tokens.
        dates: Date expressions of each sentence.
        mentions: Names of rounds, in text order.
        said: When and where it was said.
    """

    article: Article
    page: Page
    words: Words
    dates: tuple[tuple[DateExpression, ...], ...]
    mentions: list[Mention]
    said: Said


def lay_groundwork(article: Article, page: Page, lexicon: Lexicon, dossier: Dossier) -> Groundwork:
    """Find numbers, dates and names of rounds."""
    hyphens = bool(lexicon.meta.get("hyphen_ordinals"))
    numerals = find_numerals(article.text, page.tokens, page.hits, hyphen_ordinals=hyphens)
    timed = time_words(article.text, page.tokens, page.hits, numerals, lexicon)
    postposed = bool(lexicon.meta.get("postpositions"))
    dates = tuple(tuple(find_dates(timed, each.first, each.last, postposed=postposed)) for each in page.sentences)
    flat = [expression for inside in dates for expression in inside]
    dated = frozenset(at for expression in flat for at in range(expression.first, expression.last))
    words = index_words(page.tokens, page.hits, numerals, dated, **_word_order(lexicon))
    mentions = find_mentions(words, page.sentences)
    when = said(words, page.sentences, flat, article.text, article.published, dossier)
    return Groundwork(article, page, words, _without_dateline(page, dates, when), mentions, when)


def _word_order(lexicon: Lexicon) -> dict[str, bool]:
    return {order: bool(lexicon.meta.get(order)) for order in ("verb_last", "noun_last", "verb_first")}


def _without_dateline(
    page: Page, dates: tuple[tuple[DateExpression, ...], ...], when: Said
) -> tuple[tuple[DateExpression, ...], ...]:
    """The dates without the day in the dateline, which is the day of no round."""
    if when.sentence is None or not dates[when.sentence.index]:
        return dates
    body = when.sentence.index
    first = dates[body][0]
    near = first.first <= page.sentences[body].first + _DATELINE_REACH
    if not near or first.form not in ("day", "day_month_first"):
        return dates
    return (*dates[:body], dates[body][1:], *dates[body + 1 :])


def build_document(
    ground: Groundwork, dossier: Dossier, known: tuple[str, Tense] | None = None
) -> tuple[Document, Context]:
    """Settle what each stretch speaks of."""
    page = ground.page
    context = settle(ground.words, page.sentences, ground.mentions, known)
    context = replace(context, over=context.over | _dated_before(ground))
    stretches = cut_stretches(ground.words, page.sentences, ground.mentions, context)
    stretches = number_items(ground.words, page.sentences, ground.mentions, stretches)
    sentences = tuple(
        _told(sentence, spans, context) for sentence, spans in zip(page.sentences, stretches, strict=True)
    )
    keys = dict.fromkeys(span.key for each in sentences for span in each.rounds)
    document = Document(
        article=ground.article,
        process=dossier.id,
        folded=page.folded,
        tokens=page.tokens,
        sentences=sentences,
        main=context.main,
        tenses={key: tense_of(key, context) for key in keys},
    )
    return document, context


def _dated_before(ground: Groundwork) -> frozenset[str]:
    """Numbers of the rounds with a date right after their name that gives its year and had passed at publication."""
    found: set[str] = set()
    for mention in ground.mentions:
        near = [each for each in ground.dates[mention.sentence] if 0 <= each.first - mention.last <= _DATE_REACH]
        if not mention.number or mention.foreign or not near or is_relative(near[0]) or ground.said.day is None:
            continue
        span = place(near[0], Setting(ground.said.day))
        if span is not None and span.high is not None and span.last < ground.said.day:
            found.add(str(mention.number))
    return frozenset(found)


def tense_of(key: str, context: Context) -> Tense:
    """Whether a round lies ahead, is under way or is over, as seen from the main round."""
    if key == context.main:
        return context.tense
    if key in ("next", "last"):
        return "planned" if key == "next" else "past"
    if not key.isdigit() or context.main is None or not context.main.isdigit():
        return "past" if context.main == "next" or key in context.over else "none"
    return "past" if int(key) < int(context.main) or key in context.over else "planned"


def _told(sentence: Sentence, spans: tuple[RoundSpan, ...], context: Context) -> Sentence:
    return replace(
        sentence,
        rounds=spans,
        speaker=speaker_of(sentence),
        modality=modality_of(sentence),
        background=is_background(sentence, spans, context.main),
    )
