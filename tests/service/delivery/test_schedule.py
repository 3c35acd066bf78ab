"""What follows from an attempt."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.delivery.schedule import (
    DELAYS,
    Abandon,
    Deliver,
    DisableEndpoint,
    Outcome,
    RetryAt,
    asked_delay,
    decide,
)

NOW = datetime(2024, 1, 15, 9, 30, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def decided(outcome: Outcome, attempts: int = 1, refusals: int | None = None, jitter: float = 0.0):
    count = (attempts if outcome.refused else 0) if refusals is None else refusals
    return decide(outcome, attempts=attempts, refusals=count, now=NOW, jitter=jitter)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_delivers(status):
    assert decided(Outcome(status)) == Deliver()


def test_gone_disables_the_endpoint():
    assert decided(Outcome(410)) == DisableEndpoint("the receiver answered 410 Gone")


@pytest.mark.parametrize("outcome", [Outcome(500), Outcome(302), Outcome(408), Outcome(None, "no connection")])
@pytest.mark.parametrize(
    ("attempts", "delay"),
    [
        (1, 5 * SECOND),
        (2, 5 * MINUTE),
        (3, 30 * MINUTE),
        (4, 2 * HOUR),
        (5, 5 * HOUR),
        (6, 10 * HOUR),
        (7, 14 * HOUR),
        (8, 20 * HOUR),
        (9, 24 * HOUR),
    ],
)
def test_a_failure_that_time_may_cure_is_retried_ever_later(outcome, attempts, delay):
    assert decided(outcome, attempts) == RetryAt(NOW + delay)


def test_the_tenth_failure_is_the_last_after_about_75_hours():
    assert decided(Outcome(503), 10) == Abandon("HTTP 503 at attempt 10, the last")
    assert timedelta(hours=75) <= sum(DELAYS, timedelta()) <= timedelta(hours=76)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422])
def test_a_refusal_is_retried_slowly_three_times_then_abandoned(status):
    delays = [decided(Outcome(status), attempts) for attempts in (1, 2, 3)]
    assert delays == [RetryAt(NOW + delay) for delay in (30 * MINUTE, 2 * HOUR, 5 * HOUR)]
    assert decided(Outcome(status), 4) == Abandon(f"HTTP {status} at attempt 4, the last")


def test_a_first_refusal_after_many_failures_still_gets_its_slow_retries():
    assert decided(Outcome(404), attempts=6, refusals=1) == RetryAt(NOW + 30 * MINUTE)


def test_no_mix_of_failures_gets_more_than_ten_attempts():
    assert isinstance(decided(Outcome(404), attempts=10, refusals=1), Abandon)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("asked", "delay"),
    [
        ("120", 2 * MINUTE),
        ("Mon, 15 Jan 2024 10:30:00 GMT", HOUR),
        ("1", 5 * SECOND),
        ("999999999999999999", 24 * HOUR),
        ("Mon, 15 Jan 2018 10:30:00 GMT", 5 * SECOND),
        ("soon", 5 * SECOND),
        ("-5", 5 * SECOND),
        ("", 5 * SECOND),
        (None, 5 * SECOND),
    ],
)
def test_a_longer_retry_after_is_honoured_up_to_a_day(status, asked, delay):
    assert decided(Outcome(status, retry_after=asked)) == RetryAt(NOW + delay)


def test_retry_after_counts_only_where_the_receiver_is_busy():
    assert decided(Outcome(500, retry_after="3600")) == RetryAt(NOW + 5 * SECOND)


@given(st.text(max_size=40))
def test_no_retry_after_is_too_strange_to_read(text):
    assert asked_delay(text, NOW) >= timedelta()


@given(st.integers(1, 9), st.floats(0, 1))
def test_jitter_only_adds_and_at_most_a_tenth(attempts, jitter):
    plain, jittered = decided(Outcome(500), attempts), decided(Outcome(500), attempts, jitter=jitter)
    assert plain.when <= jittered.when <= plain.when + DELAYS[attempts - 1] / 10
