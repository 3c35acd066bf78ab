"""Who says a sentence, how it is said, and whether it recalls what was before."""

from events.claims import Modality, Speaker, SpeakerClass
from service.extraction.document import RoundSpan, Sentence

_MOST = 20  # names and verbs of one sentence that are looked at
_CLASSES: tuple[SpeakerClass, ...] = ("unnamed", "un", "delegation", "guarantor", "host")
_MODALITIES: tuple[Modality, ...] = ("retracted", "denied", "conditional", "proposed", "expected")


def speaker_of(sentence: Sentence) -> Speaker:
    """The one whom the sentence quotes or cites, named nearest to a verb of speech.

    Where it cites no one it is the publisher's own reporting.
    """
    verbs = sentence.of("speech.verb")
    if not verbs:
        return Speaker(kind="agency")
    away = {
        kind: min(
            abs(hit.first - verb.first) for hit in sentence.of(f"speakers.{kind}")[:_MOST] for verb in verbs[:_MOST]
        )
        for kind in _CLASSES
        if sentence.has(f"speakers.{kind}")
    }
    if away:
        return Speaker(kind=min(away, key=lambda kind: away[kind]))
    return Speaker(kind="guarantor" if sentence.has("speakers.paper") else "agency")


def modality_of(sentence: Sentence) -> Modality:
    """How the sentence as a whole is said: the weakest way it speaks in."""
    return next((each for each in _MODALITIES if sentence.has(f"modality.{each}")), "asserted")


def modality_between(sentence: Sentence, start: int, end: int, kinds: tuple[Modality, ...] = _MODALITIES) -> Modality:
    """The same of one stretch of a sentence (offsets)."""
    labels = {hit.label for hit in sentence.of("modality") if start <= hit.start < end}
    return next((each for each in kinds if f"modality.{each}" in labels), "asserted")


def is_background(sentence: Sentence, rounds: tuple[RoundSpan, ...], main: str | None) -> bool:
    """Whether a sentence recalls what was before: it speaks only of other `rounds` than the article's, or says so."""
    others = rounds and all(span.key != main for span in rounds)
    past = all(span.key == "last" or (span.key.isdigit() and _before(span.key, main)) for span in rounds)
    return bool(others and past) or sentence.has("background.cue")


def _before(key: str, main: str | None) -> bool:
    return main == "next" or (main is not None and main.isdigit() and int(key) < int(main))
