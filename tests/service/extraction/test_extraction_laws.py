"""What holds of every reading, whatever the text."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.extraction.article import Article
from service.extraction.extract import extract
from service.extraction.rendering import render

DISPATCHES = sorted((Path(__file__).parents[2] / "data/dispatches").glob("*.json"))
NOON = datetime(2024, 1, 19, 12, tzinfo=UTC)
PIECES = (
    "The 21st round of the Astana talks on Syria",
    "opens in Astana",
    "on 24 and 25 January",
    "next Tuesday",
    "was put off",
    "in Sochi.",
    "Astana-20",
    ";",
    "the next one",
    "20–21 June 2023",
    "\n\n",
    "will not be held",
    "Geneva",
    "said",
    "after two days",
    "the third",
    "– (",
    "XXII",
    "31 February",
    "before the end of the year",
)


def article_of(path):
    dispatch = json.loads(path.read_text("utf-8"))
    published = datetime.fromisoformat(dispatch["published"])
    return Article(dispatch["title"], dispatch["text"], dispatch["lang"], published, dispatch["publisher"])


@pytest.mark.parametrize("path", DISPATCHES, ids=lambda path: path.stem)
def test_every_claim_has_a_rule_and_exact_evidence(path, lexicons, dossier):
    article = article_of(path)
    for claim in extract(article, lexicons, dossier).claims:
        assert claim.rule
        assert claim.evidence
        assert list(claim.evidence) == sorted(claim.evidence, key=lambda each: each.start)
        for evidence in claim.evidence:
            quote = article.text[evidence.start : evidence.end]
            assert quote
            assert quote == quote.strip()


@pytest.mark.parametrize("path", DISPATCHES[::6], ids=lambda path: path.stem)
def test_a_text_without_its_boilerplate_reads_the_same(path, lexicons, dossier):
    plain = article_of(path)
    framed = Article(
        plain.title,
        "HOME > NEWS > WORLD | POLITICS\nUSD 449.8   EUR 491.9\n19 January 2024, 14:35\n\n"
        + plain.body
        + "\n\nShare in: f  t  vk\nAlso read: Fifth round of Astana talks on Syria put off\nPrint version | Send",
        plain.lang,
        plain.published,
        plain.publisher,
    )
    assert render(extract(framed, lexicons, dossier), framed) == render(extract(plain, lexicons, dossier), plain)


def test_a_reading_is_the_same_in_every_process():
    script = (
        "import json, sys, msgspec\n"
        "from datetime import datetime\n"
        "from pathlib import Path\n"
        "from config.dossier import load_dossiers\n"
        "from config.lexicon import load_lexicons\n"
        "from service.extraction.article import Article\n"
        "from service.extraction.extract import extract\n"
        "lexicons, dossier = load_lexicons(), load_dossiers()[0]\n"
        "for path in sys.argv[1:]:\n"
        "    d = json.loads(Path(path).read_text('utf-8'))\n"
        "    a = Article(d['title'], d['text'], d['lang'], datetime.fromisoformat(d['published']), d['publisher'])\n"
        "    print(msgspec.json.encode(extract(a, lexicons, dossier).claims).decode())\n"
    )
    command = [sys.executable, "-c", script, *map(str, DISPATCHES[:12])]
    readings = [
        subprocess.run(command, env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]
    assert readings[0] == readings[1]
    assert readings[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_jumble_is_read_without_a_fault(lexicons, dossier, pieces):
    article = Article("Astana talks on Syria", " ".join(pieces), "en", NOON, "Wire")
    reading = extract(article, lexicons, dossier)
    assert render(reading, article)["relevant"]
    for claim in reading.claims:
        assert all(0 <= each.start < each.end <= len(article.text) for each in claim.evidence)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_beside_the_process_is_read_without_a_fault(lexicons, dossier, text):
    article = Article("", f"Astana talks on Syria {text}", None, NOON, "Wire")
    render(extract(article, lexicons, dossier), article)


@pytest.mark.parametrize(
    "chunk",
    [
        "the 20th round of the Astana talks on Syria ",
        "on 24 and 25 January 2024 Astana Syria meeting will be held on ",
        "Astana talks on Syria, ",
        "the first, the second, the third Astana Syria ",
        "1 2 3 4-5.6.2018 Astana Syria talks ",
        "declare declare declare Astana Syria talks ",
        "- 5 rounds of Astana Syria talks were held\n\n",
        '"" «» ((( Astana Syria talks',
    ],
)
def test_fifty_thousand_letters_of_anything_come_to_an_end(chunk, lexicons, dossier):
    text = (chunk * (50_000 // len(chunk) + 1))[:50_000]
    article = Article("Astana talks on Syria", text, "en", NOON, "Wire")
    assert extract(article, lexicons, dossier).relevant


def test_other_news_is_turned_away(lexicons, dossier):
    article = Article("Rain at the weekend", "Showers are expected on Saturday.", "en", NOON, "Wire")
    reading = extract(article, lexicons, dossier)
    assert (reading.relevant, reading.claims) == (False, ())


def test_without_a_date_of_publication_only_full_dates_are_claimed(lexicons, dossier):
    text = "The 21st round of Astana talks on Syria opens next Wednesday. The 20th was held on 20-21 June 2023."
    reading = extract(Article("", text, "en", None, "Wire"), lexicons, dossier)
    assert [claim.value for claim in reading.claims if claim.field == "dates"] == ["2023-06-20/2023-06-21"]


def test_a_relative_date_names_its_anchor(lexicons, dossier):
    body = "NUR-SULTAN, April 22 (Wire) – The 12th round of Astana talks on Syria opens on Thursday."
    article = Article("", body, "en", datetime(2019, 4, 23, 1, tzinfo=UTC), "Wire")
    (claim,) = (claim for claim in extract(article, lexicons, dossier).claims if claim.field == "dates")
    assert claim.anchor is not None
    assert (claim.value, claim.anchor.day, claim.anchor.source) == ("2019-04-25", "2019-04-22", "dateline")
    assert claim.anchor.zone == "Asia/Almaty"
