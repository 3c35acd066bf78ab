"""Operational tables of delivery. They hold what must not enter the log: addresses, secrets, attempts."""

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class DeliveryTable(SQLModel, registry=registry()):
    """Base of these tables, with metadata of their own. Moments are text, as `events.times.stamp` has it."""


class EndpointRow(DeliveryTable, table=True):
    """A subscriber. Removal blanks `url` and `secret`; the row stays, since messages refer to it.

    Attributes:
        url: Full address. It can carry tokens, so nothing but the sender sees it.
        secret: Signing key, ``whsec_`` and base64.
        types: Canonical JSON array of event types or ``prefix.*``; empty means all.
    """

    __tablename__ = "endpoints"

    id: str = Field(primary_key=True)
    url: str = Field(repr=False)
    host: str
    secret: str = Field(repr=False)
    types: str
    created_at: str
    disabled_at: str | None = None
    disabled_reason: str | None = None
    removed_at: str | None = None


class MessageRow(DeliveryTable, table=True):
    """One change on its way to one endpoint: the outbox.

    Attributes:
        id: ``msg_`` and a name-based UUID of change and endpoint, so that one change has one id for ever.
        change: Id of the event it tells of.
        position: Position of that event; orders messages.
        type: Event type of the change.
        subject: What the change is about; messages of one subject keep their order.
        body: The exact bytes to send.
        attempts: Attempts whose result is recorded.
        refusals: How many of these were answered with a refusal (see `service.delivery.schedule`).
        first_attempt_at: Start of the first recorded attempt.
        next_attempt_at: When it is due; empty, which sorts before every moment, for at once.
        leased_until: A sender has it until then, unless it dies.
        state: ``pending``, ``delivered`` or ``abandoned``.
    """

    __tablename__ = "messages"
    __table_args__ = (Index("messages_by_state", "state", "endpoint", "subject", "position"),)

    id: str = Field(primary_key=True)
    endpoint: str = Field(foreign_key="endpoints.id")
    change: str
    position: int = Field(sa_type=BigInteger)
    type: str
    subject: str
    body: bytes
    attempts: int
    refusals: int
    first_attempt_at: str | None = None
    next_attempt_at: str
    leased_until: str | None = None
    state: str


class AttemptRow(DeliveryTable, table=True):
    """One HTTP try.

    Attributes:
        number: Counted from 1 within the message.
        status: HTTP status of the answer; None where none came.
        error: What went wrong, in plain words, without the address; None where an answer came.
        answer: The first 1,024 bytes of the answer.
    """

    __tablename__ = "attempts"

    message: str = Field(primary_key=True, foreign_key="messages.id")
    number: int = Field(primary_key=True)
    started_at: str
    duration_ms: int
    status: int | None = None
    error: str | None = None
    answer: bytes
