"""An open database and the way in for articles."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.settings import Settings
from service.bootstrap import open_capture, open_services
from service.capture import Capture
from service.services import Services


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Services on a new SQLite file."""
    with open_services(Settings(data_dir=tmp_path)) as opened:
        yield opened


@pytest.fixture
def capture(services: Services) -> Capture:
    """The real way in, by the rules of this release."""
    return open_capture(services)


class SteppingClock:
    """A clock that moves on by a second at each look."""

    def __init__(self, start: datetime) -> None:
        self.at = start

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def stepping_clock() -> SteppingClock:
    return SteppingClock(datetime(2026, 1, 1, tzinfo=UTC))
