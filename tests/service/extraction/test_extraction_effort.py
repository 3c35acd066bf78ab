"""The work of reading grows no faster than the text: steps are counted, not seconds."""

import sys
from datetime import UTC, datetime

import pytest

from service.extraction.article import Article
from service.extraction.extract import READ_LIMIT, extract

NOON = datetime(2024, 1, 19, 12, tzinfo=UTC)
LEAD = "The 21st round of the Astana talks on Syria opens in Astana on 24 and 25 January. "
SIZE, TIMES = 3_000, 3  # code points of the shorter text, and how much longer the other is
SLACK = 1.3  # what begins with a text and what ends it differ a little

PIECES = (
    "The 20th round ended. ",
    "20th round of the Astana talks, ",
    "in Astana and in Sochi and in Nur-Sultan ",
    "on 20-21 June 2023, ",
    "June 20 and June 21 and ",
    "next Tuesday and Wednesday or ",
    "Russia, Iran, Türkiye and the UN, ",
    "Jordan as an observer and Iraq as an observer and ",
    "the release of detainees, demining, ",
    "Astana talks ",
    "the next round, the twelfth, ",
    "the 20th round of the Astana talks ended and was held and will ",
    "six rounds have been held in Astana.\n- ",
    "twelve meetings\n\n",
    "Germany and Geneva, said the delegates. ",
    ", (",
    "XX ",
)


def steps(read):
    """How many lines of code are run, each round of a comprehension counted as one."""
    count = 0

    def see(frame, event, argument):
        nonlocal count
        count += event == "line"
        return see

    before = sys.gettrace()
    sys.settrace(see)
    try:
        read()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    ("piece", "titled"), [*((piece, False) for piece in PIECES), (PIECES[0], True), (PIECES[1], True)]
)
def test_a_text_of_three_times_the_length_takes_three_times_the_work(piece, titled, lexicons, dossier):
    def effort(size):
        text = LEAD + piece * (size // len(piece))
        article = Article(text if titled else "", "" if titled else text, "en", NOON, "Nowhere Post")
        return steps(lambda: extract(article, lexicons, dossier))

    effort(SIZE)  # the first reading also builds the tables of the language
    assert effort(SIZE * TIMES) <= effort(SIZE) * TIMES * SLACK


def test_no_more_of_a_text_is_read_than_the_limit(lexicons, dossier):
    def effort(size, *, titled):
        text = LEAD + "word " * (size // 5)
        article = Article(text if titled else "", "" if titled else text, "en", NOON, "Nowhere Post")
        return steps(lambda: extract(article, lexicons, dossier))

    for titled in (False, True):
        once = effort(READ_LIMIT, titled=titled)
        assert effort(READ_LIMIT * 4, titled=titled) <= once
