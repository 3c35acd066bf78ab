"""Tables of the stored view. They hold nothing that folding the recorded changes wouldn't give again."""

from sqlalchemy import BigInteger, CheckConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class ViewTable(SQLModel, registry=registry()):
    """Base of these tables, with metadata of their own."""


class CellRow(ViewTable, table=True):
    """One cell of the view.

    Attributes:
        subject: ``round/<id>`` or ``process/<id>``, as of the events about it.
        field: Which cell.
        process: Id of the process.
        number: The round's number; None while provisional, and for a process.
        cell: Canonical bytes of the whole `events.rounds.Cell`.
        position: Of the event that set it.
    """

    __tablename__ = "cells"

    subject: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    process: str
    number: int | None = None
    cell: bytes
    position: int = Field(sa_type=BigInteger)


class LinkRow(ViewTable, table=True):
    """A round that turned out to be another one: its id still answers, with `into`.

    Attributes:
        position: Of the event that merged it.
    """

    __tablename__ = "links"

    round: str = Field(primary_key=True)
    process: str
    into: str
    position: int = Field(sa_type=BigInteger)


class ProjectorRow(ViewTable, table=True):
    """How far the log has been weighed; the table holds one row."""

    __tablename__ = "projector"
    __table_args__ = (CheckConstraint("only = 1"),)

    only: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    position: int = Field(sa_type=BigInteger)
