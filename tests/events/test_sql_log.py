"""What only a log in a SQL database must show: its guards, and that it stands beside other processes."""

import sqlite3
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from fakes.appending_process import text_of
from fakes.log_events import NOON, event, events, text

from events.errors import LogUnavailable
from events.merkle import leaf_hash
from events.sql_log import CHUNK
from events.verify import verify

ROW = "id, type, schema_version, subject, recorded_at, causation_id, data, leaf"


@pytest.fixture
def log(sqlite_log):
    with sqlite_log.write(NOON) as writer:
        writer.append(events(5))
        writer.put_text(text())
    return sqlite_log


# The database refuses changes, whoever asks


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET type = 'x' WHERE position = 2",
        "UPDATE log SET position = 99 WHERE position = 2",
        "UPDATE log SET id = id",
        "UPDATE OR REPLACE log SET position = 3 WHERE position = 2",
        "UPDATE OR IGNORE log SET position = 3 WHERE position = 2",
        "UPDATE OR FAIL log SET type = 'x'",
        "UPDATE OR ROLLBACK log SET type = 'x'",
        "DELETE FROM log WHERE position = 5",
        "DELETE FROM log",
        f"REPLACE INTO log SELECT 2, {ROW} FROM log WHERE position = 3",
        f"INSERT OR REPLACE INTO log SELECT position, {ROW} FROM log WHERE position = 3",
        f"INSERT OR REPLACE INTO log SELECT 6, {ROW} FROM log WHERE position = 3",
        f"INSERT OR IGNORE INTO log SELECT 6, {ROW} FROM log WHERE position = 3",
        f"INSERT INTO log SELECT 6, {ROW} FROM log WHERE position = 3",
        f"INSERT INTO log SELECT 6, {ROW} FROM log WHERE position = 3 ON CONFLICT (id) DO UPDATE SET type = 'x'",
        f"INSERT INTO log SELECT 6, {ROW} FROM log WHERE position = 3 ON CONFLICT DO NOTHING",
        "INSERT INTO log SELECT 7, 'new', type, 1, subject, recorded_at, NULL, data, leaf FROM log LIMIT 1",
        "INSERT INTO log SELECT 0, 'new', type, 1, subject, recorded_at, NULL, data, leaf FROM log LIMIT 1",
        "INSERT INTO log SELECT -1, 'new', type, 1, subject, recorded_at, NULL, data, leaf FROM log LIMIT 1",
        "INSERT INTO log SELECT NULL, 'new', type, 1, subject, recorded_at, NULL, data, leaf FROM log LIMIT 1",
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_any_change_of_the_log_by_another_client_is_refused(log, outsider, statement, recursive):
    before = outsider.execute("SELECT * FROM log").fetchall()
    outsider.execute(f"PRAGMA recursive_triggers = {recursive}")
    with pytest.raises(sqlite3.IntegrityError, match="the log is append-only"):
        outsider.execute(statement)
    assert outsider.execute("SELECT * FROM log").fetchall() == before
    assert verify(log).found == 0


def test_the_next_position_with_a_new_id_is_taken(log, outsider):
    outsider.execute(
        "INSERT INTO log SELECT 6, 'new', type, 1, subject, recorded_at, NULL, data, leaf FROM log LIMIT 1"
    )
    assert outsider.execute("SELECT max(position) FROM log").fetchone() == (6,)


def test_a_text_can_be_erased(log, outsider):
    outsider.execute("DELETE FROM texts")
    assert log.text(text().digest) is None


# Failures


def test_a_failed_insert_that_its_caller_swallows_commits_nothing(log, outsider):
    outsider.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON log WHEN NEW.position = 7 BEGIN SELECT RAISE(FAIL, 'no'); END"
    )

    def append_and_swallow():
        with log.write(NOON) as writer:
            with suppress(sqlite3.IntegrityError):
                writer.append(events(3, start=10))
            writer.put_text(text("another"))

    with pytest.raises(LogUnavailable, match="retry"):
        append_and_swallow()
    outsider.execute("DROP TRIGGER refuse")
    assert log.head().size == 5
    assert log.text(text("another").digest) is None
    assert verify(log).found == 0


def test_a_full_disk_is_named_and_nothing_acknowledged_is_lost(log):
    with log.engine.connect() as connection:
        driver = connection.connection.driver_connection
        ((pages,),) = driver.execute("PRAGMA page_count").fetchall()
        driver.execute(f"PRAGMA max_page_count = {pages}")  # the pool hands this connection out again
    with pytest.raises(LogUnavailable, match="full"), log.write(NOON) as writer:
        writer.append(events(500, start=10))
    assert log.head().size == 5
    assert verify(log).found == 0


def test_a_damaged_file_is_named(log):
    path = Path(log.engine.url.database)
    with log.write(NOON) as writer:
        writer.append(events(CHUNK, start=10))
    log.engine.dispose()  # the last connection moves the write-ahead log into the file
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xff" * 4096 * 40)
    with pytest.raises(LogUnavailable, match="malformed"):
        list(log.read())


# Beside other processes


def start_appending(log, subject, count, batch):
    command = [
        sys.executable,
        "-m",
        "fakes.appending_process",
        log.engine.url.database,
        subject,
        str(count),
        str(batch),
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": ":".join(sys.path)})


def test_processes_that_append_at_once_leave_no_gap_lose_nothing_and_repeat_nothing(sqlite_log):
    writers = [start_appending(sqlite_log, f"feed/{number}", 300, 1 + number * 2) for number in range(3)]
    seen = []
    while any(writer.poll() is None for writer in writers):
        seen += [(record.position, record.id) for record in sqlite_log.read(len(seen))]
    acknowledged = [set(writer.communicate()[0].split()) for writer in writers]
    seen += [(record.position, record.id) for record in sqlite_log.read(len(seen))]

    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert [position for position, _ in seen] == list(range(1, sqlite_log.head().size + 1))
    ids = [event_id for _, event_id in seen]
    assert len(ids) == len(set(ids))
    assert set(ids) == set.union(*acknowledged)
    assert verify(sqlite_log).found == 0


def test_a_killed_writer_leaves_all_it_acknowledged_and_nothing_half(sqlite_log):
    for life in range(4):
        writer = start_appending(sqlite_log, f"feed/{life}", 100_000, 7)
        acknowledged = {writer.stdout.readline().strip() for _ in range(40 + 61 * life)}
        writer.kill()
        acknowledged |= set(writer.stdout.read().split("\n")[:-1])
        writer.wait()
        writer.stdout.close()

        ids = {record.id for record in sqlite_log.read()}
        assert acknowledged <= ids
        assert all(sqlite_log.text(text_of(event_id).digest) for event_id in ids)
        assert verify(sqlite_log).found == 0
    with sqlite_log.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM texts").scalar() == sqlite_log.head().size
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_log_copied_by_another_client_while_being_written_reads_whole(log, tmp_path):
    copy = sqlite3.connect(tmp_path / "copy.db")
    source = sqlite3.connect(log.engine.url.database)
    with log.write(NOON + timedelta(hours=1)) as writer:
        writer.append([event("uncommitted")])
        source.backup(copy)
    assert copy.execute("SELECT count(*), max(size) FROM log, frontier").fetchone() == (5, 5)
    assert {leaf_hash(data) == leaf for data, leaf in copy.execute("SELECT data, leaf FROM log")} == {True}
    copy.close()
    source.close()
