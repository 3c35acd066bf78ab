"""Feeds: what is polled, and the bookkeeping of it (see `service.feeds.tables`)."""

import sqlalchemy as sa
from alembic import op

revision = "0003_feeds"
down_revision = "0002_view"


def upgrade() -> None:
    """Create the table of feeds."""
    active = sa.text("removed_at IS NULL")
    op.create_table(
        "feeds",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("lang", sa.String()),
        sa.Column("interval", sa.Float()),
        sa.Column("notify", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.String()),
        sa.Column("last_modified", sa.String()),
        sa.Column("next_due_at", sa.String(), nullable=False),
        sa.Column("leased_until", sa.String()),
        sa.Column("polls", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String()),
        sa.Column("last_success_at", sa.String()),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("removed_at", sa.String()),
    )
    op.create_index("feeds_by_url", "feeds", ["url"], unique=True, sqlite_where=active, postgresql_where=active)
    op.create_index("feeds_by_due", "feeds", ["next_due_at"], sqlite_where=active, postgresql_where=active)
