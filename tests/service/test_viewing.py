"""Past views: what a moment means, and that a bare date means its end."""

from datetime import UTC, datetime

import pytest

from service.errors import UsageError
from service.services import Services
from service.viewing import moment_of, position_of


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2023-06-21", datetime(2023, 6, 21, 23, 59, 59, 999_999, UTC)),
        ("2023-06-21T18:00Z", datetime(2023, 6, 21, 18, tzinfo=UTC)),
        ("2023-06-21T18:00", datetime(2023, 6, 21, 18, tzinfo=UTC)),
        ("2023-06-21T18:00+06:00", datetime(2023, 6, 21, 12, tzinfo=UTC)),
    ],
)
def test_a_moment_is_utc_unless_it_names_a_zone(text: str, moment: datetime) -> None:
    assert moment_of(text) == moment


@pytest.mark.parametrize("text", ["", "yesterday", "21.06.2023", "2023-13-01", "2023-06-21T25:00"])
def test_what_is_no_moment_is_refused_with_examples(text: str) -> None:
    with pytest.raises(UsageError, match="2023-06-21T18:00Z"):
        moment_of(text)


def test_a_position_beyond_the_end_is_refused(services: Services) -> None:
    assert position_of(services, "0") == 0
    with pytest.raises(UsageError, match="beyond its end"):
        position_of(services, "7")


def test_before_the_first_record_the_position_is_none(services: Services) -> None:
    assert position_of(services, "2000-01-01") == 0
