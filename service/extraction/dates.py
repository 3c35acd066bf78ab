"""The grammar of dates: which words form one expression.

Patterns run over a string with one letter a word (`time_words.LETTERS`), so they hold for every language whose lexicon
fills the tables, in both orders of day and month.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from service.extraction.time_words import TimeWord

_DAY = "[DOF]"
_YEAR = r"(?:,?o?r?y?Y|,?P|,?o?r?[cnlpq]y|,?o?r?y[cnlp])"
_SOLAR_YEAR = "(?:m?y?J|[cnlpq]y|y[cnlp]|my[cnlp]|[cp](?![wmyMWS]))"
_JOIN = "(?:-|/|t|v|&|,&)"
_YEAR_BEFORE = "(?:(?:Yy|[cnlpq]y|[cpP]),?)?"  # where the year comes first: "of 2022 June 15"
_WEEKDAY = f"(?:W(?:{_JOIN}?W)?,?i?r?)?"  # the day of the week beside the date says nothing new
_DAY_NAME = "(?:W,?)?"  # before the second of two days
_ON_DAY = "(?:d(?![kFDO]))?"  # "on the 24 January day"
_MONTH_DAY = "(?:r?[DO]|rF)"  # after the name of a month; an ordinal in words may count something else
_OF = "o?r?"
_NAMED_MONTH = rf"m?M(?:/M)?\.?{_YEAR}?"  # some calendars' months have two names: "كانون الثاني/يناير"
_MONTH_REF = rf"(?:{_NAMED_MONTH}|[cnlpq]m|r?m[cnlp]|r?m)"
_YEAR_REF = r"(?:y?Y|[cnlpq]y|r?y[cnlp]|r?y)"

PATTERNS = (
    ("iso_days", r"Y-D-D(?:[tv]|/)Y-D-D"),
    ("iso_day", r"Y-D-D"),
    ("numeric_days_long", r"D\.D\.Y[-tv]D\.D\.Y|D\.D[-tv]D\.D\.Y"),
    ("numeric_days", r"D-D\.D\.Y"),
    ("numeric_day", r"D[./]D[./]Y"),
    ("two_months", rf"M\.?r?{_DAY}{_YEAR}?{_JOIN}{_DAY_NAME}M\.?r?{_DAY}{_YEAR}?"),
    ("two_months_until", rf"{_YEAR_BEFORE}{_DAY}{_OF}M{_DAY}{_OF}M[bv]"),
    (
        "two_months_day_first",
        rf"{_WEEKDAY}{_YEAR_BEFORE}{_DAY}{_OF}M\.?{_YEAR}?{_JOIN}{_DAY_NAME}r?{_DAY}{_OF}M\.?{_YEAR}?",
    ),
    (
        "solar_two_months",
        rf"{_DAY}{_OF}m?S{_SOLAR_YEAR}?{_JOIN}{_DAY}{_OF}m?S{_SOLAR_YEAR}?",
    ),
    ("solar_days", rf"{_DAY}{_JOIN}{_DAY}{_OF}m?S{_SOLAR_YEAR}?"),
    ("solar_day", rf"{_DAY}{_OF}m?S{_SOLAR_YEAR}?"),
    ("solar_half", rf"(?:h[OF]|xF){_OF}m?S{_SOLAR_YEAR}?"),
    ("solar_part", rf"[exz]-?{_OF}m?S{_SOLAR_YEAR}?"),
    ("solar_month", rf"m?S{_SOLAR_YEAR}?"),
    ("edge_days_last", rf"{_YEAR_BEFORE}M\.?m?[lOF]k?d"),
    ("edge_week_last", rf"{_YEAR_BEFORE}M\.?m?[lOF]w"),
    (
        "days_month_first",
        rf"{_WEEKDAY}{_YEAR_BEFORE}(?:M\.?m?|[cnlpq]m){_MONTH_DAY}{_JOIN}r?{_DAY}(?!\.?M|-D){_YEAR}?{_ON_DAY}",
    ),
    (
        "days",
        rf"{_WEEKDAY}{_YEAR_BEFORE}{_DAY}{_JOIN}{_DAY_NAME}r?{_DAY}d?{_OF}(?:{_NAMED_MONTH}|[cnlpq]m|r?m[cnlp]){_ON_DAY}",
    ),
    ("day_month_first", rf"{_WEEKDAY}{_YEAR_BEFORE}(?:M\.?m?o?{_MONTH_DAY}|[cnlpq]?mO)(?!\.?M){_YEAR}?{_ON_DAY}"),
    ("day", rf"{_WEEKDAY}{_YEAR_BEFORE}{_DAY}d?{_OF}(?:{_NAMED_MONTH}|[cnlpq]m|r?m[cnlp]){_ON_DAY}"),
    ("edge_days", rf"[lOF]k?d{_OF}{_MONTH_REF}"),
    ("edge_week", rf"[lOF]w{_OF}{_MONTH_REF}"),
    ("half_month", rf"[OFR]-?h{_OF}(?:{_NAMED_MONTH}|[cnlpq]m|r?m)"),
    ("half_year", rf"[OFR]-?(?:h{_OF}{_YEAR_REF}|E(?:{_OF}{_YEAR_REF})?)"),
    ("half_month_noun_first", rf"(?:h[OF]|xF){_OF}{_MONTH_REF}"),
    ("half_year_noun_first", rf"(?:h[OF]|xF){_OF}{_YEAR_REF}"),
    ("half_month_last", rf"{_YEAR_BEFORE}(?:M\.?|[cnlpq]?m)o?m?[OFR]-?h"),
    ("half_year_last", r"(?:Yo?y?|[cnlpq]?y)[OFR]-?h"),
    ("quarter", rf"[OFR]-?u{_OF}{_YEAR_REF}?"),
    ("quarter_noun_first", rf"u[OF]{_OF}{_YEAR_REF}"),
    ("edge_week_noun_first", rf"w[lOF]{_OF}{_MONTH_REF}"),
    ("edge_days_noun_first", rf"d[lOF]{_OF}{_MONTH_REF}"),
    ("quarter_last", r"(?:Yo?y?|[cnlpq]?y)[OFR]-?u"),
    ("twenties", rf"g{_OF}{_MONTH_REF}"),
    ("two_parts", rf"[exz]-?{_OF}(?:M\.?|[cnlpq]m){_YEAR}?{_JOIN}[exz]-?{_OF}(?:{_NAMED_MONTH}|[cnlpq]m)"),
    ("two_parts_last", rf"{_YEAR_BEFORE}M\.?o?m?[exz]{_JOIN}M\.?o?m?[exz]"),
    ("part_month", rf"[exz]-?{_OF}{_MONTH_REF}"),
    ("part_year", rf"[exz]-?{_OF}{_YEAR_REF}"),
    ("part_month_last", rf"{_YEAR_BEFORE}(?:M|[cnlpq]?m)o?m?[exz](?!-?o?r?M)"),
    ("part_year_last", r"(?:Yo|Yo?y|[cnlpq]?y)[exz](?!-?o?r?M)"),
    ("week_then_days", rf"[nclp]w,?i?W(?:{_JOIN}W)?"),
    ("days_then_week", rf"W(?:{_JOIN}?W)?{_OF}(?:[nclp]w|r?w[nclp])"),
    ("weekday_ordinal", r"W,?r?O(?![_oM]M)"),
    ("weekdays", rf"[nclp]?W(?:{_JOIN}?r?[nc]?W)?(?:[np](?![wmyMW]))?{_ON_DAY}"),
    ("today_to_weekday", rf"[01]{_JOIN}i?W"),
    ("around_today", r"[019](?:&?[012])?|2"),
    ("offset", r"[kD]?[dwX][HA]"),
    ("week", r"[nclp]w|w[nclp]"),
    ("months_apart", rf"{_YEAR_BEFORE}M{_JOIN}{_NAMED_MONTH}"),
    ("month_named", rf"[nlpc]M|{_YEAR_BEFORE}{_NAMED_MONTH}"),
    ("month_ref", r"[nclp]m|m[nclp]"),
    ("year_ref", r"[nclp]y|y[nclp]"),
    ("season", rf"(?:Yo?y?)?[nlpc]?s{_YEAR}?"),
    ("ordinal_days", r"(?<=[ti]r)O[-tv&]r?O|(?<=[ti])O[-tv&]r?O"),
    ("ordinal_day", r"(?:(?<=[ab~]r)|(?<=[ab~]))O(?=[.,:;oi&]|$)"),
)
"""Name and pattern of every form; at one place the first that fits is taken."""
_POSTPOSITIONS = {"B": "b", "A": "a", "C": "~"}
"""Prefix that each word which follows its date stands for."""


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as the text writes it, not yet placed in the calendar.

    Attributes:
        form: Name of its pattern.
        words: Its words, without what stands before it ("after", "about").
        prefix: ``a`` after, ``b`` before, ``~`` around, ``v`` until, or empty; also of a word that follows.
        first, last: Tokens, half open, prefix included.
    """

    form: str
    words: tuple[TimeWord, ...]
    prefix: str
    first: int
    last: int


@cache
def _grammar() -> re.Pattern[str]:
    forms = "|".join(f"(?P<{name}>{pattern})" for name, pattern in PATTERNS)
    return re.compile(f"(?![_,./&-])(?:{forms})")  # no form begins so; most words of a text do


def find_dates(words: list[TimeWord], first: int, last: int, *, postposed: bool = False) -> Iterator[DateExpression]:
    """Date expressions among the words whose tokens lie in ``[first, last)``.

    Where a language is `postposed`, "after", "before" and "around" may follow the date.
    """
    inside = words[bisect_left(words, first, key=_first_token) : bisect_left(words, last, key=_first_token)]
    letters = "".join(word.letter for word in inside)
    for found in _grammar().finditer(letters):
        chosen = inside[found.start() : found.end()]
        while chosen and chosen[-1].letter in ".,":
            chosen.pop()
        begin = _prefix(letters, found.start())
        prefix = letters[begin] if begin < found.start() else ""
        end = found.end()
        if postposed and not prefix and letters[end : end + 1] in tuple("ab~"):
            prefix, end = letters[end], end + 1
        last_token = inside[end - 1].last if end > found.end() else chosen[-1].last
        yield DateExpression(str(found.lastgroup), tuple(chosen), prefix, inside[begin].first, last_token)


def _first_token(word: TimeWord) -> int:
    return word.first


def _prefix(letters: str, at: int) -> int:
    """Where the expression at `at` begins with its "after", "before", "around" or "until"; `at` without one."""
    before = at
    while before and letters[before - 1] == "r" and at - before < 1:
        before -= 1
    return before - 1 if before and letters[before - 1] in "ab~v" else at
