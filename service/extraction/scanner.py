"""One pass that finds every phrase of a lexicon in a text (phrase syntax: `config.lexicon`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from config.lexicon import Lexicon
from service.extraction.tokens import Tokens, bare, fold

GAP_WORDS = 5  # most words and commas that "..." stands for
_MOST_WORDS_KNOWN = 100_000  # keeps memory bounded on endless odd texts
_LONGEST_WORD = 40  # letters; no word of a lexicon is that long
STEM_LETTERS = 2  # fewest letters before or after "*"


class Hit(NamedTuple):
    """A phrase found. A text has thousands: a tuple is made fastest.

    Attributes:
        label: Label of its list in the lexicon, as ``status.concluded``.
        first, last: Tokens, half open.
        start, end: Offsets in code points, half open.
        section: First part of the label: the table.
        key: What the label says after its section.
    """

    label: str
    first: int
    last: int
    start: int
    end: int
    section: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class _Phrase:
    label: str
    words: tuple[str, ...]
    section: str
    key: str
    plain: bool  # every word after the first stands for itself alone


@dataclass(frozen=True, slots=True)
class _Starts:
    """Phrases that a word may start: of one word (one a section), by an exact second word, and the rest."""

    single: tuple[_Phrase, ...]
    by_second: dict[str, list[_Phrase]]
    rest: tuple[_Phrase, ...]


@dataclass(slots=True)
class Scanner:
    """All phrases of one lexicon, by their first word.

    In a language whose conjunctions, prepositions and article are written with the word (`proclitics` of its lexicon),
    ``*word`` stands for the word with or without any of them, and every other phrase may begin with a conjunction.
    Some (`hiding`) swallow the article.
    """

    proclitics: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    hiding: tuple[str, ...] = ()
    article: str = ""
    exact: dict[str, list[_Phrase]] = field(default_factory=dict)
    prefix: dict[str, list[_Phrase]] = field(default_factory=dict)
    suffix: dict[str, list[_Phrase]] = field(default_factory=dict)
    _seen: dict[str, _Starts] = field(default_factory=dict)

    def scan(self, tokens: Tokens) -> list[Hit]:
        """Every phrase found, in text order; of overlapping phrases of one section the leftmost longest."""
        found: list[Hit] = []
        reach: dict[str, int] = {}
        words, starts, ends = tokens.words, tokens.starts, tokens.ends
        for at, word in enumerate(words):
            begun = self._seen.get(word) or self._starting(word)
            if begun.by_second or begun.rest:
                for last, one in _longer(begun, words, at):
                    if reach.get(one.section, 0) <= at:
                        reach[one.section] = last
                        found.append(Hit(one.label, at, last, starts[at], ends[last - 1], one.section, one.key))
            if begun.single:
                found += [
                    Hit(one.label, at, at + 1, starts[at], ends[at], one.section, one.key)
                    for one in begun.single
                    if reach.get(one.section, 0) <= at
                ]
        return found

    def add(self, label: str, phrase: str) -> None:
        """Take up one phrase as written in a lexicon."""
        for words in _expand(phrase):
            plain = not any("*" in word or word == "..." for word in words[1:])
            section, _, key = label.partition(".")
            made = _Phrase(label, words, section, key, plain)
            head = words[0]
            if head.endswith("*"):
                self.prefix.setdefault(head[:-1], []).append(made)
            elif head.startswith("*"):
                self.suffix.setdefault(head[1:], []).append(made)
            else:
                self.exact.setdefault(head, []).append(made)

    def _starting(self, word: str) -> _Starts:
        single: dict[str, _Phrase] = {}
        by_second: dict[str, list[_Phrase]] = {}
        rest: list[_Phrase] = []
        for phrase in self._look_up(word):
            if len(phrase.words) == 1:
                known = single.get(phrase.section)
                single[phrase.section] = phrase if known is None else min(known, phrase, key=_label)
            elif "*" in phrase.words[1] or phrase.words[1] == "...":
                rest.append(phrase)
            else:
                by_second.setdefault(phrase.words[1], []).append(phrase)
        starts = _Starts(tuple(sorted(single.values(), key=_label)), by_second, tuple(rest))
        if len(self._seen) < _MOST_WORDS_KNOWN:
            self._seen[word] = starts
        return starts

    def _look_up(self, word: str) -> Iterator[_Phrase]:
        yield from self.exact.get(word, ())
        if len(word) > _LONGEST_WORD:
            return
        if self.proclitics:
            yield from self._look_up_bare(word)
            return
        for cut in range(STEM_LETTERS, len(word) + 1):
            yield from self.prefix.get(word[:cut], ())
            yield from self.suffix.get(word[len(word) - cut :], ())

    def _look_up_bare(self, word: str) -> Iterator[_Phrase]:
        for cut in range(STEM_LETTERS, len(word) + 1):
            yield from self.prefix.get(word[:cut], ())
        for conjunction in self.conjunctions:
            if word.startswith(conjunction):
                yield from self.exact.get(word[len(conjunction) :], ())
        for bare_word in self._without_proclitics(word):
            yield from self.suffix.get(bare_word, ())

    def _without_proclitics(self, word: str) -> Iterator[str]:
        yield word
        for proclitic in self.proclitics:
            rest = word[len(proclitic) :]
            if word.startswith(proclitic) and len(rest) >= STEM_LETTERS:
                yield rest
                if proclitic in self.hiding:
                    yield self.article + rest


@lru_cache(maxsize=32)
def scanner_of(lexicon: Lexicon) -> Scanner:
    """The scanner of a lexicon, built once."""
    written_on = lexicon.meta.get("proclitics", {})
    scanner = Scanner(
        proclitics=tuple(map(fold, written_on.get("all", ()))),
        conjunctions=tuple(map(fold, written_on.get("conjunctions", ()))),
        hiding=tuple(map(fold, written_on.get("hiding", ()))),
        article=fold(written_on.get("article", "")),
    )
    for label, phrases in lexicon.phrases.items():
        for phrase in phrases:
            scanner.add(label, phrase)
    return scanner


def _expand(phrase: str) -> Iterator[tuple[str, ...]]:
    """Every sequence of words that a phrase with ``a|b`` and ``[c]`` stands for."""
    choices: list[list[str]] = []
    for part in bare(fold(phrase)).split():
        optional = part.startswith("[") and part.endswith("]")
        options = (part[1:-1] if optional else part).split("|")
        choices.append([*options, ""] if optional else options)
    for chosen in product(*choices):
        words = tuple(word for each in chosen for word in _split_compound(each))
        if words and words[0] != "...":
            yield words


def _split_compound(word: str) -> list[str]:
    if word in ("...", "-"):
        return [word]
    return [part for part in word.replace("'", " '").replace("-", " ").split() if part]


def _label(phrase: _Phrase) -> str:
    return phrase.label


def _longer(begun: _Starts, words: tuple[str, ...], at: int) -> Sequence[tuple[int, _Phrase]]:
    """The phrases of several words that stand at `at`, each after its end, the longest first."""
    following = begun.by_second.get(words[at + 1] if at + 1 < len(words) else "")
    if not following and not begun.rest:
        return ()
    found: list[tuple[int, _Phrase]] = []
    for phrase in (*(following or ()), *begun.rest):
        if not phrase.plain:
            last = _match(phrase.words, words, at)
        else:
            last = at + len(phrase.words)
            last = last if words[at + 1 : last] == phrase.words[1:] else 0
        if last:
            found.append((last, phrase))
    return sorted(found, key=_longest_first) if len(found) > 1 else found


def _longest_first(found: tuple[int, _Phrase]) -> tuple[int, str]:
    return -found[0], found[1].label


def _match(phrase: tuple[str, ...], words: tuple[str, ...], at: int) -> int:
    """Index after the last word of the phrase if it stands at `at` (its first word does), else 0."""
    position = at + 1
    gap = False
    for want in phrase[1:]:
        if want == "...":
            gap = True
            continue
        reach = position + (GAP_WORDS if gap else 0)
        while position < len(words) and not _fits(want, words[position]):
            if position >= reach or not (words[position][-1].isalnum() or words[position] == ","):
                return 0
            position += 1
        if position >= len(words):
            return 0
        position += 1
        gap = False
    return position


def _fits(want: str, word: str) -> bool:
    if want.endswith("*"):
        return word.startswith(want[:-1])
    if want.startswith("*"):
        return word.endswith(want[1:])
    return want == word
