"""Dates as the news writes them, read on Wednesday 13 June 2018, and where they lie in the calendar."""

from datetime import date

import pytest

from service.extraction.dates import find_dates
from service.extraction.numbers import find_numerals
from service.extraction.placing import place
from service.extraction.reckoning import Setting
from service.extraction.scanner import scanner_of
from service.extraction.time_words import time_words
from service.extraction.tokens import cut, fold

ANCHOR = date(2018, 6, 13)

EXTENTS = {
    "Jan. 24-25": "2018-01-24/2018-01-25",
    "from Jan. 24-25": "2018-01-24/2018-01-25",
    "23–24 January 2017": "2017-01-23/2017-01-24",
    "23 – 24 January 2017": "2017-01-23/2017-01-24",
    "28-29.11.2018": "2018-11-28/2018-11-29",
    "30.07-01.08.2019": "2019-07-30/2019-08-01",
    "28/11/2018": "2018-11-28",
    "2018-11-28": "2018-11-28",
    "on 4 and 5 July": "2018-07-04/2018-07-05",
    "July 4-5": "2018-07-04/2018-07-05",
    "July 4 and 5": "2018-07-04/2018-07-05",
    "on July 4th and 5th": "2018-07-04/2018-07-05",
    "the 4th and 5th of July": "2018-07-04/2018-07-05",
    "on the fourth and fifth of July": "2018-07-04/2018-07-05",
    "14 to 16 June": "2018-06-14/2018-06-16",
    "from 14 June to 16 June": "2018-06-14/2018-06-16",
    "July 31 - August 1": "2018-07-31/2018-08-01",
    "30 December 2018 to 2 January 2019": "2018-12-30/2019-01-02",
    "21 and 22 of this month": "2018-06-21/2018-06-22",
    "Dec. 21 and 22, 2021": "2021-12-21/2021-12-22",
    "August 1-2 of that year": "2016-08-01/2016-08-02",
    "Thursday, 14 June": "2018-06-14",
    "next Tuesday and Wednesday": "2018-06-19/2018-06-20",
    "next week, on Wednesday and Thursday": "2018-06-20/2018-06-21",
    "Monday and Tuesday of next week": "2018-06-18/2018-06-19",
    "Wednesday and Thursday this week": "2018-06-13/2018-06-14",
    "Tuesday-Wednesday next week": "2018-06-19/2018-06-20",
    "last Monday": "2018-06-11",
    "Wednesday the 20th": "2018-06-20",
    "from the 14th to the 16th": "2018-06-14/2018-06-16",
    "today and tomorrow": "2018-06-13/2018-06-14",
    "tomorrow and on Friday": "2018-06-14/2018-06-15",
    "yesterday": "2018-06-12",
    "the last two days of July": "2018-07-30/2018-07-31",
    "the first two days of August": "2018-08-01/2018-08-02",
}

WINDOWS = {
    "in July of this year": "2018-07",
    "December last year": "2017-12",
    "in June of last year": "2017-06",
    "May 2018": "2018-05",
    "next month": "2018-07",
    "in the second half of February": "2018-02-15~/2018-02-28~",
    "in the first half of November": "2018-11-01~/2018-11-15~",
    "mid-July": "2018-07-10~/2018-07-20~",
    "in the middle of that month": "2016-08-10~/2016-08-20~",
    "early February 2019": "2019-02-01~/2019-02-10~",
    "at the end of November": "2018-11-21~/2018-11-30~",
    "late in November or early in December 2018": "2018-11-21~/2018-12-10~",
    "late December or early January 2019": "2018-12-21~/2019-01-10~",
    "the last week of August 2018": "2018-08-25~/2018-08-31~",
    "the first week of March": "2018-03-01~/2018-03-07~",
    "in the twenties of February": "2018-02-20~/2018-02-28~",
    "in the last ten days of November": "2018-11-21~/2018-11-30~",
    "after the 20th of February": "2018-02-20/..",
    "after 20 June": "2018-06-20/..",
    "the days after the 20th": "2018-06-20/..",
    "before the end of the year": "../2018-12-31",
    "by 20 June": "../2018-06-20",
    "around 20 June": "2018-06-20~",
    "about 20 June 2017": "2017-06-20~",
    "the first half of 2025": "2025-01~/2025-06~",
    "second half of the year": "2018-07~/2018-12~",
    "in the first half of next year": "2019-01~/2019-06~",
    "the middle of 2021": "2021-06~/2021-07~",
    "early next year": "2019-01~/2019-03~",
    "the first quarter of 2020": "2020-01~/2020-03~",
    "in autumn": "2018-09~/2018-11~",
    "January or February 2019": "2019-01/2019-02",
}

NO_DATES = (
    "He may come in march.",
    "The sun shone on the second round.",
    "The 20th international meeting was open.",
    "Resolution 2254 and 1,204 views.",
    "31 February 2018",
)


def read(text, lexicons, direction="unknown"):
    lexicon = lexicons.by_lang["en"]
    tokens = cut(fold(text))
    hits = tuple(scanner_of(lexicon).scan(tokens))
    words = time_words(text, tokens, hits, find_numerals(text, tokens, hits), lexicon)
    that = date(2016, 8, 1) if "that" in text else None
    setting = Setting(ANCHOR, direction, that_year=that and that.year, that_month=that)
    spans = [place(expression, setting) for expression in find_dates(words, 0, len(tokens.words))]
    return [span for span in spans if span is not None]


@pytest.mark.parametrize(("text", "edtf"), EXTENTS.items())
def test_days_are_an_extent(text, edtf, lexicons):
    span = read(text, lexicons)[-1]
    assert (span.edtf, span.window) == (edtf, False)


@pytest.mark.parametrize(("text", "edtf"), WINDOWS.items())
def test_vague_times_are_a_window(text, edtf, lexicons):
    span = read(text, lexicons)[-1]
    assert (span.edtf, span.window) == (edtf, True)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_looks_like_a_date_is_none(text, lexicons):
    assert read(text, lexicons) == []


@pytest.mark.parametrize(
    ("text", "direction", "edtf"),
    [
        ("on 20 April", "past", "2018-04-20"),
        ("on 20 April", "planned", "2019-04-20"),
        ("in December", "past", "2017-12"),
        ("in December", "planned", "2018-12"),
        ("on Wednesday", "past", "2018-06-13"),
        ("on Thursday", "past", "2018-06-07"),
        ("on Thursday", "planned", "2018-06-14"),
        ("on Monday and Tuesday", "planned", "2018-06-18/2018-06-19"),
        ("on Monday and Tuesday", "past", "2018-06-11/2018-06-12"),
    ],
)
def test_a_report_looks_back_and_a_plan_ahead(text, direction, edtf, lexicons):
    assert read(text, lexicons, direction)[-1].edtf == edtf


def test_without_the_day_it_was_said_only_full_dates_are_placed(lexicons):
    lexicon = lexicons.by_lang["en"]
    text = "next Tuesday, on 4 July, on 4 July 2017"
    tokens = cut(fold(text))
    hits = tuple(scanner_of(lexicon).scan(tokens))
    words = time_words(text, tokens, hits, find_numerals(text, tokens, hits), lexicon)
    placed = [place(each, Setting(None)) for each in find_dates(words, 0, len(tokens.words))]
    assert [span.edtf for span in placed if span] == ["2017-07-04"]
