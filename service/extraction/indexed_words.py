"""The words of a text by what they may mean: looked up by the token at which a phrase starts or ends."""

from dataclasses import dataclass

from service.extraction.numbers import Numeral
from service.extraction.scanner import Hit
from service.extraction.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Words:
    """What the finder of mentions looks at: tokens, numbers, and phrases by their first and last token.

    In some languages (`verb_last`) the verb ends its sentence, so that what it takes stands before it; in some
    (`noun_last`) all that belongs to a noun does.
    """

    tokens: Tokens
    numerals: dict[int, Numeral]
    starting: dict[int, list[Hit]]
    ending: dict[int, list[Hit]]
    numerals_ending: dict[int, Numeral]
    dated: frozenset[int]
    verb_last: bool = False
    noun_last: bool = False

    def starts(self, at: int, *labels: str) -> Hit | None:
        """A phrase of one of these lists that starts at token `at`."""
        return _pick(self.starting.get(at, ()), labels)

    def ends(self, at: int, *labels: str) -> Hit | None:
        """A phrase of one of these lists that ends before token `at`."""
        return _pick(self.ending.get(at, ()), labels)


def _pick(hits: list[Hit] | tuple[()], labels: tuple[str, ...]) -> Hit | None:
    for hit in hits:  # a plain loop: this is asked some ten thousand times a text
        if hit.label in labels or hit.section in labels:
            return hit
    return None


def index_words(
    tokens: Tokens,
    hits: tuple[Hit, ...],
    numerals: dict[int, Numeral],
    dated: frozenset[int],
    *,
    verb_last: bool = False,
    noun_last: bool = False,
) -> Words:
    """Index a text for the finder. `dated` are the tokens that belong to dates."""
    starting: dict[int, list[Hit]] = {}
    ending: dict[int, list[Hit]] = {}
    for hit in hits:
        starting.setdefault(hit.first, []).append(hit)
        ending.setdefault(hit.last, []).append(hit)
    by_end = {each.last: each for each in numerals.values()}
    return Words(tokens, numerals, starting, ending, by_end, dated, verb_last, noun_last)
