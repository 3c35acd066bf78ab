"""What becomes of a round: which status its sources bear out, and what time alone does and doesn't do."""

import pytest
from builders.weighing import BLOG, MINISTRY, PAPER, WIRE, origins_of, reading, weighed


def said(day, status, by=WIRE, *, ref="7", dates=None, **how):
    return reading(day, {ref: {"status": status} | ({"dates": dates} if dates else {})}, by=by, **how)


DAYS = "2017-10-30/2017-10-31"

SCENARIOS = {
    "proposed, then scheduled": (
        [said("2017-09-15", "proposed", dates="2017-10-21~/2017-10-31~"), said("2017-10-23", "scheduled", dates=DAYS)],
        ("scheduled", "plan", ()),
    ),
    "a bare mention of a round to come doesn't unsettle it": (
        [said("2017-10-01", "scheduled", MINISTRY, dates=DAYS), said("2017-10-20", "proposed")],
        ("scheduled", "plan", ()),
    ),
    "scheduled without firm days is no more than proposed": (
        [said("2017-09-15", "scheduled", dates="2017-10")],
        ("proposed", "plan", ()),
    ),
    "days given alone schedule a round": (
        [reading("2017-10-01", {"7": {"dates": DAYS}})],
        ("scheduled", "plan", ()),
    ),
    "postponed": (
        [said("2017-10-01", "scheduled", MINISTRY, dates=DAYS), said("2017-10-20", "postponed")],
        ("postponed", "plan", ()),
    ),
    "postponed to another date, then scheduled for it": (
        [
            said("2017-10-01", "scheduled", dates=DAYS),
            said("2017-10-20", "postponed", dates="2017-11-10~/2017-11-20~"),
            said("2017-11-01", "scheduled", dates="2017-11-14/2017-11-15"),
        ],
        ("scheduled", "plan", ()),
    ),
    "a postponement that an outlet reports against a ministry stays a conflict": (
        [said("2017-10-01", "scheduled", MINISTRY, dates=DAYS), said("2017-10-20", "postponed", PAPER)],
        ("scheduled", "plan", ()),
    ),
    "a stale copy doesn't set a postponed round again": (
        [
            said("2017-10-01", "scheduled", MINISTRY, dates=DAYS),
            said("2017-10-20", "postponed", MINISTRY),
            said("2017-10-21", "scheduled", PAPER, dates=DAYS),
        ],
        ("postponed", "plan", ()),
    ),
    "a new window after a postponement makes the round a proposed one": (
        [
            said("2020-01-01", "scheduled", dates="2020-03-10"),
            said("2020-03-01", "postponed"),
            said("2020-09-01", "proposed", dates="2020-11"),
        ],
        ("proposed", "plan", ()),
    ),
    "talk of a next round without a date leaves it postponed": (
        [said("2020-03-01", "postponed"), said("2020-09-01", "proposed", MINISTRY)],
        ("postponed", "plan", ()),
    ),
    "cancelled": (
        [said("2017-10-01", "scheduled", dates=DAYS), said("2017-10-20", "cancelled", MINISTRY)],
        ("cancelled", "plan", ()),
    ),
    "a cancelled round is set again only by someone of weight": (
        [said("2017-10-20", "cancelled", MINISTRY), said("2017-10-22", "scheduled", PAPER, dates=DAYS)],
        ("cancelled", "plan", ()),
    ),
    "a proposal to postpone changes nothing": (
        [said("2017-10-01", "scheduled", dates=DAYS), said("2017-10-20", "postponed", MINISTRY, modality="proposed")],
        ("scheduled", "plan", ()),
    ),
    "a proposal to meet is a proposed round": (
        [said("2017-09-01", "scheduled", MINISTRY, modality="proposed")],
        ("proposed", "plan", ()),
    ),
    "under way": (
        [said("2017-10-23", "scheduled", MINISTRY, dates=DAYS), said("2017-10-30", "ongoing", PAPER, dates=DAYS)],
        ("ongoing", "report", ()),
    ),
    "over": (
        [said("2017-10-30", "ongoing", MINISTRY, dates=DAYS), said("2017-10-31", "concluded", PAPER, dates=DAYS)],
        ("concluded", "report", ()),
    ),
    "what is recalled as over is over": (
        [
            said("2017-10-30", "ongoing", MINISTRY, dates=DAYS),
            said("2017-12-01", "concluded", PAPER, dates=DAYS, background=True),
        ],
        ("concluded", "report", ()),
    ),
    "what is recalled as over before its day isn't": (
        [
            said("2017-10-01", "scheduled", MINISTRY, dates=DAYS),
            said("2017-10-20", "concluded", PAPER, background=True),
        ],
        ("scheduled", "plan", ()),
    ),
    "a report of the end before the first day isn't one": (
        [said("2017-10-01", "scheduled", MINISTRY, dates=DAYS), said("2017-10-20", "concluded", PAPER)],
        ("scheduled", "plan", ()),
    ),
    "sources alone end nothing": (
        [
            said("2017-10-30", "ongoing", MINISTRY, dates=DAYS),
            said("2017-11-01", "concluded", PAPER, dates=DAYS, speaker="unnamed"),
        ],
        ("ongoing", "report", ()),
    ),
    "the round before one that was held is over too": (
        [
            said("2017-10-01", "scheduled", MINISTRY, dates=DAYS),
            said("2017-12-22", "concluded", PAPER, ref="8", dates="2017-12-21/2017-12-22"),
        ],
        ("concluded", "report", ("unconfirmed",)),
    ),
    "rounds far before one that two origins report as held are over too": (
        [
            said("2017-10-25", "proposed"),
            said("2023-06-21", "concluded", PAPER, ref="20", dates="2023-06-20/2023-06-21"),
            said("2023-06-22", "concluded", "Gazette", ref="20", dates="2023-06-20/2023-06-21"),
        ],
        ("concluded", "report", ("unconfirmed",)),
    ),
    "one report of a far later round may be a misprint": (
        [
            said("2017-10-25", "proposed"),
            said("2017-11-21", "concluded", PAPER, ref="70", dates="2017-11-20/2017-11-21"),
        ],
        ("proposed", "plan", ()),
    ),
    "a misprinted later round ends none that lies ahead": (
        [
            said("2017-10-01", "scheduled", MINISTRY, dates=DAYS),
            said("2017-09-15", "concluded", PAPER, ref="8", dates="2017-09-14/2017-09-15"),
            said("2017-09-15", "concluded", "Gazette", ref="8", dates="2017-09-14/2017-09-15"),
        ],
        ("scheduled", "plan", ()),
    ),
    "a cancelled round stays cancelled when the next is held": (
        [
            said("2017-10-20", "cancelled", MINISTRY),
            said("2017-12-22", "concluded", PAPER, ref="8", dates="2017-12-21/2017-12-22"),
        ],
        ("cancelled", "plan", ()),
    ),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_status_of_a_round(name):
    readings, expected = SCENARIOS[name]

    cell = weighed(*readings).cell(7, "status")

    assert (cell.value, cell.step, cell.flags) == expected


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_status_of_a_round_does_not_depend_on_the_order_of_arrival(name):
    readings, _ = SCENARIOS[name]

    assert weighed(*reversed(readings)).cells() == weighed(*readings).cells()


@pytest.mark.parametrize("status", ["scheduled", "ongoing"])
def test_a_round_whose_last_day_passed_without_a_report_is_flagged_and_not_concluded(status):
    ledger = weighed(said("2017-10-30", status, MINISTRY, dates=DAYS))
    ledger.pass_day("2017-10-30")
    assert ledger.cell(7, "status").flags == ()

    (change,) = ledger.pass_day("2017-10-31")

    cell = ledger.cell(7, "status")
    assert (cell.value, cell.flags, cell.step) == (status, ("unconfirmed",), "deadline")
    assert change.data.TYPE == "round.status_changed"


def test_a_missed_window_is_flagged_once_its_leeway_is_over():
    ledger = weighed(said("2018-01-16", "proposed", dates="2018-02-15~/2018-02-28~"))
    ledger.pass_day("2018-02-28")
    assert ledger.cell(7, "status").flags == ()

    ledger.pass_day("2018-03-03")

    assert ledger.cell(7, "status").flags == ("unconfirmed",)


def test_a_report_that_comes_after_all_takes_the_flag_away():
    ledger = weighed(said("2017-10-23", "scheduled", dates=DAYS))
    ledger.pass_day("2017-11-05")

    ledger.take(said("2017-11-20", "concluded", PAPER, dates=DAYS))

    cell = ledger.cell(7, "status")
    assert (cell.value, cell.flags, cell.step) == ("concluded", (), "report")


def test_a_new_date_takes_the_flag_away():
    ledger = weighed(said("2017-10-23", "scheduled", dates=DAYS))
    ledger.pass_day("2017-11-05")

    ledger.take(said("2017-11-06", "scheduled", dates="2017-11-20/2017-11-21"))

    assert ledger.cell(7, "status").flags == ()


def test_days_that_pass_change_no_round_that_is_over():
    ledger = weighed(said("2017-10-31", "concluded", dates=DAYS))

    assert ledger.pass_day("2018-01-01") == []


def test_an_earlier_day_told_later_changes_nothing():
    ledger = weighed(said("2017-10-23", "scheduled", dates=DAYS))
    ledger.pass_day("2017-11-05")

    assert ledger.pass_day("2017-10-25") == []


def test_a_cancellation_told_after_the_round_was_held_disputes_it():
    cell = weighed(
        said("2017-10-31", "concluded", PAPER, dates=DAYS), said("2017-11-01", "cancelled", MINISTRY, dates=DAYS)
    ).cell(7, "status")

    assert cell.value == "concluded"
    assert [s.publisher for s in cell.dissent] == [MINISTRY]


def test_a_round_that_must_be_over_cites_the_reports_on_the_later_one():
    cell = weighed(
        said("2017-10-01", "scheduled", MINISTRY, dates=DAYS),
        said("2017-12-22", "concluded", BLOG, ref="8", dates="2017-12-21/2017-12-22"),
    ).cell(7, "status")

    assert origins_of(cell) == {BLOG.casefold()}


def test_a_report_of_its_own_replaces_the_inference():
    ledger = weighed(
        said("2017-10-01", "scheduled", MINISTRY, dates=DAYS),
        said("2017-12-22", "concluded", PAPER, ref="8", dates="2017-12-21/2017-12-22"),
        said("2018-01-05", "concluded", BLOG, dates=DAYS),
    )

    assert ledger.cell(7, "status").flags == ()
