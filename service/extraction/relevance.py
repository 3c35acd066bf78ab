"""Whether an article speaks of the process at all; ordinary news is turned away at almost no cost."""

import re
from functools import lru_cache

from config.lexicon import Lexicon
from service.extraction.layout import Page
from service.extraction.mention import Mention
from service.extraction.scanner import Hit
from service.extraction.tokens import fold

_SHORT_NUMBER = re.compile(r"[ivxl]{1,6}|\d{1,2}")
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
    if any(_tells(page, hit, subject=subject) for each in page.sentences for hit in each.hits):
        return True
    meeting = [each.index for each in page.sentences if each.has("relevance.meeting")]
    place = [each.index for each in page.sentences if each.has("relevance.place")]
    return any(abs(one - other) <= _NEAR for one in meeting for other in place)


def names_round(page: Page, mentions: list[Mention]) -> bool:
    """Whether a round is named by its number near the subject and near a place where the process meets.

    It is asked after `is_relevant` has found neither the process by name nor a meeting on its subject.
    """
    subject = [each.index for each in page.sentences if each.has("subject.word")]
    place = [each.index for each in page.sentences if each.has("relevance.place")]
    return any(
        any(abs(each.sentence - at) <= _NEAR_NUMBER for at in subject)
        and any(abs(each.sentence - at) <= _NEAR_NUMBER for at in place)
        for each in mentions
        if each.number and not (each.foreign or each.weak or each.count or each.elliptic)
    )


def _tells(page: Page, hit: Hit, *, subject: bool) -> bool:
    """Whether a phrase can only be about the process; "Astana talks" needs the subject or a number beside it."""
    if hit.label == "names.talks":
        return subject or _numbered(page, hit)
    return _names(page, hit, subject=subject)


def _names(page: Page, hit: Hit, *, subject: bool) -> bool:
    """The process by its name, or a round as "Astana-20"; as "Astana XX" or "Astana 20" only beside the subject."""
    if hit.label != "rounds.format":
        return hit.label == "names.process"
    following = (*page.tokens.words[hit.last : hit.last + 2], "", "")
    if following[0] == "-":
        return following[1].isdecimal()
    return subject and _SHORT_NUMBER.fullmatch(following[0]) is not None


def _numbered(page: Page, hit: Hit) -> bool:
    """The ninth round of Astana talks, the nineteenth Astana talks."""
    near = range(hit.first - _NUMBER_REACH, hit.first + 1)
    return any(each.section == "ordinals" and each.last in near for each in page.hits)
