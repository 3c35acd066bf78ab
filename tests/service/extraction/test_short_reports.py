"""Short reports (data/short_reports.json), and what a careful reader learns of the rounds from each."""

import json
from pathlib import Path

import pytest

from service.extraction.article import Article
from service.extraction.extract import extract
from service.extraction.rendering import render

REPORTS = json.loads((Path(__file__).parents[2] / "data/short_reports.json").read_text("utf-8"))
FIELDS = ("dates", "venue", "status")


@pytest.mark.parametrize("report", REPORTS, ids=[report["title"] for report in REPORTS])
def test_a_short_report_gives_dates_venue_and_status_of_each_round(report, lexicons, dossier, moment):
    article = Article(report["title"], report["text"], "en", moment(report["published"]), "Wire")
    told = render(extract(article, lexicons, dossier), article)["rounds"]
    assert {key: {name: each[name] for name in FIELDS if name in each} for key, each in told.items()} == report[
        "rounds"
    ]
