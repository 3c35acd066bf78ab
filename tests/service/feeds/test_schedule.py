from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.feeds.schedule import JITTER, LONGEST_PAUSE, Decision, after_failure, after_success

NOW = datetime(2024, 2, 1, tzinfo=UTC)
INTERVALS = st.floats(0.1, 86_400.0)
FAILURES = st.integers(0, 10_000)
CHANCE = st.floats(0, 1, exclude_max=True)


def pause(decision: Decision) -> timedelta:
    return decision.due_at - NOW


def failed(failures: int, *, interval: float = 900.0, permanent: bool = False, jitter: float = 0.0) -> Decision:
    return after_failure(failures=failures, now=NOW, interval=interval, permanent=permanent, jitter=jitter)


def test_the_pause_doubles_with_each_failure_in_a_row_up_to_a_day() -> None:
    minutes = [pause(failed(failures)).total_seconds() / 60 for failures in range(9)]
    assert minutes == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]


def test_what_no_retry_will_help_is_tried_once_a_day() -> None:
    assert pause(failed(0, permanent=True)) == LONGEST_PAUSE


def test_the_first_failure_and_the_first_success_after_it_are_turns() -> None:
    assert [failed(failures).turn for failures in (0, 1, 2)] == ["failed", None, None]
    turns = [after_success(failures=failures, now=NOW, interval=1, jitter=0).turn for failures in (0, 1, 2)]
    assert turns == [None, "recovered", "recovered"]


@given(FAILURES, INTERVALS, st.booleans(), CHANCE)
def test_a_failing_feed_is_tried_again_within_a_day_and_no_sooner_than_a_good_one(
    failures: int, interval: float, permanent: bool, jitter: float
) -> None:
    decision = failed(failures, interval=interval, permanent=permanent, jitter=jitter)
    assert timedelta(seconds=interval) <= pause(decision) <= LONGEST_PAUSE * (1 + JITTER)
    assert decision.failures == failures + 1


@given(FAILURES, INTERVALS, CHANCE)
def test_a_good_feed_is_polled_again_after_its_interval_stretched_a_little(
    failures: int, interval: float, jitter: float
) -> None:
    decision = after_success(failures=failures, now=NOW, interval=interval, jitter=jitter)
    assert interval <= pause(decision).total_seconds() + 1e-6 <= interval * (1 + JITTER) + 1e-5
    assert decision.failures == 0
