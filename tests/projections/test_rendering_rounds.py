"""The view as JSON, and the reasons for a cell."""

import json

import pytest
from builders.weighing import BLOG, MINISTRY, PAPER, WIRE, reading, weighed

from events.canonical import encode
from projections.rendering import rounds_json
from projections.view import View
from projections.why import BECAUSE, STANDS, explain, why

LEDGER = weighed(
    reading(
        "2017-06-19",
        {"5": {
            "dates": "2017-07-04/2017-07-05", "venue": "Astana", "status": "scheduled",
            "participants": ["TR", "RU"], "observers": {"UN": "confirmed", "US": "absent"}, "agenda": ["idlib"],
        }},
        by=MINISTRY,
    ),
    reading("2017-06-20", {"5": {"dates": "2017-07-10/2017-07-11", "venue": "Astana"}}, by=PAPER),
    reading("2017-06-21", {"next": {"dates": "2018-02"}}, by=BLOG),
    reading("2017-06-22", {"6": {"status": "postponed"}}, by=WIRE),
    reading("2017-06-23", by=WIRE, process=("continuing", "host")),
)  # fmt: skip


@pytest.fixture
def shown() -> dict:
    """The JSON as a program reads it."""
    return json.loads(encode(rounds_json(LEDGER.view, "astana", 118, "2025-01-01T00:00:00.000000Z")))


def test_a_round_has_the_fields_of_the_contract(shown):
    (fifth, _) = shown["rounds"]

    assert fifth == {
        "number": 5,
        "dates": "2017-07-04/2017-07-05",
        "venue": "Astana",
        "status": "scheduled",
        "flags": [],
        "participants": ["RU", "TR"],
        "observers": ["UN"],
        "agenda": ["idlib"],
        "outcomes": [],
        "origins": {"dates": 1, "venue": 2, "status": 2, "participants": 1, "observers": 1, "agenda": 1},
        "conflicts": [
            {
                "field": "dates",
                "value": "2017-07-04/2017-07-05",
                "standing": "official",
                "dissent": [
                    {
                        "value": "2017-07-10/2017-07-11",
                        "publisher": "Paper",
                        "speaker": "agency",
                        "said_at": "2017-06-20T12:00:00.000000Z",
                    }
                ],
            }
        ],
    }


def test_what_is_unknown_is_null_or_empty(shown):
    (_, sixth) = shown["rounds"]

    assert (sixth["dates"], sixth["venue"], sixth["status"]) == (None, None, "postponed")
    assert sixth["participants"] == []


def test_provisional_rounds_stand_apart_with_their_id(shown):
    (next_round,) = shown["provisional"]

    assert next_round["id"].startswith("astana-p-")
    assert (next_round["number"], next_round["dates"]) == (None, "2018-02")


def test_it_says_what_it_shows_and_how_the_process_stands(shown):
    assert shown["process"] == "astana"
    assert shown["as_of"] == {"position": 118, "recorded_at": "2025-01-01T00:00:00.000000Z"}
    assert shown["status"] == "active"
    assert [(said["value"], said["speaker"], said["publisher"]) for said in shown["history"]] == [
        ("continuing", "host", "Wire")
    ]


def test_a_process_nobody_spoke_of_is_empty():
    shown = rounds_json(View(), "geneva", 0, None)

    assert (shown["status"], shown["rounds"], shown["provisional"], shown["history"]) == (None, [], [], [])


def test_inside_rounds_nothing_tells_when_or_in_what_order_the_articles_came_in():
    readings = [
        reading("2017-06-19", {"5": {"dates": "2017-07-04/2017-07-05", "participants": ["RU"]}}, by=MINISTRY),
        reading("2017-06-20", {"5": {"dates": "2017-07-10/2017-07-11", "participants": ["IR"]}}, by=PAPER),
        reading("2017-06-21", {"6": {"venue": "Astana"}}, by=BLOG),
    ]
    forwards, backwards = weighed(*readings), weighed(*reversed(readings))

    def rounds(ledger):
        return rounds_json(ledger.view, "astana", len(ledger.records), "x")["rounds"]

    assert rounds(forwards) == rounds(backwards)


def test_every_cell_has_its_reason():
    round_ = LEDGER.view.find("astana", "5")

    reasons = why(round_)

    assert [reason.field for reason in reasons] == [
        "number", "dates", "venue", "status", "participants", "observers", "agenda",
    ]  # fmt: skip
    dates = reasons[1]
    assert (dates.value, dates.step, dates.because) == ("2017-07-04/2017-07-05", "plan", BECAUSE["plan"])
    assert (dates.standing, dates.stands) == ("official", STANDS["official"])
    assert [s.publisher for s in dates.support] == [MINISTRY]
    assert [s.publisher for s in dates.dissent] == [PAPER]
    assert LEDGER.records[dates.position - 1].type == "round.conflict_opened"


def test_one_field_can_be_asked_for():
    assert [reason.field for reason in why(LEDGER.view.find("astana", "5"), ["venue"])] == ["venue"]
    assert why(LEDGER.view.find("astana", "5"), ["outcomes"]) == []


def test_the_course_of_the_process_has_its_reason_too():
    assert explain("process", LEDGER.view.process("astana")).value == "active"
