"""The database: one engine a process, and its schema brought up to date.

Rules for SQLite:

- Every transaction of an engine takes the write lock when it begins (``BEGIN IMMEDIATE``) and waits its turn
  for it, up to `BUSY_SECONDS`, so none fails half way because another process wrote first. `reading` is for
  those that only read: they wait for nobody.
- Commits are durable (WAL, ``synchronous=FULL``).
- No connection checkpoints the WAL by itself: the holder of the projector lock does, with `checkpoint_wal`.
"""

import os
import sqlite3
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from service.errors import RoundlogError, UsageError
from service.migrations import revisions

BUSY_SECONDS = 30.0

# What the surroundings of the program can cause; any other error is a fault of the program (sqlite.org/rescode.html).
_CAUSED_FROM_OUTSIDE = ("BUSY", "CANTOPEN", "CORRUPT", "FULL", "IOERR", "LOCKED", "NOTADB", "PERM", "READONLY")

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA wal_autocheckpoint = 0",
    "PRAGMA cache_size = -16384",  # KiB: appends touch pages all over the index of ids, which is in no order
)


class DatabaseUnusable(RoundlogError):
    """The database can't do its work for a reason outside the program: no room, no right, a lock, a damaged file."""

    def __init__(self, path: str | None, cause: BaseException) -> None:
        super().__init__(f"the database {path} can't be used: {cause}; what was recorded before is safe")


def open_engine(address: str) -> sa.Engine:
    """An engine for a SQLAlchemy address; makes the SQLite file (mode 0600) and its folder (0700) if missing.

    Raises:
        UsageError: The address isn't one of a SQLite file.
        RoundlogError: The file can't be opened for writing.
        DatabaseUnusable: It isn't a database, is damaged, or is on a disk that is full.
    """
    path = _sqlite_path(address)
    _create_private(path)
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        hide_parameters=True,  # an error message must not show an address or a secret
        pool_use_lifo=True,  # the connection used last has its cache warm
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _name_fault)
    engine.connect().close()
    return engine


def reading(engine: sa.Engine) -> sa.Engine:
    """The same engine for transactions that only read: they neither wait for a writer nor hold one up."""
    return engine.execution_options(sqlite_begin="DEFERRED")


def migrate(engine: sa.Engine) -> None:
    """Bring the schema up to date, in one transaction; processes that try at once wait for each other.

    Raises:
        RoundlogError: A newer Roundlog made the database, or another program, or the upgrade failed.
    """
    known, path = revisions(), engine.url.database
    with reading(engine).connect() as connection:
        current = _revision(connection)
    if current == known[-1]:
        return
    if current not in (None, *known):
        raise RoundlogError(f"{path} is from a newer Roundlog (schema {current}): upgrade Roundlog to use it")
    try:
        _upgrade(engine)
    except DBAPIError as error:
        raise RoundlogError(f"can't bring {path} up to date, so it was left as it was: {error.orig}") from error


def checkpoint_wal(engine: sa.Engine) -> None:
    """Move what the write-ahead log holds into the database file, as far as readers allow.

    Only for the holder of the projector lock.
    """
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
    finally:
        connection.close()


def _sqlite_path(address: str) -> Path:
    try:
        url = sa.make_url(address)
        dialect = url.get_dialect().name
    except (ArgumentError, NoSuchModuleError) as error:
        raise UsageError("the database address must look like sqlite:///folder/roundlog.db") from error
    if dialect != "sqlite" or url.database in {None, "", ":memory:"}:
        raise UsageError(
            "this release keeps its log in a SQLite file: give an address like sqlite:///folder/roundlog.db"
        )
    return Path(str(url.database))


def _create_private(path: Path) -> None:
    """Make the file before SQLite would, since SQLite makes it readable for all; the WAL inherits it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise RoundlogError(
            f"can't write the database {path}: {error.strerror}; "
            "set ROUNDLOG_DATA_DIR or ROUNDLOG_DATABASE_URL to a place you may write to"
        ) from error


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver would begin transactions late, and never IMMEDIATE, so that is switched off; see `_begin`.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: sa.Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    try:
        connection.connection.cursor().execute(f"BEGIN {mode}")
    except sqlite3.OperationalError as error:
        raise DatabaseUnusable(connection.engine.url.database, error) from error


def _name_fault(context: ExceptionContext) -> None:
    cause = context.original_exception
    code = getattr(cause, "sqlite_errorname", "")
    if code.removeprefix("SQLITE_").startswith(_CAUSED_FROM_OUTSIDE):
        path = context.engine.url.database if context.engine else None
        raise DatabaseUnusable(path, cause) from cause


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return revision


def _upgrade(engine: sa.Engine) -> None:
    from alembic import command  # noqa: PLC0415 - takes a second to load, and is rarely needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "service:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
