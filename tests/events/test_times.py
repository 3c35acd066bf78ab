"""Moments in the log: one width, so that the order of the texts is that of the moments."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from events.times import moment, stamp

MOMENTS = (
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(900, 5, 5, 1, 2, 3, tzinfo=UTC),
    datetime(2024, 1, 19, 15, 0, 0, 7, tzinfo=UTC),
    datetime(2024, 1, 19, 15, tzinfo=timezone(timedelta(hours=-5))),
    datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
)


def test_the_order_of_stamps_is_that_of_the_moments() -> None:
    stamps = [stamp(each) for each in MOMENTS]
    assert stamps == sorted(stamps)
    assert {len(each) for each in stamps} == {27}


@pytest.mark.parametrize("given", MOMENTS)
def test_a_stamp_is_read_back_as_the_moment_it_was(given: datetime) -> None:
    assert moment(stamp(given)) == given
