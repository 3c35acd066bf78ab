"""Appending: 20,000 events in batches of 1,000, and 300 single durable appends, beside a bare table.

The log's share holds everything an append does: encoding, validation, Merkle tree, looking for known ids, unique key,
two more indexes, append-only triggers, and emptying the write-ahead log as the lock holder does.
"""

from pathlib import Path

from benchmarks.measuring import Result, bare_database, change, compare, fresh_log, rate_of
from events.envelopes import wrap
from events.event import Event
from service.clock import now
from service.database import checkpoint_wal

INSERT = "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)"
STAMP = "2024-01-19T12:00:00.000000Z"
ROUNDS = 5
BATCHED, BATCH = 20_000, 1_000
SINGLE = 300
WAL_EVENTS = 3_000  # appends between two checkpoints: about the 4 MB at which SQLite does one by itself


def measure(folder: Path) -> list[Result]:
    """Both results; databases go into the folder."""
    return [
        _measure(folder / "batch", "append, 1,000 a commit", 0.40, BATCHED, BATCH),
        _measure(folder / "single", "append, 1 a commit", 0.45, SINGLE, 1),
    ]


def _measure(folder: Path, name: str, goal: float, count: int, batch: int) -> Result:
    events = [change(number) for number in range(count)]
    batches = [events[start : start + batch] for start in range(0, count, batch)]
    rows = [[_row(event, position) for position, event in enumerate(each, 1)] for each in batches]
    folders = (folder / str(number) for number in range(2 * ROUNDS))
    return compare(
        name,
        goal,
        ROUNDS,
        lambda: _ours(next(folders), batches, count),
        lambda: _bare(next(folders), rows, count),
    )


def _ours(folder: Path, batches: list[list[Event]], count: int) -> float:
    log = fresh_log(folder)

    def run() -> None:
        pending = 0
        for batch in batches:
            with log.write(now()) as writer:
                writer.append(batch)
            pending += len(batch)
            if pending >= WAL_EVENTS:
                checkpoint_wal(log.engine)
                pending = 0

    rate = rate_of(count, run)
    log.engine.dispose()
    return rate


def _bare(folder: Path, batches: list[list[tuple[object, ...]]], count: int) -> float:
    connection = bare_database(folder)

    def run() -> None:
        for batch in batches:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(INSERT, batch)
            connection.execute("COMMIT")

    rate = rate_of(count, run)
    connection.close()
    return rate


def _row(event: Event, position: int) -> tuple[object, ...]:
    record = wrap(event, position, STAMP)
    return (None, record.id, record.type, record.subject, record.recorded_at, record.canonical)
