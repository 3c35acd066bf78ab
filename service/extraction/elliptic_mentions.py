"""Rounds whose noun is left out: "the sixth, on September 14", "the next one"."""

from collections.abc import Iterator

from service.extraction.document import Sentence
from service.extraction.indexed_words import Words
from service.extraction.mention import MOST_ROUNDS, Mention, Relation
from service.extraction.numbers import Numeral
from service.extraction.scanner import Hit

_WITHOUT_NOUN = ("rounds.next_one", "rounds.last_one", "rounds.next", "rounds.last")
_FEW_TIMES = 2
_TIMES_REACH = 4  # words between "for the twentieth time" and the verb of meeting
_SIGNS = frozenset(("no", "number", "№", "#"))
_SENTENCES = 3  # between a number and the noun that it leaves out, at most
_SIGNED_SENTENCES = 6  # the same of "number six"
_DATED_REACH = 10  # words between "the first" and its date, at most
_LISTED_REACH = 8  # words between "No. 7" and the rounds it is one of
_BEFORE_BARE = frozenset((";", ":", ",", "(", "-", "and"))


def find_elliptic(words: Words, sentence: Sentence, taken: set[int], before: list[Mention]) -> Iterator[Mention]:
    """The sixth, on September 14; XIX, November 22; the next one: the noun stands earlier."""
    for at in words.tokens_in(sentence.first, sentence.last, *_WITHOUT_NOUN):
        if at in taken or at in words.dated:
            continue
        numeral = words.numerals.get(at)
        one = words.starts(at, "rounds.next_one", "rounds.last_one") or _adjective_alone(words, sentence, at)
        if one:
            relation: Relation = "next" if one.key in ("next", "next_one") else "last"
            found = Mention(sentence.index, at, one.last, relation=relation, elliptic=True)
        elif numeral and (
            _signed(words, numeral)
            or _stands_alone(words, sentence, numeral)
            or _counts_times(words, sentence, numeral)
        ):
            found = Mention(sentence.index, at, numeral.last, number=numeral.value, elliptic=True)
        else:
            continue
        signed = numeral is not None and _signed(words, numeral)
        model = _antecedent(before, found, signed=signed) or (_listed(before, found) if signed else None)
        if model:
            ours = _possessive_format(words, at)
            yield found._replace(ours=ours, foreign=(model.foreign or model.weak) and not ours)


def _possessive_format(words: Words, at: int) -> bool:
    return words.tokens.words[at - 1] == "'s" and words.ends(at - 1, "rounds.format") is not None


def _signed(words: Words, numeral: Numeral) -> bool:
    """No. 7, number six."""
    if numeral.kind not in ("digits", "cardinal") or not 0 < numeral.value <= MOST_ROUNDS:
        return False
    before = numeral.first - (words.tokens.words[numeral.first - 1] == ".")
    return words.tokens.words[before - 1] in _SIGNS


def _listed(before: list[Mention], found: Mention) -> Mention | None:
    """The mention of all rounds that follows: "No. 7 in the series of Syria meetings"."""
    after = [each for each in before if each.sentence == found.sentence and each.ours and each.first > found.last]
    return after[0] if after and after[0].first - found.last <= _LISTED_REACH else None


def _stands_alone(words: Words, sentence: Sentence, numeral: Numeral) -> bool:
    if numeral.kind not in ("ordinal", "ordinal_word", "roman") or not 0 < numeral.value <= MOST_ROUNDS:
        return False
    if numeral.first in words.dated or _possessive_format(words, numeral.first):
        return numeral.first not in words.dated
    following = words.tokens.words[numeral.last : numeral.last + 1]
    if numeral.first == sentence.first and numeral.kind == "ordinal_word" and following == (",",):
        return False  # "Third, …" counts arguments
    lead = numeral.first == sentence.first or words.ends(numeral.first, "rounds.this", "rounds.article")
    if words.tokens.words[numeral.first - 1] == ",":  # "the next, twentieth, …"
        lead = lead or words.ends(numeral.first - 1, "rounds.next", "rounds.last", "rounds.next_one")
    marked = numeral.kind != "ordinal_word" and words.tokens.words[numeral.first - 1] in _BEFORE_BARE
    follow = numeral.last
    free = (
        follow >= sentence.last
        or follow in words.dated
        or words.tokens.words[follow] in ",.;:()"
        or words.starts(follow, "rounds.alone_before", "rounds.verb")
    )
    if numeral.kind == "ordinal_word" and numeral.value <= _FEW_TIMES and not _dated_after(words, sentence, follow):
        return False
    marked = marked or _after_preposition(words, sentence, numeral)
    marked = marked or (follow in words.dated and words.tokens.words[numeral.first - 1] in ",;")
    return bool((lead or marked) and free) or words.starts(follow, "rounds.in_order") is not None


def _after_preposition(words: Words, sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a number opens a clause after a preposition, with its date right after it: "; at the sixth, 14 May"."""
    before = words.ends(numeral.first, "time.on")
    if before is None or numeral.last + 1 >= sentence.last or words.tokens.words[numeral.last] not in (",", "("):
        return False
    opens = before.first == sentence.first or words.tokens.words[before.first - 1] in _BEFORE_BARE
    return opens and numeral.last + 1 in words.dated


def _dated_after(words: Words, sentence: Sentence, at: int) -> bool:
    """Whether a date follows soon: "the first was in January", but not "the first outside Kazakhstan"."""
    return any(each in words.dated for each in range(at, min(at + _DATED_REACH, sentence.last)))


def _adjective_alone(words: Words, sentence: Sentence, at: int) -> Hit | None:
    """The next [one] took place …: an adjective that opens a clause and has a verb of meeting after it."""
    if at != sentence.first and words.tokens.words[at - 1] not in _BEFORE_BARE:
        return None
    hit = words.starts(at, "rounds.next", "rounds.last")
    return hit if hit and hit.last < sentence.last and words.starts(hit.last, "rounds.verb") else None


def _counts_times(words: Words, sentence: Sentence, numeral: Numeral) -> bool:
    """To meet for the twentieth time; "for the first time" and "a second time" count something else."""
    if numeral.value <= _FEW_TIMES or numeral.value > MOST_ROUNDS or not words.starts(numeral.last, "rounds.times"):
        return False
    near = range(max(sentence.first, numeral.first - _TIMES_REACH), min(numeral.last + _TIMES_REACH, sentence.last))
    return any(words.starts(at, "people.verb") for at in near)


def _antecedent(before: list[Mention], found: Mention, *, signed: bool) -> Mention | None:
    """The mention whose noun is understood: the nearest with a noun, in this sentence or the three before."""
    reach = found.sentence - (_SIGNED_SENTENCES if signed else _SENTENCES)
    near = [each for each in before if not each.verb and reach <= each.sentence and each.first < found.first]
    return near[-1] if near else None
