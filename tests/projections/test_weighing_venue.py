"""Where a round meets, under the name that the city bore on the day."""

import pytest
from builders.weighing import BLOG, MINISTRY, PAPER, WIRE, reading, weighed


def said(day, venue, by=WIRE, *, dates=None, status=None, **how):
    fields = {"venue": venue} | ({"dates": dates} if dates else {}) | ({"status": status} if status else {})
    return reading(day, {"15": fields}, by=by, **how)


@pytest.mark.parametrize(
    ("dates", "named", "expected"),
    [
        ("2017-01-23/2017-01-24", "Nur-Sultan", "Astana"),
        ("2019-03-22", "Astana", "Astana"),
        ("2019-03-23", "Astana", "Nur-Sultan"),
        ("2021-12-21/2021-12-22", "astana", "Nur-Sultan"),
        ("2022-09-16", "Astana", "Nur-Sultan"),
        ("2022-09-17", "Nur-Sultan", "Astana"),
        ("2018-07-30/2018-07-31", "Sochi", "Sochi"),
        ("2018-07-30/2018-07-31", "Atlantis", "Atlantis"),
    ],
)
def test_a_city_is_called_as_on_the_day_of_the_round(dates, named, expected):
    assert weighed(said("2017-01-01", named, dates=dates)).value(15, "venue") == expected


def test_without_dates_a_city_is_called_as_on_the_day_it_was_named():
    assert weighed(said("2021-05-01", "Astana")).value(15, "venue") == "Nur-Sultan"


def test_a_venue_says_what_the_city_is_called_today():
    cell = weighed(said("2021-05-01", "Nur-Sultan")).cell(15, "venue")

    assert cell.detail == {"place": "astana", "today": "Astana"}


def test_both_names_of_a_city_are_one_place():
    cell = weighed(said("2021-05-01", "Nur-Sultan"), said("2021-05-02", "Astana", PAPER)).cell(15, "venue")

    assert (cell.value, cell.origins, cell.dissent) == ("Nur-Sultan", 2, ())


SCENARIOS = {
    "an outlet doesn't move a round against the host": (
        [said("2021-01-01", "Nur-Sultan", MINISTRY), said("2021-01-02", "Sochi", PAPER)],
        ("Nur-Sultan", "plan", 1),
    ),
    "an agency does": (
        [said("2021-01-01", "Nur-Sultan", MINISTRY), said("2021-01-02", "Sochi", WIRE)],
        ("Sochi", "plan", 0),
    ),
    "after a postponement an outlet may name another place": (
        [
            said("2020-01-01", "Nur-Sultan", MINISTRY, dates="2020-03"),
            said("2020-03-01", "Nur-Sultan", MINISTRY, status="postponed"),
            said("2021-02-09", "Sochi", PAPER, dates="2021-02-16/2021-02-17"),
        ],
        ("Sochi", "plan", 0),
    ),
    "once its window is missed an outlet may name another place": (
        [
            said("2020-01-01", "Nur-Sultan", MINISTRY, dates="2020-03"),
            said("2021-02-09", "Sochi", PAPER, dates="2021-02-16/2021-02-17"),
        ],
        ("Sochi", "plan", 0),
    ),
    "a report beats the plan": (
        [
            said("2021-01-01", "Nur-Sultan", MINISTRY),
            said("2021-02-17", "Sochi", BLOG, dates="2021-02-16/2021-02-17", status="concluded"),
        ],
        ("Sochi", "report", 0),
    ),
    "a later recollection doesn't move a report": (
        [
            said("2021-02-17", "Sochi", BLOG, dates="2021-02-16/2021-02-17", status="concluded"),
            said("2021-12-01", "Nur-Sultan", MINISTRY, status="concluded", background=True),
        ],
        ("Sochi", "report", 1),
    ),
    "a proposal to meet elsewhere changes nothing": (
        [said("2021-01-01", "Nur-Sultan", PAPER), said("2021-01-02", "Sochi", MINISTRY, modality="proposed")],
        ("Nur-Sultan", "plan", 0),
    ),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_venue_of_a_round(name):
    readings, expected = SCENARIOS[name]

    for order in (readings, list(reversed(readings))):
        cell = weighed(*order).cell(15, "venue")
        assert (cell.value, cell.step, len(cell.dissent)) == expected
