"""The log, the texts beside it, and the frontier of its Merkle tree."""

import sqlalchemy as sa
from alembic import op

revision = "0001_log"
down_revision = None

# On SQLite only a key declared as INTEGER is the rowid itself, without an index of its own.
_POSITION = sa.BigInteger().with_variant(sa.Integer, "sqlite")

# The check before INSERT is needed besides the two plain ones: INSERT OR REPLACE removes the row in its way without
# firing DELETE triggers, unless the connection has recursive_triggers on, which other clients won't have.
_SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER log_keeps_rows BEFORE DELETE ON log
    BEGIN SELECT RAISE(ABORT, 'the log is append-only: DELETE refused'); END
    """,
    """
    CREATE TRIGGER log_keeps_values BEFORE UPDATE ON log
    BEGIN SELECT RAISE(ABORT, 'the log is append-only: UPDATE refused'); END
    """,
    """
    CREATE TRIGGER log_grows_at_its_end BEFORE INSERT ON log
    WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM log)
        OR EXISTS (SELECT 1 FROM log WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the log is append-only: only a new id at the next position is taken'); END
    """,
)


def upgrade() -> None:
    """Create the tables and what keeps the log append-only."""
    op.create_table(
        "log",
        sa.Column("position", _POSITION, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("schema_version", sa.Integer, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
        sa.Column("causation_id", sa.Text),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("leaf", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_log_type", "log", ["type"])
    op.create_index("ix_log_subject", "log", ["subject"])
    op.create_table(
        "texts",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    frontier = op.create_table(
        "frontier",
        sa.Column("only", sa.Integer, sa.CheckConstraint("only = 1"), primary_key=True, autoincrement=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("nodes", sa.LargeBinary, nullable=False),
    )
    op.bulk_insert(frontier, [{"only": 1, "size": 0, "nodes": b""}])
    if op.get_bind().dialect.name == "sqlite":
        for trigger in _SQLITE_TRIGGERS:
            op.execute(trigger)
