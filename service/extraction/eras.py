"""The year that a look back is in: "2017 was the year. The fourth meeting, on May 3 and 4, …"."""

from service.extraction.build import Groundwork
from service.extraction.document import Document, Sentence

_YEARS = range(2010, 2100)
_LIST = 2  # rounds that a paragraph names where it lists them


def eras_of(ground: Groundwork, document: Document) -> dict[int, int]:
    """For each sentence of a paragraph that lists rounds the bare year that it, or one before it there, names last."""
    listed: dict[int, set[str]] = {}
    for sentence in document.sentences:
        listed.setdefault(sentence.paragraph, set()).update(
            span.key for span in sentence.rounds if span.how == "named" and span.key.isdigit()
        )
    found: dict[int, int] = {}
    before: Sentence | None = None
    for sentence in document.sentences:
        if len(listed[sentence.paragraph]) < _LIST:
            continue
        year = _bare_year(ground, sentence)
        if year is None and before and before.paragraph == sentence.paragraph:
            year = found.get(before.index)
        if year is not None:
            found[sentence.index] = year
        before = sentence
    return found


def _bare_year(ground: Groundwork, sentence: Sentence) -> int | None:
    """The year that a sentence names by itself, no part of a date; "since 2017" is no such year."""
    words = ground.words
    if sentence.has("background.cue"):
        return None
    numerals = (words.numerals.get(at) for at in range(sentence.first, sentence.last))
    bare = [each for each in numerals if each and each.value in _YEARS and each.first not in words.dated]
    free = [each for each in bare if not words.ends(each.first, "time.after", "time.before")]
    return free[-1].value if free else None
