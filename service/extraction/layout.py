"""Main text of an article: lines without boilerplate, cut into sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from config.lexicon import Lexicon
from service.extraction.article import Article
from service.extraction.document import Sentence, index_hits
from service.extraction.lines import is_boilerplate, paragraphs, strip
from service.extraction.scanner import Hit, scanner_of
from service.extraction.tokens import Tokens, cut, fold, has_capitals

_STOP = re.compile(r"[.!?…؟۔](?:[\"')\]»”’]{0,3})(?:\s+(?=\S)|(?=[^\W\d_]))")
_ORDINAL = re.compile(r"(?<![\w.,:/-])(?:\d{1,2}|[IVXL]{1,6})\Z")
_ORDINAL_REACH = 8  # letters of a number before its full stop, at most, and one before it
LONGEST_SENTENCE = 2000  # letters


@dataclass(frozen=True, slots=True)
class Page:
    """A text cut up: its tokens, the phrases in it, and the sentences of its main part."""

    folded: str
    tokens: Tokens
    hits: tuple[Hit, ...]
    sentences: tuple[Sentence, ...]


def lay_out(article: Article, lexicon: Lexicon) -> Page:
    """Cut an article into the sentences of its main text."""
    text = article.text
    folded = fold(text)
    tokens = cut(folded)
    hits = scanner_of(lexicon).scan(tokens)
    leads = {hit.start: hit.end for hit in hits if hit.section == "boilerplate"}
    spans = list(_spans(text, folded, lexicon, leads, len(article.title)))
    return Page(folded, tokens, tuple(hits), tuple(_sentences(spans, tokens, hits)))


def _spans(
    text: str, folded: str, lexicon: Lexicon, leads: dict[int, int], title_end: int
) -> Iterator[tuple[int, int, int, bool]]:
    """Start, end, paragraph and whether it is the title, of each sentence."""
    abbreviations = frozenset(lexicon.meta.get("abbreviations", ()))
    dotted = "." in lexicon.phrases.get("ordinals.suffix", ())
    for paragraph, (start, end) in enumerate(paragraphs(text, folded)):
        title = end <= title_end
        if not title and is_boilerplate(folded, start, end, leads):
            continue
        if title:
            yield from ((first, last, paragraph, True) for first, last in _cut_long(text, start, end))
            continue
        for first, last in _cut_sentences(text, folded, start, end, abbreviations, dotted=dotted):
            yield first, last, paragraph, title


def _cut_sentences(
    text: str, folded: str, start: int, end: int, abbreviations: frozenset[str], *, dotted: bool
) -> Iterator[tuple[int, int]]:
    left = start
    for found in _STOP.finditer(text, start, end):
        if dotted and _is_ordinal(text, left, found.start()):
            continue
        if not _begins_sentence(text, folded, found) or _is_abbreviation(
            text, folded, left, found.start(), abbreviations
        ):
            continue
        yield from _cut_long(text, left, found.end())
        left = found.end()
    if left < end:
        yield from _cut_long(text, left, end)


def _begins_sentence(text: str, folded: str, stop: re.Match[str]) -> bool:
    """Whether what follows a full stop opens a sentence, with or without the space between ("ended.The")."""
    after = stop.end()
    if text[after - 1].isspace():
        return not text[after].islower() or not has_capitals(text)
    before = text[stop.start() - 1 : stop.start()]
    return before.islower() and text[after] != folded[after] and text[after + 1 : after + 2].islower()


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence; one beyond all measure (a table, a text without full stops) is cut at white space."""
    while end - start > LONGEST_SENTENCE:
        cut_at = text.rfind(" ", start, start + LONGEST_SENTENCE)
        cut_at = cut_at if cut_at > start else start + LONGEST_SENTENCE
        yield strip(text, start, cut_at)
        start = cut_at
    left, right = strip(text, start, end)
    if left < right:
        yield left, right


def _is_abbreviation(text: str, folded: str, left: int, stop: int, abbreviations: frozenset[str]) -> bool:
    if text[stop] != ".":
        return False
    begin = stop
    while begin > left and text[begin - 1].isalpha():
        begin -= 1
    word = folded[begin:stop]
    initial = len(word) == 1 and text[begin].isupper()
    return initial or word in abbreviations


def _is_ordinal(text: str, left: int, stop: int) -> bool:
    """Whether a full stop makes a number an ordinal ("20. tur"), in languages that write them so."""
    low = max(left, stop - _ORDINAL_REACH)
    return text[stop] == "." and low < stop and _ORDINAL.search(text[low:stop]) is not None


def _sentences(spans: list[tuple[int, int, int, bool]], tokens: Tokens, hits: list[Hit]) -> Iterator[Sentence]:
    """The spans as sentences; a piece cut out of an endless word, in which no token begins, is none."""
    token = hit = index = 0
    for start, end, paragraph, title in spans:
        while token < len(tokens.starts) and tokens.starts[token] < start:
            token += 1
        first = token
        while token < len(tokens.starts) and tokens.starts[token] < end:
            token += 1
        while hit < len(hits) and hits[hit].start < start:
            hit += 1
        begin = hit
        while hit < len(hits) and hits[hit].start < end:
            hit += 1
        inside = tuple(each for each in hits[begin:hit] if each.end <= end)
        if first < token:
            yield Sentence(index, start, end, paragraph, title, first, token, inside, index_hits(inside))
            index += 1
