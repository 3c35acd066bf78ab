"""How the news names rounds, and what names none."""

import pytest

from service.extraction.article import Article
from service.extraction.extract import extract

NAMES = {
    "The 20th international meeting on Syria in the Astana format": "20",
    "The Twentieth International High-Level Meeting on Syria in Astana": "20",
    "The XX International Meeting on Syria in the Astana format": "20",
    "The 21st round of the Astana talks": "21",
    "The twenty-first Astana round": "21",
    "The twenty first round of Syria talks in Astana": "21",
    "Astana-21": "21",
    "Astana–21": "21",
    "Astana XXI on Syria": "21",
    "Astana 21 on Syria": "21",
    "Round 21 of the Astana process": "21",
    "Round twelve of the Astana process": "12",
    "Round XII of the Astana process": "12",
    "Meeting No. 12 of the Astana process": "12",
    "The 7th round of inter-Syrian talks in Astana": "7",
    "The second Astana meeting on Syria": "2",
    "The third high-level international meeting in the Astana format on Syria": "3",
    "The ninth regular round of Syrian peace talks in Astana": "9",
    "The next, tenth meeting in the Astana format": "10",
    "The 17th Astana-format meeting": "17",
    "The 5th  round of Astana talks": "5",
    "The next round of the Astana process": "next",
    "A new Astana-format meeting on Syria": "next",
}

NO_ROUNDS = (
    "The ninth round of Geneva talks on Syria",
    "The fourth round of UN-led talks on Syria in Geneva",
    "The fourth summit of the presidents of the Astana guarantors",
    "The third meeting of the working group on detainees within the Astana process",
    "The first session of the constitutional committee for Syria, the Astana process' child,",
    "The second round of sanctions on Syria, not the Astana process,",
    "A first round of media interviews on Syria and the Astana process",
    "The Syrian National Dialogue Congress of the Astana guarantors",
    "The foreign ministers of the Astana guarantors",
)


def keys(text, lexicons, dossier, moment):
    article = Article("", f"{text} will be held on 24 January.", "en", moment("2018-01-10T09:00Z"), "Wire")
    return {claim.round for claim in extract(article, lexicons, dossier).claims} - {None}


@pytest.mark.parametrize(("text", "key"), NAMES.items())
def test_a_round_is_known_by_its_name(text, key, lexicons, dossier, moment):
    assert keys(text, lexicons, dossier, moment) == {key}


@pytest.mark.parametrize("text", NO_ROUNDS)
def test_other_gatherings_are_no_rounds(text, lexicons, dossier, moment):
    assert keys(text, lexicons, dossier, moment) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The eighth round of Astana talks on Syria ended today. The next one will be held in May.", {"8", "9"}),
        ("The ninth Astana round on Syria opens on 20 January. The previous meeting was in December.", {"9", "8"}),
        (
            "After the first meeting the next high-level meeting on Syria will be held in Astana on 20 January.",
            {"1", "2"},
        ),
        ("Twelve rounds of Astana talks on Syria have been held so far. The next one opens on 20 January.", {"13"}),
        ("Astana II on Syria (15–16 February 2017) was calm; the third, on March 14–15, was not.", {"2", "3"}),
        (
            "The parties to the Astana process on Syria last met in December. They meet again on 20 January.",
            {"last", "next"},
        ),
    ],
)
def test_numbers_follow_from_the_text(text, expected, lexicons, dossier, moment):
    article = Article("", text, "en", moment("2018-01-10T09:00Z"), "Wire")
    assert {claim.round for claim in extract(article, lexicons, dossier).claims} - {None} == expected
