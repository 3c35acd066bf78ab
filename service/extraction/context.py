"""Settles which round each mention stands for, and what the article is chiefly about.

The rules, in the order they are tried:

1. The lead (headline and first sentences that speak of a round) says whether the article looks ahead, reports from a
   round under way, or looks back.
2. The main round is the number in the headline, else the first number near the lead, unless that number belongs to an
   earlier round ("after the first meeting the next …") or to one that a count has passed ("twelve rounds so far").
3. "Next" is the main round where the article looks ahead, else the one after it; "last" is the one before.
4. Without any number, ``next``, ``current`` and ``last`` stand as they are, seen from the day of publication.
"""

from dataclasses import dataclass

from service.extraction.document import Sentence, Tense
from service.extraction.indexed_words import Words
from service.extraction.lead import LEAD, Facts, is_recalled, lead_tense
from service.extraction.mention import Mention
from service.extraction.tense import tense_near

_APPOSITION_REACH = 12  # words between "the next round" and the number that follows in apposition
_SURVEY = 4  # rounds named, and none in the lead: a look back over many, chiefly about none of them
_KEYS: dict[Tense, str] = {"planned": "next", "ongoing": "current", "past": "last"}


@dataclass(frozen=True, slots=True)
class Context:
    """What the mentions stand for.

    Attributes:
        main: Key of the round that the article is chiefly about, or None.
        tense: Whether that round lies ahead, is under way or is over.
        keys: Key by number of the mention; a mention that stands for no round is missing.
        over: Keys of the numbered rounds that some sentence reports as over.
    """

    main: str | None
    tense: Tense
    keys: dict[int, str]
    over: frozenset[str]


def settle(
    words: Words, sentences: tuple[Sentence, ...], mentions: list[Mention], known: tuple[str, Tense] | None = None
) -> Context:
    """Settle all mentions. `known`, the main round and its tense by its dates, overrules the wording."""
    body = 1 if sentences and sentences[0].title else 0
    own = _own(mentions)
    beside: dict[int, list[Mention]] = {}
    for mention in own:
        beside.setdefault(mention.sentence, []).append(mention)
    facts = Facts(words, sentences, own, beside, body, _held(words, sentences, mentions))
    tense = known[1] if known else lead_tense(facts)
    number = int(known[0]) if known and known[0].isdigit() else _main_number(facts, tense)
    main = str(number) if number else _unnumbered_main(facts, tense)
    counting = {id(each) for each in own}
    keys = {
        at: key
        for at, each in enumerate(mentions)
        if id(each) in counting and (key := _key(facts, each, main, tense)) is not None
    }
    return Context(main, tense, keys, _over(facts))


def _over(facts: Facts) -> frozenset[str]:
    """Numbers of the rounds that are over: those reported as over, and nowhere as planned, and all before them."""
    told: dict[str, set[Tense]] = {}
    for mention in facts.own:
        if mention.number:
            tense = tense_near(facts.sentences[mention.sentence], mention.first, mention.last)
            told.setdefault(str(mention.number), set()).add(tense)
    latest = max((int(key) for key, tenses in told.items() if "past" in tenses and "planned" not in tenses), default=0)
    return frozenset(map(str, range(1, latest + 1)))


def _held(words: Words, sentences: tuple[Sentence, ...], mentions: list[Mention]) -> int:
    """How many rounds a count says there have been, or 0."""
    most = 0
    for mention in mentions:
        sentence = sentences[mention.sentence]
        if not mention.count or mention.foreign or not sentence.has("counted"):
            continue
        numeral = words.numerals.get(mention.first)
        most = max(most, numeral.value if numeral else 0)
    return most


def _own(mentions: list[Mention]) -> list[Mention]:
    """Mentions of rounds of the process: no counts, and none of other talks.

    A number is of other talks by its own words, or because all words that say whose it is say so.
    """
    ours = {each.number for each in mentions if each.ours}
    theirs = {each.number for each in mentions if each.foreign or each.weak} - ours
    return [
        each
        for each in mentions
        if not (each.count or each.foreign or each.weak)
        and (each.number is None or each.ours or each.number not in theirs)
    ]


def _main_number(facts: Facts, tense: Tense) -> int | None:
    numbered = [each for each in facts.own if each.number and not is_recalled(facts, each)]
    title = next((each.number for each in numbered if facts.sentences[each.sentence].title), None)
    if title and _possible(facts, title, tense):
        return title
    lead = facts.body + LEAD
    near = [each for each in numbered if each.sentence < lead and each.number and _possible(facts, each.number, tense)]
    if not near and tense != "planned" and _surveys(facts, numbered):
        return None
    for mention in near or numbered:
        if _agrees(facts, mention, tense):
            return mention.number
    if tense == "planned" and facts.held and _speaks_of_next(facts):
        return facts.held + 1
    return _chained(facts, tense)


def _surveys(facts: Facts, numbered: list[Mention]) -> bool:
    """Whether an article looks back over many rounds; one that speaks of the next is about that."""
    return not _speaks_of_next(facts) and len({each.number for each in numbered}) >= _SURVEY


def _possible(facts: Facts, number: int, tense: Tense) -> bool:
    return not (tense == "planned" and facts.held and number <= facts.held)


def _agrees(facts: Facts, mention: Mention, tense: Tense) -> bool:
    """Whether a numbered mention speaks in the lead's tense, so that the two may be one round."""
    if not _possible(facts, mention.number or 0, tense):
        return False
    own = tense_near(facts.sentences[mention.sentence], mention.first, mention.last)
    return "none" in (own, tense) or own == tense or {own, tense} == {"ongoing", "past"}


def _speaks_of_next(facts: Facts) -> bool:
    return any(each.relation == "next" for each in facts.own)


def _chained(facts: Facts, tense: Tense) -> int | None:
    """The number that follows from another: after the first the next; the previous, eighth meeting."""
    for mention in facts.own:
        if mention.number and _speaks_of_next(facts) and (mention.relation == "last" or is_recalled(facts, mention)):
            return mention.number + 1
    return _before_next(facts) if tense in ("past", "ongoing") else _after_latest(facts, tense)


def _after_latest(facts: Facts, tense: Tense) -> int | None:
    """The number after that of the latest round reported as over, where the article looks ahead to one without."""
    if tense != "planned" or _unnumbered_main(facts, tense) is None:
        return None
    over = [int(key) for key in _over(facts)]
    return max(over) + 1 if over else None


def _before_next(facts: Facts) -> int | None:
    """The number before that of the next round, where the article reports from a round: "the next, twentieth, …"."""
    for mention in facts.own:
        number = mention.number or _named_beside(facts, mention)
        if mention.relation == "next" and number and number > 1:
            return number - 1
    return None


def _unnumbered_main(facts: Facts, tense: Tense) -> str | None:
    for mention in facts.own:
        if mention.relation == "next" or (mention.ours and _told(facts, mention)):
            return _KEYS.get(tense)
    return _KEYS.get(tense) if any(map(_people_meet, facts.sentences[: facts.body + LEAD])) else None


def _people_meet(sentence: Sentence) -> bool:
    """Whether a sentence has people meet at a named place on some day, without a noun for the meeting."""
    dated = sentence.has("months", "weekdays", "time.today", "time.tomorrow", "status")
    ours = sentence.has("subject", "names")
    return (
        dated
        and ours
        and sentence.has("people")
        and sentence.has("relevance.place")
        and not sentence.has("foreign.kind", "foreign.place")
    )


def _told(facts: Facts, mention: Mention) -> bool:
    """Whether a sentence tells something of the meeting itself, beyond naming the talks: when, or that it is over."""
    sentence = facts.sentences[mention.sentence]
    if sentence.has("counted"):
        return False
    dated = not facts.words.dated.isdisjoint(range(sentence.first, sentence.last))
    return dated and tense_near(sentence, mention.first, mention.last) != "none"


def _key(facts: Facts, mention: Mention, main: str | None, tense: Tense) -> str | None:
    if mention.number:
        return str(mention.number)
    named = _named_beside(facts, mention) if mention.relation in ("next", "last") else None
    if named:
        return str(named)
    if mention.relation == "next":
        return _next_key(main, tense)
    if mention.relation == "last":
        numbered = any(each.number for each in facts.beside[mention.sentence])
        return None if numbered or _is_final(facts, mention) else _last_key(facts, main, tense)
    beside = any(each.number or each.relation for each in facts.beside[mention.sentence])
    return main if mention.ours and not beside else None


def _named_beside(facts: Facts, mention: Mention) -> int | None:
    """The number that follows in apposition: "the next meeting in the Astana format, the twelfth, …"."""
    tokens = facts.words.tokens.words
    for other in facts.beside[mention.sentence]:
        near = other.number and other.elliptic and 0 < other.first - mention.last <= _APPOSITION_REACH
        if near and "," in tokens[max(mention.last, other.first - 2) : other.first]:
            return other.number
    return None


def _next_key(main: str | None, tense: Tense) -> str | None:
    if main is None or not main.isdigit():
        return "next"
    if tense in ("planned", "none"):
        return main
    return str(int(main) + 1)


def _last_key(facts: Facts, main: str | None, tense: Tense) -> str | None:
    if main is not None and main.isdigit():
        return str(int(main) - 1) if int(main) > 1 else None
    if facts.held:
        return str(facts.held)
    return "last" if tense == "planned" else None


def _is_final(facts: Facts, mention: Mention) -> bool:
    """Whether "the last meeting" is the last for good ("declare it the last meeting")."""
    sentence = facts.sentences[mention.sentence]
    return any(hit.first < mention.last and mention.first < hit.last for hit in sentence.of("final"))
