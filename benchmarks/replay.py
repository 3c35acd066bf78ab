"""Replay: reading 50,000 records, typing them and folding them, beside reading the rows of a bare table."""

import sqlite3
from functools import partial
from pathlib import Path

import msgspec

from benchmarks.measuring import Result, bare_database, change, compare, fresh_log, rate_of
from events.catalogue import decode
from events.merkle import Frontier, leaf_hash
from events.rounds import Change
from events.sql_log import SqlEventLog
from events.verify import verify
from service.clock import now
from service.database import checkpoint_wal

ROUNDS = 5
COUNT, BATCH = 50_000, 1_000


class _Brief(msgspec.Struct):
    """The part of a change that a narrow fold needs."""

    round: str
    field: str
    basis: int


def measure(folder: Path) -> list[Result]:
    """All results; the two databases go into the folder."""
    log, bare = fresh_log(folder / "log"), bare_database(folder / "bare")
    _fill(log, bare)

    def rows() -> float:
        return rate_of(COUNT, lambda: sum(1 for _ in bare.execute("SELECT * FROM log ORDER BY position")))

    runs = (
        ("read records", 0.50, lambda: sum(1 for _ in log.read())),
        ("read, decode 3 fields, fold", 0.40, lambda: _fold_narrow(log)),
        ("read, decode whole, fold", 0.25, lambda: _fold(log)),
        ("read, recompute the root", 0.22, lambda: _root(log)),
        ("verify", 0.05, lambda: verify(log)),
    )
    results = [compare(name, goal, ROUNDS, partial(rate_of, COUNT, run), rows) for name, goal, run in runs]
    log.engine.dispose()
    bare.close()
    return results


def _fill(log: SqlEventLog, bare: sqlite3.Connection) -> None:
    for start in range(0, COUNT, BATCH):
        with log.write(now()) as writer:
            records = writer.append([change(number) for number in range(start, start + BATCH)])
        rows = [(each.position, each.id, each.type, each.subject, each.recorded_at, each.canonical) for each in records]
        bare.execute("BEGIN")
        bare.executemany("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)", rows)
        bare.execute("COMMIT")
    checkpoint_wal(log.engine)


def _fold_narrow(log: SqlEventLog) -> int:
    brief, cells = msgspec.json.Decoder(_Brief), dict[tuple[str, str], int]()
    for record in log.read():
        data = brief.decode(record.data)
        cells[data.round, data.field] = data.basis
    return len(cells)


def _fold(log: SqlEventLog) -> int:
    cells = dict[tuple[str, str], Change]()
    for record in log.read():
        data = decode(record)
        if isinstance(data, Change):
            cells[data.round, data.field] = data
    return len(cells)


def _root(log: SqlEventLog) -> bytes:
    frontier = Frontier()
    for record in log.read():
        frontier.append(leaf_hash(record.canonical))
    return frontier.root()
