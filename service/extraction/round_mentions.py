"""Where a text speaks of rounds, as written: numbers, "the next round", "the parties last met".

What an unnumbered mention stands for is settled later (`service.extraction.context`).
"""

from collections.abc import Iterator

from service.extraction.document import Sentence
from service.extraction.elliptic_mentions import find_elliptic
from service.extraction.indexed_words import Words
from service.extraction.mention import MOST_ROUNDS, Mention, Relation
from service.extraction.numbers import Numeral
from service.extraction.scanner import Hit
from service.extraction.tense import tense_near

_RELATIONS: tuple[Relation, ...] = ("next", "last", "this", "another")
_LEFT = 9  # words between a number and its noun, at most
_LOOKED_BACK = 20  # mentions before an ordinal whose noun is left out
_OUR_WORDS = (
    "rounds.noun",
    "rounds.noun_of",
    "rounds.meeting_noun",
    "rounds.weak_noun",
    "rounds.nouns",
    "rounds.qualifier",
    "rounds.ours",
    "rounds.format",
    "names",
    "subject",
)
_NOUNS = ("rounds.noun", "rounds.noun_of", "rounds.meeting_noun", "rounds.weak_noun", "rounds.nouns")
_OF_REACH = 5  # words after "of" that say what a round is a round of
_RIGHT = 10  # words after a noun that tell whose round it is, at most
_STOPS = frozenset(".;:()?!-")
_BETWEEN = frozenset((",", "'s", '"', "'", "(", ")", "no", "№", "#", "-"))


def find_mentions(words: Words, sentences: tuple[Sentence, ...]) -> list[Mention]:
    """Every mention in the main text, in text order."""
    found: list[Mention] = []
    for sentence in sentences:
        inside = [*_with_noun(words, sentence), *_by_format(words, sentence), *_by_verb(sentence)]
        inside = _apart(inside)
        taken = {token for mention in inside for token in range(mention.first, mention.last)}
        inside += find_elliptic(words, sentence, taken, found[-_LOOKED_BACK:] + inside)
        found += sorted(inside, key=lambda each: each.first)
    return found


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Of mentions that overlap, the numbered or longer one."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda each: (each.number is None, each.first - each.last)):
        if all(mention.last <= other.first or other.last <= mention.first for other in kept):
            kept.append(mention)
    return kept


def _with_noun(words: Words, sentence: Sentence) -> Iterator[Mention]:
    for hit in sentence.of("rounds"):
        if hit.key in ("noun", "noun_of", "meeting_noun", "weak_noun"):
            yield _around_noun(words, sentence, hit)
        elif hit.key == "nouns":
            yield from _counted(words, sentence, hit)


def _around_noun(words: Words, sentence: Sentence, noun: Hit) -> Mention:
    mention = _leftward(words, sentence, Mention(sentence.index, noun.first, noun.last))
    mention = _number_after(words, sentence, mention, noun.key)
    if noun.key == "noun_of":
        mention = _relation_after(words, mention)
    ours, foreign = _whose(words, sentence, mention)
    mention = mention._replace(ours=mention.ours or ours, foreign=mention.foreign or foreign)
    mention = _another(sentence, mention)
    weak = noun.key == "weak_noun" and not (mention.ours and _by_its_name(words, sentence, mention))
    possessed = (
        noun.key == "meeting_noun" and words.ends(mention.first, "rounds.their") is not None and not mention.ours
    )
    return mention._replace(weak=weak or possessed)


def _by_its_name(words: Words, sentence: Sentence, mention: Mention) -> bool:
    """Whether the process itself is named in or right after a mention, and no one else is the subject."""
    if any(words.starts(at, "foreign.kind") for at in range(sentence.first, mention.first)):
        return False
    near = range(mention.first, min(mention.last + _RIGHT, sentence.last))
    return any(words.starts(at, "names", "rounds.format") for at in near)


def _another(sentence: Sentence, mention: Mention) -> Mention:
    """A new round is the next where it lies ahead, else the one that is spoken of."""
    if mention.relation != "another":
        return mention
    reported = tense_near(sentence, mention.first, mention.last) in ("ongoing", "past")
    return mention._replace(relation=None, ours=True) if reported else mention._replace(relation="next")


def _leftward(words: Words, sentence: Sentence, mention: Mention) -> Mention:
    """Take up what stands before the noun: qualifiers, a number, "next", "previous"."""
    at = mention.first
    for _ in range(_LEFT):
        if at <= sentence.first:
            break
        numeral = words.numerals_ending.get(at)
        if numeral and at not in words.dated and mention.number is None:
            mention = _numbered(mention, numeral)
            if mention.count:
                return mention
            at = numeral.first
            continue
        step = _qualifier(words, at)
        if step is None:
            break
        at, mention = step.first, _qualified(mention, step)
    return mention


def _numbered(mention: Mention, numeral: Numeral) -> Mention:
    plain = numeral.kind in ("digits", "cardinal")
    if plain or not 0 < numeral.value <= MOST_ROUNDS:
        return mention._replace(count=True, first=numeral.first)
    return mention._replace(number=numeral.value, first=numeral.first)


def _qualifier(words: Words, at: int) -> Hit | None:
    """The phrase before token `at` that may belong to the mention."""
    hit = words.ends(
        at,
        "rounds.next",
        "rounds.last",
        "rounds.this",
        "rounds.another",
        "rounds.ours",
        "rounds.qualifier",
        "rounds.format",
        "rounds.in_order",
        "names",
    )
    if hit:
        return hit
    foreign = words.ends(at, "foreign.place", "foreign.kind", "foreign.attribute")
    if foreign:
        return foreign
    word = words.tokens.words[at - 1]
    return Hit("between", at - 1, at, 0, 0, "between") if word in _BETWEEN else None


def _qualified(mention: Mention, hit: Hit) -> Mention:
    if hit.label == "between":
        return mention
    mention = mention._replace(first=hit.first)
    if hit.section == "foreign":
        return mention._replace(foreign=True)
    if hit.section == "rounds" and hit.key in ("next", "last", "this", "another"):
        keep = mention.relation is not None and hit.key in ("this", "another")
        return mention if keep else mention._replace(relation=hit.key)  # type: ignore[arg-type]
    ours = hit.label in ("rounds.format", "rounds.ours") or hit.section == "names"
    return mention._replace(ours=mention.ours or ours)


def _number_after(words: Words, sentence: Sentence, mention: Mention, noun: str) -> Mention:
    """Round 12, round XII, meeting No. 20, round twelve; in languages whose ordinals follow also those."""
    counted = noun == "noun_of"
    at = mention.last
    while at < sentence.last and _before_number(words, at, counted=counted):
        at += 1
    numeral = words.numerals.get(at)
    if mention.number is not None or numeral is None or at in words.dated or at >= sentence.last:
        return mention
    ordinal = numeral.kind in ("ordinal", "ordinal_word")
    loose = numeral.kind == "cardinal" and noun != "noun"  # "at the meeting two papers were adopted"
    if loose or (ordinal and not counted) or not 0 < numeral.value <= MOST_ROUNDS:
        return mention
    return mention._replace(number=numeral.value, last=numeral.last)


def _before_number(words: Words, at: int, *, counted: bool) -> bool:
    """Whether a token may stand between a noun and the number after it."""
    if words.tokens.words[at] in ("no", ".", "№", "#", "number"):
        return True
    return counted and words.starts(at, "rounds.qualifier", "rounds.number_sign") is not None


def _relation_after(words: Words, mention: Mention) -> Mention:
    """Next or last where the adjective follows its noun."""
    for key in _RELATIONS:
        hit = words.starts(mention.last, f"rounds.{key}")
        if hit:
            return mention._replace(relation=key, last=hit.last)
    return mention


def _whose(words: Words, sentence: Sentence, mention: Mention) -> tuple[bool, bool]:
    """Whether the words after a mention give it to the process, or to something else."""
    ours = foreign = False
    article = words.ends(mention.first, "rounds.article", "rounds.this")
    before = _where_foreign(words, sentence, article.first if article else mention.first)
    right = 0 if words.noun_last else _RIGHT
    for at in range(mention.last, min(mention.last + right, sentence.last)):
        word = words.tokens.words[at]
        if (
            word in _STOPS
            or words.starts(at, "rounds.break", "rounds.verb")
            or (word == "," and (words.verb_last or at > mention.last))
        ):
            break
        if words.starts(at, "names", "subject", "rounds.format"):
            ours = True
            continue
        if _is_foreign(words, at) and not words.starts(at, "rounds.qualifier", "rounds.ours"):
            foreign = True
            break
    if _of_something_else(words, sentence, mention):
        foreign = True
    return ours and not foreign, foreign or before


def _is_foreign(words: Words, at: int) -> bool:
    """Other talks, by their place or kind; a mere attribute ("technical") only before a noun of meeting."""
    if words.starts(at, "foreign.place", "foreign.kind", "foreign.back"):
        return True
    attribute = words.starts(at, "foreign.attribute")
    return attribute is not None and words.starts(attribute.last, *_NOUNS) is not None


def _where_foreign(words: Words, sentence: Sentence, at: int) -> bool:
    """Whether "where" stands before `at` and points back to a place of other talks."""
    where = words.ends(at, "foreign.where")
    if where is None:
        return False
    return any(words.starts(each, "foreign.place") for each in range(max(sentence.first, where.first - 3), where.first))


def _of_something_else(words: Words, sentence: Sentence, mention: Mention) -> bool:
    """A round of sanctions, a meeting with the minister: what follows is no word of ours."""
    at = mention.last
    if at >= sentence.last or not words.starts(at, "rounds.of"):
        return False
    for each in range(at + 1, min(at + _OF_REACH, sentence.last)):
        if each in words.dated or _is_ours(words, each):
            return False
        if words.starts(each, "time.on"):
            return True
    return True


def _is_ours(words: Words, at: int) -> bool:
    return words.starts(at, *_OUR_WORDS) is not None


def _counted(words: Words, sentence: Sentence, noun: Hit) -> Iterator[Mention]:
    """Twelve rounds; and lists as "Earlier meetings: XIX, …", whose heading is a mention without number."""
    mention = _leftward(words, sentence, Mention(sentence.index, noun.first, noun.last))
    _, foreign = _whose(words, sentence, mention)
    yield mention._replace(count=True, foreign=mention.foreign or foreign)


def _by_format(words: Words, sentence: Sentence) -> Iterator[Mention]:
    """Astana-20, Astana XI, Astana 10."""
    for hit in sentence.of("rounds.format"):
        at = hit.last
        dash = at < sentence.last and words.tokens.words[at] == "-"
        before = words.numerals_ending.get(hit.first)
        if before and _ordinal_alone(words, before, hit):
            yield Mention(sentence.index, before.first, hit.last, number=before.value, ours=True)
        numeral = words.numerals.get(at + dash)
        if numeral is None or numeral.first >= sentence.last or numeral.first in words.dated:
            continue
        if numeral.kind not in ("digits", "roman") or not 0 < numeral.value <= MOST_ROUNDS:
            continue
        if not (dash or numeral.kind == "roman" or words.tokens.starts[at] - hit.end <= 1):
            continue
        yield Mention(sentence.index, hit.first, numeral.last, number=numeral.value, ours=True)


def _ordinal_alone(words: Words, numeral: Numeral, name: Hit) -> bool:
    """The 20th Astana begins: an ordinal and the bare name of the format."""
    if numeral.kind not in ("ordinal", "ordinal_word") or not 0 < numeral.value <= MOST_ROUNDS:
        return False
    return numeral.first not in words.dated and words.starts(name.last, "rounds.verb", "status", "holding") is not None


def _by_verb(sentence: Sentence) -> Iterator[Mention]:
    for hit in sentence.of("rounds"):
        if hit.key == "again":
            yield Mention(sentence.index, hit.first, hit.last, relation="next", verb=True)
        elif hit.key == "met_last":
            yield Mention(sentence.index, hit.first, hit.last, relation="last", verb=True)
