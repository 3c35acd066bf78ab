"""Whether a round lies ahead, is under way or is over, by the words around its name."""

from bisect import bisect_left

from service.extraction.document import Sentence, Tense
from service.extraction.scanner import Hit

_WILL_REACH = 12  # words between a round's name and a bare "will" that may be its verb
_LONGEST_PHRASE = 60  # tokens, gaps included; no phrase of a lexicon is longer
_COPULA_REACH = 1  # words between "was" and the name in "it was the fifth round"
_CUES: dict[str, Tense] = {
    "status.planned": "planned",
    "status.will": "planned",
    "status.postponed": "planned",
    "status.ongoing": "ongoing",
    "status.concluded": "past",
    "status.over": "past",
}


def tense_near(sentence: Sentence, first: int, last: int) -> Tense:
    """What the cue of status nearest to the tokens ``[first, last)`` says; one that follows counts as nearer.

    A round that began and ended in one sentence is over. "Gather again" says nothing of the round that is named.
    Verbs that end their sentence (``tense.past_after``) are no copula of the name that follows.
    """
    nearest: dict[Tense, int] = {}
    for hit in sentence.of("status"):
        away = hit.first - last if hit.first >= last else 2 * (first - hit.last) + 2
        tense = _told(sentence, hit, last) if away >= 0 and hit.label in _CUES else None
        if tense is not None:
            nearest[tense] = min(away, nearest.get(tense, away))
    verbs = {hit.first for hit in sentence.of("status")}
    before = (hit for hit in sentence.of("tense.past") if 0 <= first - hit.last <= _COPULA_REACH)
    copula = next((hit for hit in before if hit.first not in verbs), None)
    if copula is not None and first > sentence.first and not sentence.has("negation.not"):
        nearest["past"] = min(nearest.get("past", 1), 1)
    if not nearest:
        return "none"
    best = min(nearest, key=lambda each: nearest[each])
    return "past" if best == "ongoing" and "past" in nearest else best


def _told(sentence: Sentence, hit: Hit, last: int) -> Tense | None:
    """What a cue of status says of the round whose name ends before token `last`, or None."""
    tense = _CUES.get(hit.label)
    if hit.label == "status.will" and not _is_its_verb(sentence, last, hit.first):
        return None
    if any(again.first <= hit.first < again.last for again in sentence.of("rounds.again")):
        return None
    denied = any(hit.first - 2 <= no.first < hit.last for no in sentence.of("negation.not"))
    return None if tense == "past" and denied else tense


def _is_its_verb(sentence: Sentence, last: int, verb: int) -> bool:
    """Whether only words of the round's name stand between the name and "will"."""
    if not last <= verb <= last + _WILL_REACH:
        return False
    sections = ("rounds", "names", "subject", "places", "venue", "time")
    hits = (hit for section in sections for hit in _near(sentence.of(section), last, verb))
    known = {at for hit in hits for at in range(hit.first, hit.last)}
    return sum(at not in known for at in range(last, verb)) <= 1


def _near(hits: list[Hit], first: int, last: int) -> list[Hit]:
    """Of hits in text order those that may have a token in ``[first, last)``."""
    return hits[bisect_left(hits, first - _LONGEST_PHRASE, key=_first) : bisect_left(hits, last, key=_first)]


def _first(hit: Hit) -> int:
    return hit.first
