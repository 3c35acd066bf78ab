"""Endpoints, messages and attempts: the tables of delivery (see `service.delivery.tables`)."""

import sqlalchemy as sa
from alembic import op

revision = "0004_endpoints"
down_revision = "0003_feeds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of delivery."""
    op.create_table(
        "endpoints",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("types", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("disabled_at", sa.String()),
        sa.Column("disabled_reason", sa.String()),
        sa.Column("removed_at", sa.String()),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("endpoint", sa.String(), sa.ForeignKey("endpoints.id"), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("first_attempt_at", sa.String()),
        sa.Column("next_attempt_at", sa.String(), nullable=False),
        sa.Column("leased_until", sa.String()),
        sa.Column("state", sa.String(), nullable=False),
    )
    op.create_index("messages_by_state", "messages", ["state", "endpoint", "subject", "position"])
    op.create_table(
        "attempts",
        sa.Column("message", sa.String(), sa.ForeignKey("messages.id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("started_at", sa.String(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("error", sa.String()),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    """Drop them again."""
    for table in ("attempts", "messages", "endpoints"):
        op.drop_table(table)
