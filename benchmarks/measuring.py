"""What the benchmarks share: a fresh log, the bare table it is compared with, and medians of paired ratios."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from events.event import Event
from events.ids import name_based
from events.rounds import Cell, DatesChanged, Support
from events.sql_log import SqlEventLog
from service.database import migrate, open_engine

BARE_TABLE = """
    CREATE TABLE log (position INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL,
        recorded_at TEXT NOT NULL, data BLOB NOT NULL)
"""
SUBJECTS = 2_000


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report.

    Attributes:
        name: What was measured.
        rate: Events a second, median of the rounds.
        bare: The same of the bare table.
        ratio: Median of the ratios taken inside each round, which other load on the machine disturbs least.
        goal: The ratio aimed at.
    """

    name: str
    rate: float
    bare: float
    ratio: float
    goal: float


def compare(name: str, goal: float, rounds: int, ours: Callable[[], float], bare: Callable[[], float]) -> Result:
    """Run both in turn, so many times; each gives events a second."""
    pairs = [(ours(), bare()) for _ in range(rounds)]
    return Result(
        name=name,
        rate=median(own for own, _ in pairs),
        bare=median(other for _, other in pairs),
        ratio=median(own / other for own, other in pairs),
        goal=goal,
    )


def rate_of(count: int, run: Callable[[], object]) -> float:
    """Events a second when a run handles so many."""
    begin = time.perf_counter()
    run()
    return count / (time.perf_counter() - begin)


def fresh_log(folder: Path) -> SqlEventLog:
    """An empty log as the service opens it."""
    folder.mkdir(parents=True)
    engine = open_engine(f"sqlite:///{folder / 'roundlog.db'}")
    migrate(engine)
    return SqlEventLog(engine)


def bare_database(folder: Path) -> sqlite3.Connection:
    """A bare table in a database as durable as the log, used straight through the driver."""
    folder.mkdir(parents=True)
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(BARE_TABLE)
    return connection


def change(number: int) -> Event:
    """A change whose envelope takes about 1,100 bytes, with an id in no order, about one of `SUBJECTS`."""
    support = tuple(
        Support(
            claim=f"{name_based('revision', number, each)}/1",
            value="2024-01-24/2024-01-25",
            publisher=f"Agency {each}",
            origin=f"agency-{each}",
            said_at="2024-01-15T09:30:00.000000Z",
            speaker="host",
        )
        for each in range(3)
    )
    data = DatesChanged(
        process="astana",
        round=f"astana-{number % SUBJECTS}",
        number=number % SUBJECTS,
        field="dates",
        cell=Cell(value="2024-01-24/2024-01-25", standing="official", step="plan", origins=3, support=support),
        previous=None,
        basis=number,
        resolver="1",
        notify=True,
    )
    return Event(id=name_based("benchmark", number), subject=f"round/astana-{number % SUBJECTS}", data=data)
