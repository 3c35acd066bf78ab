"""The words of a text by what they may mean: looked up by the token at which a phrase starts or ends."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from service.extraction.numbers import Numeral
from service.extraction.scanner import Hit
from service.extraction.tokens import Tokens

_Found = dict[tuple[str, ...], dict[int, Hit]]


@dataclass(frozen=True, slots=True)
class Words:
    """What the finder of mentions looks at: tokens, numbers, and phrases by their first and last token.

    In some languages (`verb_last`) the verb ends its sentence, so that what it takes stands before it; in some
    (`noun_last`) all that belongs to a noun does; in some (`verb_first`) it begins the sentence.

    What was looked up once is kept for as long as the text is read, so that each further question is one look-up.
    """

    tokens: Tokens
    numerals: dict[int, Numeral]
    hits: dict[str, list[Hit]]
    numerals_ending: dict[int, Numeral]
    dated: frozenset[int]
    verb_last: bool = False
    noun_last: bool = False
    verb_first: bool = False
    _starting: _Found = field(default_factory=dict, repr=False, compare=False)
    _ending: _Found = field(default_factory=dict, repr=False, compare=False)
    _firsts: dict[tuple[str, ...], list[int]] = field(default_factory=dict, repr=False, compare=False)
    _telling: dict[tuple[str, ...], list[int]] = field(default_factory=dict, repr=False, compare=False)
    _marks: dict[frozenset[str], list[int]] = field(default_factory=dict, repr=False, compare=False)

    def starts(self, at: int, *labels: str) -> Hit | None:
        """A phrase of one of these lists that starts at token `at`."""
        found = self._starting.get(labels)
        if found is None:
            found = self._starting[labels] = self._by_token(labels, attrgetter("first"), _longest)
        return found.get(at)

    def ends(self, at: int, *labels: str) -> Hit | None:
        """A phrase of one of these lists that ends before token `at`."""
        found = self._ending.get(labels)
        if found is None:
            found = self._ending[labels] = self._by_token(labels, attrgetter("last"), _leftmost)
        return found.get(at)

    def last_start(self, before: int, *labels: str) -> int:
        """The last token before `before` at which a phrase of one of these lists starts, or -1."""
        firsts = self._firsts.get(labels)
        if firsts is None:
            self.starts(0, *labels)
            firsts = self._firsts[labels] = sorted(self._starting[labels])
        return last_before(firsts, before)

    def tokens_in(self, first: int, last: int, *labels: str) -> list[int]:
        """The tokens in ``[first, last)`` at which a number or a phrase of one of these lists starts, in order."""
        found = self._telling.get(labels)
        if found is None:
            self.starts(0, *labels)
            found = self._telling[labels] = sorted({*self.numerals, *self._starting[labels]})
        return found[bisect_left(found, first) : bisect_left(found, last)]

    def last_mark(self, before: int, marks: frozenset[str]) -> int:
        """The last token before `before` that is one of these marks, or -1."""
        found = self._marks.get(marks)
        if found is None:
            found = self._marks[marks] = [at for at, word in enumerate(self.tokens.words) if word in marks]
        return last_before(found, before)

    def _by_token(
        self, labels: tuple[str, ...], token: Callable[[Hit], int], rank: Callable[[Hit], tuple[int, str]]
    ) -> dict[int, Hit]:
        hits = [hit for label in labels for hit in self.hits.get(label, ())]
        if len({label.partition(".")[0] for label in labels}) > 1:  # phrases of one table never overlap
            hits.sort(key=rank, reverse=True)
        return dict(zip(map(token, hits), hits, strict=True))


def last_before(tokens: Sequence[int], before: int) -> int:
    """The last of sorted tokens that stands before token `before`, or -1."""
    at = bisect_left(tokens, before)
    return tokens[at - 1] if at else -1


def _longest(hit: Hit) -> tuple[int, str]:
    return -hit.last, hit.label


def _leftmost(hit: Hit) -> tuple[int, str]:
    return hit.first, hit.label


def index_words(
    tokens: Tokens,
    hits: tuple[Hit, ...],
    numerals: dict[int, Numeral],
    dated: frozenset[int],
    *,
    verb_last: bool = False,
    noun_last: bool = False,
    verb_first: bool = False,
) -> Words:
    """Index a text for the finder. `dated` are the tokens that belong to dates."""
    by_list: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_list[hit.label].append(hit)
        by_list[hit.section].append(hit)
    by_end = {each.last: each for each in numerals.values()}
    return Words(tokens, numerals, by_list, by_end, dated, verb_last, noun_last, verb_first)
