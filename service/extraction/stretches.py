"""Cuts sentences into stretches that speak of one round each.

A sentence that names one round speaks of it throughout; one that names several is cut at the strongest mark between
them (semicolon, dash, comma, "and", else where the next name begins). A sentence that names none goes on about the
round of the sentence before it in its paragraph; a new paragraph returns to the main round, except that a look back
goes on as long as nothing speaks of the present or the future.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from service.extraction.context import Context
from service.extraction.document import How, RoundSpan, Sentence
from service.extraction.indexed_words import Words
from service.extraction.mention import Mention

_FAR = 5  # words before a mention that may be about something else
_RELATIVE_REACH = 14  # words between "which" and the round it speaks of


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention with its key, and where its stretch begins and ends (tokens)."""

    key: str
    first: int
    last: int


def cut_stretches(
    words: Words, sentences: tuple[Sentence, ...], mentions: list[Mention], context: Context
) -> list[tuple[RoundSpan, ...]]:
    """For each sentence its stretches."""
    named: dict[int, list[_Named]] = {}
    foreign: set[int] = set()
    for at, mention in enumerate(mentions):
        key = context.keys.get(at)
        if key is not None:
            named.setdefault(mention.sentence, []).append(_Named(key, mention.first, mention.last))
        elif (mention.foreign or mention.weak) and mention.number:
            foreign.add(mention.sentence)
    focus: str | None = context.main
    met = not named
    result: list[tuple[RoundSpan, ...]] = []
    for sentence in sentences:
        if sentence.index and sentence.paragraph != sentences[sentence.index - 1].paragraph:
            asked = words.tokens.words[sentences[sentence.index - 1].last - 1] == "?"
            focus = focus if asked else _after_break(sentence, focus, context)
        inside = sorted(named.get(sentence.index, ()), key=lambda each: each.first)
        met = met or bool(inside)
        if inside:
            spans = tuple(_cut(words, sentence, _merged(inside), focus, context.main))
            focus = focus if _relative_clause(words, sentence, inside) else inside[-1].key
        else:
            if focus != context.main and (_looks_ahead(sentence, context) or _reports(sentence, focus, context)):
                focus = context.main
            apart = sentence.index in foreign or (not met and sentence.has("foreign.place", "foreign.kind"))
            spans = _whole(sentence, None if apart else focus, context.main)
        result.append(spans)
    return result


def _after_break(sentence: Sentence, focus: str | None, context: Context) -> str | None:
    keeps = focus != context.main and context.tense == "planned" and focus is not None and not _is_ahead(focus, context)
    return focus if keeps and not _looks_ahead(sentence, context) else context.main


def _is_ahead(focus: str, context: Context) -> bool:
    if focus.isdigit() and context.main is not None and context.main.isdigit():
        return int(focus) > int(context.main)
    return focus == "next"


def _looks_ahead(sentence: Sentence, context: Context) -> bool:
    """Whether a sentence without a round's name speaks of what is or is to come, as the article does."""
    if context.tense != "planned" or sentence.has("tense.past", "tense.past_after"):
        return False
    return sentence.has("tense.present", "tense.future")


def _reports(sentence: Sentence, focus: str | None, context: Context) -> bool:
    """Whether a sentence after one on the coming round tells who was at the one that the article reports from."""
    if context.tense not in ("past", "ongoing") or focus is None or not _is_ahead(focus, context):
        return False
    return sentence.has("roles.seen") and not sentence.has("tense.future", "roles.expected")


def _merged(inside: list[_Named]) -> list[_Named]:
    merged: list[_Named] = []
    for each in inside:
        if merged and merged[-1].key == each.key:
            merged[-1] = _Named(each.key, merged[-1].first, each.last)
        else:
            merged.append(each)
    return merged


def _whole(sentence: Sentence, focus: str | None, main: str | None) -> tuple[RoundSpan, ...]:
    if focus is None:
        return ()
    how: How = "main" if focus == main else "carried"
    return (RoundSpan(sentence.start, sentence.end, focus, how),)


def _cut(
    words: Words, sentence: Sentence, inside: list[_Named], focus: str | None, main: str | None
) -> Iterator[RoundSpan]:
    aside = _relative_clause(words, sentence, inside)
    if aside:
        yield from _around(words, sentence, inside[0], aside, focus)
        return
    start = sentence.start
    lead = _lead_end(words, sentence, inside[0], main)
    if lead is not None and focus is not None:
        yield RoundSpan(start, lead, main or focus, "main")
        start = lead
    for at, each in enumerate(inside):
        end = _boundary(words, each.last, inside[at + 1].first) if at + 1 < len(inside) else sentence.end
        yield RoundSpan(start, end, each.key, "named")
        start = end


def _relative_clause(words: Words, sentence: Sentence, inside: list[_Named]) -> tuple[int, int] | None:
    """Tokens of ", which … at the twelfth round in April," where the only round named stands in such a clause."""
    if len(inside) != 1:
        return None
    tokens = words.tokens.words
    begin = inside[0].first
    while begin > max(sentence.first, inside[0].first - _RELATIVE_REACH) and tokens[begin - 1] != ",":
        begin -= 1
    if begin <= sentence.first or tokens[begin - 1] != "," or not words.starts(begin, "clause.relative"):
        return None
    end = next((at for at in range(inside[0].last, sentence.last) if tokens[at] == ","), None)
    return None if end is None else (begin, end)


def _around(
    words: Words, sentence: Sentence, named: _Named, aside: tuple[int, int], focus: str | None
) -> Iterator[RoundSpan]:
    start, end = words.tokens.starts[aside[0]], words.tokens.starts[aside[1]]
    if focus is not None:
        yield RoundSpan(sentence.start, start, focus, "carried")
    yield RoundSpan(start, end, named.key, "named")
    if focus is not None:
        yield RoundSpan(end, sentence.end, focus, "carried")


def _lead_end(words: Words, sentence: Sentence, first: _Named, main: str | None) -> int | None:
    """Where the part before the first name ends, if that part is about the main round and not about the name."""
    if first.first - sentence.first < _FAR:
        return None
    for at in range(first.first - 1, sentence.first + 1, -1):
        word = words.tokens.words[at]
        joint = word in (",", "-") and words.starts(at + 1, "clause.joint") and first.key != main
        if word == ";" or joint:
            return words.tokens.starts[at]
    return None


def _boundary(words: Words, first: int, last: int) -> int:
    """Offset where the stretch of one name gives way to the next: the strongest mark between tokens first and last."""
    best = (0, last)
    for at in range(first, last):
        rank = _rank(words, at)
        if rank and rank >= best[0]:
            best = (rank, at)
    at = best[1]
    if not best[0]:
        article = words.ends(last, "rounds.article")
        at = article.first if article and article.first >= first else last
    return words.tokens.starts[at]


def _rank(words: Words, at: int) -> int:
    word = words.tokens.words[at]
    if word in ";.":
        return 4
    if word == "-" and not words.tokens.glued(at):
        return 3
    if word == ",":
        return 2 if words.starts(at + 1, "clause.joint") else 0
    return 1 if words.starts(at, "clause.joint") else 0
