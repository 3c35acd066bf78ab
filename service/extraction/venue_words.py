"""How a sentence speaks of a city: as a venue, as part of a name, as the place of something else."""

from collections.abc import Sequence

from service.extraction.document import Sentence
from service.extraction.indexed_words import Words, last_before
from service.extraction.scanner import Hit

_NEXT = 2  # words after a city that may name another gathering
_NOT_REACH = 6  # words between "not" and the city
_CLAUSE = 12  # words of a clause before the city that may make it a mere possibility
_VERB_REACH = 14  # words between a verb of meeting and the city
_STOPS = frozenset((";", "."))
_REACH = 5  # words between "in" and the city


def parted(words: Words, first: int) -> bool:
    """Of eleven rounds ten …: the count is of more than the place holds."""
    return words.starts(first - 1, "time.of") is not None or words.starts(first - 2, "time.of") is not None


def plainly_in(words: Words, hit: Hit) -> bool:
    """Whether "in" or the like stands right before the city."""
    return (
        words.starts(hit.first - 1, "venue.before") is not None
        or words.starts(hit.first, "venue.inflected") is not None
    )


def is_subject(words: Words, sentence: Sentence, hit: Hit) -> bool:
    """Nur-Sultan reckons with a new meeting."""
    opens = hit.first == sentence.first or words.tokens.words[hit.first - 1] in (",", "the")
    return opens and hit.last < sentence.last and words.tokens.words[hit.last][0].isalpha()


def beside_name(names: frozenset[int], words: Words, sentence: Sentence, hit: Hit) -> bool:
    """The tenth, in Sochi; Sochi, where the last meeting was held."""
    before = hit.first - 1
    while before > hit.first - 4 and before > sentence.first and before not in names:
        if not (words.tokens.words[before] in (",", "(") or words.starts(before, "venue.before", "rounds.article")):
            break
        before -= 1
    if before in names and before < hit.first - 1:
        return True
    where = range(hit.last, min(hit.last + 2, sentence.last))
    after = next((at for at in where if words.starts(at, "foreign.where")), None)
    return after is not None and any(at in names for at in range(after, min(after + 4, sentence.last)))


def is_format(words: Words, hit: Hit) -> bool:
    """Astana process, Astana-20: the city's name as the name of the format."""
    if words.starts(hit.first, "venue.inflected"):
        return False  # "at Astana" is a place, whatever it stands before
    if words.starts(hit.first, "names", "rounds.ours"):
        return True
    if words.ends(hit.first, "venue.format_before"):
        return True
    after = hit.last
    if after >= len(words.tokens.words):
        return False
    if words.tokens.words[after] == "-" and words.tokens.glued(after):
        return True
    numeral = words.numerals.get(after)
    romans = numeral is not None and numeral.kind == "roman"
    return romans or words.starts(after, "venue.format_after") is not None


def is_dateline(words: Words, sentence: Sentence, hit: Hit) -> bool:
    """Whether the city opens its sentence as a dateline does."""
    return hit.first == sentence.first and words.tokens.words[min(hit.last, sentence.last - 1)] in (
        ",",
        ".",
        "-",
        "(",
        "/",
    )


def located(words: Words, sentence: Sentence, hit: Hit) -> bool:
    """In Sochi, in the Russian city of Sochi; or between commas beside a round's name or date."""
    if (
        hit.key in ("here", "same")
        or words.starts(hit.last, "venue.after")
        or words.starts(hit.first, "venue.inflected")
    ):
        return True
    for at in range(hit.first - 1, max(sentence.first, hit.first - _REACH) - 1, -1):
        if words.starts(at, "venue.before", "venue.toward"):
            return not _quoted(words, at, hit)
        if words.tokens.words[at] in (",", ";", ":") and at != hit.first - 1:
            break
        if words.tokens.words[at] in (",", ":", "(", ";"):
            return _between_marks(words, sentence, hit)
    return False


def _quoted(words: Words, at: int, hit: Hit) -> bool:
    """Whether the words "in Astana" themselves are quoted, as from a paper."""
    after = hit.last
    return (
        at > 0
        and words.tokens.words[at - 1] == '"'
        and words.tokens.words[min(after, len(words.tokens.words) - 1)] == '"'
    )


def _between_marks(words: Words, sentence: Sentence, hit: Hit) -> bool:
    after = hit.last
    closed = after >= sentence.last or words.tokens.words[after] in (",", ";", ".", ")", "(")
    return closed and bool(sentence.rounds)


def hosts(words: Words, hit: Hit) -> bool:
    """Whether the city is said to host: "Sochi hosts", "Astana will receive"."""
    if words.ends(hit.first, "venue.host_before", "venue.host_beside"):
        return True
    after = range(hit.last, min(hit.last + 3, len(words.tokens.words)))
    return any(words.starts(at, "venue.host", "venue.host_beside") for at in after)


def kept_away(theirs: Sequence[int], words: Words, sentence: Sentence, hit: Hit) -> bool:
    """Whether the place belongs to something else: another gathering, or it is said that it is not there."""
    if _denied(words, sentence, hit) or _of_another(words, sentence, hit):
        return True
    if any(words.starts(at, "venue.if") for at in range(max(sentence.first, hit.first - _CLAUSE), hit.first)):
        return True
    other = words.last_start(hit.first, "foreign.kind", "foreign.place")
    low = max(
        words.last_mark(hit.first, _STOPS),
        words.last_start(hit.first, "rounds.noun", "rounds.noun_of", "rounds.meeting_noun"),
    )
    named = last_before(theirs, hit.first)
    return named >= max(sentence.first, other, low) or (other > low and other >= sentence.first)


def _of_another(words: Words, sentence: Sentence, hit: Hit) -> bool:
    """In Sochi a congress: another gathering is named right after the place."""
    return any(words.starts(at, "foreign.kind") for at in range(hit.last, min(hit.last + _NEXT, sentence.last)))


def _denied(words: Words, sentence: Sentence, hit: Hit) -> bool:
    for at in range(hit.first - 1, max(sentence.first, hit.first - _NOT_REACH) - 1, -1):
        if words.starts(at, "venue.negative"):
            return True
        if words.starts(at, "venue.but") or not words.tokens.words[at][0].isalnum():
            break
    return False


def held_there(words: Words, sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb of meeting stands before the place in its clause, or after it where the verb comes last."""
    before = range(hit.first - 1, max(sentence.first, hit.first - _VERB_REACH) - 1, -1)
    for at in range(hit.last, min(hit.last + _VERB_REACH, sentence.last)) if words.verb_last else before:
        if words.tokens.words[at] in (";", "."):
            return False
        if words.starts(at, "holding.whole", "holding.fixed", "holding.start", "holding.end"):
            return True
    return False
