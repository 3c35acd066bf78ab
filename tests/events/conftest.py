"""A log in a fresh SQLite file, and the file as another client would see it."""

import sqlite3
from collections.abc import Iterator

import pytest

from events.sql_log import SqlEventLog
from service.database import migrate, open_engine


@pytest.fixture
def sqlite_log(tmp_path) -> Iterator[SqlEventLog]:
    engine = open_engine(f"sqlite:///{tmp_path / 'roundlog.db'}")
    migrate(engine)
    yield SqlEventLog(engine)
    engine.dispose()


@pytest.fixture
def outsider(sqlite_log) -> Iterator[sqlite3.Connection]:
    """Another client, with SQLite's own defaults."""
    connection = sqlite3.connect(sqlite_log.engine.url.database, isolation_level=None)
    yield connection
    connection.close()
