"""Whether an article speaks of the process at all; ordinary news is turned away at almost no cost."""

import re
from functools import lru_cache

from config.lexicon import Lexicon
from service.extraction.layout import Page
from service.extraction.mention import Mention
from service.extraction.scanner import Hit
from service.extraction.tokens import fold

_SHORT_NUMBER = re.compile(r"[ivxl]{1,6}|\d{1,2}")
_NAMING = ("names.talks", "names.process", "rounds.format")
_NUMBER_REACH = 4  # words between an ordinal and the talks it counts
_NEAR = 1  # sentences between a meeting on the subject and the place where the process meets
_NEAR_NUMBER = 6  # the same of a round with its number


@lru_cache(maxsize=32)
def _gate(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words of which each relevant article has at least one of the first kind and one of the second."""
    return _any(lexicon.phrases.get("gate.subject", ())), _any(lexicon.phrases.get("gate.format", ()))


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(word)) for word in words) or r"(?!)")


def may_be_relevant(text: str, lexicon: Lexicon) -> bool:
    """The cheap test on the bare text: it names the subject and the format or a place where it meets."""
    folded = fold(text)
    subject, form = _gate(lexicon)
    return subject.search(folded) is not None and form.search(folded) is not None


def is_relevant(page: Page) -> bool:
    """The full test: the process is named, or a meeting on its subject beside a place where it meets."""
    subject = any(each.has("subject") for each in page.sentences)
    ordinals = frozenset(hit.last for hit in page.hits if hit.section == "ordinals")
    naming = (hit for each in page.sentences for label in _NAMING for hit in each.of(label))
    if any(_tells(page, hit, ordinals, subject=subject) for hit in naming):
        return True
    meeting = [each.index for each in page.sentences if each.has("relevance.meeting")]
    place = _around(page, "relevance.place", _NEAR)
    return not place.isdisjoint(meeting)


def _around(page: Page, label: str, reach: int) -> set[int]:
    """The sentences not further than `reach` from one with a phrase of a list."""
    found = (each.index for each in page.sentences if each.has(label))
    return {near for at in found for near in range(at - reach, at + reach + 1)}


def names_round(page: Page, mentions: list[Mention]) -> bool:
    """Whether a round is named by its number near the subject and near a place where the process meets.

    It is asked after `is_relevant` has found neither the process by name nor a meeting on its subject.
    """
    near = _around(page, "subject.word", _NEAR_NUMBER) & _around(page, "relevance.place", _NEAR_NUMBER)
    return any(
        each.sentence in near
        for each in mentions
        if each.number and not (each.foreign or each.weak or each.count or each.elliptic)
    )


def _tells(page: Page, hit: Hit, ordinals: frozenset[int], *, subject: bool) -> bool:
    """Whether a phrase can only be about the process; "Astana talks" needs the subject or a number beside it."""
    if hit.label == "names.talks":
        return subject or _numbered(hit, ordinals)
    return _names(page, hit, subject=subject)


def _names(page: Page, hit: Hit, *, subject: bool) -> bool:
    """The process by its name, or a round as "Astana-20"; as "Astana XX" or "Astana 20" only beside the subject."""
    if hit.label != "rounds.format":
        return hit.label == "names.process"
    following = (*page.tokens.words[hit.last : hit.last + 2], "", "")
    if following[0] == "-":
        return following[1].isdecimal()
    return subject and _SHORT_NUMBER.fullmatch(following[0]) is not None


def _numbered(hit: Hit, ordinals: frozenset[int]) -> bool:
    """The ninth round of Astana talks, the nineteenth Astana talks."""
    return any(at in ordinals for at in range(hit.first - _NUMBER_REACH, hit.first + 1))
