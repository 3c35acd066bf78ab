"""The annotated dispatches, weighed: the true table of all 22 rounds must come out, in whatever order they come in."""

import random
from datetime import UTC, date, datetime, time

import pytest
from builders.annotations import adopted_rules, annotated_readings, truth
from builders.weighing import Ledger

from events.rules import DeadlinePassed
from projections.published import published_by

TODAY = "2025-12-01"


def wrong_cells(ledger: Ledger) -> list[str]:
    """What differs from the true table."""
    expected = {
        (number, field): value
        for number, fields in truth().items()
        for field, value in {**fields, "status": "concluded"}.items()
    }
    assert len(expected) == 66
    return [
        f"round {n} {field}: {ledger.value(n, field)}"
        for (n, field), v in expected.items()
        if ledger.value(n, field) != v
    ]


def weigh(readings) -> Ledger:
    ledger = Ledger()
    ledger.take(adopted_rules(), *readings)
    ledger.pass_due_days(TODAY)
    return ledger


@pytest.fixture(scope="module")
def in_order() -> Ledger:
    return weigh(annotated_readings())


def test_every_cell_of_the_true_table_comes_out(in_order):
    assert wrong_cells(in_order) == []


def test_every_unnumbered_mention_is_tied(in_order):
    assert in_order.provisional() == []


def test_the_only_round_beyond_the_table_is_the_one_planned_and_never_reported(in_order):
    beyond = [r.number for r in in_order.view.rounds("astana") if str(r.number) not in truth()]

    assert beyond == [23]
    cell = in_order.cell(23, "status")
    assert (cell.value, cell.flags) == ("proposed", ("unconfirmed",))


def test_the_process_is_active_and_its_cell_remembers_that_the_host_declared_it_over(in_order):
    cell = in_order.view.process("astana").cell

    assert cell.value == "active"
    assert [(s.value, s.speaker) for s in cell.dissent] == [("declared-over", "host")]


@pytest.mark.parametrize("seed", range(10))
def test_the_same_view_comes_out_in_any_order(in_order, seed):
    shuffled = list(annotated_readings())
    random.Random(seed).shuffle(shuffled)

    assert weigh(shuffled).cells() == in_order.cells()


def test_weighing_all_at_once_gives_what_weighing_one_by_one_gives(in_order):
    ledger = Ledger()
    ledger.take_together(adopted_rules(), *annotated_readings(), DeadlinePassed(day="2025-07-03", notify=False))

    assert ledger.cells() == in_order.cells()


@pytest.mark.parametrize("left_out", range(len(annotated_readings())))
def test_any_article_may_be_missing(left_out):
    readings = annotated_readings()

    ledger = Ledger()
    ledger.take_together(adopted_rules(), *readings[:left_out], *readings[left_out + 1 :])

    assert wrong_cells(ledger) == []


MOMENTS = {
    "2017-05-05": {(5, "dates"): "2017-07-10~/2017-07-20~", (5, "status"): "proposed", (4, "status"): "concluded"},
    "2017-06-10": {(5, "dates"): "2017-06-20~", (5, "status"): "postponed"},
    "2017-06-20": {(5, "dates"): "2017-07-04/2017-07-05", (5, "status"): "scheduled"},
    "2017-08-23": {(6, "dates"): "2017-09-10~/2017-09-20~", (6, "status"): "postponed"},
    "2017-10-24": {(7, "dates"): "2017-10-30/2017-10-31", (7, "status"): "scheduled"},
    "2018-02-07": {(9, "dates"): "2018-02-20~/2018-02-28~", (9, "status"): "proposed"},
    "2018-07-29": {(10, "venue"): "Sochi", (10, "dates"): "2018-07-30/2018-07-31"},
    "2019-12-10": {(14, "status"): "ongoing", (15, "dates"): "2020-03"},
    "2020-03-11": {(15, "dates"): None, (15, "status"): "postponed", (14, "status"): "concluded"},
    "2021-02-10": {(15, "dates"): "2021-02-16/2021-02-17", (15, "venue"): "Sochi", (15, "status"): "scheduled"},
    "2021-12-10": {(17, "dates"): "2021-12-21/2021-12-22", (17, "venue"): "Nur-Sultan", (16, "status"): "concluded"},
    "2022-05-25": {(18, "dates"): "2022-06-14/2022-06-16"},
    "2022-06-02": {(18, "dates"): "2022-06-15/2022-06-16", (18, "status"): "scheduled"},
    "2023-06-22": {(21, "dates"): "2023-07~/2023-12~", (21, "status"): "proposed"},
    "2024-01-18": {(21, "dates"): "2023-07~/2023-12~", (21, "status"): "proposed"},
    "2024-01-20": {(21, "dates"): "2024-01-24/2024-01-25", (21, "status"): "scheduled", (21, "venue"): "Astana"},
}


def known_by(ledger: Ledger, day: str) -> Ledger:
    """What had been published by the end of a day."""
    end_of_day = datetime.combine(date.fromisoformat(day), time.max, UTC)
    return Ledger(view=published_by(ledger.records, end_of_day))


@pytest.mark.parametrize("day", MOMENTS)
def test_what_was_known_at_the_time(in_order, day):
    then = known_by(in_order, day)

    assert {key: then.value(*key) for key in MOMENTS[day]} == MOMENTS[day]


@pytest.mark.parametrize("day", ["2017-06-20", "2019-04-10", "2021-12-10", "2024-01-18"])
def test_what_was_known_at_the_time_is_what_a_log_of_that_time_holds(in_order, day):
    at_the_time = Ledger()
    at_the_time.take(adopted_rules(), *(r for r in annotated_readings() if r.said_at[:10] <= day))
    at_the_time.pass_due_days(day)

    assert known_by(in_order, day).cells() == at_the_time.cells()


@pytest.mark.parametrize(
    ("day", "status"),
    [("2017-02-01", "active"), ("2023-06-21", "declared-over"), ("2023-06-23", "disputed"), ("2024-01-20", "active")],
)
def test_how_the_process_stood_at_the_time(in_order, day, status):
    assert known_by(in_order, day).view.process("astana").cell.value == status


def test_a_window_counts_as_missed_at_the_time_whether_or_not_anyone_recorded_it(in_order):
    assert known_by(in_order, "2023-12-20").cell(21, "status").flags == ()
    assert known_by(in_order, "2024-01-15").cell(21, "status").flags == ("unconfirmed",)
