"""Dispatches of many kinds (data/wordings.json), whole and damaged on their way through feeds and pages."""

import json
import re
import textwrap
from pathlib import Path

import pytest

from service.extraction.article import Article
from service.extraction.extract import extract
from service.extraction.rendering import render

DISPATCHES = json.loads((Path(__file__).parents[2] / "data/wordings.json").read_text("utf-8"))
FIELDS = ("dates", "venue", "status")


def wrapped(text):
    return "\n".join("\n".join(textwrap.wrap(line, 64)) for line in text.split("\n"))


def marked_up(text):
    return "\n\n".join(f"<p>{paragraph.replace(' Syria ', ' <b>Syria</b> ')}</p>" for paragraph in text.split("\n\n"))


def entities(text):
    return text.replace("'", "&#39;").replace('"', "&quot;").replace("–", "&ndash;")


def joined(text):
    return re.sub(r"([a-z])\. ([A-Z])", r"\1.\2", text)


def doubled_spaces(text):
    return text.replace(" ", "  ")


def table(dispatch, text, lexicons, dossier, moment):
    article = Article(dispatch["title"], text, "en", moment(dispatch["published"]), "Wire")
    told = render(extract(article, lexicons, dossier), article)["rounds"]
    return {key: {name: each[name] for name in FIELDS if name in each} for key, each in told.items()}


@pytest.mark.parametrize("dispatch", DISPATCHES, ids=[dispatch["title"] for dispatch in DISPATCHES])
def test_a_dispatch_gives_dates_venue_and_status_however_it_is_worded(dispatch, lexicons, dossier, moment):
    assert table(dispatch, dispatch["text"], lexicons, dossier, moment) == dispatch["rounds"]


@pytest.mark.parametrize("damage", [wrapped, marked_up, entities, joined, doubled_spaces])
@pytest.mark.parametrize("dispatch", DISPATCHES, ids=[dispatch["title"] for dispatch in DISPATCHES])
def test_a_damaged_dispatch_reads_like_the_whole_one(damage, dispatch, lexicons, dossier, moment):
    damaged = damage(dispatch["text"])
    assert table(dispatch, damaged, lexicons, dossier, moment) == dispatch["rounds"]
