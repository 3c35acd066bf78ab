"""The view: cells of rounds and processes, links of merged rounds, and how far the projector has come."""

import sqlalchemy as sa
from alembic import op

revision = "0002_view"
down_revision = "0001_log"


def upgrade() -> None:
    """Create the tables of the view (see `projections.tables`)."""
    op.create_table(
        "cells",
        sa.Column("subject", sa.String(), primary_key=True),
        sa.Column("field", sa.String(), primary_key=True),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("cell", sa.LargeBinary(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "links",
        sa.Column("round", sa.String(), primary_key=True),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("into", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "projector",
        sa.Column("only", sa.Integer(), sa.CheckConstraint("only = 1"), primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
    )
