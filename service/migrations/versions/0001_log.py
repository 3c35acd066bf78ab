"""The log, the texts beside it, and the frontier of its Merkle tree."""

import sqlalchemy as sa
from alembic import op

revision = "0001_log"
down_revision = None

# The checks before INSERT are needed besides the two plain ones: INSERT OR REPLACE removes the row in its way
# without firing DELETE triggers, unless the connection has recursive_triggers on, which others won't have.
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
    CREATE TRIGGER log_takes_the_next_position_only BEFORE INSERT ON log
    WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM log)
    BEGIN SELECT RAISE(ABORT, 'the log is append-only: INSERT at other than the next position refused'); END
    """,
    """
    CREATE TRIGGER log_replaces_nothing BEFORE INSERT ON log
    WHEN EXISTS (SELECT 1 FROM log WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM log WHERE subject = NEW.subject AND subject_version = NEW.subject_version)
    BEGIN SELECT RAISE(ABORT, 'the log is append-only: INSERT of what is there refused'); END
    """,
)


def upgrade() -> None:
    """Create the tables and what keeps the log append-only."""
    op.create_table(
        "log",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("schema_version", sa.Integer, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("subject_version", sa.Integer, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
        sa.Column("causation_id", sa.Text),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("leaf", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("subject", "subject_version"),
    )
    op.create_table(
        "texts",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    frontier = op.create_table(
        "frontier",
        sa.Column("only", sa.Integer, sa.CheckConstraint("only = 1"), primary_key=True, autoincrement=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("nodes", sa.LargeBinary, nullable=False),
    )
    op.bulk_insert(frontier, [{"only": 1, "size": 0, "nodes": b""}])
    if op.get_bind().dialect.name == "sqlite":
        for trigger in _SQLITE_TRIGGERS:
            op.execute(trigger)
