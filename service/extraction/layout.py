"""Main text of an article: lines without boilerplate, cut into sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from config.lexicon import Lexicon
from service.extraction.article import Article
from service.extraction.document import Sentence, index_hits
from service.extraction.scanner import Hit, scanner_of
from service.extraction.tokens import Tokens, cut, fold

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.!?…؟۔](?:[\"')\]»”’]{0,3})\s+(?=\S)")
_RATE = re.compile(r"[$€₽₸£] ?\d|°|(?:usd|eur|rub|cny|kzt|gbp)[ =/]{1,3}\d|\d (?:usd|eur|rub|kzt)\b")
_CRUMB = re.compile(r"\s[|›>/•»]\s")
_STAMP = re.compile(r"[\d\s:.,|/+-]{4,}$|(?:\D{0,24}\d{1,2}\D{1,16}\d{4})\D{0,4}\d{1,2}:\d{2}[\d\s]*$")
LONGEST_SENTENCE = 2000  # letters
PROSE_LETTERS = 90  # a line longer than this that ends like a sentence is prose, whatever it holds


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
    for paragraph, (start, end) in enumerate(_paragraphs(text, folded)):
        title = end <= title_end
        if not title and _is_boilerplate(folded, start, end, leads):
            continue
        for first, last in ((start, end),) if title else _cut_sentences(text, folded, start, end, abbreviations):
            yield first, last, paragraph, title


def _paragraphs(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Lines; a line broken in mid-sentence is joined with the next."""
    start = end = -1
    for found in _LINE.finditer(text):
        left, right = _strip(text, found.start(), found.end())
        if left == right:
            continue
        if start >= 0 and _runs_on(text, folded, end, left):
            end = right
            continue
        if start >= 0:
            yield start, end
        start, end = left, right
    if start >= 0:
        yield start, end


def _runs_on(text: str, folded: str, end: int, left: int) -> bool:
    return "\n\n" not in text[end:left] and text[left].islower() and folded[end - 1] not in '.!?:;"'


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_boilerplate(folded: str, start: int, end: int, leads: dict[int, int]) -> bool:
    line = folded[start:end]
    if len(line) > PROSE_LETTERS and line.rstrip("\"')")[-1:] in ".!?":
        return False
    if _RATE.search(line) or len(_CRUMB.findall(line)) > 1 or _STAMP.match(line):
        return True
    lead = leads.get(start)
    return lead is not None and (
        lead == end or folded[lead] in ":|>/›" or folded[lead : lead + 2] in (" |", " /", " >", " ›")
    )


def _cut_sentences(
    text: str, folded: str, start: int, end: int, abbreviations: frozenset[str]
) -> Iterator[tuple[int, int]]:
    left = start
    for found in _STOP.finditer(text, start, end):
        if text[found.end()].islower() or _is_abbreviation(text, folded, left, found.start(), abbreviations):
            continue
        yield from _cut_long(text, left, found.end())
        left = found.end()
    if left < end:
        yield from _cut_long(text, left, end)


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence; one beyond all measure (a table, a text without full stops) is cut at white space."""
    while end - start > LONGEST_SENTENCE:
        cut_at = text.rfind(" ", start, start + LONGEST_SENTENCE)
        cut_at = cut_at if cut_at > start else start + LONGEST_SENTENCE
        yield _strip(text, start, cut_at)
        start = cut_at
    left, right = _strip(text, start, end)
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
