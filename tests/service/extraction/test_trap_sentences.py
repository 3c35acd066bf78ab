"""Sentences that tempt a reader to take for a fact what is none (data/trap_sentences.json)."""

import json
from pathlib import Path

import pytest

from service.extraction.article import Article
from service.extraction.extract import extract
from service.extraction.rendering import render

TRAPS = json.loads((Path(__file__).parents[2] / "data/trap_sentences.json").read_text("utf-8"))
FIELDS = ("dates", "venue", "status")
FACTS = ("scheduled", "ongoing", "concluded")


def read(text, published, lexicons, dossier, moment):
    article = Article("", text, "en", moment(published), "Wire")
    return article, extract(article, lexicons, dossier)


@pytest.mark.parametrize("trap", TRAPS, ids=[trap["text"][:70] for trap in TRAPS])
def test_a_trap_gives_no_more_than_it_says(trap, lexicons, dossier, moment):
    article, reading = read(trap["text"], trap["published"], lexicons, dossier, moment)
    told = render(reading, article)["rounds"]
    assert {key: {name: each[name] for name in FIELDS if name in each} for key, each in told.items()} == trap["rounds"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Russia proposed to hold the ninth round of Astana talks on Syria on 24 January.", "proposed"),
        ("Iran hopes the ninth round of Astana talks on Syria will be held on 24 January.", "proposed"),
        ("If all agree, the ninth round of Astana talks on Syria will be held on 24 January.", "conditional"),
        ("The ninth round of Astana talks on Syria will not be held on 24 January.", "denied"),
        ("The ministry denied that the ninth round of Astana talks on Syria would be held on 24 January.", "denied"),
        ("The ninth round of Astana talks on Syria had been planned for 24 January.", "retracted"),
        ("The ninth round of Astana talks on Syria will be held on 24 January.", "expected"),
        ("The eighth round of Astana talks on Syria was held on 21 December.", "asserted"),
    ],
)
def test_a_date_is_claimed_as_it_is_said(text, modality, lexicons, dossier, moment):
    title = "" if modality == "asserted" else "Next Astana round on Syria"
    article = Article(title, text, "en", moment("2018-01-10T10:00Z"), "Wire")
    dates = [claim for claim in extract(article, lexicons, dossier).claims if claim.field == "dates"]
    assert [claim.modality for claim in dates] == [modality]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ninth Astana round on Syria opens on 20 January, the Kazakh Foreign Ministry said.", "host"),
        ("The ninth Astana round on Syria opens on 20 January, Alexander Lavrentyev said.", "guarantor"),
        ("The ninth Astana round on Syria opens on 20 January, UN envoy Staffan de Mistura said.", "un"),
        ("The ninth Astana round on Syria opens on 20 January, Bashar Jaafari told reporters.", "delegation"),
        ("The ninth Astana round on Syria opens on 20 January, a source in a delegation said.", "unnamed"),
        ("The ninth Astana round on Syria opens on 20 January.", "agency"),
    ],
)
def test_the_one_who_says_so_is_told_apart(text, kind, lexicons, dossier, moment):
    _, reading = read(text, "2018-01-10T10:00Z", lexicons, dossier, moment)
    assert {claim.speaker.kind for claim in reading.claims} == {kind}


def test_a_proposal_to_end_the_process_ends_nothing(lexicons, dossier, moment):
    text = "Kazakhstan proposes to declare the 20th meeting on Syria the last within the Astana process."
    article, reading = read(text, "2023-06-21T10:00Z", lexicons, dossier, moment)
    assert {claim.modality for claim in reading.claims if claim.field == "process"} == {"proposed"}
    assert render(reading, article)["process"] is None


def test_a_sentence_about_earlier_rounds_is_background(lexicons, dossier, moment):
    text = "The 21st round of Astana talks on Syria opens on 24 January. The 20th was held on 20-21 June 2023."
    _, reading = read(text, "2024-01-19T10:00Z", lexicons, dossier, moment)
    assert {claim.background for claim in reading.claims if claim.round == "20"} == {True}
    assert {claim.background for claim in reading.claims if claim.round == "21"} == {False}
