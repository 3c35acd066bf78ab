"""What a date is the date of: the word in its sentence that it hangs on.

Looking back from a date, the first word that can have a date decides: the name of a round or a verb of meeting takes
it, a verb of speech, another event or another gathering keeps it away. A date that opens a clause is looked at the
other way.
"""

from collections.abc import Container
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from service.extraction.dates import DateExpression
from service.extraction.document import Sentence
from service.extraction.indexed_words import Words, last_before
from service.extraction.mention import Mention
from service.extraction.scanner import Hit

Role = Literal["start", "end", "whole", "named"]

_UNKNOWN_NAMED = 5  # words without meaning to us between a round's name and its date, at most
_UNKNOWN_VERB = 8
_BACK = 60  # words looked at before a date
_TOLD_REACH = 3  # words between a date and the verb of speech after it
_AHEAD = 9  # words looked at after a date that opens a clause
_AHEAD_LAST = 24  # where the verb comes last, to the end of its clause
_NEAR_AHEAD = 2  # and after one that doesn't
_FREE_REACH = 4  # words after a date that may take it away
_STOPS = frozenset(";")
_CLAUSE_ENDS = frozenset((",", ";"))
_OPENERS = frozenset((",", ":", ";", "(", "-", '"', "."))


@dataclass(frozen=True, slots=True)
class Governor:
    """What takes a date: how, at which token, and whether the word can have people as its subject."""

    role: Role
    token: int
    people: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """Tokens of names of rounds (`ours`) and of other gatherings (`theirs`, also `in_order`), and of all."""

    ours: frozenset[int]
    theirs: frozenset[int]
    in_order: tuple[int, ...] = ()
    all_in_order: tuple[int, ...] = ()


def names_of(mentions: list[Mention], keyed: Container[int]) -> Names:
    """Tokens of the mentions; `keyed` has the numbers of those that stand for a round."""
    ours = {at for number, each in enumerate(mentions) if number in keyed for at in range(each.first, each.last)}
    theirs = {at for each in mentions if each.foreign for at in range(each.first, each.last)}
    return Names(frozenset(ours), frozenset(theirs), tuple(sorted(theirs)), tuple(sorted(ours | theirs)))


def governor_of(words: Words, sentence: Sentence, expression: DateExpression, names: Names) -> Governor | None:
    """What takes a date, or None where something else has it or nothing does.

    Args:
        words: The text.
        sentence: The date's sentence.
        expression: The date.
        names: Tokens of names of rounds.
    """
    if _elsewhere(words, sentence, expression):
        return None
    if _after_colon(words, sentence, expression):
        ahead = _look_ahead(words, sentence, expression, names, _AHEAD)
        if ahead is not None:
            return ahead
    if words.verb_last:
        if _is_told(words, sentence, expression):
            return None
        ahead = _look_ahead(words, sentence, expression, names, _AHEAD_LAST)
        lasts = ahead is not None and words.starts(ahead.token, "lasting.until") is not None
        if ahead is not None and (lasts or ahead.role in ("start", "end")):
            return ahead
    back = _look_back(words, sentence, expression, names)
    if back is not None:
        return back if back.token >= 0 else None
    far = words.verb_last or _opens_clause(words, sentence, expression)
    reach = _AHEAD if far else _NEAR_AHEAD
    return _look_ahead(words, sentence, expression, names, reach)


def is_free(words: Words, sentence: Sentence, expression: DateExpression, names: Names) -> bool:
    """Whether nothing else has a date: no other place, gathering or event, and no verb of speech beside it."""
    if _elsewhere(words, sentence, expression) or any(at in words.dated for at in (expression.first - 1,)):
        return False
    back = _look_back(words, sentence, expression, names)
    if back is not None and back.token < 0:
        return False
    after = range(expression.last, min(expression.last + _FREE_REACH, sentence.last))
    return not any(at in names.theirs or _judge(words, at) is _KEPT_AWAY for at in after)


def _is_told(words: Words, sentence: Sentence, expression: DateExpression) -> bool:
    """Whether a verb of speech follows the date, where verbs come last: it is the day on which something was said.

    A verb of meeting that comes first takes the date ("said that it will be held on 15 March").
    """
    for at in range(expression.last, min(expression.last + _TOLD_REACH, sentence.last)):
        if words.starts(at, "speech.verb"):
            return True
        if words.starts(at, "holding.start", "holding.end", "holding.whole", "holding.fixed"):
            return False
    return False


def _elsewhere(words: Words, sentence: Sentence, expression: DateExpression) -> bool:
    """Whether the date goes with a place where other talks are held ("on 8 February in Geneva")."""
    near = range(expression.last, min(expression.last + 3, sentence.last))
    return any(words.starts(at, "foreign.place") for at in near)


def _after_colon(words: Words, sentence: Sentence, expression: DateExpression) -> bool:
    at = _before_preposition(words, sentence, expression)
    return at > sentence.first and (
        words.tokens.words[at - 1] == ":" or words.starts(at - 1, "clause.that") is not None
    )


_KEPT_AWAY = Governor("named", -1)
_KEEPERS = ("foreign.place", "foreign.kind", "holding.other")
_HOLDERS = ("holding.start", "holding.end", "holding.whole", "holding.fixed", "holding.date")
_TELLING = (*_KEEPERS, *_HOLDERS, "speech.verb", "clause.that")


def _look_back(words: Words, sentence: Sentence, expression: DateExpression, names: Names) -> Governor | None:
    """The governor before the date; `_KEPT_AWAY` where something else has it; None where nothing stands there."""
    date = expression.first
    low = max(sentence.first, date - _BACK)
    at = _telling_before(words, date, names)
    while at >= low:
        if words.tokens.words[at] in _STOPS or (words.starts(at, "clause.that") and _unknown(words, at, date, 0)):
            return None
        if at in names.ours:
            return None if _unknown(words, at, date, _UNKNOWN_NAMED) else _after_its_verb(words, sentence, names, at)
        found = _KEPT_AWAY if at in names.theirs else _judge(words, at)
        if found is not None and not words.starts(at, "holding.aside"):  # "after the congress"
            if found is _KEPT_AWAY or _theirs(words, sentence, at, names):
                return _KEPT_AWAY
            return None if _unknown(words, at, date, _UNKNOWN_VERB) else found
        at = _telling_before(words, at, names)
    return None


def _telling_before(words: Words, at: int, names: Names) -> int:
    """The last token before `at` that may take a date, keep it away or end the search."""
    return max(words.last_mark(at, _STOPS), words.last_start(at, *_TELLING), last_before(names.all_in_order, at))


def _unknown(words: Words, at: int, date: int, most: int) -> bool:
    """Whether more than so many words without meaning to us stand between a token and a date."""
    unknown = (each for each in range(date - 1, at, -1) if _is_unknown(words, each))
    return next(islice(unknown, most, None), None) is not None


def _theirs(words: Words, sentence: Sentence, verb: int, names: Names) -> bool:
    """Whether the subject of a verb of meeting is another gathering."""
    for at in range(verb - 1, max(sentence.first, verb - _BACK) - 1, -1):
        if at in names.ours or words.tokens.words[at] in _STOPS:
            return False
        if at in names.theirs or words.starts(at, "foreign.kind", "foreign.place"):
            return True
    return False


def _look_ahead(
    words: Words, sentence: Sentence, expression: DateExpression, names: Names, reach: int
) -> Governor | None:
    at = expression.last
    unknown = 0
    while at < sentence.last and unknown < reach and words.tokens.words[at] not in _STOPS:
        if words.starts(at, "holding.apart") or (words.starts(at, "time.on") and at + 1 in words.dated):
            return None  # "on Friday for 1 and 2 August": what follows takes the nearer date
        if at in names.ours:
            return _with_its_verb(words, sentence, names, at)
        found = _judge(words, at)
        if found is not None:
            theirs = any(
                words.starts(after, "foreign.kind", "foreign.place") for after in range(at, min(at + 6, sentence.last))
            )
            return None if theirs or found.token < 0 else found
        unknown += words.tokens.words[at].isalnum()
        at += 1
    return None


def _with_its_verb(words: Words, sentence: Sentence, names: Names, name: int) -> Governor:
    """The name at a token; where verbs come last, the start or end that the verb after it tells of."""
    named = Governor("named", name)
    for at in range(name, min(name + _AHEAD, sentence.last) if words.verb_last else name):
        if words.tokens.words[at] in _CLAUSE_ENDS:
            break
        found = None if at in names.ours else _judge(words, at)
        if found is not None:
            return found if found.role in ("start", "end") else named
    return named


def _after_its_verb(words: Words, sentence: Sentence, names: Names, name: int) -> Governor:
    """The name at a token; where verbs come first, the start or end that the verb before it tells of."""
    named = Governor("named", name)
    for at in range(name, max(sentence.first, name - _AHEAD) - 1 if words.verb_first else name, -1):
        if words.tokens.words[at] in _CLAUSE_ENDS:
            break
        found = None if at in names.ours else _judge(words, at)
        if found is not None:
            return found if found.role in ("start", "end") else named
    return named


def _judge(words: Words, at: int) -> Governor | None:
    """What the phrase that starts at a token makes of a date beside it."""
    if words.starts(at, *_KEEPERS):
        return _KEPT_AWAY
    holding = words.starts(at, *_HOLDERS)
    if holding:
        return Governor(_role(holding), at, people=words.starts(at, "people") is not None)
    return _KEPT_AWAY if words.starts(at, "speech.verb") else None


def _role(hit: Hit) -> Role:
    return {"start": "start", "end": "end"}.get(hit.key, "whole")  # type: ignore[return-value]


def _is_unknown(words: Words, at: int) -> bool:
    if not words.tokens.words[at].isalnum() or at in words.dated:
        return False
    return not (
        words.starts(at, "rounds", "places", "names", "subject", "time", "venue") or words.ends(at + 1, "places")
    )


def _opens_clause(words: Words, sentence: Sentence, expression: DateExpression) -> bool:
    at = _before_preposition(words, sentence, expression)
    return at <= sentence.first or words.tokens.words[at - 1] in _OPENERS or at - sentence.first <= 1


def _before_preposition(words: Words, sentence: Sentence, expression: DateExpression) -> int:
    at = expression.first
    while at > sentence.first and words.starts(at - 1, "time.on", "time.of", "clause.joint", "rounds.article"):
        at -= 1
    return at
