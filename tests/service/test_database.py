"""Opening the database and keeping its schema."""

import os
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy.exc import OperationalError

from service.database import DatabaseUnusable, checkpoint_wal, migrate, open_engine, reading
from service.errors import RoundlogError, UsageError
from service.migrations import revisions


def _address(path: Path) -> str:
    return f"sqlite:///{path}"


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_new_database_and_its_folder_are_for_their_owner_only(tmp_path):
    path = tmp_path / "new" / "roundlog.db"
    engine = open_engine(_address(path))
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO texts VALUES ('d', x'00', 't')")
        assert [_mode(path.parent), _mode(path), _mode(path.with_name("roundlog.db-wal"))] == [0o700, 0o600, 0o600]
    engine.dispose()


@pytest.mark.parametrize(
    "address", ["sqlite://", "sqlite:///:memory:", "nonsense", "postgresql://h/db", "oracle9://x/y", ""]
)
def test_an_address_other_than_of_a_sqlite_file_is_wrong_use(address):
    with pytest.raises(UsageError, match=r"sqlite:///folder/roundlog\.db"):
        open_engine(address)


def test_a_path_that_cannot_be_written_is_named_with_what_to_do(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(RoundlogError, match=r"can't write the database .*file/roundlog\.db.*ROUNDLOG_DATA_DIR"):
        open_engine(_address(tmp_path / "file" / "roundlog.db"))


def test_a_folder_given_as_database_is_refused(tmp_path):
    with pytest.raises(RoundlogError, match="can't write the database"):
        open_engine(_address(tmp_path))


def test_a_read_only_folder_with_a_database_in_it_is_named():
    # Root may write anywhere, so the check needs someone else; and a folder that everyone can reach.
    code = (
        "import os, sys, sqlalchemy.dialects.sqlite\n"
        "from service.database import open_engine\n"
        "from service.errors import RoundlogError\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "try: open_engine(sys.argv[1])\n"
        "except RoundlogError as error: print(error)\n"
    )
    with TemporaryDirectory() as folder:
        database = Path(folder) / "roundlog.db"
        database.touch(mode=0o666)
        database.chmod(0o666)
        Path(folder).chmod(0o555)
        command = [sys.executable, "-c", code, _address(database)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith(f"the database {database} can't be used: "), done.stderr


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path):
    path = tmp_path / "roundlog.db"
    path.write_text("minutes of the meeting, " * 100)
    with pytest.raises(RoundlogError, match=r"roundlog\.db.*not a database"):
        open_engine(_address(path))
    assert path.read_text().startswith("minutes")


def test_a_database_of_a_newer_release_is_refused_and_left_alone(tmp_path):
    engine = open_engine(_address(tmp_path / "roundlog.db"))
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999_future'")
    with pytest.raises(RoundlogError, match=r"newer Roundlog \(schema 9999_future\): upgrade"):
        migrate(engine)
    with reading(engine).connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999_future"
    engine.dispose()


def test_a_database_of_another_program_is_not_taken_over(tmp_path):
    path = tmp_path / "roundlog.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE log (line TEXT)")
    other.close()
    engine = open_engine(_address(path))
    with pytest.raises(RoundlogError, match="table log already exists"):
        migrate(engine)
    with reading(engine).connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all() == ["log"]
    engine.dispose()


def test_migrating_twice_changes_nothing(tmp_path):
    engine = open_engine(_address(tmp_path / "roundlog.db"))
    migrate(engine)
    with reading(engine).connect() as connection:
        before = connection.exec_driver_sql("PRAGMA schema_version").scalar()
    migrate(engine)
    with reading(engine).connect() as connection:
        assert connection.exec_driver_sql("PRAGMA schema_version").scalar() == before
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == revisions()[-1]
    engine.dispose()


def test_processes_that_open_a_new_database_at_once_all_succeed(tmp_path):
    code = "import sys; from service.database import *; migrate(open_engine(sys.argv[1])); print('ready')"
    command = [sys.executable, "-c", code, _address(tmp_path / "roundlog.db")]

    def run(_number: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, capture_output=True, text=True, check=False)

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(run, range(4)))
    assert [each.stdout for each in done] == ["ready\n"] * 4, [each.stderr for each in done]


def test_commits_are_durable_and_the_wal_is_moved_only_when_asked(tmp_path):
    path = tmp_path / "roundlog.db"
    engine = open_engine(_address(path))
    migrate(engine)
    with engine.begin() as connection:
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
        assert found == wanted
    size = path.stat().st_size
    with engine.begin() as connection:
        for number in range(2_000):
            connection.exec_driver_sql("INSERT INTO texts VALUES (?, x'00', ?)", (str(number), "x" * 4_000))
    assert path.stat().st_size == size
    checkpoint_wal(engine)
    assert path.stat().st_size > size
    engine.dispose()


def test_a_reader_waits_for_no_writer_and_no_writer_for_a_reader(tmp_path):
    engine = open_engine(_address(tmp_path / "roundlog.db"))
    migrate(engine)
    with reading(engine).connect() as reader, engine.begin() as writer:
        assert reader.exec_driver_sql("SELECT count(*) FROM texts").scalar() == 0
        writer.exec_driver_sql("INSERT INTO texts VALUES ('d', x'00', 't')")
        assert reader.exec_driver_sql("SELECT count(*) FROM texts").scalar() == 0
    engine.dispose()


def test_every_writing_transaction_holds_the_write_lock_from_its_beginning(tmp_path):
    path = tmp_path / "roundlog.db"
    engine = open_engine(_address(path))
    migrate(engine)
    impatient = sqlite3.connect(path, timeout=0, isolation_level=None)
    with engine.begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        impatient.execute("BEGIN IMMEDIATE")
    impatient.close()
    engine.dispose()


def test_umask_of_the_user_is_left_as_it_was(tmp_path):
    before = os.umask(0o022)
    try:
        open_engine(_address(tmp_path / "roundlog.db")).dispose()
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)


def test_a_lock_held_too_long_is_named(tmp_path):
    path = tmp_path / "roundlog.db"
    engine = open_engine(_address(path))
    migrate(engine)
    with reading(engine).connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout = 1")  # the pool hands it out again
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnusable, match=r"roundlog\.db can't be used: database is locked"), engine.begin():
        pass
    other.close()
    engine.dispose()


def test_a_full_disk_is_named(tmp_path):
    engine = open_engine(_address(tmp_path / "roundlog.db"))
    migrate(engine)
    with reading(engine).connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute(f"PRAGMA max_page_count = {driver.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(DatabaseUnusable, match="full"), engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO texts VALUES ('d', x'00', ?)", ("x" * 100_000,))
    engine.dispose()


def test_a_mistake_of_the_program_is_not_taken_for_a_fault_of_the_database(tmp_path):
    engine = open_engine(_address(tmp_path / "roundlog.db"))
    with pytest.raises(OperationalError, match="no such table"), engine.begin() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    engine.dispose()
