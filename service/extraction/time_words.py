"""The words of a text that dates are made of, each as one letter, so that the grammar of dates is plain patterns."""

from functools import lru_cache
from typing import NamedTuple

from config.lexicon import Lexicon
from service.extraction.numbers import Numeral
from service.extraction.scanner import Hit
from service.extraction.tokens import Tokens, has_capitals

OTHER = "_"
LETTERS = {
    "months": "M",
    "solar_months": "S",
    "weekdays": "W",
    "time.to": "t",
    "time.until": "v",
    "time.and": "&",
    "time.of": "o",
    "time.the": "r",
    "time.on": "i",
    "time.next": "n",
    "time.last_time": "p",
    "time.last": "l",
    "time.this": "c",
    "time.that": "q",
    "time.week": "w",
    "time.month": "m",
    "time.year": "y",
    "time.last_year": "P",
    "time.day": "d",
    "time.fortnight": "X",
    "time.hence": "H",
    "time.ago": "A",
    "time.early": "e",
    "time.mid": "x",
    "time.late": "z",
    "time.half": "h",
    "time.quarter": "u",
    "time.semester": "E",
    "time.twenties": "g",
    "time.before": "b",
    "time.after": "a",
    "time.around": "~",
    "time.today": "0",
    "time.tomorrow": "1",
    "time.day_after_tomorrow": "2",
    "time.yesterday": "9",
    "time.spring": "s",
    "time.summer": "s",
    "time.autumn": "s",
    "time.winter": "s",
    "time.none": OTHER,
}
"""Letter of each list of the lexicon. Numbers: ``D`` a number to 31 in digits, ``O`` one with an
ordinal sign (20th), ``F`` an ordinal in words, ``R`` a small roman one, ``k`` a cardinal in words, ``Y`` a year,
``J`` a year of the Solar Hijri calendar."""

_MARKS = frozenset("-,./:;")
_YEARS = range(1990, 2100)
_SOLAR_YEARS = range(1370, 1480)
_NUMBERED = ("months", "solar_months", "weekdays")
_DAYS = range(1, 32)
_QUARTERS = 4  # no half or quarter of a year has a greater number


class TimeWord(NamedTuple):
    """One word or number: its letter, its value (number, month, weekday; 0 else), its tokens (half open)."""

    letter: str
    value: int
    first: int
    last: int
    label: str = ""


def time_words(
    text: str, tokens: Tokens, hits: tuple[Hit, ...], numerals: dict[int, Numeral], lexicon: Lexicon
) -> list[TimeWord]:
    """Every token of the text, as time words where it is one; those between, which mean nothing, as one word."""
    capitals = frozenset(lexicon.meta.get("capitals", ()) if has_capitals(text) else ())
    by_token: dict[int, TimeWord] = {}
    for hit in hits:
        letter, value = _meaning(hit.label, hit.section)
        if letter and not (hit.section in capitals and text[hit.start].islower()):
            known = by_token.get(hit.first)
            if known is None or known.last < hit.last:
                by_token[hit.first] = TimeWord(letter, value, hit.first, hit.last, hit.label)
    words: list[TimeWord] = []
    at = 0
    marks = {at for at, word in enumerate(tokens.words) if word in _MARKS}
    for place in sorted({*marks, *by_token, *numerals}):
        if place < at:
            continue
        if at < place:
            words.append(TimeWord(OTHER, 0, at, place))
        numeral = numerals.get(place)
        word = by_token.get(place) or (numeral and _from_numeral(numeral)) or _plain(tokens, place)
        words.append(word)
        at = word.last
    if at < len(tokens.words):
        words.append(TimeWord(OTHER, 0, at, len(tokens.words)))
    return words


@lru_cache(maxsize=4096)
def _meaning(label: str, section: str) -> tuple[str, int]:
    """Letter and value of the words of a list; no letter where they are no words of dates."""
    letter = LETTERS.get(section if section in _NUMBERED else label, "")
    return letter, int(label.partition(".")[2]) if letter and section in _NUMBERED else 0


def _from_numeral(numeral: Numeral) -> TimeWord | None:
    if numeral.kind == "roman" and numeral.value > _QUARTERS:
        return None
    letter = OTHER
    if numeral.kind in ("digits", "ordinal") and numeral.value in _YEARS:
        letter = "Y"
    elif numeral.kind == "digits" and numeral.value in _SOLAR_YEARS:
        letter = "J"
    elif numeral.value in _DAYS:
        letter = {"digits": "D", "ordinal": "O", "cardinal": "k", "ordinal_word": "F", "roman": "R"}[numeral.kind]
    return TimeWord(letter, numeral.value, numeral.first, numeral.last)


def _plain(tokens: Tokens, at: int) -> TimeWord:
    word = tokens.words[at]
    return TimeWord(word if word in _MARKS else OTHER, 0, at, at + 1)
