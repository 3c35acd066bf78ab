"""How a sentence falls into clauses, and a clause into territories.

A sentence has a main clause and relative clauses. A *territory* is a run of lists of actors with the words of the table
``roles`` that speak of them. A comma or "and" divides two territories only where there is such a word on either side.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from service.extraction.document import Document, Sentence
from service.extraction.mentions import Group
from service.extraction.scanner import Hit

SOFT_MARKS = frozenset(",;-(:،؛")
"""Marks at which one statement may give way to the next."""

ATTEND = ("seen", "expected", "invited", "invites", "confirmed", "by", "who")
"""Lists of the table ``roles`` whose words say that someone takes part."""

_MOST = 300  # words of parts in one sentence that are read; no sentence of news has more
_END = 10_000  # tokens; further than any clause goes on


@dataclass(slots=True)
class Clause:
    """A run of tokens, without its relative clauses.

    Attributes:
        groups: Its lists of actors, in text order.
        cues: Its words for parts.
        soft: Tokens at which a statement may end, in order.
        skipped: Tokens of the relative clauses inside it.
        antecedent: Of a relative clause, the list before it.
    """

    groups: list[Group]
    cues: list[Hit]
    soft: list[int]
    skipped: frozenset[int] = frozenset()
    antecedent: Group | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The text's tokens, and which of the sentence's belong to which table; `members` follow "and" or "with"."""

    words: tuple[str, ...]
    glue: frozenset[int]
    ands: frozenset[int]
    copula: frozenset[int]
    companions: tuple[Hit, ...]
    joined_after: tuple[Hit, ...]
    members: frozenset[int]
    ceasefire: frozenset[int]
    sent: frozenset[int]
    heads: frozenset[int]


def look_up(document: Document, sentence: Sentence) -> Words:
    """The tokens of a sentence by the tables that hold its lists together."""
    companions = (*sentence.of("companion.word"), *sentence.of("companion.so"))
    return Words(
        words=document.tokens.words,
        glue=_tokens(sentence.of("glue")) | _tokens(sentence.of("sent")),
        ands=_tokens(sentence.of("glue.and")),
        copula=_tokens(sentence.of("copula")),
        companions=companions,
        joined_after=tuple(sentence.of("companion.after")),
        members=frozenset(hit.last for hit in (*sentence.of("glue.and"), *companions)),
        ceasefire=_tokens(sentence.of("topics.ceasefire")),
        sent=_tokens(sentence.of("sent")),
        heads=_tokens(sentence.of("sent.head")),
    )


def _tokens(hits: list[Hit]) -> frozenset[int]:
    return frozenset(at for hit in hits for at in range(hit.first, hit.last))


def clauses_of(sentence: Sentence, words: Words, groups: list[Group]) -> Iterator[Clause]:
    """The relative clauses, then what is left of the sentence."""
    inside = frozenset(at for group in groups for at in range(group.first, group.last))
    relative = list(_relative_spans(sentence, words, inside))
    denials = _tokens(sentence.of("negation.not"))
    cues = [_as_said(cue, denials) for cue in sentence.of("roles")[:_MOST] if cue.key != "none"]
    earlier = [cue.first for cue in sentence.of("when.previous")]
    soft = _soft_breaks(sentence, words, inside)[: 4 * _MOST]
    taken: set[int] = set()
    for first, last in relative:
        taken.update(range(first, last))
        before = [group for group in groups if group.last <= first]
        yield Clause(
            [group for group in groups if first <= group.first < last],
            [] if any(first <= at < last for at in earlier) else [cue for cue in cues if first <= cue.first < last],
            [at for at in soft if first <= at < last],
            antecedent=before[-1] if before else None,
        )
    yield Clause(
        [group for group in groups if group.first not in taken],
        [cue for cue in cues if cue.first not in taken],
        [at for at in soft if at not in taken],
        frozenset(taken),
    )


def _as_said(cue: Hit, denials: frozenset[int]) -> Hit:
    """A word for taking part that is denied is one for staying away."""
    if cue.key in ATTEND and (cue.first - 1 in denials or cue.last in denials):
        return cue._replace(label="roles.absent", key="absent")
    return cue


def _relative_spans(sentence: Sentence, words: Words, inside: frozenset[int]) -> Iterator[tuple[int, int]]:
    """From a comma and "which" to the next comma outside a list."""
    reach = sentence.first
    for hit in sentence.of("breaks.relative"):
        first = _comma_before(hit.first, sentence.first, words)
        if first is None or first < reach:
            continue
        last = hit.last
        while last < sentence.last and not (words.words[last] in ",;،؛)-" and last not in inside):
            last += 1
        reach = last
        yield first, last


def _comma_before(at: int, first: int, words: Words) -> int | None:
    """Token after the comma before a relative pronoun, past a preposition."""
    for back in (0, 1):
        if at - back > first and words.words[at - back - 1] in ",،-(":
            return at - back
    return None


def _soft_breaks(sentence: Sentence, words: Words, inside: frozenset[int]) -> list[int]:
    marks = {at for at in range(sentence.first, sentence.last) if words.words[at] in SOFT_MARKS}
    marks.update(hit.first for hit in sentence.of("breaks.word"))
    return sorted(marks - inside)


def territories_of(clause: Clause, words: Words) -> Iterator[tuple[list[Group], list[Hit]]]:
    """The clause's lists with the cues of their part of it."""
    groups, cues = clause.groups, clause.cues
    if not groups:
        if clause.antecedent:
            yield [clause.antecedent], cues
        return
    start, run = -1, [groups[0]]
    for left, right in pairwise(groups):
        at = _break_between(left, right, clause, words)
        if at is not None and _divides(at, start, right, clause, words):
            yield run, [cue for cue in cues if start <= cue.first < at]
            start, run = at, []
        run.append(right)
    yield run, [cue for cue in cues if start <= cue.first]


def _break_between(left: Group, right: Group, clause: Clause, words: Words) -> int | None:
    """The last mark or "and" between two lists; before a word like "alongside" only the one right before it."""
    soft = clause.soft[bisect_left(clause.soft, left.last) : bisect_left(clause.soft, right.first)]
    link = next((hit.first for hit in words.companions if left.last <= hit.first < right.first), None)
    if link is not None:
        soft = [at for at in soft if at == link - 1]
    return soft[-1] if soft else None


def _divides(at: int, start: int, right: Group, clause: Clause, words: Words) -> bool:
    """Whether words speak of the lists before `at`, and other words of the list after it."""
    told = [cue.first for cue in clause.cues]
    following = next((group for group in clause.groups if group.first > right.first), None)
    end = right.last + _END
    if following is not None:
        end = _break_between(right, following, clause, words) or following.first
        end = next((at for at in clause.soft if right.last <= at < end and words.words[at] == ";"), end)
    return any(start <= each < at for each in told) and any(at <= each < end for each in told)
