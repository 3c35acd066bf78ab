"""The stores that must pass the suites of this folder, each as a function that opens a new, empty one."""

from collections.abc import Iterator

import pytest

from events.log import EventLog
from events.sql_log import SqlEventLog
from service.database import migrate, open_engine


@pytest.fixture(params=["sqlite"])
def log(request, tmp_path) -> Iterator[EventLog]:
    engine = open_engine(f"sqlite:///{tmp_path / 'roundlog.db'}")
    migrate(engine)
    yield SqlEventLog(engine)
    engine.dispose()
