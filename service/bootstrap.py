"""The one place that builds things."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from pydantic import ValidationError

from config.dossier import load_dossiers
from config.lexicon import load_lexicons
from config.settings import Settings
from events.rules import RulesAdopted
from events.sealing import SALT_BYTES
from events.sql_log import SqlEventLog
from service import clock
from service.capture import Capture
from service.database import migrate, open_engine
from service.delivery.outbox import enqueue
from service.delivery.quotes import quotes_from
from service.errors import UsageError
from service.projector import Projector
from service.reading import Reader
from service.rules import current_rules, ensure_adopted
from service.services import Services


def load_settings() -> Settings:
    """Settings from the environment.

    Raises:
        UsageError: One of them can't be meant; the message names the variable.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(["ROUNDLOG", *(str(part).upper() for part in first["loc"])])
        raise UsageError(f"{name} isn't valid: {first['msg']}") from error


@contextmanager
def open_services(settings: Settings | None = None) -> Iterator[Services]:
    """Open the database, bring its schema up to date, and close it after the block.

    Raises:
        RoundlogError: The database can't be opened; the message says why and what to do.
    """
    settings = settings or load_settings()
    engine = open_engine(settings.database)
    try:
        migrate(engine)
        yield Services(settings, engine, SqlEventLog(engine), clock.now)
    finally:
        engine.dispose()


def release_rules() -> tuple[Reader, RulesAdopted]:
    """The reader of this release and the rules it goes by."""
    lexicons, dossiers = load_lexicons(), load_dossiers()
    rules = current_rules(lexicons, dossiers)
    return Reader(lexicons, dossiers, rules.extractor), rules


def open_capture(services: Services) -> Capture:
    """The way in for articles, by rules the log has adopted.

    Raises:
        RulesDiffer: The log goes by other rules than this release brings.
    """
    reader, rules = release_rules()
    ensure_adopted(services.log, rules, services.clock)
    return Capture(services.log, reader, services.clock, lambda: os.urandom(SALT_BYTES))


def open_projector(services: Services) -> Projector:
    """A projector by rules the log has adopted. The caller holds the projector lock.

    Raises:
        RulesDiffer: The log goes by other rules than this release brings.
    """
    ensure_adopted(services.log, release_rules()[1], services.clock)
    return build_projector(services)


def build_projector(services: Services) -> Projector:
    """A projector, whatever rules this release brings: for who has seen to it that the log goes by the right ones."""
    return Projector(services.log, services.clock, partial(enqueue, quote_of=quotes_from(services.log)))
