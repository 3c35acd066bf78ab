from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.fetching.dates import AHEAD, EARLIEST, parse_date

NOW = datetime(2024, 3, 10, tzinfo=UTC)


def at(*fields: int) -> datetime:
    return datetime(*fields, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        # RFC 822 and its successors.
        ("Tue, 05 Mar 2024 10:00:00 GMT", at(2024, 3, 5, 10)),
        ("Tue, 5 Mar 2024 10:00:00 +0300", at(2024, 3, 5, 7)),
        ("05 Mar 2024 10:00 -0500", at(2024, 3, 5, 15)),
        ("Tue, 05 Mar 24 10:00:00 Z", at(2024, 3, 5, 10)),
        ("Mon, 28 Feb 94 10:00:00 UT", at(1994, 2, 28, 10)),
        ("Tue, 05 Mar 2024 10:00:00 EST", at(2024, 3, 5, 15)),
        ("Tue, 05 Mar 2024 10:00:00 PDT", at(2024, 3, 5, 17)),
        ("Tue, 05 Mar 2024 10:00:00 MSK", at(2024, 3, 5, 7)),
        ("Tue, 05 Mar 2024 10:00:00 CEST", at(2024, 3, 5, 8)),
        ("Tue, 05 Mar 2024 10:00:00 IRST", at(2024, 3, 5, 6, 30)),
        ("Tue, 05 Mar 2024 10:00:00 GMT+0300", at(2024, 3, 5, 7)),
        ("Tue, 05 Mar 2024 10:00:00 UTC+3", at(2024, 3, 5, 7)),
        ("Tue, 05 Mar 2024 10:00:00 +0300 (MSK)", at(2024, 3, 5, 7)),
        ("Tue, 05 Mar 2024 10:00:00", at(2024, 3, 5, 10)),
        ("Tue, 05 Mar 2024 10:00:00 XYZ", at(2024, 3, 5, 10)),
        ("Tuesday, 05 March 2024 10:00:00 GMT", at(2024, 3, 5, 10)),
        ("05-Mar-2024 10:00:00", at(2024, 3, 5, 10)),
        ("5 March 2024", at(2024, 3, 5)),
        # RFC 3339 and ISO 8601.
        ("2024-03-05T10:00:00Z", at(2024, 3, 5, 10)),
        ("2024-03-05t10:00:00.123456789+05:30", at(2024, 3, 5, 4, 30)),
        ("2024-03-05 10:00:00", at(2024, 3, 5, 10)),
        ("2024-03-05 10:00:00 +0600", at(2024, 3, 5, 4)),
        ("2024-03-05T10:00+06", at(2024, 3, 5, 4)),
        ("2024-03-05T100000Z", at(2024, 3, 5, 10)),
        ("2024-03-05T10:00:00 MSK", at(2024, 3, 5, 7)),
        ("2024-03-05", at(2024, 3, 5)),
        ("2016-12-31T23:59:60Z", at(2016, 12, 31, 23, 59, 59)),
    ],
)
def test_dates_as_feeds_write_them(text: str, moment: datetime) -> None:
    assert parse_date(text, NOW) == moment
    assert parse_date(f"  {text}\n", NOW) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "yesterday", "0", "1709629200", "2024-W10-2", "2024-065", "05.03.24", "03/05/2024", "15 Foo 2024"),
        # Days, hours and offsets that don't exist.
        *("2024-02-30", "2024-13-01", "2024-00-10", "32 Mar 2024", "2024-03-05T25:00:00Z", "2024-03-05T10:61:00Z"),
        *("2024-03-05T10:00:00+99:00", "Tue, 05 Mar 2024 10:00:00 +9900", "2024-03-05T10:00:00+14:01"),
        # Absurd ones.
        *("1970-01-01T00:00:00Z", "0015-03-05", "1989-12-31", "2099-01-01", "2024-03-12T00:00:01Z", "0000-00-00"),
        *("05 Mar 2024 03:00 PM", "5 марта 2024", "2024-03-05T10:00:00Z and more", "9" * 10_000, "1 " * 50_000),
    ],
)
def test_what_is_no_date_or_an_absurd_one_is_none(text: str) -> None:
    assert parse_date(text, NOW) is None


def test_no_text_is_no_date() -> None:
    assert parse_date(None, NOW) is None


MOMENTS = st.datetimes(datetime(1990, 1, 2), datetime(2024, 3, 11)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(MOMENTS, ZONES)
def test_every_moment_comes_back_from_both_standards(moment: datetime, zone: timezone) -> None:
    aware = moment.replace(tzinfo=UTC).astimezone(zone)
    assert parse_date(aware.isoformat(), NOW) == aware
    assert parse_date(format_datetime(aware), NOW) == aware


@given(st.text(max_size=40))
def test_any_text_gives_none_or_a_date_that_can_be(text: str) -> None:
    moment = parse_date(text, NOW)
    assert moment is None or EARLIEST <= moment <= NOW + AHEAD
