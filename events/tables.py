"""Tables of the log and of what stands beside it. `events.sql_log` reads and writes them at driver level."""

from sqlalchemy import BigInteger, CheckConstraint, Integer, Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class LogTable(SQLModel, registry=registry()):
    """Base of these tables, with metadata of their own."""


class RecordRow(LogTable, table=True):
    """One record of the log. Triggers refuse every change of a row, and rows at other than the next position.

    Attributes:
        data: Canonical bytes of the whole envelope; the columns before it are copies from it.
        leaf: Their hash in the Merkle tree, 32 bytes.
    """

    __tablename__ = "log"

    position: int = Field(primary_key=True, sa_type=BigInteger().with_variant(Integer, "sqlite"))
    id: str = Field(unique=True, sa_type=Text)
    type: str = Field(index=True, sa_type=Text)
    schema_version: int
    subject: str = Field(index=True, sa_type=Text)
    recorded_at: str = Field(sa_type=Text)
    causation_id: str | None = Field(sa_type=Text)
    data: bytes
    leaf: bytes


class TextRow(LogTable, table=True):
    """A text that events commit to by its salted digest (hex). It may be erased."""

    __tablename__ = "texts"

    digest: str = Field(primary_key=True, sa_type=Text)
    salt: bytes
    text: str = Field(sa_type=Text)


class FrontierRow(LogTable, table=True):
    """The one row that holds the frontier of the Merkle tree over the log; `nodes` are hashes of 32 bytes each."""

    __tablename__ = "frontier"

    only: int = Field(sa_column_args=[CheckConstraint("only = 1")], primary_key=True)
    size: int = Field(sa_type=BigInteger)
    nodes: bytes
