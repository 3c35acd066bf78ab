"""How well the annotated dispatches are read, field by field: no field may fall below what it has reached."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from service.extraction.article import Article
from service.extraction.extract import extract
from service.extraction.rendering import render

DATA = Path(__file__).parents[2] / "data"
SETS = ("participants", "observers", "agenda", "outcomes")
LEAST = {
    "relevant": 1.0,
    "round": 0.98,
    "dates": 0.97,
    "venue": 0.98,
    "status": 0.97,
    "participants": 0.97,
    "observers": 0.97,
    "agenda": 0.95,
    "outcomes": 0.92,
    "process": 1.0,
}
"""Lowest F1 of each field over the English dispatches; dates count where they are written alike."""


def facts(answer):
    yield "relevant", "", answer["relevant"]
    if answer["process"]:
        yield "process", "", answer["process"]
    for key, told in answer["rounds"].items():
        yield "round", key, key
        for field in ("dates", "venue", "status"):
            if field in told:
                yield field, key, told[field]
        for field in SETS:
            for member in told.get(field, ()):
                yield field, key, member


@pytest.fixture(scope="module")
def scores(lexicons, dossier):
    right, told, true = Counter(), Counter(), Counter()
    for annotation in json.loads((DATA / "annotations.json").read_text("utf-8")):
        if annotation["lang"] != "en":
            continue
        dispatch = json.loads((DATA / "dispatches" / f"{annotation['id']}.json").read_text("utf-8"))
        published = datetime.fromisoformat(annotation["published"])
        article = Article(dispatch["title"], dispatch["text"], "en", published, annotation["publisher"])
        got, gold = (
            set(facts(each)) for each in (render(extract(article, lexicons, dossier), article), annotation["gold"])
        )
        right.update(field for field, _, _ in got & gold)
        told.update(field for field, _, _ in got)
        true.update(field for field, _, _ in gold)
    return {field: 2 * right[field] / (told[field] + true[field]) for field in true}


@pytest.mark.parametrize("field", LEAST)
def test_no_field_is_read_worse_than_before(field, scores):
    assert scores[field] >= LEAST[field]
